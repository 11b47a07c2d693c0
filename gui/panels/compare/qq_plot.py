"""Quantiles of what leaving each control out gives, against those of Student's t: on the line the model fits."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

from gui.qt_safe import QtSafe


class QqPlot(QtSafe, QWidget):
    """A square with the diagonal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._expected, self._observed = np.empty(0), np.empty(0)

    def show_quantiles(self, expected: np.ndarray, observed: np.ndarray) -> None:
        """Show quantiles ``(n,)`` of Student's t and of the controls."""
        self._expected, self._observed = expected, observed
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(190, 150)

    def minimumSizeHint(self) -> QSize:
        """Small."""
        return QSize(110, 80)

    def place_of(self, expected: float, observed: float) -> QPointF:
        """Where a pair is, in pixels."""
        box, most = self._box(), self._most()
        x = box.left() + (expected + most) / (2 * most) * box.width()
        return QPointF(x, box.bottom() - (observed + most) / (2 * most) * box.height())

    def _most(self) -> float:
        both = np.concatenate([self._expected, self._observed, [1.0]])
        return 1.05 * float(np.abs(both).max())

    def _box(self) -> QRectF:
        line = self.fontMetrics().height()
        return QRectF(line + 4, 4, self.width() - line - 10, self.height() - line - 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = QApplication.palette()
        dim, line = palette.color(QPalette.ColorRole.PlaceholderText), self.fontMetrics().height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(dim, 1))
        box, most = self._box(), self._most()
        painter.drawRect(box)
        painter.drawLine(self.place_of(-most, -most), self.place_of(most, most))
        bottom = QRectF(box.left(), self.height() - line, box.width(), line)
        painter.drawText(bottom, int(Qt.AlignmentFlag.AlignHCenter), self.tr("Student's t"))
        painter.save()
        painter.rotate(-90)
        side = QRectF(-box.bottom(), 0, box.height(), line)
        painter.drawText(side, int(Qt.AlignmentFlag.AlignHCenter), self.tr("controls"))
        painter.restore()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        for expected, observed in zip(self._expected, self._observed, strict=True):
            painter.drawEllipse(self.place_of(float(expected), float(observed)), 2.6, 2.6)
        painter.end()
