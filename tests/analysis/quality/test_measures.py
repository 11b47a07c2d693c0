"""Definitions, against numbers found by hand."""

import numpy as np
import pytest

from analysis.atlas.parcellation import Parcellation, aal
from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Mask
from analysis.preprocess.band import BandBins
from analysis.quality.measures import carpet_of, coverage_of_regions, dice, freedom_left, largest_tissue


def grid(shape=(4, 4, 4), mm=2.0):
    return Grid(shape, np.diag([mm, mm, mm, 1.0]))


def test_that_dice_is_twice_the_common_part_over_the_sum():
    one, other = np.array([1, 1, 1, 0], bool), np.array([0, 1, 1, 0], bool)
    assert dice(one, other) == pytest.approx(2 * 2 / 5)
    assert dice(one, ~one) == 0
    with pytest.raises(DataError, match="empty"):
        dice(one & ~one, one & ~one)


def test_that_the_rows_of_a_carpet_are_grouped_by_tissue_and_have_no_trend_and_a_deviation_of_one():
    rng = np.random.default_rng(0)
    values = 1000 + rng.normal(size=(40, 6)) * [1, 2, 3, 4, 5, 6] + np.arange(40)[:, None] * 3.0
    carpet = carpet_of(values, np.array([2, 0, 1, 0, -1, 2]))
    assert carpet.n_rows == (2, 1, 2)
    time = np.arange(40) - 19.5
    assert np.abs(carpet.z.mean(axis=1)).max() < 1e-5
    assert np.abs(carpet.z @ time).max() < 1e-3
    assert carpet.z.std(axis=1, ddof=1) == pytest.approx(np.ones(5), rel=1e-5)
    by_hand = values[:, 1] - np.polyval(np.polyfit(np.arange(40), values[:, 1], 1), np.arange(40))
    assert carpet.z[0] == pytest.approx(by_hand / by_hand.std(ddof=1), abs=1e-4)


def test_that_a_carpet_has_about_as_many_rows_as_asked_and_keeps_the_shares_of_the_tissues():
    values = np.random.default_rng(1).normal(size=(10, 5000))
    carpet = carpet_of(values, np.repeat([0, 1, 2], [3000, 1500, 500]), 600)
    assert 500 < len(carpet.z) <= 600
    assert carpet.n_rows == (333, 167, 56)  # every ninth voxel, the first one being the fifth


def test_that_voxels_that_never_change_are_no_rows():
    values = np.ones((10, 3))
    values[:, 1] = np.arange(10) ** 2
    assert carpet_of(values, np.zeros(3, int)).n_rows == (1, 0, 0)
    with pytest.raises(DataError, match="changes over time"):
        carpet_of(np.ones((10, 3)), np.zeros(3, int))
    with pytest.raises(DataError, match="three volumes"):
        carpet_of(np.ones((2, 3)), np.zeros(3, int))


def test_that_coverage_counts_the_voxels_of_each_region_that_the_mask_holds():
    labels = np.zeros((4, 4, 4), int)
    labels[0, 0] = 7  # 4 voxels, two of them covered
    labels[3, 3, :2] = 9  # all covered
    covered = np.zeros((4, 4, 4), bool)
    covered[0, 0, :2] = covered[3, 3] = True
    regions = Parcellation("Made", grid(), labels, {7: "Half", 9: "Whole", 11: "Nowhere"})
    found = coverage_of_regions(regions, Mask(grid(), covered))
    assert [(r.name, r.percent) for r in found] == [("Half", 50.0), ("Whole", 100.0)]


def test_that_a_region_beyond_the_grid_of_the_mask_is_not_covered():
    labels = np.zeros((4, 4, 4), int)
    labels[:, 0, 0] = 1
    small = Grid((2, 4, 4), np.diag([2.0, 2.0, 2.0, 1.0]))
    found = coverage_of_regions(Parcellation("Made", grid(), labels, {1: "Long"}), Mask(small, np.ones((2, 4, 4))))
    assert found[0].percent == 50.0


def test_that_coverage_keeps_left_and_right_apart_whatever_way_the_mask_is_stored():
    flipped = Grid((61, 73, 61), np.array([[-3.0, 0, 0, 90], [0, 3, 0, -126], [0, 0, 3, -72], [0, 0, 0, 1]]))
    x = flipped.to_mm(np.argwhere(np.ones(flipped.shape)))[:, 0].reshape(flipped.shape)
    found = {r.name: r.percent for r in coverage_of_regions(aal(), Mask(flipped, x < 0))}
    assert found["Precentral_L"] > 99
    assert found["Precentral_R"] < 1


def test_that_the_most_probable_tissue_needs_a_half():
    gray, white, csf = np.array([0.6, 0.1, 0.4]), np.array([0.3, 0.1, 0.3]), np.array([0.1, 0.8, np.nan])
    assert largest_tissue([gray, white, csf]).tolist() == [0, 2, -1]


def test_that_without_a_band_trend_and_confounds_are_taken_off_the_volumes():
    confounds = np.random.default_rng(2).normal(size=(100, 6))
    assert freedom_left(100, 1, None, confounds) == 100 - 2 - 6
    doubled = np.hstack([confounds, confounds])  # dependent regressors count once
    assert freedom_left(100, 1, None, doubled) == 100 - 2 - 6


def test_that_a_band_has_two_dimensions_for_each_frequency_and_loses_those_of_the_confounds():
    bins = BandBins(100, 5, 14, 2.0)  # ten frequencies of a series that is not padded
    time = 2 * np.pi * np.arange(100) / 100
    inside, outside = np.sin(7 * time)[:, None], np.sin(30 * time)[:, None]
    assert freedom_left(100, 0, bins, np.zeros((100, 0))) == 20
    assert freedom_left(100, 0, bins, inside) == 19
    assert freedom_left(100, 0, bins, outside) == 20
