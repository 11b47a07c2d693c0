"""Sentences that stay until they are read."""

import pytest
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.notice_bar import NoticeBar


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


def texts(bar: NoticeBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel)]


def test_that_a_sentence_appears_and_goes_when_it_is_closed(bar):
    assert not bar.isVisibleTo(None)
    bar.tell("The file is damaged.")
    assert bar.isVisible()
    assert "The file is damaged." in texts(bar)
    bar.findChild(QToolButton).click()
    assert not bar.isVisible()
    assert bar.sentences == ()


def test_that_the_newest_is_shown_and_the_others_are_counted_and_come_back(bar):
    for sentence in ("one", "two", "three"):
        bar.tell(sentence)
    assert texts(bar) == ["three", "and 2 more"]
    bar.dismiss()
    assert texts(bar) == ["two", "and 1 more"]
    bar.dismiss()
    assert texts(bar) == ["one", ""]


def test_that_a_sentence_told_again_is_not_repeated_but_newest(bar):
    for sentence in ("one", "two", "one"):
        bar.tell(sentence)
    assert bar.sentences == ("two", "one")


def test_that_closing_with_nothing_to_close_does_not_fail(bar):
    bar.dismiss()
    assert bar.sentences == ()


def test_that_a_name_that_looks_like_markup_is_shown_as_it_is(bar, qtbot):
    from PySide6.QtCore import Qt

    bar.tell('"<b>bold</b>.nii" is no image.')
    label = next(label for label in bar.findChildren(QLabel) if "bold" in label.text())
    assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("is_drawn_on", [False, True])
def test_that_nothing_moves_under_the_mouse_while_something_is_drawn(qtbot, is_drawn_on):
    area, below, bar = QWidget(), QLabel("slices"), NoticeBar()
    column = QVBoxLayout(area)
    column.addWidget(bar)
    column.addWidget(below, 1)
    bar.float_over(below, lambda: is_drawn_on)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    before = below.geometry()
    for sentence in ("Short.", "Long, so that it takes more than one line. " * 6):
        bar.tell(sentence)
        qtbot.wait(20)
        assert bar.is_floating == is_drawn_on
        assert bar.height() >= bar.heightForWidth(bar.width()) > 0
        assert (below.geometry() == before) == is_drawn_on
    if is_drawn_on:
        assert bar.geometry().topLeft() == before.topLeft()
        area.resize(300, 300)
        assert bar.width() == below.width()
    bar.dismiss()
    bar.dismiss()
    qtbot.wait(20)
    assert not bar.isVisible()
    assert below.height() == before.height()
