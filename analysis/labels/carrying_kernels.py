"""The compiled loop of `analysis.labels.carrying`; imported when first needed. It releases the interpreter."""

from math import floor

from numba import boolean, float64, njit, types, void

from analysis.grid import FACE

_MASK = types.Array(boolean, 3, "A", readonly=True)


@njit(void(float64[:, ::1], _MASK, boolean[:, :, ::1]), nogil=True, cache=True)
def mark_held(to_source, source, found):  # type: ignore[no-untyped-def]
    """Mark the voxels whose centres lie in a marked voxel of `source`, by the rule of `Grid.voxel_at`.

    `to_source` ``(3, 4)`` maps voxels of `found` to those of `source`.
    """
    for i in range(found.shape[0]):
        for j in range(found.shape[1]):
            x = to_source[0, 0] * i + to_source[0, 1] * j + to_source[0, 3] + FACE
            y = to_source[1, 0] * i + to_source[1, 1] * j + to_source[1, 3] + FACE
            z = to_source[2, 0] * i + to_source[2, 1] * j + to_source[2, 3] + FACE
            for k in range(found.shape[2]):
                a = floor(x + to_source[0, 2] * k)
                b = floor(y + to_source[1, 2] * k)
                c = floor(z + to_source[2, 2] * k)
                if 0 <= a < source.shape[0] and 0 <= b < source.shape[1] and 0 <= c < source.shape[2]:
                    found[i, j, k] = source[a, b, c]
