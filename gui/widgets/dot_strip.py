"""The controls as dots on a line, with the patient, what is expected and where 95 % would be: read at a glance."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.language import in_digits
from gui.qt_safe import QtSafe

_ON_DARK, _ON_LIGHT = QColor("#ff7ad9"), QColor("#b3127f")
_DOT = 3.0


class DotStrip(QtSafe, QWidget):
    """Nothing is drawn until `show_values` was called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._unit = "", ""
        self._controls, self._patient = np.empty(0), float("nan")
        self._band: tuple[float, float] | None = None
        self._expected = float("nan")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_values(
        self,
        title: str,
        controls: np.ndarray,
        patient: float,
        *,
        band: tuple[float, float] | None = None,
        expected: float = float("nan"),
        unit: str = "",
    ) -> None:
        """Show the values ``(n,)`` of the controls and that of the patient."""
        self._title, self._unit, self._patient = title, unit, patient
        self._controls = np.asarray(controls, dtype=float)[np.isfinite(controls)]
        self._band, self._expected = (band if band is not None and np.isfinite(band).all() else None), expected
        self.setAccessibleName(f"{title}: {in_digits(patient, 4)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Title, dots and numbers."""
        return QSize(240, 4 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as a column."""
        return QSize(120, 4 * self.fontMetrics().height())

    @property
    def span(self) -> tuple[float, float]:
        """The values at the two ends of the line."""
        known = [*self._controls, *(self._band or ()), self._patient, self._expected]
        finite = [value for value in known if np.isfinite(value)]
        if not finite:
            return 0.0, 1.0
        low, high = min(finite), max(finite)
        margin = 0.05 * (high - low) or 0.5
        return low - margin, high + margin

    def x_of(self, value: float) -> float:
        """Where a value is, in pixels from the left."""
        low, high = self.span
        return 8 + (value - low) / (high - low) * (self.width() - 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._controls.size and not np.isfinite(self._patient):
            return
        palette = QApplication.palette()
        text, dim = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.PlaceholderText)
        line = self.fontMetrics().height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(text)
        title = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, 0, self.width(), line), int(Qt.AlignmentFlag.AlignLeft), title)
        middle = (line + self.height() - line) / 2 + 1
        self._draw_line(painter, middle, dim)
        self._draw_dots(painter, middle, palette.color(QPalette.ColorRole.Highlight))
        taken = self._draw_patient(painter, middle, line)
        painter.setPen(dim)
        self._draw_ends(painter, line, taken)
        painter.end()

    def _draw_ends(self, painter: QPainter, line: int, taken: QRectF) -> None:
        """The numbers at both ends, unless the patient's number is there."""
        low, high = self.span
        right = f"{in_digits(high)} {self._unit}".strip()
        for text, at_right in ((in_digits(low), False), (right, True)):
            width = self.fontMetrics().horizontalAdvance(text) + 2
            box = QRectF(self.width() - width if at_right else 0, self.height() - line, width, line)
            if not box.intersects(taken):
                painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), text)

    def _draw_line(self, painter: QPainter, middle: float, dim: QColor) -> None:
        if self._band is not None:
            faint = QColor(dim)
            faint.setAlpha(60)
            left, right = (self.x_of(value) for value in self._band)
            painter.fillRect(QRectF(left, middle - 11, right - left, 22), faint)
        painter.setPen(QPen(dim, 1))
        painter.drawLine(QPointF(8, middle), QPointF(self.width() - 8, middle))
        if np.isfinite(self._expected):
            painter.setPen(QPen(dim, 2))
            x = self.x_of(self._expected)
            painter.drawLine(QPointF(x, middle - 11), QPointF(x, middle + 11))

    def _draw_dots(self, painter: QPainter, middle: float, colour: QColor) -> None:
        colour.setAlpha(190)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        seen: dict[int, int] = {}
        for value in np.sort(self._controls):
            x = self.x_of(float(value))
            count = seen.get(round(x / 4), 0)
            seen[round(x / 4)] = count + 1
            shift = ((count + 1) // 2) * (1 if count % 2 else -1) * 2 * _DOT
            painter.drawEllipse(QPointF(x, middle + float(np.clip(shift, -14, 14))), _DOT, _DOT)

    def _draw_patient(self, painter: QPainter, middle: float, line: int) -> QRectF:
        """A diamond and its number; returns where the number is."""
        if not np.isfinite(self._patient):
            return QRectF()
        x = self.x_of(self._patient)
        is_dark = QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
        colour = _ON_DARK if is_dark else _ON_LIGHT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        size = 6.5
        corners = ((x, middle - size), (x + size, middle), (x, middle + size), (x - size, middle))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        painter.setPen(colour)
        words = in_digits(self._patient)
        width = self.fontMetrics().horizontalAdvance(words) + 8
        left = min(max(0.0, x - width / 2), self.width() - width)
        bottom = QRectF(left, self.height() - line, width, line)
        painter.drawText(bottom, int(Qt.AlignmentFlag.AlignHCenter), words)
        return bottom
