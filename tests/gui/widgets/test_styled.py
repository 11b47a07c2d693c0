"""Small widgets with a style: they have its name, and long text never widens the window."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from gui.widgets.styled import ElidedLabel, Paragraph, named, tool_button


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


LONG = "⚠ Mean framewise displacement is 0.21 mm, above the limit of 0.2 mm: connectivity may be due to motion."


def larger(label: QLabel) -> None:
    """Another font."""
    font = QFont(label.font())
    font.setPointSizeF(2 * font.pointSizeF())
    label.setFont(font)


@pytest.mark.parametrize(
    "change",
    [
        lambda label: label.setText(3 * LONG),
        lambda label: label.clear(),
        larger,
        lambda label: label.setContentsMargins(0, 0, 90, 30),
        lambda label: label.setTextFormat(Qt.TextFormat.RichText),
        lambda label: label.setStyleSheet("padding: 20px"),
        lambda label: label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse),
    ],
)
def test_that_a_paragraph_is_as_high_as_a_label_of_qt_whatever_changes(qtbot, change):
    paragraph, label = Paragraph(LONG), QLabel(LONG, wordWrap=True)
    widths = (60, 140, 333, 900, 60)
    for one in (paragraph, label):
        qtbot.addWidget(one)
        one.ensurePolished()
    before = [label.heightForWidth(width) for width in widths]
    assert len(set(before)) > 2
    assert [paragraph.heightForWidth(width) for width in widths] == before
    for one in (paragraph, label):
        change(one)
    assert [paragraph.heightForWidth(width) for width in widths] == [label.heightForWidth(width) for width in widths]


def test_that_a_paragraph_counts_its_lines_once_for_a_width(qtbot, monkeypatch):
    paragraph, counted = Paragraph(LONG), []
    qtbot.addWidget(paragraph)
    count = QLabel.heightForWidth
    monkeypatch.setattr(QLabel, "heightForWidth", lambda label, width: counted.append(width) or count(label, width))
    for width in (200, 200, 300, 200):
        paragraph.heightForWidth(width)
    assert counted == [200, 300]
