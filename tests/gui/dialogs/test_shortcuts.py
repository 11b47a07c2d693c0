"""All shortcuts on one page: none is missing, and gestures are those of the views."""

from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from gui.actions import Actions
from gui.dialogs.shortcuts import GESTURE_TEXTS, ShortcutsDialog, shortcuts_html


def test_that_every_shortcut_is_listed_with_what_it_does(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = Actions(session, parent)
    page = shortcuts_html(actions)
    with_keys = [(spec, action) for spec, action in actions.all() if action.shortcuts()]
    assert len(with_keys) > 25
    for spec, action in with_keys:
        row = next(row for row in page.split("<tr>") if escape(spec.text) in row)
        for key in action.shortcuts():
            assert escape(key.toString()) in row


def test_that_every_gesture_is_listed(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    page = shortcuts_html(Actions(session, parent))
    for how, what in GESTURE_TEXTS:
        assert escape(how) in page
        assert escape(what) in page


def test_that_the_page_can_be_read(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ShortcutsDialog(Actions(session, parent), parent)
    text = dialog.findChild(QTextBrowser).toPlainText()
    assert "Ctrl+K" in text
    assert "Ctrl + right drag" in text
    assert "<b>" not in text
