"""Dots of the controls and the mark of the patient are where their values are."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.widgets.dot_strip import DotStrip


@pytest.fixture
def strip(qtbot: QtBot) -> DotStrip:
    made = DotStrip()
    qtbot.addWidget(made)
    made.resize(300, 80)
    made.show()
    return made


def test_that_values_lie_between_the_ends_in_their_order(strip):
    strip.show_values("CBF", np.array([40.0, 50, 60]), 20.0, band=(35, 65), expected=50)
    low, high = strip.span
    assert low < 20 < 65 < high
    places = [strip.x_of(value) for value in (20, 40, 50, 60)]
    assert places == sorted(places)
    assert strip.x_of(low) == pytest.approx(8)
    assert strip.x_of(high) == pytest.approx(292)
    assert places[2] - places[1] == pytest.approx(places[3] - places[2])


def test_that_the_patient_is_drawn_at_its_value_in_its_colour(strip, pixels):
    strip.show_values("CBF", np.array([40.0, 50, 60]), 20.0)
    picture = pixels(strip).astype(int)
    middle = picture[:, round(strip.x_of(20.0))]
    red, green, blue = middle[:, 0], middle[:, 1], middle[:, 2]
    assert ((red - green > 80) & (blue - green > 60)).any()  # magenta
    elsewhere = picture[:, round(strip.x_of(50.0))]
    assert not ((elsewhere[:, 0] - elsewhere[:, 1] > 80) & (elsewhere[:, 2] - elsewhere[:, 1] > 60)).any()


def test_that_nothing_is_drawn_where_nothing_is_known(strip, pixels):
    picture = pixels(strip)
    assert np.ptp(picture.reshape(-1, 3), axis=0).max() == 0


def test_that_equal_values_still_have_a_scale(strip):
    strip.show_values("zero", np.zeros(3), 0.0)
    assert strip.span == (-0.5, 0.5)
