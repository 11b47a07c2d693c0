"""Compiled inner loops. They release the interpreter, take explicit types, and are compiled once and cached.

Importing this module costs about two seconds, and some more the very first time, so it is imported where it is
needed and not before the window is up.
"""

import numpy as np
from numba import njit


@njit("void(int64[:,::1], int16[:,::1], float64[::1])", nogil=True, cache=True)
def centred_ranks(sorted_keys, ranks, tie_sums):  # type: ignore[no-untyped-def]
    """Twice the rank minus (N + 1), ties with their mean rank: whole numbers that sum to 0.

    `sorted_keys` is ``(n_voxels, N)``: the value as an ordered integer in the upper 32 bits, its time point in
    the lower. `tie_sums` receives the sum of t³ − t over the ties of each voxel.
    """
    n_voxels, n = sorted_keys.shape
    for voxel in range(n_voxels):
        ties = 0.0
        start = 0
        while start < n:
            value = sorted_keys[voxel, start] >> 32
            stop = start + 1
            while stop < n and (sorted_keys[voxel, stop] >> 32) == value:
                stop += 1
            centred = np.int16(start + stop - n)  # mean 1-based rank is (start + stop + 1) / 2
            for position in range(start, stop):
                ranks[voxel, sorted_keys[voxel, position] & 0xFFFFFFFF] = centred
            length = float(stop - start)
            ties += length * length * length - length
            start = stop
        tie_sums[voxel] = ties


@njit(
    "void(int16[:,::1], float64[::1], int32[:,:,::1], int32[:,::1], int32[:,::1], int64, int64, "
    "float64[::1], float64[::1], int32[::1])",
    fastmath={"reassoc", "contract"},  # all sums are of whole numbers below 2^53: exact in any order
    nogil=True,
    cache=True,
)
def kendall_sums(ranks, tie_sums, rows, voxels, offsets, start, stop, squares, ties, counts):  # type: ignore[no-untyped-def]
    """Sums for Kendall's W of voxels ``start..stop-1`` with their neighbours.

    `rows` is the volume, padded by one: the row of `ranks` of a voxel, or -1. `squares` receives the sum over
    time of the squared sum of centred doubled ranks, `ties` the sum of the tie sums, `counts` the number of
    time courses, the voxel's own included.
    """
    n = ranks.shape[1]
    total = np.empty(n, dtype=np.int32)
    for voxel in range(start, stop):
        i, j, k = voxels[voxel, 0] + 1, voxels[voxel, 1] + 1, voxels[voxel, 2] + 1
        total[:] = 0
        tie_total = 0.0
        count = 0
        for offset in range(offsets.shape[0]):
            row = rows[i + offsets[offset, 0], j + offsets[offset, 1], k + offsets[offset, 2]]
            if row >= 0:
                count += 1
                tie_total += tie_sums[row]
                for time in range(n):
                    total[time] += ranks[row, time]
        square = 0.0
        for time in range(n):
            square += float(total[time]) * float(total[time])
        squares[voxel] = square
        ties[voxel] = tie_total
        counts[voxel] = count


@njit(
    [
        "void(float32[:,::1], float32, int64, int64[::1], float64[::1], int64[::1], float64[::1])",
        "void(float64[:,::1], float64, int64, int64[::1], float64[::1], int64[::1], float64[::1])",
    ],
    fastmath={"reassoc"},  # lets the sum along a row use all lanes; the order of its terms has no meaning
    nogil=True,
    cache=True,
)
def add_degrees(r, threshold, shift, row_counts, row_sums, column_counts, column_sums):  # type: ignore[no-untyped-def]
    """Count and sum the correlations above a threshold, for rows and columns at once.

    `shift` is the index of the first column minus that of the first row: only pairs whose row is before
    their column are taken, so that each pair counts once for both its ends and never for itself.
    """
    n_rows, n_columns = r.shape
    for row in range(n_rows):
        first = max(0, row - shift + 1)
        count = 0
        total = 0.0
        for column in range(first, n_columns):
            value = r[row, column]
            above = value > threshold
            kept = float(value) if above else 0.0
            count += 1 if above else 0
            total += kept
            column_counts[column] += 1 if above else 0
            column_sums[column] += kept
        row_counts[row] += count
        row_sums[row] += total
