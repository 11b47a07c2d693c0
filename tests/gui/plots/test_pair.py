import numpy as np
import pytest

from gui.plots.pair import PlotPair, caption_axis, dress, fit
from gui.style import Themes


@pytest.fixture
def pair(qtbot):
    widget = PlotPair((3, 1))
    qtbot.addWidget(widget)
    widget.resize(800, 200)
    widget.show()
    return widget


def test_that_the_caption_can_stand_alone(pair):
    pair.say("nothing here", with_plots=False)
    assert pair.caption == "nothing here"
    assert not pair.plots_are_shown
    pair.say("something", with_plots=True)
    assert pair.plots_are_shown


def test_that_the_width_is_shared_as_asked(pair, qtbot):
    pair.say("", with_plots=True)
    qtbot.waitUntil(lambda: pair.left.width() > 2.5 * pair.right.width())


def test_that_all_values_are_seen_and_missing_ones_do_not_matter(pair):
    fit(pair.left, 50.0, np.array([3.0, np.nan, 9.0]))
    (x_low, x_high), (y_low, y_high) = pair.left.viewRange()
    assert x_low <= 0 <= 50 <= x_high
    assert y_low <= 3
    assert y_high >= 9
    assert y_high < 10


@pytest.mark.parametrize("values", [[], [np.nan], [4.0, 4.0]])
def test_that_a_flat_or_empty_course_has_a_range_too(pair, values):
    fit(pair.left, 0.0, np.array(values))
    (_, _), (low, high) = pair.left.viewRange()
    assert high > low


def test_that_a_dressed_plot_stays_where_it_is(pair):
    dress(pair.left, Themes.LIGHT.value, "Time, s", "Signal")
    assert pair.left.getAxis("bottom").labelText == "Time, s"
    assert pair.left.getViewBox().state["mouseEnabled"] == [False, False]
    caption_axis(pair.left, "Volume")
    assert pair.left.getAxis("bottom").labelText == "Volume"
