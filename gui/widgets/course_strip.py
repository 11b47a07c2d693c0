"""A time course over its spectrum, small: how a region's signal goes, at a glance."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.qt_safe import QtSafe


class CourseStrip(QtSafe, QWidget):
    """Nothing is drawn until `show_course` was called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._captions = ("", "")
        self._course, self._spectrum = np.empty(0), np.empty(0)
        self._colour = QColor("#4da3ff")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_course(self, captions: tuple[str, str], course: np.ndarray, spectrum: np.ndarray, colour: QColor) -> None:
        """Show ``(n,)`` values over ``(m,)`` amplitudes, each under its caption."""
        self._captions, self._course, self._spectrum, self._colour = captions, course, spectrum, colour
        self.setAccessibleName(captions[0])
        self.update()

    @property
    def captions(self) -> tuple[str, str]:
        """What is said over the two curves."""
        return self._captions

    def sizeHint(self) -> QSize:
        """Two captions and two curves."""
        return QSize(240, 7 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as a column."""
        return QSize(140, 4 * self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half, line = self.height() / 2, self.fontMetrics().height()
        for n, (caption, values) in enumerate(zip(self._captions, (self._course, self._spectrum), strict=True)):
            area = QRectF(2, n * half, self.width() - 4, half)
            painter.setPen(QApplication.palette().color(QPalette.ColorRole.WindowText))
            text = self.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(QRectF(area.left(), area.top(), area.width(), line), Qt.AlignmentFlag.AlignLeft, text)
            painter.setPen(QPen(self._colour, 1.3))
            painter.drawPolyline(_curve(values, area.adjusted(0, line + 1, 0, -3)))
        painter.end()


def _curve(values: np.ndarray, area: QRectF) -> QPolygonF:
    """The known values across an area, the smallest at its bottom."""
    known = np.isfinite(values)
    if np.count_nonzero(known) < 2 or area.height() < 2:
        return QPolygonF()
    low, high = float(values[known].min()), float(values[known].max())
    scale = area.height() / (high - low) if high > low else 0.0
    step = area.width() / (len(values) - 1)
    return QPolygonF(
        [
            QPointF(area.left() + step * n, area.bottom() - scale * (float(values[n]) - low))
            for n in np.flatnonzero(known)
        ]
    )
