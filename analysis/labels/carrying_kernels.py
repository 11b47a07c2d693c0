"""The compiled loops of `analysis.labels.carrying`; imported when first needed. They release the interpreter."""

from math import floor

from numba import boolean, float64, int32, int64, njit, types, void

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


@njit(
    void(
        types.Array(int32, 3, "A", readonly=True), types.UniTuple(int64, 3), _MASK, types.UniTuple(int64, 3),
        types.Array(boolean, 3, "A"),
    ),
    nogil=True,
    cache=True,
)  # fmt: skip
def mark_ranked(ranks, shape, mask, low, found):  # type: ignore[no-untyped-def]
    """Mark the voxels that lie in a marked voxel of a patch at `low`, whose grid has a shape.

    `ranks` are those of the voxels of that grid in the order of C, -1 where there is none.
    """
    for i in range(ranks.shape[0]):
        for j in range(ranks.shape[1]):
            for k in range(ranks.shape[2]):
                rank = ranks[i, j, k]
                if rank >= 0:
                    row = rank // shape[2]
                    a, b, c = row // shape[1] - low[0], row % shape[1] - low[1], rank % shape[2] - low[2]
                    if 0 <= a < mask.shape[0] and 0 <= b < mask.shape[1] and 0 <= c < mask.shape[2]:
                        found[i, j, k] = mask[a, b, c]
