"""Voxel-mirrored homotopic connectivity (VMHC): how the two halves of the brain go together.

Zuo et al. 2010, J Neurosci 30:15034. It needs a filtered series in a symmetric standard space.
"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Series
from analysis.metrics.connectivity import fisher_z
from analysis.metrics.seed_engine import make_engine
from analysis.metrics.voxels import MapWriter
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import StatMap

_TOLERANCE_VOXELS = 0.01
_TIMEPOINTS_AT_ONCE = 16


@dataclass(frozen=True)
class HomotopicOptions:
    """VMHC has nothing to choose."""


def compute_vmhc(
    series: Series,
    mask: Mask,
    options: HomotopicOptions | None = None,  # noqa: ARG001 - every metric of the catalogue takes options
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> tuple[StatMap, ...]:
    """Correlation of each voxel with its mirror image at -x, as r and as Fisher's z.

    The mask is first made symmetric: voxels of either half whose mirror is in the mask belong to it (DPABI's
    ``y_VMHC`` and REST). Voxels on the midline, which are their own mirror, have no value; the toolkits write 0
    there.

    Returns
    -------
    maps ``vmhc vmhc_z`` on the symmetric mask

    Raises
    ------
    GeometryError
        if no axis of the grid runs from left to right, or voxels do not mirror onto voxels at x = 0
    DataError
        if no voxel has a mirror image in the mask, or the series cannot be used
    """
    axis, mirrored = mirror_indices(series.grid)
    inside = mask.data | _mirror(mask.data, axis, mirrored)
    symmetric = Mask(mask.grid, inside, "symmetric mask")
    engine = make_engine(series, symmetric, part(progress, 0.0, 0.7), dtype=np.float64)
    partner = _partners(symmetric, axis, mirrored)
    own = np.arange(partner.size)
    known = (partner >= 0) & (partner != own)
    known[known] &= engine.usable[known] & engine.usable[partner[known]]
    if not known.any():
        raise DataError("No voxel of the mask has a mirror image in the other half of the brain.")
    r = np.zeros(partner.size)
    for start in range(0, engine.n_timepoints, _TIMEPOINTS_AT_ONCE):
        progress(0.7 + 0.3 * start / engine.n_timepoints, "VMHC")
        rows = engine.courses[start : start + _TIMEPOINTS_AT_ONCE]
        r += np.einsum("tv,tv->v", rows, rows[:, np.maximum(partner, 0)])
    r = np.where(known, np.clip(r, -1, 1), np.nan)
    warnings = ("VMHC means something only in a symmetric standard space.", *engine.warnings)
    parameters = {"mask": "union with its mirror image", "n_timepoints": series.n_timepoints}
    writer = MapWriter("analysis.metrics.homotopic.compute_vmhc", symmetric, parameters, inputs, warnings)
    progress(1.0, "VMHC")
    return writer.write("vmhc", r, "VMHC (r)"), writer.write("vmhc_z", fisher_z(r), "VMHC (z)")


def mirror_indices(grid: Grid) -> tuple[int, np.ndarray]:
    """The axis that runs from left to right, and for each index along it that of the mirror image, -1 for none.

    Raises
    ------
    GeometryError
        if the grid leans, or a voxel's mirror image at -x is not a voxel
    """
    axis = next((a for a, code in enumerate(grid.axis_codes) if code in "LR"), -1)
    if axis < 0 or grid.is_oblique:
        raise GeometryError("VMHC needs a grid along left-right: bring the series into a symmetric standard space.")
    size = grid.shape[axis]
    ijk = np.zeros((size, 3))
    ijk[:, axis] = np.arange(size)
    xyz_mm = grid.to_mm(ijk)
    xyz_mm[:, 0] *= -1
    at = grid.to_ijk(xyz_mm)[:, axis]
    nearest = np.round(at).astype(int)
    if np.abs(at - nearest).max() > _TOLERANCE_VOXELS:
        raise GeometryError(
            "The voxels on the left are not mirror images of those on the right (x = 0 lies neither on a voxel's "
            "centre nor on its border): bring the series into a symmetric standard space."
        )
    nearest[(nearest < 0) | (nearest >= size)] = -1
    return axis, nearest


def _mirror(data: np.ndarray, axis: int, mirrored: np.ndarray) -> np.ndarray:
    flipped = np.take(data, np.maximum(mirrored, 0), axis=axis)
    has_mirror = np.expand_dims(mirrored >= 0, tuple(a for a in range(3) if a != axis))
    return flipped & has_mirror


def _partners(mask: Mask, axis: int, mirrored: np.ndarray) -> np.ndarray:
    """``(n_mask_voxels,)`` column of each voxel's mirror image, -1 for none."""
    columns = np.full(mask.grid.shape, -1, dtype=np.int64)
    columns[mask.data] = np.arange(mask.n_voxels)
    flipped = np.take(columns, np.maximum(mirrored, 0), axis=axis)
    has_mirror = np.expand_dims(mirrored >= 0, tuple(a for a in range(3) if a != axis))
    return np.where(has_mirror, flipped, -1)[mask.data]
