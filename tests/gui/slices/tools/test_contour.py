"""The outline: what is inside on the screen is marked, corners can be moved before it is accepted."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from analysis.grid import FACE
from analysis.plane import Orientation
from gui.commands import drawing
from gui.drawing import Tool
from tests.gui.made_scans import grid
from tests.gui.slices.tools.conftest import LEFT, NONE, RIGHT, add_image
from tests.orientations import oriented_grid

SQUARE = [QPoint(110, 90), QPoint(210, 90), QPoint(210, 190), QPoint(110, 190)]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(session, make_view):
    add_image(session, grid((30, 30, 10)))
    session.drawing.choose_tool(Tool.CONTOUR)
    return make_view(Orientation.AXIAL)


def click_all(qtbot, view, places):
    for place in places:
        qtbot.mouseClick(view, LEFT, NONE, place)


def is_inside(x, y, outline):
    """Whether points are inside an outline: an odd number of its edges is to the right of them."""
    odd = np.zeros(x.shape, dtype=bool)
    for start, stop in zip(outline, [*outline[1:], outline[0]], strict=True):
        crosses = (start.y() > y) != (stop.y() > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = start.x() + (y - start.y()) * (stop.x() - start.x()) / (stop.y() - start.y())
        odd ^= crosses & (x < at)
    return odd


def shares_inside(view, on, outline):
    """For each voxel that is seen on 20 pixels or more: which part of them lies in an outline."""
    y, x = (axis.ravel() + 0.5 for axis in np.indices((view.height(), view.width())))
    places = view.frame.to_mm(0, 0) + np.outer(x, view.frame.to_mm(1, 0) - view.frame.to_mm(0, 0))
    places += np.outer(y, view.frame.to_mm(0, 1) - view.frame.to_mm(0, 0))
    ijk = np.floor(on.to_ijk(places) + FACE).astype(int)
    held = ((ijk >= 0) & (ijk < on.shape)).all(axis=1)
    voxels, index, counts = np.unique(ijk[held], axis=0, return_inverse=True, return_counts=True)
    shares = np.bincount(index.ravel(), weights=is_inside(x, y, outline)[held]) / counts
    return {tuple(v): share for v, share, n in zip(voxels.tolist(), shares, counts, strict=True) if n >= 20}


def assert_marked(session, view, outline):
    labels = session.drawing.labels
    shares = shares_inside(view, labels.grid, outline)
    marked = {tuple(ijk) for ijk in np.argwhere(labels.data > 0).tolist()}
    must = {voxel for voxel, share in shares.items() if share > 0.6}
    mustnt = {voxel for voxel, share in shares.items() if share < 0.4}
    assert must
    assert must <= marked
    assert not marked & mustnt


def test_that_enter_accepts_what_lies_inside(session, view, qtbot):
    click_all(qtbot, view, SQUARE)
    assert session.undo_stack.count() == 0
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert_marked(session, view, SQUARE)
    assert session.undo_stack.undoText() == "outline: Region 1"
    session.undo_stack.undo()
    assert not session.drawing.labels.data.any()


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("name", ["LPI", "SRA", "oblique"])
def test_that_it_is_so_in_any_orientation(session, make_view, qtbot, name, orientation):
    on = oriented_grid(name, (14, 12, 10))
    add_image(session, on)
    session.move_cursor(on.centre_mm)
    session.drawing.choose_tool(Tool.CONTOUR)
    view = make_view(orientation)
    outline = [QPoint(130, 100), QPoint(205, 115), QPoint(160, 195)]
    click_all(qtbot, view, outline)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert_marked(session, view, outline)


def test_that_a_corner_can_be_moved_before_it_is_accepted(session, view, qtbot, drag):
    click_all(qtbot, view, SQUARE)
    drag(view, [SQUARE[2], QPoint(230, 200), QPoint(240, 220)])
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert_marked(session, view, [*SQUARE[:2], QPoint(240, 220), SQUARE[3]])


def test_that_a_freehand_line_is_closed_and_can_be_changed(session, view, qtbot, drag):
    circle = [QPoint(round(160 + 50 * np.cos(a)), round(140 + 50 * np.sin(a))) for a in np.linspace(0, 6.2, 120)]
    drag(view, circle)
    corners = view._tool.corners_mm
    assert 8 < len(corners) < 60
    assert not session.undo_stack.count()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert_marked(session, view, circle)


def test_that_a_double_click_closes_and_another_accepts(session, view, qtbot):
    click_all(qtbot, view, SQUARE)
    qtbot.mouseDClick(view, LEFT, NONE, SQUARE[3])
    assert session.undo_stack.count() == 0
    qtbot.mouseDClick(view, LEFT, NONE, QPoint(160, 140))
    assert_marked(session, view, SQUARE)


def test_that_an_edge_of_a_closed_outline_gets_a_corner_where_it_is_pressed(session, view, qtbot, drag):
    click_all(qtbot, view, [*SQUARE, SQUARE[0]])
    drag(view, [QPoint(160, 90), QPoint(160, 70), QPoint(160, 60)])
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert_marked(session, view, [SQUARE[0], QPoint(160, 60), *SQUARE[1:]])


def test_that_escape_drops_it_and_the_right_button_its_last_corner(session, view, qtbot):
    click_all(qtbot, view, [*SQUARE, QPoint(40, 40)])
    qtbot.mouseClick(view, RIGHT, NONE, QPoint(40, 40))
    assert len(view._tool.corners_mm) == 4
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert len(view._tool.corners_mm) == 0
    assert session.undo_stack.count() == 0


def test_that_shift_and_enter_takes_away(session, view, qtbot):
    click_all(qtbot, view, SQUARE)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    before = session.drawing.labels.n_voxels(1)
    click_all(qtbot, view, [QPoint(110, 90), QPoint(160, 90), QPoint(160, 190), QPoint(110, 190)])
    qtbot.keyClick(view, Qt.Key.Key_Return, SHIFT)
    assert 0.4 < session.drawing.labels.n_voxels(1) / before < 0.6


def test_that_a_closed_outline_is_accepted_by_another_slice_or_tool(session, view, qtbot):
    click_all(qtbot, view, [*SQUARE, SQUARE[0]])
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert {k for _, _, k in np.argwhere(session.drawing.labels.data).tolist()} == {5}
    click_all(qtbot, view, SQUARE)
    session.drawing.choose_tool(Tool.BRUSH)
    assert {k for _, _, k in np.argwhere(session.drawing.labels.data).tolist()} == {5, 6}
    assert session.undo_stack.count() == 2


def test_that_two_corners_mark_nothing(session, view, qtbot):
    click_all(qtbot, view, SQUARE[:2])
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.undo_stack.count() == 0


def test_that_a_locked_region_is_refused_at_the_first_corner(session, view, qtbot, told):
    drawing.begin_map(session)
    region = session.drawing.region
    drawing.change_list(session, "lock", [region.__class__(1, "Thalamus", region.colour, True, True)])
    qtbot.mouseClick(view, LEFT, NONE, SQUARE[0])
    assert told == ["Thalamus is locked; unlock it in the list of regions."]
    assert len(view._tool.corners_mm) == 0


def test_that_outlines_in_two_views_become_two_steps_when_another_tool_is_taken(session, make_view, qtbot):
    """One view hears that the other has marked voxels, and settles its own outline, in the middle of that."""
    add_image(session, grid((30, 30, 30)))
    session.drawing.choose_tool(Tool.CONTOUR)
    drawing.begin_map(session)
    drawing.add_region(session, "lesion")
    views = [make_view(orientation) for orientation in (Orientation.AXIAL, Orientation.CORONAL)]
    for view in views:
        click_all(qtbot, view, SQUARE)
    session.drawing.choose_tool(Tool.CROSSHAIR)
    stack = session.undo_stack
    assert [stack.text(n) for n in range(stack.count())] == ["add lesion", "outline: lesion", "outline: lesion"]
    marked = session.drawing.labels.data.copy()
    assert marked.any()
    for _ in range(2):
        session.undo()
    assert not session.drawing.labels.data.any()
    session.undo()
    assert "lesion" not in [region.name for region in session.drawing.labels.regions]
    for _ in range(3):
        session.redo()
    assert np.array_equal(session.drawing.labels.data, marked)
