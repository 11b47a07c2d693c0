"""A number by group as violins with boxes and dots, one dot a person, with the test that compares the groups.

Brackets name p of two groups: of the test itself where there are two, of the pairs (corrected, as their name says)
where there are more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from analysis.errors import DataError
from analysis.perfusion.group_coupling import GroupCoupling
from analysis.perfusion.group_coupling_files import caption_of, sentences_of
from analysis.provenance import InputRecord
from analysis.stats.clinical.characteristics import Characteristic
from analysis.stats.clinical.named_test import EffectSize, in_words, p_in_words
from analysis.stats.clinical.summaries import Quantiles
from gui.figures.axes import padded
from gui.figures.export import Figure
from gui.figures.numbers import MINUS
from gui.figures.page import UNITS_PER_MM, Page, line_height
from gui.figures.study.frame import Frame, framed
from gui.figures.study.marks import Mark, draw_mark, marks_of
from gui.figures.study.sheet import MARGIN, Made, Sheet, circular_stamp, decimals, three_digits, with_unit
from gui.figures.study.violin import Violin, violin_of
from gui.figures.text import CENTRE, broken, draw_text

_HIGHEST = 80 * UNITS_PER_MM
_WIDEST_PLACE = 45 * UNITS_PER_MM
_MOST_BRACKETS = 10
RADIUS = 1.9
_PALE, _VEIL = 60, 170


@dataclass(frozen=True)
class Bracket:
    """Two groups by their places, and the p between them in words."""

    first: int
    second: int
    words: str


def draw_group_values(
    row: Characteristic,
    values: Mapping[str, np.ndarray],
    page: Page,
    *,
    quantiles: Quantiles = Quantiles.TYPE_6,
    title: str = "",
    inputs: tuple[InputRecord, ...] = (),
) -> Figure:
    """Draw a numeric row of the table of characteristics.

    Parameters
    ----------
    row : with its test, effects and pairs
    values : ``(n,)`` of each group, in their order; NaN is missing
    quantiles : of the boxes

    Raises
    ------
    DataError
        if no group has a value
    """
    told = (*_tests(row), *row.notes)
    caption = (
        f"{row.name} by group, one dot a person; {_BOX.format(quantiles.in_words)} {_sizes(values)} {' '.join(told)}"
    )
    plot = GroupPlot(values, page, with_unit(row.name, row.unit), row, quantiles, title=title)
    parameters = {
        "variable": row.name,
        "groups": {k: int(np.isfinite(v).sum()) for k, v in values.items()},
        **_test(row),
    }
    made = Made("gui.figures.study.group_values.draw_group_values", parameters, inputs, row.notes)
    return plot.sheet.figure(plot.bottom, plot.draw, caption, made)


def draw_coupling(found: GroupCoupling, page: Page, *, title: str = "") -> Figure:
    """Draw everyone's coupling (Fisher z) by group."""
    values = {group: found.z_of(group) for group in found.groups}
    name = f"Coupling of {found.flow} with {found.activity} (Fisher z)"
    notes = [f"{m.group}: mean z {decimals(m.mean_z, 3)}, r = {decimals(m.r[0], 3)}." for m in found.means]
    if found.adjusted is not None:
        notes.append(f"{found.adjusted.test.name}: {in_words(found.adjusted.test)}.")
    quantiles = Quantiles.TYPE_6
    plot = GroupPlot(
        values,
        page,
        name,
        found.comparison,
        quantiles,
        title=title,
        notes=(" ".join(notes[: len(found.means)]), *notes[len(found.means) :]),
    )
    caption = (
        f"{caption_of(found)} One dot a person; {_BOX.format(quantiles.in_words)} {' '.join(sentences_of(found))} "
        f"{found.warnings[0]}"
    )
    parameters = {**found.provenance.parameters, **_test(found.comparison)}
    made = Made("gui.figures.study.group_values.draw_coupling", parameters, found.provenance.inputs, found.warnings)
    return plot.sheet.figure(plot.bottom, plot.draw, caption, made)


_BOX = (
    "boxes are medians and quartiles ({}), whiskers the last value within 1.5 interquartile ranges, diamonds means, "
    "outlines kernel densities."
)


