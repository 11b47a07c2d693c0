"""Layer cards: every control changes the session, and shows what the session says."""

from math import inf

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from analysis.colour import ColourScale, two_sided
from analysis.image import ArrayFrames, Series
from analysis.sampling import Interpolation
from gui.jobs import JobRunner
from gui.panels.layer_cards import LayerCard, LayerCards
from gui.session import Role, Session
from gui.turns import Turns
from gui.widgets.number_field import NumberField
from gui.widgets.range_handles import RangeHandles
from tests.gui.made_scans import GRAY, add_mask, add_overlay, add_series, add_t1, grid


@pytest.fixture
def cards(qtbot: QtBot, session: Session, jobs: JobRunner) -> LayerCards:
    made = LayerCards(session, jobs)
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.show()
    return made


def shown(cards: LayerCards) -> list[LayerCard]:
    """The cards that are seen, the top one first."""
    while any(turns.n_waiting for turns in cards.findChildren(Turns)):  # cards and controls come in turns
        QApplication.processEvents()
    QApplication.processEvents()  # Qt shows and places what was added in its own time
    found = [card for card in cards.findChildren(LayerCard) if card.isVisibleTo(cards)]
    return sorted(found, key=lambda card: card.y())


def card_of(cards: LayerCards, name: str) -> LayerCard:
    return next(card for card in shown(cards) if any(label.text() == name for label in card.findChildren(QLabel)))


def fields(card: LayerCard) -> tuple[NumberField, NumberField]:
    first, second = card.findChildren(NumberField)
    return first, second


