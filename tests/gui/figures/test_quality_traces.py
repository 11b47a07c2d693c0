"""Plots over time share their axis, and their curves are where the values are."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from analysis.quality.measures import Carpet
from analysis.quality.record import Exclusion, HeadMotion, Quality
from gui.figures.export import render
from gui.figures.quality_plot import Curve, Plot, Threshold, TimeAxis, draw_plot
from gui.figures.quality_sheet import PAPER, Sheet
from gui.figures.quality_traces import carpet_figure, motion_figure


def drawn(plot, n):
    image = QImage(300, 150, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_plot(painter, Sheet(300), QRectF(50, 30, 200, 100), plot, TimeAxis(n, None))
    painter.end()
    return image


def rows_of(image, column, colour):
    wanted = QColor(colour)
    return [y for y in range(image.height()) if image.pixelColor(column, y) == wanted]


def test_that_a_curve_is_at_its_value_and_a_threshold_at_its_own(qapp):
    plot = Plot("x", (Curve("c", np.full(5, 0.25), "#ff0000"),), (Threshold(0.75, "t", "#0000ff"),), 0.0, 1.0)
    image = drawn(plot, 5)
    assert abs(np.mean(rows_of(image, 150, "#ff0000")) - (130 - 25)) <= 1
    blue = [y for x in range(50, 250) for y in rows_of(image, x, "#0000ff")]
    assert abs(np.median(blue) - (130 - 75)) <= 1


def test_that_the_range_holds_all_values_and_a_threshold_beyond_it_is_left_out(qapp):
    plot = Plot("x", (Curve("c", np.array([0.0, 2.0]), "#ff0000"),), (Threshold(9.0, "t", "#0000ff"),), 0.0, 1.0)
    assert plot.range == (0.0, 2.0)
    image = drawn(plot, 2)
    assert not any(rows_of(image, x, "#0000ff") for x in range(300))


def test_that_the_words_of_the_figure_are_the_numbers_of_the_record(qapp):
    n = 6
    motion = HeadMotion(np.full((n, 3), -0.7), np.full((n, 3), 0.3), np.full(n, 0.1), np.full(n, 0.05))
    figure = motion_figure(motion, 2.0, (3.0, 3.0), PAPER)
    assert "6 volumes" in figure.description
    assert "up to 0.70 mm" in figure.description
    assert "mean displacement 0.100 mm" in figure.description


def quality(z):
    n = z.shape[1]
    changes = np.linspace(1, 2, n)
    exclusion = Exclusion(None, 3.0, 3.0)
    return Quality("x", "p", exclusion, "", (), dvars_percent=changes, carpet=Carpet(z, (len(z), 0, 0)))


def test_that_the_carpet_goes_from_black_to_white_over_time(qapp):
    z = np.tile(np.where(np.arange(40) < 20, -3.0, 3.0), (50, 1)).astype(np.float32)
    figure = carpet_figure(quality(z), PAPER)
    picture = render(figure, 96)
    y = picture.height() - 120
    level = [picture.pixelColor(x, y).lightness() for x in range(80, picture.width() - 20)]
    assert level[0] < 10
    assert level[-1] > 245
    assert sorted(level) == level


def test_that_without_a_series_there_is_no_carpet(qapp):
    assert carpet_figure(replace(quality(np.zeros((3, 4))), carpet=None), PAPER) is None
