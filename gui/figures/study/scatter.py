"""A correlation as points with a line and its confidence band, and every number that is needed to check its p.

With covariates the points are residuals (an added-variable plot), so that the slope drawn is that of the adjusted r;
for Spearman they are ranks. As measured, no line is drawn where it would not be that of the r beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from analysis.errors import OptionError
from analysis.provenance import InputRecord
from analysis.stats.clinical.correlate import CorrelationRow
from analysis.stats.clinical.correlate_files import sentence
from analysis.stats.clinical.fit_line import FitLine, fit_line
from analysis.stats.clinical.named_test import p_in_words
from analysis.stats.clinical.partial import Method
from gui.figures.axes import padded
from gui.figures.export import Figure
from gui.figures.page import UNITS_PER_MM, Page
from gui.figures.study.frame import Frame, framed
from gui.figures.study.key import Entry, draw_key, key_height
from gui.figures.study.marks import Mark, draw_mark, marks_of
from gui.figures.study.sheet import MARGIN, Made, Sheet, circular_stamp, decimals, with_unit

_HIGHEST = 85 * UNITS_PER_MM
_BAND = 45
RADIUS = 2.4


@dataclass(frozen=True, eq=False)
class Scatter:
    """What is drawn of one row: its points by group, and its line (None where none belongs to its r)."""

    row: CorrelationRow
    x: np.ndarray
    y: np.ndarray
    line: FitLine | None
    mark: Mark | None  # of the line; None is ink


def draw_scatter(
    rows: Sequence[CorrelationRow],
    page: Page,
    *,
    as_measured: bool = False,
    title: str = "",
    inputs: tuple[InputRecord, ...] = (),
) -> Figure:
    """Draw a pair of columns.

    Parameters
    ----------
    rows : of one pair: one row, or one for each group, which then has its own line and numbers
    as_measured : the values themselves instead of residuals or ranks

    Raises
    ------
    OptionError
        if there is no row, or the rows are of different pairs
    """
    if not rows or len({(row.x_name, row.y_name) for row in rows}) > 1:
        raise OptionError("A scatter plot needs rows of one pair of columns.")
    plot = ScatterPlot(rows, page, as_measured=as_measured, title=title)
    parameters = {
        "x": rows[0].x_name, "y": rows[0].y_name, "as_measured": as_measured, "covariates": rows[0].covariates,
        "rows": [_numbers(row) for row in rows],
    }  # fmt: skip
    warnings = tuple(dict.fromkeys(warning for row in rows for warning in row.warnings))
    made = Made("gui.figures.study.scatter.draw_scatter", parameters, inputs, warnings)
    return plot.sheet.figure(plot.bottom, plot.draw, plot.caption, made)


class ScatterPlot:
    """Where everything of a scatter plot lies; ``parts`` in the order of the rows, ``frame`` the axes."""

    def __init__(
        self, rows: Sequence[CorrelationRow], page: Page, *, as_measured: bool = False, title: str = ""
    ) -> None:
        self.page = page
        names = list(dict.fromkeys(group or row.group for row in rows for group in (row.point_groups or ("",))))
        self.marks = marks_of(names, is_dark=page.is_dark)
        self.parts = tuple(self._part(row, as_measured, len(rows) > 1) for row in rows)
        warnings = [warning for row in rows for warning in row.warnings]
        self.sheet = Sheet(page, title, circular_stamp(warnings), self._notes(as_measured))
        entries = [Entry(name, mark) for name, mark in self.marks.items() if name]
        self.entries = entries if len(entries) > 1 or len(rows) > 1 else []
        top = self.sheet.top + key_height(self.entries, page) + MARGIN
        high = min(0.72 * page.width, _HIGHEST)
        self.frame = self._framed(QRectF(0, top, page.width, high), as_measured)

    @property
    def bottom(self) -> float:
        """Where the notes begin."""
        return self.frame.bottom + MARGIN / 2

    @property
    def caption(self) -> str:
        """Of the figure, from the same numbers."""
        first = self.parts[0].row
        what = f"{first.x_name} and {first.y_name}, one point a person{self._kind(first)}."
        line = f" Lines are least squares, bands their {first.correlation.level:.0%} confidence." if self._lined else ""
        told = " ".join(f"{sentence(part.row)}." for part in self.parts)
        warnings = dict.fromkeys(f" {w[0].upper()}{w[1:]}." for part in self.parts for w in part.row.warnings)
        return f"{what}{line} {told}{''.join(warnings)}"

    def draw(self, painter: QPainter) -> None:
        """Bands, lines, points, axes, key."""
        for part in self.parts:
            self._draw_band(painter, part)
        for part in self.parts:
            self._draw_line(painter, part)
        for part in self.parts:
            for x, y, group in zip(part.x, part.y, part.row.point_groups, strict=True):
                mark = self.marks[group or part.row.group]
                draw_mark(painter, self.frame.axes.at(float(x), float(y)), mark, RADIUS)
        self.frame.draw(painter)
        draw_key(painter, self.entries, self.page, self.sheet.top)

    @property
    def _lined(self) -> bool:
        return any(part.line is not None for part in self.parts)

    def _part(self, row: CorrelationRow, as_measured: bool, several: bool) -> Scatter:
        x, y = (row.x, row.y) if as_measured else (row.x_residual, row.y_residual)
        k, ranks = row.correlation.n_covariates, row.correlation.method is Method.SPEARMAN
        if not as_measured and not ranks and not k:  # residuals of the mean alone: the values are meant
            x, y = row.x, row.y
        line = None if as_measured and (k or ranks) else fit_line(x, y, k, level=row.correlation.level)
        return Scatter(row, x, y, line, self.marks[row.group] if several and row.group in self.marks else None)

    def _framed(self, place: QRectF, as_measured: bool) -> Frame:
        x = np.concatenate([part.x for part in self.parts])
        lines = [part.line for part in self.parts if part.line is not None]
        y = np.concatenate([*(part.y for part in self.parts), *(v for line in lines for v in (line.low, line.high))])
        row = self.parts[0].row
        names = (with_unit(row.x_name, row.x_unit), with_unit(row.y_name, row.y_unit))
        if row.correlation.method is Method.SPEARMAN and not as_measured:
            names = (f"Rank of {row.x_name}", f"Rank of {row.y_name}")
        if row.covariates and not as_measured:
            names = (f"{names[0]}, residual", f"{names[1]}, residual")
        elif row.correlation.method is Method.SPEARMAN and not as_measured:
            names = (f"{names[0]}, about their mean", f"{names[1]}, about their mean")
        return framed(self.page, place, padded(x), padded(y), names)

    def _kind(self, row: CorrelationRow) -> str:
        kind = ""
        if row.correlation.method is Method.SPEARMAN and self.parts[0].x is not row.x:
            kind = ", as ranks"
        if row.covariates and self.parts[0].x is not row.x:
            kind += f", what is left after {', '.join(row.covariates)}"
        return kind

    def _notes(self, as_measured: bool) -> tuple[str, ...]:
        notes = [numbers_in_words(part.row) for part in self.parts]
        row = self.parts[0].row
        if row.covariates:
            where = "r is adjusted for" if as_measured else "r and points are adjusted for"
            points = "; points are as measured, so no line is drawn" if as_measured else ""
            notes.append(f"{where} {', '.join(row.covariates)}{points}.")
        return tuple(notes)

    def _draw_band(self, painter: QPainter, part: Scatter) -> None:
        if part.line is None:
            return
        axes, line = self.frame.axes, part.line
        edge = [axes.at(float(x), float(y)) for x, y in zip(line.x, line.high, strict=True)]
        edge += [axes.at(float(x), float(y)) for x, y in zip(line.x[::-1], line.low[::-1], strict=True)]
        colour = QColor(part.mark.colour if part.mark else self.page.ink)
        colour.setAlpha(_BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_line(self, painter: QPainter, part: Scatter) -> None:
        if part.line is None:
            return
        colour, dash = (part.mark.colour, part.mark.dash) if part.mark else (self.page.ink, Qt.PenStyle.SolidLine)
        ends = [self.frame.axes.at(float(part.line.x[i]), float(part.line.y[i])) for i in (0, -1)]
        painter.setPen(QPen(colour, 1.3, dash))
        painter.drawPolyline(QPolygonF(ends))


def numbers_in_words(row: CorrelationRow) -> str:
    """The numbers of a row as they stand below its plot.

    ``MOH: partial Pearson r = −0.49 (95 % CI −0.72 to −0.16), n = 30, df = 26, p = .006; Holm p = .024 (m = 4)``
    """
    c, p = row.correlation, row.corrected
    group = f"{row.group}: " if row.group else ""
    method = c.method.value.capitalize()
    what = f"partial {method}" if c.n_covariates else method
    corrected = f"; Bonferroni {p_in_words(p.bonferroni)}, Holm {p_in_words(p.holm)}, FDR q{p_in_words(p.fdr)[1:]}"
    return (
        f"{group}{what} r = {decimals(c.r)} ({100 * c.level:.0f} % CI {decimals(c.low)} to {decimals(c.high)}), "
        f"n = {c.n}, df = {c.dof}, raw {p_in_words(c.p)}{corrected} (m = {p.m})."
    )


def _numbers(row: CorrelationRow) -> dict[str, object]:
    c, p = row.correlation, row.corrected
    return {
        "group": row.group, "test": c.name, "r": c.r, "low": c.low, "high": c.high, "level": c.level, "n": c.n,
        "dof": c.dof, "p": c.p, "m": p.m, "p_bonferroni": p.bonferroni, "p_holm": p.holm, "q_fdr": p.fdr,
    }  # fmt: skip
