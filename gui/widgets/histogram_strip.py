"""A small histogram with the mean and the median as lines: how values spread, at a glance."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.qt_safe import QtSafe

_MEAN = QColor("#ff7ad9")


class HistogramStrip(QtSafe, QWidget):
    """Nothing is drawn until `show_counts` was called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._counts, self._edges = "", np.empty(0), np.empty(0)
        self._mean = self._median = float("nan")
        self._colour = QColor("#4da3ff")
        self._ends = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_counts(
        self,
        title: str,
        counts: np.ndarray,
        edges: np.ndarray,
        *,
        mean: float = float("nan"),
        median: float = float("nan"),
        ends: tuple[str, str] = ("", ""),
        colour: QColor | None = None,
    ) -> None:
        """Show ``(n,)`` counts between ``(n + 1,)`` edges, and the captions of the ends; no counts clear the strip."""
        self._title, self._counts, self._edges = title, counts, edges
        self._mean, self._median, self._ends = mean, median, ends
        self._colour = colour or self._colour
        self.setAccessibleName(title)
        self.update()

    @property
    def title(self) -> str:
        """What is said over the bars."""
        return self._title

    def sizeHint(self) -> QSize:
        """Title, bars and numbers."""
        return QSize(240, 6 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as a column."""
        return QSize(140, 4 * self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, metrics = QApplication.palette(), self.fontMetrics()
        text, dim = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.PlaceholderText)
        line = metrics.height()
        painter.setPen(text)
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, self.width() - 4)
        painter.drawText(QRectF(2, 0, self.width() - 4, line), Qt.AlignmentFlag.AlignLeft, title)
        if len(self._counts):
            area = QRectF(2, line + 2, self.width() - 4, max(4.0, self.height() - 2 * line - 6))
            self._paint_bars(painter, area)
            painter.setPen(dim)
            under = QRectF(2, area.bottom() + 2, area.width(), line)
            painter.drawText(under, Qt.AlignmentFlag.AlignLeft, self._ends[0])
            painter.drawText(under, Qt.AlignmentFlag.AlignRight, self._ends[1])
        painter.end()

    def _paint_bars(self, painter: QPainter, area: QRectF) -> None:
        width, most = area.width() / len(self._counts), float(self._counts.max()) or 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        for n, count in enumerate(self._counts):
            height = area.height() * float(count) / most
            painter.drawRect(QRectF(area.left() + n * width, area.bottom() - height, max(1.0, width - 1), height))
        low, high = float(self._edges[0]), float(self._edges[-1])
        for value, style in ((self._mean, Qt.PenStyle.SolidLine), (self._median, Qt.PenStyle.DashLine)):
            if high > low and np.isfinite(value):
                x = area.left() + area.width() * (value - low) / (high - low)
                painter.setPen(QPen(_MEAN, 1.5, style))
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
