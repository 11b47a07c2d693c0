"""How a card follows the session: at once where it is seen, in a turn of its own where its page is not open.

A patient's maps change what forty cards say. Those on pages that nobody looks at need not hold up those that are seen.
"""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.turns import Turns


class Card(Protocol):
    """What is followed by; a widget as well."""

    def refresh(self, change: Change) -> None:
        """Show what the session is now."""


class Following(QtSafe, QObject):
    """Calls ``card.refresh`` with what has changed; changes that come while its page is hidden are put together.

    They are shown in a later turn of the event loop, or as soon as the page is opened, before it is painted. In a
    window that is not shown, nothing is put off.
    """

    def __init__(self, card: Card, session: Session) -> None:
        assert isinstance(card, QWidget)
        super().__init__(card)
        self._card: Card = card
        self._widget: QWidget = card
        self._missed = Change(0)
        self._turns = Turns(self)
        card.installEventFilter(self)
        session.changed.connect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        self._missed |= change
        if not self._is_out_of_sight():
            self._catch_up()
        elif not self._turns.n_waiting:
            self._turns.add(self._catch_up)

    def _is_out_of_sight(self) -> bool:
        """Whether its page is hidden, which may be itself; a card may hide itself on a page that is seen."""
        parent = self._widget.parentWidget()
        page = self._widget if isinstance(parent, QStackedWidget) else parent
        return page is not None and not page.isVisible() and self._widget.window().isVisible()

    def _catch_up(self) -> None:
        self._turns.clear()
        missed, self._missed = self._missed, Change(0)
        if missed:
            self._card.refresh(missed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._catch_up()
        return False
