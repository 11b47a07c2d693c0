"""Where everything of a node graph lies on the page: views, nodes, captions. Geometry only, nothing is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from analysis.network.graph import Node
from analysis.network.layout import Placed, place_captions
from analysis.network.views import View
from gui.figures.glass_brain import brain_parts, frame_mm
from gui.figures.node_figure import FarNodes, NodeFigure, caption_of, radius_of
from gui.figures.page import UNITS_PER_MM, Page, line_height
from gui.figures.text import text_width

_SMALLEST_BRAIN = 105.0  # 1/96 inch: a row whose brains are narrower is broken into two
_MOST_CAPTIONS = 36  # in one view: lines to more of them would cross everything
_PAD_LINES = 0.9  # above and below a brain, for captions


@dataclass(frozen=True, eq=False)
class NodePlace:
    """A node in one view: its centre and radius on the page, and the place of its caption."""

    index: int
    centre: QPointF
    radius: float
    depth_mm: float
    is_near: bool
    caption: QRectF | None


@dataclass(frozen=True, eq=False)
class ViewCell:
    """One view on the page.

    ``area`` holds brain and captions, ``brain`` is the picture of the brain, ``frame`` its lowest and highest
    (right, up) in mm, ``letters`` what stands at which place.
    """

    view: View
    area: QRectF
    brain: QRectF
    frame: np.ndarray
    nodes: tuple[NodePlace, ...]
    letters: tuple[tuple[str, QRectF], ...]
    n_without_caption: int

    def to_page(self, right_mm: float, up_mm: float) -> QPointF:
        """The point of the page for a place of the view."""
        size = self.frame[1] - self.frame[0]
        x = self.brain.left() + (right_mm - self.frame[0, 0]) / size[0] * self.brain.width()
        y = self.brain.top() + (self.frame[1, 1] - up_mm) / size[1] * self.brain.height()
        return QPointF(x, y)


def lay_out_views(figure: NodeFigure, top: float, margin: float) -> tuple[tuple[ViewCell, ...], float]:
    """The cells of all views, and where the last row ends.

    All brains have the same scale, so that sizes can be compared between views.
    """
    frames = [frame_mm(view, brain_parts(view)) for view in figure.views]
    sizes = [frame[1] - frame[0] for frame in frames]
    pad_x, pad_y = _padding(figure)
    room = figure.page.width - 2 * margin
    columns = figure.columns or _columns(sizes, room, pad_x)
    columns = min(columns, len(figure.views))
    widths = [max(size[0] for size in sizes[c::columns]) for c in range(columns)]
    scale = (room - 2 * pad_x * columns) / sum(widths)
    longest = 330.0 if figure.look.longest_mm is None else figure.look.longest_mm * UNITS_PER_MM
    scale = min(scale, longest / max(widths))
    left_over = (room - scale * sum(widths) - 2 * pad_x * columns) / 2
    cells = []
    y = top
    for row in range(ceil(len(figure.views) / columns)):
        members = range(row * columns, min((row + 1) * columns, len(figure.views)))
        height = max(sizes[i][1] for i in members) * scale + 2 * pad_y
        x = margin + left_over
        short_by = sum(widths[len(members) :]) * scale + 2 * pad_x * (columns - len(members))
        x += short_by / 2  # a last row with fewer views is centred
        for column, index in enumerate(members):
            width = widths[column] * scale + 2 * pad_x
            area = QRectF(x, y, width, height)
            cells.append(_cell(figure, figure.views[index], area, frames[index], scale))
            x += width
        y += height + line_height(figure.page.caption_font)
    return tuple(cells), y


def _padding(figure: NodeFigure) -> tuple[float, float]:
    """Room beside and above each brain for captions that find no place on it."""
    line = line_height(figure.page.caption_font)
    if not figure.look.captions:
        return 1.2 * line, 0.4 * line
    widths = sorted(text_width(caption_of(node), figure.page.caption_font) for node in figure.graph.nodes)
    return max(1.2 * line, 0.45 * widths[-1]), _PAD_LINES * line


def _columns(sizes: list[np.ndarray], room: float, pad_x: float) -> int:
    for columns in range(min(len(sizes), 4 if len(sizes) in (4, 8) else 3), 1, -1):
        widths = [max(size[0] for size in sizes[c::columns]) for c in range(columns)]
        if (room - 2 * pad_x * columns) / sum(widths) * min(widths) >= _SMALLEST_BRAIN:
            return columns
    return 1


def _cell(figure: NodeFigure, view: View, area: QRectF, frame: np.ndarray, scale: float) -> ViewCell:
    width, height = (frame[1] - frame[0]) * scale
    brain = QRectF(area.center().x() - width / 2, area.center().y() - height / 2, width, height)
    letters = _letters(view, area, brain, figure.page)
    cell = ViewCell(view, area, brain, frame, (), letters, 0)
    shown = [
        (index, node)
        for index, node in enumerate(figure.graph.nodes)
        if view.is_near(np.array(node.xyz_mm)) or (view.hemisphere is None and figure.look.far is not FarNodes.HIDE)
    ]
    projected = [view.project(np.array(node.xyz_mm)) for _, node in shown]
    centres = [cell.to_page(float(p[0]), float(p[1])) for p in projected]
    radii = [max(2.2, radius_of(node, figure) * scale) for _, node in shown]
    near = [view.is_near(np.array(node.xyz_mm)) or figure.look.far is FarNodes.SHOW for _, node in shown]
    captions = _captions(figure, cell, [node for _, node in shown], centres, radii, near)
    places = [
        NodePlace(index, centre, radius, float(depth[2]), is_near, _rect(placed))
        for (index, _), centre, radius, depth, is_near, placed in zip(
            shown, centres, radii, projected, near, captions, strict=True
        )
    ]
    wanted = sum(near) if figure.look.captions else 0
    missing = wanted - sum(place.caption is not None for place in places)
    return ViewCell(view, area, brain, frame, tuple(places), letters, missing)


def _captions(
    figure: NodeFigure,
    cell: ViewCell,
    nodes: Sequence[Node],
    centres: Sequence[QPointF],
    radii: Sequence[float],
    near: Sequence[bool],
) -> list[Placed | None]:
    font = figure.page.caption_font
    height = 0.78 * line_height(font)  # without the space between lines
    sizes = [
        (text_width(caption_of(node), font), height) if is_near and figure.look.captions else (0.0, 0.0)
        for node, is_near in zip(nodes, near, strict=True)
    ]
    for index in _least(nodes, sizes):
        sizes[index] = (0.0, 0.0)
    index_of = {id(node): k for k, node in enumerate(figure.graph.nodes)}
    at = {index_of[id(node)]: centre for node, centre in zip(nodes, centres, strict=True)}
    segments = [(at[i].x(), at[i].y(), at[j].x(), at[j].y()) for i, j, _ in figure.graph.edges if i in at and j in at]
    return place_captions(
        np.array([(c.x(), c.y()) for c in centres]).reshape(-1, 2),
        [radius + 0.5 for radius in radii],
        sizes,
        (cell.area.left(), cell.area.top(), cell.area.right(), cell.area.bottom()),
        obstacles=np.array([(r.left(), r.top(), r.right(), r.bottom()) for _, r in cell.letters]),
        segments=np.array(segments) if segments else None,
    )


def _least(nodes: Sequence[Node], sizes: Sequence[tuple[float, float]]) -> list[int]:
    """The nodes that go without a caption where there are too many: those of the smallest value or size."""
    wanted = [k for k, size in enumerate(sizes) if size[0] > 0]
    wanted.sort(key=lambda k: (-abs(nodes[k].value or 0.0), -nodes[k].size, k))
    return wanted[_MOST_CAPTIONS:]


def _letters(view: View, area: QRectF, brain: QRectF, page: Page) -> tuple[tuple[str, QRectF], ...]:
    """The patient's directions at the left and the right, in the lower corners, where no brain is."""
    left, right, _, _ = view.edge_letters()
    size = line_height(page.strong_font)
    y = brain.bottom() - size if view.right[0] == 0 else brain.center().y() - size / 2
    at_left = max(area.left(), brain.left() - size)
    at_right = min(area.right(), brain.right() + size) - size
    return (left, QRectF(at_left, y, size, size)), (right, QRectF(at_right, y, size, size))


def _rect(placed: Placed | None) -> QRectF | None:
    return None if placed is None else QRectF(placed.left, placed.top, placed.width, placed.height)
