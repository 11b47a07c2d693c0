"""Ctrl+K: a few letters find a command, Enter runs it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.dialogs.palette import CommandPalette
from gui.session import Session
from tests.gui.made_scans import add_overlay, add_t1


@pytest.fixture
def actions(qtbot: QtBot, session: Session) -> Iterator[Actions]:
    parent = QWidget()
    qtbot.addWidget(parent)
    yield Actions(session, parent)
    parent.close()


@pytest.fixture
def run(actions: Actions) -> list[str]:
    """The keys of the actions that were run."""
    keys: list[str] = []
    for spec, action in actions.all():
        action.triggered.connect(lambda _=False, key=spec.key: keys.append(key))
    return keys


def open_palette(qtbot: QtBot, actions: Actions) -> CommandPalette:
    palette = CommandPalette(actions)
    qtbot.addWidget(palette)
    palette.show()
    return palette


def test_that_every_action_that_can_be_used_is_listed_with_its_key(qtbot, actions, session):
    palette = open_palette(qtbot, actions)
    usable = [action for _, action in actions.all() if action.isEnabled()]
    assert len(palette.captions) == len(usable)
    assert "Open files…    Ctrl+O" in palette.captions
    assert not any("Close layer" in caption for caption in palette.captions)
    add_t1(session)
    assert any("Close layer" in caption for caption in open_palette(qtbot, actions).captions)


@pytest.mark.parametrize("typed", ["large text", "TEXT larg", "lArGer"])
def test_that_words_in_any_order_and_case_narrow_the_list(qtbot, actions, typed):
    palette = open_palette(qtbot, actions)
    qtbot.keyClicks(palette.findChild(QLineEdit), typed)
    assert palette.captions == ("Larger text    Ctrl++",)


def test_that_enter_runs_the_first_that_is_left_and_closes(qtbot, actions, run):
    palette = open_palette(qtbot, actions)
    field = palette.findChild(QLineEdit)
    qtbot.keyClicks(field, "larger")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert run == ["larger"]
    assert not palette.isVisible()


def test_that_arrows_choose_and_go_round(qtbot, actions, session, run):
    add_overlay(session)
    palette = open_palette(qtbot, actions)
    field = palette.findChild(QLineEdit)
    qtbot.keyClicks(field, "opaque")
    assert [caption.split("    ")[0] for caption in palette.captions] == [
        "Overlays less opaque",
        "Overlays more opaque",
    ]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    again = open_palette(qtbot, actions)
    field = again.findChild(QLineEdit)
    qtbot.keyClicks(field, "opaque")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert run == ["overlays_more", "overlays_more"]


def test_that_nothing_found_runs_nothing(qtbot, actions, run):
    palette = open_palette(qtbot, actions)
    field = palette.findChild(QLineEdit)
    qtbot.keyClicks(field, "xyzzy")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (palette.captions, run) == ((), [])


def test_that_escape_closes_without_running(qtbot, actions, run):
    palette = open_palette(qtbot, actions)
    qtbot.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert run == []
