"""The pages of a report: blocks one below the other, whole; a block that does not fit begins the next page.

The findings have one column, the methods two. The heading, the stamp and the footer stand on every page. Findings that
are a little too long for their sheet are drawn a little smaller, so that the comment stays on the first page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from analysis.provenance import ALGOSCOPE_VERSION
from analysis.report.document import RESEARCH_USE, Document, Section
from gui.figures.report_blocks import Block, blocks_of, draw_nothing
from gui.figures.report_ink import (
    BODY,
    BODY_BOTTOM,
    BODY_WIDTH,
    DIM,
    LINE,
    MARGIN,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    RED,
    SMALL,
    Ink,
    broken,
    font,
    line_of,
)
from gui.figures.text import CENTRE, LEFT, RIGHT, fitted, text_width

_NAME = 18.0
_MOSTLY_EMPTY = 0.6  # of a page that holds what did not fit on the one before
_LONGEST_TITLE = "Report of one patient, continued"
_COLUMN_GAP = 22.0
_SCALES = (0.96, 0.92, 0.88, 0.85)
"""What may be tried before a second sheet is begun: the smallest text is 6.4 pt then."""
_FEW_LINES = 0.25
"""Of a sheet: as much of the methods is brought onto the sheets before, if it can be."""
_STAMP = 14.0


@dataclass(frozen=True)
class Placed:
    """A block with its place, and its height where it was stretched."""

    block: Block
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class ReportPage:
    """One sheet: what stands on it, and its heading; all but heading and footer is drawn with the scale."""

    document: Document
    title: str
    placed: tuple[Placed, ...]
    number: int
    n_pages: int
    scale: float = 1.0

    def draw(self, painter: QPainter) -> list[tuple[QRectF, str]]:
        """Draw in units of 1/96 inch; returns every piece of text with its box."""
        painter.fillRect(QRectF(0, 0, PAPER_WIDTH, PAPER_HEIGHT), QColor("white"))
        ink = Ink(painter)
        _draw_heading(ink, self)
        body = Ink(painter)
        painter.save()
        painter.scale(self.scale, self.scale)
        for placed in self.placed:
            if placed.block.draw_high is not None:
                placed.block.draw_high(body, placed.x, placed.y, placed.height)
            else:
                placed.block.draw(body, placed.x, placed.y)
        painter.restore()
        _draw_footer(ink, self)
        return [*ink.boxes, *((_scaled(box, self.scale), text) for box, text in body.boxes)]


@dataclass
class _Sheet:
    title: str
    placed: list[Placed]
    scale: float = 1.0


def _scaled(box: QRectF, scale: float) -> QRectF:
    return QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale)


def report_pages(document: Document) -> tuple[ReportPage, ...]:
    """All sheets of a report. A QGuiApplication must exist."""
    sheets: list[_Sheet] = []
    top = MARGIN + heading_height(document)
    free: float | None = None
    for number, sections in enumerate(document.findings):
        title = "Report of one patient" if number == 0 else _LONGEST_TITLE
        laid, scale = _laid(sections, 1, top, free)
        free = _add(sheets, title, laid, goes_on=free is not None, scale=scale)
    laid, scale = _laid(document.methods, 2, top, free)
    _add(sheets, "Methods", laid, goes_on=free is not None, scale=scale)
    return tuple(
        ReportPage(document, sheet.title, tuple(sheet.placed), number, len(sheets), sheet.scale)
        for number, sheet in enumerate(sheets, start=1)
    )


def _laid(
    sections: tuple[Section, ...], n_columns: int, top: float, free: float | None
) -> tuple[list[list[Placed]], float]:
    """A part on its sheets; a little smaller where that saves a sheet.

    Findings (one column) are to stand on one sheet; methods (two) must not leave a few lines for a sheet of their own.
    """
    laid = _laid_at(1.0, sections, n_columns, top, free)
    if len(laid) == 1 or free is not None:
        return laid, 1.0
    if n_columns > 1 and max(placed.y + placed.height for placed in laid[-1]) > top + _FEW_LINES * BODY_BOTTOM:
        return laid, 1.0
    most = 1 if n_columns == 1 else len(laid) - 1
    for scale in _SCALES if n_columns == 1 else _SCALES[:2]:
        smaller = _laid_at(scale, sections, n_columns, top, None)
        if len(smaller) <= most:
            return smaller, scale
    return laid, 1.0


def _laid_at(
    scale: float, sections: tuple[Section, ...], n_columns: int, top: float, free: float | None
) -> list[list[Placed]]:
    width = (BODY_WIDTH / scale - (n_columns - 1) * _COLUMN_GAP) / n_columns
    columns = [(MARGIN / scale + number * (width + _COLUMN_GAP), width) for number in range(n_columns)]
    return flowed(blocks_of(sections, width), columns, top / scale, free, bottom=BODY_BOTTOM / scale)


def _add(
    sheets: list[_Sheet], title: str, laid: list[list[Placed]], *, goes_on: bool, scale: float = 1.0
) -> float | None:
    """Put laid sheets below the last one or on new ones; where the next part may go on if the last is mostly empty.

    Only a sheet with what did not fit on the one before is filled up; a part that fits has its sheets for itself.
    """
    if goes_on:
        sheets[-1].placed.extend(laid[0])
        laid = laid[1:]
    sheets += [_Sheet(title, placed, scale) for placed in laid]
    if not goes_on and len(laid) < 2:
        return None
    bottom = max(placed.y + placed.height for placed in sheets[-1].placed)
    return bottom + _COLUMN_GAP if bottom < _MOSTLY_EMPTY * BODY_BOTTOM else None


def flowed(
    blocks: Sequence[Block],
    columns: Sequence[tuple[float, float]],
    top: float,
    first_top: float | None = None,
    *,
    bottom: float = BODY_BOTTOM,
) -> list[list[Placed]]:
    """Fill columns, and pages of columns; a heading goes with what follows it.

    Parameters
    ----------
    top, first_top : where columns begin, and where on the first page if it holds something already
    bottom : where they end
    """
    pages: list[list[Placed]] = [[]]
    begin = top if first_top is None else first_top
    column, y = 0, begin
    for group in _groups(blocks):
        height = sum(block.height for block in group)
        if y + height > bottom and y > begin:
            column, y = column + 1, begin
            if column == len(columns):
                column = 0
                pages.append([])
                begin = y = top
        for block in group:
            if y == begin and block.draw is draw_nothing:
                continue  # no free space at the top of a column
            full = max(block.height, min(block.most, bottom - 3 - y))
            pages[-1].append(Placed(block, columns[column][0], y, full))
            y += full
    return pages


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks that stay together: those that keep the next one, and it."""
    groups: list[list[Block]] = [[]]
    for block in blocks:
        groups[-1].append(block)
        if not block.keeps_next:
            groups.append([])
    return [group for group in groups if group]


