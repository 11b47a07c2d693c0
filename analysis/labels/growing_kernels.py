"""The compiled loop of region growing; imported when it is first needed. It releases the interpreter."""

import numpy as np
from numba import float32, float64, int64, njit, types, uint8, void


@njit(
    void(
        float32[:, :, ::1], uint8[:, :, ::1], int64[::1], float64[:, ::1], types.UniTuple(float64, 3), int64,
        uint8[:, :, ::1],
    ),
    nogil=True,
    cache=True,
)  # fmt: skip
def fill(values, free, start, metric, limits, steps, marked):  # type: ignore[no-untyped-def]
    """Mark what is connected with `start`; `limits` are the lowest and highest value and the squared radius in mm²."""
    low, high, radius2 = limits
    shape = values.shape
    stack = np.empty((1024, 3), dtype=np.int64)
    depth = 0
    i, j, k = start[0], start[1], start[2]
    if free[i, j, k] and low <= values[i, j, k] <= high:
        marked[i, j, k] = 1
        stack[0, 0], stack[0, 1], stack[0, 2] = i, j, k
        depth = 1
    while depth > 0:
        depth -= 1
        i, j, k = stack[depth, 0], stack[depth, 1], stack[depth, 2]
        for di in range(-1, 2):
            for dj in range(-1, 2):
                for dk in range(-1, 2):
                    moved = abs(di) + abs(dj) + abs(dk)
                    if moved == 0 or moved > steps:
                        continue
                    a, b, c = i + di, j + dj, k + dk
                    if a < 0 or b < 0 or c < 0 or a >= shape[0] or b >= shape[1] or c >= shape[2]:
                        continue
                    if marked[a, b, c] or not free[a, b, c] or not (low <= values[a, b, c] <= high):
                        continue
                    x, y, z = a - start[0], b - start[1], c - start[2]
                    distance2 = (
                        metric[0, 0] * x * x + metric[1, 1] * y * y + metric[2, 2] * z * z
                        + 2 * (metric[0, 1] * x * y + metric[0, 2] * x * z + metric[1, 2] * y * z)
                    )  # fmt: skip
                    if distance2 > radius2:
                        continue
                    marked[a, b, c] = 1
                    if depth == stack.shape[0]:
                        larger = np.empty((2 * depth, 3), dtype=np.int64)
                        larger[:depth] = stack
                        stack = larger
                    stack[depth, 0], stack[depth, 1], stack[depth, 2] = a, b, c
                    depth += 1
