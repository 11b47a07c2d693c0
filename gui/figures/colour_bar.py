"""The legend of a `ColourScale`: the colours, the gap, the threshold, the exact ends and the unit.

The colours come from `analysis.colour.rgba`, as those of the picture do, so the bar cannot say anything else than
what is drawn. Values in the gap have no colour; a bar whose gap reaches beyond one end is cut at zero where zero
lies in the gap, so a one-sided map has a one-sided bar.
"""

from dataclasses import dataclass, replace
from enum import IntEnum
from math import ceil, floor, inf, log10

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from analysis.colour import ColourScale, rgba
from gui.figures import categories
from gui.figures.numbers import format_scale
from gui.figures.text import CENTRE, LEFT, draw_text, fitted

TICK = 4.0  # length, in the painter's units
_SPACE = 3.0  # between a tick and its caption
_GAP_OPACITY = 0.16
_STEPS = 1024  # colours along the bar


class TickKind(IntEnum):
    """Why a value is marked; the lower ones come first where room is short."""

    END = 0
    THRESHOLD = 1
    ZERO = 2
    STEP = 3


@dataclass(frozen=True)
class Tick:
    """A marked value of the bar and its caption."""

    value: float
    kind: TickKind
    caption: str


@dataclass(frozen=True)
class _Placed:
    """A tick with the place of its caption; ``rect`` is None where there was no room."""

    tick: Tick
    rect: QRectF | None


@dataclass(frozen=True)
class CutScale(ColourScale):
    """A scale whose bar ends at the exact extremes of its map, ``ends``; the colours are those of the whole scale."""

    ends: tuple[float, float] = (-inf, inf)


def cut_to(scale: ColourScale, lowest: float, highest: float) -> CutScale:
    """The scale with a bar that ends where the values end."""
    return CutScale(
        scale.colormap, scale.low, scale.high, scale.gap, scale.opacity, scale.faint, (float(lowest), float(highest))
    )


def shown_range(scale: ColourScale) -> tuple[float, float]:
    """The values at the two ends of the bar."""
    low, high = scale.low, scale.high
    if scale.gap is not None:
        below, above = scale.gap
        if below == -inf and low < 0 < min(above, high):
            low = 0.0
        if above == inf and max(below, low) < 0 < high:
            high = 0.0
    if isinstance(scale, CutScale) and max(low, scale.ends[0]) < min(high, scale.ends[1]):
        return max(low, scale.ends[0]), min(high, scale.ends[1])
    return low, high


def colour_bar_ticks(scale: ColourScale) -> tuple[tuple[Tick, ...], str]:
    """The values to mark, in ascending order, and the power of ten of all captions, ``""`` for none.

    Marked are both ends, the thresholds and zero; where nothing is hidden, also some round values.
    """
    low, high = shown_range(scale)
    kinds = {low: TickKind.END, high: TickKind.END}
    for edge in scale.gap or ():
        if low < edge < high:
            kinds.setdefault(edge, TickKind.THRESHOLD)
    if low < 0 < high:
        kinds.setdefault(0.0, TickKind.ZERO)
    if scale.gap is None:
        for step in _round_steps(low, high):
            kinds.setdefault(step, TickKind.STEP)
    values = sorted(kinds)
    captions, power = format_scale(values)
    return tuple(Tick(value, kinds[value], text) for value, text in zip(values, captions, strict=True)), power


def _round_steps(low: float, high: float) -> list[float]:
    """Up to four round values strictly between two others."""
    raw = (high - low) / 4
    power = 10.0 ** floor(log10(raw))
    size = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    margin = 0.05 * (high - low)
    steps = [round(n * size, 12) if power > 1e-9 else n * size for n in range(ceil(low / size), floor(high / size) + 1)]
    return [step for step in steps if low + margin < step < high - margin]


def colour_bar_height(font: QFont, scale: ColourScale, unit: str, width: float) -> float:
    """Height that a horizontal bar of a width needs, so that it is of normal thickness and no threshold is left out."""
    if categories.is_categorical(scale):
        return categories.legend_height(font, scale, unit, width)
    line = QFontMetricsF(font).height()
    ticks, power = colour_bar_ticks(scale)
    bar = _between(ticks, QRectF(0, 0, width, 0.9 * line), font)
    placed = _place(ticks, [0.0, line], bar, scale, font)
    rows = 1 + max(mark.rect.top() > 0 for mark in placed if mark.rect is not None)
    return 0.9 * line + TICK + _SPACE / 2 + line * (rows + bool(unit or power))