# -- heading, stamp and footer -----------------------------------------------------------------------------------


def _facts(document: Document) -> str:
    return " · ".join(f"{caption}: {text}" for caption, text in document.heading)


def _fact_lines(document: Document) -> tuple[str, ...]:
    return broken(_facts(document), BODY, BODY_WIDTH) if document.heading else ()


def heading_height(document: Document) -> float:
    """Of the pseudonym, the facts beside it, and the stamp."""
    stamp = _STAMP + 13 if document.stamp else 0.0
    size, lines = _name_lines(document)
    return _name_height(size, lines) + len(_fact_lines(document)) * line_of(BODY) + stamp + 6


def _name_height(size: float, lines: tuple[str, ...]) -> float:
    """The notice beside the name needs its room too."""
    return max(len(lines) * line_of(size), line_of(_NAME))


def _notice_width() -> float:
    return text_width(RESEARCH_USE, font(BODY, bold=True)) + 16


def _name_lines(document: Document) -> tuple[float, tuple[str, ...]]:
    """The pseudonym, whole: as large as fits beside the title of the page, else in several lines; and its size."""
    name = f"Patient {document.pseudonym}"
    room = BODY_WIDTH - _notice_width() - text_width(_LONGEST_TITLE, font(BODY)) - 24
    fitting = (size for size in (_NAME, 16.0, 14.0, 12.0, 10.0) if text_width(name, font(size, bold=True)) <= room)
    size = next(fitting, 10.0)
    return size, broken(name, size, room, bold=True)


def _draw_heading(ink: Ink, page: ReportPage) -> None:
    document, y = page.document, MARGIN
    _draw_notice(ink, y)
    size, lines = _name_lines(document)
    for text in lines:
        ink.say(QRectF(MARGIN, y, BODY_WIDTH, line_of(size)), text, size, bold=True)
        y += line_of(size)
    after = MARGIN + text_width(lines[-1], font(size, bold=True)) + 12
    ink.say(QRectF(after, y - line_of(size) + 1, BODY_WIDTH, line_of(size)), page.title, BODY, colour=DIM)
    y = MARGIN + _name_height(size, lines)
    for text in _fact_lines(document):
        ink.say(QRectF(MARGIN, y, BODY_WIDTH, line_of(BODY)), text)
        y += line_of(BODY)
    if document.stamp:
        band = QRectF(MARGIN, y + 3, BODY_WIDTH, _STAMP + 8)
        ink.painter.fillRect(band, RED)
        ink.say(band, document.stamp, _STAMP, bold=True, colour=QColor("white"), alignment=CENTRE)
        y = band.bottom() + 1
    ink.rule(MARGIN, y + 3, BODY_WIDTH, LINE, 1.0)


def _draw_notice(ink: Ink, y: float) -> None:
    """The notice in a frame, at the right."""
    width = _notice_width()
    frame = QRectF(MARGIN + BODY_WIDTH - width, y, width, line_of(BODY) + 8)
    ink.painter.setPen(QPen(RED, 1.2))
    ink.painter.setBrush(Qt.BrushStyle.NoBrush)
    ink.painter.drawRect(frame)
    ink.say(frame, RESEARCH_USE, BODY, bold=True, colour=RED, alignment=CENTRE)


def _draw_footer(ink: Ink, page: ReportPage) -> None:
    document = page.document
    y = PAPER_HEIGHT - MARGIN - line_of(SMALL)
    rect = QRectF(MARGIN, y, BODY_WIDTH, line_of(SMALL))
    ink.rule(MARGIN, y - 3, BODY_WIDTH)
    made = f"; {document.made_on}" if document.made_on else ""
    words = f"; Algoscope {ALGOSCOPE_VERSION}{made}"
    room = (BODY_WIDTH - text_width(RESEARCH_USE, font(SMALL))) / 2 - text_width(words, font(SMALL)) - 12
    whose = fitted(f"Patient {document.pseudonym}", font(SMALL), room)  # the whole of it stands in the heading
    ink.say(rect, f"{whose}{words}", SMALL, colour=DIM, alignment=LEFT)
    ink.say(rect, RESEARCH_USE, SMALL, colour=DIM, alignment=CENTRE)
    ink.say(rect, f"Page {page.number} of {page.n_pages}", SMALL, colour=DIM, alignment=RIGHT)
