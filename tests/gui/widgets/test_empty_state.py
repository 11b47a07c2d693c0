"""What stands where there is nothing: what is missing, and the button that fixes it."""

from PySide6.QtWidgets import QLabel, QPushButton

from gui.widgets.empty_state import EmptyState


def test_that_heading_sentence_and_button_are_there_and_the_button_acts(qtbot):
    pressed = []
    state = EmptyState("No series", "Open one to see its course.", "Open…", lambda: pressed.append(1))
    qtbot.addWidget(state)
    assert [label.text() for label in state.findChildren(QLabel)] == ["No series", "Open one to see its course."]
    state.findChild(QPushButton).click()
    assert pressed == [1]


def test_that_there_is_no_button_without_something_to_do(qtbot):
    state = EmptyState("3D", "It is being prepared.")
    qtbot.addWidget(state)
    assert state.findChild(QPushButton) is None
