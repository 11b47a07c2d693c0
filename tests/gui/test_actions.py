"""Every action once: it does something, is in a menu, has keys of its own, and is off while it makes no sense."""

from collections import Counter

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.actions import MENUS, SPECS, Actions, ActionSpec, Needs
from tests.gui.made_scans import add_mask, add_overlay, add_series, add_t1

# What each kind of layer switches on: nothing open, then a T1, a series, a map, a mask.
ADD = {Needs.LAYER: add_t1, Needs.SERIES: add_series, Needs.OVERLAY: add_overlay, Needs.MASK: add_mask}


def test_that_every_action_of_the_window_does_something(window):
    deaf = [
        spec.key
        for spec, action in window.actions_.all()
        if action.receivers(SIGNAL("triggered(bool)")) + action.receivers(SIGNAL("triggered()")) == 0
    ]
    assert deaf == []


def in_menus(window) -> list[QAction]:
    menus = [action.menu() for action in window.menuBar().actions()]
    assert all(isinstance(menu, QMenu) for menu in menus)
    return [action for menu in menus for action in menu.actions()]


def test_that_every_action_is_in_one_menu(window):
    found = Counter(id(action) for action in in_menus(window))
    missing = [spec.key for spec, action in window.actions_.all() if found[id(action)] != 1]
    assert missing == []


def test_that_no_menu_is_empty_and_all_have_a_name(window):
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == list(MENUS)
    assert all(action.menu().actions() for action in window.menuBar().actions())


def test_that_no_two_actions_share_a_key(window):
    keys = Counter(key.toString() for _, action in window.actions_.all() for key in action.shortcuts())
    assert [key for key, n in keys.items() if n > 1] == []
    assert len(keys) > 30


def test_that_every_key_is_one_that_qt_knows():
    unknown = [key for spec in SPECS for key in spec.shortcuts if QKeySequence(key).toString() == ""]
    assert unknown == []


def test_that_keys_of_actions_are_once_in_the_list():
    assert max(Counter(spec.key for spec in SPECS).values()) == 1


@pytest.mark.parametrize("opened", [None, *ADD], ids=lambda needs: needs.name if needs else "nothing")
def test_that_an_action_is_on_exactly_while_what_it_needs_is_open(session, qtbot, opened):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    actions = Actions(session, parent)
    if opened is not None:
        ADD[opened](session)
    has = Needs.NOTHING if opened is None else opened | Needs.LAYER
    wrong = [spec.key for spec, action in actions.all() if action.isEnabled() != (spec.needs in has)]
    assert wrong == []
    session.close_all()
    still_on = [spec.key for spec, action in actions.all() if action.isEnabled() and spec.needs]
    assert still_on == []


def test_that_an_action_added_later_follows_the_session_too(session, qtbot):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    actions = Actions(session, parent)
    action = actions.add(ActionSpec("late", MENUS[0], "Late", needs=Needs.SERIES))
    assert not action.isEnabled()
    add_series(session)
    assert action.isEnabled()
    assert action in actions.in_menu(MENUS[0])
