"""The compiled loops of `analysis.labels.reading`; imported when first needed. They release the interpreter."""

import numpy as np
from numba import boolean, float32, float64, int64, njit, types, void

_VOLUME = types.Array(float32, 3, "F", readonly=True)
_MASK = types.Array(boolean, 3, "A", readonly=True)
_BINS = 4096


@njit(types.UniTuple(int64, 4)(_VOLUME, _MASK, types.UniTuple(int64, 3), float64[::1]), nogil=True, cache=True)
def gather(data, mask, low, kept):  # type: ignore[no-untyped-def]
    """Put the finite values of the marked voxels into `kept`, in the order in which they lie in memory.

    Returns how many these are, how many are not finite, and which voxel of the box (counted as in C) has the smallest
    and the largest, the first one of equal ones.
    """
    ni, nj, nk = mask.shape
    n, missing, at_min, at_max = 0, 0, -1, -1
    smallest, largest = np.inf, -np.inf
    for k in range(nk):
        for j in range(nj):
            for i in range(ni):
                if mask[i, j, k]:
                    value = float64(data[low[0] + i, low[1] + j, low[2] + k])
                    if np.isfinite(value):
                        kept[n] = value
                        n += 1
                        rank = (i * nj + j) * nk + k
                        if value < smallest or (value == smallest and rank < at_min):
                            smallest, at_min = value, rank
                        if value > largest or (value == largest and rank < at_max):
                            largest, at_max = value, rank
                    else:
                        missing += 1
    return n, missing, at_min, at_max


@njit(void(float64[::1], float64, float64, int64[::1], float64[::1]), nogil=True, cache=True)
def pick_ranks(values, smallest, largest, ranks, picked):  # type: ignore[no-untyped-def]
    """Put the values of some ranks (0 for the smallest; rising) into `picked`: only bins that hold one are sorted.

    The bin of a value never falls while the value rises, so that bins are in the order of the values.
    """
    scale = _BINS / (largest - smallest) if largest > smallest else 0.0
    if not np.isfinite(scale):
        scale = 0.0  # all in one bin
    bins = np.empty(len(values), dtype=np.int16)
    counts = np.zeros(_BINS, dtype=np.int64)
    for n in range(len(values)):
        bins[n] = min(_BINS - 1, int64((values[n] - smallest) * scale))
        counts[bins[n]] += 1
    held, before, sorted_bin = 0, 0, -1
    members = values[:0].copy()
    for place in range(len(ranks)):
        while before + counts[held] <= ranks[place]:
            before += counts[held]
            held += 1
        if held != sorted_bin:
            members = np.empty(counts[held])
            found = 0
            for n in range(len(values)):
                if bins[n] == held:
                    members[found] = values[n]
                    found += 1
            members.sort()
            sorted_bin = held
        picked[place] = members[ranks[place] - before]


@njit(void(float64[::1], float64[::1], int64[::1]), nogil=True, cache=True)
def count_in_bins(values, edges, counts):  # type: ignore[no-untyped-def]
    """Count the values in bins of one width, whose lower edge is theirs; the last bin has its upper edge too."""
    n_bins = len(counts)
    scale = n_bins / (edges[n_bins] - edges[0])
    for value in values:
        held = min(n_bins - 1, max(0, int64((value - edges[0]) * scale)))
        while value < edges[held]:
            held -= 1
        while held < n_bins - 1 and value >= edges[held + 1]:
            held += 1
        counts[held] += 1
