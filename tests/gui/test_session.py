"""The state that views share: what each intent changes, and what it tells them."""

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.image import ArrayFrames, Series
from analysis.plane import Convention
from analysis.preprocess.preparation import Preparation
from analysis.presets import shipped_presets
from analysis.sampling import Interpolation
from analysis.scan import Modality
from gui.session import Change, Layer, Role, Session
from tests.gui.made_patient import add_mni, open_patient
from tests.gui.made_scans import GRAY, add_mask, add_overlay, add_series, add_t1, grid, series, volume


def names(session: Session) -> list[str]:
    return [layer.name for layer in session.layers]


# -- telling the views ----------------------------------------------------------------------------------


def test_that_a_batch_sends_one_change_that_holds_all(session, changes):
    layer = add_t1(session)
    changes.clear()
    with session.batch():
        session.scale_layer(layer.id, low=5)
        with session.batch():
            session.move_cursor(np.array([2, 2, 2]))
        assert changes == []
        session.rename_layer(layer.id, "other")
    assert changes == [Change.DISPLAY | Change.CURSOR | Change.LAYERS]


def test_that_a_batch_that_fails_still_tells_what_it_changed(session, changes):
    layer = add_t1(session)
    changes.clear()

    def change_two_of_which_one_is_wrong() -> None:
        with session.batch():
            session.rename_layer(layer.id, "other")
            session.scale_layer(layer.id, low=1000)

    with pytest.raises(OptionError):
        change_two_of_which_one_is_wrong()
    assert changes == [Change.LAYERS]
    session.show_crosshair(False)
    assert changes[1:] == [Change.DISPLAY]


def test_that_a_batch_without_a_change_sends_nothing(session, changes):
    with session.batch():
        pass
    assert changes == []


INTENTS = {
    "rename": (lambda s, layer: s.rename_layer(layer.id, "x"), Change.LAYERS),
    "show": (lambda s, layer: s.show_layer(layer.id, visible=False), Change.DISPLAY),
    "interpolate": (lambda s, layer: s.interpolate_layer(layer.id, Interpolation.NEAREST), Change.DISPLAY),
    "scale": (lambda s, layer: s.scale_layer(layer.id, opacity=0.5), Change.DISPLAY),
    "select": (lambda s, layer: s.select_layer(layer.id), Change.SELECTION),
    "move layer": (lambda s, layer: s.move_layer(layer.id, 1), Change.LAYERS),
    "remove": (lambda s, layer: s.remove_layer(layer.id), Change.LAYERS | Change.SELECTION),
    "insert": (lambda s, layer: (s.remove_layer(layer.id), s.insert_layer(layer, 0)), Change.LAYERS | Change.SELECTION),
    "cursor": (lambda s, layer: s.move_cursor(np.array([2, 0, 0])), Change.CURSOR),
    "timepoint": (lambda s, layer: s.move_timepoint(3), Change.TIMEPOINT),
    "convention": (lambda s, layer: s.set_convention(Convention.NEUROLOGICAL), Change.DISPLAY),
    "peek": (lambda s, layer: s.hide_overlays(True), Change.DISPLAY),
    "crosshair": (lambda s, layer: s.show_crosshair(False), Change.DISPLAY),
    "frames": (lambda s, layer: s.note_frames(layer.id), Change.FRAMES),
}


@pytest.mark.parametrize(("intent", "flags"), INTENTS.values(), ids=INTENTS)
def test_that_an_intent_sends_its_flags_and_no_others(session, changes, intent, flags):
    layer = add_series(session)
    add_t1(session)
    session.move_cursor(np.zeros(3))
    changes.clear()
    intent(session, layer)
    assert set(changes) == {flags}


SAME = {
    "cursor": lambda s: s.move_cursor(s.cursor_mm),
    "timepoint": lambda s: s.move_timepoint(s.timepoint),
    "peek": lambda s: s.hide_overlays(s.overlays_hidden),
}


