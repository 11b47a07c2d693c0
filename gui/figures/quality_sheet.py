"""What the figures of quality are drawn on: width, size of the text, and colours, for a page or for the window."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from analysis.provenance import Provenance
from gui.figures.export import Figure
from gui.figures.text import LEFT, draw_text, figure_font, wrapped

_TEXT = 12  # 1/96 inch at 100 %
BLUE, ORANGE, GREEN = "#2f8fd8", "#e07b39", "#2aa876"  # told apart by colour-blind readers, on dark and on light


@dataclass(frozen=True)
class Sheet:
    """``width`` is in 1/96 inch, ``text`` the size of the text (1 is 100 %); colours are #rrggbb.

    ``tile`` is the least width of a slice: of as many slices as fit, those in between are left out.
    """

    width: float = 860.0
    text: float = 1.0
    paper: str = "#ffffff"
    ink: str = "#1b2430"
    dim: str = "#5c6878"
    line: str = "#cfd5de"
    good: str = "#1a7f4b"
    warning: str = "#8f5f00"
    error: str = "#c62828"
    tile: float = 84.0

    def font(self, *, small: bool = False, bold: bool = False) -> QFont:
        """The font of captions."""
        size = round((_TEXT - 1.5 * small) * self.text)
        return figure_font(size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)

    def line_height(self, *, small: bool = False) -> float:
        """Of one line of text."""
        return QFontMetricsF(self.font(small=small)).height()

    def wide(self, text: str, *, small: bool = False) -> float:
        """Width of one line of text."""
        return QFontMetricsF(self.font(small=small)).horizontalAdvance(text)

    def figure(self, height: float, draw: Callable[[QPainter], None], name: str, description: str) -> Figure:
        """A figure of this width on this paper."""

        def on_paper(painter: QPainter) -> None:
            painter.fillRect(QRectF(0, 0, self.width, ceil(height)), QColor(self.paper))
            draw(painter)

        return Figure(self.width, ceil(height), on_paper, Provenance(f"gui.figures.{name}"), description)

    def say(
        self, painter: QPainter, rect: QRectF, alignment: Qt.AlignmentFlag, text: str, *, colour: str = "",
        small: bool = False, bold: bool = False,
    ) -> None:  # fmt: skip
        """Write one line."""
        painter.setFont(self.font(small=small, bold=bold))
        painter.setPen(QColor(colour or self.ink))
        draw_text(painter, rect, alignment, text)

    def lines(self, text: str) -> tuple[str, ...]:
        """Small text in lines that fit the sheet."""
        return wrapped(text, self.font(small=True), self.width - 4)

    def paragraph(self, painter: QPainter, y: float, lines: tuple[str, ...]) -> float:
        """Write small dim lines from y on; returns where they end."""
        height = self.line_height(small=True)
        for line in lines:
            self.say(painter, QRectF(2, y, self.width - 4, height), LEFT, line, colour=self.dim, small=True)
            y += height
        return y


PAPER = Sheet()


def round_ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round values from low to high, at most so many."""
    if not high > low:
        return (low,)
    raw = (high - low) / max(1, most - 1)
    power = 10.0 ** floor(log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return tuple(float(f"{n * step:.10g}") for n in range(first, last + 1))
