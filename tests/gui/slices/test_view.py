"""A slice view: what is seen at a place is what a click there finds, in every orientation; mouse and keys."""

from collections.abc import Callable, Iterator
from time import monotonic, sleep

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from analysis.colour import ColourScale
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Convention, Orientation, screen_axes
from analysis.sampling import Interpolation
from analysis.scan import Modality
from gui.session import LayerDisplay, Role, Session
from gui.slices import decorations, painter
from gui.slices.view import SliceView
from tests.gui.made_scans import GRAY, add_overlay, add_series, add_t1, scan, volume
from tests.orientations import ORIENTATIONS, oriented_grid

WHOLE_VOXELS = LayerDisplay(ColourScale("gray", 0, 1), True, Interpolation.NEAREST)
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton

MakeView = Callable[[Orientation], SliceView]


@pytest.fixture
def axial(session: Session, make_view: MakeView) -> SliceView:
    """An axial view of a T1 whose voxel (i, j, k) holds i + 10 j + 100 k."""
    add_t1(session)
    return make_view(Orientation.AXIAL)


def wheel(view: QWidget, steps: int, modifiers: Qt.KeyboardModifier = NONE, at: tuple[int, int] = (160, 140)) -> None:
    place, none = QPointF(*at), QPoint(0, 0)
    delta = QPoint(120 * steps, 0) if modifiers == Qt.KeyboardModifier.AltModifier else QPoint(0, 120 * steps)
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, place, none, delta, Qt.MouseButton.NoButton, modifiers, phase, False)
    QApplication.sendEvent(view, event)


def drag(qtbot: QtBot, view: QWidget, button: Qt.MouseButton, path: list[tuple[int, int]], modifier=NONE) -> None:
    """Press, move through all places, release."""
    qtbot.mousePress(view, button, modifier, QPoint(*path[0]))
    for place in path[1:]:
        qtbot.mouseMove(view, QPoint(*place))
    qtbot.mouseRelease(view, button, modifier, QPoint(*path[-1]))


def pixel_of(view: SliceView, xyz_mm: np.ndarray) -> tuple[int, int]:
    x, y = view.frame.to_screen(xyz_mm)
    return int(x), int(y)


# -- left and right ------------------------------------------------------------------------------------------


def one_bright(grid: Grid, ijk: tuple[int, int, int]) -> Volume:
    data = np.zeros(grid.shape, dtype=np.float32)
    data[ijk] = 1
    return Volume(grid, data, "one bright voxel")


def views_of(session: Session, make_view: MakeView, bright_mm: np.ndarray) -> Iterator[SliceView]:
    """Every view in every convention, its slice through a place, the crosshair itself elsewhere in the slice."""
    for orientation in Orientation:
        view = make_view(orientation)
        for convention in Convention:
            session.set_convention(convention)
            elsewhere = bright_mm + np.array([5.0, 5.0, 5.0])
            elsewhere[orientation.value] = bright_mm[orientation.value]
            session.move_cursor(elsewhere)
            view.compose()
            yield view


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_bright_voxel_is_where_a_click_finds_it(session, qtbot, make_view, pixels, name):
    on, bright = oriented_grid(name, (9, 10, 11)), (2, 6, 8)
    bright_mm = on.to_mm(np.array(bright))
    image = one_bright(on, bright)
    session.add_layer("T1", image, Role.UNDERLAY, WHOLE_VOXELS, scan=scan(Modality.T1, image))
    for view in views_of(session, make_view, bright_mm):
        assert on.voxel_at(session.cursor_mm) != bright
        x, y = pixel_of(view, bright_mm)
        mirrored = pixel_of(view, 2 * on.centre_mm - bright_mm)
        picture = pixels(view)
        assert picture[y, x].min() > 240, (view.orientation, session.convention)
        assert picture[mirrored[1], mirrored[0]].max() < 15
        qtbot.mouseClick(view, LEFT, NONE, QPoint(x, y))
        assert on.voxel_at(session.cursor_mm) == bright, (view.orientation, session.convention)


EXPECTED = {
    (Orientation.AXIAL, Convention.RADIOLOGICAL): ["R", "L", "A", "P"],
    (Orientation.AXIAL, Convention.NEUROLOGICAL): ["L", "R", "A", "P"],
    (Orientation.CORONAL, Convention.RADIOLOGICAL): ["R", "L", "S", "I"],
    (Orientation.CORONAL, Convention.NEUROLOGICAL): ["L", "R", "S", "I"],
    (Orientation.SAGITTAL, Convention.RADIOLOGICAL): ["A", "P", "S", "I"],
    (Orientation.SAGITTAL, Convention.NEUROLOGICAL): ["A", "P", "S", "I"],
}


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float, float]]:
    """Every text that is drawn over a slice, with its place."""
    texts: list[tuple[str, float, float]] = []
    real = decorations.draw_text

    def note(painter, place, text, colour) -> None:
        texts.append((text, place.x(), place.y()))
        real(painter, place, text, colour)

    monkeypatch.setattr(decorations, "draw_text", note)
    return texts