@pytest.mark.parametrize("intent", SAME.values(), ids=SAME)
def test_that_what_changes_nothing_sends_nothing(session, changes, intent):
    add_series(session)
    changes.clear()
    intent(session)
    assert changes == []


def test_that_frames_of_a_closed_series_are_not_told(session, changes):
    layer = add_series(session)
    session.remove_layer(layer.id)
    changes.clear()
    session.note_frames(layer.id)
    assert changes == []


# -- layers -------------------------------------------------------------------------------------------------


def test_that_underlays_lie_under_overlays_and_masks_in_the_order_of_their_coming(session):
    add_overlay(session, "map")
    add_t1(session, "T1")
    add_mask(session, "mask")
    add_series(session, "BOLD")
    add_overlay(session, "second map")
    assert names(session) == ["T1", "BOLD", "map", "mask", "second map"]


def test_that_a_new_layer_is_selected(session):
    add_t1(session)
    layer = add_overlay(session)
    assert session.selected_layer is layer


def test_that_the_first_layer_brings_the_cursor_to_its_centre_and_later_ones_leave_it(session):
    first = add_t1(session)
    np.testing.assert_allclose(session.cursor_mm, first.grid.centre_mm)
    session.move_cursor(np.array([2, 2, 2]))
    add_overlay(session)
    np.testing.assert_array_equal(session.cursor_mm, (2, 2, 2))


def test_that_removing_the_selected_layer_selects_the_one_that_takes_its_place(session):
    layers = [add_overlay(session, name) for name in "abc"]
    session.select_layer(layers[1].id)
    session.remove_layer(layers[1].id)
    assert session.selected_layer.name == "c"
    session.remove_layer(layers[2].id)
    assert session.selected_layer.name == "a"
    session.remove_layer(layers[0].id)
    assert session.selected_layer is None


def test_that_removing_another_layer_keeps_the_selection(session):
    first, second = add_overlay(session, "a"), add_overlay(session, "b")
    session.remove_layer(first.id)
    assert session.selected_layer is second


def test_that_a_layer_that_comes_back_keeps_its_id_and_a_new_one_never_takes_it(session):
    layer = add_t1(session)
    session.remove_layer(layer.id)
    other = add_t1(session)
    session.insert_layer(layer, 1)
    assert session.layer(layer.id) is layer
    assert other.id != layer.id


def test_that_a_closed_layer_is_refused_in_words(session):
    layer = add_t1(session)
    session.remove_layer(layer.id)
    assert not session.has_layer(layer.id)
    with pytest.raises(OptionError, match="not open any more"):
        session.layer(layer.id)


@pytest.mark.parametrize(("position", "order"), [(0, "cab"), (1, "acb"), (2, "abc"), (9, "abc"), (-3, "cab")])
def test_that_a_layer_moves_to_a_place_and_never_beyond_the_ends(session, position, order):
    for name in "ab":
        add_overlay(session, name)
    moved = add_overlay(session, "c")
    session.move_layer(moved.id, position)
    assert "".join(names(session)) == order


def test_that_a_changed_layer_keeps_everything_else(session):
    layer = add_overlay(session)
    session.scale_layer(layer.id, opacity=0.25)
    session.rename_layer(layer.id, "new")
    now = session.layer(layer.id)
    assert (now.name, now.image, now.role) == ("new", layer.image, layer.role)
    assert now.display.scale.opacity == 0.25
    assert now.display.scale.gap == layer.display.scale.gap
    assert layer.display.scale.opacity == 1


def test_that_closing_all_leaves_nothing_to_undo_and_starts_at_the_first_timepoint(session, changes):
    from gui.commands.layers import close_layer

    close_layer(session, add_t1(session).id)
    add_series(session)
    session.move_timepoint(4)
    changes.clear()
    session.close_all()
    assert session.layers == ()
    assert session.selected_layer is None
    assert session.timepoint == 0
    assert not session.undo_stack.canUndo()
    assert changes == [Change.LAYERS | Change.SELECTION | Change.TIMEPOINT]


