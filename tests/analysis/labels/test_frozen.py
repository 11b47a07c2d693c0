import numpy as np
import pytest

from analysis.grid import Grid
from analysis.labels import frozen
from analysis.labels.label_map import LabelMap, Region
from analysis.labels.patch import Patch

GRID = Grid((6, 5, 11), np.diag([2.0, 2.0, 3.0, 1.0]))
REGIONS = tuple(Region(n, f"Region {n}", (1, 2, 3)) for n in range(1, 5))


@pytest.fixture(autouse=True)
def thin_slabs(monkeypatch):
    monkeypatch.setattr(frozen, "SLAB_BYTES", 2 * 2 * 6 * 5)  # two slices: five slabs of them, and one of the last


def random_patch(rng):
    low = [int(rng.integers(0, n)) for n in GRID.shape]
    shape = [int(rng.integers(1, n - at + 1)) for n, at in zip(GRID.shape, low, strict=True)]
    return Patch(tuple(low), rng.random(shape) < 0.7)


def test_that_each_copy_stays_as_the_map_was_through_edits_undo_and_foreseen_edits():
    rng = np.random.default_rng(4)
    labels, done, held = LabelMap(GRID, regions=REGIONS), [], []
    for step in range(200):
        edit = labels.edit(random_patch(rng), int(rng.integers(0, 5)))
        if edit is not None and step % 3 == 0:
            outcome = LabelMap(GRID, labels.data, labels.regions)
            outcome.apply(edit)
            labels.foresee(edit, outcome, outcome.data.copy(order="F"))
        if edit is not None and (step % 5 or not done):
            labels.apply(edit)
            done.append(edit)
        elif done:
            labels.revert(done.pop())
        if step % 2:
            held.append((labels.frozen(), labels.data.copy(), labels.revision))
    assert len({id(slab) for copy, *_ in held for slab in copy.slabs}) > 100
    for copy, as_it_was, revision in held:
        np.testing.assert_array_equal(copy.data(), as_it_was)
        assert (copy.revision, copy.regions) == (revision, REGIONS)


def test_that_only_what_was_changed_is_copied_anew():
    labels = LabelMap(GRID, np.ones(GRID.shape, int))
    before = labels.frozen().slabs
    labels.apply(labels.edit(Patch((1, 1, 3), np.ones((2, 2, 1), bool)), 0))  # in the second slab
    after = labels.frozen().slabs
    assert [one is other for one, other in zip(before, after, strict=True)] == [True, False, True, True, True, True]
    assert sum(slab.shape[2] for slab in after) == 11


def test_that_nothing_is_copied_of_a_map_that_is_empty():
    labels = LabelMap(GRID, regions=REGIONS)
    assert len({slab.__array_interface__["data"][0] for slab in labels.frozen().slabs}) == 1
    assert not labels.frozen().data().any()


def test_that_a_foreseen_outcome_is_the_copy():
    labels = LabelMap(GRID, regions=REGIONS)
    edit = labels.edit(Patch((0, 0, 0), np.ones(GRID.shape, bool)), 1)
    outcome = LabelMap(GRID, labels.data, labels.regions)
    outcome.apply(edit)
    labels.foresee(edit, outcome, outcome.data.copy(order="F"))
    labels.apply(edit)
    assert all(np.shares_memory(slab, outcome.data) for slab in labels.frozen().slabs)
    np.testing.assert_array_equal(labels.frozen().data(), 1)


def test_that_a_map_made_of_a_copy_is_edited_by_itself():
    labels = LabelMap(GRID, np.ones(GRID.shape, int), (Region(1, "Thalamus", (9, 9, 9)),))
    copy = labels.frozen()
    other = copy.map()
    other.apply(other.edit(Patch((0, 0, 0), np.ones((6, 5, 11), bool)), 0))
    assert other.is_empty
    np.testing.assert_array_equal(copy.data(), labels.data)
    assert other.regions == labels.regions


def test_that_a_region_is_found_in_a_copy_as_in_the_map():
    rng = np.random.default_rng(5)
    labels = LabelMap(GRID, rng.integers(0, 5, GRID.shape) * (rng.random(GRID.shape) < 0.1))
    for label in range(1, 6):
        labels_patch, copied = labels.patch(label), labels.frozen().patch(label)
        if labels_patch is None:
            assert label == 5
            assert copied is None
            continue
        assert copied.low == labels_patch.low
        np.testing.assert_array_equal(copied.mask, labels_patch.mask)
