from math import inf

import numpy as np
import pytest

from analysis.colour import ColourScale, two_sided
from gui.figures.slice_tile import outlines


def lengths(lines):
    return np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])


def test_that_a_line_runs_where_the_value_reaches_the_threshold():
    """Values that rise by 1 per column pass 2.5 half way between columns 2 and 3."""
    values = np.tile(np.arange(6.0), (4, 1))
    lines = outlines(values, ColourScale("hot", 0, 6, (-inf, 2.5)))
    assert set(lines[:, [0, 2]].ravel()) == {2.5}
    assert lengths(lines).sum() == pytest.approx(3)


def test_that_a_disc_is_surrounded_by_a_closed_line_of_its_circumference():
    y, x = np.mgrid[-20:21, -20:21]
    lines = outlines(10.3 - np.hypot(x, y), ColourScale("hot", 0, 10, (-inf, 0.0)))
    assert lengths(lines).sum() == pytest.approx(2 * np.pi * 10.3, rel=0.01)
    ends, counts = np.unique(np.round(lines.reshape(-1, 2), 6), axis=0, return_counts=True)
    assert (counts == 2).all()
    assert np.hypot(*(ends - 20).T) == pytest.approx(10.3, abs=0.05)


def test_that_both_signs_are_surrounded():
    values = np.zeros((9, 9))
    values[2, 2], values[6, 6] = 4, -4
    lines = outlines(values, two_sided(2, 5))
    centres = (lines[:, :2] + lines[:, 2:]) / 2
    assert ((np.abs(centres - 2) < 1).all(axis=1) | (np.abs(centres - 6) < 1).all(axis=1)).all()
    assert len(lines) == 8


def test_that_what_has_no_value_is_outside_and_the_line_runs_half_way_to_it():
    values = np.full((5, 6), np.nan)
    values[:, :3] = 9.0
    lines = outlines(values, two_sided(2, 5))
    assert set(lines[:, [0, 2]].ravel()) == {2.5}


def test_that_a_map_without_a_threshold_has_no_outlines():
    assert len(outlines(np.ones((3, 3)), ColourScale("hot", 0, 1))) == 0
