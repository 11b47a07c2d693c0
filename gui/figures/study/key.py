"""The key of a plot: a mark, or a piece of line, beside its name; names that do not fit go to the next row."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from gui.figures.page import Page, line_height
from gui.figures.study.marks import Mark, draw_mark
from gui.figures.study.sheet import MARGIN, kept_together
from gui.figures.text import LEFT, broken, draw_text, text_width

_SAMPLE = 20.0
_GAP = 5.0
_COLUMN = 14.0
_WIDTH = 1.6


@dataclass(frozen=True)
class Entry:
    """A name with its mark; ``is_line`` shows a piece of line, and the mark on it where ``has_point``."""

    name: str
    mark: Mark
    is_line: bool = False
    has_point: bool = True


def key_height(entries: Sequence[Entry], page: Page, width: float | None = None, *, stacked: bool = False) -> float:
    """Height of the key in a width (the page between its margins where None)."""
    rows = _rows(entries, page, width or page.width - 2 * MARGIN, stacked)
    return sum(max(len(lines) for _, _, lines in row) for row in rows) * line_height(page.note_font)


def draw_key(
    painter: QPainter,
    entries: Sequence[Entry],
    page: Page,
    top: float,
    *,
    left: float = MARGIN,
    width: float | None = None,
    stacked: bool = False,
) -> None:
    """Draw the key; ``stacked`` gives each entry a row of its own."""
    line, y = line_height(page.note_font), top
    painter.setFont(page.note_font)
    for row in _rows(entries, page, width or page.width - 2 * MARGIN, stacked):
        for entry, x, lines in row:
            _draw_sample(painter, entry, QPointF(left + x, y + line / 2))
            painter.setPen(page.ink)
            for index, text in enumerate(lines):
                place = QRectF(left + x + _sample(entry) + _GAP, y + index * line, width or page.width, line)
                draw_text(painter, place, LEFT, text)
        y += max(len(lines) for _, _, lines in row) * line


def _draw_sample(painter: QPainter, entry: Entry, at: QPointF) -> None:
    middle = QPointF(at.x() + _sample(entry) / 2, at.y())
    if entry.is_line:
        painter.setPen(QPen(entry.mark.colour, _WIDTH, entry.mark.dash))
        painter.drawLine(QLineF(at.x(), at.y(), at.x() + _SAMPLE, at.y()))
    if entry.has_point:
        draw_mark(painter, middle, entry.mark, 2.6, solid=entry.is_line)


def _sample(entry: Entry) -> float:
    return _SAMPLE if entry.is_line else 8.0


def _rows(
    entries: Sequence[Entry], page: Page, width: float, stacked: bool
) -> list[list[tuple[Entry, float, tuple[str, ...]]]]:
    """The entries of each row, with where each begins and the lines of its name."""
    rows: list[list[tuple[Entry, float, tuple[str, ...]]]] = []
    x = width
    for entry in entries:
        start = _sample(entry) + _GAP
        lines = broken(kept_together(entry.name), page.note_font, width - start)
        wide = start + max(text_width(text, page.note_font) for text in lines)
        if stacked or x + wide > width or not rows:
            rows.append([])
            x = 0.0
        rows[-1].append((entry, x, lines))
        x += wide + _COLUMN
    return rows
