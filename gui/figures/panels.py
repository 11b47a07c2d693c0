"""Several figures as the panels of one: (a), (b) … with captions, one colour bar where they share it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from analysis.colour import ColourScale
from analysis.errors import OptionError
from analysis.provenance import Provenance
from gui.figures.colour_bar import colour_bar_height, draw_colour_bar
from gui.figures.export import Figure
from gui.figures.page import UNITS_PER_MM, Page, line_height, page_parameters
from gui.figures.text import CENTRE, LEFT, draw_text, fitted, text_width, wrapped

_GAP = 8.0
_BAR_WIDTH = 320.0


@dataclass(frozen=True, eq=False)
class PanelSheet:
    """How panels are put together; ``bar`` is a colour bar that all of them share, with its unit."""

    page: Page
    columns: int = 1
    title: str = ""
    notes: tuple[str, ...] = ()
    bar: tuple[ColourScale, str] | None = None


def panel_page(page: Page, columns: int) -> Page:
    """The page of one panel of several side by side."""
    return replace(page, width_mm=page.width_mm / columns - _GAP / UNITS_PER_MM)


def compose(figures: Sequence[Figure], captions: Sequence[str], sheet: PanelSheet) -> Figure:
    """One figure of panels that were made for `panel_page`.

    Parameters
    ----------
    figures : in reading order
    captions : one for each; "" for none

    Raises
    ------
    OptionError
        if there is no figure, or the captions are not as many
    """
    if not figures or len(captions) != len(figures):
        raise OptionError(f"There are {len(figures)} panels and {len(captions)} captions; give one for each.")
    layout = _Panels(tuple(figures), tuple(captions), sheet)
    letters = _letters(len(figures))
    words = [
        f"({letter}) {caption}." if caption else f"({letter})"
        for letter, caption in zip(letters, captions, strict=True)
    ]
    described = [f"{word} {figure.description}" for word, figure in zip(words, figures, strict=True)]
    provenance = Provenance(
        "gui.figures.panels.compose",
        {
            "columns": sheet.columns,
            "title": sheet.title,
            "captions": list(captions),
            "page": page_parameters(sheet.page),
            "panels": [figure.provenance.as_dict() for figure in figures],
        },
        tuple(dict.fromkeys(record for figure in figures for record in figure.provenance.inputs)),
        tuple(dict.fromkeys(warning for figure in figures for warning in figure.provenance.warnings)),
    )
    title = f"{sheet.title.rstrip('.')}. " if sheet.title else ""
    description = f"{title}{' '.join(described)} {' '.join(sheet.notes)}".strip()
    return Figure(sheet.page.width, layout.height, layout.draw, provenance, description, sheet.page.paper)


def _letters(n: int) -> list[str]:
    return [chr(ord("a") + index) if index < 26 else str(index + 1) for index in range(n)]


@dataclass(frozen=True, eq=False)
class _Panels:
    """Where the panels lie."""

    figures: tuple[Figure, ...]
    captions: tuple[str, ...]
    sheet: PanelSheet

    @property
    def _head(self) -> float:
        return line_height(self.sheet.page.strong_font) if len(self.figures) > 1 or any(self.captions) else 0.0

    @property
    def _title(self) -> tuple[str, ...]:
        page = self.sheet.page
        return wrapped(self.sheet.title, page.title_font, page.width - 2 * _GAP)

    @property
    def _notes(self) -> tuple[str, ...]:
        page = self.sheet.page
        lines = [wrapped(note, page.note_font, page.width - 2 * _GAP) for note in self.sheet.notes]
        return tuple(line for note in lines for line in note)

    def _rows(self) -> list[tuple[float, float, tuple[int, ...]]]:
        """Top, height and members of each row."""
        rows, columns = [], self.sheet.columns
        y = _GAP + len(self._title) * line_height(self.sheet.page.title_font)
        for row in range(ceil(len(self.figures) / columns)):
            members = tuple(range(row * columns, min((row + 1) * columns, len(self.figures))))
            height = self._head + max(self.figures[index].height for index in members)
            rows.append((y, height, members))
            y += height + _GAP
        return rows

    @property
    def _bar_height(self) -> float:
        if self.sheet.bar is None:
            return 0.0
        scale, unit = self.sheet.bar
        return colour_bar_height(self.sheet.page.caption_font, scale, unit, self._bar_width) + _GAP

    @property
    def _bar_width(self) -> float:
        return min(_BAR_WIDTH, self.sheet.page.width - 4 * _GAP)

    @property
    def height(self) -> float:
        """Of the whole figure."""
        top, height, _ = self._rows()[-1]
        notes = len(self._notes) * line_height(self.sheet.page.note_font)
        return float(ceil(top + height + _GAP + self._bar_height + notes + _GAP))

    def draw(self, painter: QPainter) -> None:
        page = self.sheet.page
        painter.fillRect(QRectF(0, 0, page.width, self.height), page.paper)
        painter.setPen(page.ink)
        painter.setFont(page.title_font)
        y = _GAP / 2
        for line in self._title:
            draw_text(painter, QRectF(0, y, page.width, line_height(page.title_font)), CENTRE, line)
            y += line_height(page.title_font)
        for top, _, members in self._rows():
            for index in members:
                self._draw_panel(painter, index, top)
        top, height, _ = self._rows()[-1]
        self._draw_below(painter, top + height + _GAP)

    def _draw_panel(self, painter: QPainter, index: int, top: float) -> None:
        page, figure = self.sheet.page, self.figures[index]
        cell = page.width / self.sheet.columns
        left = (index % self.sheet.columns) * cell
        painter.save()
        painter.translate(left + (cell - figure.width) / 2, top + self._head)
        figure.draw(painter)
        painter.restore()
        if self._head:
            letter = f"({_letters(len(self.figures))[index]})" if len(self.figures) > 1 else ""
            painter.setPen(page.ink)
            painter.setFont(page.strong_font)
            draw_text(painter, QRectF(left + _GAP, top, cell - 2 * _GAP, self._head), LEFT, letter)
            x = left + _GAP + (text_width(letter, page.strong_font) + _GAP / 2 if letter else 0)
            painter.setFont(page.caption_font)
            caption = fitted(self.captions[index], page.caption_font, left + cell - _GAP - x)
            draw_text(painter, QRectF(x, top, left + cell - _GAP - x, self._head), LEFT, caption)

    def _draw_below(self, painter: QPainter, y: float) -> None:
        page = self.sheet.page
        if self.sheet.bar is not None:
            scale, unit = self.sheet.bar
            painter.setFont(page.caption_font)
            rect = QRectF((page.width - self._bar_width) / 2, y, self._bar_width, self._bar_height - _GAP)
            draw_colour_bar(painter, rect, scale, unit, text_colour=page.ink)
            y += self._bar_height
        painter.setFont(page.note_font)
        painter.setPen(page.faint_ink)
        for line in self._notes:
            draw_text(painter, QRectF(0, y, page.width, line_height(page.note_font)), CENTRE, line)
            y += line_height(page.note_font)