class GroupPlot:
    """Where violins, dots and brackets lie; ``frame`` has x from 0 to the count of groups, a group at k + ½."""

    def __init__(
        self,
        values: Mapping[str, np.ndarray],
        page: Page,
        caption: str,
        row: Characteristic,
        quantiles: Quantiles,
        *,
        title: str = "",
        notes: tuple[str, ...] = (),
    ) -> None:
        self.page = page
        self.groups = tuple(group for group, one in values.items() if np.isfinite(one).any())
        if not self.groups:
            raise DataError(f"Nobody has a value of {caption} to draw.")
        self.marks = marks_of(tuple(values), is_dark=page.is_dark)
        self.brackets = brackets_of(row, self.groups)
        self.sheet = Sheet(page, title, circular_stamp(row.notes), (*_tests(row, short=True), *notes))
        self.line = line_height(page.caption_font)
        self.frame = self._framed({g: values[g] for g in self.groups}, caption)
        (low, high), plot = self.frame.axes.y_range, self.frame.axes.plot
        radius = (RADIUS + 0.3) * (high - low) / plot.height()
        self.violins: dict[str, Violin] = {g: violin_of(np.asarray(values[g]), radius, quantiles) for g in self.groups}
        self.bottom = self.frame.bottom + MARGIN / 2

    @property
    def half_width(self) -> float:
        """Half the width of the widest part of a violin."""
        return min(0.4 * self.frame.axes.plot.width() / len(self.groups), _WIDEST_PLACE / 2)

    def middle(self, group: str) -> float:
        """Where a group stands, in units of the page."""
        return self.frame.axes.at(self.groups.index(group) + 0.5, self.frame.axes.y_range[0]).x()

    def draw(self, painter: QPainter) -> None:
        """Violins, dots, boxes, brackets, axes, names of groups."""
        for group in self.groups:
            self._draw_outline(painter, group)
            self._draw_box(painter, group)
            self._draw_dots(painter, group)
            self._draw_middle(painter, group)
        self._draw_brackets(painter)
        self.frame.draw(painter, x_ticks=False)
        self._draw_names(painter)

    def _framed(self, values: Mapping[str, np.ndarray], caption: str) -> Frame:
        n = len(values)
        head = len(self.brackets) * 1.5 * self.line
        high = min(0.66 * self.page.width, _HIGHEST)
        wide = min(self.page.width, n * _WIDEST_PLACE + 20 * UNITS_PER_MM)
        place = QRectF((self.page.width - wide) / 2, self.sheet.top + MARGIN + head, wide, high)
        y_range = padded(np.concatenate(list(values.values())))
        frame = framed(self.page, place, (0, n), y_range, ("", caption))
        step = frame.axes.plot.width() / n
        sizes = [int(np.isfinite(one).sum()) for one in values.values()]
        self.names = [
            (*broken(g, self.page.caption_font, step - 6), f"n = {size}") for g, size in zip(values, sizes, strict=True)
        ]
        return Frame(frame.axes, (), frame.y_lines, float(max(len(lines) for lines in self.names)))

    def _draw_outline(self, painter: QPainter, group: str) -> None:
        one, mark = self.violins[group], self.marks[group]
        if not len(one.at):
            return
        x, wide = self.middle(group), self.half_width
        y = [self.frame.axes.at(0, float(value)).y() for value in one.at]
        right = [QPointF(x + wide * float(s), v) for s, v in zip(one.share, y, strict=True)]
        left = [QPointF(x - wide * float(s), v) for s, v in zip(one.share, y, strict=True)]
        fill = QColor(mark.colour)
        fill.setAlpha(_PALE)
        painter.setPen(QPen(mark.colour, 0.8))
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF(right + left[::-1]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_dots(self, painter: QPainter, group: str) -> None:
        one, x = self.violins[group], self.middle(group)
        most = float(np.abs(one.offsets).max()) * RADIUS
        squeeze = min(1.0, (self.half_width - RADIUS) / most) if most else 1.0
        for value, offset in zip(one.values, one.offsets, strict=True):
            at = QPointF(x + float(offset) * RADIUS * squeeze, self.frame.axes.at(0, float(value)).y())
            draw_mark(painter, at, self.marks[group], RADIUS)

    def _draw_box(self, painter: QPainter, group: str) -> None:
        one, x, axes = self.violins[group], self.middle(group), self.frame.axes
        half = 0.16 * self.half_width
        inside = QColor(self.page.paper)
        inside.setAlpha(_VEIL)

        def y(value: float) -> float:
            return axes.at(0, value).y()

        s = one.summary
        painter.setPen(QPen(self.page.ink, 0.9))
        painter.setBrush(inside)
        painter.drawRect(QRectF(QPointF(x - half, y(s.upper_quartile)), QPointF(x + half, y(s.lower_quartile))))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QLineF(x, y(s.upper_quartile), x, y(one.whiskers[1])))
        painter.drawLine(QLineF(x, y(s.lower_quartile), x, y(one.whiskers[0])))

    def _draw_middle(self, painter: QPainter, group: str) -> None:
        """The median and the mean, over the dots."""
        summary, x, half = self.violins[group].summary, self.middle(group), 0.16 * self.half_width
        median, mean = (self.frame.axes.at(0, value).y() for value in (summary.median, summary.mean))
        painter.setPen(QPen(self.page.ink, 2.0))
        painter.drawLine(QLineF(x - half, median, x + half, median))
        draw_mark(painter, QPointF(x, mean), Mark(self.page.ink, 3), 2.2, solid=True)

    def _draw_brackets(self, painter: QPainter) -> None:
        painter.setFont(self.page.note_font)
        for index, bracket in enumerate(self.brackets):
            y = self.frame.axes.plot.top() - (index + 0.35) * 1.5 * self.line
            left, right = (self.middle(self.groups[k]) for k in (bracket.first, bracket.second))
            painter.setPen(QPen(self.page.ink, 0.8))
            painter.drawPolyline(
                QPolygonF([QPointF(left, y + 3), QPointF(left, y), QPointF(right, y), QPointF(right, y + 3)])
            )
            place = QRectF((left + right) / 2 - 60, y - self.line, 120, self.line)
            draw_text(painter, place, CENTRE, bracket.words)

    def _draw_names(self, painter: QPainter) -> None:
        painter.setFont(self.page.caption_font)
        painter.setPen(self.page.ink)
        plot = self.frame.axes.plot
        for group, lines in zip(self.groups, self.names, strict=True):
            x = self.middle(group)
            for index, text in enumerate(lines):
                top = plot.bottom() + 4 + index * self.line
                draw_text(painter, QRectF(x - 100, top, 200, self.line), CENTRE, text)


