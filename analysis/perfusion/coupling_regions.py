"""Perfusion over activity region by region: the ratio of the means in each region of AAL."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.atlas.parcellation import aal
from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.preprocess.resample import PointMap
from analysis.preprocess.transforms import world_points

_LEAST_VOXELS = 10


@dataclass(frozen=True)
class RegionRatio:
    """Means in a region, their ratio, and z of the ratio over the regions; NaN where fewer than 10 voxels count."""

    name: str
    n_voxels: int
    cbf: float
    metric: float
    ratio: float
    z: float


def regional_ratios(cbf: Volume, metric: Volume, mask: Mask, to_mni: PointMap) -> tuple[RegionRatio, ...]:
    """Ratio of mean perfusion to mean activity in each of the 116 regions of AAL.

    Means are taken first and divided then, so that single voxels near 0 do not count too much.

    Parameters
    ----------
    cbf, metric : on one grid; a voxel counts where both have a value
    mask : on that grid, such as grey matter
    to_mni : from the maps' mm to MNI mm; the identity for maps in MNI space

    Raises
    ------
    GeometryError
        if the grids differ
    DataError
        if no region holds 10 voxels
    """
    if not (metric.grid.matches(cbf.grid) and mask.grid.matches(cbf.grid)):
        raise GeometryError("Both maps and the mask must be on one grid; bring them there first.")
    flow, activity = (v.data[mask.data].astype(np.float64) for v in (cbf, metric))
    labels = aal().labels_at(to_mni(world_points(mask.grid, mask.data)))
    both = np.isfinite(flow) & np.isfinite(activity)
    size = max(aal().names) + 1
    n = np.bincount(labels[both], minlength=size)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = [np.bincount(labels[both], v[both], size) / n for v in (flow, activity)]
        ratio = np.where((n >= _LEAST_VOXELS) & (means[1] > 0), means[0] / means[1], np.nan)
    ratio[0] = np.nan
    known = ratio[np.isfinite(ratio)]
    if known.size == 0:
        raise DataError("No region of AAL holds 10 voxels of the mask; are the maps in MNI space?")
    sd = float(known.std(ddof=1)) if known.size > 1 else float("nan")
    rows = []
    for number, name in aal().names.items():
        enough = n[number] >= _LEAST_VOXELS
        values = [float(m[number]) if enough else float("nan") for m in means]
        z = (ratio[number] - known.mean()) / sd if sd > 0 else float("nan")
        rows.append(RegionRatio(name, int(n[number]), values[0], values[1], float(ratio[number]), float(z)))
    return tuple(rows)


def table_of(rows: Sequence[RegionRatio]) -> tuple[tuple[str, ...], list[tuple[str | int | float, ...]]]:
    """Column names and rows of the table of regions."""
    columns = ("region", "n_voxels", "cbf", "metric", "ratio", "z")
    return columns, [(r.name, r.n_voxels, r.cbf, r.metric, r.ratio, r.z) for r in rows]