def type_in(qtbot: QtBot, field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def button(card: LayerCard, text: str) -> QToolButton:
    return next(b for b in card.findChildren(QToolButton) if b.text() == text)


def scale(session: Session) -> ColourScale:
    return session.selected_layer.display.scale


# -- the list ------------------------------------------------------------------------------------------------


def shown_names(cards: LayerCards) -> list[str]:
    return [card.findChildren(QLabel)[0].text() for card in shown(cards)]


def test_that_the_top_layer_is_the_top_card_also_after_a_move(session, cards):
    for name in "abc":
        add_overlay(session, name)
    assert shown_names(cards) == ["c", "b", "a"]
    session.move_layer(session.layers[0].id, 2)
    assert shown_names(cards) == ["a", "c", "b"]


def test_that_a_closed_layer_has_no_card_and_one_that_comes_back_has_one(session, cards):
    from gui.commands.layers import close_layer

    add_t1(session, "T1")
    layer = add_overlay(session, "map")
    close_layer(session, layer.id)
    assert shown_names(cards) == ["T1"]
    session.undo_stack.undo()
    assert sorted(shown_names(cards)) == ["T1", "map"]


def test_that_an_empty_list_says_so(session, cards):
    label = next(label for label in cards.findChildren(QLabel) if "Nothing is open" in label.text())
    assert label.isVisible()
    add_t1(session)
    assert not label.isVisible()


def test_that_only_the_selected_card_shows_controls_and_a_click_selects(session, cards, qtbot):
    add_t1(session, "T1")
    add_overlay(session, "map")
    assert card_of(cards, "map").findChild(RangeHandles).isVisibleTo(cards)
    session.select_layer(session.layers[0].id)
    session.select_layer(session.layers[1].id)
    assert not card_of(cards, "T1").findChild(RangeHandles).isVisibleTo(cards)
    qtbot.mouseClick(card_of(cards, "T1"), Qt.MouseButton.LeftButton)
    assert session.selected_layer.name == "T1"
    assert card_of(cards, "T1").findChild(RangeHandles).isVisibleTo(cards)
    assert not card_of(cards, "map").findChild(RangeHandles).isVisibleTo(cards)


# -- what a card tells ------------------------------------------------------------------------------------------


def facts(card: LayerCard) -> str:
    return card.findChildren(QLabel)[1].text()


def test_that_a_series_tells_its_volumes_and_its_tr(session, cards):
    add_series(session, "BOLD", n_timepoints=12)
    assert facts(card_of(cards, "BOLD")) == "2 × 2 × 2 mm · 12 vol · TR 2 s"


def test_that_an_unknown_tr_is_told(session, cards):
    add_series(session, "BOLD", tr_s=None)
    assert "TR unknown" in facts(card_of(cards, "BOLD"))


@pytest.mark.parametrize("with_another_layer", [False, True])
def test_that_volumes_on_their_way_are_counted_as_they_come(session, cards, with_another_layer):
    class Arriving(ArrayFrames):
        n_loaded = 3

    frames = Arriving(np.zeros((*grid().shape, 9)))
    layer = session.add_layer("BOLD", Series(grid(), frames, 2.0), Role.UNDERLAY, GRAY)
    assert "3 of 9 vol" in facts(card_of(cards, "BOLD"))
    frames.n_loaded = 7
    with session.batch():
        session.note_frames(layer.id)
        if with_another_layer:
            add_t1(session)
    assert "7 of 9 vol" in facts(card_of(cards, "BOLD"))


def test_that_unit_and_mask_are_told(session, cards):
    add_overlay(session, "CBF", unit="mL/100 g/min")
    add_mask(session, "mine")
    assert facts(card_of(cards, "CBF")).endswith("mL/100 g/min")
    assert facts(card_of(cards, "mine")).endswith("mask")


# -- controls -----------------------------------------------------------------------------------------------------


def test_that_the_eye_hides_and_shows(session, cards):
    layer = add_t1(session, "T1")
    eye = next(b for b in card_of(cards, "T1").findChildren(QToolButton) if b.isCheckable() and not b.text())
    eye.click()
    assert not session.layer(layer.id).display.visible
    eye.click()
    assert session.layer(layer.id).display.visible


def test_that_the_window_of_an_image_is_typed(session, cards, qtbot):
    add_t1(session, "T1")
    first, second = fields(card_of(cards, "T1"))
    assert (first.text(), second.text()) == ("0", "100")
    type_in(qtbot, first, "10")
    type_in(qtbot, second, "900")
    assert (scale(session).low, scale(session).high) == (10, 900)
    type_in(qtbot, first, "5000")  # above the upper end: not taken
    assert (scale(session).low, scale(session).high) == (10, 900)
    assert first.text() == "10"


def test_that_a_typed_threshold_moves_both_sides(session, cards, qtbot):
    add_overlay(session, "map")
    first, second = fields(card_of(cards, "map"))
    assert (first.text(), second.text()) == ("2", "6")
    type_in(qtbot, first, "-3")
    assert scale(session).gap == (-3, 3)
    type_in(qtbot, second, "8")
    assert (scale(session).low, scale(session).high) == (-8, 8)


def test_that_signs_go_off_and_come_back_with_their_threshold(session, cards):
    add_overlay(session, "map")
    card = card_of(cards, "map")
    plus, minus = button(card, "+"), button(card, "−")
    minus.click()
    assert scale(session).gap == (-inf, 2)
    plus.click()
    assert scale(session).gap == (-inf, inf)
    plus.click()
    assert scale(session).gap == (-inf, 2)
    minus.click()
    assert scale(session).gap == (-2, 2)


def test_that_the_shown_threshold_is_never_infinite(session, cards):
    add_overlay(session, "map")
    card = card_of(cards, "map")
    button(card, "+").click()
    button(card, "−").click()
    assert fields(card)[0].text() == "2"


def test_that_signs_are_offered_only_where_there_are_two(session, cards):
    add_t1(session, "T1")
    assert not button(card_of(cards, "T1"), "+").isVisible()
    add_overlay(session, "map")
    assert button(card_of(cards, "map"), "+").isVisible()


def test_that_the_colour_map_is_chosen(session, cards):
    add_overlay(session, "map")
    box = card_of(cards, "map").findChild(QComboBox)
    box.textActivated.emit("viridis")
    assert scale(session).colormap == "viridis"
    assert box.currentText() == "viridis"


def test_that_opacity_follows_the_slider_and_the_slider_the_session(session, cards):
    layer = add_overlay(session, "map")
    slider = card_of(cards, "map").findChild(QSlider)
    slider.setValue(35)
    assert scale(session).opacity == 0.35
    session.scale_layer(layer.id, opacity=0.8)
    assert slider.value() == 80


def test_that_a_dragged_handle_changes_the_scale(session, cards):
    add_overlay(session, "map")
    card_of(cards, "map").findChild(RangeHandles).scale_changed.emit(two_sided(3, 9))
    assert (scale(session).gap, scale(session).high) == ((-3, 3), 9)


def choose(card: LayerCard, text: str) -> None:
    menu = card.menu()
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.deleteLater()


def test_that_the_menu_moves_shows_alone_and_closes(session, cards):
    for name in "abc":
        add_overlay(session, name)
    choose(card_of(cards, "a"), "Move up")
    assert [layer.name for layer in session.layers] == ["b", "a", "c"]
    choose(card_of(cards, "a"), "Move down")
    choose(card_of(cards, "b"), "Show only this one")
    assert [layer.name for layer in session.visible_layers] == ["b"]
    choose(card_of(cards, "b"), "Close")
    assert [layer.name for layer in session.layers] == ["a", "c"]


def test_that_smoothing_is_switched_by_the_menu_which_knows_how_it_is(session, cards):
    layer = add_overlay(session, "map")
    card = card_of(cards, "map")
    menu = card.menu()
    assert menu.actions()[0].isChecked()
    choose(card, "Smooth between voxels")
    assert session.layer(layer.id).display.interpolation is Interpolation.NEAREST
    assert not card.menu().actions()[0].isChecked()


def test_that_renaming_asks_and_takes_the_answer(session, cards, monkeypatch):
    add_overlay(session, "map")
    monkeypatch.setattr("gui.panels.layer_cards.QInputDialog.getText", lambda *_, **__: ("ALFF of today", True))
    choose(card_of(cards, "map"), "Rename…")
    assert session.layers[0].name == "ALFF of today"
    monkeypatch.setattr("gui.panels.layer_cards.QInputDialog.getText", lambda *_, **__: ("no", False))
    choose(card_of(cards, "ALFF of today"), "Rename…")
    assert session.layers[0].name == "ALFF of today"


def test_that_the_cards_of_many_new_layers_are_made_in_turns_and_all_stand_in_order(qtbot, session, cards):
    with session.batch():
        for n in range(12):
            add_overlay(session, f"map {n}")
    assert len(cards.findChildren(LayerCard)) < 12
    qtbot.waitUntil(lambda: len(shown(cards)) == 12)
    assert shown_names(cards) == [f"map {n}" for n in reversed(range(12))]


def test_that_no_card_is_made_of_a_layer_that_was_closed_before_its_turn(qtbot, session, cards):
    with session.batch():
        for n in range(12):
            add_overlay(session, f"map {n}")
    session.close_all()
    add_overlay(session, "another patient's")
    qtbot.wait(50)
    assert shown_names(cards) == ["another patient's"]


def test_that_a_change_of_one_layer_touches_the_cards_of_no_other(session, cards, monkeypatch):
    first, second = add_t1(session, "first"), add_overlay(session, "second")
    add_overlay(session, "third")
    shown(cards)
    session.select_layer(first.id)
    touched = []
    refresh = LayerCard.refresh
    monkeypatch.setattr(LayerCard, "refresh", lambda card: (touched.append(card._id), refresh(card))[1])
    session.show_layer(second.id, visible=False)
    assert sorted(touched) == [first.id, second.id]  # and the selected one, whose controls tell of other things, too
