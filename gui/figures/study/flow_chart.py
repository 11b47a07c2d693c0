"""The flow of participants as a chart: recruited on top, a column a group, analysed at the bottom.

The line of a group runs down at the left of its column, and exclusions stand to the right of it, so that boxes never
lie on lines and columns never touch, however many there are.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from analysis.provenance import InputRecord
from analysis.stats.clinical.participant_flow import FlowBox, ParticipantFlow, flow_chart
from gui.figures.export import Figure
from gui.figures.page import UNITS_PER_MM, Page, line_height
from gui.figures.study.arrows import draw_arrow
from gui.figures.study.sheet import MARGIN, Made, Sheet, kept_together
from gui.figures.text import CENTRE, LEFT, broken, draw_text

_PAD = 4.0
_BETWEEN = 14.0
_COLUMN_GAP = 8.0
_WIDEST = 70 * UNITS_PER_MM
_STEM, _INDENT = 0.07, 0.17  # of the width of a column: the line of a group, the boxes of exclusions
_PALE, _PALE_ON_BLACK = QColor("#f2f2f2"), QColor("#2a2a2a")


@dataclass(frozen=True, eq=False)
class PlacedBox:
    """A box of the chart, its rectangle, and its words in lines; the first ``n_title`` are its title."""

    box: FlowBox
    rect: QRectF
    lines: tuple[str, ...]
    n_title: int


def draw_flow(flow: ParticipantFlow, page: Page, *, title: str = "", inputs: tuple[InputRecord, ...] = ()) -> Figure:
    """Draw the chart of a flow, with every count from its record."""
    plot = FlowPlot(flow, page, title=title)
    parameters = {
        "group": flow.group_column, "stages": flow.stages, "recruited": flow.recruited, "excluded": flow.excluded,
        "analysed": flow.analysed, "boxes": {placed.box.key: placed.box.n for placed in plot.boxes.values()},
    }  # fmt: skip
    made = Made("gui.figures.study.flow_chart.draw_flow", parameters, inputs)
    return plot.sheet.figure(plot.bottom, plot.draw, caption_of(flow), made)


def caption_of(flow: ParticipantFlow) -> str:
    """The counts in words, those of the chart."""
    parts = []
    for group in flow.groups:
        reasons = [f"{reason} (n = {n})" for stage in group.exclusions for reason, n in stage.reasons]
        out = group.recruited - group.analysed
        why = f" ({', '.join(reasons)})" if reasons else ""
        name = f"{group.group}: " if group.group else ""
        parts.append(f"{name}{group.recruited} recruited, {out} excluded{why}, {group.analysed} analysed.")
    total = f"In all {flow.recruited} recruited, {flow.excluded} excluded, {flow.analysed} analysed."
    return f"Flow of participants. {' '.join(parts)}{f' {total}' if len(flow.groups) > 1 else ''}"


class FlowPlot:
    """Where the boxes of a chart lie, by their keys."""

    def __init__(self, flow: ParticipantFlow, page: Page, *, title: str = "") -> None:
        self.page, self.sheet = page, Sheet(page, title)
        self.chart = flow_chart(flow)
        n = max(box.column for box in self.chart.boxes) + 1
        self.width = min((self.sheet.room - (n - 1) * _COLUMN_GAP) / n, _WIDEST)
        self.left = (page.width - n * self.width - (n - 1) * _COLUMN_GAP) / 2
        self.n_columns = n
        last = max(box.row for box in self.chart.boxes)
        boxes = [replace(b, row=last) if b.role == "analysed" else b for b in self.chart.boxes]
        self.boxes = self._placed(boxes)
        self.bottom = max(placed.rect.bottom() for placed in self.boxes.values()) + MARGIN / 2

    def stem(self, column: int) -> float:
        """Where the line of a column runs."""
        return self._column_left(column) + _STEM * self.width

    def draw(self, painter: QPainter) -> None:
        """Lines with their arrows, then boxes with their words."""
        for start, end in self.chart.arrows:
            self._draw_arrow(painter, self.boxes[start], self.boxes[end])
        for placed in self.boxes.values():
            self._draw_box(painter, placed)

    def _column_left(self, column: int) -> float:
        return self.left + column * (self.width + _COLUMN_GAP)

    def _placed(self, boxes: list[FlowBox]) -> dict[str, PlacedBox]:
        spans = {box.key: self._span(box) for box in boxes}
        words = {box.key: self._words(box, spans[box.key][1]) for box in boxes}
        line, y = self._line, self.sheet.top + MARGIN / 2
        found = {}
        for row in sorted({box.row for box in boxes}):
            members = [box for box in boxes if box.row == row]
            high = max(len(words[box.key][0]) for box in members) * line + 2 * _PAD
            for box in members:
                (left, wide), (lines, n_title) = spans[box.key], words[box.key]
                own = len(lines) * line + 2 * _PAD
                found[box.key] = PlacedBox(
                    box, QRectF(left, y, wide, own if box.role == "excluded" else high), lines, n_title
                )
            y += high + _BETWEEN
        return found

    def _span(self, box: FlowBox) -> tuple[float, float]:
        """Left side and width."""
        if box.role == "recruited":
            whole = self.n_columns * self.width + (self.n_columns - 1) * _COLUMN_GAP
            wide = min(whole, _WIDEST) if self.n_columns > 1 else self.width
            return (self.page.width - wide) / 2, wide
        indent = _INDENT * self.width if box.role == "excluded" else 0.0
        return self._column_left(box.column) + indent, self.width - indent

    def _words(self, box: FlowBox, width: float) -> tuple[tuple[str, ...], int]:
        """The words in lines, and how many of them are the title."""
        room = width - 2 * _PAD
        title = broken(box.lines[0], self.page.strong_font, room)
        rest = [broken(kept_together(text), self.page.note_font, room) for text in box.lines[1:]]
        return (*title, *(line for lines in rest for line in lines)), len(title)

    def _draw_arrow(self, painter: QPainter, start: PlacedBox, end: PlacedBox) -> None:
        ink, upper, lower = self.page.ink, start.rect, end.rect
        if end.box.role == "excluded":
            y, x = lower.center().y(), self.stem(end.box.column)
            painter.setPen(QPen(ink, 1.0))
            painter.drawLine(QLineF(x, upper.bottom(), x, y))
            draw_arrow(painter, QLineF(x, y, lower.left(), y), ink)
        elif start.box.role == "recruited" and self.n_columns > 1:
            x, y = lower.center().x(), upper.bottom() + _BETWEEN / 2 - 1
            painter.setPen(QPen(ink, 1.0))
            painter.drawLine(QLineF(upper.center().x(), upper.bottom(), upper.center().x(), y))
            painter.drawLine(QLineF(upper.center().x(), y, x, y))
            draw_arrow(painter, QLineF(x, y, x, lower.top()), ink)
        else:
            x = self.stem(end.box.column) if self._has_exclusions(end.box.column) else lower.center().x()
            draw_arrow(painter, QLineF(x, upper.bottom(), x, lower.top()), ink)

    def _has_exclusions(self, column: int) -> bool:
        return any(placed.box.role == "excluded" and placed.box.column == column for placed in self.boxes.values())

    def _draw_box(self, painter: QPainter, placed: PlacedBox) -> None:
        page, rect, is_left = self.page, placed.rect, placed.box.role == "excluded"
        painter.setPen(QPen(page.ink, 0.9))
        painter.setBrush(page.paper if is_left else (_PALE_ON_BLACK if page.is_dark else _PALE))
        painter.drawRect(rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = self._line
        top = rect.top() + (rect.height() - len(placed.lines) * line) / 2
        for index, text in enumerate(placed.lines):
            painter.setFont(page.strong_font if index < placed.n_title else page.note_font)
            place = QRectF(rect.left() + _PAD, top + index * line, rect.width() - 2 * _PAD, line)
            draw_text(painter, place, LEFT if is_left else CENTRE, text)

    @property
    def _line(self) -> float:
        return line_height(self.page.strong_font)
