import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.clinical.partial import Method, correlate_pair, residuals
from tests.analysis.stats.clinical.r_datasets import OZONE_111, SOLAR_111, TEMP_111, WIND_111

GIVEN = np.column_stack([WIND_111, TEMP_111])


def numbers(found):
    return found.r, found.t, found.p, found.low, found.high


def test_that_a_partial_correlation_is_that_of_r():
    # R 4.2.2, airquality: cor of residuals of lm(. ~ Wind + Temp); t and p also from lm(Ozone ~ Solar.R + Wind + Temp)
    found = correlate_pair(OZONE_111, SOLAR_111, GIVEN)
    expected = (0.242002244651688, 2.5799787738168, 0.0112366354972334, 0.0564711480470614, 0.411377629497449)
    assert numbers(found) == pytest.approx(expected, abs=1e-10)
    assert (found.n, found.n_covariates, found.dof) == (111, 2, 107)
    assert found.name == "partial Pearson correlation, t with 107 df"


def test_that_a_partial_rank_correlation_ranks_the_covariates_too():
    # R 4.2.2: the same of rank(.); limits with the variance (1 + r²/2) / (n - k - 3)
    found = correlate_pair(OZONE_111, SOLAR_111, GIVEN, Method.SPEARMAN)
    expected = (0.349800111090584, 3.86236805679089, 0.000192682747666908, 0.167516648445168, 0.508957232302964)
    assert numbers(found) == pytest.approx(expected, abs=1e-10)


def test_that_without_covariates_it_is_the_plain_correlation():
    # R 4.2.2: cor.test(Ozone, Solar.R), and method = "spearman", exact = FALSE
    plain = correlate_pair(OZONE_111, SOLAR_111)
    expected = (0.348341692993603, 3.87979480686798, 0.000179310857164885, 0.173194001147126, 0.502131962722811)
    assert numbers(plain) == pytest.approx(expected, abs=1e-10)
    assert plain.dof == 109
    ranks = correlate_pair(OZONE_111, SOLAR_111, method=Method.SPEARMAN)
    assert (ranks.r, ranks.p) == pytest.approx((0.348186469956763, 0.000180588496784077), abs=1e-10)


def test_that_units_do_not_matter():
    one = correlate_pair(OZONE_111, SOLAR_111, GIVEN)
    other = correlate_pair(OZONE_111 * 1e-6 + 5, SOLAR_111 * -1e5, GIVEN * [1e4, 1e-4] + 3)
    assert numbers(other)[:3] == pytest.approx((-one.r, -one.t, one.p), rel=1e-8)


def test_that_residuals_are_free_of_the_covariates():
    left = residuals(OZONE_111, GIVEN)
    assert np.abs(GIVEN.T @ left).max() < 1e-8
    assert abs(left.sum()) < 1e-9


def test_that_a_perfect_correlation_has_a_p_above_zero():
    x = np.arange(10.0)
    found = correlate_pair(x, 2 * x + 1)
    assert found.r == pytest.approx(1)
    assert 0 < found.p < 1e-10


def test_that_what_cannot_be_correlated_is_refused():
    with pytest.raises(DataError, match="no degrees of freedom"):
        correlate_pair(OZONE_111[:5], SOLAR_111[:5], GIVEN[:5])
    with pytest.raises(DataError, match="determine each other"):
        correlate_pair(OZONE_111, SOLAR_111, np.column_stack([WIND_111, 2 * WIND_111]))
    with pytest.raises(DataError, match="determine each other"):
        correlate_pair(OZONE_111, SOLAR_111, np.ones((111, 1)))
    with pytest.raises(DataError, match="does not vary"):
        correlate_pair(np.ones(111), SOLAR_111)
    with pytest.raises(DataError, match="explain all of it"):
        correlate_pair(WIND_111, SOLAR_111, GIVEN)
