"""Another theme and text size: as if the window had been started so, whatever is opened meanwhile, in short turns."""

from collections.abc import Callable
from itertools import chain

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui import style
from gui.dressing import MOST_AT_ONCE, Dressing, parts_of
from gui.fonts import load_fonts
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from gui.style import Themes
from gui.turns import Turns
from tests.gui.conftest import delete
from tests.gui.made_scans import add_overlay, add_t1
from tests.gui.stalls import watched

ATTEMPTS, LIMIT_MS = 3, 50.0
PAGES = ("patient", "quality", "maps", "compare", "report")
COLOURS = tuple(getattr(QPalette.ColorRole, name) for name in ("Window", "WindowText", "Base", "Text", "Button"))
DARK, LIGHT = Themes.DARK.value, Themes.LIGHT.value


@pytest.fixture
def wear(window: MainWindow, qtbot: QtBot) -> Callable[[str, int], None]:
    """Changes theme and text size of the window and waits until all of it has changed."""

    def change(theme: str, font_percent: int) -> None:
        choose(window, theme, font_percent)
        qtbot.waitUntil(lambda: window.dressing.is_over)

    return change


def choose(window: MainWindow, theme: str, font_percent: int = 100) -> None:
    window.settings.theme, window.settings.font_percent = theme, font_percent
    window.apply_theme()


def text_colour(widget: QWidget) -> str:
    return widget.palette().color(QPalette.ColorRole.WindowText).name()


def look(window: MainWindow, qtbot: QtBot, pixels: Callable[[QWidget], np.ndarray]) -> list[np.ndarray]:
    """The window as it is with each of its pages."""
    pictures = []
    for page in PAGES:
        window.show_page(page)
        qtbot.wait(30)
        qtbot.waitUntil(lambda: all(not turns.n_waiting for turns in window.findChildren(Turns)))  # cards come in turns
        qtbot.wait(30)
        pictures.append(pixels(window))
    return pictures


def dress_of(window: MainWindow) -> list[tuple[str, ...]]:
    """What each widget wears, in an order that does not depend on when it was made."""
    return sorted(
        (
            type(one).__name__,
            one.objectName(),
            one.font().toString(),
            *(one.palette().color(role).name() for role in COLOURS),
            f"{one.sizeHint().width()} × {one.sizeHint().height()}" if isinstance(one, QPushButton | QLineEdit) else "",
        )
        for one in window.findChildren(QWidget)
        if one.testAttribute(Qt.WidgetAttribute.WA_StyleSheet)
    )


@pytest.mark.parametrize(("theme", "font_percent"), [("light", 100), ("dark", 200), ("light", 90)])
def test_that_a_window_that_changed_is_dressed_like_one_that_was_started_so(
    window, wear, session, jobs, qtbot, pixels, theme, font_percent
):
    add_t1(session)
    add_overlay(session)
    look(window, qtbot, pixels)  # all pages were dressed in the other theme
    wear(theme, font_percent)
    window.resize(1400, 900)
    after = look(window, qtbot, pixels)
    other_session = Session()
    started = MainWindow(other_session, jobs, Settings(theme=theme, font_percent=font_percent), load_fonts())
    try:
        started.show()
        add_t1(other_session)
        add_overlay(other_session)
        started.resize(1400, 900)
        expected = look(started, qtbot, pixels)
        assert len(dress_of(window)) > 1000
        assert dress_of(window) == dress_of(started)
        if font_percent == 100:  # else splitters keep the shares of the other size, which moves what is around them
            for page, one, other in zip(PAGES, after, expected, strict=True):
                assert one.shape == other.shape
                differ = (np.abs(one.astype(int) - other) > 8).any(axis=-1)
                assert differ.mean() < 1e-4, f"{page}: {differ.sum()} pixels"
    finally:
        delete(started)


def test_that_every_widget_is_dressed_in_the_end(window, wear, qtbot, pixels):
    look(window, qtbot, pixels)
    wear("light", 125)
    labels = [label for label in window.findChildren(QLabel) if label.objectName() in ("", "dim", "title")]
    assert len(labels) > 100
    right = {LIGHT.text, LIGHT.dim}
    assert [label.text() for label in labels if text_colour(label) not in right] == []
    assert [label.text() for label in labels if label.font().pointSizeF() != pytest.approx(9.5 * 1.25, abs=0.01)] == []


def test_that_of_two_quick_changes_the_last_one_counts(window, qtbot, wear):
    wear("light", 100)
    wear("dark", 100)
    before = dress_of(window)
    wear("light", 100)
    choose(window, "dark", 150)
    qtbot.wait(15)
    choose(window, "light", 110)
    choose(window, "dark", 100)
    assert not window.dressing.is_over
    qtbot.waitUntil(lambda: window.dressing.is_over)
    assert window.updatesEnabled()
    assert dress_of(window) == before


def test_that_what_is_opened_meanwhile_and_later_wears_the_new_theme(window, qtbot, wear):
    wear("dark", 100)
    choose(window, "light")
    qtbot.waitUntil(lambda: window.updatesEnabled())
    made = []
    for _ in range(2):
        dialog = QDialog(window)
        label = QLabel("words", dialog)
        dialog.show()
        made.append((dialog, label))
        window.show_page("report")
        qtbot.waitUntil(lambda: window.dressing.is_over)
    for dialog, label in made:
        assert text_colour(label) == LIGHT.text
        assert dialog.grab().toImage().pixelColor(0, dialog.height() - 1) == QColor(LIGHT.window)
    assert text_colour(window.report_page) == LIGHT.text


