"""The compiled loops of `analysis.compositor`: one layer, row by row, into a picture of three planes of float32.

They follow the rules of `analysis.sampling` and `analysis.colour`; tests hold them together. A volume comes as
its values in file order (i fastest) and its shape, a plane as the matrix from (column, row, 1) to voxel indices.
The signatures are fixed, so everything is compiled on the first import and read from a cache from then on.
(The cache does not see a change of `FACE`; save this file too when that changes.)
"""

from math import ceil, floor, isfinite, nan

import numpy as np
from numba import float32, float64, intp, njit, types, uint8, uint16, uint32, uint64, void

from analysis.grid import FACE

# NaN and infinity must keep their meaning, so "nnan" and "ninf" are left out.
_ARITHMETIC = {"contract", "reassoc", "arcp", "nsz"}
_VALUES = types.Array(float32, 1, "C", readonly=True)
_SHAPE = types.UniTuple(intp, 3)
_Scale = tuple[float, float, float, float, float, float]  # low, entries per unit, gap below, above, opacity, faint
_TABLE = types.Array(uint8, 2, "C", readonly=True)
_KERNEL = void(_VALUES, _SHAPE, float64[:, ::1], _TABLE, types.UniTuple(float32, 6), float32[:, :, ::1])


@njit(inline="always")
def _holds(to_voxel: np.ndarray, shape: tuple[int, int, int], column: int, row: int) -> bool:
    """Whether the volume holds a pixel: the rule of `Grid.voxel_at`."""
    for axis in range(3):
        index = to_voxel[axis, 0] * column + to_voxel[axis, 1] * row + to_voxel[axis, 2] + FACE
        if not (index >= 0 and index < shape[axis]):  # so written, NaN is outside
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
    begin, end = min(max(int(first), 0), columns), min(max(int(stop), 0), columns)
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
    # A hair below the last voxel, so that there is always an upper neighbour; where an axis has one voxel, both are it.
    last_i, last_j, last_k = max(ni - 1 - 1e-9, 0.0), max(nj - 1 - 1e-9, 0.0), max(nk - 1 - 1e-9, 0.0)
    di, dj, dk = min(ni - 1, 1), ni * min(nj - 1, 1), ni * nj * min(nk - 1, 1)
    for column in range(begin, end):
        x = min(max(si * column + oi, 0.0), last_i)
        y = min(max(sj * column + oj, 0.0), last_j)
        z = min(max(sk * column + ok, 0.0), last_k)
        i, j, k = int(x), int(y), int(z)
        u, v, w = float32(x - i), float32(y - j), float32(z - k)
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
def _mean_of_known(values: np.ndarray, shape: tuple[int, int, int], x: float, y: float, z: float) -> float:
    """Trilinear mean at an index over the neighbours that have a value; at least one has."""
    ni, nj, nk = shape
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
def _fill_gaps(
    values: np.ndarray,
    shape: tuple[int, int, int],
    to_voxel: np.ndarray,
    row: int,
    begin: int,
    end: int,
    line: np.ndarray,
) -> None:
    """Where `_read_linear` met a neighbour without a value: the mean of the others, or NaN inside such a voxel."""
    ni, nj, nk = shape
    si, sj, sk = to_voxel[0, 0], to_voxel[1, 0], to_voxel[2, 0]
    oi = to_voxel[0, 1] * row + to_voxel[0, 2]
    oj = to_voxel[1, 1] * row + to_voxel[1, 2]
    ok = to_voxel[2, 1] * row + to_voxel[2, 2]
    for column in range(begin, end):
        if not isfinite(line[column]):
            x, y, z = si * column + oi, sj * column + oj, sk * column + ok
            i, j, k = _cell(x + FACE, ni), _cell(y + FACE, nj), _cell(z + FACE, nk)
            if isfinite(values[uint64(i + ni * (j + nj * k))]):
                line[column] = _mean_of_known(values, shape, x, y, z)
            else:
                line[column] = nan


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
                under = pixels[channel, column]
                pixels[channel, column] = under + (table[entry, channel] - under) * alpha


