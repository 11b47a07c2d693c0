import numpy as np
import pytest
from PySide6.QtCore import QRectF

from analysis.errors import DataError, OptionError
from analysis.network.matrix import ConnectivityMatrix
from gui.figures.axes import Axes, padded, round_ticks
from gui.figures.charts import Course, draw_course, draw_histogram, draw_matrix
from gui.figures.export import render, rgb_of
from gui.figures.page import Page

pytestmark = pytest.mark.usefixtures("qapp")
PAGE = Page(89, 7, dpi=96)


def test_that_ticks_are_round_and_within_the_range():
    assert round_ticks(0, 10, 5) == (0, 2, 4, 6, 8, 10)
    assert round_ticks(-0.13, 0.12, 4) == (-0.1, 0, 0.1)
    assert round_ticks(0, 0.25, 4) == (0, 0.1, 0.2)


def test_that_values_are_where_the_axes_say():
    axes = Axes(PAGE, QRectF(100, 50, 200, 100), (0, 10), (-1, 1))
    assert (axes.at(0, -1).x(), axes.at(0, -1).y()) == (100, 150)
    assert (axes.at(5, 0).x(), axes.at(5, 0).y()) == (200, 100)


def test_that_a_range_without_values_or_extent_is_still_a_range():
    for values in ([], [np.nan], [3.0, 3.0], [0.0]):
        low, high = padded(values)
        assert low < high


def test_that_the_patient_is_marked_at_the_value():
    values = np.arange(10.0)
    drawn = draw_histogram(values, PAGE, marked=14.0, caption="CBF")
    pixels = rgb_of(render(drawn, 96)).astype(int)
    red = (pixels[..., 0] > 180) & (pixels[..., 1] < 80) & (pixels[..., 2] < 80)
    bars = np.abs(pixels - (123, 166, 214)).max(axis=-1) < 6
    columns = np.flatnonzero(red.sum(axis=0) > 60)
    assert len(columns) >= 1
    assert columns.min() > np.flatnonzero(bars.any(axis=0)).max()
    assert "14; 10 of 10 lie below it" in drawn.description


def test_that_a_sine_has_its_peak_in_the_description_of_its_place():
    t = np.arange(100) * 2.0
    drawn = draw_course(Course(np.sin(2 * np.pi * 0.05 * t), 2.0, (-42, -18, 51)), PAGE)
    assert "(−42, −18, 51) mm" in drawn.description
    with pytest.raises(DataError):
        draw_course(Course(np.array([1.0, np.nan, 2.0, 3.0, 4.0]), 2.0, (0, 0, 0)), PAGE)


def test_that_cells_of_a_matrix_have_the_colours_of_their_values_in_the_order_of_networks():
    r = np.array([[1, -0.8, 0.8], [-0.8, 1, 0.1], [0.8, 0.1, 1]])
    matrix = ConnectivityMatrix(("Insula_L", "Cuneus_L", "Insula_R"), r)
    drawn = draw_matrix(matrix, PAGE, modules=[1, 2, 1])
    assert drawn.provenance.parameters["names"] == ["INS.L", "INS.R", "CUN.L"]
    from gui.figures import charts

    cells = charts._Matrix(
        r, ["INS.L", "INS.R", "CUN.L"], [(1, 2), (2, 1)], {}, charts.ColourScale("blue_red", -0.8, 0.8), "r", PAGE, ""
    ).cells
    pixels = rgb_of(render(drawn, 96)).astype(int)
    step = cells.width() / 3

    def at(row, column):
        return pixels[int(cells.top() + (row + 0.5) * step), int(cells.left() + (column + 0.5) * step)]

    assert at(0, 1)[0] > at(0, 1)[2] + 60  # INS.L with INS.R: 0.8, red
    assert at(0, 2)[2] > at(0, 2)[0] + 60  # INS.L with CUN.L: -0.8, blue
    with pytest.raises(OptionError, match="3 regions"):
        draw_matrix(matrix, PAGE, modules=[1])
