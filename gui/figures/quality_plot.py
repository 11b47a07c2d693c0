"""A plot over the volumes of a series: curves, threshold lines and axes, drawn on a sheet."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.figures.numbers import format_scale
from gui.figures.quality_sheet import Sheet, round_ticks
from gui.figures.text import CENTRE, LEFT, RIGHT, fitted

_TICK = 4.0


@dataclass(frozen=True, eq=False)
class Curve:
    """Values over the volumes ``(n,)``, their caption and colour."""

    caption: str
    values: np.ndarray
    colour: str


@dataclass(frozen=True)
class Threshold:
    """A dashed line across the plot; drawn where it lies within the range of the curves."""

    value: float
    caption: str
    colour: str


@dataclass(frozen=True, eq=False)
class Plot:
    """A caption, curves, thresholds; ``low`` and ``high`` are the least range of values that is shown.

    ``details`` are numbers beside the caption.
    """

    caption: str
    curves: tuple[Curve, ...]
    thresholds: tuple[Threshold, ...] = ()
    low: float = 0.0
    high: float = 1.0
    details: tuple[str, ...] = ()

    @property
    def range(self) -> tuple[float, float]:
        """What is shown: at least ``low`` to ``high``, and all values."""
        values = np.concatenate([curve.values for curve in self.curves])
        values = values[np.isfinite(values)]
        if not values.size:
            return self.low, self.high
        return min(self.low, float(values.min())), max(self.high, float(values.max()))


@dataclass(frozen=True)
class TimeAxis:
    """``n`` volumes; seconds apart, or None where that is not known."""

    n: int
    tr_s: float | None

    @property
    def caption(self) -> str:
        """What is on the axis."""
        return "time, s" if self.tr_s else "volume"

    @property
    def end(self) -> float:
        """Of the last volume, in what the axis shows."""
        return (self.n - 1) * (self.tr_s or 1.0)

    def x(self, index: float, rect: QRectF) -> float:
        """Where a volume is; the first and the last one at the ends."""
        return rect.left() + index / max(1, self.n - 1) * rect.width()


def axis_width(sheet: Sheet, plots: tuple[Plot, ...]) -> float:
    """Room for the captions at the left of several plots that share their time axis."""
    captions = [c for plot in plots for c in format_scale(round_ticks(*plot.range, 4))[0]]
    return max(sheet.wide(caption, small=True) for caption in captions) + _TICK + 6


def header_height(sheet: Sheet, plot: Plot, width: float) -> float:
    """Room over a plot for its caption, its numbers and the names of its curves."""
    return (1 + _flow(sheet, plot, width)[-1].row) * sheet.line_height() + 2


@dataclass(frozen=True)
class _Word:
    """A piece of the header and where it stands."""

    text: str
    colour: str
    bold: bool
    x: float
    row: int


def _flow(sheet: Sheet, plot: Plot, width: float) -> list[_Word]:
    """Caption, numbers, names of curves: one after the other, in as many rows as the width asks for."""
    names = [(c.caption, c.colour) for c in plot.curves] if len(plot.curves) > 1 else []
    pieces = [(plot.caption, sheet.ink), *((text, sheet.dim) for text in plot.details), *names]
    words: list[_Word] = []
    x, row = 0.0, 0
    for number, (text, colour) in enumerate(pieces):
        length = sheet.wide(text) * (1.08 if number == 0 else 1)  # bold is wider
        if x and x + length > width:
            x, row = 0.0, row + 1
        words.append(_Word(fitted(text, sheet.font(bold=number == 0), width), colour, number == 0, x, row))
        x += length + 14
    return words


def draw_plot(painter: QPainter, sheet: Sheet, rect: QRectF, plot: Plot, axis: TimeAxis) -> None:
    """Draw a plot: ``rect`` is what the curves fill; captions are above and at the left of it."""
    low, high = plot.range
    _draw_header(painter, sheet, rect, plot)
    painter.setPen(QPen(QColor(sheet.line), 1))
    painter.drawRect(rect)

    def y(value: float) -> float:
        return rect.bottom() - (value - low) / (high - low) * rect.height()

    ticks = round_ticks(low, high, 4)
    height = sheet.line_height(small=True)
    for value, caption in zip(ticks, format_scale(ticks)[0], strict=True):
        painter.setPen(QPen(QColor(sheet.line), 1))
        painter.drawLine(QLineF(rect.left(), y(value), rect.right(), y(value)))
        left = QRectF(0, y(value) - height / 2, rect.left() - _TICK, height)
        sheet.say(painter, left, RIGHT, caption, colour=sheet.dim, small=True)
    for curve in plot.curves:
        painter.setPen(QPen(QColor(curve.colour), 1.4))
        painter.drawPolyline(
            QPolygonF([QPointF(axis.x(t, rect), y(float(v))) for t, v in enumerate(curve.values) if np.isfinite(v)])
        )
    for threshold in plot.thresholds:
        if low <= threshold.value <= high:
            _draw_threshold(painter, sheet, rect, y(threshold.value), threshold)


def _draw_header(painter: QPainter, sheet: Sheet, rect: QRectF, plot: Plot) -> None:
    line = sheet.line_height()
    top = rect.top() - header_height(sheet, plot, rect.width())
    for word in _flow(sheet, plot, rect.width()):
        place = QRectF(rect.left() + word.x, top + word.row * line, rect.width(), line)
        sheet.say(painter, place, LEFT, word.text, colour=word.colour, bold=word.bold)


def _draw_threshold(painter: QPainter, sheet: Sheet, rect: QRectF, y: float, threshold: Threshold) -> None:
    painter.setPen(QPen(QColor(threshold.colour), 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
    height = sheet.line_height(small=True)
    top = y - height if y - height > rect.top() else y + 1
    place = QRectF(rect.left(), top, rect.width() - 4, height)
    sheet.say(painter, place, RIGHT, threshold.caption, colour=threshold.colour, small=True)


def time_axis_height(sheet: Sheet) -> float:
    """Room below the lowest plot."""
    return 2 * sheet.line_height(small=True) + _TICK + 2


def draw_time_axis(painter: QPainter, sheet: Sheet, rect: QRectF, axis: TimeAxis) -> None:
    """Ticks and captions below a plot."""
    height = sheet.line_height(small=True)
    first = 0.0 if axis.tr_s else 1.0  # volumes are counted from 1
    ticks = round_ticks(first, first + axis.end, max(3, int(rect.width() / (60 * sheet.text))))
    for value, caption in zip(ticks, format_scale(ticks)[0], strict=True):
        x = axis.x((value - first) / (axis.tr_s or 1.0), rect)
        painter.setPen(QPen(QColor(sheet.dim), 1))
        painter.drawLine(QLineF(x, rect.bottom(), x, rect.bottom() + _TICK))
        place = QRectF(x - 40, rect.bottom() + _TICK + 1, 80, height)
        sheet.say(painter, place, CENTRE, caption, colour=sheet.dim, small=True)
    below = QRectF(rect.left(), rect.bottom() + _TICK + 1 + height, rect.width(), height)
    sheet.say(painter, below, CENTRE, axis.caption, colour=sheet.dim, small=True)
