"""A region that grows from a click while its range is dragged."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from analysis.image import Volume
from analysis.plane import Orientation
from gui.commands import regions
from gui.drawing import Tool
from gui.session import Role
from tests.gui.made_scans import TINT, grid
from tests.gui.slices.tools.conftest import LEFT, NONE, RIGHT, add_image, pixel

ON = grid((30, 30, 12))
CENTRE = (15, 15, 6)


def hills() -> np.ndarray:
    """Values fall by one for each mm from the middle: a range around the top is a ball."""
    places = ON.to_mm(np.moveaxis(np.indices(ON.shape), 0, -1)) - ON.to_mm(np.array(CENTRE))
    return 100 - np.linalg.norm(places, axis=-1)


@pytest.fixture
def view(session, make_view):
    add_image(session, ON, hills())
    session.move_cursor(ON.to_mm(np.array(CENTRE)))
    session.drawing.choose_tool(Tool.GROW)
    session.drawing.set_options(grow_share=0.1, connectivity=26)
    return make_view(Orientation.AXIAL)


def press_at_top(qtbot, view, button=LEFT):
    place = pixel(view, ON.to_mm(np.array(CENTRE)))
    qtbot.mousePress(view, button, NONE, place)
    return place


def reach(session) -> float:
    marked = np.argwhere(session.drawing.labels.data)
    return float(np.linalg.norm(ON.to_mm(marked) - ON.to_mm(np.array(CENTRE)), axis=1).max()) if len(marked) else 0.0


def test_that_a_drag_to_the_right_widens_the_range_and_what_it_holds_is_seen_at_once(session, view, qtbot):
    place = press_at_top(qtbot, view)
    low, high = session.layers[0].volume(0).robust_range
    reaches = [reach(session)]
    assert reaches[0] == pytest.approx(0.1 * (high - low), abs=2.0)
    for x in (20, 40, 60):
        qtbot.mouseMove(view, place + QPoint(x, 0))
        reaches.append(reach(session))
    assert np.all(np.diff(reaches) > 0)
    assert session.undo_stack.count() == 0
    qtbot.mouseRelease(view, LEFT, NONE, place + QPoint(60, 0))
    marked = session.drawing.labels.data.copy()
    np.testing.assert_array_equal(marked > 0, hills() >= 100 - reaches[-1] - 1e-4)
    session.undo_stack.undo()
    assert not session.drawing.labels.data.any()
    session.undo_stack.redo()
    np.testing.assert_array_equal(session.drawing.labels.data, marked)


def test_that_a_drag_to_the_left_narrows_it_again_and_the_next_click_begins_there(session, view, qtbot):
    place = press_at_top(qtbot, view)
    qtbot.mouseMove(view, place + QPoint(60, 0))
    wide = reach(session)
    qtbot.mouseMove(view, place + QPoint(-20, 0))
    qtbot.mouseRelease(view, LEFT, NONE, place + QPoint(-20, 0))
    narrow = reach(session)
    assert narrow < wide
    session.undo_stack.undo()
    press_at_top(qtbot, view)
    assert reach(session) == narrow
    qtbot.mouseRelease(view, LEFT, NONE, place)


def test_that_it_stays_within_its_radius(session, view, qtbot):
    session.drawing.set_options(grow_share=4.0, grow_mm=9.0)
    place = press_at_top(qtbot, view)
    qtbot.mouseRelease(view, LEFT, NONE, place)
    assert 7.0 < reach(session) <= 9.0


def test_that_it_stops_at_the_border_of_the_brain_mask_unless_told_otherwise(session, view, qtbot):
    brain = np.zeros(ON.shape)
    brain[:, :18] = 1
    session.add_layer("brain", Volume(ON, brain, "brain"), Role.MASK, TINT)
    session.select_layer(session.layers[0].id)
    session.drawing.set_options(grow_share=0.5)
    place = press_at_top(qtbot, view)
    qtbot.mouseRelease(view, LEFT, NONE, place)
    assert np.argwhere(session.drawing.labels.data)[:, 1].max() == 17
    session.drawing.set_options(in_brain=False)
    press_at_top(qtbot, view)
    qtbot.mouseRelease(view, LEFT, NONE, place)
    assert np.argwhere(session.drawing.labels.data)[:, 1].max() > 18


def test_that_escape_drops_it(session, view, qtbot):
    place = press_at_top(qtbot, view)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, LEFT, NONE, place)
    assert not session.drawing.labels.data.any()
    assert session.undo_stack.count() == 0


def test_that_the_right_button_takes_what_grows_from_the_region(session, view, qtbot):
    place = press_at_top(qtbot, view)
    qtbot.mouseMove(view, place + QPoint(40, 0))
    qtbot.mouseRelease(view, LEFT, NONE, place + QPoint(40, 0))
    before = session.drawing.labels.n_voxels(1)
    session.drawing.set_options(grow_share=0.05)
    press_at_top(qtbot, view, RIGHT)
    qtbot.mouseRelease(view, RIGHT, NONE, place)
    assert 0 < session.drawing.labels.n_voxels(1) < before
    assert session.drawing.labels.data[CENTRE] == 0


def test_that_it_grows_in_the_selected_image_and_is_carried_to_the_grid_drawn_on(session, view, qtbot):
    session.drawing.choose_tool(Tool.CROSSHAIR)
    coarse = grid((10, 10, 6), 5.0)
    data = np.zeros(coarse.shape)
    data[4:7, 4:7, 2:5] = 1
    from gui.commands import drawing

    drawing.begin_map(session, session.layers[0].id)
    session.add_layer("coarse", Volume(coarse, data, "coarse"), Role.OVERLAY, TINT)
    session.drawing.choose_tool(Tool.GROW)
    place = pixel(view, coarse.to_mm(np.array((5, 5, 3))))
    qtbot.mouseClick(view, LEFT, NONE, place)
    centres = ON.to_mm(np.moveaxis(np.indices(ON.shape), 0, -1))
    ijk = np.floor(coarse.to_ijk(centres) + 0.5 + 1e-6).astype(int)
    inside = ((ijk >= (4, 4, 2)) & (ijk < (7, 7, 5))).all(axis=-1)
    np.testing.assert_array_equal(session.drawing.labels.data > 0, inside)


def test_that_a_click_without_a_value_is_said(session, make_view, qtbot, told):
    data = hills()
    data[CENTRE] = np.nan
    add_image(session, ON, data)
    session.move_cursor(ON.to_mm(np.array(CENTRE)))
    session.drawing.choose_tool(Tool.GROW)
    press_at_top(qtbot, make_view(Orientation.AXIAL))
    assert told == ["T1 has no value here."]


def test_that_undo_during_a_drag_takes_the_drag_back_and_not_what_lies_under_it(session, view, qtbot):
    place = press_at_top(qtbot, view)
    qtbot.mouseRelease(view, LEFT, NONE, place)
    first = session.drawing.labels.data.copy()
    press_at_top(qtbot, view)
    qtbot.mouseMove(view, place + QPoint(60, 0))
    assert np.count_nonzero(session.drawing.labels.data) > np.count_nonzero(first)
    session.undo()
    np.testing.assert_array_equal(session.drawing.labels.data, first)
    qtbot.mouseMove(view, place + QPoint(90, 0))  # the button is still down, the gesture is over
    np.testing.assert_array_equal(session.drawing.labels.data, first)
    press_at_top(qtbot, view)
    session.undo()
    session.undo()
    assert not session.drawing.labels.data.any()
    qtbot.mouseRelease(view, LEFT, NONE, place)
    assert session.undo_stack.index() == 0


def test_that_another_change_during_a_drag_comes_after_it(session, view, qtbot):
    place = press_at_top(qtbot, view)
    seen = session.drawing.labels.data.copy()
    regions.remove(session, [session.drawing.label])
    assert not session.drawing.labels.data.any()
    qtbot.mouseMove(view, place + QPoint(60, 0))
    qtbot.mouseRelease(view, LEFT, NONE, place)
    assert session.undo_stack.count() == 2
    session.undo()
    np.testing.assert_array_equal(session.drawing.labels.data, seen)
