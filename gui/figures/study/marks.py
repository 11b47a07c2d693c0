"""Colours and shapes of groups: each group differs in both, so that neither colour vision nor a printer matters."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.figures.node_figure import MODULE_COLOURS

_UP = ((0.0, -1.2), (1.1, 0.8), (-1.1, 0.8))
_DOWN = tuple((x, -y) for x, y in _UP)
_DIAMOND = ((0.0, -1.3), (1.1, 0.0), (0.0, 1.3), (-1.1, 0.0))
_SQUARE = ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9))
_SHAPES: tuple[tuple[tuple[float, float], ...], ...] = ((), _UP, _SQUARE, _DIAMOND, _DOWN)
"""Corners of each shape in radii; a circle has none."""
_FILL = 190
_LIGHTER = 135  # per cent
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)


@dataclass(frozen=True)
class Mark:
    """How one group or curve looks; ``shape`` counts the shapes, ``dash`` is of its line."""

    colour: QColor
    shape: int = 0
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine


def mark_of(index: int, *, is_dark: bool = False) -> Mark:
    """Of the group at a place of the order, lighter on black; after ten groups colours begin again, shapes after
    five."""
    colour = MODULE_COLOURS[index % len(MODULE_COLOURS)]
    return Mark(colour.lighter(_LIGHTER) if is_dark else colour, index % len(_SHAPES), _DASHES[index % len(_DASHES)])


def marks_of(names: Sequence[str], *, is_dark: bool = False) -> dict[str, Mark]:
    """One mark for each name, in their order."""
    return {name: mark_of(index, is_dark=is_dark) for index, name in enumerate(dict.fromkeys(names))}


def draw_mark(painter: QPainter, at: QPointF, mark: Mark, radius: float, *, solid: bool = False) -> None:
    """A point of a group, a little transparent so that points on each other are seen."""
    fill = QColor(mark.colour)
    fill.setAlpha(255 if solid else _FILL)
    painter.setPen(QPen(mark.colour, 0.6))
    painter.setBrush(fill)
    corners = _SHAPES[mark.shape]
    if corners:
        painter.drawPolygon(QPolygonF([QPointF(at.x() + x * radius, at.y() + y * radius) for x, y in corners]))
    else:
        painter.drawEllipse(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius))
    painter.setBrush(Qt.BrushStyle.NoBrush)
