"""Axes of a chart: ticks at round values, captions, and what is drawn between them. Vectors and text only."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.figures.numbers import format_scale
from gui.figures.page import Page, line_height
from gui.figures.text import CENTRE, LEFT, RIGHT, draw_text, fitted, text_width

TICK = 4.0


def round_ticks(low: float, high: float, n: int) -> tuple[float, ...]:
    """About `n` round values from one end to the other."""
    raw = (high - low) / max(1, n)
    power = 10.0 ** floor(log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    return tuple(float(f"{k * step:.10g}") for k in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1))


def y_ticks(page: Page, y_range: tuple[float, float], height: float) -> tuple[float, ...]:
    """The round values at the left of a plot of this height."""
    return round_ticks(*y_range, max(2, int(height / (3 * line_height(page.caption_font)))))


def widest_tick(page: Page, y_range: tuple[float, float], height: float) -> float:
    """Width of the widest value at the left of a plot of this height."""
    captions = format_scale(y_ticks(page, y_range, height))[0]
    return max((text_width(caption, page.caption_font) for caption in captions), default=0.0)


@dataclass(frozen=True, eq=False)
class Axes:
    """A rectangle of the page whose sides are ranges of values; ``plot`` is what the values fill."""

    page: Page
    plot: QRectF
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    x_caption: str = ""
    y_caption: str = ""
    title: str = ""

    def at(self, x: float, y: float) -> QPointF:
        """The point of the page for a pair of values."""
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        return QPointF(
            self.plot.left() + (x - x0) / (x1 - x0) * self.plot.width(),
            self.plot.bottom() - (y - y0) / (y1 - y0) * self.plot.height(),
        )

    def draw_frame(self, painter: QPainter) -> None:
        """Axes, ticks, captions and title."""
        page, plot = self.page, self.plot
        self.draw_sides(painter)
        self.draw_x_ticks(painter)
        self.draw_y_ticks(painter)
        line = line_height(page.caption_font)
        below = QRectF(plot.left() - 20, plot.bottom() + TICK + line, plot.width() + 40, line)
        draw_text(painter, below, CENTRE, fitted(self.x_caption, page.caption_font, below.width()))
        self._draw_y_caption(painter)
        painter.setFont(page.strong_font)
        head = QRectF(plot.left(), plot.top() - 1.3 * line, plot.width(), line)
        draw_text(painter, head, LEFT, fitted(self.title, page.strong_font, plot.width()))

    def draw_sides(self, painter: QPainter) -> None:
        """The two lines below and at the left."""
        painter.setPen(QPen(self.page.ink, 0.8))
        painter.drawLine(QLineF(self.plot.bottomLeft(), self.plot.bottomRight()))
        painter.drawLine(QLineF(self.plot.topLeft(), self.plot.bottomLeft()))

    def draw_x_ticks(self, painter: QPainter, spacing: float = 7.0) -> None:
        """Round values below, about `spacing` lines of text from each other."""
        line = self._begin_ticks(painter)
        ticks = round_ticks(*self.x_range, max(2, int(self.plot.width() / (spacing * line))))
        for value, caption in zip(ticks, format_scale(ticks)[0], strict=True):
            place = self.at(value, self.y_range[0])
            painter.drawLine(QLineF(place, QPointF(place.x(), place.y() + TICK)))
            draw_text(painter, QRectF(place.x() - 50, place.y() + TICK, 100, line), CENTRE, caption)

    def draw_y_ticks(self, painter: QPainter) -> None:
        """Round values at the left."""
        line = self._begin_ticks(painter)
        ticks = y_ticks(self.page, self.y_range, self.plot.height())
        for value, caption in zip(ticks, format_scale(ticks)[0], strict=True):
            place = self.at(self.x_range[0], value)
            painter.drawLine(QLineF(QPointF(place.x() - TICK, place.y()), place))
            draw_text(painter, QRectF(place.x() - TICK - 102, place.y() - line / 2, 100, line), RIGHT, caption)

    def _begin_ticks(self, painter: QPainter) -> float:
        painter.setFont(self.page.caption_font)
        painter.setPen(QPen(self.page.ink, 0.8))
        return line_height(self.page.caption_font)

    def _draw_y_caption(self, painter: QPainter) -> None:
        line = line_height(self.page.caption_font)
        widest = widest_tick(self.page, self.y_range, self.plot.height())
        painter.save()
        painter.translate(self.plot.left() - TICK - widest - 0.9 * line, self.plot.center().y())
        painter.rotate(-90)
        height = self.plot.height() + 2 * line
        rect = QRectF(-height / 2, -line / 2, height, line)
        draw_text(painter, rect, CENTRE, fitted(self.y_caption, self.page.caption_font, height))
        painter.restore()

    def draw_curve(self, painter: QPainter, x: np.ndarray, y: np.ndarray, colour: QColor, width: float = 1.2) -> None:
        """A line through points; it is broken where a value is missing."""
        painter.setPen(QPen(colour, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        known = np.isfinite(y)
        for run in np.split(np.arange(len(y)), np.flatnonzero(np.diff(known)) + 1):
            if len(run) and known[run[0]]:
                painter.drawPolyline(QPolygonF([self.at(float(x[i]), float(y[i])) for i in run]))

    def draw_bars(self, painter: QPainter, edges: np.ndarray, heights: np.ndarray, colour: QColor) -> None:
        """Bars from 0 between edges."""
        painter.setPen(QPen(self.page.paper, 0.4))
        painter.setBrush(colour)
        for left, right, height in zip(edges[:-1], edges[1:], heights, strict=True):
            if height > 0:
                corner = self.at(float(left), float(height))
                painter.drawRect(QRectF(corner, self.at(float(right), 0.0)))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def draw_mark(self, painter: QPainter, x: float, caption: str, colour: QColor) -> None:
        """A vertical line at a value with words at its upper end."""
        top = self.at(x, self.y_range[1])
        painter.setPen(QPen(colour, 1.6))
        painter.drawLine(QLineF(self.at(x, self.y_range[0]), top))
        painter.setFont(self.page.strong_font)
        line, width = line_height(self.page.strong_font), text_width(caption, self.page.strong_font)
        goes_left = top.x() + 4 + width > self.plot.right()
        left = top.x() - 4 - width if goes_left else top.x() + 4
        draw_text(painter, QRectF(left, top.y(), width, line), LEFT, caption)

    def draw_band(self, painter: QPainter, low: float, high: float, colour: QColor) -> None:
        """A filled band between two x values."""
        painter.fillRect(QRectF(self.at(low, self.y_range[1]), self.at(high, self.y_range[0])), colour)


def padded(values: Sequence[float] | np.ndarray, share: float = 0.06) -> tuple[float, float]:
    """The range of the finite values with a margin; (0, 1) where there is none."""
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    if not known.size:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    margin = (high - low) * share or 0.5 * abs(high) or 0.5
    return low - margin, high + margin
