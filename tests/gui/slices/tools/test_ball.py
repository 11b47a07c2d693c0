"""Spheres and boxes at a click."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from analysis.plane import Orientation
from gui.drawing import Tool
from tests.gui.made_scans import grid
from tests.gui.slices.tools.conftest import LEFT, NONE, RIGHT, add_image
from tests.orientations import oriented_grid


@pytest.fixture
def view(session, make_view):
    add_image(session, grid((30, 30, 20)))
    session.drawing.choose_tool(Tool.BALL)
    session.drawing.set_options(radius_mm=7.0, solid=True)
    return make_view(Orientation.CORONAL)


def distances(session, centre):
    on = session.drawing.labels.grid
    return on.to_mm(np.moveaxis(np.indices(on.shape), 0, -1)) - centre


def test_that_a_click_makes_a_sphere_around_it(session, view, qtbot):
    qtbot.mouseClick(view, LEFT, NONE, QPoint(150, 130))
    away = np.linalg.norm(distances(session, view.frame.to_mm(150, 130)), axis=-1)
    np.testing.assert_array_equal(session.drawing.labels.data > 0, away <= 7.0)
    assert session.undo_stack.undoText() == "sphere: Region 1"


def test_that_a_box_reaches_as_far_along_each_axis(session, view, qtbot):
    session.drawing.set_options(square=True)
    qtbot.mouseClick(view, LEFT, NONE, QPoint(150, 130))
    away = np.abs(distances(session, view.frame.to_mm(150, 130))).max(axis=-1)
    np.testing.assert_array_equal(session.drawing.labels.data > 0, away <= 7.0)


@pytest.mark.parametrize("name", ["ASL", "oblique"])
@pytest.mark.parametrize("orientation", Orientation)
def test_that_a_disc_stays_in_the_slice(session, make_view, qtbot, name, orientation):
    on = oriented_grid(name, (14, 12, 10))
    add_image(session, on)
    session.move_cursor(on.centre_mm)
    session.drawing.choose_tool(Tool.BALL)
    session.drawing.set_options(radius_mm=6.0)
    view = make_view(orientation)
    qtbot.mouseClick(view, LEFT, NONE, QPoint(160, 140))
    marked = np.argwhere(session.drawing.labels.data)
    assert len(marked) > 5
    depth = np.abs(on.to_mm(marked)[:, orientation.value] - view.frame.centre_mm[orientation.value])
    assert depth.max() <= np.linalg.norm(on.voxel_size_mm) / 2  # each is cut by the slice
    away = on.to_mm(marked) - view.frame.to_mm(160, 140)
    away[:, orientation.value] = 0
    assert np.linalg.norm(away, axis=1).max() < 6.0 + np.linalg.norm(on.voxel_size_mm) / 2


def test_that_it_follows_the_mouse_until_it_is_let_go(session, view, drag):
    drag(view, [QPoint(120, 100), QPoint(140, 120), QPoint(170, 150)])
    away = np.linalg.norm(distances(session, view.frame.to_mm(170, 150)), axis=-1)
    np.testing.assert_array_equal(session.drawing.labels.data > 0, away <= 7.0)
    assert session.undo_stack.count() == 1


def test_that_the_right_button_takes_away_and_keys_change_the_radius(session, view, qtbot):
    qtbot.mouseClick(view, LEFT, NONE, QPoint(150, 130))
    session.drawing.set_options(radius_mm=20.0)
    qtbot.mouseClick(view, RIGHT, NONE, QPoint(150, 130))
    assert not session.drawing.labels.data.any()
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert session.drawing.options.radius_mm == 17.4
    qtbot.keyClick(view, Qt.Key.Key_Equal)
    assert session.drawing.options.radius_mm == 20.0


def test_that_escape_drops_it(session, view, qtbot):
    qtbot.mousePress(view, LEFT, NONE, QPoint(150, 130))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, LEFT, NONE, QPoint(150, 130))
    assert not session.drawing.labels.data.any()
    assert session.undo_stack.count() == 0
