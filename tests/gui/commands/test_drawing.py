"""Gestures become steps of undo; a map is begun on the grid of the image that is meant."""

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.files.drawing_journal import read_journal
from analysis.labels.patch import Patch
from analysis.pipeline.routes import Space
from gui.commands import drawing
from tests.gui.made_patient import named, open_patient
from tests.gui.made_scans import add_overlay, add_series, add_t1, grid

ONE, TWO = (Patch((n, 1, 1), np.ones((1, 2, 3), dtype=bool)) for n in (1, 4))


@pytest.fixture
def labels(session):
    add_t1(session)
    return drawing.begin_map(session).labels


def test_that_a_map_is_begun_on_the_grid_of_the_selected_image(session):
    add_t1(session, on=grid((5, 5, 5), 1.0))
    series = add_series(session)
    session.select_layer(series.id)
    session.show_layer(series.id, visible=True)
    assert drawing.begin_map(session).labels.grid.matches(series.grid)


def test_that_a_map_is_begun_on_the_picture_under_a_mask(session):
    t1 = add_t1(session, on=grid((5, 5, 5), 1.0))
    assert drawing.canvas(session).id == t1.id
    overlay = add_overlay(session)
    assert drawing.canvas(session).id == overlay.id  # a map that is selected is meant


def test_that_the_first_mark_begins_a_map_and_a_region(session):
    add_t1(session)
    assert drawing.mark(session, "sphere", ONE)
    assert session.drawing.labels.n_voxels(1) == 6
    assert session.undo_stack.undoText() == "sphere: Region 1"


def test_that_what_is_shown_is_replaced_until_it_is_finished(session, labels, tmp_path):
    gesture = drawing.begin_gesture(session, "grow")
    gesture.show(ONE)
    gesture.show(TWO)
    np.testing.assert_array_equal(labels.data > 0, TWO.on(labels.grid))
    assert session.undo_stack.count() == 0
    assert gesture.finish()
    session.undo_stack.undo()
    assert not labels.data.any()
    session.undo_stack.redo()
    np.testing.assert_array_equal(labels.data > 0, TWO.on(labels.grid))


def test_that_what_was_shown_is_on_the_disk_when_it_is_finished(session, tmp_path):
    add_t1(session)
    session.drawing.keep_in(tmp_path)
    drawing.begin_map(session)
    gesture = drawing.begin_gesture(session, "grow")
    gesture.show(ONE)
    (path,) = tmp_path.glob("*.journal")
    assert not read_journal(path).labels.data.any()
    gesture.finish()
    np.testing.assert_array_equal(read_journal(path).labels.data, session.drawing.labels.data)
    session.undo_stack.undo()
    assert not read_journal(path).labels.data.any()


def test_that_a_cancelled_gesture_leaves_nothing(session, labels):
    gesture = drawing.begin_gesture(session, "brush")
    gesture.paint(ONE)
    gesture.paint(TWO)
    gesture.cancel()
    assert not labels.data.any()
    assert not gesture.finish()
    assert session.undo_stack.count() == 0


def test_that_a_stroke_of_many_parts_is_one_step_across_regions(session, labels):
    drawing.mark(session, "brush", ONE)
    drawing.add_region(session, "Other")
    gesture = drawing.begin_gesture(session, "brush")
    for patch in (ONE, TWO, ONE):
        gesture.paint(patch)
    gesture.finish()
    assert (labels.n_voxels(1), labels.n_voxels(2)) == (0, 12)
    session.undo_stack.undo()
    assert (labels.n_voxels(1), labels.n_voxels(2)) == (6, 0)
    session.undo_stack.undo()  # the region
    session.undo_stack.undo()  # the first stroke
    assert not labels.data.any()
    assert [region.name for region in labels.regions] == ["Region 1"]
    for _ in range(3):
        session.undo_stack.redo()
    assert (labels.n_voxels(1), labels.n_voxels(2)) == (0, 12)


def test_that_undo_after_the_drawing_was_closed_does_nothing(session, labels):
    drawing.mark(session, "brush", ONE)
    session.drawing.close_map(session.drawing.current.id)
    session.undo_stack.undo()
    session.undo_stack.redo()
    assert session.drawing.maps == ()


@pytest.mark.parametrize("end", ["finish", "cancel"])
def test_that_a_gesture_whose_drawing_is_closed_meanwhile_changes_nothing(session, labels, end):
    gesture = drawing.begin_gesture(session, "grow")
    gesture.show(ONE)
    session.close_all()
    gesture.show(TWO)
    gesture.paint(TWO)
    assert not getattr(gesture, end)()
    assert session.drawing.maps == ()
    assert session.undo_stack.count() == 0


def test_that_nothing_open_is_said(session):
    with pytest.raises(OptionError, match="Open an image first"):
        drawing.mark(session, "sphere", ONE)


def test_that_a_hidden_region_is_shown_when_it_is_drawn_in(session, labels):
    drawing.show_region(session, 1, visible=False)
    session.drawing.show_map(session.drawing.current.id, visible=False)
    drawing.mark(session, "brush", ONE)
    assert session.drawing.region.visible
    assert session.drawing.current.is_visible


def test_that_the_first_stroke_goes_on_the_picture_under_a_map_that_opening_selected(session):
    t1 = add_t1(session, on=grid((5, 5, 5), 1.0))
    overlay = add_overlay(session)
    assert session.selected_layer.id == overlay.id
    assert drawing.mark(session, "outline", Patch((1, 1, 1), np.ones((2, 1, 1), dtype=bool)))
    assert session.drawing.labels.grid.matches(t1.grid)


def test_that_a_map_brought_from_another_space_is_never_drawn_on(session, tmp_path):
    open_patient(session, tmp_path)
    session.show_space(Space.T1)
    session.select_layer(named(session, "ReHo").id)  # of MNI space, seen here through the transforms
    assert drawing.canvas(session).name == "T1"
    assert drawing.mark(session, "outline", ONE)
    assert session.drawing.current.home is Space.T1
