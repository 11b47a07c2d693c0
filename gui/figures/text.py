"""One line of text on any painter: text stays text in SVG and PDF files."""

import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gui.fonts import load_fonts

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

NO_BREAK = "\N{NO-BREAK SPACE}"


def figure_font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The application's font at a whole number of units, without hinting, so that every device agrees."""
    font = QFont(load_fonts())
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Contextual forms have no code of their own: copied out of a PDF file, "−30" would be "30".
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def text_width(text: str, font: QFont) -> float:
    """Width of one line."""
    return QFontMetricsF(font).horizontalAdvance(text)


def fitted(text: str, font: QFont, width: float) -> str:
    """The text, its end replaced by an ellipsis where it is wider than `width`."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def wrapped(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """The text in lines that fit a width; a single word that is wider ends with an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, font) <= width:
            lines[-1] = joined
        else:
            lines.append(fitted(word, font, width))
    return tuple(lines)


def broken(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """The text in lines that fit a width, with nothing left out: names of columns are broken too, after ``_``, ``-`` or
    ``/`` if there is one, else between any two letters. `NO_BREAK` is a space that keeps its neighbours together."""
    lines: list[str] = []
    for word in text.split(" "):
        pieces = _pieces(word, font, width)
        for index, (gap, piece) in enumerate(pieces):
            joined = f"{lines[-1]}{gap if index else ' '}{piece}" if lines else ""
            begins_long_word = index == 0 and len(pieces) > 1 and not gap and len(piece) == 1
            if lines and not begins_long_word and text_width(joined, font) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    return tuple(line.replace(NO_BREAK, " ") for line in lines if line)


def _pieces(word: str, font: QFont, width: float) -> list[tuple[str, str]]:
    """A word, or the parts of it that may stand on different lines, each with what stands between it and the last."""
    if text_width(word, font) <= width:
        return [("", word)]
    if NO_BREAK in word:
        parts = [_pieces(part, font, width) for part in word.split(NO_BREAK)]
        return [
            ((" " if k and not j else piece[0]), piece[1])
            for k, part in enumerate(parts)
            for j, piece in enumerate(part)
        ]
    pieces: list[tuple[str, str]] = []
    for part in re.findall(r"[^_/-]*[_/-]|[^_/-]+", word):
        pieces += [("", part)] if text_width(part, font) <= width else [("", letter) for letter in part]
    return pieces


def draw_text(painter: QPainter, rect: QRectF, alignment: Qt.AlignmentFlag, text: str) -> None:
    """Draw one line in a rectangle, with the painter's font and pen; it is never clipped and never wrapped."""
    metrics = QFontMetricsF(painter.font())
    free = rect.width() - metrics.horizontalAdvance(text)
    x = rect.left()
    if alignment & Qt.AlignmentFlag.AlignRight:
        x += free
    elif alignment & Qt.AlignmentFlag.AlignHCenter:
        x += free / 2
    baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(x, baseline), text)
