"""Maps whose values are classes, not amounts: their colours, and a legend of swatches with words in place of a bar.

The colours of a class are those of its colour map, which is one of equal blocks; the hues are those of Okabe & Ito
(2008), which readers with any of the usual colour-vision deficiencies tell apart.
"""

from math import ceil

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from analysis.colour import CLASSES, ColourScale, rgba
from gui.figures.text import CENTRE, LEFT, draw_text, fitted

_GAP = 5.0
_COLUMN = 16.0  # between two columns of swatches


def is_categorical(scale: ColourScale) -> bool:
    """Whether the values of a scale are classes."""
    return scale.colormap in CLASSES


def legend_height(font: QFont, scale: ColourScale, unit: str, width: float) -> float:
    """Height of the legend in two columns, or in one where the words need the width, with the caption below."""
    line = QFontMetricsF(font).height()
    rows = ceil(len(CLASSES[scale.colormap]) / _columns(font, scale, width))
    return rows * (line + 2.0) + (line if unit else 0.0)


def legend_width(font: QFont, scale: ColourScale) -> float:
    """Width of the legend in one column."""
    metrics = QFontMetricsF(font)
    widest = max(metrics.horizontalAdvance(words) for words in CLASSES[scale.colormap])
    return float(widest + metrics.height() + _GAP)


def draw_legend(
    painter: QPainter, rect: QRectF, scale: ColourScale, unit: str, text_colour: QColor, *, one_column: bool
) -> None:
    """Swatches with words inside a rectangle, with the painter's font; the caption below them."""
    font, words = painter.font(), CLASSES[scale.colormap]
    line = QFontMetricsF(font).height()
    columns = 1 if one_column else _columns(font, scale, rect.width())
    width = min(legend_width(font, scale), (rect.width() - (columns - 1) * _COLUMN) / columns)
    left = rect.left() + (rect.width() - columns * width - (columns - 1) * _COLUMN) / 2
    rows = ceil(len(words) / columns)
    for index, text in enumerate(words):
        column, row = divmod(index, rows)
        place = QRectF(left + column * (width + _COLUMN), rect.top() + row * (line + 2), width, line)
        swatch = QRectF(place.left(), place.top() + 0.15 * line, 0.7 * line, 0.7 * line)
        painter.fillRect(swatch, _colour(scale, index + 1))
        painter.setPen(text_colour)
        painter.drawRect(swatch)
        beside = place.adjusted(line + _GAP, 0, 0, 0)
        draw_text(painter, beside, LEFT, fitted(text, font, beside.width() + 1))
    if unit:
        below = QRectF(rect.left(), rect.top() + rows * (line + 2), rect.width(), line)
        draw_text(painter, below, CENTRE, fitted(unit, font, rect.width()))


def _columns(font: QFont, scale: ColourScale, width: float) -> int:
    return 2 if 2 * legend_width(font, scale) + _COLUMN <= width else 1


def _colour(scale: ColourScale, value: int) -> QColor:
    red, green, blue, _ = (int(v) for v in rgba(np.array([float(value)]), scale)[0])
    return QColor(red, green, blue)
