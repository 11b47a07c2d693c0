"""Small widgets with a style: they have its name, and long text never widens the window."""

import pytest
from PySide6.QtWidgets import QLabel

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
