"""The paper of the report: A4, its margins, sizes of text, colours; and a pen that remembers where it wrote.

Lengths are in 1/96 inch. The boxes that the pen remembers let a test find text that is cut off or lies over other text.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.figures.text import LEFT, draw_text, figure_font, text_width

PAPER_WIDTH, PAPER_HEIGHT = 793.7, 1122.5  # 210 × 297 mm
MARGIN, FOOTER = 36.0, 18.0
BODY_WIDTH = PAPER_WIDTH - 2 * MARGIN
BODY_BOTTOM = PAPER_HEIGHT - MARGIN - FOOTER
INK, DIM, LINE = QColor("#1b2430"), QColor("#4d5866"), QColor("#b9c1cc")
GREEN, AMBER, RED = QColor("#1a7f4b"), QColor("#8f5f00"), QColor("#c62828")
BLUE, PATIENT = QColor("#2f6fb0"), QColor("#b3126b")
HEADING, BODY, SMALL = 12.5, 11.0, 10.0


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """A font of the report."""
    return figure_font(size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)


def line_of(size: float = BODY) -> float:
    """The height of a line of text."""
    return QFontMetricsF(font(size)).height()


def broken(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines that fit a width; a word that is wider is broken, so that nothing of it is lost."""
    wanted = font(size, bold=bold)
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, wanted) <= width:
            lines[-1] = joined
            continue
        *whole, rest = _pieces(word, wanted, width)
        lines.extend([*whole, rest])
    return tuple(lines) or ("",)


def _pieces(word: str, wanted: QFont, width: float) -> list[str]:
    """A word in pieces that fit, broken after a point or an underscore where there is one."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, wanted) > width:
            kept = max(pieces[-1].rfind(mark) for mark in "._/") + 1
            pieces.append(pieces[-1][kept:] if kept > 0 else "")
            if kept > 0:
                pieces[-2] = pieces[-2][:kept]
        pieces[-1] += character
    return pieces


@dataclass(eq=False)
class Ink:
    """Writes with a painter, and remembers each piece of text with the box that it fills."""

    painter: QPainter
    boxes: list[tuple[QRectF, str]] = field(default_factory=list)

    def say(
        self, rect: QRectF, text: str, size: float = BODY, *, bold: bool = False, colour: QColor = INK,
        alignment: Qt.AlignmentFlag = LEFT,
    ) -> None:  # fmt: skip
        """Write one line in a rectangle."""
        if not text:
            return
        wanted = font(size, bold=bold)
        self.painter.setFont(wanted)
        self.painter.setPen(colour)
        draw_text(self.painter, rect, alignment, text)
        width = text_width(text, wanted)
        x = rect.left()
        if alignment & Qt.AlignmentFlag.AlignRight:
            x = rect.right() - width
        elif alignment & Qt.AlignmentFlag.AlignHCenter:
            x = rect.center().x() - width / 2
        self.boxes.append((QRectF(x, rect.center().y() - size / 2, width, size), text))

    def rule(self, x: float, y: float, width: float, colour: QColor = LINE, thickness: float = 0.7) -> None:
        """A horizontal line."""
        self.painter.setPen(QPen(colour, thickness))
        self.painter.drawLine(QPointF(x, y), QPointF(x + width, y))
