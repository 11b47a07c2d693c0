"""Following: a card that is seen follows at once, one on a hidden page in a later turn, or when its page is opened."""

import pytest
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.session import Change, Session
from gui.widgets.following import Following


class Card(QWidget):
    """Notes each change that it is told of."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.told: list[Change] = []
        self.following = Following(self, session)

    def refresh(self, change: Change) -> None:
        self.told.append(change)


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def pages(qtbot) -> QStackedWidget:
    stack = QStackedWidget()
    for _ in range(2):
        page = QWidget()
        QVBoxLayout(page)
        stack.addWidget(page)
    qtbot.addWidget(stack)
    return stack


def put(session: Session, page: QWidget) -> Card:
    card = Card(session, page)
    page.layout().addWidget(card)
    return card


def test_that_a_card_that_is_seen_follows_at_once(session, pages):
    card = put(session, pages.widget(0))
    pages.show()
    session.changed.emit(Change.LAYERS)
    assert card.told == [Change.LAYERS]


def test_that_a_card_of_a_window_that_is_not_shown_follows_at_once(session, pages):
    card = put(session, pages.widget(1))
    session.changed.emit(Change.CURSOR)
    assert card.told == [Change.CURSOR]


def test_that_changes_while_the_page_is_hidden_come_together_in_a_later_turn(session, pages, qtbot):
    card = put(session, pages.widget(1))
    pages.show()
    session.changed.emit(Change.LAYERS)
    session.changed.emit(Change.PERFUSION)
    assert card.told == []
    qtbot.waitUntil(lambda: bool(card.told))
    assert card.told == [Change.LAYERS | Change.PERFUSION]


def test_that_a_page_is_opened_with_what_was_missed_and_nothing_comes_twice(session, pages, qtbot):
    card = put(session, pages.widget(1))
    pages.show()
    session.changed.emit(Change.LAYERS)
    pages.setCurrentIndex(1)
    assert card.told == [Change.LAYERS]  # before a turn of the event loop has passed
    qtbot.wait(20)
    assert card.told == [Change.LAYERS]


def test_that_a_card_that_hid_itself_on_a_page_that_is_seen_follows_at_once(session, pages):
    card = put(session, pages.widget(0))
    pages.show()
    card.hide()
    session.changed.emit(Change.LAYERS)
    assert card.told == [Change.LAYERS]


def test_that_a_whole_page_follows_in_a_later_turn_while_another_is_open(session, pages, qtbot):
    page = Card(session, pages)
    pages.addWidget(page)
    pages.show()
    session.changed.emit(Change.LAYERS)
    assert page.told == []
    qtbot.waitUntil(lambda: page.told == [Change.LAYERS])
    pages.setCurrentWidget(page)
    session.changed.emit(Change.CURSOR)
    assert page.told == [Change.LAYERS, Change.CURSOR]


def test_that_nothing_is_called_when_the_card_is_gone(session, pages, qtbot):
    card = put(session, pages.widget(1))
    told = card.told
    pages.show()
    session.changed.emit(Change.LAYERS)
    card.deleteLater()
    qtbot.wait(20)
    session.changed.emit(Change.LAYERS)
    assert told == []
