"""From maps to one number a person and region: regions of AAL, of a label map, or clusters of a result.

The value of a region is the mean of the map, in its unit, over those of its voxels inside the mask in which everyone
has a value, so that nobody's mean is of another place; how many there were is kept. Clusters remember which map they
come from: where that map was made of the same people's maps, what is tested on them is circular.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.atlas.parcellation import Parcellation, aal
from analysis.errors import DataError, GeometryError, OptionError
from analysis.files import map_record
from analysis.image import Mask, Volume
from analysis.labels.label_map import LabelMap
from analysis.provenance import InputRecord
from analysis.stats.clusters import ClusterFinder
from analysis.stats.cohort_table import CohortMaps
from analysis.stats.patient_regions import Region, region_means, region_members

_NAMEABLE = 32_767


@dataclass(frozen=True)
class Selection:
    """Where clusters come from: hash of the map, those of the maps it was made of, and how it was thresholded."""

    sha256: str
    made_of: frozenset[str]
    in_words: str


@dataclass(frozen=True, eq=False)
class Places:
    """Regions by name, each the rows of its voxels among those of the mask; ``source`` in words."""

    names: tuple[str, ...]
    members: tuple[np.ndarray, ...]
    source: str
    selection: Selection | None = None


@dataclass(frozen=True, eq=False)
class RegionalValues:
    """``values`` ``(n_people, n_regions)`` float64 in ``unit``, a column per name (``malff_Insula_L``).

    ``n_voxels`` is how many voxels each mean is of, of ``n_voxels_of_region`` inside the mask. ``shared_people`` is how
    many of these people's maps are in the result that the regions were chosen from: None where it is not known, or
    nothing was chosen.
    """

    names: tuple[str, ...]
    values: np.ndarray
    unit: str
    statistic: str
    source: str
    n_voxels: tuple[int, ...]
    n_voxels_of_region: tuple[int, ...]
    selection: Selection | None
    shared_people: int | None
    inputs: tuple[InputRecord, ...]
    warnings: tuple[str, ...]

    @property
    def is_circular(self) -> bool:
        """Whether the regions were chosen from maps of these very people."""
        return bool(self.shared_people)


def aal_places(mask: Mask, names: Sequence[str] = ()) -> Places:
    """Regions of AAL by their names, all of them where none is given; raises `OptionError` for an unknown name."""
    wanted = tuple(names) or tuple(name for _, name in sorted(aal().names.items()))
    for name in wanted:
        aal().label_of(name)
    members = region_members([Region(name, name, (name,)) for name in wanted], mask)
    return Places(wanted, members, "AAL")


def label_places(labels: LabelMap, mask: Mask) -> Places:
    """Regions that were drawn, in MNI space; each voxel of the mask takes the label at its centre.

    Raises
    ------
    DataError
        if nothing is drawn, two regions have one name, or one does not touch the mask
    """
    found = {region.label: column_name(region.name) for region in labels.regions if labels.n_voxels(region.label)}
    if not found:
        raise DataError("The map of regions is empty.")
    twice = next((name for name in found.values() if list(found.values()).count(name) > 1), None)
    if twice is not None:
        raise DataError(f'Two regions are called "{twice}"; give each its own name.')
    if max(found) > _NAMEABLE:
        raise DataError(f"The map of regions has labels above {_NAMEABLE}; number them anew.")
    drawn = Parcellation("drawn regions", labels.grid, labels.data.astype(np.int32), found)
    at = drawn.labels_at(mask.grid.to_mm(np.argwhere(mask.data)))
    return Places(tuple(found.values()), tuple(np.flatnonzero(at == label) for label in found), "drawn regions")


def cluster_places(
    volume: Volume, mask: Mask, *, height: float = 0.0, extent: int = 1, image: Path | None = None, sha256: str = ""
) -> Places:
    """The clusters of a result; those of a map that is thresholded already with `height` 0.

    Parameters
    ----------
    volume : a statistic on the grid of the mask
    mask : of the maps whose values are wanted
    height, extent : least |value|, and least number of voxels, of a cluster
    image, sha256 : the file, whose record says which maps it was made of, and its hash

    Raises
    ------
    DataError, GeometryError
        if there is no cluster, or the grids differ
    """
    if not volume.grid.matches(mask.grid):
        raise GeometryError(f"The result ({volume.grid.in_words()}) is not on the grid of the mask.")
    finder = ClusterFinder(volume)
    least = height or float(np.abs(finder.values).min())
    table = finder.find(least, extent=extent)
    if not len(table):
        raise DataError(f"The result has no cluster of at least {extent} voxels at {least:g}.")
    numbers = np.zeros(volume.grid.shape, dtype=np.int32)
    numbers[tuple(finder.lattice.ijk.T)] = table.numbers
    at = numbers[mask.data]
    names = tuple(f"cluster{row.number}_{column_name(row.region or row.nearest.name)}" for row in table.rows)
    words = f"clusters of {volume.name or 'a result'}, |value| at least {least:.6g}, at least {extent} voxels"
    chosen = Selection(sha256, frozenset(_made_of(image)), words)
    return Places(names, tuple(np.flatnonzero(at == row.number) for row in table.rows), words, chosen)


def regional_values(maps: CohortMaps, places: Places) -> RegionalValues:
    """Means of every map in every region.

    Parameters
    ----------
    maps : of all people, see `load_maps`
    places : on the same mask

    Raises
    ------
    DataError
        if a region holds no voxel of the mask in which everyone has a value
    """
    means, counts = region_means(maps.values, places.members)
    for name, members, n in zip(places.names, places.members, counts, strict=True):
        if not len(members):
            raise DataError(f'The region "{name}" holds no voxel of the mask; leave it out or take another mask.')
        if not n:
            raise DataError(f'In the region "{name}" there is no voxel in which everyone has a value.')
    shared = _shared(maps, places.selection)
    sizes = tuple(len(members) for members in places.members)
    names = tuple(f"{column_name(maps.statistic)}_{name}" for name in places.names)
    return RegionalValues(
        names, means, maps.unit, maps.statistic, places.source, tuple(int(n) for n in counts), sizes,
        places.selection, shared, maps.inputs, (*maps.warnings, *_about(places, counts, sizes, shared, len(means))),
    )  # fmt: skip


def column_name(text: str) -> str:
    """Text as the name of a column: letters, digits and underscores.

    Raises
    ------
    OptionError
        if nothing is left of it
    """
    name = "".join(letter if letter.isalnum() else "_" for letter in text.strip()).strip("_")
    if not name:
        raise OptionError(f'"{text}" cannot name a column.')
    return name


def _made_of(image: Path | None) -> list[str]:
    provenance: dict[str, Any] = map_record.provenance_of(image) if image is not None else {}
    inputs = provenance.get("inputs")
    entries = inputs if isinstance(inputs, list) else []
    return [str(e["sha256"]) for e in entries if isinstance(e, dict) and e.get("sha256") and e.get("role") != "mask"]


def _shared(maps: CohortMaps, selection: Selection | None) -> int | None:
    if selection is None or not selection.made_of:
        return None
    return sum(record.sha256 in selection.made_of for record in maps.inputs)


def _about(places: Places, counts: np.ndarray, sizes: Sequence[int], shared: int | None, n: int) -> list[str]:
    said = [
        f"{name}: {count} of {size} voxels, in the others someone has no value"
        for name, count, size in zip(places.names, counts, sizes, strict=True)
        if count < size
    ]
    if shared:
        said.append(
            f"Circular: the clusters were chosen from a result that holds the maps of {shared} of these {n} people; "
            "what is found in them is larger than it is, and its p means nothing."
        )
    elif places.selection is not None and shared is None:
        said.append(
            "The result has no record of the people it was made of: if they are these, the values are circular."
        )
    return said
