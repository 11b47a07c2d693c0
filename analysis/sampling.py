"""Values of a volume at a point, on a plane, or on another grid.

The rule of interpolation is the same everywhere: a place has a value where the voxel that holds it (see
`analysis.grid.FACE`) has one, that is a finite number. "Nearest" gives that voxel's value; "linear" is
trilinear over those of the eight neighbours that have a value, the weights rescaled to one.
"""

from enum import Enum

import numpy as np

from analysis.grid import FACE, Grid
from analysis.image import Volume
from analysis.plane import Plane


class Interpolation(Enum):
    """How a value between voxel centres is found."""

    NEAREST = "nearest"
    LINEAR = "linear"


def at_point(volume: Volume, xyz_mm: np.ndarray, interpolation: Interpolation = Interpolation.NEAREST) -> float:
    """The value at a place in the world, NaN outside the volume."""
    return float(_at_indices(volume.data, volume.grid.to_ijk(np.reshape(xyz_mm, (1, 3))), interpolation)[0])


def at_points(volume: Volume, xyz_mm: np.ndarray, interpolation: Interpolation = Interpolation.NEAREST) -> np.ndarray:
    """``(n,)`` float32 values at places ``(n, 3)`` in the world, NaN outside the volume."""
    return _at_indices(volume.data, volume.grid.to_ijk(xyz_mm), interpolation)


def on_plane(volume: Volume, plane: Plane, interpolation: Interpolation = Interpolation.LINEAR) -> np.ndarray:
    """``(rows, columns)`` float32 values at the pixel centres of a plane, NaN outside the volume."""
    rows, columns = plane.shape
    to_voxel = plane.pixel_to_voxel(volume.grid)
    axes = _axes_of_pixels(to_voxel)
    if axes is not None:
        return _along_axes(volume.data, to_voxel, axes, (rows, columns), interpolation)
    column, row = np.meshgrid(np.arange(columns), np.arange(rows))
    pixels = np.column_stack([column.ravel(), row.ravel(), np.ones(rows * columns)])
    return _at_indices(volume.data, pixels @ to_voxel.T, interpolation).reshape(rows, columns)


def labels_on_plane(labels: np.ndarray, grid: Grid, plane: Plane) -> np.ndarray:
    """``(rows, columns)`` uint16 labels of the voxels that hold the pixel centres of a plane, 0 outside the grid."""
    rows, columns = plane.shape
    to_voxel = plane.pixel_to_voxel(grid)
    axes = _axes_of_pixels(to_voxel)
    if axes is not None:
        found = _along_axes(labels, to_voxel, axes, (rows, columns), Interpolation.NEAREST)
    else:
        column, row = np.meshgrid(np.arange(columns), np.arange(rows))
        pixels = np.column_stack([column.ravel(), row.ravel(), np.ones(rows * columns)])
        found = _at_indices(labels, pixels @ to_voxel.T, Interpolation.NEAREST).reshape(rows, columns)
    return np.nan_to_num(found).astype(np.uint16)


def _axes_of_pixels(to_voxel: np.ndarray) -> tuple[int, int, int] | None:
    """The voxel axes along which columns and rows run, and the third one; None for an oblique plane."""
    steps = np.abs(to_voxel[:, :2])
    along = steps > 1e-9 * steps.max()
    if along.sum() != 2 or along.any(axis=0).sum() != 2 or along.any(axis=1).sum() != 2:
        return None
    of_column, of_row = (int(axis) for axis in along.argmax(axis=0))
    return of_column, of_row, 3 - of_column - of_row


