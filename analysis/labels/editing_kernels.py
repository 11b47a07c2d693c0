"""The compiled loops of `analysis.labels.label_map`; imported when first needed. They release the interpreter.

A map lies in memory along its first axis, patches and the bits of edits along their last one: eight layers are gone
through together, so that neither is read across.
"""

import numpy as np
from numba import boolean, int64, njit, types, uint8, uint16, uint32

_LABELS = types.Array(uint16, 3, "A", readonly=True)
_VALUES = types.Array(uint16, 1, "C", readonly=True)
_MARKS = types.Array(uint8, 3, "C", readonly=True)
_WHOLE = types.Array(uint16, 3, "F")
_BOX = types.UniTuple(int64, 3)
_STARTS = types.Array(uint32, 1, "C", readonly=True)
_LAYERS = 8


@njit(types.UniTuple(int64, 6)(_LABELS, uint16), nogil=True, cache=True)
def box_of(labels, label):  # type: ignore[no-untyped-def]
    """The lowest and highest voxel with a label along each axis: i, i, j, j, k, k; -1 each where none has it."""
    ni, nj, nk = labels.shape
    low_i, high_i, low_j, high_j, low_k, high_k = ni, -1, nj, -1, nk, -1
    for k in range(nk):
        for j in range(nj):
            n = 0
            for i in range(ni):
                n += labels[i, j, k] == label
            if n:
                first, last = 0, ni - 1
                while labels[first, j, k] != label:
                    first += 1
                while labels[last, j, k] != label:
                    last -= 1
                low_i, high_i = min(low_i, first), max(high_i, last)
                low_j, high_j = min(low_j, j), max(high_j, j)
                low_k, high_k = min(low_k, k), k
    return low_i, high_i, low_j, high_j, low_k, high_k


@njit(types.void(_LABELS, uint16, boolean[:, :, ::1]), nogil=True, cache=True)
def mark_label(labels, label, mask):  # type: ignore[no-untyped-def]
    """Say of each voxel whether it has a label."""
    ni, nj, nk = labels.shape
    for start in range(0, nk, _LAYERS):
        for j in range(nj):
            for i in range(ni):
                for k in range(start, min(start + _LAYERS, nk)):
                    mask[i, j, k] = labels[i, j, k] == label


@njit(inline="always")
def _ranks_of_rows(marks):  # type: ignore[no-untyped-def]
    """How many voxels are marked before each row along the last axis, in the order of C, and how many in all."""
    ni, nj, nk = marks.shape
    ranks = np.empty((ni, nj), dtype=np.int64)
    n = 0
    for i in range(ni):
        for j in range(nj):
            ranks[i, j] = n
            for k in range(nk):
                n += marks[i, j, k]
    return ranks, n


@njit(types.void(_LABELS, types.Array(boolean, 3, "C", readonly=True), uint16[::1]), nogil=True, cache=True)
def take_marked(labels, mask, taken):  # type: ignore[no-untyped-def]
    """Put the labels of the marked voxels into `taken`, in the order of C."""
    ni, nj, nk = labels.shape
    ranks, _ = _ranks_of_rows(mask)
    for start in range(0, nk, _LAYERS):
        for j in range(nj):
            for i in range(ni):
                for k in range(start, min(start + _LAYERS, nk)):
                    if mask[i, j, k]:
                        taken[ranks[i, j]] = labels[i, j, k]
                        ranks[i, j] += 1


@njit(int64(types.Array(uint16, 3, "A"), _MARKS, uint16, uint16), nogil=True, cache=True)
def replace_one(labels, marks, old, new):  # type: ignore[no-untyped-def]
    """Give the marked voxels, which all have one label, another one.

    Returns how many these are; -1, and nothing is changed, where one has not the label it should have.
    """
    ni, nj, nk = labels.shape
    n, n_wrong = 0, 0
    for start in range(0, nk, _LAYERS):
        for j in range(nj):
            for i in range(ni):
                for k in range(start, min(start + _LAYERS, nk)):
                    n += marks[i, j, k]
                    n_wrong += marks[i, j, k] & (labels[i, j, k] != old)
    if n_wrong:
        return -1
    for start in range(0, nk, _LAYERS):
        for j in range(nj):
            for i in range(ni):
                for k in range(start, min(start + _LAYERS, nk)):
                    if marks[i, j, k]:
                        labels[i, j, k] = new
    return n


