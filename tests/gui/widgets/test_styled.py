"""Small widgets with a style: they have its name, and long text never widens the window."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from gui.widgets.styled import ElidedLabel, named, tool_button


def test_that_a_named_widget_is_the_same_widget_with_the_name(qtbot):
    label = QLabel("x")
    qtbot.addWidget(label)
    assert named(label, "dim") is label
    assert label.objectName() == "dim"


@pytest.mark.parametrize("checkable", [True, False])
def test_that_a_tool_button_has_its_text_its_tip_and_its_style(qtbot, checkable):
    button = tool_button("+", "Add", style="flat", checkable=checkable)
    qtbot.addWidget(button)
    assert (button.text(), button.toolTip(), button.objectName()) == ("+", "Add", "flat")
    assert button.isCheckable() is checkable


def ink(pixels, label: ElidedLabel) -> int:
    """Columns of a label in which something is drawn."""
    picture = pixels(label).astype(int)
    return int((abs(picture - picture[0, 0]).max(axis=(0, 2)) > 40).sum())


def test_that_a_long_text_is_cut_to_the_room_there_is_and_a_short_one_is_not(qtbot, pixels):
    label = ElidedLabel("sub-01_task-rest_acq-multiband_run-01_desc-preprocessed_bold")
    qtbot.addWidget(label)
    label.resize(120, 24)
    assert label.minimumSizeHint().width() <= 20
    cut = ink(pixels, label)
    label.setText("T1")
    assert 0 < ink(pixels, label) < cut <= 120


def point_at(label: ElidedLabel) -> str:
    """What is told to whoever rests on a label."""
    middle = label.rect().center()
    QToolTip.hideText()
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, middle, label.mapToGlobal(middle)))
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_that_a_text_that_is_cut_is_told_whole_and_one_that_fits_is_not_repeated(qtbot):
    label = ElidedLabel("voxel 45 54 30 in MNI")
    qtbot.addWidget(label)
    label.show()
    label.resize(40, 24)
    assert point_at(label) == "voxel 45 54 30 in MNI"
    label.setToolTip("Voxel under the crosshair")
    assert point_at(label) == "Voxel under the crosshair"
    label.setToolTip("")
    label.resize(600, 24)
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert point_at(label) == ""
