"""The first page: three buttons that do what they say."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gui.actions import Actions
from gui.panels.first_run import FirstRunPage
from tests.gui.test_jobs import loop_until_stopped


def test_that_the_buttons_trigger_their_actions(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = Actions(session, parent)
    asked = []
    for key in ("open_patient", "demo", "last", "guide"):
        actions.action(key).triggered.connect(lambda _=False, key=key: asked.append(key))
    page = FirstRunPage(actions, has_last=True, parent=parent)
    for button in page.findChildren(QPushButton):
        button.click()
    assert sorted(asked) == ["demo", "guide", "last", "open_patient"]


def test_that_there_is_no_last_session_at_the_very_first_start(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    page = FirstRunPage(Actions(session, parent), has_last=False, parent=parent)
    offered = [button for button in page.findChildren(QPushButton) if button.isVisibleTo(page)]
    states = {button.text(): button.isEnabled() for button in offered}
    guide = {"New here? A guide in four steps": True}
    cards = {"Open patient": True, "Explore the demonstration patient": True, "Open last session": False}
    assert states == cards | guide


def test_that_the_self_test_is_told(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    page = FirstRunPage(Actions(session, parent), has_last=False, parent=parent)
    page.show_self_test("3D graphics: software. 8 GB of memory.")
    assert "3D graphics: software. 8 GB of memory." in [label.text() for label in page.findChildren(QLabel)]


def test_that_the_last_session_is_offered_once_there_is_one(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    page = FirstRunPage(Actions(session, parent), has_last=False, parent=parent)
    last = next(button for button in page.findChildren(QPushButton) if button.text() == "Open last session")
    assert not last.isEnabled()
    page.allow_last(True)
    assert last.isEnabled()


def test_that_the_cards_stand_in_a_row_only_where_there_is_room(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    page = FirstRunPage(Actions(session, parent), has_last=False, parent=parent)
    parent.show()
    page.show()
    tops = {}
    for width in (1400, 420):
        page.resize(width, 900)
        qtbot.wait(20)
        cards = [button.parentWidget() for button in page.findChildren(QPushButton) if button.minimumHeight() == 40]
        tops[width] = [card.mapTo(page, card.rect().topLeft()).y() for card in cards]
        assert all(card.mapTo(page, card.rect().bottomRight()).x() < width for card in cards)
    assert len(set(tops[1400])) == 1
    assert len(set(tops[420])) == 3


def test_that_what_is_being_opened_stands_in_the_place_of_the_choices(qtbot, session, jobs, finish):
    parent = QWidget()
    qtbot.addWidget(parent)
    page = FirstRunPage(Actions(session, parent), has_last=False, parent=parent)
    told = []
    page.follow(jobs, lambda *words: told.append(words))
    demo = next(button for button in page.findChildren(QPushButton) if button.text().startswith("Explore"))
    jobs.submit("Demonstration patient", loop_until_stopped, opens=True)
    assert page.opening.isVisibleTo(page)
    assert not demo.isVisibleTo(page)  # nobody starts it twice
    page.opening.cancel.click()
    finish()
    assert demo.isVisibleTo(page)
    assert not page.opening.isVisibleTo(page)
    assert told == [("Demonstration patient …",), ()]