def letters_by_side(written: list[tuple[str, float, float]]) -> list[str]:
    """The letters that stand leftmost, rightmost, topmost and lowest."""
    letters = [entry for entry in written if entry[0].rstrip("?") in "RLAPSI"]
    assert len(letters) == 4
    by_x, by_y = sorted(letters, key=lambda e: e[1]), sorted(letters, key=lambda e: e[2])
    return [by_x[0][0], by_x[-1][0], by_y[0][0], by_y[-1][0]]


@pytest.mark.parametrize("name", ["RAS", "LPI", "SAL", "oblique"])
@pytest.mark.parametrize(("way", "letters"), EXPECTED.items())
def test_that_the_letters_tell_the_patients_sides_whatever_the_order_of_the_file(
    session, make_view, written, name, way, letters
):
    add_t1(session, on=oriented_grid(name))
    session.set_convention(way[1])
    view = make_view(way[0])
    written.clear()
    view.grab()
    assert letters_by_side(written) == letters


def test_that_letters_have_a_question_mark_where_the_file_does_not_tell_the_sides(session, make_view, written):
    image = volume()
    session.add_layer("?", image, Role.UNDERLAY, GRAY, scan=scan(Modality.T1, image, affine_source="none"))
    view = make_view(Orientation.AXIAL)
    written.clear()
    view.grab()
    assert letters_by_side(written) == ["R?", "L?", "A?", "P?"]


def test_that_a_map_of_such_a_file_is_as_unsure_even_with_a_sure_image_under_it(session, make_view, written):
    add_t1(session)
    unsure = scan(Modality.BOLD, volume(), affine_source="none")
    session.add_layer("ALFF", volume(value=3), Role.OVERLAY, GRAY, scan=unsure)
    view = make_view(Orientation.AXIAL)
    written.clear()
    view.grab()
    assert "R?" in letters_by_side(written)


def test_that_the_title_names_the_plane_and_where_it_cuts(session, axial, written):
    session.move_cursor(np.array([0, 0, -4]))
    axial.grab()
    texts = [text for text, _, _ in written]
    assert "Axial" in texts
    assert "z = −4.0 mm" in texts


def test_that_without_layers_nothing_claims_a_side(session, make_view, written, pixels):
    view = make_view(Orientation.AXIAL)
    written.clear()
    picture = pixels(view)
    assert not [text for text, _, _ in written if text.rstrip("?") in "RLAPSI"]
    assert picture[150:, :].max() == 0


# -- the picture ---------------------------------------------------------------------------------------------


def test_that_the_slice_goes_through_the_cursor(session, axial, pixels):
    session.scale_layer(session.layers[0].id, low=0, high=1024)  # slice k has values around 100 k
    session.show_crosshair(False)
    for z_mm, k in ((-8, 1), (0, 5), (8, 9)):
        session.move_cursor(np.array([0.0, 0.0, z_mm]))
        axial.compose()
        x, y = pixel_of(axial, np.zeros(3))
        assert pixels(axial)[y, x, 0] == pytest.approx((100 * k + 44) / 4, abs=2)


def test_that_many_changes_are_composed_once(session, axial, qtbot, monkeypatch):
    count = []
    real = painter._pixels
    monkeypatch.setattr(painter, "_pixels", lambda *a: (count.append(1), real(*a))[1])
    for x in range(5):
        session.move_cursor(np.array([x, 0, 0]))
        session.scale_layer(session.layers[0].id, low=-x)
    qtbot.waitUntil(lambda: len(count) > 0, timeout=1000)
    qtbot.wait(30)
    assert len(count) == 1


def test_that_the_crosshair_has_a_gap_and_can_be_switched_off(session, axial, pixels):
    def green_or_yellow(picture: np.ndarray) -> np.ndarray:
        return np.ptp(picture.astype(int), axis=-1) > 60

    x, y = pixel_of(axial, session.cursor_mm)
    axial.compose()
    lines = green_or_yellow(pixels(axial))
    assert lines[60 : y - 10, x - 1 : x + 2].any(axis=1).all()
    assert not lines[y - 6 : y + 7, x - 6 : x + 7].any()
    session.show_crosshair(False)
    axial.compose()
    assert not green_or_yellow(pixels(axial))[60 : y - 10, x - 1 : x + 2].any()