def test_that_peeking_hides_overlays_but_neither_underlays_nor_masks(session):
    add_t1(session, "T1")
    add_mask(session, "mask")
    add_overlay(session, "map")
    hidden = add_overlay(session, "off")
    session.show_layer(hidden.id, visible=False)
    session.hide_overlays(True)
    assert [layer.name for layer in session.visible_layers] == ["T1", "mask"]
    session.hide_overlays(False)
    assert [layer.name for layer in session.visible_layers] == ["T1", "mask", "map"]


# -- where and when ---------------------------------------------------------------------------------------------


def test_that_the_cursor_stays_within_what_is_open(session):
    add_t1(session, on=grid((8, 9, 10), 2.0))
    session.move_cursor(np.array([1000, -1000, 3]))
    low, high = session.box_mm
    np.testing.assert_allclose(session.cursor_mm, (high[0], low[1], 3), atol=0.01)


def test_that_the_cursor_stays_within_what_is_left_when_a_layer_is_closed_or_placed_elsewhere(session):
    small = add_t1(session, "small", on=grid((8, 9, 10), 2.0))
    large = add_t1(session, "large", on=grid((80, 90, 100), 2.0))
    session.move_cursor(np.array([1000.0, -1000.0, 0.0]))
    session.remove_layer(large.id)
    low, high = session.box_mm
    np.testing.assert_allclose(session.cursor_mm, (high[0], low[1], 0), atol=0.01)
    near = session.cursor_mm
    session.place_layer(small.id, volume(on=grid((8, 9, 10), 1.0)), None)
    low, high = session.box_mm
    assert not np.array_equal(session.cursor_mm, near)
    np.testing.assert_allclose(session.cursor_mm, (high[0], low[1], 0), atol=0.01)
    assert not session.cursor_mm.flags.writeable


def test_that_the_cursor_is_inside_the_first_image_of_the_space_shown(session, tmp_path):
    """Until it comes, nothing bounds the crosshair but 100 mm on each side."""
    open_patient(session, tmp_path)
    for layer in session.layers_here:
        session.remove_layer(layer.id)
    session.move_cursor(np.array([0.0, 0.0, 99.0]))
    np.testing.assert_array_equal(session.cursor_mm, (0, 0, 99))
    add_mni(session, "T1 in MNI", Role.UNDERLAY)
    assert session.layers_here
    np.testing.assert_allclose(session.cursor_mm, (0, 0, session.box_mm[1, 2]), atol=0.01)


def test_that_closing_the_last_layer_leaves_the_cursor(session):
    layer = add_t1(session, on=grid((80, 90, 100), 3.0))
    session.move_cursor(np.array([110.0, 0.0, 0.0]))
    session.remove_layer(layer.id)
    np.testing.assert_array_equal(session.cursor_mm, (110, 0, 0))


@pytest.mark.parametrize("far_mm", [(1000, 1000, 1000), (-1000, -1000, -1000)])
def test_that_a_cursor_at_the_border_is_still_in_a_voxel(session, far_mm):
    layer = add_t1(session)
    session.move_cursor(np.array(far_mm))
    assert layer.grid.voxel_at(session.cursor_mm) == ((7, 8, 9) if far_mm[0] > 0 else (0, 0, 0))


def test_that_the_box_holds_every_layer_that_is_open(session):
    add_t1(session, on=grid((4, 4, 4), 2.0))
    add_t1(session, on=grid((2, 2, 20), 3.0))
    np.testing.assert_allclose(session.box_mm, [(-5, -5, -31.5), (3, 3, 28.5)])


def test_that_the_cursor_cannot_be_written_from_outside(session):
    with pytest.raises(ValueError, match="read-only"):
        session.cursor_mm[0] = 5
    mine = np.array([1.0, 2.0, 3.0])
    session.move_cursor(mine)
    mine[0] = 50
    assert session.cursor_mm[0] == 1


