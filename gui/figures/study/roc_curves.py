"""ROC curves with their areas, Youden's points, and the stamp where regions were chosen in these very people.

The curve of each variable is a line of its own; the fitted model is drawn as it appears in its own people and as
everyone's prediction by a model without them, with the covariates alone beside them.
"""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from analysis.stats.clinical.circularity import STAMP, Circularity
from analysis.stats.clinical.named_test import p_in_words
from analysis.stats.clinical.roc import Direction, RocCurve
from analysis.stats.clinical.roc_analysis import RocAnalysis
from analysis.stats.clinical.roc_words import caption_of, sentences_of
from gui.figures.export import Figure
from gui.figures.page import UNITS_PER_MM, Page
from gui.figures.study.frame import framed
from gui.figures.study.key import Entry, draw_key, key_height
from gui.figures.study.marks import Mark, draw_mark, mark_of
from gui.figures.study.sheet import MARGIN, Made, Sheet, decimals, three_digits

_LARGEST = 76 * UNITS_PER_MM
_BESIDE_FROM = 140.0  # mm; on wider pages the key stands beside the curves
RADIUS = 3.2


@dataclass(frozen=True, eq=False)
class DrawnCurve:
    """A curve, how it looks, and its words in the key; ``has_point`` draws Youden's point."""

    curve: RocCurve
    mark: Mark
    words: str
    has_point: bool


def draw_roc(found: RocAnalysis, page: Page, *, title: str = "") -> Figure:
    """Draw all curves of an analysis: each variable, the model (apparent and left out), the covariates alone."""
    plot = RocPlot(found, page, title=title)
    parameters = {
        **found.provenance.parameters,
        "areas": [
            {"curve": d.words, "auc": d.curve.auc, "interval": d.curve.plain, "p": d.curve.p} for d in plot.curves
        ],
    }
    made = Made("gui.figures.study.roc_curves.draw_roc", parameters, found.provenance.inputs, found.warnings)
    return plot.sheet.figure(plot.bottom, plot.draw, plot.caption, made)