def _along_axes(
    data: np.ndarray,
    to_voxel: np.ndarray,
    axes: tuple[int, int, int],
    shape: tuple[int, int],
    interpolation: Interpolation,
) -> np.ndarray:
    """``(rows, columns)`` values of a plane along voxel axes: one axis after the other, many times faster.

    The weights of the eight neighbours are products of weights along the axes, so the rule is the same.
    """
    of_column, of_row, across = axes
    indices = {
        of_column: to_voxel[of_column, 0] * np.arange(shape[1]) + to_voxel[of_column, 2],
        of_row: to_voxel[of_row, 1] * np.arange(shape[0]) + to_voxel[of_row, 2],
        across: to_voxel[across, 2:],
    }
    block = data.transpose(across, of_row, of_column)
    order = (across, of_row, of_column)
    nearest = [np.floor(indices[axis] + FACE).astype(np.intp) for axis in order]
    within = [(n >= 0) & (n < size) for n, size in zip(nearest, block.shape, strict=True)]
    clipped = [np.clip(n, 0, size - 1) for n, size in zip(nearest, block.shape, strict=True)]
    values = block[np.ix_(*clipped)][0].astype(np.float32)
    values[~(within[1][:, None] & within[2] & within[0])] = np.nan
    has_value = np.isfinite(values)
    values[~has_value] = np.nan
    if interpolation is Interpolation.LINEAR and has_value.any():
        values[has_value] = _separable(block, [indices[axis] for axis in order])[has_value]
    return values


def _separable(block: np.ndarray, indices: list[np.ndarray]) -> np.ndarray:
    """Trilinear values at all combinations of indices along three axes, the first a single one."""
    low, high, fraction = _neighbours(indices[0], block.shape[0])
    slab = block[[low[0], high[0]]].astype(np.float64)
    known = np.isfinite(slab).astype(np.float64)
    share = np.array([1 - fraction[0], fraction[0]])[:, None, None]
    total = (np.where(known > 0, slab, 0) * share).sum(axis=0)
    weights = (known * share).sum(axis=0)
    for axis in (0, 1):
        low, high, fraction = _neighbours(indices[axis + 1], total.shape[axis])
        upper = fraction[:, None] if axis == 0 else fraction
        total, weights = (a.take(low, axis) * (1 - upper) + a.take(high, axis) * upper for a in (total, weights))
    with np.errstate(invalid="ignore", divide="ignore"):
        return (total / weights).astype(np.float32)


def _neighbours(index: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    index = np.clip(index, 0, size - 1)
    low = np.floor(index).astype(np.intp)
    return low, np.minimum(low + 1, size - 1), index - low


def onto_grid(volume: Volume, grid: Grid, interpolation: Interpolation = Interpolation.LINEAR) -> Volume:
    """The volume on another grid, NaN where it does not reach."""
    data = np.empty(grid.shape, dtype=np.float32, order="F")
    jk = np.stack(np.meshgrid(np.arange(grid.shape[1]), np.arange(grid.shape[2]), indexing="ij"), axis=-1)
    for i in range(grid.shape[0]):
        ijk = np.concatenate([np.full((*jk.shape[:2], 1), i), jk], axis=-1).reshape(-1, 3)
        indices = volume.grid.to_ijk(grid.to_mm(ijk))
        data[i] = _at_indices(volume.data, indices, interpolation).reshape(grid.shape[1:])
    return Volume(grid, data, volume.name, volume.unit)


def _at_indices(data: np.ndarray, ijk: np.ndarray, interpolation: Interpolation) -> np.ndarray:
    """``(n,)`` float32 values at continuous indices ``(n, 3)``."""
    size = np.array(data.shape)
    nearest = np.floor(ijk + FACE).astype(np.intp)
    inside = ((nearest >= 0) & (nearest < size)).all(axis=1)
    values = np.full(len(ijk), np.nan, dtype=np.float32)
    values[inside] = data[tuple(nearest[inside].T)]
    has_value = np.isfinite(values)
    values[~has_value] = np.nan
    if interpolation is Interpolation.LINEAR:
        values[has_value] = _trilinear(data, ijk[has_value])
    return values


def _trilinear(data: np.ndarray, ijk: np.ndarray) -> np.ndarray:
    """Weighted mean over the neighbours that have a value; places within half a voxel outside use the edge."""
    last = np.array(data.shape) - 1
    ijk = np.clip(ijk, 0, last)
    low = np.floor(ijk).astype(np.intp)
    high = np.minimum(low + 1, last)
    fraction = ijk - low
    total = np.zeros(len(ijk))
    weights = np.zeros(len(ijk))
    for corner in np.ndindex(2, 2, 2):
        upper = np.array(corner, dtype=bool)
        weight = np.where(upper, fraction, 1 - fraction).prod(axis=1)
        value = data[tuple(np.where(upper, high, low).T)]
        known = np.isfinite(value)
        total += np.where(known, value, 0) * weight
        weights += np.where(known, weight, 0)
    return (total / weights).astype(np.float32)