def brackets_of(row: Characteristic, groups: Sequence[str]) -> tuple[Bracket, ...]:
    """The pairs that have a p, near ones first; none where there would be too many to read."""
    if row.test is not None and len(row.test.groups) == 2 and not row.pairs:
        pairs = [(*row.test.groups, row.test.p)]
    else:
        pairs = [(pair.first, pair.second, pair.p) for pair in row.pairs]
    found = []
    for first, second, p in pairs:
        if first in groups and second in groups:
            low, high = sorted((groups.index(first), groups.index(second)))
            found.append(Bracket(low, high, p_in_words(p)))
    found.sort(key=lambda b: (b.second - b.first, b.first))
    return tuple(found) if len(found) <= _MOST_BRACKETS else ()


def _tests(row: Characteristic, *, short: bool = False) -> tuple[str, ...]:
    if row.test is None:
        return ()
    words = [f"{_begun(row.test.name)}: {in_words(row.test)}.".replace("= -", f"= {MINUS}")]
    if 0 < len(row.pairs) <= _MOST_BRACKETS:
        words.append(f"Brackets: {row.pairs[0].name}.")
    words += [_effect_in_words(effect) for effect in row.effects[: 1 if short else None]]
    return tuple(words) if not short else (" ".join(words),)


def _effect_in_words(effect: EffectSize) -> str:
    interval = f"95 % CI {three_digits(effect.low)} to {three_digits(effect.high)}"
    known = isfinite(effect.low) and isfinite(effect.high)
    return f"{_begun(effect.name)} = {three_digits(effect.value)} ({interval if known else 'no interval'})."


def _begun(words: str) -> str:
    """The words with a capital at the beginning of a sentence; a symbol such as η² or d stays what it is."""
    return words[0].upper() + words[1:] if words[:2].isascii() and words[:2].isalpha() else words


def _test(row: Characteristic) -> dict[str, object]:
    if row.test is None:
        return {}
    return {
        "test": row.test.name, "statistic": row.test.statistic, "dof": row.test.dof, "p": row.test.p,
        "chosen_by": row.chosen_by, "pairs": [(pair.first, pair.second, pair.p) for pair in row.pairs],
    }  # fmt: skip


def _sizes(values: Mapping[str, np.ndarray]) -> str:
    return f"{', '.join(f'{g} n = {int(np.isfinite(v).sum())}' for g, v in values.items())}."
