"""The compiled loops of edits against the same in numpy: what fits is changed whole, what does not changes nothing."""

import numpy as np
import pytest

from analysis.labels import editing_kernels as kernels

SHAPE = (5, 4, 19)  # more layers than are gone through together, and not a multiple of them


@pytest.fixture
def labels():
    rng = np.random.default_rng(7)
    values = rng.integers(0, 4, SHAPE) * (rng.random(SHAPE) < 0.4)
    return np.asfortranarray(values.astype(np.uint16))


@pytest.fixture
def marks(labels):
    return np.random.default_rng(8).random(labels.shape) < 0.3


def counts_of(labels):
    return np.bincount(labels.ravel(), minlength=5).astype(np.int64)


def test_that_the_box_of_a_label_holds_its_outermost_voxels(labels):
    labels[:] = 0
    labels[1, 2, 3] = labels[4, 0, 17] = 2
    assert kernels.box_of(labels, 2) == (1, 4, 0, 2, 3, 17)
    assert kernels.box_of(labels, 3) == (5, -1, 4, -1, 19, -1)


def test_that_the_voxels_of_a_label_are_marked(labels):
    mask = np.empty(SHAPE, dtype=bool)
    kernels.mark_label(labels, 3, mask)
    np.testing.assert_array_equal(mask, labels == 3)


def test_that_labels_are_taken_in_the_order_of_c(labels, marks):
    taken = np.empty(int(marks.sum()), dtype=np.uint16)
    kernels.take_marked(labels, marks, taken)
    np.testing.assert_array_equal(taken, labels[marks])


def test_that_one_label_is_replaced_by_another_only_where_all_marked_voxels_have_it(labels):
    own = np.ascontiguousarray(labels == 2).astype(np.uint8)
    before = labels.copy(order="F")
    n = kernels.replace_one(labels, own, 2, 4)
    assert n == (before == 2).sum() > 10
    np.testing.assert_array_equal(labels, np.where(before == 2, 4, before))
    changed = labels.copy(order="F")
    assert kernels.replace_one(labels, np.ones(SHAPE, np.uint8), 4, 1) == -1
    np.testing.assert_array_equal(labels, changed)


def test_that_each_marked_voxel_gets_its_own_label_and_the_counts_stay_right(labels, marks):
    new = np.random.default_rng(9).integers(0, 5, int(marks.sum())).astype(np.uint16)
    expected = labels.copy(order="F")
    expected[marks] = new
    counts = counts_of(labels)
    assert kernels.replace_each(labels, marks.astype(np.uint8), labels[marks], new, counts)
    np.testing.assert_array_equal(labels, expected)
    np.testing.assert_array_equal(counts, counts_of(expected))


@pytest.mark.parametrize("wrong", ["last label", "too few", "too many"])
def test_that_a_map_to_which_an_edit_does_not_fit_stays_as_it_is(labels, marks, wrong):
    old, before, counts = labels[marks], labels.copy(order="F"), counts_of(labels)
    if wrong == "last label":
        old[-1] += 1
    else:
        old = old[:-1] if wrong == "too few" else np.append(old, old[:1])
    new, kept = np.full(len(old), 4, dtype=np.uint16), counts.copy()
    assert not kernels.replace_each(labels, marks.astype(np.uint8), old, new, counts)
    np.testing.assert_array_equal(labels, before)
    np.testing.assert_array_equal(counts, kept)


def test_that_runs_bring_one_map_to_another_and_refuse_a_third(labels, marks):
    after = labels.copy(order="F")
    after[marks] = 4
    n_voxels, n_runs = kernels.count_runs(labels, after)
    assert n_voxels == (labels != after).sum()
    assert 0 < n_runs <= n_voxels
    starts = np.empty(n_runs, dtype=np.uint32)
    lengths, olds, news = (np.empty(n_runs, dtype=np.uint16) for _ in range(3))
    kernels.fill_runs(labels, after, starts, lengths, olds, news)
    assert lengths.sum() == n_voxels
    whole = np.zeros((8, 7, 25), dtype=np.uint16, order="F")  # the box lies somewhere in a larger map
    low = (2, 3, 4)
    box = tuple(slice(start, start + size) for start, size in zip(low, SHAPE, strict=True))
    whole[box] = labels
    counts = counts_of(whole)
    assert kernels.replace_runs(whole, low, SHAPE, starts, lengths, olds, news, counts)
    np.testing.assert_array_equal(whole[box], after)
    np.testing.assert_array_equal(counts, counts_of(whole))
    once = whole.copy(order="F")
    assert not kernels.replace_runs(whole, low, SHAPE, starts, lengths, olds, news, counts)  # they are there already
    np.testing.assert_array_equal(whole, once)


def test_that_a_run_goes_on_while_old_and_new_label_are_the_same():
    before = np.asfortranarray(np.array([1, 1, 1, 0, 0, 1], dtype=np.uint16).reshape(6, 1, 1))
    after = np.asfortranarray(np.array([2, 2, 3, 3, 0, 3], dtype=np.uint16).reshape(6, 1, 1))
    assert kernels.count_runs(before, after) == (5, 4)  # 1 1 to 2, 1 to 3, 0 to 3, and 1 to 3 after a gap
