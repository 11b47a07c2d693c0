"""A graph in a glass brain: spheres for nodes, lines for edges, short names that do not collide.

Only the brain is a picture; nodes, edges and captions are vectors and text in SVG and PDF. Nothing here needs a
graphics card or its library: the same figure is drawn everywhere.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QRadialGradient

from analysis.errors import OptionError
from analysis.network.graph import Kind
from gui.figures.colour_bar import colour_bar_height, draw_colour_bar
from gui.figures.export import Figure
from gui.figures.glass_brain import Glass, brain_parts, draw_glass
from gui.figures.node_figure import (
    KIND_COLOURS,
    ColourBy,
    FarNodes,
    NodeFigure,
    caption_of,
    caption_text,
    colour_of,
    notes_of,
    provenance_of,
    value_scale,
)
from gui.figures.node_layout import NodePlace, ViewCell, lay_out_views
from gui.figures.page import UNITS_PER_INCH, Page, line_height
from gui.figures.text import CENTRE, LEFT, draw_text, text_width, wrapped

_MARGIN = 8.0
_GAP = 6.0
_FINEST_PIXEL_MM = 0.2
_BAR_WIDTH = 260.0
_FAR_OPACITY = 0.28
_FEW_EDGES = 30
_KIND_WORDS = {Kind.SEED: "seed", Kind.INCREASED: "increased", Kind.DECREASED: "decreased"}


@dataclass(frozen=True, eq=False)
class NodeGraphLayout:
    """Where things are, in 1/96 inch."""

    cells: tuple[ViewCell, ...]
    title: tuple[str, ...]
    legend_top: float
    notes: tuple[str, ...]
    notes_top: float
    height: float


def draw_nodes(figure: NodeFigure) -> Figure:
    """Make a figure of a graph; raises `OptionError` where there is no view."""
    layout = lay_out(figure)
    pictures = [_brain_picture(cell, figure) for cell in layout.cells]
    return Figure(
        figure.page.width,
        layout.height,
        _Drawing(figure, layout, pictures).draw,
        provenance_of(figure),
        caption_text(figure),
        figure.page.paper,
    )


def lay_out(figure: NodeFigure) -> NodeGraphLayout:
    """Where views, nodes, captions, legend and notes go."""
    if not figure.views:
        raise OptionError("The figure has no view; name at least one, such as left, top or right.")
    page = figure.page
    room = page.width - 2 * _MARGIN
    title = wrapped(figure.title, page.title_font, room)
    top = _MARGIN + len(title) * line_height(page.title_font) + (_GAP if title else 0)
    cells, y = lay_out_views(figure, top, _MARGIN)
    legend_top = y + _GAP
    y = legend_top + _legend_height(figure)
    missing = max(cell.n_without_caption for cell in cells)
    words = notes_of(figure, missing) if figure.shows_notes else []
    notes = tuple(line for note in words for line in wrapped(note, page.note_font, room))
    return NodeGraphLayout(
        cells, title, legend_top, notes, y + _GAP, ceil(y + _GAP + len(notes) * line_height(page.note_font) + _MARGIN)
    )


def _brain_picture(cell: ViewCell, figure: NodeFigure) -> QImage:
    dots_mm = 1 / (cell.brain.width() / UNITS_PER_INCH * figure.page.dpi / (cell.frame[1, 0] - cell.frame[0, 0]))
    glass = Glass() if not figure.page.is_dark else Glass(colour=(205, 211, 224), facing=0.34)
    glass = Glass(glass.colour, glass.facing * figure.look.glass, min(1.0, glass.steep * figure.look.glass))
    pixels = draw_glass(cell.view, brain_parts(cell.view), cell.frame, max(_FINEST_PIXEL_MM, dots_mm), glass)
    rows, columns = pixels.shape[:2]
    return QImage(np.ascontiguousarray(pixels).data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


def _legend_height(figure: NodeFigure) -> float:
    if not figure.shows_legend:
        return 0.0
    font = figure.page.caption_font
    if figure.look.colour_by is ColourBy.VALUE:
        return colour_bar_height(font, value_scale(figure), figure.graph.unit, _bar_width(figure.page))
    return line_height(font) if _legend(figure) else 0.0


def _bar_width(page: Page) -> float:
    return min(_BAR_WIDTH, page.width - 4 * _MARGIN)


def _legend(figure: NodeFigure) -> list[tuple[QColor, str]]:
    """What the colours stand for."""
    nodes = figure.graph.nodes
    if figure.look.colour_by is ColourBy.MODULE:
        modules = sorted({node.module for node in nodes if node.module > 0})
        first = {module: next(node for node in nodes if node.module == module) for module in modules}
        return [(colour_of(first[module], figure), f"module {module}") for module in modules]
    if figure.look.colour_by is ColourBy.KIND:
        kinds = [kind for kind in _KIND_WORDS if any(node.kind is kind for node in nodes)]
        return [(KIND_COLOURS[kind], _KIND_WORDS[kind]) for kind in kinds]
    return []


@dataclass(frozen=True, eq=False)
class _Drawing:
    """Draws a laid-out graph on any painter."""

    figure: NodeFigure
    layout: NodeGraphLayout
    pictures: list[QImage]

    def draw(self, painter: QPainter) -> None:
        page, layout = self.figure.page, self.layout
        painter.fillRect(QRectF(0, 0, page.width, layout.height), page.paper)
        _draw_lines(painter, layout.title, _MARGIN, page, title=True)
        for cell, picture in zip(layout.cells, self.pictures, strict=True):
            painter.drawImage(cell.brain, picture)
            self._draw_edges(painter, cell)
            for place in sorted(cell.nodes, key=lambda p: (p.is_near, p.depth_mm, p.index)):
                self._draw_node(painter, place)
            self._draw_captions(painter, cell)
            self._draw_words(painter, cell)
        self._draw_legend(painter)
        _draw_lines(painter, layout.notes, layout.notes_top, page, title=False)

    def _draw_edges(self, painter: QPainter, cell: ViewCell) -> None:
        look, graph = self.figure.look, self.figure.graph
        places = {place.index: place for place in cell.nodes}
        strongest = max((abs(weight) for *_, weight in graph.edges), default=1.0)
        thinner = min(1.0, (_FEW_EDGES / max(1, len(graph.edges))) ** 0.5)  # or many edges would hide all else
        for i, j, weight in graph.edges:
            if i not in places or j not in places:
                continue
            colour = QColor(KIND_COLOURS[Kind.INCREASED if weight > 0 else Kind.DECREASED]).darker(112)
            both_near = places[i].is_near and places[j].is_near
            fades = self.figure.look.far is FarNodes.FAINT and not both_near
            colour.setAlphaF(look.edge_opacity * (_FAR_OPACITY * 1.3 if fades else 1.0))
            width = (0.6 + 1.6 * abs(weight) / strongest) * thinner
            painter.setPen(QPen(colour, width, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(QLineF(places[i].centre, places[j].centre))

    def _draw_node(self, painter: QPainter, place: NodePlace) -> None:
        colour = colour_of(self.figure.graph.nodes[place.index], self.figure)
        fades = not place.is_near and self.figure.look.far is FarNodes.FAINT
        draw_sphere(
            painter,
            place.centre,
            place.radius,
            colour,
            _FAR_OPACITY if fades else 1.0,
            is_dark=self.figure.page.is_dark,
        )

    def _draw_captions(self, painter: QPainter, cell: ViewCell) -> None:
        page = self.figure.page
        painter.setFont(page.caption_font)
        for place in cell.nodes:
            if place.caption is None:
                continue
            start = _nearest(place.caption, place.centre)
            line = QLineF(place.centre, start)
            if line.length() > place.radius + 0.45 * place.caption.height():
                line.setP1(line.pointAt(place.radius / line.length()))
                painter.setPen(QPen(page.faint_ink, 0.5))
                painter.drawLine(line)
        painter.setPen(page.ink)
        for place in cell.nodes:
            if place.caption is not None:
                draw_text(painter, place.caption, CENTRE, caption_of(self.figure.graph.nodes[place.index]))

    def _draw_words(self, painter: QPainter, cell: ViewCell) -> None:
        page = self.figure.page
        painter.setPen(page.ink)
        painter.setFont(page.strong_font)
        for letter, rect in cell.letters:
            draw_text(painter, rect, CENTRE, letter)
        painter.setFont(page.caption_font)
        line = line_height(page.caption_font)
        below = QRectF(cell.area.left(), cell.area.bottom(), cell.area.width(), line)
        draw_text(painter, below, CENTRE, cell.view.caption)

    def _draw_legend(self, painter: QPainter) -> None:
        figure, page = self.figure, self.figure.page
        painter.setFont(page.caption_font)
        if not figure.shows_legend:
            return
        if figure.look.colour_by is ColourBy.VALUE:
            width = _bar_width(page)
            bar = QRectF((page.width - width) / 2, self.layout.legend_top, width, _legend_height(figure))
            draw_colour_bar(painter, bar, value_scale(figure), figure.graph.unit, text_colour=page.ink)
            return
        entries = _legend(figure)
        line = line_height(page.caption_font)
        widths = [1.2 * line + text_width(words, page.caption_font) + line for _, words in entries]
        x = (page.width - sum(widths)) / 2
        for (colour, words), width in zip(entries, widths, strict=True):
            draw_sphere(
                painter,
                QPointF(x + line / 2, self.layout.legend_top + line / 2),
                0.36 * line,
                colour,
                is_dark=page.is_dark,
            )
            painter.setPen(page.ink)
            draw_text(painter, QRectF(x + 1.2 * line, self.layout.legend_top, width, line), LEFT, words)
            x += width


def draw_sphere(
    painter: QPainter, centre: QPointF, radius: float, colour: QColor, opacity: float = 1.0, *, is_dark: bool = False
) -> None:
    """A ball lit from the upper left; on a dark page with a light outline."""
    painter.save()
    light = QPointF(centre.x() - 0.35 * radius, centre.y() - 0.4 * radius)
    gradient = QRadialGradient(centre, radius, light)
    for at, shade in ((0.0, colour.lighter(165)), (0.35, colour.lighter(112)), (1.0, colour.darker(135))):
        shade.setAlphaF(opacity)
        gradient.setColorAt(at, shade)
    outline = QColor(215, 220, 230) if is_dark else colour.darker(190)
    outline.setAlphaF(opacity)
    painter.setPen(QPen(outline, 0.5))
    painter.setBrush(gradient)
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


def _nearest(rect: QRectF, point: QPointF) -> QPointF:
    return QPointF(min(max(point.x(), rect.left()), rect.right()), min(max(point.y(), rect.top()), rect.bottom()))


def _draw_lines(painter: QPainter, lines: tuple[str, ...], y: float, page: Page, *, title: bool) -> None:
    font = page.title_font if title else page.note_font
    painter.setFont(font)
    painter.setPen(page.ink if title else page.faint_ink)
    for line in lines:
        draw_text(painter, QRectF(_MARGIN, y, page.width - 2 * _MARGIN, line_height(font)), CENTRE, line)
        y += line_height(font)