class RocPlot:
    """Where curves and key lie; ``frame`` is a square from 0 to 1 on both sides."""

    def __init__(self, found: RocAnalysis, page: Page, *, title: str = "") -> None:
        self.found, self.page = found, page
        circular = found.circularity is Circularity.CIRCULAR
        stamp = f"{STAMP}: {found.circularity.value}" if circular else ""
        self.sheet = Sheet(page, title, stamp, tuple(self._notes()))
        self.curves = tuple(self._curves())
        self.entries = [Entry(d.words, d.mark, True, d.has_point) for d in self.curves]
        beside = page.width_mm >= _BESIDE_FROM
        side = min(_LARGEST, page.width)
        place = QRectF(0, self.sheet.top + MARGIN / 2, side, side)
        self.frame = framed(page, place, (0, 1), (0, 1), ("1 − specificity", "Sensitivity"))
        plot = self.frame.axes.plot
        self.frame.axes.plot.setBottom(plot.top() + plot.width())
        self.key_left = side + MARGIN if beside else MARGIN
        self.key_top = plot.top() if beside else self.frame.bottom + MARGIN / 2
        self.key_width = page.width - self.key_left - MARGIN
        key_bottom = self.key_top + key_height(self.entries, page, self.key_width, stacked=True)
        self.bottom = max(self.frame.bottom, key_bottom) + MARGIN

    @property
    def caption(self) -> str:
        """Of the figure, from the same numbers."""
        return f"{caption_of(self.found)} {' '.join(sentences_of(self.found))} {self.found.circularity.sentence}"

    def draw(self, painter: QPainter) -> None:
        """The diagonal of chance, curves, Youden's points, axes, key."""
        axes = self.frame.axes
        self.frame.draw(painter)  # first: curves may run along the axes
        painter.setPen(QPen(self.page.faint_ink, 0.8, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(axes.at(0, 0), axes.at(1, 1)))
        for drawn in reversed(self.curves):
            painter.setPen(QPen(drawn.mark.colour, 1.6, drawn.mark.dash))
            painter.drawPolyline(QPolygonF([axes.at(x, y) for x, y in points_of(drawn.curve)]))
        for drawn in self.curves:
            if drawn.has_point:
                at = drawn.curve.youden
                place = axes.at(1 - at.specificity.value, at.sensitivity.value)
                draw_mark(painter, place, drawn.mark, RADIUS, solid=True)
        draw_key(painter, self.entries, self.page, self.key_top, left=self.key_left, width=self.key_width, stacked=True)

    def _curves(self) -> list[DrawnCurve]:
        found, ink = self.found, self.page.ink
        drawn = [
            DrawnCurve(
                curve,
                mark_of(index, is_dark=self.page.is_dark),
                curve_in_words(curve),
                isfinite(curve.youden.threshold),
            )
            for index, curve in enumerate(found.curves)
        ]
        single = len(found.variables) == 1 and not found.covariates  # the model of one variable has its curve
        if found.model is not None and not single:
            name = " + ".join(found.model.variables)
            model, left_out = found.model.curve, found.model.left_out.curve
            grey = QColor(ink)
            drawn.append(DrawnCurve(model, Mark(grey), f"{name}, apparent: {area_in_words(model)}", False))
            dashed = Mark(grey, 0, Qt.PenStyle.DashLine)
            words = f"{name}, leave-one-out: AUC {decimals(left_out.auc, 3)}"
            drawn.append(DrawnCurve(left_out, dashed, words, False))
        if found.increment is not None:
            smaller = found.increment.covariates_only
            mark = Mark(self.page.faint_ink, 0, Qt.PenStyle.DotLine)
            words = f"{' + '.join(smaller.variables)} only, apparent: {area_in_words(smaller.curve)}"
            drawn.append(DrawnCurve(smaller.curve, mark, words, False))
        return drawn

    def _notes(self) -> list[str]:
        found, groups = self.found, self.found.groups
        notes = [
            f"Positive: {groups.positive} (n = {groups.n_positive}); negative: {groups.negative} (n = "
            f"{groups.n_negative}). Intervals by DeLong. Points: Youden's index. Dotted diagonal: chance."
        ]
        for curve in found.curves:
            if curve.auc < 0.5:
                other = "lower" if curve.direction is Direction.HIGHER else "higher"
                notes.append(
                    f"Below 0.5: {groups.positive} has {other} values of {curve.name}; nothing was turned round."
                )
        if found.model is not None and len(found.model.variables) > 1:
            notes.append("Apparent areas are of the people that the model was fitted to.")
        if found.increment is not None:
            pair, ratio = found.increment.apparent, found.increment.likelihood_ratio
            notes.append(
                f"Model against covariates only: difference of AUC {decimals(pair.difference, 3)} (95 % CI "
                f"{decimals(pair.low, 3)} to {decimals(pair.high, 3)}), paired DeLong {p_in_words(pair.p)}; likelihood "
                f"ratio {p_in_words(ratio.p)}."
            )
        if found.nested is not None:
            notes.append(f"With the choice made inside the folds: AUC {decimals(found.nested.auc, 3)}.")
        if found.circularity is Circularity.UNKNOWN:
            notes.append(f"It was {found.circularity.value}.")
        return notes


def points_of(curve: RocCurve) -> np.ndarray:
    """``(n_points, 2)``: 1 - specificity and sensitivity, from the lower left."""
    points = np.column_stack([1 - curve.specificity, curve.sensitivity])
    return points[np.lexsort((points[:, 1], points[:, 0]))]


def curve_in_words(curve: RocCurve) -> str:
    """``malff: AUC 0.731 (95 % CI 0.630 to 0.833), p < .001; above 12.5: sensitivity 0.63, specificity 0.81``."""
    point, side = curve.youden, "above" if curve.direction is Direction.HIGHER else "below"
    if not isfinite(point.threshold):
        return f"{curve.name}: {area_in_words(curve)}, {p_in_words(curve.p)}; no threshold is better than chance"
    return (
        f"{curve.name}: {area_in_words(curve)}, {p_in_words(curve.p)}; {side} {three_digits(point.threshold)} "
        f"sensitivity {decimals(point.sensitivity.value)}, specificity {decimals(point.specificity.value)}"
    )


def area_in_words(curve: RocCurve) -> str:
    """``AUC 0.731 (95 % CI 0.630 to 0.833)``."""
    if curve.plain is None:
        return f"AUC {decimals(curve.auc, 3)} (no interval)"
    return f"AUC {decimals(curve.auc, 3)} (95 % CI {decimals(curve.plain[0], 3)} to {decimals(curve.plain[1], 3)})"
