"""The rail: one task open at most, and what cannot be used yet says why."""

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gui.panels.rail import Rail, Task
from gui.style import Themes

TASKS = (Task("patient", "Patient"), Task("maps", "Maps"), Task("report", "Report", "Not part of this version yet"))


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    made = Rail(TASKS)
    qtbot.addWidget(made)
    made.set_theme(Themes.DARK.value)
    made.show()
    return made


def buttons(rail: Rail) -> dict[str, QToolButton]:
    return {button.text(): button for button in rail.findChildren(QToolButton)}


def test_that_a_click_opens_a_task_and_a_second_one_closes_it(rail):
    chosen = []
    rail.chosen.connect(chosen.append)
    buttons(rail)["Maps"].click()
    buttons(rail)["Patient"].click()
    buttons(rail)["Patient"].click()
    assert chosen == ["maps", "patient", ""]


def test_that_one_task_at_most_is_marked(rail):
    rail.show_task("patient")
    buttons(rail)["Maps"].click()
    assert [name for name, button in buttons(rail).items() if button.isChecked()] == ["Maps"]
    rail.show_task("")
    assert not any(button.isChecked() for button in buttons(rail).values())


def test_that_a_task_that_cannot_be_used_says_why(rail):
    report = buttons(rail)["Report"]
    assert not report.isEnabled()
    assert report.toolTip() == "Not part of this version yet"


@pytest.mark.parametrize("theme", [theme.value for theme in Themes], ids=lambda theme: theme.name)
def test_that_every_task_has_an_icon_in_every_theme(qtbot, theme):
    keys = ("patient", "quality", "maps", "compare", "report")
    rail = Rail(tuple(Task(key, key) for key in keys))
    qtbot.addWidget(rail)
    rail.set_theme(theme)
    for button in buttons(rail).values():
        image = button.icon().pixmap(26, 26).toImage()
        assert any(image.pixelColor(x, y).alpha() > 100 for x in range(26) for y in range(26))


def test_that_no_caption_is_cut_when_the_text_grows(rail, qtbot):
    font = rail.font()
    font.setPointSizeF(20)
    for button in buttons(rail).values():
        button.setFont(font)
    rail.set_theme(Themes.LIGHT.value)
    qtbot.wait(20)
    for caption, button in buttons(rail).items():
        assert button.width() >= button.fontMetrics().horizontalAdvance(caption) + 12
