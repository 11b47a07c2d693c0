"""A box of choices that may be narrower than its longest one: what does not fit ends in an ellipsis."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip, QWidget

from gui.qt_safe import QtSafe

_GAP = 4  # pixels between text and arrow


class ChoiceBox(QtSafe, QComboBox):
    """The tool tip has the whole choice where it is cut, above what the box is for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    @property
    def shown_text(self) -> str:
        """The choice as there is room for it."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, part, self).width() - _GAP
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def event(self, event: QEvent) -> bool:
        """Tell the whole choice to whoever points at a part of it."""
        text = self.currentText()
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.shown_text != text:
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, (text, self.toolTip()))), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown_text
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
