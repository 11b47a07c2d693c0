"""The strip of tools: its buttons and options are those of the session, and it fits a narrow window."""

import pytest
from PySide6.QtCore import QPoint, Qt

from gui.drawing import Over, Tool
from gui.fonts import load_fonts
from gui.style import Themes, apply_theme
from gui.widgets.tool_strip import ToolStrip
from tests.gui.made_scans import add_t1


@pytest.fixture
def strip(session, qtbot):
    made = ToolStrip(session)
    qtbot.addWidget(made)
    made.resize(1200, 40)
    made.show()
    return made


def test_that_a_button_takes_its_tool_and_says_what_each_mouse_button_does(session, strip, qtbot):
    for tool in Tool:
        button = strip._buttons.button(tool.value)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert session.drawing.tool is tool
        tip = button.toolTip()
        assert f"({tool.value})" in tip
        assert "Left:" in tip
        assert "Right:" in tip


def test_that_options_are_shown_for_their_tool_only_and_follow_the_session(session, strip):
    session.drawing.choose_tool(Tool.BRUSH)
    session.drawing.set_options(size_mm=12.5, solid=True)
    assert strip._size.isVisible()
    assert not strip._reach.isVisible()
    assert (strip._size.value(), strip._solid.isChecked()) == (12.5, True)
    session.drawing.choose_tool(Tool.GROW)
    assert strip._reach.isVisible()
    assert not strip._size.isVisible()


def test_that_options_change_the_session(session, strip, qtbot):
    session.drawing.choose_tool(Tool.BRUSH)
    qtbot.mouseClick(strip._square, Qt.MouseButton.LeftButton)
    strip._size.setValue(20)
    strip._over.activated.emit(1)
    assert session.drawing.options.square
    assert session.drawing.options.size_mm == 20
    assert session.drawing.over is Over.EMPTY


def test_that_a_new_region_is_made_and_can_be_chosen(session, strip, qtbot):
    add_t1(session)
    qtbot.mouseClick(strip._new, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(strip._new, Qt.MouseButton.LeftButton)
    names = [strip._region.itemText(index) for index in range(strip._region.count())]
    assert names == ["Region 1", "Region 2", "Region 3"]
    strip._region.activated.emit(0)
    assert session.drawing.label == 1


def test_that_without_an_image_a_new_region_is_refused(session, strip, qtbot, told):
    qtbot.mouseClick(strip._new, Qt.MouseButton.LeftButton)
    assert told == ["Open an image first: regions are drawn on the voxels of one."]


def test_that_options_go_under_the_tools_in_a_narrow_window(session, strip, qapp):
    apply_theme(qapp, Themes.DARK.value, load_fonts(), 100)
    session.drawing.choose_tool(Tool.BRUSH)
    strip.resize(1200, strip.height())
    beside = strip._size.mapTo(strip, QPoint(0, 0))
    strip.resize(420, strip.height())
    under = strip._size.mapTo(strip, QPoint(0, 0))
    assert under.y() > beside.y() + 15
    assert strip.minimumSizeHint().width() < 460
