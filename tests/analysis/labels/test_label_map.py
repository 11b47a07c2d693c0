import numpy as np
import pytest

from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.labels.label_map import LabelMap, Region
from analysis.labels.patch import Patch, trimmed

GRID = Grid((6, 5, 4), np.diag([2.0, 2.0, 3.0, 1.0]))


def block(low, shape):
    return Patch(low, np.ones(shape, dtype=bool))


def drawn(*edits):
    labels = LabelMap(GRID)
    for patch, label in edits:
        while label and label not in {r.label for r in labels.regions}:
            labels.add_region()
        edit = labels.edit(patch, label)
        if edit is not None:
            labels.apply(edit)
    return labels


def test_that_an_edit_changes_nothing_before_it_is_applied():
    labels = LabelMap(GRID)
    labels.add_region("Thalamus")
    edit = labels.edit(block((1, 1, 1), (2, 2, 2)), 1)
    assert labels.n_voxels(1) == 0
    labels.apply(edit)
    assert labels.n_voxels(1) == 8
    assert labels.volume_mm3(1) == 8 * 12
    assert labels.data[1, 1, 1] == 1


def test_that_reverting_edits_in_reverse_order_gives_every_earlier_map_bit_for_bit():
    rng = np.random.default_rng(1)
    labels = LabelMap(GRID, rng.integers(0, 4, GRID.shape))
    states, edits = [], []
    for _ in range(30):
        patch = trimmed((0, 0, 0), rng.random(GRID.shape) < 0.2)
        edit = labels.edit(patch, int(rng.integers(0, 4)))
        states.append(labels.data.copy())
        edits.append(edit)
        if edit is not None:
            labels.apply(edit)
    for state, edit in zip(reversed(states), reversed(edits), strict=True):
        if edit is not None:
            labels.revert(edit)
        np.testing.assert_array_equal(labels.data, state)
        assert [labels.n_voxels(n) for n in range(4)] == [int((state == n).sum()) for n in range(4)]


def test_that_an_edit_of_another_drawing_is_refused_and_changes_nothing():
    labels = drawn((block((0, 0, 0), (2, 2, 2)), 1))
    edit = labels.edit(block((0, 0, 0), (3, 3, 3)), 1)
    labels.apply(edit)
    before = labels.data.copy()
    with pytest.raises(DataError, match="another drawing"):
        labels.apply(edit)
    np.testing.assert_array_equal(labels.data, before)


def test_that_a_locked_region_keeps_its_voxels_and_takes_no_new_ones():
    labels = drawn((block((0, 0, 0), (2, 2, 2)), 1))
    labels.add_region()
    labels.change_region(1, locked=True)
    labels.apply(labels.edit(block((0, 0, 0), (3, 2, 2)), 2))
    assert (labels.n_voxels(1), labels.n_voxels(2)) == (8, 4)
    with pytest.raises(OptionError, match="locked"):
        labels.edit(block((4, 4, 3), (1, 1, 1)), 1)
    assert labels.edit(block((0, 0, 0), (2, 2, 2)), 0) is None


def test_that_over_limits_an_edit_to_some_labels():
    labels = drawn((block((0, 0, 0), (2, 2, 2)), 1), (block((2, 0, 0), (2, 2, 2)), 2))
    labels.apply(labels.edit(block((0, 0, 0), (6, 2, 2)), 2, over=frozenset({0})))
    assert (labels.n_voxels(1), labels.n_voxels(2)) == (8, 16)


def test_that_labels_of_a_file_are_taken_only_where_they_are_labels():
    with pytest.raises(DataError, match="not whole"):
        LabelMap(GRID, np.full(GRID.shape, 0.5))
    with pytest.raises(DataError, match="negative"):
        LabelMap(GRID, np.full(GRID.shape, -1))
    with pytest.raises(DataError, match="65535"):
        LabelMap(GRID, np.full(GRID.shape, 70_000))
    with pytest.raises(DataError, match="not numbers"):
        LabelMap(GRID, np.full(GRID.shape, np.nan))
    with pytest.raises(GeometryError, match="shape"):
        LabelMap(GRID, np.zeros((2, 2, 2)))
    assert LabelMap(GRID, np.full(GRID.shape, 3.0)).region(3).name == "Region 3"


def test_that_a_region_with_voxels_cannot_vanish_from_the_list():
    labels = drawn((block((0, 0, 0), (1, 1, 1)), 1))
    with pytest.raises(OptionError, match="still has voxels"):
        labels.set_regions([])
    labels.set_regions([Region(1, "Insula", (1, 2, 3)), Region(7, "Pons", (1, 2, 3))])
    assert labels.add_region().label == 2


