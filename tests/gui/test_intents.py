"""What keys and menus mean for the session; each also without anything open."""

import inspect

import numpy as np
import pytest

from analysis.plane import Convention
from gui.intents import Intents
from gui.jobs import JobRunner
from gui.session import Session
from tests.gui.made_scans import add_mask, add_overlay, add_series, add_t1

NAMES = [name for name, member in inspect.getmembers(Intents, inspect.isfunction) if not name.startswith("_")]


@pytest.fixture
def intents(session: Session, jobs: JobRunner) -> Intents:
    return Intents(session, jobs)


@pytest.mark.parametrize("name", NAMES)
def test_that_no_intent_fails_while_nothing_is_open(session, intents, name):
    getattr(intents, name)()
    assert session.layers == ()


def test_that_closing_takes_the_selected_layer(session, intents):
    first = add_t1(session, "first")
    add_t1(session, "second")
    session.select_layer(first.id)
    intents.close_layer()
    assert [layer.name for layer in session.layers] == ["second"]
    assert session.undo_stack.canUndo()


def test_that_overlays_and_masks_go_off_and_on_separately(session, intents):
    overlay, mask = add_overlay(session), add_mask(session)
    intents.overlays()
    assert [layer.id for layer in session.visible_layers] == [mask.id]
    intents.masks()
    assert session.visible_layers == ()
    intents.overlays()
    assert [layer.id for layer in session.visible_layers] == [overlay.id]


@pytest.mark.parametrize(("role", "add"), [("overlays", add_overlay), ("masks", add_mask)])
def test_that_opacity_goes_down_and_up_by_a_tenth(session, intents, role, add):
    layer = add(session)
    session.scale_layer(layer.id, opacity=0.5)
    getattr(intents, f"{role}_less")()
    assert session.layer(layer.id).display.scale.opacity == pytest.approx(0.4)
    getattr(intents, f"{role}_more")()
    getattr(intents, f"{role}_more")()
    assert session.layer(layer.id).display.scale.opacity == pytest.approx(0.6)


def test_that_the_crosshair_goes_off_and_on(session, intents):
    intents.crosshair()
    assert not session.crosshair_visible
    intents.crosshair()
    assert session.crosshair_visible


def test_that_the_convention_changes_sides(session, intents):
    intents.convention()
    assert session.convention is Convention.NEUROLOGICAL


def test_that_timepoints_go_by_one_and_stop_at_the_ends(session, intents):
    add_series(session, n_timepoints=3)
    seen = []
    for _ in range(4):
        intents.next_timepoint()
        seen.append(session.timepoint)
    intents.previous_timepoint()
    assert [*seen, session.timepoint] == [1, 2, 2, 2, 1]


def test_that_the_automatic_window_replaces_one_that_was_set(session, intents):
    layer = add_t1(session)
    session.scale_layer(layer.id, low=-5, high=1e6)
    intents.auto_window()
    scale = session.layer(layer.id).display.scale
    assert (scale.low, scale.high) == layer.image.robust_range


def test_that_the_centre_is_the_middle_of_everything_open(session, intents):
    add_t1(session)
    session.move_cursor(np.array([5, 5, 5]))
    intents.centre()
    np.testing.assert_allclose(session.cursor_mm, session.box_mm.mean(axis=0))
