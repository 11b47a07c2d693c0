from math import inf

import numpy as np
import pytest

from analysis.colour import ColourScale
from analysis.errors import DataError, OptionError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Orientation
from gui.figures.slice_figure import FigureLayer
from gui.figures.slice_plan import gray_scale, plan_cuts, threshold_scale


def volume(values):
    data = np.array(values, np.float32).reshape(-1, 1, 1)
    return Volume(Grid(data.shape, np.eye(4)), data)


def test_that_a_positive_threshold_is_one_sided_from_zero():
    assert threshold_scale(volume([-9, 0, 1, 4]), 2) == ColourScale("hot", 0, 4, (-inf, 2))


def test_that_a_negative_threshold_shows_what_lies_below_it():
    assert threshold_scale(volume([-9, 0, 1, 40]), -2) == ColourScale("cold_hot", -9, 9, (-2, inf))


def test_that_both_signs_have_a_symmetrical_scale():
    assert threshold_scale(volume([-9, 0, 4]), 2, both_signs=True) == ColourScale("cold_hot", -9, 9, (-2, 2))


def test_that_one_odd_voxel_does_not_set_the_colours():
    values = [3.0] * 1000 + [500.0]
    assert threshold_scale(volume(values), 2).high == 3


@pytest.mark.parametrize(("largest", "end"), [(4.123, 4.2), (12345, 13000), (2.34e-5, 2.4e-5), (7, 7)])
def test_that_the_end_of_the_colours_is_round_and_holds_the_largest_value(largest, end):
    assert threshold_scale(volume([0, largest]), largest / 10).high == pytest.approx(end, rel=1e-6)


def test_that_a_map_below_its_threshold_has_a_scale_all_the_same():
    scale = threshold_scale(volume([0, 1]), 2)
    assert (scale.high, scale.gap) == (2.5, (-inf, 2))


def test_that_impossible_wishes_are_refused():
    with pytest.raises(OptionError, match="end at 1, which is not beyond the threshold of 2"):
        threshold_scale(volume([0, 5]), 2, maximum=1)
    with pytest.raises(OptionError, match="must not be negative"):
        threshold_scale(volume([0, 5]), -2, both_signs=True)
    with pytest.raises(DataError, match="no value anywhere"):
        threshold_scale(volume([np.nan]), 2)


def test_that_the_window_of_an_underlay_begins_at_zero_or_below():
    assert gray_scale(volume([0, *range(1, 101)])).low == 0
    assert gray_scale(volume(range(-50, 51))).low < 0


def test_that_a_cluster_outside_the_underlay_is_said():
    grid = Grid((10, 10, 10), np.eye(4))
    underlay = FigureLayer(Volume(grid, np.ones(grid.shape) * 50), ColourScale("gray", 0, 50))
    affine = np.eye(4)
    affine[2, 3] = 100
    above = Volume(Grid((10, 10, 10), affine), np.full((10, 10, 10), 5.0))
    cuts = plan_cuts(underlay, FigureLayer(above, threshold_scale(above, 2)), Orientation.AXIAL, 3)
    assert cuts.warnings == ("What the map shows lies outside the underlay.",)
    assert all(0 <= mm <= 9 for mm in cuts.positions_mm)
