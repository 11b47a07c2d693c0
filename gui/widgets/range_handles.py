"""A histogram with handles on it: the window of an image, or the threshold and maximum of an overlay."""

from dataclasses import dataclass, replace
from math import inf

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from analysis.colour import ColourScale, rgba
from analysis.histogram import Histogram
from gui.qt_safe import QtSafe

_GRAB_PIXELS = 9.0
_BAR_HEIGHT = 8


@dataclass(frozen=True)
class _Handle:
    """What a handle moves: ``low`` or ``high`` end of the colours, or one side of the ``gap``."""

    name: str
    value: float


class RangeHandles(QtSafe, QWidget):
    """Shows where the values lie and how they become colours, and lets the user drag the limits.

    ``scale_changed(ColourScale)`` is sent while a handle moves. A two-sided scale keeps its symmetry.
    """

    scale_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histogram: Histogram | None = None
        self._scale: ColourScale | None = None
        self._dragged: str | None = None
        self._held_limits: tuple[float, float] | None = None  # the axis must not run away under a dragged handle
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setToolTip(
            self.tr("Drag the handles. Window of an image, threshold and maximum of an overlay. The gap is not drawn.")
        )

    def sizeHint(self) -> QSize:
        """Wide enough for handles that can be told apart."""
        return QSize(220, 62)

    def show_values(self, histogram: Histogram) -> None:
        """Draw another distribution."""
        self._histogram = histogram
        self.update()

    def show_scale(self, scale: ColourScale) -> None:
        """Put the handles where the scale says."""
        self._scale = scale
        self.update()

    # -- geometry ----------------------------------------------------------------------------------------

    def _limits(self) -> tuple[float, float]:
        """The values at the left and the right edge."""
        assert self._scale is not None
        if self._held_limits is not None:
            return self._held_limits
        ends = [self._scale.low, self._scale.high]
        if self._histogram is not None:
            ends += [float(self._histogram.edges[0]), float(self._histogram.edges[-1])]
        low, high = min(ends), max(ends)
        if self._scale.is_two_sided:
            high = max(abs(low), abs(high))
            low = -high
        margin = 0.03 * (high - low)
        return low - margin, high + margin

    def _x(self, value: float) -> float:
        low, high = self._limits()
        return (value - low) / (high - low) * self.width()

    def _value(self, x: float) -> float:
        low, high = self._limits()
        return low + x / max(1, self.width()) * (high - low)

    def _handles(self) -> list[_Handle]:
        scale = self._scale
        if scale is None:
            return []
        handles = [_Handle("low", scale.low), _Handle("high", scale.high)]
        if scale.gap is not None:
            sides = zip(("gap_low", "gap_high"), scale.gap, strict=True)
            handles += [_Handle(name, value) for name, value in sides if abs(value) < inf]
        return handles

    # -- painting ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._scale is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self.height() - _BAR_HEIGHT - 4
        self._paint_histogram(painter, bottom)
        self._paint_bar(painter, bottom + 3)
        for handle in self._handles():
            self._paint_handle(painter, handle, bottom)
        painter.end()

    def _paint_histogram(self, painter: QPainter, bottom: float) -> None:
        if self._histogram is None or not self._histogram.counts.any():
            return
        heights = np.sqrt(self._histogram.counts / self._histogram.counts.max()) * (bottom - 4)
        low, high = self._limits()
        edges = np.repeat((self._histogram.edges - low) / (high - low) * self.width(), 2)
        tops = bottom - np.concatenate([[0], np.repeat(heights, 2), [0]])
        outline = [QPointF(x, y) for x, y in zip(edges.tolist(), tops.tolist(), strict=True)]
        fill = QColor(self.palette().color(QPalette.ColorRole.PlaceholderText))
        fill.setAlpha(110)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF(outline))

    def _paint_bar(self, painter: QPainter, top: float) -> None:
        """The colours of the values along the axis; hidden ones are left out."""
        assert self._scale is not None
        low, high = self._limits()
        values = low + (np.arange(self.width()) + 0.5) / max(1, self.width()) * (high - low)
        colours = rgba(values, replace(self._scale, opacity=1.0, faint=0.0))
        place = QRectF(0, top, self.width(), _BAR_HEIGHT)
        painter.fillRect(place, self.palette().color(QPalette.ColorRole.Mid))
        row = QImage(colours.data, len(values), 1, colours.nbytes, QImage.Format.Format_RGBA8888)
        painter.drawImage(place, row)

    def _paint_handle(self, painter: QPainter, handle: _Handle, bottom: float) -> None:
        x = self._x(handle.value)
        is_gap = handle.name.startswith("gap")
        role = QPalette.ColorRole.Highlight if is_gap else QPalette.ColorRole.WindowText
        colour = self.palette().color(role)
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(x, 3), QPointF(x, bottom))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([QPointF(x - 5, bottom + 4), QPointF(x + 5, bottom + 4), QPointF(x, bottom - 5)]))

    # -- mouse ---------------------------------------------------------------------------------------------

    def _handle_at(self, x: float) -> str | None:
        near = [(abs(self._x(h.value) - x), h.name) for h in self._handles()]
        near.sort(key=lambda entry: (entry[0], not entry[1].startswith("gap")))
        return near[0][1] if near and near[0][0] <= _GRAB_PIXELS else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged = self._handle_at(event.position().x())
        self._held_limits = self._limits() if self._dragged is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = min(max(event.position().x(), 0.0), float(self.width()))
        if self._dragged is None:
            over = self._handle_at(x) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
        elif self._scale is not None:
            moved = moved_scale(self._scale, self._dragged, self._value(x))
            if moved is not None:
                self.show_scale(moved)
                self.scale_changed.emit(moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = self._held_limits = None
        self.update()


def moved_scale(scale: ColourScale, handle: str, value: float) -> ColourScale | None:
    """The scale after a handle was dragged to a value; None where the limits would cross.

    On a two-sided scale the ends stay symmetrical, and so does the gap if it was.
    """
    if handle in ("low", "high"):
        if scale.is_two_sided:
            end = abs(value)
            return replace(scale, low=-end, high=end) if end > 0 else None
        low, high = (value, scale.high) if handle == "low" else (scale.low, value)
        return replace(scale, low=low, high=high) if low < high else None
    if scale.gap is None:
        return None
    if scale.is_two_sided and scale.gap[0] == -scale.gap[1]:
        edge = abs(value)
        return replace(scale, gap=(-edge, edge))
    below, above = (value, scale.gap[1]) if handle == "gap_low" else (scale.gap[0], value)
    return replace(scale, gap=(below, above)) if below <= above else None
