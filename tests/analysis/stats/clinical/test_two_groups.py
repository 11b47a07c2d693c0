import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.clinical.named_test import p_in_words
from analysis.stats.clinical.two_groups import (
    Moments,
    mann_whitney,
    mean_effects,
    moments_of,
    pooled_t,
    rank_effects,
    welch_t,
)
from tests.analysis.stats.clinical.r_datasets import OZONE, SLEEP_1, SLEEP_2


def test_that_t_and_welch_of_the_sleep_data_are_those_of_r():
    # R 4.2.2: t.test(extra ~ group, sleep, var.equal = TRUE), and without var.equal
    first, second = moments_of(SLEEP_1), moments_of(SLEEP_2)
    pooled = pooled_t(first, second)
    assert pooled.statistic == pytest.approx(-1.86081346748685, abs=1e-10)
    assert pooled.dof == (18.0,)
    assert pooled.p == pytest.approx(0.0791867142159382, abs=1e-10)
    welch = welch_t(first, second)
    assert welch.statistic == pytest.approx(-1.86081346748685, abs=1e-10)
    assert welch.dof[0] == pytest.approx(17.7764735161785, abs=1e-10)
    assert welch.p == pytest.approx(0.0793941401873582, abs=1e-10)
    assert (mean_effects(first, second)[0].low, mean_effects(first, second)[0].high) == pytest.approx(
        (-3.3638740322876, 0.203874032287599), abs=1e-10
    )
    unequal = mean_effects(first, second, welch=True)[0]
    assert (unequal.low, unequal.high) == pytest.approx((-3.36548323071171, 0.20548323071171), abs=1e-10)


def test_that_d_has_the_limits_of_the_non_central_t():
    # R 4.2.2: t sqrt(1/n1 + 1/n2), limits by uniroot of pt(t, df, ncp)
    _, d, g = mean_effects(moments_of(SLEEP_1), moments_of(SLEEP_2))
    assert d.value == pytest.approx(-0.832181081349539, abs=1e-10)
    assert (d.low, d.high) == pytest.approx((-1.73881689910343, 0.0954503982114231), abs=1e-8)
    factor = 1 - 3 / (4 * 18 - 1)
    assert (g.value, g.low, g.high) == pytest.approx((factor * d.value, factor * d.low, factor * d.high))


@pytest.mark.parametrize(
    ("n", "t", "p", "d"), [(32, 4.460, 3.6e-5, 1.12), (33, 4.501, 3.0e-5, 1.13)], ids=["n = 32", "n = 33"]
)
def test_that_the_ages_of_zhang_2025_follow_from_published_moments(n, t, p, d):
    # Zhang et al. 2025, Front Med 12:1585799: t(61) = 4.460 with 32 controls, 4.501 with the 33 of Table 1
    first, second = Moments(t * np.sqrt(1 / 31 + 1 / n), 1.0, 31), Moments(0.0, 1.0, n)
    test = pooled_t(first, second)
    assert test.statistic == pytest.approx(t)
    assert test.dof == (31.0 + n - 2,)
    assert test.p == pytest.approx(p, abs=0.06e-5)
    assert mean_effects(first, second)[1].value == pytest.approx(d, abs=0.005)


def test_that_the_pain_of_zhang_2025_has_its_p():
    # the same paper: VAS t(61) = 7.34, p = 6e-10
    t = 7.34
    test = pooled_t(Moments(t * np.sqrt(1 / 31 + 1 / 32), 1.0, 31), Moments(0.0, 1.0, 32))
    assert test.p == pytest.approx(6e-10, abs=0.5e-10)


def test_that_a_very_large_effect_still_has_limits():
    # non-central t functions of libraries fail at such non-centralities
    d = mean_effects(Moments(40.0, 1.0, 60), Moments(0.0, 1.0, 60))[1]
    assert 34 < d.low < 40 < d.high < 46


def test_that_mann_whitney_is_that_of_spss_without_continuity_correction():
    # R 4.2.2: wilcox.test(Ozone ~ Month, airquality, Month %in% c(5, 8), correct = FALSE); with correction .000120808
    test = mann_whitney(np.array(OZONE[5], float), np.array(OZONE[8], float))
    assert test.statistic == 127.5
    assert test.p == pytest.approx(0.000116377260043533, abs=1e-12)
    assert "no continuity correction" in test.name
    tied = mann_whitney(SLEEP_1, SLEEP_2)
    assert tied.statistic == 25.5
    assert tied.p == pytest.approx(0.0637222501550252, abs=1e-10)


def test_that_mann_whitney_is_exact_without_ties_in_small_groups():
    # R 4.2.2, help(wilcox.test), Hollander & Wolfe 1973 p. 69: W = 35, two-sided p = 0.2544
    x = np.array([0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46])
    y = np.array([1.15, 0.88, 0.90, 0.74, 1.21])
    test = mann_whitney(x, y)
    assert (test.name, test.statistic) == ("Mann-Whitney U, exact", 35.0)
    assert test.p == pytest.approx(0.254412254412254, abs=1e-12)
    assert mann_whitney(x, y, exact=False).z is not None


def test_that_swapping_the_groups_changes_signs_only():
    one, other = mann_whitney(SLEEP_1, SLEEP_2), mann_whitney(SLEEP_2, SLEEP_1)
    assert one.p == pytest.approx(other.p)
    assert one.z == pytest.approx(-other.z)
    assert rank_effects(one)[0].value == pytest.approx(-rank_effects(other)[0].value)


def test_that_rank_biserial_is_the_share_of_pairs_above_minus_below():
    (effect,) = rank_effects(mann_whitney(np.array([1.0, 5.0]), np.array([2.0, 3.0, 4.0])))
    assert effect.value == 0  # 3 of 6 pairs above, 3 below
    (effect,) = rank_effects(mann_whitney(np.array([3.5, 5.0]), np.array([2.0, 3.0, 4.0])))
    assert effect.value == pytest.approx(5 / 6 - 1 / 6)
    assert effect.low < effect.value < effect.high <= 1


def test_that_p_is_never_zero():
    test = pooled_t(Moments(1e6, 1.0, 500), Moments(0.0, 1.0, 500))
    assert test.p > 0
    assert p_in_words(test.p) == "p < .001"
    assert p_in_words(0.08121) == "p = .081"
    assert p_in_words(0.99997) == "p > .999"


def test_that_groups_that_cannot_be_compared_are_refused():
    with pytest.raises(DataError, match="two are the least"):
        pooled_t(Moments(1.0, float("nan"), 1), Moments(0.0, 1.0, 5))
    with pytest.raises(DataError, match="do not vary"):
        pooled_t(Moments(1.0, 0.0, 5), Moments(0.0, 0.0, 5))
    with pytest.raises(DataError, match="All values are alike"):
        mann_whitney(np.ones(4), np.ones(5))
    with pytest.raises(DataError, match="more than once"):
        mann_whitney(SLEEP_1, SLEEP_2, exact=True)
