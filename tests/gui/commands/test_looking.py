"""What mouse and keys mean: steps from voxel to voxel, typed coordinates, windows, opacities."""

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.image import Volume
from analysis.plane import Convention, Orientation
from analysis.scan import Modality
from gui.commands import looking
from gui.session import Change, Role, Session
from tests.gui.made_scans import GRAY, add_mask, add_overlay, add_series, add_t1, grid, scan, volume
from tests.orientations import ORIENTATIONS, oriented_grid


def open_volume(session: Session, image: Volume) -> None:
    session.add_layer("T1", image, Role.UNDERLAY, GRAY, scan=scan(Modality.T1, image))


# -- steps ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_step_goes_along_one_world_axis_to_the_next_voxel_centre(session, name, orientation):
    on = oriented_grid(name)
    open_volume(session, volume(on=on))
    axis, voxel_axis = orientation.value, on.voxel_axis(orientation.value)
    for direction in (1, -1):
        start = on.centre_mm + np.array([0.31, -0.23, 0.17])
        session.move_cursor(start)
        looking.step_slice(session, orientation, direction)
        moved = session.cursor_mm - start
        assert moved[axis] * direction > 0
        np.testing.assert_allclose(np.delete(moved, axis), 0, atol=1e-9)
        index = on.to_ijk(session.cursor_mm)[voxel_axis]
        assert index == pytest.approx(round(index), abs=1e-6)
        assert 0.4 < abs(index - on.to_ijk(start)[voxel_axis]) < 1.6


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_scrolling_shows_each_slice_once_and_stops_in_the_last_one(session, name, orientation):
    on = oriented_grid(name)
    open_volume(session, volume(on=on))
    voxel_axis = on.voxel_axis(orientation.value)
    session.move_cursor(on.centre_mm)
    looking.step_slice(session, orientation, -1000)
    seen = []
    while True:
        seen.append(round(on.to_ijk(session.cursor_mm)[voxel_axis]))
        before = session.cursor_mm
        looking.step_slice(session, orientation, 1)
        if np.array_equal(before, session.cursor_mm):
            break
    assert len(seen) > 2
    assert set(np.diff(seen)) in ({1}, {-1})
    if name not in ("oblique", "sheared"):  # the box of an oblique grid is larger than the grid
        assert sorted(seen) == list(range(on.shape[voxel_axis]))


def test_that_five_steps_are_five_voxels_or_as_many_as_there_are(session):
    open_volume(session, volume(on=grid((8, 9, 10), 2.0)))
    session.move_cursor(np.array([0, 0, -4]))
    looking.step_slice(session, Orientation.AXIAL, 5)
    np.testing.assert_allclose(session.cursor_mm, (0, 0, 6))
    looking.step_slice(session, Orientation.AXIAL, 5)
    np.testing.assert_allclose(session.cursor_mm, (0, 0, 8))


def test_that_steps_follow_the_lowest_visible_layer_and_go_on_beyond_it(session):
    add_t1(session, on=grid((8, 8, 8), 2.0))
    lowest = session.layers[0]
    add_t1(session, on=grid((8, 8, 8), 5.0))
    session.move_cursor(np.zeros(3))
    looking.step_slice(session, Orientation.SAGITTAL, 1)
    assert session.cursor_mm[0] == pytest.approx(2)
    session.show_layer(lowest.id, visible=False)
    looking.step_slice(session, Orientation.SAGITTAL, 1)
    assert session.cursor_mm[0] == pytest.approx(5)
    session.show_layer(lowest.id, visible=True)
    for _ in range(5):
        looking.step_slice(session, Orientation.SAGITTAL, 1)
    assert session.cursor_mm[0] == pytest.approx(16)  # the first layer ends at 7 mm, the second at 17.5


def test_that_a_step_with_nothing_open_does_nothing(session, changes):
    looking.step_slice(session, Orientation.AXIAL, 1)
    assert changes == []


# -- typed coordinates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["-2.5 3 4", "−2.5 3 4", " -2.5,3,4 ", "-2.5; 3; +4 mm", "-2.5\t3.0   4.00mm", "−2.5  3.0  4.0"],
)
def test_that_a_typed_coordinate_is_reached(session, text):
    add_t1(session)
    looking.go_to(session, text)
    np.testing.assert_allclose(session.cursor_mm, (-2.5, 3, 4))


@pytest.mark.parametrize(
    "text", ["", "1 2", "1 2 3 4", "a b c", "1 2 three", "1.2.3 4 5", "nan 1 2", "1e3 0 0", "--1 2 3"]
)
def test_that_anything_else_is_refused_in_words_and_the_cursor_stays(session, text):
    add_t1(session)
    before = session.cursor_mm
    with pytest.raises(OptionError, match="Type three numbers"):
        looking.go_to(session, text)
    np.testing.assert_array_equal(session.cursor_mm, before)


def test_that_a_place_outside_everything_is_refused_not_moved_to_the_border(session):
    add_t1(session)
    before = session.cursor_mm
    with pytest.raises(OptionError, match="outside"):
        looking.go_to(session, "0 0 80")
    np.testing.assert_array_equal(session.cursor_mm, before)


def test_that_what_the_status_bar_writes_can_be_typed(session, qtbot):
    from gui.panels.status_bar import StatusBar

    add_t1(session)
    session.move_cursor(np.array([-3, 2, -1]))
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    session.move_cursor(np.array([0, 0, 0]))
    looking.go_to(session, "−3.0  2.0  −1.0")
    assert bar.coordinate.text() == "−3.0  2.0  −1.0"


