from math import inf

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from analysis.colour import ColourScale, one_sided, rgba, two_sided
from gui.figures.colour_bar import TickKind, colour_bar_ticks, draw_colour_bar, shown_range
from gui.figures.text import figure_font

pytestmark = pytest.mark.usefixtures("qapp")

SCALES = {
    "two-sided": two_sided(2.35, 7.1),
    "one-sided": one_sided(0.5, 0, 1),
    "negative": ColourScale("cold_hot", -5, 5, (-2.3, inf)),
    "plain": ColourScale("viridis", 0, 120),
    "tiny": two_sided(2.3e-5, 1e-4),
    "large": ColourScale("inferno", -500, 12345),
    "threshold at the end": two_sided(1.95, 2),
}
RECT = QRectF(20, 20, 220, 60)


def drawn(scale, unit="mL/100 g/min", *, rect=RECT, vertical=False):
    """``(rows, columns, 3)`` picture of a bar on white."""
    image = QImage(260, 260, QImage.Format.Format_RGB888)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(figure_font(11))
    draw_colour_bar(painter, rect, scale, unit, text_colour=QColor("black"), vertical=vertical)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(260, image.bytesPerLine())
    return rows[:, : 260 * 3].reshape(260, 260, 3).copy()


def test_that_a_two_sided_bar_marks_both_ends_both_thresholds_and_zero():
    ticks, _ = colour_bar_ticks(two_sided(2.35, 7.1))
    assert [(t.caption, t.kind.name) for t in ticks] == [
        ("−7.10", "END"),
        ("−2.35", "THRESHOLD"),
        ("0", "ZERO"),
        ("2.35", "THRESHOLD"),
        ("7.10", "END"),
    ]


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_that_both_exact_ends_are_marked(scale):
    ticks, _ = colour_bar_ticks(scale)
    ends = tuple(t.value for t in ticks if t.kind is TickKind.END)
    assert ends == shown_range(scale)


def test_that_a_one_sided_map_has_a_one_sided_bar():
    assert shown_range(ColourScale("cold_hot", -5, 5, (-inf, 2))) == (0, 5)
    assert shown_range(ColourScale("cold_hot", -5, 5, (-2, inf))) == (-5, 0)
    assert shown_range(one_sided(0.5, 0.3, 1)) == (0.3, 1)


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_that_nothing_is_drawn_outside_the_rectangle(scale, vertical):
    rect = QRectF(20, 20, 80, 220) if vertical else RECT
    picture = drawn(scale, "a long unit that has far too little room here to be shown", rect=rect, vertical=vertical)
    inside = np.zeros((260, 260), bool)
    inside[int(rect.top()) - 1 : int(rect.bottom()) + 2, int(rect.left()) - 1 : int(rect.right()) + 2] = True
    assert (picture[~inside] == 255).all()
    assert (picture[inside] != 255).any()


def _has_colour(picture, colour):
    return bool((np.abs(picture.astype(int) - np.array(colour)).max(axis=-1) <= 12).any())


@pytest.mark.parametrize("vertical", [False, True])
def test_that_the_bar_has_the_colours_of_the_picture_and_none_in_the_gap(vertical):
    scale = two_sided(2, 5)
    picture = drawn(scale, rect=QRectF(20, 20, 80, 220) if vertical else RECT, vertical=vertical)
    for value in (-4.0, -2.1, 2.1, 4.0):
        assert _has_colour(picture, rgba(np.array(value), scale)[:3]), value
    for value in (-1.0, 1.0):
        colour = rgba(np.array(value), ColourScale("cold_hot", -5, 5))[:3]
        assert not _has_colour(picture, colour), value


def test_that_low_is_at_the_left_and_at_the_bottom():
    scale = ColourScale("cold_hot", -4, 4, (-2, 2))
    for vertical, rect in ((False, RECT), (True, QRectF(20, 20, 80, 220))):
        picture = drawn(scale, "", rect=rect, vertical=vertical).astype(int)
        blue = np.argwhere(picture[..., 2] - picture[..., 0] > 100).mean(axis=0)
        red = np.argwhere(picture[..., 0] - picture[..., 2] > 100).mean(axis=0)
        assert (blue[0] > red[0] + 50) if vertical else (blue[1] < red[1] - 50)


def test_that_the_painter_is_left_as_it_was():
    image = QImage(260, 260, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    painter.setFont(figure_font(11))
    before = (painter.pen(), painter.brush(), painter.transform())
    draw_colour_bar(painter, RECT, SCALES["plain"], "t", text_colour=QColor("red"), vertical=True)
    assert (painter.pen(), painter.brush(), painter.transform()) == before
    painter.end()
