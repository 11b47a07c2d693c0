"""Each person is a dot at the value; two words are bars with their numbers."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.panels.compare.covariate_plot import COLOURS, CovariatePlot

VALUES, GROUPS = np.array([20.0, 30, 40, 50, 60, 70]), np.array([0, 0, 0, 1, 1, 1])


def near(picture: np.ndarray, colour: str) -> np.ndarray:
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return np.abs(picture.astype(int) - wanted).max(axis=2) < 60


@pytest.fixture
def plot(qtbot: QtBot) -> CovariatePlot:
    made = CovariatePlot(VALUES, GROUPS, ("pain", "control"))
    qtbot.addWidget(made)
    made.resize(260, made.sizeHint().height())
    made.show()
    return made


def test_that_the_mean_of_each_group_is_in_its_row_and_colour(plot, pixels):
    picture = pixels(plot)
    row = plot._row()
    first, second = picture[:row], picture[row : 2 * row]
    assert near(first, COLOURS[0])[:, round(plot.x_of(30.0))].sum() > row / 2
    assert near(second, COLOURS[1])[:, round(plot.x_of(60.0))].sum() > row / 2
    assert not near(first, COLOURS[1]).any()
    assert "pain: 30, control: 60" in plot.toolTip()


def test_that_two_words_are_bars_of_their_shares(qtbot, pixels):
    sex = np.array([0.0, 0, 0, 1, 0, 1])
    made = CovariatePlot(sex, GROUPS, ("pain", "control"), ("F", "M"))
    qtbot.addWidget(made)
    made.resize(260, made.sizeHint().height())
    made.show()
    picture, row = pixels(made), made._row()
    full = near(picture[:row], COLOURS[0]).any(axis=0).sum()
    third = near(picture[row : 2 * row], COLOURS[1]).any(axis=0).sum()
    assert third == pytest.approx(full / 3, abs=6)
