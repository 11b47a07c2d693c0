import numpy as np
import pytest
from scipy import stats

from analysis.stats.clinical.summaries import Quantiles
from gui.figures.study.violin import swarm, violin_of


def test_that_the_outline_is_the_kernel_density_between_least_and_largest():
    values = np.random.default_rng(0).normal(0, 1, 40)
    one = violin_of(values, 0.05)
    density = stats.gaussian_kde(values)(one.at)
    np.testing.assert_allclose(one.share, density / density.max())
    assert (one.at[0], one.at[-1]) == (values.min(), values.max())
    assert one.share.max() == 1


def test_that_whiskers_end_at_the_last_value_within_one_and_a_half_ranges():
    """Quartiles of 1 … 7 and 20 by type 7: 2.75 and 6.25; the fence is 11.5."""
    one = violin_of(np.array([1.0, 2, 3, 4, 5, 6, 7, 20]), 0.1, Quantiles.TYPE_7)
    assert (one.summary.lower_quartile, one.summary.upper_quartile) == (2.75, 6.25)
    assert one.whiskers == (1, 7)


@pytest.mark.parametrize("values", [[3.0, 3.0, 3.0, 3.0, 3.0, 3.0], [1.0, 2.0, 3.0], [4.0]])
def test_that_few_values_or_equal_ones_have_no_outline_but_their_dots(values):
    one = violin_of(np.array(values), 0.1)
    assert len(one.at) == 0
    assert len(one.values) == len(one.offsets) == len(values)


def test_that_missing_values_are_no_dots():
    assert list(violin_of(np.array([2.0, np.nan, 1.0]), 0.1).values) == [1, 2]


def test_that_dots_do_not_overlap_and_stay_at_their_values():
    values = np.sort(np.random.default_rng(1).integers(0, 8, 50) / 4.0)
    radius = 0.1
    offsets = swarm(values, radius)
    x, y = offsets * radius, values
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    np.fill_diagonal(apart, np.inf)
    assert apart.min() >= 2 * radius * 0.99
    np.testing.assert_array_equal(offsets, swarm(values, radius))