def draw_colour_bar(
    painter: QPainter,
    rect: QRectF,
    scale: ColourScale,
    unit: str,
    *,
    text_colour: QColor,
    vertical: bool = False,
) -> None:
    """Draw the legend of a scale inside a rectangle, with the painter's font.

    A horizontal bar has its captions below and the unit below them, or at its right where the rectangle is less
    than about three lines high. A vertical one has its captions at the right and the unit along them. A map of
    classes has a swatch with words for each class instead.

    Parameters
    ----------
    painter : active on any device; its state is left as it was
    rect : where to draw, in the painter's coordinates; nothing is drawn outside
    scale : how the values were coloured
    unit : unit or name of the values, ``""`` for none; shortened with an ellipsis where it does not fit
    text_colour : of captions, ticks and frame
    vertical : low at the bottom instead of at the left
    """
    painter.save()
    painter.setPen(QPen(text_colour, 1.0))
    if categories.is_categorical(scale):
        categories.draw_legend(painter, rect, scale, unit, text_colour, one_column=vertical)
        painter.restore()
        return
    draw = _draw_vertical if vertical else _draw_horizontal
    draw(painter, QRectF(rect), scale, unit, text_colour)
    painter.restore()


def _draw_horizontal(painter: QPainter, rect: QRectF, scale: ColourScale, unit: str, colour: QColor) -> None:
    font = painter.font()
    ticks, power = colour_bar_ticks(scale)
    unit = f"{power} {unit}".strip()
    line = QFontMetricsF(font).height()
    below = TICK + _SPACE / 2 + line
    unit_is_below = bool(unit) and rect.height() >= 0.5 * line + below + line
    if unit and not unit_is_below:
        text = fitted(unit, font, 0.4 * rect.width())
        width = QFontMetricsF(font).horizontalAdvance(text) + 2 * _SPACE
        thickness = _thickness(rect.height() - below, line)
        draw_text(painter, QRectF(rect.right() - width, rect.top(), width, thickness), CENTRE, text)
        rect = rect.adjusted(0, 0, -width, 0)
    captions_height = rect.height() - TICK - _SPACE / 2 - (line if unit_is_below else 0)
    thickness = _thickness(captions_height - line, line)
    bar = _between(ticks, QRectF(rect.left(), rect.top(), rect.width(), thickness), font)
    rows = 2 if captions_height - thickness >= 2 * line - 0.01 else 1
    first_row = bar.bottom() + TICK + _SPACE / 2
    placed = _place(ticks, [first_row + row * line for row in range(rows)], bar, scale, font)
    _draw_bar(painter, bar, scale, colour, vertical=False)
    for mark in placed:
        x = bar.left() + _position(mark.tick.value, scale) * bar.width()
        end = bar.bottom() + TICK if mark.rect is None else mark.rect.top() - _SPACE / 2
        _draw_tick(painter, QLineF(x, bar.bottom(), x, end), QLineF(x, bar.top(), x, bar.bottom()), mark, colour)
    if unit_is_below:
        lowest = max([m.rect.bottom() for m in placed if m.rect is not None], default=first_row)
        draw_text(painter, QRectF(rect.left(), lowest, rect.width(), line), CENTRE, fitted(unit, font, rect.width()))


def _draw_vertical(painter: QPainter, rect: QRectF, scale: ColourScale, unit: str, colour: QColor) -> None:
    font = painter.font()
    metrics = QFontMetricsF(font)
    line = metrics.height()
    ticks, power = colour_bar_ticks(scale)
    unit = f"{power} {unit}".strip()
    captions_width = max(metrics.horizontalAdvance(tick.caption) for tick in ticks)
    unit_width = line + _SPACE if unit else 0.0
    thickness = _thickness(rect.width() - TICK - _SPACE - captions_width - unit_width, line)
    bar = QRectF(rect.left(), rect.top() + line / 2, thickness, rect.height() - line)
    left = bar.right() + TICK + _SPACE
    placed = _stack(ticks, QRectF(left, rect.top(), captions_width, rect.height()), bar, scale, line)
    _draw_bar(painter, bar, scale, colour, vertical=True)
    for mark in placed:
        y = bar.bottom() - _position(mark.tick.value, scale) * bar.height()
        end = QPointF(bar.right() + TICK, y if mark.rect is None else mark.rect.center().y())
        _draw_tick(
            painter, QLineF(QPointF(bar.right(), y), end), QLineF(bar.left(), y, bar.right(), y), mark, colour, LEFT
        )
    if unit:
        painter.translate(left + captions_width + _SPACE + line / 2, rect.center().y())
        painter.rotate(-90)
        along = QRectF(-rect.height() / 2, -line / 2, rect.height(), line)
        draw_text(painter, along, CENTRE, fitted(unit, font, rect.height()))