def test_that_peeking_shows_what_is_under_the_overlay(session, axial, pixels):
    session.show_crosshair(False)
    axial.compose()
    plain = pixels(axial)[100:180, 120:200].astype(int)
    add_overlay(session)
    axial.compose()
    covered = pixels(axial)[100:180, 120:200].astype(int)
    session.hide_overlays(True)
    axial.compose()
    peeked = pixels(axial)[100:180, 120:200].astype(int)
    assert np.abs(covered - plain).mean() > 40
    np.testing.assert_array_equal(peeked, plain)


# -- mouse ---------------------------------------------------------------------------------------------------


def test_that_a_drag_moves_the_crosshair_along(session, axial, qtbot):
    seen = []
    session.changed.connect(lambda change: seen.append(session.cursor_mm))
    drag(qtbot, axial, LEFT, [(170, 140), (150, 140), (140, 150)])
    assert len(seen) == 3
    np.testing.assert_allclose(session.cursor_mm, axial.frame.to_mm(140, 150))


def test_that_the_mouse_moves_nothing_after_the_button_is_up(session, axial, qtbot):
    drag(qtbot, axial, LEFT, [(160, 140), (150, 140)])
    before = session.cursor_mm
    qtbot.mouseMove(axial, QPoint(100, 100))
    np.testing.assert_array_equal(session.cursor_mm, before)


@pytest.mark.parametrize("orientation", Orientation)
def test_that_the_wheel_goes_by_one_slice(session, make_view, orientation):
    add_t1(session)
    view = make_view(orientation)
    session.move_cursor(np.zeros(3))
    wheel(view, 1)
    expected = np.zeros(3)
    expected[orientation.value] = 2
    np.testing.assert_allclose(session.cursor_mm, expected)
    wheel(view, -1)
    wheel(view, -1)
    np.testing.assert_allclose(session.cursor_mm, -expected)


def test_that_shift_and_wheel_go_through_time(session, make_view):
    add_series(session)
    view = make_view(Orientation.AXIAL)
    before = session.cursor_mm
    wheel(view, 1, SHIFT)
    wheel(view, 1, SHIFT)
    wheel(view, -1, SHIFT)
    assert session.timepoint == 1
    np.testing.assert_array_equal(session.cursor_mm, before)


def test_that_ctrl_and_wheel_zoom_at_the_pointer(session, axial):
    before = axial.frame
    under = before.to_mm(60, 200)
    wheel(axial, 1, CTRL, (60, 200))
    assert axial.frame.mm_per_pixel == pytest.approx(before.mm_per_pixel / 1.15)
    np.testing.assert_allclose(axial.frame.to_mm(60, 200), under)
    wheel(axial, -1, CTRL, (60, 200))
    assert axial.frame.mm_per_pixel == pytest.approx(before.mm_per_pixel)


def test_that_a_wheel_without_a_step_does_nothing(session, axial):
    before = session.cursor_mm
    wheel(axial, 0)
    np.testing.assert_array_equal(session.cursor_mm, before)


def test_that_a_middle_drag_pans_and_fit_brings_everything_back(session, axial, qtbot):
    before = axial.frame
    under = before.to_mm(100, 100)
    drag(qtbot, axial, MIDDLE, [(100, 100), (110, 105), (130, 90)])
    np.testing.assert_allclose(axial.frame.to_mm(130, 90), under)
    axial.fit()
    np.testing.assert_allclose(axial.frame.centre_mm, before.centre_mm)


def test_that_a_right_drag_sideways_changes_the_width_and_upwards_makes_brighter(session, axial, qtbot):
    session.scale_layer(session.layers[0].id, low=0, high=100)
    drag(qtbot, axial, RIGHT, [(100, 100), (130, 100), (160, 100)])
    scale = session.layers[0].display.scale
    assert scale.high - scale.low == pytest.approx(100 * np.exp(2 * 60 / 320))
    assert (scale.high + scale.low) / 2 == pytest.approx(50)
    session.scale_layer(session.layers[0].id, low=0, high=100)
    drag(qtbot, axial, RIGHT, [(100, 200), (100, 190), (100, 130)])
    scale = session.layers[0].display.scale
    assert scale.high - scale.low == pytest.approx(100)
    assert scale.low == pytest.approx(-25)  # a lower window: the same value is brighter


def test_that_a_right_click_alone_changes_no_window(session, axial, qtbot):
    before = session.layers[0].display
    qtbot.mouseClick(axial, RIGHT, NONE, QPoint(100, 100))
    assert session.layers[0].display.scale == before.scale


def test_that_ctrl_and_right_drag_take_the_window_from_the_box(session, axial, qtbot):
    session.move_cursor(np.zeros(3))
    layer = session.layers[0]
    corners = layer.grid.to_mm(np.array([[2, 3, 5], [5, 6, 5]]))
    start, end = (pixel_of(axial, corner) for corner in corners)
    drag(qtbot, axial, RIGHT, [start, (start[0] + 20, start[1] + 20), end], CTRL)
    scale = session.layers[0].display.scale
    assert (scale.low, scale.high) == (2 + 30 + 500, 5 + 60 + 500)


