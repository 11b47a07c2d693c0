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
    column, row = np.meshgrid(np.arange(columns), np.arange(rows))
    pixels = np.column_stack([column.ravel(), row.ravel(), np.ones(rows * columns)])
    return _at_indices(volume.data, pixels @ to_voxel.T, interpolation).reshape(rows, columns)


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