def test_that_nothing_half_dressed_is_painted(window, qtbot, wear):
    wear("dark", 100)
    choose(window, "light")
    assert not window.updatesEnabled()  # the old picture stays until all that is seen is dressed
    qtbot.waitUntil(lambda: window.updatesEnabled())
    seen = [label for label in window.findChildren(QLabel) if label.isVisible()]
    assert len(seen) > 5
    assert {text_colour(label) for label in seen} <= {LIGHT.text, LIGHT.dim}


def test_that_what_goes_away_meanwhile_is_left_alone(qtbot, qapp):
    style.apply_theme(qapp, DARK, load_fonts(), 100)
    window, gone = QWidget(), QScrollArea()
    column = QVBoxLayout(window)
    column.addWidget(gone)
    for n in range(100):
        column.addWidget(QPushButton(str(n)))
    qtbot.addWidget(window)
    window.show()
    dressing, called = Dressing(window), []
    dressing.wear(LIGHT, load_fonts(), 100, lambda: called.append("seen"))
    bar = gone.verticalScrollBar()  # made by Qt, not here
    gone.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(bar)
    qtbot.waitUntil(lambda: dressing.is_over)
    assert called == ["seen"]
    assert {text_colour(button) for button in window.findChildren(QPushButton)} == {LIGHT.text}


def test_that_a_window_may_be_closed_meanwhile(qtbot, qapp):
    window = QWidget()
    window.show()
    Dressing(window).wear(LIGHT, load_fonts(), 100, lambda: None)
    delete(window)
    qtbot.wait(30)
    label = QLabel("words")
    qtbot.addWidget(label)
    label.show()
    assert text_colour(label) == LIGHT.text


def test_that_no_turn_of_a_change_takes_over_50_ms(window, session, qtbot, pixels):
    add_t1(session)
    add_overlay(session)
    window.resize(1440, 900)
    look(window, qtbot, pixels)
    n_dressed = sum(one.testAttribute(Qt.WidgetAttribute.WA_StyleSheet) for one in QApplication.allWidgets())
    assert n_dressed > 1000
    for _ in range(ATTEMPTS):
        with watched() as stalls:
            for part, theme, font_percent in (("theme", "light", 100), ("size", "light", 150), ("both", "dark", 100)):
                stalls.part = part
                choose(window, theme, font_percent)
                qtbot.waitUntil(lambda: window.dressing.is_over)
                qtbot.wait(60)
        print(n_dressed, "widgets\n" + stalls.in_words())
        if max(stalls.even_ms.values()) <= LIMIT_MS:
            return
    pytest.fail(stalls.in_words())


def with_parents(widget: QWidget) -> set[QWidget]:
    found = [widget]
    while not found[-1].isWindow():
        found.append(found[-1].parentWidget())
    return set(found)


def test_that_a_window_is_painted_in_parts_that_leave_nothing_out(window, session, qtbot, pixels):
    add_t1(session)
    add_overlay(session)
    window.resize(1440, 900)
    look(window, qtbot, pixels)
    parts = parts_of(window)
    assert len(parts) > 3
    held = {widget for part in parts for widget in part}
    assert sum(map(len, parts)) == len(held)  # each once
    for seen in window.findChildren(QWidget):
        if seen.isWindow() or not seen.isVisible() or seen.visibleRegion().isEmpty():
            continue
        # painted with one of the parts, or around them as the window itself is
        assert len(with_parents(seen) & held) == 1 or held & set(seen.findChildren(QWidget))
    for part in parts:
        seen = [one for widget in part for one in (widget, *widget.findChildren(QWidget)) if one.isVisible()]
        assert len(part) == 1 or len(seen) <= 2 * MOST_AT_ONCE  # some of them are out of sight


def test_that_a_small_window_is_painted_at_once(qtbot):
    dialog = QWidget()
    qtbot.addWidget(dialog)
    QLabel("words", dialog)
    dialog.show()
    assert [len(part) for part in parts_of(dialog)] == [1]


def test_that_a_change_while_parts_are_painted_leaves_none_unpainted(window, session, qtbot, wear, monkeypatch):
    add_t1(session)
    window.resize(1440, 900)
    window.show()
    window.show_page("maps")
    wear("dark", 100)
    dressing, held = window.dressing, []
    paint = dressing._paint

    def change_again(parts: list[QWidget]) -> None:
        paint(parts)
        if not held:
            held.extend(chain.from_iterable(dressing._parts))
            window.show_page("quality")  # what was to be painted next is not seen any more
            QTimer.singleShot(0, lambda: choose(window, "dark"))

    monkeypatch.setattr(dressing, "_paint", change_again)
    choose(window, "light")
    qtbot.waitUntil(lambda: bool(held) and window.dressing.is_over)
    assert not window.dressing._parts
    assert window.updatesEnabled()
    assert [one for one in window.findChildren(QWidget) if not one.updatesEnabled()] == []


def test_that_what_waits_for_a_dress_still_gets_it_when_the_same_is_chosen_again(window, wear, qtbot):
    window.show()
    wear("dark", 100)
    choose(window, "light")
    qtbot.waitUntil(lambda: bool(window.dressing._waiting))  # begun, and far from done
    choose(window, "dark")
    choose(window, "light")
    qtbot.waitUntil(lambda: window.dressing.is_over)
    labels = [one for one in window.findChildren(QLabel) if one.testAttribute(Qt.WidgetAttribute.WA_StyleSheet)]
    wrong = [one for one in labels if text_colour(one) == DARK.text]
    assert labels
    assert not wrong
