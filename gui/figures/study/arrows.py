"""An arrow from one box to another: a line with a filled head whose tip is the end of the line."""

from math import hypot

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_HEAD = 7.0
_HALF = 2.8


def draw_arrow(painter: QPainter, line: QLineF, colour: QColor, width: float = 1.0) -> None:
    """Draw it; a line shorter than its head is a head only."""
    dx, dy = line.dx(), line.dy()
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    tip = line.p2()
    neck = QPointF(tip.x() - _HEAD * ux, tip.y() - _HEAD * uy)
    painter.setPen(QPen(colour, width))
    if length > _HEAD:
        painter.drawLine(QLineF(line.p1(), neck))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    side = QPointF(-uy * _HALF, ux * _HALF)
    painter.drawPolygon(QPolygonF([tip, neck + side, neck - side]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