def test_that_a_thousand_strokes_take_less_than_fifty_megabytes():
    grid = Grid((256, 256, 256), np.eye(4))
    labels = LabelMap(grid)
    labels.add_region()
    ball = np.linalg.norm(np.indices((41, 41, 41)) - 20, axis=0) <= 20
    sweep = np.any([np.pad(ball, ((0, 0), (n, 60 - n), (0, 0))) for n in range(0, 61, 5)], axis=0)
    edit = labels.edit(Patch((50, 50, 50), sweep), 1)
    assert edit.n_bytes * 1000 < 50e6


def test_that_the_edits_of_a_stroke_become_one_that_takes_all_of_them_back():
    rng = np.random.default_rng(9)
    labels = LabelMap(GRID, rng.integers(0, 4, GRID.shape))
    start, edits = labels.data.copy(), []
    for _ in range(6):
        patch = trimmed((1, 2, 0), rng.random((4, 3, 4)) < 0.4)
        edits.append(labels.edit(patch, int(rng.integers(0, 4))))
        labels.apply(edits[-1])
    end = labels.data.copy()
    whole = labels.merged(edits)
    labels.revert(whole)
    np.testing.assert_array_equal(labels.data, start)
    labels.apply(whole)
    np.testing.assert_array_equal(labels.data, end)


def test_that_edits_that_cancel_out_leave_nothing_to_take_back():
    labels = LabelMap(GRID)
    labels.add_region()
    patch = trimmed((0, 0, 0), np.ones((2, 2, 2), dtype=bool))
    edits = []
    for label in (1, 0):
        edits.append(labels.edit(patch, label))
        labels.apply(edits[-1])
    assert labels.merged(edits) is None
    assert labels.merged(()) is None


@pytest.mark.parametrize("layout", [(19, 7, 21), (8, 8, 8), (1, 30, 3)])
def test_that_labels_of_any_layout_are_replaced_voxel_by_voxel(layout):
    """Against numpy, for boxes inside the map whose last axis is no multiple of eight, with mixed labels."""
    rng = np.random.default_rng(3)
    grid = Grid(tuple(n + 4 for n in layout), np.eye(4))
    before = rng.integers(0, 3, grid.shape).astype(np.uint16)
    labels = LabelMap(grid, before)
    patch = Patch((2, 1, 3), rng.random(layout) < 0.5)
    wanted = before.copy()
    wanted[patch.slices][patch.mask] = 2
    edit = labels.edit(patch, 2)
    labels.apply(edit)
    np.testing.assert_array_equal(labels.data, wanted)
    found = labels.patch(2)
    np.testing.assert_array_equal(found.on(grid), wanted == 2)
    assert all(found.mask.any(axis=tuple({0, 1, 2} - {axis})).all() for axis in range(3)) or min(layout) == 1
    labels.revert(edit)
    np.testing.assert_array_equal(labels.data, before)


def test_that_a_foreseen_edit_is_done_only_while_it_is_the_next_change():
    labels = drawn((block((0, 0, 0), (2, 2, 2)), 1))
    edit = labels.edit(block((2, 2, 2), (2, 2, 2)), 1)
    outcome = LabelMap(GRID, labels.data, labels.regions)
    outcome.apply(edit)
    labels.foresee(edit, outcome, outcome.data.copy(order="F"))
    other = labels.edit(block((4, 0, 0), (2, 2, 2)), 1)
    labels.apply(other)
    labels.apply(edit)
    assert labels.n_voxels(1) == 24
    assert labels.data[4, 0, 0] == 1


def test_that_a_foreseen_edit_gives_the_same_map_and_is_undone():
    labels = drawn((block((0, 0, 0), (2, 2, 2)), 1))
    before = labels.data.copy()
    edit = labels.edit(block((1, 1, 1), (3, 3, 3)), 0)
    outcome = LabelMap(GRID, labels.data, labels.regions)
    outcome.apply(edit)
    labels.foresee(edit, outcome, outcome.data.copy(order="F"))
    labels.apply(edit)
    assert labels.n_voxels(1) == 7
    assert labels.data[1, 1, 1] == 0
    later = labels.edit(block((0, 0, 0), (1, 1, 1)), 0)
    labels.apply(later)
    assert outcome.data[0, 0, 0] == 1  # it is not changed with the map
    labels.revert(later)
    labels.revert(edit)
    np.testing.assert_array_equal(labels.data, before)
    labels.apply(edit)
    assert labels.n_voxels(1) == 7