@pytest.mark.parametrize(("wanted", "reached"), [(-5, 0), (0, 0), (7, 7), (11, 11), (12, 11), (999, 11)])
def test_that_a_timepoint_stays_within_the_series(session, wanted, reached):
    add_series(session)
    session.move_timepoint(wanted)
    assert session.timepoint == reached


def test_that_without_a_series_there_is_one_timepoint(session):
    add_t1(session)
    session.move_timepoint(3)
    assert session.timepoint == 0


def test_that_the_series_shown_is_the_selected_one_or_else_bold_before_others(session):
    bold = add_series(session, "BOLD")
    asl = add_series(session, "ASL", Modality.ASL)
    assert session.series_layer is asl
    add_t1(session)
    assert session.series_layer is bold


def test_that_a_series_draws_the_frame_at_the_timepoint(session):
    layer = add_series(session)
    assert layer.volume(3).data[1, 2, 3] == 3000 + 1 + 20 + 300


def test_that_a_frame_that_has_not_arrived_is_replaced_by_the_last_that_has():
    class Arriving(ArrayFrames):
        n_loaded = 5

    data = np.zeros((2, 2, 2, 9)) + np.arange(9)
    image = Series(grid((2, 2, 2)), Arriving(data), 2.0)
    layer = Layer(1, "BOLD", image, Role.UNDERLAY, GRAY)
    assert layer.volume(8).data[0, 0, 0] == 4
    assert layer.volume(2).data[0, 0, 0] == 2


def test_that_a_volume_has_no_timepoints():
    layer = Layer(1, "T1", volume(), Role.UNDERLAY, GRAY)
    assert layer.volume(7) is layer.image
    assert not layer.is_series
    assert Layer(2, "BOLD", series(), Role.UNDERLAY, GRAY).is_series


def test_that_a_sentence_reaches_whoever_listens(session, told):
    session.tell("Something is wrong.")
    assert told == ["Something is wrong."]


def test_that_a_seed_keeps_the_radius_that_is_chosen(session):
    add_series(session)
    session.seeds.set_options(radius_mm=4)
    session.seeds.move(np.array([2.0, 0, -2]))
    assert session.seeds.current.radius_mm == 4
    assert session.seeds.current.centre_mm == (2.0, 0.0, -2.0)
    session.seeds.set_options(radius_mm=8)
    assert session.seeds.current.radius_mm == 8


def test_that_a_seed_stays_within_what_is_open(session):
    add_series(session)
    session.seeds.move(np.array([900.0, 0, 0]))
    assert session.seeds.current.centre_mm[0] == session.box_mm[1][0]
    session.seeds.move(None)
    assert session.seeds.current is None


def test_that_pinned_seeds_take_the_lowest_free_number(session):
    add_series(session)
    assert session.seeds.pin() is None
    session.seeds.move(np.zeros(3))
    assert [session.seeds.pin().name for _ in range(3)] == ["seed1", "seed2", "seed3"]
    session.seeds.unpin("seed2")
    assert session.seeds.pin().name == "seed2"


def test_that_a_comparison_ends_with_its_pinned_seed(session):
    add_series(session)
    session.seeds.move(np.zeros(3))
    session.seeds.pin()
    session.seeds.compare("seed1")
    assert session.seeds.compared.name == "seed1"
    session.seeds.unpin("seed1")
    assert session.seeds.compared is None


def test_that_values_are_replaced_without_touching_the_layer(session, changes):
    layer = add_overlay(session)
    changes.clear()
    new = volume("map", value=9)
    session.set_values(layer.id, new)
    assert changes == [Change.VALUES]
    assert session.layer(layer.id).image is new
    assert session.layer(layer.id).display is layer.display


def test_that_a_preparation_keeps_the_preset_until_another_is_chosen(session, changes):
    preset = shipped_presets()[0]
    session.set_preparation(Preparation(n_dropped=3), preset)
    session.set_preparation(Preparation(n_dropped=4))
    assert session.preset is preset
    assert session.preparation.n_dropped == 4
    assert changes == [Change.PREPARATION, Change.PREPARATION]
