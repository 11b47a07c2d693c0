"""One line of text on any painter: text stays text in SVG and PDF files."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gui.fonts import load_fonts

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


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
