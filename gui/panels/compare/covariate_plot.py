"""How a covariate is spread in each group: a dot a person, the mean as a bar, groups below one another."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.qt_safe import QtSafe

COLOURS = ("#4da3ff", "#f0b429", "#4fc38a", "#ff7ad9", "#b79cff", "#ff8a65")
_DOT = 2.6


class CovariatePlot(QtSafe, QWidget):
    """One covariate. Dots of a group are shifted up and down so that equal values can be counted."""

    def __init__(
        self,
        values: np.ndarray,
        group_of: np.ndarray,
        groups: Sequence[str],
        ends: tuple[str, str] = ("", ""),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values, self._group_of, self._groups = np.asarray(values, dtype=float), group_of, tuple(groups)
        low, high = float(self._values.min()), float(self._values.max())
        self._range = (low, high if high > low else low + 1)
        self._words = ends if any(ends) else None  # of a covariate of two words: bars with their numbers
        self._ends = ends if any(ends) else (f"{low:.4g}", f"{high:.4g}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = [
            f"{name}: {self._values[group_of == g].mean():.4g}"
            for g, name in enumerate(self._groups)
            if (group_of == g).any()
        ]
        self.setToolTip(self.tr("Means: {means}").format(means=", ".join(told)))

    def sizeHint(self) -> QSize:
        """A row a group and one for the numbers."""
        return QSize(200, self._row() * len(self._groups) + self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the page."""
        return QSize(80, self.sizeHint().height())

    def _row(self) -> int:
        return self.fontMetrics().height() + 4

    def x_of(self, value: float) -> float:
        """Where a value is, in pixels from the left."""
        low, high = self._range
        left = self._left()
        return left + (value - low) / (high - low) * (self.width() - left - 8)

    def _left(self) -> float:
        names = [self._short(name) for name in self._groups]
        return 10.0 + max((self.fontMetrics().horizontalAdvance(name) for name in names), default=0)

    def _short(self, name: str) -> str:
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, max(30, self.width() // 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = QApplication.palette()
        text, dim = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.PlaceholderText)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self._row()
        for index, name in enumerate(self._groups):
            middle = row * (index + 0.5)
            painter.setPen(text)
            box = QRectF(0, row * index, self._left() - 6, row)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._short(name))
            draw = self._draw_dots if self._words is None else self._draw_bar
            draw(painter, self._values[self._group_of == index], middle, row, QColor(COLOURS[index % 6]))
        painter.setPen(dim)
        bottom = QRectF(self._left() - 4, row * len(self._groups), self.width() - self._left() - 2, row)
        painter.drawText(bottom, int(Qt.AlignmentFlag.AlignLeft), self._ends[0])
        painter.drawText(bottom, int(Qt.AlignmentFlag.AlignRight), self._ends[1])
        painter.end()

    def _draw_bar(self, painter: QPainter, values: np.ndarray, middle: float, row: int, colour: QColor) -> None:
        """How many have the first word, and how many the second."""
        if not values.size:
            return
        left, width, height = self._left(), self.width() - self._left() - 8, row - 6
        first = int((values == self._range[0]).sum())
        split = width * first / len(values)
        faint = QColor(colour)
        faint.setAlpha(90)
        painter.fillRect(QRectF(left, middle - height / 2, split, height), colour)
        painter.fillRect(QRectF(left + split, middle - height / 2, width - split, height), faint)
        inside = QRectF(left + 4, middle - height / 2, width - 8, height)
        painter.setPen(QColor("#0b1420"))
        if first:
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), str(first))
        painter.setPen(QApplication.palette().color(QPalette.ColorRole.WindowText))
        if first < len(values):
            second = str(len(values) - first)
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), second)

    def _draw_dots(self, painter: QPainter, values: np.ndarray, middle: float, row: int, colour: QColor) -> None:
        if not values.size:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        faint = QColor(colour)
        faint.setAlpha(170)
        painter.setBrush(faint)
        seen: dict[int, int] = {}
        for value in np.sort(values):
            x = self.x_of(float(value))
            count = seen[round(x / 3)] = seen.get(round(x / 3), 0) + 1
            shift = ((count // 2) * (1 if count % 2 else -1) * _DOT) % (row / 2)
            painter.drawEllipse(QPointF(x, middle + shift - (row / 4 if shift > row / 4 else 0)), _DOT, _DOT)
        painter.setPen(QPen(colour, 2))
        mean = round(self.x_of(float(values.mean())))  # between two columns of pixels the line would be a haze
        painter.drawLine(QPointF(mean, middle - row * 0.45), QPointF(mean, middle + row * 0.45))
