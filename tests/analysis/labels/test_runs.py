"""Large edits as runs: bit for bit what the packed edit does, in both directions, and refused where it does not fit."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.labels.label_map import LabelMap
from analysis.labels.patch import Patch
from analysis.labels.runs import LEAST_VOXELS, runs_of

GRID = Grid((70, 66, 62), np.eye(4))


def drawn() -> LabelMap:
    """A ball of label 1 with a box of label 7 in it, not in the middle."""
    i, j, k = np.indices(GRID.shape)
    data = ((i - 30) ** 2 + (j - 35) ** 2 + (k - 28) ** 2 < 20**2).astype(np.uint16)
    data[25:33, 30:38, 20:25] = 7
    return LabelMap(GRID, data)


def inverted(labels: LabelMap, *, low: int = 0):
    """The edit that takes label 1 from its voxels and gives it to all others from a corner on."""
    box = Patch((low, low, low), np.ones(tuple(n - low for n in GRID.shape), dtype=bool))
    wanted = np.where(labels.data[box.slices] == 1, 0, 1)
    edit = labels.relabel(box, wanted)
    assert edit is not None
    return edit


def test_that_runs_are_rows_along_the_first_axis():
    before = np.zeros((50, 40, 60), dtype=np.uint16, order="F")
    after = before.copy(order="F")
    after[2:48, 1:, :] = 3
    after[10, 5, 7] = 4  # one voxel in the midst of a row of others
    after[0, 39, 59] = 3
    found = runs_of(before, after)
    assert len(found.starts) == 39 * 60 + 2 + 1
    assert found.starts[0] == 2 + 50 * 1
    assert found.lengths[0] == 46
    assert int(found.lengths.sum()) == 46 * 39 * 60 + 1
    assert sorted(set(found.after.tolist())) == [3, 4]


def test_that_small_and_scattered_changes_have_none():
    before = np.zeros((60, 60, 60), dtype=np.uint16, order="F")
    small = before.copy(order="F")
    small[:20, :20, :20] = 1
    assert small.sum() < LEAST_VOXELS
    assert runs_of(before, small) is None
    scattered = np.asfortranarray(np.indices(before.shape).sum(axis=0) % 2, dtype=np.uint16)  # every other voxel
    assert scattered.sum() > LEAST_VOXELS
    assert runs_of(before, scattered) is None


@pytest.mark.parametrize("low", [0, 5])
def test_that_a_large_edit_does_and_undoes_bit_for_bit_what_its_packed_form_does(low):
    with_runs, packed, original = drawn(), drawn(), drawn().data.copy()
    edit = inverted(with_runs, low=low)
    assert edit.runs is not None
    plain = replace(edit, runs=None)
    assert plain == edit  # what is kept on the disk is the same
    for labels, one in ((with_runs, edit), (packed, plain)):
        labels.apply(one)
    assert np.array_equal(with_runs.data, packed.data)
    assert not np.array_equal(with_runs.data, original)
    assert [with_runs.n_voxels(n) for n in range(8)] == [packed.n_voxels(n) for n in range(8)]
    assert [with_runs.n_voxels(n) for n in range(8)] == [int((with_runs.data == n).sum()) for n in range(8)]
    with_runs.revert(edit)
    assert np.array_equal(with_runs.data, original)
    assert [with_runs.n_voxels(n) for n in range(8)] == [int((original == n).sum()) for n in range(8)]
    with_runs.apply(edit)
    assert np.array_equal(with_runs.data, packed.data)


def test_that_a_large_edit_of_another_map_is_refused_and_changes_nothing():
    edit = inverted(drawn())
    other = drawn()
    stroke = other.edit(Patch((60, 60, 60), np.ones((1, 1, 1), dtype=bool)), 1)
    other.apply(stroke)
    before, counts, revision = other.data.copy(), other.n_voxels(1), other.revision
    with pytest.raises(DataError, match="made to another drawing"):
        other.apply(edit)
    assert np.array_equal(other.data, before)
    assert (other.n_voxels(1), other.revision) == (counts, revision)


def test_that_the_memory_of_an_edit_counts_its_runs():
    edit = inverted(drawn())
    assert edit.n_bytes == replace(edit, runs=None).n_bytes + edit.runs.n_bytes
    assert edit.runs.n_bytes == 10 * len(edit.runs.starts)
