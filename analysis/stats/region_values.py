"""One region of AAL in maps in MNI space: mean, its mirror region, asymmetry, volume of grey matter, strongest links.

The mirror of a region is the one of the same name on the other side; regions of the vermis have none. The asymmetry is
200 (L - R) / (L + R) in %, where both sides are above 0: of a map with both signs it has no meaning.
"""

from dataclasses import dataclass

import numpy as np

from analysis.atlas.parcellation import Parcellation, aal
from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Volume

_LEAST_VOXELS = 5  # fewer are no region any more: of 3 mm they are less than 0.15 mL


@dataclass(frozen=True)
class RegionValue:
    """Means of a region and its mirror; NaN where fewer than 5 voxels have a value, or there is no mirror."""

    mean: float
    n_voxels: int
    mirror_mean: float
    asymmetry_percent: float


@dataclass(frozen=True)
class Link:
    """A region whose mean course goes with that of another one: Pearson r."""

    name: str
    r: float


def mirror_of(name: str) -> str | None:
    """The region of the other side; None for one of the vermis."""
    if name.endswith("_L"):
        return f"{name[:-1]}R"
    return f"{name[:-1]}L" if name.endswith("_R") else None


def region_labels(grid: Grid, atlas: Parcellation | None = None) -> np.ndarray:
    """``grid.shape`` numbers of the regions of AAL that hold the centres of a grid's voxels in MNI space."""
    places = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))
    return (atlas or aal()).labels_at(places)


def region_value(volume: Volume, labels: np.ndarray, name: str, atlas: Parcellation | None = None) -> RegionValue:
    """Mean of a map in a region and in its mirror.

    Parameters
    ----------
    volume : in MNI space; voxels without a value count nowhere
    labels : see `region_labels`, of the same grid

    Raises
    ------
    OptionError
        if AAL has no region of that name
    DataError
        if the labels are those of another grid
    """
    if labels.shape != volume.data.shape:
        raise DataError("The regions are on another grid than the map.")
    atlas = atlas or aal()
    mean, n = _mean(volume, labels == atlas.label_of(name))
    mirror = mirror_of(name)
    other = float("nan") if mirror is None else _mean(volume, labels == atlas.label_of(mirror))[0]
    left, right = (mean, other) if name.endswith("_L") else (other, mean)
    return RegionValue(mean, n, other, asymmetry(left, right))


def gray_volume(modulated: Volume, labels: np.ndarray, name: str, atlas: Parcellation | None = None) -> RegionValue:
    """mL of the patient's grey matter in a region and in its mirror, in place of means.

    Parameters
    ----------
    modulated : mL of the patient per mL of MNI space
    """
    atlas, mirror = atlas or aal(), mirror_of(name)
    found = [_sum_ml(modulated, labels == atlas.label_of(one)) if one is not None else (float("nan"), 0)
             for one in (name, mirror)]  # fmt: skip
    (own, n), (other, _) = found
    left, right = (own, other) if name.endswith("_L") else (other, own)
    return RegionValue(own, n, other, asymmetry(left, right))


def asymmetry(left: float, right: float) -> float:
    """``200 (L - R) / (L + R)`` in %; NaN where a side has no value or is not above 0."""
    return 200 * (left - right) / (left + right) if left > 0 and right > 0 else float("nan")


def strongest_links(names: tuple[str, ...], r: np.ndarray, name: str, n: int = 5) -> tuple[Link, ...]:
    """The regions with the largest size of r, of either sign, the strongest first.

    Parameters
    ----------
    names : of the rows of `r`
    r : ``(n, n)`` correlations; NaN where a region has no course

    Raises
    ------
    DataError
        if the region has no course
    """
    row = np.array(r[names.index(name)], dtype=np.float64)
    row[names.index(name)] = np.nan
    known = np.flatnonzero(np.isfinite(row))
    if not known.size:
        raise DataError(f"{name} is not covered by the series, so it has no links.")
    order = known[np.argsort(-np.abs(row[known]), kind="stable")][:n]
    return tuple(Link(names[index], float(row[index])) for index in order)


def _mean(volume: Volume, where: np.ndarray) -> tuple[float, int]:
    values = volume.data[where].astype(np.float64)
    values = values[np.isfinite(values)]
    return (float(values.mean()) if values.size >= _LEAST_VOXELS else float("nan")), int(values.size)


def _sum_ml(volume: Volume, where: np.ndarray) -> tuple[float, int]:
    values = volume.data[where].astype(np.float64)
    values = values[np.isfinite(values)]
    ml = float(values.sum()) * volume.grid.voxel_volume_mm3 / 1000
    return (ml if values.size >= _LEAST_VOXELS else float("nan")), int(values.size)