# -- sides -----------------------------------------------------------------------------------------------------------


def test_that_the_convention_flips_and_flips_back(session):
    looking.flip_convention(session)
    assert session.convention is Convention.NEUROLOGICAL
    looking.flip_convention(session)
    assert session.convention is Convention.RADIOLOGICAL


# -- windows -----------------------------------------------------------------------------------------------------------


def test_that_the_window_is_that_of_the_selected_underlay_or_else_of_the_topmost_one_seen(session):
    first, second = add_t1(session, "first"), add_t1(session, "second")
    overlay = add_overlay(session)
    session.select_layer(first.id)
    assert looking.window_layer(session).name == "first"
    session.select_layer(overlay.id)
    assert looking.window_layer(session).name == "second"
    session.show_layer(second.id, visible=False)
    assert looking.window_layer(session).name == "first"
    session.show_layer(first.id, visible=False)
    session.select_layer(first.id)
    assert looking.window_layer(session) is None


def test_that_the_window_from_a_box_spans_the_values_in_it(session):
    layer = add_t1(session)  # voxel (i, j, k) holds i + 10 j + 100 k
    corners = layer.grid.to_mm(np.array([[2, 7, 5], [6, 3, 5]]))
    looking.window_from_box(session, corners[0], corners[1])
    scale = session.layer(layer.id).display.scale
    assert (scale.low, scale.high) == (2 + 30 + 500, 6 + 70 + 500)


@pytest.mark.parametrize("name", ["LPI", "SAR", "PIL"])
def test_that_the_window_from_a_box_does_not_depend_on_the_order_of_the_axes(session, name):
    on = oriented_grid(name, shape=(9, 9, 9), voxel_mm=(2, 2, 2))
    image = volume(on=on)
    open_volume(session, image)
    corners = on.to_mm(np.array([[2, 3, 4], [6, 5, 4]]))
    looking.window_from_box(session, corners[1], corners[0])
    scale = session.layers[0].display.scale
    assert (scale.low, scale.high) == (2 + 30 + 400, 6 + 50 + 400)


def test_that_a_box_around_one_value_or_around_none_keeps_the_window(session):
    flat = Volume(grid(), np.full(grid().shape, 7.0))
    layer = session.add_layer("flat", flat, Role.UNDERLAY, GRAY)
    looking.window_from_box(session, np.array([-4, -4, 0]), np.array([4, 4, 0]))
    empty = session.add_layer("empty", Volume(grid(), np.full(grid().shape, np.nan)), Role.UNDERLAY, GRAY)
    looking.window_from_box(session, np.array([-4, -4, 0]), np.array([4, 4, 0]))
    assert session.layer(layer.id).display == GRAY
    assert session.layer(empty.id).display == GRAY


def test_that_the_automatic_window_is_the_robust_range_of_the_frame_that_is_shown(session):
    layer = add_series(session)
    session.move_timepoint(5)
    looking.window_automatically(session)
    scale = session.layer(layer.id).display.scale
    assert (scale.low, scale.high) == layer.volume(5).robust_range
    assert scale.low > 5000


@pytest.mark.parametrize(("low", "high"), [(5, 5), (5, 4), (1e9, 1e9 + 1e-4)])
def test_that_a_window_without_width_is_not_taken(session, low, high):
    layer = add_t1(session)
    looking.set_window(session, layer.id, low, high)
    assert session.layer(layer.id).display == GRAY


# -- overlays and masks ----------------------------------------------------------------------------------------------


def test_that_opacity_changes_for_one_role_in_one_step_and_stays_between_none_and_all(session, changes):
    overlays = [add_overlay(session, name) for name in "ab"]
    mask = add_mask(session)
    changes.clear()
    looking.change_opacity(session, Role.OVERLAY, -0.3)
    assert changes == [Change.DISPLAY]
    assert [session.layer(o.id).display.scale.opacity for o in overlays] == pytest.approx([0.7, 0.7])
    assert session.layer(mask.id).display.scale.opacity == mask.display.scale.opacity
    looking.change_opacity(session, Role.OVERLAY, 5)
    assert session.layer(overlays[0].id).display.scale.opacity == 1
    looking.change_opacity(session, Role.OVERLAY, -5)
    assert session.layer(overlays[0].id).display.scale.opacity == 0


def test_that_a_role_goes_off_while_some_of_it_is_seen_and_on_when_none_is(session):
    first, second, mask = add_overlay(session, "a"), add_overlay(session, "b"), add_mask(session)
    session.show_layer(first.id, visible=False)
    looking.toggle_role(session, Role.OVERLAY)
    assert [layer.name for layer in session.visible_layers] == [mask.name]
    looking.toggle_role(session, Role.OVERLAY)
    assert {layer.name for layer in session.visible_layers} == {"a", "b", mask.name}
    assert session.layer(second.id).display.visible


def test_that_legends_tell_of_the_selected_map_or_else_of_the_topmost_one_seen(session):
    add_t1(session)
    assert looking.shown_map(session) is None
    first, second = add_overlay(session, "a"), add_overlay(session, "b")
    assert looking.shown_map(session).name == "b"
    session.select_layer(first.id)
    assert looking.shown_map(session).name == "a"
    session.select_layer(session.layers[0].id)
    session.show_layer(second.id, visible=False)
    assert looking.shown_map(session).name == "a"
