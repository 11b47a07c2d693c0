"""The small plots of the report: dot plots of regions, and the largest |t| of everyone."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from analysis.report.document import DotPlot, Histogram
from analysis.report.wording import number
from gui.figures.report_ink import BLUE, DIM, INK, LINE, PATIENT, SMALL, Ink, font, line_of
from gui.figures.text import CENTRE, LEFT, RIGHT, fitted, text_width

DOTS_HEIGHT = 49.0
_DOT, _DIAMOND = 2.6, 5.5
_PADDING = 0.06


def draw_dots(ink: Ink, rect: QRectF, plot: DotPlot) -> None:
    """One region: a line with the controls, the band in which 95 % would be, what is expected, and the patient."""

    line = line_of(SMALL)
    title = fitted(plot.caption, font(SMALL, bold=True), rect.width())
    ink.say(QRectF(rect.left(), rect.top(), rect.width(), line), title, SMALL, bold=True)
    low, high = _span([*plot.controls, plot.patient, plot.expected, *plot.interval])
    left, width = rect.left() + 6, rect.width() - 12

    def x_of(value: float) -> float:
        return left + (value - low) / (high - low) * width

    middle = rect.top() + line + 13
    painter = ink.painter
    if np.isfinite(plot.interval).all():
        start, end = map(x_of, plot.interval)
        painter.fillRect(QRectF(start, middle - 11, end - start, 22), QColor("#e3e8ef"))
    ink.rule(left, middle, width)
    if np.isfinite(plot.expected):
        painter.setPen(QPen(DIM, 1.4))
        painter.drawLine(QPointF(x_of(plot.expected), middle - 11), QPointF(x_of(plot.expected), middle + 11))
    _draw_controls(ink, [x_of(v) for v in np.sort(plot.controls[np.isfinite(plot.controls)])], middle)
    if np.isfinite(plot.patient):
        _draw_diamond(ink, x_of(plot.patient), middle)
    _draw_numbers(ink, QRectF(rect.left(), middle + 12, rect.width(), line), plot, (low, high), x_of(plot.patient))


def _span(values: Sequence[float]) -> tuple[float, float]:
    known = [float(v) for v in values if np.isfinite(v)]
    if not known:
        return 0.0, 1.0
    margin = _PADDING * (max(known) - min(known)) or 0.5
    return min(known) - margin, max(known) + margin


def _draw_controls(ink: Ink, places: Sequence[float], middle: float) -> None:
    ink.painter.setPen(Qt.PenStyle.NoPen)
    ink.painter.setBrush(BLUE)
    stacks: dict[int, int] = {}
    for x in places:
        column = round(x / (2 * _DOT))
        count = stacks[column] = stacks.get(column, -1) + 1
        shift = ((count + 1) // 2) * (1 if count % 2 else -1) * 2 * _DOT
        ink.painter.drawEllipse(QPointF(x, middle + float(np.clip(shift, -11, 11))), _DOT, _DOT)


def _draw_diamond(ink: Ink, x: float, y: float) -> None:
    corners = ((x, y - _DIAMOND), (x + _DIAMOND, y), (x, y + _DIAMOND), (x - _DIAMOND, y))
    ink.painter.setPen(QPen(QColor("white"), 0.8))
    ink.painter.setBrush(PATIENT)
    ink.painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _draw_numbers(ink: Ink, rect: QRectF, plot: DotPlot, span: tuple[float, float], x: float) -> None:
    """The patient's number below the diamond; those of the ends where there is room beside it."""

    unit = f" {plot.unit}" if plot.unit else ""
    words = f"{number(plot.patient)}{unit}"
    width = text_width(words, font(SMALL, bold=True))
    left = min(max(rect.left(), x - width / 2), rect.right() - width)
    ink.say(QRectF(left, rect.top(), width, rect.height()), words, SMALL, bold=True, colour=PATIENT)
    for value, alignment in ((span[0], LEFT), (span[1], RIGHT)):
        text = number(value)
        taken = text_width(text, font(SMALL))
        is_free = left > rect.left() + taken + 6 if alignment == LEFT else left + width < rect.right() - taken - 6
        if is_free:
            ink.say(rect, text, SMALL, colour=DIM, alignment=alignment)


def draw_maxima(ink: Ink, rect: QRectF, section: Histogram) -> None:
    """How many controls have which largest |t|, and where the patient is."""
    line = line_of(SMALL)
    known = section.controls[np.isfinite(section.controls)]
    low, high = _span([*known, section.patient])
    bins = int(np.clip(len(np.histogram_bin_edges(known, "fd")) - 1, 5, 16)) if known.size else 5
    counts, edges = np.histogram(known, bins=bins)
    plot = rect.adjusted(18, line + 2, -4, -2 * line - 2)
    most = max(1, int(counts.max()))

    def x_of(value: float) -> float:
        return plot.left() + (value - low) / (high - low) * plot.width()

    painter = ink.painter
    painter.setPen(QPen(QColor("white"), 0.6))
    painter.setBrush(QColor("#7ba6d6"))
    for count, start, end in zip(counts, edges[:-1], edges[1:], strict=True):
        height = plot.height() * float(count) / most
        painter.drawRect(QRectF(x_of(start), plot.bottom() - height, x_of(end) - x_of(start), height))
    ink.rule(plot.left(), plot.bottom(), plot.width(), INK)
    painter.setPen(QPen(LINE, 0.7))
    painter.drawLine(plot.topLeft(), plot.bottomLeft())
    painter.setPen(QPen(PATIENT, 1.8))
    painter.drawLine(QPointF(x_of(section.patient), plot.top() - 2), QPointF(x_of(section.patient), plot.bottom()))
    ends = [(float(edge), x_of(float(edge))) for edge in (edges[0], edges[-1])]
    _draw_axis_words(ink, rect, plot, section, ends, most, x_of(section.patient))


def _draw_axis_words(
    ink: Ink, rect: QRectF, plot: QRectF, section: Histogram, ends: list[tuple[float, float]], most: int, x: float
) -> None:

    line = line_of(SMALL)
    words = f"patient {number(section.patient)}"
    width = text_width(words, font(SMALL, bold=True))
    left = min(max(plot.left(), x - width / 2), plot.right() - width)
    ink.say(QRectF(left, rect.top(), width, line), words, SMALL, bold=True, colour=PATIENT)
    ink.say(QRectF(rect.left(), plot.top() - 2, 14, line), str(most), SMALL, colour=DIM, alignment=RIGHT)
    ink.say(QRectF(rect.left(), plot.bottom() - line + 2, 14, line), "0", SMALL, colour=DIM, alignment=RIGHT)
    below = QRectF(plot.left(), plot.bottom() + 2, plot.width(), line)
    for value, place in ends:  # each number below its own end of the bars, wherever the patient is
        half = text_width(number(value), font(SMALL)) / 2 + 1
        middle = min(max(place, below.left() + half), below.right() - half)
        ink.say(QRectF(middle - half, below.top(), 2 * half, line), number(value), SMALL, colour=DIM, alignment=CENTRE)
    caption = fitted(section.caption, font(SMALL), rect.width())
    ink.say(QRectF(rect.left(), below.bottom(), rect.width(), line), caption, SMALL, colour=DIM, alignment=CENTRE)
