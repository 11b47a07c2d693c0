"""The compiled loops of ReHo and degree centrality against scipy and plain numpy."""

import numpy as np
import pytest
from scipy.stats import rankdata

from analysis.metrics.kernels import add_degrees, centred_ranks, kendall_sums


def keys_of(values):
    """Whole numbers as sorted keys: the value in the upper half, its time point in the lower."""
    keys = (values.astype(np.int64) << 32) | np.arange(values.shape[1], dtype=np.int64)
    return np.ascontiguousarray(np.sort(keys, axis=1))


def ranked(values):
    ranks, ties = np.empty(values.shape, dtype=np.int16), np.empty(len(values))
    centred_ranks(keys_of(values), ranks, ties)
    return ranks, ties


def test_that_ranks_are_centred_doubled_and_shared_by_ties():
    values = np.random.default_rng(1).integers(-5, 6, (40, 31))
    ranks, ties = ranked(values)
    np.testing.assert_array_equal(ranks, 2 * rankdata(values, axis=1) - 32)
    assert (ranks.sum(axis=1) == 0).all()
    lengths = [np.unique(row, return_counts=True)[1] for row in values]
    np.testing.assert_array_equal(ties, [float((n**3 - n).sum()) for n in lengths])


def test_that_the_sums_give_kendalls_w_of_a_hand_calculation():
    """Kendall's W of three judges over four objects: 1234, 1243, 2134.

    Rank sums 4, 5, 10, 11; S = 12.25 + 6.25 + 6.25 + 12.25 = 37; W = 12 · 37 / (9 · (64 - 4)) = 0.8222.
    """
    ranks, ties = ranked(np.array([[1, 2, 3, 4], [1, 2, 4, 3], [2, 1, 3, 4]]))
    rows = np.full((5, 3, 3), -1, dtype=np.int32)
    rows[1:4, 1, 1] = (0, 1, 2)  # three voxels in a line
    voxels = np.array([[1, 0, 0]], dtype=np.int32)  # the one in the middle
    offsets = np.array([[0, 1, 1], [1, 1, 1], [2, 1, 1], [1, 0, 1]], dtype=np.int32) - np.array([1, 1, 1], np.int32)
    squares, tie_sums, counts = np.empty(1), np.empty(1), np.empty(1, dtype=np.int32)
    kendall_sums(ranks, ties, rows, voxels, np.ascontiguousarray(offsets), 0, 1, squares, tie_sums, counts)
    assert (squares[0], tie_sums[0], counts[0]) == (4 * 37.0, 0.0, 3)
    assert 12 * squares[0] / 4 / (3**2 * (4**3 - 4)) == pytest.approx(0.8222, abs=5e-5)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_that_each_pair_above_the_threshold_counts_once_for_both_its_ends(kind):
    r = np.corrcoef(np.random.default_rng(2).standard_normal((30, 12))).astype(kind)
    counts, sums = np.zeros(30, dtype=np.int64), np.zeros(30)
    for low in range(0, 30, 8):  # blocks of rows against those of columns that are not before them
        for left in range(low, 30, 8):
            block = np.ascontiguousarray(r[low : low + 8, left : left + 8])
            rows, columns = slice(low, low + block.shape[0]), slice(left, left + block.shape[1])
            row_counts, row_sums = np.zeros(block.shape[0], np.int64), np.zeros(block.shape[0])
            column_counts, column_sums = np.zeros(block.shape[1], np.int64), np.zeros(block.shape[1])
            add_degrees(block, kind(0.25), left - low, row_counts, row_sums, column_counts, column_sums)
            counts[rows] += row_counts
            sums[rows] += row_sums
            counts[columns] += column_counts
            sums[columns] += column_sums
    above = (r > 0.25) & ~np.eye(30, dtype=bool)
    np.testing.assert_array_equal(counts, above.sum(axis=1))
    np.testing.assert_allclose(sums, np.where(above, r, 0).sum(axis=1, dtype=np.float64), rtol=1e-6)
    assert counts.sum() > 40
