"""Two numbers with their captions: in one row where both are seen whole, else one below the other."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.qt_safe import QtSafe
from gui.widgets.number_field import NumberField
from gui.widgets.styled import named

_DIGITS = 7  # of a number as it is shown, with its sign and point
_FRAME = 16  # pixels that a field keeps free around its number


class BoundsRow(QtSafe, QWidget):
    """``first`` and ``second`` are the fields of numbers in a unit, "" for none."""

    def __init__(self, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = NumberField(), NumberField()
        self._captions = named(QLabel(), "dim"), named(QLabel(), "dim")
        told = self.tr("In {unit}; the handles of the histogram move it too").format(unit=unit)
        for field in (self.first, self.second):
            field.setToolTip(told if unit else self.tr("Without a unit; the handles of the histogram move it too"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(5)
        self._is_one_row: bool | None = None
        self._arrange()

    def set_captions(self, first: str, second: str) -> None:
        """Name the numbers."""
        for label, field, text in zip(self._captions, (self.first, self.second), (first, second), strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as one number with its caption."""
        captions = max(label.sizeHint().width() for label in self._captions)
        width = captions + self._grid.spacing() + self.first.minimumWidth()
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        field = _DIGITS * self.fontMetrics().horizontalAdvance("0") + _FRAME
        captions = sum(label.sizeHint().width() for label in self._captions)
        is_one_row = captions + 2 * field + 3 * self._grid.spacing() <= self.width()
        if is_one_row == self._is_one_row:
            return
        self._is_one_row = is_one_row
        for number, (label, one) in enumerate(zip(self._captions, (self.first, self.second), strict=True)):
            row, column = (0, 2 * number) if is_one_row else (number, 0)
            self._grid.addWidget(label, row, column)
            self._grid.addWidget(one, row, column + 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, int(is_one_row))
