"""The guide: four steps, with mouse or keys, left at any time."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.made_scans import add_series, add_t1


def begin(window) -> object:
    window.actions_.action("guide").trigger()
    QApplication.processEvents()
    return window.guide.card


def test_that_it_begins_from_the_menu_over_the_first_page_and_has_the_keyboard(window):
    assert not window.guide.card.isVisible()
    card = begin(window)
    assert card.isVisible()
    assert window.centre.currentWidget() is window.first_run
    assert card.do.hasFocus()
    assert window.guide._spotlight.target is window.centre
    assert window.guide._spotlight.isVisible()


def test_that_the_four_steps_are_gone_through_and_back_with_keys_alone(window, qtbot):
    card = begin(window)
    titles = [card.step.title]
    card.next.setFocus()
    for _ in range(3):
        qtbot.keyClick(card.next, Qt.Key.Key_Space)
        titles.append(card.step.title)
    assert titles == ["Open a patient", "Look", "Compute a map", "Draw, and report"]
    qtbot.keyClick(card.back, Qt.Key.Key_Space)
    assert card.step.title == "Compute a map"
    qtbot.keyClick(card.next, Qt.Key.Key_Space)
    qtbot.keyClick(card.next, Qt.Key.Key_Space)
    assert not card.isVisible()
    assert not window.guide._spotlight.isVisible()


def test_that_escape_leaves_it_from_any_step(window, qtbot):
    for step in range(4):
        card = begin(window)
        card.go_to(step)
        qtbot.keyClick(card.do, Qt.Key.Key_Escape)
        assert not card.isVisible()
        assert window.guide._spotlight.target is None


def test_that_the_steps_do_what_they_say(window, session):
    card = begin(window)
    asked = []
    card.go_to(1)
    add_t1(session)
    session.move_cursor(session.box_mm[0])
    at_the_border = session.cursor_mm.copy()
    card.do.click()
    np.testing.assert_allclose(session.cursor_mm, session.box_mm.mean(axis=0), atol=3.0)
    assert not np.allclose(session.cursor_mm, at_the_border)
    for step, page in ((2, "maps"), (3, "report")):
        card.go_to(step)
        card.do.click()
        asked.append(window.pages.currentWidget() is window._page_of[page])
    assert asked == [True, True]


def test_that_it_goes_on_by_itself_when_the_patient_it_asked_for_is_there(window, session, monkeypatch):
    opened = []
    object.__setattr__(window.guide._parts, "open_demo", lambda: opened.append(1))
    card = begin(window)
    card.do.click()
    assert opened == [1]
    add_series(session)
    assert card.step.title == "Look"
    session.close_all()
    add_t1(session)
    assert card.step.title == "Look"


def test_that_a_patient_who_was_opened_otherwise_moves_nothing(window, session):
    card = begin(window)
    add_t1(session)
    assert card.step.title == "Open a patient"
