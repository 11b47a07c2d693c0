"""The histogram with handles: what it draws says what the slices show, and a drag moves the limits."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from analysis.colour import ColourScale, colormap, one_sided, two_sided
from analysis.histogram import Histogram
from gui.widgets.range_handles import RangeHandles, moved_scale


@pytest.fixture
def handles(qtbot: QtBot) -> RangeHandles:
    """Values from −6 to 6; the axis goes from −6.36 to 6.36."""
    made = RangeHandles()
    qtbot.addWidget(made)
    made.resize(318, 62)
    made.show_values(Histogram(np.array([-6.0, 0.0, 6.0]), np.array([25, 100])))
    made.show_scale(two_sided(2, 6))
    made.show()
    return made


def column_of(value: float) -> int:
    return round((value + 6.36) / 12.72 * 318)


BAR_ROW = 62 - 8 - 4 + 3 + 4


@pytest.mark.parametrize(("value", "entry"), [(-5, 21), (-2.5, 74), (2.5, 181), (5, 234)])
def test_that_the_bar_has_the_colour_of_each_value(handles, pixels, value, entry):
    # the place of a value on the map of 256 colours: (value + 6) / 12 × 256
    seen = pixels(handles)[BAR_ROW, column_of(value)].astype(int)
    assert np.abs(seen - colormap("cold_hot")[entry]).max() <= 10  # one column is 0.04


def test_that_values_that_are_not_drawn_have_no_colour_in_the_bar(handles, pixels):
    picture = pixels(handles).astype(int)
    empty = picture[BAR_ROW, column_of(0.8)]
    for value in (-1.8, -0.8, 1.8):
        np.testing.assert_array_equal(picture[BAR_ROW, column_of(value)], empty)
    assert np.abs(picture[BAR_ROW, column_of(2.2)] - empty).max() > 30


def test_that_the_histogram_is_as_high_as_the_root_of_its_counts(handles, pixels):
    picture = pixels(handles).astype(int)
    left, right = picture[:50, column_of(-3.3)], picture[:50, column_of(3.3)]
    heights = [int((np.abs(column - column[0]).max(axis=1) > 10).sum()) for column in (left, right)]
    # the room is 50 − 4 = 46 rows: counts 100 fill it, 25 fill half of it; the top row is empty
    assert heights[1] == pytest.approx(46, abs=1)
    assert heights[0] == pytest.approx(23, abs=1)


def test_that_a_drag_of_a_threshold_moves_both_sides(handles, qtbot):
    sent: list[ColourScale] = []
    handles.scale_changed.connect(sent.append)
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(handles, left, pos=QPoint(column_of(2), 20))
    for value in (2.5, 3.0):
        qtbot.mouseMove(handles, QPoint(column_of(value), 20))
    qtbot.mouseRelease(handles, left, pos=QPoint(column_of(3.0), 20))
    assert sent[-1].gap == pytest.approx((-3, 3), abs=0.03)
    assert (sent[-1].low, sent[-1].high) == (-6, 6)


def test_that_limits_never_cross():
    window = ColourScale("gray", 0, 10)
    assert moved_scale(window, "low", 10) is None
    assert moved_scale(window, "high", 4) == ColourScale("gray", 0, 4)
    assert moved_scale(one_sided(1, 0, 5), "gap_high", 3) == one_sided(3, 0, 5)
