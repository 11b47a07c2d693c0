"""A histogram with handles: what a dragged handle does to a scale, and that the mouse finds the handles."""

from math import inf

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from analysis.colour import ColourScale, colormap, one_sided, two_sided
from analysis.histogram import Histogram
from gui.widgets.range_handles import RangeHandles, moved_scale

PLAIN = ColourScale("gray", 0, 100)
TWO = two_sided(2, 6)
ONE = one_sided(2, 0, 6)
LEFT = Qt.MouseButton.LeftButton


def ends(scale: ColourScale | None) -> tuple[object, ...] | None:
    return None if scale is None else (scale.low, scale.high, scale.gap)


@pytest.mark.parametrize(
    ("scale", "handle", "value", "expected"),
    [
        (PLAIN, "low", 20, (20, 100, None)),
        (PLAIN, "low", -50, (-50, 100, None)),
        (PLAIN, "high", 30, (0, 30, None)),
        (PLAIN, "low", 100, None),  # the ends would meet
        (PLAIN, "high", -1, None),
        (PLAIN, "gap_high", 5, None),  # there is no gap
        (TWO, "high", 8, (-8, 8, (-2, 2))),  # both ends move
        (TWO, "low", -9, (-9, 9, (-2, 2))),
        (TWO, "low", 9, (-9, 9, (-2, 2))),
        (TWO, "high", 0, None),
        (TWO, "gap_high", 3, (-6, 6, (-3, 3))),  # both sides of the gap move
        (TWO, "gap_low", -1, (-6, 6, (-1, 1))),
        (TWO, "gap_high", -4, (-6, 6, (-4, 4))),  # dragged over the middle: the size counts
        (ONE, "gap_high", 4, (0, 6, (-inf, 4))),
        (ONE, "low", 1, (1, 6, (-inf, 2))),
        (ONE, "high", 1, (0, 1, (-inf, 2))),
        (ColourScale("cold_hot", -6, 6, (-1, 3)), "gap_high", 2, (-6, 6, (-1, 2))),  # lopsided on purpose: stays so
        (ColourScale("cold_hot", -6, 6, (-1, 3)), "gap_high", -2, None),  # its sides would cross
    ],
)
def test_that_a_dragged_handle_gives_this_scale(scale, handle, value, expected):
    assert ends(moved_scale(scale, handle, value)) == expected


def test_that_moving_changes_neither_colours_nor_opacity():
    scale = two_sided(2, 6, "hot", 0.4)
    moved = moved_scale(scale, "high", 9)
    assert (moved.colormap, moved.opacity) == ("hot", 0.4)


@pytest.fixture
def handles(qtbot: QtBot) -> RangeHandles:
    made = RangeHandles()
    qtbot.addWidget(made)
    made.resize(300, 62)
    made.show()
    return made


def x_of(handles: RangeHandles, scale: ColourScale, value: float) -> int:
    """Where a value stands: the scale's ends, widened by three percent, span the widget."""
    reach = scale.high - scale.low
    low, high = scale.low - 0.03 * reach, scale.high + 0.03 * reach
    return round((value - low) / (high - low) * handles.width())


