"""Without a patient every page says what is missing, and the keyboard reaches the button that fixes it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QTabWidget

from gui.widgets import asking

MOST_TABS = 8
PAGES = [("quality", 0), *(("maps", tab) for tab in range(4)), *(("compare", tab) for tab in range(3)), ("report", 0)]


def page_of(window, key: str, tab: int):
    window.show_page(key)
    page = window.pages.currentWidget()
    for tabs in (page, *page.findChildren(QTabWidget)):
        if isinstance(tabs, QTabWidget):
            tabs.setCurrentIndex(tab)
            return tabs.currentWidget()
    return page


@pytest.mark.parametrize(("key", "tab"), PAGES)
def test_that_a_page_without_a_patient_has_a_sentence_and_a_way_on(window, qtbot, monkeypatch, key, tab):
    asked = []
    monkeypatch.setattr(asking, "open_file", lambda *_, **__: asked.append(key))
    page = page_of(window, key, tab)
    qtbot.waitUntil(page.isVisible)
    sentences = [label.text() for label in page.findChildren(QLabel) if label.isVisible() and len(label.text()) > 30]
    assert sentences
    next(button for button in window.rail.findChildren(QAbstractButton) if button.isChecked()).setFocus()
    for _ in range(MOST_TABS):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        button = QApplication.focusWidget()
        if isinstance(button, QPushButton) and page.isAncestorOf(button):
            break
    assert isinstance(button, QPushButton)
    assert page.isAncestorOf(button)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    if key == "compare":
        assert asked == [key]
    else:
        assert button.text() == "Go to Patient"
        assert window.pages.currentWidget().isAncestorOf(button) is False
