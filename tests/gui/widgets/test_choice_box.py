"""A choice that does not fit ends in an ellipsis, and is told whole to whoever points at it."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from gui.widgets.choice_box import ChoiceBox

LONG = "everyone who is not excluded in any of the stages"


@pytest.fixture
def box(qtbot) -> ChoiceBox:
    made = ChoiceBox()
    qtbot.addWidget(made)
    made.addItems([LONG, "all"])
    made.resize(140, 28)
    made.show()
    return made


def point_at(box: ChoiceBox) -> str:
    QToolTip.hideText()
    place = QPoint(10, 10)
    QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, place, box.mapToGlobal(place)))
    return QToolTip.text()


def test_that_a_long_choice_ends_in_an_ellipsis(box):
    assert box.currentText() == LONG
    assert box.shown_text.endswith("…")
    assert LONG.startswith(box.shown_text.removesuffix("…").rstrip())
    box.resize(600, 28)
    assert box.shown_text == LONG


def test_that_a_cut_choice_is_told_whole_before_what_the_box_is_for(box):
    box.setToolTip("Who is analysed")
    assert point_at(box).splitlines() == [LONG, "Who is analysed"]
    box.setCurrentText("all")
    assert point_at(box) == "Who is analysed"


def test_that_what_is_painted_does_not_reach_the_arrow(box, qtbot):
    narrow = box.grab().toImage()
    box.setCurrentText("all")
    short = box.grab().toImage()
    assert narrow != short
    right = [narrow.pixel(x, y) == short.pixel(x, y) for x in range(narrow.width() - 14, narrow.width()) for y in
             range(narrow.height())]  # fmt: skip
    assert all(right)
