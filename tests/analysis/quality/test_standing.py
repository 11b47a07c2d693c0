"""Percentiles are counts, and only of what the cohort has numbers of."""

import math

import numpy as np
import pytest

from analysis.quality.record import Topic
from analysis.quality.standing import standing_of, standings


def test_that_a_percentile_counts_the_controls_below_and_half_of_those_with_the_same_number():
    controls = np.array([1.0, 2.0, 2.0, 3.0, np.nan])
    found = standing_of(2.0, controls)  # by hand: one below and half of two, of four
    assert (found.percentile, found.n, found.median) == (50.0, 4, 2.0)
    assert standing_of(0.0, controls).percentile == 0
    assert standing_of(9.0, controls).percentile == 100


@pytest.mark.parametrize(("value", "controls"), [(math.nan, [1.0, 2.0]), (1.0, []), (1.0, [math.nan])])
def test_that_nothing_is_said_where_there_is_nothing_to_compare(value, controls):
    assert standing_of(value, np.array(controls)) is None


def test_that_only_checks_have_a_place_that_patient_and_cohort_have(measured):
    quality = measured.quality
    mean_fd = next(c.value for c in quality.group(Topic.MOTION) if c.key == "mean_fd")
    controls = {
        "mean_fd": mean_fd + np.array([-0.02, -0.01, 0.01, 0.02, 0.03]),
        "no_check": np.ones(5),
        "tsnr": np.empty(0),
    }
    found = standings(quality, controls)
    assert set(found) == {"mean_fd"}
    assert found["mean_fd"].percentile == 40
