"""The brush: what is painted is what lies under the mouse, in every orientation; a stroke is one step."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from analysis.files.drawing_journal import read_journal
from analysis.labels.label_map import LabelMap
from analysis.plane import Convention, Orientation
from gui.commands import drawing
from gui.drawing import Over, Tool
from tests.gui.made_scans import grid
from tests.gui.slices.tools.conftest import LEFT, NONE, RIGHT, add_image, pixel, voxel_under
from tests.orientations import ORIENTATIONS, oriented_grid

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(session, make_view):
    """An axial view with the brush in hand, finer than a voxel."""
    add_image(session, grid((30, 30, 10)))
    session.drawing.choose_tool(Tool.BRUSH)
    session.drawing.set_options(size_mm=1.0)
    return make_view(Orientation.AXIAL)


def marked(session) -> set[tuple[int, int, int]]:
    return {tuple(ijk) for ijk in np.argwhere(session.drawing.labels.data > 0).tolist()}


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_dab_marks_the_voxel_under_the_mouse_and_shows_it_there(session, qtbot, make_view, pixels, name):
    on = oriented_grid(name, (9, 10, 11))
    add_image(session, on)
    session.show_crosshair(False)
    session.drawing.choose_tool(Tool.BRUSH)
    session.drawing.set_options(size_mm=0.5)
    target = on.to_mm(np.array((2, 6, 8)))
    for orientation in Orientation:
        for convention in Convention:
            session.set_convention(convention)
            session.move_cursor(target)
            view = make_view(orientation)
            place = pixel(view, target)
            qtbot.mouseClick(view, LEFT, NONE, place)
            assert marked(session) == {voxel_under(view, on, place)}, (orientation, convention)
            assert voxel_under(view, on, place) == (2, 6, 8)
            view._tool.leave()
            colour = np.array(session.drawing.region.colour)
            picture = pixels(view)
            assert np.ptp(picture[place.y(), place.x()]) > 0.2 * np.ptp(colour), (orientation, convention)
            mirrored = pixel(view, 2 * on.centre_mm - target)
            assert picture[mirrored.y(), mirrored.x()].max() < 15
            session.undo_stack.undo()
            assert marked(session) == set()


def test_that_a_stroke_marks_every_voxel_that_the_mouse_passed_over(session, view, drag):
    path = [QPoint(90 + 10 * n, 80 + 7 * n) for n in range(12)]
    drag(view, path)
    passed = set()
    for start, stop in pairwise(path):
        for share in np.linspace(0, 1, 40):
            place = QPointF(start) + (QPointF(stop) - QPointF(start)) * share
            passed.add(voxel_under(view, session.drawing.labels.grid, place))
    assert len(passed) > 15
    assert passed <= marked(session)
    assert {k for _, _, k in marked(session)} == {5}


def test_that_a_stroke_is_one_step_with_the_name_of_its_region(session, view, drag):
    for start in (60, 140):
        drag(view, [QPoint(start + n, 100) for n in range(0, 60, 6)])
    after = session.drawing.labels.data.copy()
    assert session.undo_stack.undoText() == "brush: Region 1"
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert not session.drawing.labels.data.any()
    session.undo_stack.redo()
    session.undo_stack.redo()
    np.testing.assert_array_equal(session.drawing.labels.data, after)
    assert session.undo_stack.count() == 2


def test_that_the_right_button_takes_from_the_region_in_use_only(session, view, drag):
    drag(view, [QPoint(60, 100), QPoint(200, 100)])
    first = marked(session)
    drawing.add_region(session, "Other")
    drag(view, [QPoint(60, 160), QPoint(200, 160)])
    both = marked(session)
    drag(view, [QPoint(60, 100), QPoint(200, 100)], RIGHT)
    assert marked(session) == both
    drag(view, [QPoint(60, 160), QPoint(200, 160)], RIGHT)
    assert marked(session) == first
    assert session.undo_stack.undoText() == "erase: Other"


def test_that_a_brush_in_3d_reaches_over_slices(session, view, qtbot):
    session.drawing.set_options(size_mm=8.0, solid=True)
    qtbot.mouseClick(view, LEFT, NONE, QPoint(160, 140))
    on = session.drawing.labels.grid
    centre = view.frame.to_mm(160, 140)
    distances = np.linalg.norm(on.to_mm(np.moveaxis(np.indices(on.shape), 0, -1)) - centre, axis=-1)
    np.testing.assert_array_equal(session.drawing.labels.data > 0, distances <= 4.0)


def test_that_locked_regions_and_full_voxels_are_spared(session, view, drag):
    row = [QPoint(60, 100), QPoint(200, 100)]
    drag(view, row)
    first = marked(session)
    drawing.add_region(session, "Other")
    session.drawing.draw_over(Over.EMPTY)
    drag(view, row)
    assert session.drawing.labels.n_voxels(2) == 0
    session.drawing.draw_over(Over.ALL)
    drag(view, row)
    assert session.drawing.labels.n_voxels(2) == len(first)


def test_that_drawing_in_a_locked_region_is_refused_in_a_sentence(session, view, drag, told):
    drag(view, [QPoint(60, 100), QPoint(100, 100)])
    regions = session.drawing.labels.regions
    drawing.change_list(session, "lock", [regions[0].__class__(1, "Thalamus", (9, 9, 9), True, True)])
    before = marked(session)
    drag(view, [QPoint(60, 160), QPoint(100, 160)])
    assert marked(session) == before
    assert told == ["Thalamus is locked; unlock it in the list of regions."]


def test_that_shift_and_wheel_and_keys_change_the_size(session, view, qtbot):
    def wheel(steps):
        place, none = QPointF(160, 140), QPoint(0, 0)
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, place, none, QPoint(0, 120 * steps), Qt.MouseButton.NoButton, SHIFT, phase, False)
        QApplication.sendEvent(view, event)

    session.drawing.set_options(size_mm=10.0)
    wheel(1)
    assert session.drawing.options.size_mm == 11.5
    wheel(-1)
    assert session.drawing.options.size_mm == 10.0
    qtbot.keyClick(view, Qt.Key.Key_Equal)
    assert session.drawing.options.size_mm == 11.5
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert session.drawing.options.size_mm == 10.0


def test_that_alt_moves_the_crosshair_and_draws_nothing(session, view, qtbot):
    qtbot.mouseClick(view, LEFT, ALT, QPoint(100, 90))
    assert session.drawing.labels is None
    np.testing.assert_allclose(session.cursor_mm, view.frame.to_mm(100, 90))


def test_that_escape_takes_an_unfinished_stroke_back(session, view, qtbot):
    qtbot.mousePress(view, LEFT, NONE, QPoint(100, 90))
    qtbot.mouseMove(view, QPoint(140, 90))
    assert marked(session)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, LEFT, NONE, QPoint(140, 90))
    assert not marked(session)
    assert session.undo_stack.count() == 0


def test_that_an_unfinished_stroke_is_on_the_disk_already(session, view, qtbot, tmp_path):
    session.drawing.keep_in(tmp_path)
    qtbot.mousePress(view, LEFT, NONE, QPoint(100, 90))
    for x in (110, 130, 150):
        qtbot.mouseMove(view, QPoint(x, 90))
        (path,) = tmp_path.glob("*.journal")
        np.testing.assert_array_equal(read_journal(path).labels.data, session.drawing.labels.data)
    qtbot.mouseRelease(view, LEFT, NONE, QPoint(150, 90))
    session.undo_stack.undo()
    assert not read_journal(path).labels.data.any()


def test_that_without_an_image_drawing_is_refused(session, make_view, qtbot, told):
    session.drawing.choose_tool(Tool.BRUSH)
    qtbot.mouseClick(make_view(Orientation.AXIAL), LEFT, NONE, QPoint(100, 90))
    assert told == ["Open an image first: regions are drawn on the voxels of one."]


def test_that_hidden_regions_are_not_painted(session, view, qtbot, pixels):
    session.show_crosshair(False)
    session.drawing.set_options(size_mm=12.0)
    qtbot.mouseClick(view, LEFT, NONE, QPoint(160, 120))
    view._tool.leave()
    view.compose()
    assert np.ptp(pixels(view)[120, 160]) > 50
    drawing.show_region(session, 1, visible=False)
    view.compose()
    assert pixels(view)[120, 160].max() < 10


def test_that_another_map_on_its_own_grid_is_seen_in_place(session, view, pixels):
    session.show_crosshair(False)
    coarse = grid((8, 8, 8), 6.0)
    labels = LabelMap(coarse, (np.arange(512).reshape(8, 8, 8, order="F") == 4 + 8 * (4 + 8 * 4)).astype(int))
    session.drawing.add_map(labels, "coarse", is_reference=True)
    view._tool.leave()
    view.compose()
    place = pixel(view, np.zeros(3))  # the middle of voxel (4, 4, 4)
    assert np.ptp(pixels(view)[place.y() + 4, place.x() + 4]) > 50
