"""From opening to the report without a mouse: every step has its keys, and what has the keyboard can be seen."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QWidget

from analysis.labels.patch import Patch
from analysis.pipeline.routes import Space
from gui.commands import drawing
from gui.slices.view import SliceView
from gui.spaces import ProcessedPatient
from gui.turns import is_any_waiting
from tests.gui.made_patient import ROUTES
from tests.gui.made_scans import add_series, add_t1

LONGEST_WAY = 120  # Tabs; all of them would be more


def tab_to(window: QWidget, qtbot, wanted: QWidget) -> int:
    """Press Tab until a widget has the keyboard; how often."""
    qtbot.waitUntil(lambda: not is_any_waiting())
    for count in range(1, LONGEST_WAY):
        focused = QApplication.focusWidget()
        qtbot.keyClick(window if focused is None else focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is wanted:
            return count
    pytest.fail("the keyboard does not get there")


def button(root: QWidget, text: str) -> QPushButton:
    return next(b for b in root.findChildren(QPushButton) if b.text().replace("&", "") == text and b.isVisible())


def test_that_the_demonstration_patient_is_opened_with_tab_and_space(window, qtbot, monkeypatch):
    window.activateWindow()
    asked = []
    window.actions_.action("demo").triggered.connect(lambda: asked.append(1))
    monkeypatch.setattr("gui.commands.demonstration.ensure_patient", lambda folder, progress=None: folder)
    monkeypatch.setattr("gui.commands.demonstration._open", lambda *arguments: None)
    demo = button(window.first_run, "Explore the demonstration patient")
    tab_to(window, qtbot, demo)
    qtbot.keyClick(demo, Qt.Key.Key_Space)
    assert asked == [1]
    qtbot.waitUntil(lambda: not window.jobs.jobs)


@pytest.mark.parametrize(("key", "digit"), [("quality", 2), ("maps", 3), ("compare", 4), ("report", 5), ("patient", 1)])
def test_that_each_page_has_a_key_and_takes_the_keyboard(window, session, qtbot, key, digit):
    add_t1(session)
    add_series(session)
    window.activateWindow()
    window.views.slices[next(iter(window.views.slices))].setFocus()
    qtbot.keyClick(window, getattr(Qt.Key, f"Key_{digit}"), Qt.KeyboardModifier.AltModifier)
    assert window.pages.currentWidget() is window._page_of[key]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window._page_of[key].isAncestorOf(focused)


@pytest.mark.parametrize("by_key", [True, False])
def test_that_what_is_typed_once_the_report_was_asked_for_is_written_and_acts_on_no_view(
    window, session, qtbot, tmp_path, by_key
):
    add_t1(session)
    session.spaces.open(ProcessedPatient("sub-made", ROUTES, tmp_path), Space.MNI)
    acted = []
    for spec, action in window.actions_.all():
        action.triggered.connect(lambda _=False, key=spec.key: acted.append(key))
    window.activateWindow()
    next(iter(window.views.slices.values())).setFocus()
    if by_key:
        qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    else:
        qtbot.mouseClick(window.rail._buttons["report"], Qt.MouseButton.LeftButton)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)  # it shows that it has the keyboard
    qtbot.keyClicks(focused, "Rn 3.x")
    assert focused.text() == "Rn 3.x"
    for place in (window.report_page._make, *window.report_page.findChildren(QScrollArea), window.report_page):
        place.setFocus()
        qtbot.keyClicks(place, "RNX2")
    assert acted == (["page_report"] if by_key else [])
    view = next(iter(window.views.slices.values()))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert acted[-1] == "crosshair"  # the keys of the views are theirs again


def test_that_a_map_is_computed_with_keys_alone(window, session, jobs, qtbot):
    add_t1(session)
    add_series(session)
    window.activateWindow()
    asked = []
    jobs.changed.connect(lambda job: asked.append(job.title))
    window.actions_.action("metric reho").trigger()
    window.maps_tabs.setFocus()
    card = next(c for c in window.maps.activity_page._cards if c.isVisible())
    compute = next(b for b in card.findChildren(QPushButton) if b.isVisible() and b.isEnabled())
    tab_to(window, qtbot, compute)
    qtbot.keyClick(compute, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(asked))
    jobs.cancel_all()
    qtbot.waitUntil(lambda: not jobs.jobs, timeout=20_000)


def test_that_the_slices_are_reached_and_turned_with_keys(window, session, qtbot):
    add_t1(session)
    window.activateWindow()
    window.rail._buttons["patient"].setFocus()
    wanted = next(iter(window.views.slices.values()))
    assert isinstance(wanted, SliceView)
    tab_to(window, qtbot, wanted)
    before = session.cursor_mm.copy()
    qtbot.keyClick(wanted, Qt.Key.Key_PageUp)
    assert tuple(session.cursor_mm) != tuple(before)


def test_that_the_keyboard_leaves_the_slices_again(window, session, qtbot):
    add_t1(session)
    window.activateWindow()
    window.views.slices[next(iter(window.views.slices))].setFocus()
    tab_to(window, qtbot, window.rail._buttons["patient"])


def test_that_what_has_the_keyboard_can_be_seen(window, qtbot, pixels):
    window.activateWindow()
    for one in (*window.rail._buttons.values(), button(window.first_run, "Open patient")):
        window.statusBar().setFocus()
        QApplication.focusWidget().clearFocus() if QApplication.focusWidget() else None
        without = pixels(one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        assert (pixels(one) != without).any(axis=2).sum() > 20


@pytest.mark.parametrize("page", ["patient", "maps", "compare"])
def test_that_a_word_typed_on_a_page_before_a_field_has_the_keyboard_draws_nothing(window, session, qtbot, page):
    """ "M" for male is also "Mirror to the other side"."""
    add_t1(session)
    drawing.mark(session, "brush", Patch((2, 2, 2), np.ones((2, 2, 2), dtype=bool)))
    before = session.drawing.labels.data.copy()
    acted = []
    for spec, action in window.actions_.all():
        action.triggered.connect(lambda _=False, key=spec.key: acted.append(key))
    window.activateWindow()
    window.show_page(page)
    shown = window.pages.currentWidget()
    shown.setFocus()
    for place in (shown, window.pages):
        qtbot.keyClicks(place, "MHICP23456")
    assert acted == []
    assert np.array_equal(session.drawing.labels.data, before)
    qtbot.keyClick(shown, Qt.Key.Key_X)
    assert acted == ["crosshair"]  # what changes the picture only goes on working
    view = next(iter(window.views.slices.values()))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_2)
    assert acted[-1] == "tool_brush"


def test_that_compare_has_the_keyboard_once_it_was_asked_for(window, session, qtbot):
    add_t1(session)
    window.activateWindow()
    next(iter(window.views.slices.values())).setFocus()
    qtbot.mouseClick(window.rail._buttons["compare"], Qt.MouseButton.LeftButton)
    focused = QApplication.focusWidget()
    assert window.compare_page.isAncestorOf(focused)
