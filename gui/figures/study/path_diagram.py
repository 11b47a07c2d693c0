"""A mediation as boxes and arrows: each path with its interval and p, the indirect effect with its resamples below.

That the model is exploratory and shows no cause stands on the figure itself.
"""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen

from analysis.stats.clinical.mediation import EXPLORATORY, Mediation, PathEstimate
from analysis.stats.clinical.mediation_words import caption_of, sentences_of
from analysis.stats.clinical.named_test import p_in_words
from gui.figures.export import Figure
from gui.figures.numbers import MINUS
from gui.figures.page import UNITS_PER_MM, Page, line_height
from gui.figures.study.arrows import draw_arrow
from gui.figures.study.sheet import MARGIN, Made, Sheet, circular_stamp, decimals, kept_together, three_digits
from gui.figures.text import CENTRE, NO_BREAK, broken, draw_text, text_width

_PAD = 5.0
_WIDEST = 150 * UNITS_PER_MM
_LEAST_ARROW = 20.0
PRIME = "′"


def draw_path_diagram(found: Mediation, page: Page, *, standardised: bool = False, title: str = "") -> Figure:
    """Draw a mediation.

    Parameters
    ----------
    standardised : the standardised paths instead of those in units
    """
    plot = PathDiagram(found, page, standardised=standardised, title=title)
    parameters = {
        **found.provenance.parameters, "standardised": standardised,
        "paths": {path.key: (*numbers_of(path, standardised), path.p) for path in found.paths},
        "indirect": found.indirect.estimate, "percentile": found.indirect.percentile,
        "bias_corrected": found.indirect.bias_corrected,
    }  # fmt: skip
    made = Made("gui.figures.study.path_diagram.draw_path_diagram", parameters, found.provenance.inputs, found.warnings)
    return plot.sheet.figure(plot.bottom, plot.draw, plot.caption, made)


@dataclass(frozen=True, eq=False)
class Box:
    """A variable: its rectangle, its part in the model, and its name in lines."""

    rect: QRectF
    part: str
    lines: tuple[str, ...]