def drag(qtbot: QtBot, handles: RangeHandles, from_x: int, to_x: int) -> list[ColourScale]:
    sent: list[ColourScale] = []
    handles.scale_changed.connect(sent.append)
    qtbot.mousePress(handles, LEFT, pos=QPoint(from_x, 20))
    qtbot.mouseMove(handles, QPoint((from_x + to_x) // 2, 20))
    qtbot.mouseMove(handles, QPoint(to_x, 20))
    qtbot.mouseRelease(handles, LEFT, pos=QPoint(to_x, 20))
    return sent


def test_that_dragging_the_upper_end_of_a_window_sends_each_step(qtbot, handles):
    handles.show_scale(PLAIN)
    sent = drag(qtbot, handles, x_of(handles, PLAIN, 100), x_of(handles, PLAIN, 50))
    assert len(sent) == 2
    assert sent[-1].low == 0
    assert 40 < sent[-1].high < 90


def test_that_dragging_the_threshold_keeps_both_signs_alike(qtbot, handles):
    handles.show_scale(TWO)
    sent = drag(qtbot, handles, x_of(handles, TWO, 2), x_of(handles, TWO, 4))
    assert sent[-1].gap == pytest.approx((-4, 4), abs=0.1)
    assert (sent[-1].low, sent[-1].high) == (-6, 6)


def test_that_the_threshold_is_found_where_it_lies_on_an_end(qtbot, handles):
    scale = one_sided(0.0, 0.0, 6.0)
    handles.show_scale(scale)
    sent = drag(qtbot, handles, x_of(handles, scale, 0), x_of(handles, scale, 3))
    assert sent[-1].gap[1] == pytest.approx(3, abs=0.1)
    assert sent[-1].low == 0


def test_that_a_press_far_from_every_handle_drags_nothing(qtbot, handles):
    handles.show_scale(PLAIN)
    assert drag(qtbot, handles, 150, 200) == []


def test_that_the_mouse_moves_nothing_without_a_button(qtbot, handles):
    handles.show_scale(PLAIN)
    sent = []
    handles.scale_changed.connect(sent.append)
    qtbot.mouseMove(handles, QPoint(x_of(handles, PLAIN, 100), 20))
    qtbot.mouseMove(handles, QPoint(120, 20))
    assert sent == []


def test_that_a_drag_beyond_the_widget_stops_at_its_edge(qtbot, handles):
    handles.show_scale(PLAIN)
    sent = drag(qtbot, handles, x_of(handles, PLAIN, 100), 5000)
    assert sent[-1].high <= 106.5


def test_that_values_of_an_image_widen_the_axis(qtbot, handles, pixels):
    handles.show_values(Histogram(np.linspace(0, 400, 11), np.arange(10)))
    handles.show_scale(PLAIN)
    sent = drag(qtbot, handles, x_of(handles, ColourScale("gray", 0, 400), 100), 299)
    assert sent[-1].high > 390


def test_that_without_a_scale_nothing_is_drawn_and_nothing_fails(qtbot, handles, pixels):
    assert drag(qtbot, handles, 10, 200) == []
    assert len(np.unique(pixels(handles).reshape(-1, 3), axis=0)) == 1


# -- what is drawn -------------------------------------------------------------------------------------------


@pytest.fixture
def with_values(handles: RangeHandles) -> RangeHandles:
    """Values from −6 to 6; the axis goes from −6.36 to 6.36."""
    handles.resize(318, 62)
    handles.show_values(Histogram(np.array([-6.0, 0.0, 6.0]), np.array([25, 100])))
    handles.show_scale(TWO)
    return handles


def column_of(value: float) -> int:
    return round((value + 6.36) / 12.72 * 318)


BAR_ROW = 62 - 8 - 4 + 3 + 4


@pytest.mark.parametrize(("value", "entry"), [(-5, 21), (-2.5, 74), (2.5, 181), (5, 234)])
def test_that_the_bar_has_the_colour_of_each_value(with_values, pixels, value, entry):
    # the place of a value on the map of 256 colours: (value + 6) / 12 × 256
    seen = pixels(with_values)[BAR_ROW, column_of(value)].astype(int)
    assert np.abs(seen - colormap("cold_hot")[entry]).max() <= 10  # one column is 0.04


def test_that_values_that_are_not_drawn_have_no_colour_in_the_bar(with_values, pixels):
    picture = pixels(with_values).astype(int)
    empty = picture[BAR_ROW, column_of(0.8)]
    for value in (-1.8, -0.8, 1.8):
        np.testing.assert_array_equal(picture[BAR_ROW, column_of(value)], empty)
    assert np.abs(picture[BAR_ROW, column_of(2.2)] - empty).max() > 30


def test_that_the_histogram_is_as_high_as_the_root_of_its_counts(with_values, pixels):
    picture = pixels(with_values).astype(int)
    left, right = picture[:50, column_of(-3.3)], picture[:50, column_of(3.3)]
    heights = [int((np.abs(column - column[0]).max(axis=1) > 10).sum()) for column in (left, right)]
    # the room is 50 − 4 = 46 rows: counts 100 fill it, 25 fill half of it; the top row is empty
    assert heights[1] == pytest.approx(46, abs=1)
    assert heights[0] == pytest.approx(23, abs=1)