@njit(_KERNEL, nogil=True, cache=True, fastmath=_ARITHMETIC)
def paint_nearest(
    values: np.ndarray,
    shape: tuple[int, int, int],
    to_voxel: np.ndarray,
    table: np.ndarray,
    scale: _Scale,
    picture: np.ndarray,
) -> None:
    """Blend a volume into a picture ``(3, rows, columns)``, each pixel by the voxel that holds it."""
    _, rows, columns = picture.shape
    line = np.empty(columns, dtype=np.float32)
    for row in range(rows):
        begin, end = _columns_inside(to_voxel, shape, row, columns)
        _read_nearest(values, shape, to_voxel, row, begin, end, line)
        _blend(line, begin, end, table, scale, picture[:, row])


@njit(_KERNEL, nogil=True, cache=True, fastmath=_ARITHMETIC)
def paint_linear(
    values: np.ndarray,
    shape: tuple[int, int, int],
    to_voxel: np.ndarray,
    table: np.ndarray,
    scale: _Scale,
    picture: np.ndarray,
) -> None:
    """Blend a volume into a picture ``(3, rows, columns)``, each pixel by trilinear interpolation."""
    _, rows, columns = picture.shape
    line = np.empty(columns, dtype=np.float32)
    for row in range(rows):
        begin, end = _columns_inside(to_voxel, shape, row, columns)
        _read_linear(values, shape, to_voxel, row, begin, end, line)
        _fill_gaps(values, shape, to_voxel, row, begin, end, line)
        _blend(line, begin, end, table, scale, picture[:, row])


@njit(void(float32[:, :, ::1], uint32[:, ::1]), nogil=True, cache=True)
def pack(picture: np.ndarray, out: np.ndarray) -> None:
    """Round a picture ``(3, rows, columns)`` to ``0xFFRRGGBB``."""
    rows, columns = out.shape
    for row in range(rows):
        for column in range(columns):
            red, green, blue = picture[0, row, column], picture[1, row, column], picture[2, row, column]
            out[row, column] = (
                uint32(0xFF000000)
                | uint32(red + float32(0.5)) << uint32(16)
                | uint32(green + float32(0.5)) << uint32(8)
                | uint32(blue + float32(0.5))
            )


@njit(
    void(
        types.Array(uint16, 1, "C", readonly=True), _SHAPE, float64[:, ::1], _TABLE, uint16[:, ::1], uint32[:, ::1]
    ),
    nogil=True,
    cache=True,
)  # fmt: skip
def paint_labels(
    labels: np.ndarray,
    shape: tuple[int, int, int],
    to_voxel: np.ndarray,
    table: np.ndarray,
    seen: np.ndarray,
    pixels: np.ndarray,
) -> None:
    """Blend labels into pixels ``0xFFRRGGBB``; `table` holds red, green, blue, alpha inside and at the rim of a region.

    `seen` ``(rows, columns)`` is overwritten with the label of each pixel, 0 outside the grid.
    """
    rows, columns = seen.shape
    ni, nj, nk = shape
    si, sj, sk = to_voxel[0, 0], to_voxel[1, 0], to_voxel[2, 0]
    seen[:] = 0
    for row in range(rows):
        begin, end = _columns_inside(to_voxel, shape, row, columns)
        oi = to_voxel[0, 1] * row + to_voxel[0, 2] + FACE
        oj = to_voxel[1, 1] * row + to_voxel[1, 2] + FACE
        ok = to_voxel[2, 1] * row + to_voxel[2, 2] + FACE
        for column in range(begin, end):
            i, j, k = _cell(si * column + oi, ni), _cell(sj * column + oj, nj), _cell(sk * column + ok, nk)
            seen[row, column] = labels[uint64(i + ni * (j + nj * k))]
    for row in range(rows):
        for column in range(columns):
            label = seen[row, column]
            if label == 0 or label >= len(table):
                continue
            at_rim = (
                (row > 0 and seen[row - 1, column] != label)
                or (row < rows - 1 and seen[row + 1, column] != label)
                or (column > 0 and seen[row, column - 1] != label)
                or (column < columns - 1 and seen[row, column + 1] != label)
            )
            alpha = uint32(table[label, 4] if at_rim else table[label, 3])
            under, mixed = pixels[row, column], uint32(0xFF000000)
            for channel in range(3):
                shift = uint32(16 - 8 * channel)
                level = (under >> shift) & uint32(0xFF)
                blended = (
                    level * (uint32(255) - alpha) + uint32(table[label, channel]) * alpha + uint32(127)
                ) // uint32(255)
                mixed |= blended << shift
            pixels[row, column] = mixed
