import pytest
from PySide6.QtGui import QImage, QPainter

from analysis.errors import OptionError
from analysis.plane import Orientation
from gui.figures.side_by_side import draw_side_by_side
from gui.figures.slices import FigureLayer, SliceFigure, draw_slices
from tests.gui.made_scans import GRAY, OVERLAY, grid, volume


def figure(title, positions):
    on = grid((20, 20, 20))
    return SliceFigure(
        FigureLayer(volume("T1", on), GRAY.scale),
        FigureLayer(volume("map", on, value=4), OVERLAY.scale),
        Orientation.AXIAL,
        positions,
        title=title,
    )


def test_that_the_parts_stand_below_each_other_at_the_places_of_the_first():
    first, second = figure("attack", (-4.0, 4.0)), figure("between", (0.0,))
    both = draw_side_by_side([first, second])
    one = draw_slices(first)
    assert both.width == one.width
    assert both.height == pytest.approx(2 * one.height + 8)
    assert both.description.count("2 axial slices at −4, 4 mm") == 2
    assert both.description.startswith("attack: ")


def test_that_it_can_be_drawn(qapp):
    both = draw_side_by_side([figure("attack", (0.0,)), figure("between", (0.0,))])
    image = QImage(round(both.width), round(both.height), QImage.Format.Format_RGB32)
    image.fill(both.paper)
    painter = QPainter(image)
    both.draw(painter)
    painter.end()
    half = image.height() // 2
    upper, lower = image.copy(0, 0, image.width(), half - 60), image.copy(0, half, image.width(), half - 60)
    for part in (upper, lower):
        assert len({part.pixel(x, y) for x in range(0, part.width(), 7) for y in range(0, part.height(), 7)}) > 3


def test_that_nothing_to_draw_is_refused():
    with pytest.raises(OptionError, match="no map"):
        draw_side_by_side([])
