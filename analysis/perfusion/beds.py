"""Perfusion in the territories of the large arteries, in the patient's own space.

The map of territories is brought to the voxels of the perfusion map; the perfusion map itself is not resampled. The
asymmetry index is ``AI = 200 (L - R) / (L + R)`` in %. Means are also given relative to that of all voxels counted,
because whole-brain flow changes by a fifth and more with caffeine, carbon dioxide and haematocrit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.atlas.territories import BEDS, Bed, Side, Territory, territory_atlas
from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.preprocess.resample import PointMap
from analysis.preprocess.transforms import world_points

NOTE = (
    "Territories follow a rule over the regions of AAL. They are approximate: arteries vary between people, and "
    "published maps agree in four of five voxels."
)
_LEAST_VOXELS = 10


@dataclass(frozen=True, eq=False)
class PlacedBeds:
    """For each voxel of a mask: the number of its bed (see `BEDS`, 0 for none), and whether it is in a border zone."""

    mask: Mask
    labels: np.ndarray
    border: np.ndarray


@dataclass(frozen=True)
class BedValue:
    """Perfusion of one bed; NaN and 0 voxels where it is not covered. ``relative`` is to the mean of all voxels."""

    bed: Bed
    mean: float
    sd: float
    relative: float
    n_voxels: int
    volume_ml: float


@dataclass(frozen=True)
class BedPair:
    """A territory on both sides and its asymmetry in % (NaN where one side is not covered)."""

    left: BedValue
    right: BedValue
    asymmetry: float


def place_beds(mask: Mask, to_mni: PointMap) -> PlacedBeds:
    """Find the territory of each voxel.

    Parameters
    ----------
    mask : on the grid of the perfusion map
    to_mni : from the map's mm to MNI mm; the identity for a map in MNI space

    Raises
    ------
    DataError
        if the mask is empty, or less than half of it has a territory: the way to MNI space is wrong
    """
    if mask.n_voxels == 0:
        raise DataError("The mask is empty: there is no voxel in any territory.")
    atlas = territory_atlas()
    xyz_mni = np.asarray(to_mni(world_points(mask.grid, mask.data)), dtype=np.float64)
    labels = atlas.labels_at(xyz_mni)
    share = float(np.mean(labels > 0))
    if share < 0.5:
        raise DataError(
            f"Only {share:.0%} of the mask lie in the territory of an artery of the standard brain, so the map is not "
            "where it is taken to be; check its alignment with MNI space."
        )
    return PlacedBeds(mask, labels, atlas.border_at(xyz_mni))


def measure_beds(volume: Volume, beds: PlacedBeds, counted: np.ndarray | None = None) -> tuple[BedPair, ...]:
    """Mean and SD of a map in each territory.

    Parameters
    ----------
    volume : on the grid of the mask; voxels without a value count nowhere
    beds : see `place_beds`
    counted : ``(n_mask_voxels,)`` booleans, such as grey matter; all where None

    Raises
    ------
    GeometryError
        if the map is on another grid
    DataError
        if no voxel has a value
    """
    if not volume.grid.matches(beds.mask.grid):
        raise GeometryError("The map is not on the grid of the territories; bring it there first.")
    values = volume.data[beds.mask.data].astype(np.float64)
    known = np.isfinite(values) if counted is None else np.isfinite(values) & counted
    if not known.any():
        raise DataError("No voxel of the mask has a value, so there is nothing to measure in the territories.")
    whole = float(values[known].mean())
    size_ml = beds.mask.grid.voxel_volume_mm3 / 1000
    found = {}
    for number, bed in enumerate(BEDS, start=1):
        own = values[known & (beds.labels == number)]
        enough = own.size >= _LEAST_VOXELS
        mean = float(own.mean()) if enough else float("nan")
        sd = float(own.std(ddof=1)) if enough else float("nan")
        relative = mean / whole if whole > 0 else float("nan")
        found[bed] = BedValue(bed, mean, sd, relative, own.size, own.size * size_ml)
    pairs = []
    for territory in Territory:
        left, right = (found[Bed(territory, side)] for side in Side)
        pairs.append(BedPair(left, right, asymmetry_index(left.mean, right.mean)))
    return tuple(pairs)


def asymmetry_index(left: float, right: float) -> float:
    """``200 (L - R) / (L + R)`` in %; NaN where a side has no value or their sum is not positive."""
    total = left + right
    return 200 * (left - right) / total if total > 0 else float("nan")


def table_of(pairs: Sequence[BedPair], unit: str) -> tuple[tuple[str, ...], list[tuple[str | float | int, ...]]]:
    """Column names and rows of the table of territories, one row for each bed."""
    columns = ("territory", "side", "mean", "sd", "unit", "relative", "n_voxels", "volume_ml", "asymmetry_percent")
    rows: list[tuple[str | float | int, ...]] = [
        (
            value.bed.territory.name, value.bed.side.value, value.mean, value.sd, unit, value.relative,
            value.n_voxels, value.volume_ml, pair.asymmetry,
        )
        for pair in pairs
        for value in (pair.left, pair.right)
    ]  # fmt: skip
    return columns, rows