@njit(boolean(types.Array(uint16, 3, "A"), _MARKS, _VALUES, _VALUES, int64[::1]), nogil=True, cache=True)
def replace_each(labels, marks, old, new, counts):  # type: ignore[no-untyped-def]
    """Give the marked voxels other labels; ``old`` and ``new`` hold one for each, in the order of C.
    `counts` ``(largest label + 1,)``, of the voxels with each label, are kept right.

    False, and nothing is changed, where a voxel has not the label it should have.
    """
    ni, nj, nk = labels.shape
    first, n = _ranks_of_rows(marks)
    if n != len(old) or n != len(new):
        return False
    for turn in range(2):  # looks first, so that a map to which it does not fit stays as it is
        ranks = first.copy()
        for start in range(0, nk, _LAYERS):
            for j in range(nj):
                for i in range(ni):
                    rank = ranks[i, j]
                    for k in range(start, min(start + _LAYERS, nk)):
                        if marks[i, j, k]:
                            if turn == 1:
                                labels[i, j, k] = new[rank]
                                counts[old[rank]] -= 1
                                counts[new[rank]] += 1
                            elif labels[i, j, k] != old[rank]:
                                return False
                            rank += 1
                    ranks[i, j] = rank
    return True


@njit(types.UniTuple(int64, 2)(_LABELS, _LABELS), nogil=True, cache=True)
def count_runs(before, after):  # type: ignore[no-untyped-def]
    """In how many voxels two boxes of labels differ, and in how many runs along the first axis."""
    ni, nj, nk = before.shape
    n_voxels, n_runs = 0, 0
    for k in range(nk):
        for j in range(nj):
            goes_on = False
            for i in range(ni):
                old, new = before[i, j, k], after[i, j, k]
                if old == new:
                    goes_on = False
                    continue
                n_voxels += 1
                if not (goes_on and before[i - 1, j, k] == old and after[i - 1, j, k] == new):
                    n_runs += 1
                goes_on = True
    return n_voxels, n_runs


@njit(types.void(_LABELS, _LABELS, uint32[::1], uint16[::1], uint16[::1], uint16[::1]), nogil=True, cache=True)
def fill_runs(before, after, starts, lengths, olds, news):  # type: ignore[no-untyped-def]
    """Write down the runs that `count_runs` has counted."""
    ni, nj, nk = before.shape
    run = -1
    for k in range(nk):
        for j in range(nj):
            goes_on = False
            for i in range(ni):
                old, new = before[i, j, k], after[i, j, k]
                if old == new:
                    goes_on = False
                    continue
                if goes_on and olds[run] == old and news[run] == new:
                    lengths[run] += 1
                else:
                    run += 1
                    starts[run] = i + ni * (j + nj * k)
                    lengths[run], olds[run], news[run] = 1, old, new
                goes_on = True


@njit(boolean(_WHOLE, _BOX, _BOX, _STARTS, _VALUES, _VALUES, _VALUES, int64[::1]), nogil=True, cache=True)
def replace_runs(labels, low, shape, starts, lengths, olds, news, counts):  # type: ignore[no-untyped-def]
    """Give the voxels of runs in a box of the map other labels, and keep `counts` right, as `replace_each` does.

    ``low`` and ``shape`` are of the box. False, and nothing is changed, where a voxel has not the label it should have.
    """
    ni, nj = shape[0], shape[1]
    for turn in range(2):
        for run in range(len(starts)):
            start, n = int64(starts[run]), int64(lengths[run])
            row = start // ni
            i, j, k = low[0] + start - row * ni, low[1] + row % nj, low[2] + row // nj
            old, new = olds[run], news[run]
            if turn == 0:
                n_wrong = 0
                for step in range(n):
                    n_wrong += labels[i + step, j, k] != old
                if n_wrong:
                    return False
            else:
                for step in range(n):
                    labels[i + step, j, k] = new
                counts[old] -= n
                counts[new] += n
    return True
