"""One slice on the page: its pixels, the letters of its sides, and lines around what passes a threshold."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from analysis.colour import ColourScale
from analysis.plane import Plane
from gui.figures.page import Page, line_height
from gui.figures.text import CENTRE, draw_text

_AIR = QColor(0, 0, 0)
_CROSS, _CROSS_GAP = QColor(88, 224, 122), 5.0


@dataclass(frozen=True, eq=False)
class SlicePicture:
    """A slice: its plane, its colours ``(rows, columns, 3)``, and lines ``(n, 4)`` of x1, y1, x2, y2 in pixels.

    ``cross`` is the column and row of a crosshair, or None.
    """

    plane: Plane
    colours: np.ndarray
    lines: np.ndarray
    cross: tuple[float, float] | None = None


def outlines(values: np.ndarray, scale: ColourScale) -> np.ndarray:
    """``(n, 4)`` x1, y1, x2, y2 of lines around the values ``(rows, columns)`` that a scale draws.

    Pixel centres are at whole numbers. Marching squares (Lorensen & Cline 1987, in the plane), with the ends of the
    lines where the value reaches the threshold, half way to a pixel without a value.
    """
    if scale.gap is None:
        return np.zeros((0, 4))
    below, above = scale.gap
    known = np.isfinite(values)
    field = np.where(known, np.maximum(values - above, below - values), 0.0).astype(np.float64)
    field[field == 0] = 1e-9  # at the threshold is inside
    inside = known & (field > 0)
    field[~known] = np.nan
    return np.concatenate([_segments(field, inside, case) for case in range(1, 15)])


_CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))  # (row, column), clockwise
_LINES = {  # which edges (numbered by their first corner) a line joins, by the corners that are inside
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 5: ((3, 0), (1, 2)), 6: ((0, 2),), 7: ((3, 2),),
    8: ((2, 3),), 9: ((2, 0),), 10: ((0, 1), (2, 3)), 11: ((2, 1),), 12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip


def _segments(field: np.ndarray, inside: np.ndarray, case: int) -> np.ndarray:
    rows, columns = field.shape
    code = np.zeros((rows - 1, columns - 1), dtype=np.int64)
    for bit, (row, column) in enumerate(_CORNERS):
        code += inside[row : rows - 1 + row, column : columns - 1 + column].astype(np.int64) << bit
    at = np.argwhere(code == case)
    found = [np.hstack([_crossing(field, at, edge) for edge in line]) for line in _LINES[case]]
    return np.concatenate(found) if len(at) else np.zeros((0, 4))


def _crossing(field: np.ndarray, at: np.ndarray, edge: int) -> np.ndarray:
    """``(n, 2)`` x and y at which the field crosses 0 on one edge of the cells ``(n, 2)`` (row, column)."""
    first, second = at + _CORNERS[edge], at + _CORNERS[(edge + 1) % 4]
    a, b = field[tuple(first.T)], field[tuple(second.T)]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(np.isnan(a) | np.isnan(b), 0.5, a / (a - b))
    place = first + np.clip(share, 0, 1)[:, None] * (second - first)
    return place[:, ::-1]


def draw_tile(painter: QPainter, rect: QRectF, picture: SlicePicture, rim: float, page: Page) -> None:
    """Draw a slice into a rectangle; with a rim its letters stand there, else left and right in the upper corners."""
    painter.fillRect(rect, _AIR)
    colours = np.ascontiguousarray(picture.colours)
    # In 32 bits: smooth scaling of 24-bit lines reads past their end, and the edge would differ from run to run.
    image = QImage(
        colours.data, colours.shape[1], colours.shape[0], colours.strides[0], QImage.Format.Format_RGB888
    ).convertToFormat(QImage.Format.Format_RGB32)
    inner = rect.adjusted(rim, rim, -rim, -rim)
    painter.drawImage(inner, image)
    _draw_outlines(painter, inner, picture)
    _draw_cross(painter, inner, picture)
    painter.setPen(QColor("white"))
    painter.setFont(page.strong_font)
    left, right, top, bottom = picture.plane.edge_letters()
    size = rim or line_height(page.strong_font)
    height = rect.height() if rim else size
    draw_text(painter, QRectF(rect.left(), rect.top(), size, height), CENTRE, left)
    draw_text(painter, QRectF(rect.right() - size, rect.top(), size, height), CENTRE, right)
    if rim:
        draw_text(painter, QRectF(rect.left(), rect.top(), rect.width(), rim), CENTRE, top)
        draw_text(painter, QRectF(rect.left(), rect.bottom() - rim, rect.width(), rim), CENTRE, bottom)


def _draw_outlines(painter: QPainter, inner: QRectF, picture: SlicePicture) -> None:
    if not len(picture.lines):
        return
    rows, columns = picture.colours.shape[:2]
    scale = np.array([inner.width() / columns, inner.height() / rows] * 2)
    lines = (picture.lines + 0.5) * scale + np.array([inner.left(), inner.top()] * 2)
    drawn = [QLineF(*(float(v) for v in line)) for line in lines]
    for colour, width in ((QColor(0, 0, 0), 1.3), (QColor(255, 255, 255), 0.6)):
        painter.setPen(QPen(colour, width, c=Qt.PenCapStyle.RoundCap))
        painter.drawLines(drawn)


def _draw_cross(painter: QPainter, inner: QRectF, picture: SlicePicture) -> None:
    """Two thin lines with a gap where they would cross, so that the place itself is seen."""
    if picture.cross is None:
        return
    rows, columns = picture.colours.shape[:2]
    x = inner.left() + (picture.cross[0] + 0.5) / columns * inner.width()
    y = inner.top() + (picture.cross[1] + 0.5) / rows * inner.height()
    painter.setPen(QPen(_CROSS, 0.8))
    for line in (
        QLineF(inner.left(), y, x - _CROSS_GAP, y),
        QLineF(x + _CROSS_GAP, y, inner.right(), y),
        QLineF(x, inner.top(), x, y - _CROSS_GAP),
        QLineF(x, y + _CROSS_GAP, x, inner.bottom()),
    ):
        painter.drawLine(line)
