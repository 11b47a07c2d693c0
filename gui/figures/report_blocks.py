"""The sections of a report as blocks of a known height that draw themselves: pages are filled with whole blocks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

from analysis.perfusion.quality import Check, Light
from analysis.quality.standing import Standing
from analysis.report.document import Comment, Dots, Facts, Histogram, Lights, Paragraphs, Section, Slices, Table, Tone
from gui.figures.quality_words import MARKS, standing_text, value_in_report
from gui.figures.report_ink import (
    AMBER,
    BODY,
    DIM,
    GREEN,
    HEADING,
    INK,
    RED,
    SMALL,
    Ink,
    broken,
    font,
    line_of,
)
from gui.figures.report_plots import DOTS_HEIGHT, draw_dots, draw_maxima
from gui.figures.report_slices import SIDES, slices_row
from gui.figures.text import LEFT, RIGHT, fitted, text_width

Draw = Callable[[Ink, float, float], None]
LIGHT_COLOURS = {Light.GREEN: GREEN, Light.AMBER: AMBER, Light.RED: RED, Light.NONE: DIM}
_TONES = {Tone.PLAIN: INK, Tone.WARNING: RED, Tone.FAINT: DIM}
_SHORT = {  # where the caption of the quality page is wider than a third of this one
    "high_fd": "FD above 0.5 mm",
    "tsnr": "tSNR, gray matter",
    "overlap": "series in the T1's brain",
    "asl_overlap": "ASL in the T1's brain",
    "correlation": "T1 and template, r",
    "tiv": "total in the brain mask",
    "regions": "AAL regions < 75 %",
    "brain": "standard brain covered",
    "mean_cbf": "CBF, gray matter",
    "gray_white_ratio": "CBF, gray / white",
    "negative": "CBF < 0, gray matter",
    "spatial_cov": "spatial CoV, gray",
}
_SHORT_OF_BRAIN = {  # without a T1 there is no grey matter: these are of the whole brain mask
    "mean_cbf": "CBF, brain mask",
    "negative": "CBF < 0, brain mask",
    "spatial_cov": "spatial CoV, brain",
}
_CHECK_COLUMNS = 3
_STANDING = 32.0  # for "P100"
_COMMENT_LEAST, _COMMENT_MOST = 44.0, 220.0
_GAP, _ROW_GAP = 4.0, -0.5  # rows of numbers stand closer than lines of text


@dataclass(frozen=True)
class Block:
    """``draw(ink, x, y)`` fills ``height``; ``keeps_next`` forbids a new page after it.

    A block that stretches may be as high as ``most``: ``draw_high(ink, x, y, height)``.
    """

    height: float
    draw: Draw
    keeps_next: bool = False
    most: float = 0.0
    draw_high: Callable[[Ink, float, float, float], None] | None = None


def blocks_of(sections: tuple[Section, ...], width: float) -> list[Block]:
    """All blocks of sections, in their order; dots and the histogram beside each other."""
    blocks: list[Block] = []
    rest = list(sections)
    while rest:
        section = rest.pop(0)
        if isinstance(section, Dots) and rest and isinstance(rest[0], Histogram):
            histogram = rest.pop(0)
            assert isinstance(histogram, Histogram)
            blocks += [gap(), _plots(section, histogram, width)]
        else:
            blocks += [gap(), *_blocks(section, width)]
    return blocks


def gap(height: float = _GAP) -> Block:
    """Free space."""
    return Block(height, draw_nothing)


def draw_nothing(ink: Ink, x: float, y: float) -> None:
    """Free space."""


def _blocks(section: Section, width: float) -> list[Block]:
    if isinstance(section, Paragraphs):
        return list(_paragraphs(section, width))
    if isinstance(section, Facts):
        return list(_facts(section, width))
    if isinstance(section, Lights):
        return list(_lights(section, width))
    if isinstance(section, Table):
        return list(_table(section, width))
    if isinstance(section, Slices):
        return list(_slices(section, width))
    if isinstance(section, Dots):
        return [_plots(section, None, width)]
    if isinstance(section, Histogram):
        return [_plots(None, section, width)]
    return list(_comment(section, width))


def _heading(title: str, width: float) -> Iterator[Block]:
    for line in broken(title, HEADING, width, bold=True) if title else ():
        yield _line(line, width, HEADING, INK, bold=True, keeps_next=True)


def _line(
    text: str, width: float, size: float, colour: QColor, *, bold: bool = False, keeps_next: bool = False
) -> Block:
    height = line_of(size)

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.say(QRectF(x, y, width, height), text, size, bold=bold, colour=colour)

    return Block(height, draw, keeps_next)


def _lines(
    texts: Sequence[str], width: float, size: float, colour: QColor, *, bold: bool = False, is_begun: bool = False
) -> Iterator[Block]:
    """The lines of a paragraph; no page begins with its last one alone, and none ends with its first one alone."""
    for number, text in enumerate(texts):
        keeps = number == len(texts) - 2 or (number == 0 and len(texts) > 1 and not is_begun)
        yield _line(text, width, size, colour, bold=bold, keeps_next=keeps)


def _paragraphs(section: Paragraphs, width: float) -> Iterator[Block]:
    size = SMALL if section.tone is Tone.FAINT else BODY
    if section.runs_in:
        yield from _run_in(section, size, width)
        return
    yield from _heading(section.title, width)
    is_bold = section.tone is Tone.WARNING
    for text in section.lines:
        yield from _lines(broken(text, size, width, bold=is_bold), width, size, _TONES[section.tone], bold=is_bold)
        yield gap(1.5)


def _run_in(section: Paragraphs, size: float, width: float) -> Iterator[Block]:
    """The title in bold, then the text on the same line."""
    title, height = f"{section.title}:", line_of(size)
    indent = text_width(title, font(size, bold=True)) + 6
    text, *others = (" ".join(section.lines),) if section.is_joined else section.lines or ("",)
    first = broken(text, size, width - indent)[0]
    rest = broken(text[len(first) :], size, width) if len(first) < len(text) else ()

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.say(QRectF(x, y, indent, height), title, size, bold=True)
        ink.say(QRectF(x + indent, y, width - indent, height), first, size, colour=_TONES[section.tone])

    yield Block(height, draw, keeps_next=bool(rest))
    yield from _lines(rest, width, size, _TONES[section.tone], is_begun=True)
    for paragraph in others:
        yield gap(1.5)
        yield from _lines(broken(paragraph, size, width), width, size, _TONES[section.tone])


# -- facts -----------------------------------------------------------------------------------------------------


def _facts(section: Facts, width: float) -> Iterator[Block]:
    yield from _heading(section.title, width)
    if width > 500:
        yield from _facts_in_columns(section, width)
        return
    share = 0.42 * width
    for name, value in section.rows:
        yield _fact(name, value, width, share)


def _fact(name: str, value: str, width: float, share: float) -> Block:
    """Name at the left, value at the right of it; both wrapped."""
    names, values = broken(name, SMALL, share - 8), broken(value, SMALL, width - share)
    height = line_of(SMALL)

    def draw(ink: Ink, x: float, y: float) -> None:
        for number, text in enumerate(names):
            ink.say(QRectF(x, y + number * height, share - 8, height), text, SMALL, colour=DIM)
        for number, text in enumerate(values):
            ink.say(QRectF(x + share, y + number * height, width - share, height), text, SMALL)

    return Block(max(len(names), len(values)) * height, draw)


def _facts_in_columns(section: Facts, width: float) -> Iterator[Block]:
    """Two facts beside each other."""
    half = (width - 16) / 2
    cells = [_fact(name, value, half, 0.56 * half) for name, value in section.rows]
    for start in range(0, len(cells), 2):
        yield _side_by_side(cells[start : start + 2], half + 16)


def _side_by_side(cells: list[Block], step: float) -> Block:
    def draw(ink: Ink, x: float, y: float) -> None:
        for number, cell in enumerate(cells):
            cell.draw(ink, x + number * step, y)

    return Block(max(cell.height for cell in cells), draw)


# -- lights ----------------------------------------------------------------------------------------------------


def _lights(section: Lights, width: float) -> Iterator[Block]:
    yield _verdict(section, width)
    for sentence in section.sentences:
        for line in broken(sentence, BODY, width, bold=True):
            yield _line(line, width, BODY, LIGHT_COLOURS[section.light], bold=True)
    step = width / _CHECK_COLUMNS
    rows = ceil(len(section.checks) / _CHECK_COLUMNS)
    for row in range(rows):
        checks = [section.checks[i] for i in range(row, len(section.checks), rows)]
        yield _side_by_side([_check(check, section.standings, step - 14) for check in checks], step)


def _verdict(section: Lights, width: float) -> Block:
    height = line_of(HEADING)

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.say(QRectF(x, y, width, height), section.title, HEADING, bold=True)
        left = x + text_width(section.title, font(HEADING, bold=True)) + 12
        words = f"{MARKS[section.light]} {section.verdict}"
        ink.say(QRectF(left, y, width, height), words, HEADING, bold=True, colour=LIGHT_COLOURS[section.light])
        ink.say(QRectF(x, y, width - 14, height), section.note, SMALL, colour=DIM, alignment=RIGHT)

    return Block(height, draw, keeps_next=True)


def caption_of(check: Check) -> str:
    """What is written of a check on a third of the page; it names the same place as the quality page."""
    shorts = _SHORT | _SHORT_OF_BRAIN if check.caption.endswith("brain mask") else _SHORT
    return shorts.get(check.key, check.caption)


def _check(check: Check, standings: Mapping[str, Standing], full_width: float) -> Block:
    """Mark, caption and number; where some have one, the percentile among the controls at the right."""
    height = line_of(SMALL)
    value = value_in_report(check)
    place = standing_text(standings[check.key]) if check.key in standings else ""
    width = full_width - (_STANDING if standings else 0.0)
    room = width - 14 - text_width(value, font(SMALL, bold=True)) - 6
    captions = broken(caption_of(check), SMALL, max(40.0, room))

    def draw(ink: Ink, x: float, y: float) -> None:
        colour = LIGHT_COLOURS[check.light]
        ink.say(QRectF(x, y, 12, height), MARKS[check.light], SMALL, colour=colour)
        for number, text in enumerate(captions):
            ink.say(QRectF(x + 14, y + number * height, room, height), text, SMALL, colour=DIM)
        is_bad = check.light in (Light.AMBER, Light.RED)
        ink.say(QRectF(x, y, width, height), value, SMALL, bold=True, alignment=RIGHT, colour=colour if is_bad else INK)
        ink.say(QRectF(x, y, full_width, height), place, SMALL, alignment=RIGHT, colour=DIM)

    return Block(len(captions) * height, draw)


# -- table -----------------------------------------------------------------------------------------------------


def _table(section: Table, width: float) -> Iterator[Block]:
    yield from _heading(section.title, width)
    edges = _columns(section, width)
    yield _row(section.columns, edges, bold=True, keeps_next=True, ruled=True)
    for number, row in enumerate(section.rows):
        yield _row(row, edges, bold=number in section.marked)
    for line in broken(section.note, SMALL, width) if section.note else ():
        yield _line(line, width, SMALL, DIM)


def _columns(section: Table, width: float) -> list[tuple[float, float]]:
    """Left and right end of each column: as wide as its text, the room that is left shared among the numbers."""
    cells = list(zip(section.columns, *section.rows, strict=True))
    needed = [max(text_width(text, font(SMALL, bold=True)) for text in column) for column in cells]
    needed[0] = min(needed[0], 0.42 * width)
    spare = max(0.0, (width - sum(needed)) / max(1, len(needed) - 1))
    edges, x = [], 0.0
    for number, wide in enumerate(needed):
        start = x if number == 0 else x + spare
        edges.append((start, start + wide))
        x = start + wide
    return edges


def _row(
    cells: tuple[str, ...],
    edges: list[tuple[float, float]],
    *,
    bold: bool,
    keeps_next: bool = False,
    ruled: bool = False,
) -> Block:
    height = line_of(SMALL) + (2.0 if ruled else _ROW_GAP)

    def draw(ink: Ink, x: float, y: float) -> None:
        for number, (text, (left, right)) in enumerate(zip(cells, edges, strict=True)):
            rect = QRectF(x + left, y, right - left, line_of(SMALL))
            if number == 0:
                text = fitted(text, font(SMALL, bold=bold), right - left)
            ink.say(rect, text, SMALL, bold=bold, alignment=LEFT if number == 0 else RIGHT)
        if ruled:
            ink.rule(x, y + height - 0.5, edges[-1][1])

    return Block(height, draw, keeps_next)


# -- pictures ----------------------------------------------------------------------------------------------------


def _slices(section: Slices, width: float) -> Iterator[Block]:
    """The row of slices; the words stand below them, at the left of the colour bar."""
    row = slices_row(section, width)
    figure, line = row.figure, line_of(SMALL)
    sides, lines = broken(SIDES, SMALL, row.free_width, bold=True), broken(section.caption, SMALL, row.free_width)

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.painter.save()
        ink.painter.translate(x, y)
        figure.draw(ink.painter)
        ink.painter.restore()
        below = y + row.free_top
        for number, text in enumerate((*sides, *lines)):
            rect, is_side = QRectF(x, below + number * line, row.free_width, line), number < len(sides)
            ink.say(rect, text, SMALL, bold=is_side, colour=INK if is_side else DIM)

    yield Block(max(figure.height, row.free_top + (len(sides) + len(lines)) * line), draw)


def _plots(dots: Dots | None, histogram: Histogram | None, width: float) -> Block:
    """Dot plots in two columns, the histogram at the right."""
    line = line_of(HEADING)
    plots = () if dots is None else dots.plots
    height = line + max(DOTS_HEIGHT * ceil(len(plots) / 2), 0.0 if histogram is None else 2 * DOTS_HEIGHT)
    left_width = width if histogram is None else 0.67 * width if plots else 0.0
    step = left_width / 2

    def draw(ink: Ink, x: float, y: float) -> None:
        if dots is not None:
            title = fitted(dots.title, font(BODY, bold=True), left_width - 10)
            ink.say(QRectF(x, y, left_width, line), title, BODY, bold=True)
        for number, plot in enumerate(plots):
            row, column = divmod(number, 2)
            rect = QRectF(x + column * step, y + line + row * DOTS_HEIGHT, step - 18, DOTS_HEIGHT)
            draw_dots(ink, rect, plot)
        if histogram is not None:
            rect = QRectF(x + left_width, y + line, width - left_width, height - line)
            ink.say(QRectF(rect.left(), y, rect.width(), line), histogram.title, BODY, bold=True)
            draw_maxima(ink, rect, histogram)

    return Block(height, draw)


def _comment(section: Comment, width: float) -> Iterator[Block]:
    lines = tuple(line for text in section.text.splitlines() for line in broken(text, BODY, width - 16))
    least = max(_COMMENT_LEAST, len(lines) * line_of(BODY) + 2 * line_of(SMALL) + 10)

    def draw(ink: Ink, x: float, y: float, height: float) -> None:
        ink.painter.setPen(DIM)
        ink.painter.setBrush(Qt.BrushStyle.NoBrush)
        ink.painter.drawRect(QRectF(x, y, width, height - 2))
        ink.say(QRectF(x + 8, y + 3, width - 16, line_of(SMALL)), section.title, SMALL, bold=True)
        for number, text in enumerate(lines):
            ink.say(QRectF(x + 8, y + 4 + line_of(SMALL) + number * line_of(BODY), width - 16, line_of(BODY)), text)
        below = QRectF(x + 8, y + height - line_of(SMALL) - 6, width - 16, line_of(SMALL))
        ink.say(below, "Name, date and signature:", SMALL, colour=DIM)

    yield Block(least, lambda ink, x, y: draw(ink, x, y, least), most=max(least, _COMMENT_MOST), draw_high=draw)