def _thickness(room: float, line: float) -> float:
    return max(3.0, min(room, 0.9 * line))


def _between(ticks: tuple[Tick, ...], rect: QRectF, font: QFont) -> QRectF:
    """The bar inside a rectangle that leaves room for those halves of the end captions that stand out."""
    metrics = QFontMetricsF(font)
    left, right = (metrics.horizontalAdvance(tick.caption) / 2 + 0.5 for tick in (ticks[0], ticks[-1]))
    return rect.adjusted(left, 0, -right, 0)


def _position(value: float, scale: ColourScale) -> float:
    low, high = shown_range(scale)
    return (value - low) / (high - low)


def _place(ticks: tuple[Tick, ...], rows: list[float], bar: QRectF, scale: ColourScale, font: QFont) -> list[_Placed]:
    """Give each tick the first row where its caption touches no other; steps and zero only in the first row."""
    metrics = QFontMetricsF(font)
    taken: list[QRectF] = []
    placed: list[_Placed] = []
    for tick in sorted(ticks, key=lambda t: t.kind):
        width = metrics.horizontalAdvance(tick.caption)
        x = bar.left() + _position(tick.value, scale) * bar.width() - width / 2
        tops = rows if tick.kind <= TickKind.THRESHOLD else rows[:1]
        choices = (QRectF(x, top, width, metrics.height()) for top in tops)
        margin = 2 * _SPACE
        rect = next(
            (r for r in choices if not any(r.adjusted(-margin, 0, margin, 0).intersects(t) for t in taken)), None
        )
        if rect is not None:
            taken.append(rect)
        placed.append(_Placed(tick, rect))
    return placed


def _stack(ticks: tuple[Tick, ...], column: QRectF, bar: QRectF, scale: ColourScale, line: float) -> list[_Placed]:
    """Captions beside a vertical bar: a threshold is moved off its neighbour, a less important tick is left out."""
    taken: list[float] = []
    placed: list[_Placed] = []
    for tick in sorted(ticks, key=lambda t: t.kind):
        y = bar.bottom() - _position(tick.value, scale) * bar.height()
        shifts = [0.0]
        if tick.kind is TickKind.THRESHOLD:
            shifts += [sign * n * line / 4 for n in range(1, 9) for sign in (1, -1)]
        inside = (y + s for s in shifts if column.top() <= y + s - line / 2 and y + s + line / 2 <= column.bottom())
        centre = next((c for c in inside if all(abs(c - other) >= line - 0.01 for other in taken)), None)
        if centre is None:
            placed.append(_Placed(tick, None))
            continue
        taken.append(centre)
        placed.append(_Placed(tick, QRectF(column.left(), centre - line / 2, column.width(), line)))
    return placed


def _draw_bar(painter: QPainter, bar: QRectF, scale: ColourScale, colour: QColor, *, vertical: bool) -> None:
    low, high = shown_range(scale)
    values = low + (np.arange(_STEPS) + 0.5) / _STEPS * (high - low)
    pixels = rgba(values, replace(scale, opacity=1.0))
    pixels = pixels[::-1, None] if vertical else pixels[None, :]
    pixels = np.ascontiguousarray(np.repeat(pixels, 4, axis=1 if vertical else 0))
    image = QImage(pixels.data, pixels.shape[1], pixels.shape[0], pixels.strides[0], QImage.Format.Format_RGBA8888)
    gap_colour = QColor(colour)
    gap_colour.setAlphaF(_GAP_OPACITY)
    painter.fillRect(bar, gap_colour)
    painter.drawImage(bar, image)
    painter.drawRect(bar)


def _draw_tick(
    painter: QPainter,
    tick: QLineF,
    across: QLineF,
    mark: _Placed,
    colour: QColor,
    alignment: Qt.AlignmentFlag = CENTRE,
) -> None:
    painter.setPen(QPen(colour, 1.0))
    painter.drawLine(tick)
    if mark.tick.kind is TickKind.THRESHOLD:
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(across)
    if mark.rect is not None:
        draw_text(painter, mark.rect, alignment, mark.tick.caption)
