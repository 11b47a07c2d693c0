"""Closing, renaming and moving layers: one step of undo each, none for what changes nothing."""

import pytest

from analysis.errors import OptionError
from gui.commands import layers
from gui.session import Change
from tests.gui.made_scans import add_mask, add_overlay, add_t1


def test_that_closing_is_one_step_of_undo(session):
    layer = add_t1(session)
    layers.close_layer(session, layer.id)
    assert session.layers == ()
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert session.layers == (layer,)


def test_that_closing_what_is_closed_is_refused_and_leaves_no_step(session):
    layer = add_t1(session)
    session.remove_layer(layer.id)
    with pytest.raises(OptionError):
        layers.close_layer(session, layer.id)
    assert session.undo_stack.count() == 0


def test_that_a_name_loses_the_blanks_around_it(session):
    layer = add_t1(session)
    layers.rename_layer(session, layer.id, "  T1 of today ")
    assert session.layers[0].name == "T1 of today"


@pytest.mark.parametrize("name", ["", "   ", "T1", " T1 "])
def test_that_an_empty_or_unchanged_name_is_no_step(session, name):
    layer = add_t1(session, "T1")
    layers.rename_layer(session, layer.id, name)
    assert session.layers[0].name == "T1"
    assert session.undo_stack.count() == 0


@pytest.mark.parametrize(("steps", "order"), [(1, "acb"), (9, "acb"), (-1, "bac"), (-9, "bac")])
def test_that_a_layer_goes_up_and_down_as_far_as_there_is_room(session, steps, order):
    opened = {name: add_overlay(session, name) for name in "abc"}
    layers.raise_layer(session, opened["b"].id, steps)
    assert "".join(layer.name for layer in session.layers) == order


def test_that_moving_beyond_the_end_is_no_step(session):
    add_overlay(session, "a")
    top = add_overlay(session, "b")
    layers.raise_layer(session, top.id, 1)
    assert session.undo_stack.count() == 0


def test_that_showing_only_one_hides_the_others_of_its_role_in_one_change(session, changes):
    add_t1(session, "T1")
    add_mask(session, "mask")
    first, second = add_overlay(session, "a"), add_overlay(session, "b")
    session.show_layer(first.id, visible=False)
    changes.clear()
    layers.show_only(session, first.id)
    assert changes == [Change.DISPLAY]
    assert [layer.name for layer in session.visible_layers] == ["T1", "mask", "a"]
    assert session.layer(second.id).display.visible is False
