import numpy as np
import pytest

from analysis.stats.clinical.summaries import Quantiles, quantile, summarise
from tests.analysis.stats.clinical.r_datasets import SLEEP_1


def test_that_quartiles_are_of_the_type_that_is_named():
    # R 4.2.2: quantile(x, c(.25, .75), type = 6), and type = 7
    for kind, low, high in ((Quantiles.TYPE_6, -0.45, 2.35), (Quantiles.TYPE_7, -0.175, 1.7)):
        found = summarise(SLEEP_1, kind)
        assert (found.lower_quartile, found.median, found.upper_quartile) == pytest.approx((low, 0.35, high))


def test_that_type_6_of_four_values_is_as_by_hand():
    # positions 0.25 · 5 = 1.25 and 3.75 of 1, 2, 4, 8
    values = np.array([8.0, 1.0, 4.0, 2.0])
    assert quantile(values, 0.25) == pytest.approx(1.25)
    assert quantile(values, 0.75) == pytest.approx(7.0)


def test_that_missing_values_are_counted_and_do_not_count():
    found = summarise(np.array([1.0, np.nan, 3.0]))
    assert (found.n, found.n_missing, found.mean) == (2, 1, 2.0)
    assert found.sd == pytest.approx(np.sqrt(2))


def test_that_a_group_without_values_has_no_numbers():
    found = summarise(np.array([np.nan, np.nan]))
    assert (found.n, found.n_missing) == (0, 2)
    assert np.isnan([found.mean, found.sd, found.median, found.minimum]).all()
    assert np.isnan(summarise(np.array([4.0])).sd)