class PathDiagram:
    """Where boxes and words lie: X and Y at the bottom, M above; words of a and b interrupt their arrows."""

    def __init__(self, found: Mediation, page: Page, *, standardised: bool = False, title: str = "") -> None:
        self.found, self.page, self.standardised = found, page, standardised
        notes = (indirect_in_words(found), *self._proportion(), *self._model())
        self.sheet = Sheet(page, title, circular_stamp(found.warnings), notes, (EXPLORATORY,))
        width = min(self.sheet.room, _WIDEST)
        left, line = (page.width - width) / 2, line_height(page.caption_font)
        side, label = 0.28 * width, 0.41 * width
        self.words = {path.key: self._words(path, label) for path in found.paths}
        upper = max(len(self.words["a"]), len(self.words["b"])) * line
        names = {"X": found.predictor, "M": found.mediator, "Y": found.outcome}
        lines = {part: broken(name, page.caption_font, side - 2 * _PAD) for part, name in names.items()}
        high = {part: (len(text) + 1) * line + 2 * _PAD for part, text in lines.items()}
        low_row = max(high["X"], high["Y"], (len(self.words["c'"]) + len(self.words["c"])) * line + 3 * _PAD)
        top = self.sheet.top + MARGIN
        middle = top + high["M"] + upper + 2 * _LEAST_ARROW + low_row / 2 + max(0.0, (low_row - high["X"]) / 2)
        self.boxes = {
            "X": Box(QRectF(left, middle - high["X"] / 2, side, high["X"]), "X", lines["X"]),
            "M": Box(QRectF(page.width / 2 - side / 2, top, side, high["M"]), "M", lines["M"]),
            "Y": Box(QRectF(left + width - side, middle - high["Y"] / 2, side, high["Y"]), "Y", lines["Y"]),
        }
        self.bottom = middle + low_row / 2 + MARGIN

    @property
    def caption(self) -> str:
        """Of the figure, from the same numbers."""
        kind = "Standardised paths. " if self.standardised else ""
        return f"{caption_of(self.found)} {kind}{' '.join(sentences_of(self.found))}"

    def arrows(self) -> dict[str, QLineF]:
        """Each arrow from box to box; c' is that of the lower row, c stands below it."""
        x, m, y = (self.boxes[part].rect for part in ("X", "M", "Y"))
        inset = 0.18 * m.width()
        return {
            "a": QLineF(QPointF(x.center().x(), x.top()), QPointF(m.left() + inset, m.bottom())),
            "b": QLineF(QPointF(m.right() - inset, m.bottom()), QPointF(y.center().x(), y.top())),
            "c'": QLineF(QPointF(x.right(), x.center().y()), QPointF(y.left(), x.center().y())),
        }

    def places(self) -> dict[str, QRectF]:
        """Where the words of each path stand."""
        line, arrows = line_height(self.page.caption_font), self.arrows()
        places = {}
        for key, words in self.words.items():
            wide = max(text_width(text, self.page.caption_font) for text in words) + 6
            high = len(words) * line
            centre = arrows[key if key in arrows else "c'"].center()
            top = {"c'": centre.y() - high - 2, "c": centre.y() + 2}.get(key, centre.y() - high / 2)
            places[key] = QRectF(centre.x() - wide / 2, top, wide, high)
        return places

    def draw(self, painter: QPainter) -> None:
        """Arrows, their words, boxes."""
        arrows, places = self.arrows(), self.places()
        for arrow in arrows.values():
            draw_arrow(painter, arrow, self.page.ink)
        for key, words in self.words.items():
            if key in ("a", "b"):
                painter.fillRect(places[key], self.page.paper)
            self._draw_lines(painter, places[key], words, self.page.caption_font)
        for box in self.boxes.values():
            painter.setPen(QPen(self.page.ink, 1.0))
            painter.drawRect(box.rect)
            line = line_height(self.page.caption_font)
            first = QRectF(box.rect.left(), box.rect.top() + _PAD, box.rect.width(), line)
            self._draw_lines(painter, first, (box.part,), self.page.strong_font)
            self._draw_lines(painter, first.translated(0, line), box.lines, self.page.caption_font)

    def _draw_lines(self, painter: QPainter, place: QRectF, lines: tuple[str, ...], font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(self.page.ink)
        for index, text in enumerate(lines):
            high = line_height(font)
            draw_text(painter, QRectF(place.left(), place.top() + index * high, place.width(), high), CENTRE, text)

    def _words(self, path: PathEstimate, width: float) -> tuple[str, ...]:
        value, low, high = numbers_of(path, self.standardised)
        key = path.key.replace("'", PRIME)
        what = {"c": "total effect ", "c'": "direct effect "}.get(path.key, "").replace(" ", NO_BREAK)
        first = f"{what}{key} = {three_digits(value)},"
        lines = (first, f"95 % CI {three_digits(low)} to {three_digits(high)},", p_in_words(path.p))
        return tuple(line for text in lines for line in broken(kept_together(text), self.page.caption_font, width))

    def _proportion(self) -> tuple[str, ...]:
        return (self.found.proportion.sentence.replace("-", MINUS),)

    def _model(self) -> tuple[str, ...]:
        found = self.found
        unit = "SD of the end per step of X" if found.predictor_is_binary else "SD of the end per SD of the start"
        paths = f"Paths are standardised ({unit})." if self.standardised else "Paths are in units of their variables."
        adjusted = f" All models are adjusted for {', '.join(found.covariates)}." if found.covariates else ""
        codings = f" {'; '.join(found.codings)}." if found.codings else ""
        return (f"n = {found.n}. {paths}{adjusted}{codings}",)


def numbers_of(path: PathEstimate, standardised: bool) -> tuple[float, float, float]:
    """Estimate and 95 % limits of a path."""
    if standardised:
        return path.standardised, path.standardised_low, path.standardised_high
    return path.estimate, path.low, path.high


def indirect_in_words(found: Mediation) -> str:
    """``Indirect effect a × b = 0.52, 95 % CI 0.1 to 0.9 (bias-corrected), …; 5000 resamples, seed 0``."""
    ab = found.indirect
    limits = f"{three_digits(ab.percentile[0])} to {three_digits(ab.percentile[1])} (percentile)"
    if ab.bias_corrected is not None:
        limits = (
            f"{three_digits(ab.bias_corrected[0])} to {three_digits(ab.bias_corrected[1])} (bias-corrected), {limits}"
        )
    seed = "" if ab.seed is None else f", seed {ab.seed}"
    return (
        f"Indirect effect a × b = {three_digits(ab.estimate)}, 95 % CI {limits}, bootstrap {ab.p_in_words}; "
        f"{ab.n_resamples} resamples of people{seed}; standardised {decimals(found.standardised_indirect, 3)}."
    )
