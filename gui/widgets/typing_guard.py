"""Pages on which people type: a word that is typed before a field has the keyboard draws nothing and moves no seed.

Single letters and digits are shortcuts of the views. Those that change what is drawn, or make the next click draw, do
nothing while the keyboard is on a page; those that change the picture only go on working there.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.qt_safe import QtSafe


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes a character; Ctrl, Alt and Meta make a command of it."""
    modifiers = Qt.KeyboardModifier
    command = modifiers.ControlModifier | modifiers.AltModifier | modifiers.MetaModifier
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & command


class GuardedPages(QtSafe, QStackedWidget):
    """``shortcuts`` are those that do nothing here, such as ``"M"``."""

    def __init__(self, shortcuts: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = frozenset(ord(text[-1]) for text in shortcuts)  # keys of Qt are the capital letters and digits

    def event(self, event: QEvent) -> bool:
        """Take such a key from the shortcuts, wherever on a page the keyboard is."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and is_typed(event) and event.key() in self._keys:
            event.accept()
            return True
        return super().event(event)