def test_that_a_double_right_click_gives_the_automatic_window(session, axial, qtbot):
    session.scale_layer(session.layers[0].id, low=-1000, high=1e6)
    qtbot.mouseDClick(axial, RIGHT, NONE, QPoint(100, 100))
    scale = session.layers[0].display.scale
    assert (scale.low, scale.high) == session.layers[0].image.robust_range


def test_that_a_double_click_asks_to_be_maximised(session, axial, qtbot):
    with qtbot.waitSignal(axial.maximise_requested, timeout=1000) as asked:
        qtbot.mouseDClick(axial, LEFT, NONE, QPoint(100, 100))
    assert asked.args == [Orientation.AXIAL]


def test_that_dragging_with_nothing_open_does_not_fail(session, make_view, qtbot):
    view = make_view(Orientation.CORONAL)
    for button in (LEFT, MIDDLE, RIGHT):
        drag(qtbot, view, button, [(100, 100), (120, 120), (140, 90)])
    drag(qtbot, view, RIGHT, [(100, 100), (120, 120), (140, 90)], CTRL)
    wheel(view, 1)
    assert session.layers == ()


# -- keys ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("convention", Convention)
@pytest.mark.parametrize("orientation", Orientation)
def test_that_arrows_move_one_voxel_on_the_screen_and_shift_five(session, make_view, qtbot, orientation, convention):
    add_t1(session, on=oriented_grid("LPS", (31, 31, 31), (2, 2, 2), (0, 0, 0)))
    session.set_convention(convention)
    view = make_view(orientation)
    right, down = screen_axes(orientation, convention)
    for key, direction in (("Right", right), ("Left", -right), ("Down", down), ("Up", -down)):
        for modifier, voxels in ((NONE, 1), (SHIFT, 5)):
            session.move_cursor(np.zeros(3))
            qtbot.keyClick(view, getattr(Qt.Key, f"Key_{key}"), modifier)
            np.testing.assert_allclose(session.cursor_mm, 2 * voxels * direction, atol=1e-9)


def test_that_page_up_goes_towards_the_head_and_page_down_back(session, axial, qtbot):
    session.move_cursor(np.zeros(3))
    qtbot.keyClick(axial, Qt.Key.Key_PageUp)
    assert session.cursor_mm[2] == pytest.approx(2)
    qtbot.keyClick(axial, Qt.Key.Key_PageDown)
    qtbot.keyClick(axial, Qt.Key.Key_PageDown)
    assert session.cursor_mm[2] == pytest.approx(-2)


# -- zoom belongs to the view --------------------------------------------------------------------------------


def test_that_a_zoom_stays_when_a_layer_comes_and_ends_when_everything_is_closed(session, axial, qtbot):
    wheel(axial, 3, CTRL)
    zoomed = axial.frame.mm_per_pixel
    add_overlay(session)
    assert axial.frame.mm_per_pixel == zoomed
    session.close_all()
    add_t1(session)
    assert axial.frame.mm_per_pixel > zoomed


def test_that_a_resized_view_still_shows_everything(session, axial):
    axial.resize(200, 400)
    corners = [axial.frame.to_screen(corner) for corner in session.box_mm]
    assert all(0 <= x <= 200 and 0 <= y <= 400 for x, y in corners)


# -- turns -------------------------------------------------------------------------------------------------


def test_that_slow_pictures_of_three_views_come_in_a_turn_each(qtbot, session, make_view, monkeypatch):
    add_t1(session)
    views = [make_view(orientation) for orientation in Orientation]
    for view in views:
        view.compose()
    n_turns, composed, picture = [0], [], painter.Painter.picture

    def slow(self, *arguments):
        composed.append(n_turns[0])
        sleep(0.02)
        return picture(self, *arguments)

    monkeypatch.setattr(painter.Painter, "picture", slow)
    session.move_cursor(session.cursor_mm + 1.0)
    assert composed == []
    end = monotonic() + 5
    while len(composed) < 3 and monotonic() < end:
        QApplication.processEvents()
        n_turns[0] += 1
        sleep(0.002)
    assert len(composed) == len(set(composed)) == 3


def test_that_a_view_that_comes_to_a_finer_screen_is_drawn_in_its_dots(axial, qtbot, monkeypatch):
    axial.look_at(np.zeros(3), 2.0)  # voxels of 2 mm: half of one is the finest that is drawn
    axial.compose()
    before = axial._picture.width()
    monkeypatch.setattr(SliceView, "devicePixelRatioF", lambda _: 2.0)
    axial.update()
    qtbot.waitUntil(lambda: axial._picture.width() > 1.6 * before)
    assert axial._picture.width() <= 2 * before
