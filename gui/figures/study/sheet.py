"""What the figures of a study have in common: a title, a stamp where the numbers are circular, a body, notes below."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from analysis.provenance import InputRecord, Provenance
from analysis.stats.clinical.circularity import STAMP
from gui.figures.export import Figure
from gui.figures.numbers import MINUS, format_value
from gui.figures.page import Page, line_height, page_parameters
from gui.figures.text import CENTRE, LEFT, NO_BREAK, broken, draw_text

MARGIN = 8.0
_RED = QColor("#b3261e")
_PALE_RED = QColor("#ff8a80")


@dataclass(frozen=True)
class Made:
    """How a figure was made, for its record: function, parameters, inputs and warnings of the analysis."""

    function: str
    parameters: Mapping[str, Any]
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Sheet:
    """The page with everything but its body; ``notes`` stand below the body, ``strong`` ones after them."""

    page: Page
    title: str = ""
    stamp: str = ""
    notes: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.page.width - 2 * MARGIN

    @property
    def top(self) -> float:
        """Where the body begins."""
        page = self.page
        stamp = self._stamp_height
        return MARGIN + len(self._lines(self.title, page.title_font)) * line_height(page.title_font) + stamp

    def height(self, bottom: float) -> float:
        """Of the whole figure, if the body ends at `bottom`."""
        return float(ceil(bottom + sum(line_height(font) for _, font in self._below()) + MARGIN))

    def figure(self, bottom: float, draw_body: Callable[[QPainter], None], caption: str, made: Made) -> Figure:
        """The figure whose body ends at `bottom`; its description is the caption that a paper prints below it."""

        def draw(painter: QPainter) -> None:
            painter.fillRect(QRectF(0, 0, self.page.width, self.height(bottom)), self.page.paper)
            self._draw_head(painter)
            draw_body(painter)
            self._draw_notes(painter, bottom)

        parameters = {**made.parameters, "title": self.title, "page": page_parameters(self.page)}
        provenance = Provenance(made.function, parameters, made.inputs, made.warnings)
        title = f"{self.title.rstrip('.')}. " if self.title else ""
        return Figure(self.page.width, self.height(bottom), draw, provenance, f"{title}{caption}", self.page.paper)

    @property
    def _stamp_height(self) -> float:
        lines = self._lines(self.stamp, self.page.strong_font, 2 * MARGIN)
        return len(lines) * line_height(self.page.strong_font) + 1.5 * MARGIN if lines else 0.0

    def _lines(self, text: str, font: QFont, less: float = 0.0) -> tuple[str, ...]:
        return broken(kept_together(text), font, self.room - less)

    def _below(self) -> list[tuple[str, QFont]]:
        page = self.page
        small = [(line, page.note_font) for note in self.notes for line in self._lines(note, page.note_font)]
        return small + [
            (line, page.strong_font) for note in self.strong for line in self._lines(note, page.strong_font)
        ]

    def _draw_head(self, painter: QPainter) -> None:
        page, y = self.page, MARGIN / 2
        painter.setPen(page.ink)
        painter.setFont(page.title_font)
        for line in self._lines(self.title, page.title_font):
            draw_text(painter, QRectF(0, y, page.width, line_height(page.title_font)), CENTRE, line)
            y += line_height(page.title_font)
        if self.stamp:
            self._draw_stamp(painter, y + MARGIN / 2)

    def _draw_stamp(self, painter: QPainter, y: float) -> None:
        page = self.page
        red = _PALE_RED if page.is_dark else _RED
        painter.setPen(QPen(red, 1.2))
        painter.drawRect(QRectF(MARGIN, y, self.room, self._stamp_height - MARGIN))
        painter.setFont(page.strong_font)
        y += MARGIN / 4
        for line in self._lines(self.stamp, page.strong_font, 2 * MARGIN):
            draw_text(painter, QRectF(MARGIN, y, self.room, line_height(page.strong_font)), CENTRE, line)
            y += line_height(page.strong_font)

    def _draw_notes(self, painter: QPainter, y: float) -> None:
        painter.setPen(self.page.ink)
        for line, font in self._below():
            painter.setFont(font)
            draw_text(painter, QRectF(MARGIN, y, self.room, line_height(font)), LEFT, line)
            y += line_height(font)


def decimals(value: float, n: int = 2) -> str:
    """A number with a fixed count of decimals and a real minus sign."""
    return f"{value:.{n}f}".replace("-", MINUS)


def three_digits(value: float) -> str:
    """An estimate with three digits that count."""
    return format_value(float(f"{value:.3g}"))


def kept_together(text: str) -> str:
    """The text with ``p = .004``, ``95 % CI`` and ``0.1 to 0.4`` never broken between two lines."""
    text = re.sub(r" ([=<>≥≤]) ", rf"{NO_BREAK}\1{NO_BREAK}", text)
    text = re.sub(r"(?<=\d) (?=% CI)|(?<=%) (?=CI)", NO_BREAK, text)
    return re.sub(r"(?<=\d) to (?=[\d−])", f"{NO_BREAK}to{NO_BREAK}", text)


def with_unit(name: str, unit: str) -> str:
    """``vas (mm)``."""
    return f"{name} ({unit})" if unit else name


def circular_stamp(warnings: Sequence[str]) -> str:
    """The stamp, where a warning of the analysis says that its numbers are circular; else ``""``."""
    if any(STAMP in warning for warning in warnings):
        return f"{STAMP}: the region was chosen from a result of these very people"
    return ""
