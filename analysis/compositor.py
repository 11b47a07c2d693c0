"""The compiled painter of slices: layers of volumes on a plane, straight into the pixels of a window.

It draws what ``colour.composite`` of ``sampling.on_plane`` draws, by the same rules of interpolation and of
visibility, some twenty times faster, so that three views follow the wheel. Each layer is read where the plane
cuts it, on its own grid, so oblique and differing grids need no reslicing.

Importing this module loads numba and, once per machine, compiles for some seconds. Nothing else in
`analysis` imports it: a window first shows pictures made with numpy, imports this in a background thread,
calls `warm_up`, and uses `paint` from then on. The kernels hold no lock while they run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf, isfinite, nan

import numpy as np
from numba import float32, float64, intp, njit, types, uint8, uint32, uint64, void

from analysis.colour import ColourScale, colormap
from analysis.grid import FACE, Grid
from analysis.image import Volume
from analysis.plane import Plane
from analysis.sampling import Interpolation

# NaN and infinity must keep their meaning, so "nnan" and "ninf" are left out.
_ARITHMETIC = {"contract", "reassoc", "arcp", "nsz"}
_VALUES = types.Array(float32, 1, "C", readonly=True)
_SHAPE = types.UniTuple(intp, 3)
_Scale = tuple[float, float, float, float, float, float]  # low, entries per unit, gap below, above, opacity, faint
_TABLE = types.Array(uint8, 2, "C", readonly=True)


@dataclass(frozen=True, eq=False)
class PaintLayer:
    """One volume and how it is shown."""

    volume: Volume
    scale: ColourScale
    interpolation: Interpolation


def paint(
    layers: Sequence[PaintLayer],
    plane: Plane,
    background: tuple[int, int, int] = (0, 0, 0),
    out: np.ndarray | None = None,
) -> np.ndarray:
    """Paint layers, the first at the bottom, on a plane.

    Parameters
    ----------
    layers : what to paint; without any, the picture is the background
    plane : where its pixels are
    background : red, green, blue, 0..255, where no layer has a visible value
    out : ``(rows, columns)`` uint32, C-ordered, overwritten and returned; a new array by default

    Returns
    -------
    ``(rows, columns)`` uint32 ``0xFFRRGGBB``, the layout of ``QImage.Format_RGB32``.

    Raises
    ------
    ValueError
        if `out` has another shape, type or order
    """
    if out is None:
        out = np.empty(plane.shape, dtype=np.uint32)
    elif out.shape != tuple(plane.shape) or out.dtype != np.uint32 or not out.flags.c_contiguous:
        raise ValueError(f"The picture must be C-ordered uint32 {plane.shape}, but is {out.dtype} {out.shape}.")
    red, green, blue = background
    picture = np.empty((*plane.shape, 3), dtype=np.float32)
    picture[:] = (red, green, blue)
    for layer in layers:
        _paint_layer(layer, plane, picture)
    _pack(picture, out)
    return out


def warm_up() -> None:
    """Load the kernels and run each once on a tiny volume, so that the first real picture is not late."""
    volume = Volume(Grid((2, 2, 2), np.eye(4)), np.array([[[0, nan], [1, 2]], [[3, 4], [5, 6]]]))
    plane = Plane(np.zeros(3), np.array([0.5, 0, 0]), np.array([0, 0.5, 0]), (3, 3))
    paint([PaintLayer(volume, ColourScale("gray", 0, 6), way) for way in Interpolation], plane)


def _paint_layer(layer: PaintLayer, plane: Plane, picture: np.ndarray) -> None:
    """Blend a layer into the picture, in place."""
    scale = layer.scale
    # A transposed Fortran array is C-ordered, and so is every array of a single row: one type for all volumes.
    values = layer.volume.data.T.reshape(-1)
    below, above = (inf, -inf) if scale.gap is None else scale.gap
    shown, hidden = (np.round(a * 255) / 255 for a in (scale.opacity, scale.opacity * scale.faint))
    kernel = _paint_linear if layer.interpolation is Interpolation.LINEAR else _paint_nearest
    kernel(
        values,
        layer.volume.grid.shape,
        plane.pixel_to_voxel(layer.volume.grid),
        colormap(scale.colormap),
        (scale.low, 256 / (scale.high - scale.low), below, above, shown, hidden),
        picture,
    )


@njit(inline="always")
def _holds(to_voxel: np.ndarray, shape: tuple[int, int, int], column: int, row: int) -> bool:
    """Whether the volume holds a pixel: the rule of `Grid.voxel_at`."""
    for axis in range(3):
        index = to_voxel[axis, 0] * column + to_voxel[axis, 1] * row + to_voxel[axis, 2] + FACE
        if index < 0 or index >= shape[axis]:
            return False
    return True


@njit(inline="always")
def _columns_inside(to_voxel: np.ndarray, shape: tuple[int, int, int], row: int, columns: int) -> tuple[int, int]:
    """First column of a row that the volume holds, and the one after the last."""
    first, stop = 0.0, float64(columns)
    for axis in range(3):
        step = to_voxel[axis, 0]
        start = to_voxel[axis, 1] * row + to_voxel[axis, 2] + FACE
        if abs(step) < 1e-9:
            if start < 0 or start >= shape[axis]:
                return 0, 0
        else:
            enter, leave = -start / step, (shape[axis] - start) / step
            first = max(first, floor(min(enter, leave)))
            stop = min(stop, ceil(max(enter, leave)) + 1)
    begin, end = int(first), int(max(first, stop))
    while begin < end and not _holds(to_voxel, shape, begin, row):
        begin += 1
    while begin < end and not _holds(to_voxel, shape, end - 1, row):
        end -= 1
    return begin, end


@njit(inline="always")
def _cell(index: float, size: int) -> int:
    return min(max(int(index), 0), size - 1)


@njit(inline="always")
def _read_nearest(
    values: np.ndarray,
    shape: tuple[int, int, int],
    to_voxel: np.ndarray,
    row: int,
    begin: int,
    end: int,
    line: np.ndarray,
) -> None:
    """Values of the voxels that hold the pixels of one row."""
    ni, nj, nk = shape
    si, sj, sk = to_voxel[0, 0], to_voxel[1, 0], to_voxel[2, 0]
    oi = to_voxel[0, 1] * row + to_voxel[0, 2] + FACE
    oj = to_voxel[1, 1] * row + to_voxel[1, 2] + FACE
    ok = to_voxel[2, 1] * row + to_voxel[2, 2] + FACE
    for column in range(begin, end):
        # Rounding may differ in the last bit from `_holds`, so the index is kept inside by force.
        i, j, k = _cell(si * column + oi, ni), _cell(sj * column + oj, nj), _cell(sk * column + ok, nk)
        line[column] = values[uint64(i + ni * (j + nj * k))]


@njit(inline="always")
def _read_linear(
    values: np.ndarray,
    shape: tuple[int, int, int],
    to_voxel: np.ndarray,
    row: int,
    begin: int,
    end: int,
    line: np.ndarray,
) -> None:
    """Trilinear values at the pixels of one row; not finite where a neighbour has no value."""
    ni, nj, nk = shape
    si, sj, sk = to_voxel[0, 0], to_voxel[1, 0], to_voxel[2, 0]
    oi = to_voxel[0, 1] * row + to_voxel[0, 2]
    oj = to_voxel[1, 1] * row + to_voxel[1, 2]
    ok = to_voxel[2, 1] * row + to_voxel[2, 2]
    for column in range(begin, end):
        x = min(max(si * column + oi, 0.0), ni - 1.0)
        y = min(max(sj * column + oj, 0.0), nj - 1.0)
        z = min(max(sk * column + ok, 0.0), nk - 1.0)
        # The lower neighbour is never the last voxel, so there is an upper one; of a single voxel, both are it.
        i, j, k = max(min(int(x), ni - 2), 0), max(min(int(y), nj - 2), 0), max(min(int(z), nk - 2), 0)
        u, v, w = float32(x - i), float32(y - j), float32(z - k)
        di, dj, dk = min(ni - 1, 1), ni * min(nj - 1, 1), ni * nj * min(nk - 1, 1)
        at = i + ni * (j + nj * k)
        c00 = _between(values, at, di, u)
        c10 = _between(values, at + dj, di, u)
        c01 = _between(values, at + dk, di, u)
        c11 = _between(values, at + dj + dk, di, u)
        near, far = c00 + (c10 - c00) * v, c01 + (c11 - c01) * v
        line[column] = near + (far - near) * w


@njit(inline="always")
def _between(values: np.ndarray, at: int, step: int, fraction: float) -> float:
    low, high = values[uint64(at)], values[uint64(at + step)]
    return low + (high - low) * fraction


@njit(inline="always")
def _clamp(index: float, size: int) -> float:
    return min(max(index, 0.0), size - 1.0)


@njit
def _mean_of_known(
    values: np.ndarray, shape: tuple[int, int, int], to_voxel: np.ndarray, row: int, column: int
) -> float:
    """Trilinear mean over the neighbours that have a value; NaN where the voxel that holds the pixel has none."""
    ni, nj, nk = shape
    x = to_voxel[0, 0] * column + to_voxel[0, 1] * row + to_voxel[0, 2]
    y = to_voxel[1, 0] * column + to_voxel[1, 1] * row + to_voxel[1, 2]
    z = to_voxel[2, 0] * column + to_voxel[2, 1] * row + to_voxel[2, 2]
    i, j, k = _cell(x + FACE, ni), _cell(y + FACE, nj), _cell(z + FACE, nk)
    if not isfinite(values[i + ni * (j + nj * k)]):
        return nan
    x, y, z = _clamp(x, ni), _clamp(y, nj), _clamp(z, nk)
    total, weights = 0.0, 0.0
    for corner in range(8):
        weight, at, stride = 1.0, 0, 1
        for index, size, upper in ((x, ni, corner & 1), (y, nj, corner & 2), (z, nk, corner & 4)):
            low = int(index)
            weight *= index - low if upper else 1.0 - (index - low)
            at += stride * (min(low + 1, size - 1) if upper else low)
            stride *= size
        if isfinite(values[at]):
            total += weight * values[at]
            weights += weight
    return total / weights


@njit(inline="always")
def _blend(line: np.ndarray, begin: int, end: int, table: np.ndarray, scale: _Scale, pixels: np.ndarray) -> None:
    """Put the colours of the values of one row over its pixels."""
    low, per_value, below, above, shown, hidden = scale
    for column in range(begin, end):
        value = line[column]
        alpha = hidden if below < value and value < above else shown
        if alpha > 0 and isfinite(value):
            entry = uint8(min(max((value - low) * per_value, float32(0)), float32(255)))
            for channel in range(3):
                under = pixels[column, channel]
                pixels[column, channel] = under + (table[entry, channel] - under) * alpha


_KERNEL = void(_VALUES, _SHAPE, float64[:, ::1], _TABLE, types.UniTuple(float32, 6), float32[:, :, ::1])


@njit(_KERNEL, nogil=True, cache=True, fastmath=_ARITHMETIC)
def _paint_nearest(
    values: np.ndarray,
    shape: tuple[int, int, int],
    to_voxel: np.ndarray,
    table: np.ndarray,
    scale: _Scale,
    picture: np.ndarray,
) -> None:
    rows, columns, _ = picture.shape
    line = np.empty(columns, dtype=np.float32)
    for row in range(rows):
        begin, end = _columns_inside(to_voxel, shape, row, columns)
        _read_nearest(values, shape, to_voxel, row, begin, end, line)
        _blend(line, begin, end, table, scale, picture[row])


@njit(_KERNEL, nogil=True, cache=True, fastmath=_ARITHMETIC)
def _paint_linear(
    values: np.ndarray,
    shape: tuple[int, int, int],
    to_voxel: np.ndarray,
    table: np.ndarray,
    scale: _Scale,
    picture: np.ndarray,
) -> None:
    rows, columns, _ = picture.shape
    line = np.empty(columns, dtype=np.float32)
    for row in range(rows):
        begin, end = _columns_inside(to_voxel, shape, row, columns)
        _read_linear(values, shape, to_voxel, row, begin, end, line)
        for column in range(begin, end):
            if not isfinite(line[column]):
                line[column] = _mean_of_known(values, shape, to_voxel, row, column)
        _blend(line, begin, end, table, scale, picture[row])


@njit(void(float32[:, :, ::1], uint32[:, ::1]), nogil=True, cache=True)
def _pack(picture: np.ndarray, out: np.ndarray) -> None:
    """Round to 0xFFRRGGBB."""
    rows, columns = out.shape
    for row in range(rows):
        for column in range(columns):
            red, green, blue = picture[row, column, 0], picture[row, column, 1], picture[row, column, 2]
            out[row, column] = (
                uint32(0xFF000000)
                | uint32(red + float32(0.5)) << uint32(16)
                | uint32(green + float32(0.5)) << uint32(8)
                | uint32(blue + float32(0.5))
            )
