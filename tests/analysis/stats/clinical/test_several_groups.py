import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.clinical.several_groups import anova, kruskal_wallis, rank_effects, variance_effects, welch_anova
from analysis.stats.clinical.two_groups import moments_of, pooled_t, welch_t
from tests.analysis.stats.clinical.r_datasets import OZONE, PLANT_GROWTH, SLEEP_1, SLEEP_2

PLANTS, NAMES = list(PLANT_GROWTH.values()), list(PLANT_GROWTH)
MONTHS, MONTH_NAMES = [np.array(v, float) for v in OZONE.values()], [str(m) for m in OZONE]


def test_that_the_analyses_of_plant_growth_are_those_of_r():
    # R 4.2.2: anova(lm(weight ~ group, PlantGrowth)), oneway.test, kruskal.test
    f = anova(PLANTS, NAMES)
    assert (f.statistic, f.p) == pytest.approx((4.84608786238014, 0.0159099583256229), abs=1e-10)
    assert f.dof == (2.0, 27.0)
    w = welch_anova(PLANTS, NAMES)
    assert (w.statistic, w.p) == pytest.approx((5.18097240811319, 0.01739282149017), abs=1e-10)
    assert w.dof == pytest.approx((2, 17.1284186166441), abs=1e-10)
    h = kruskal_wallis(PLANTS, NAMES)
    assert (h.statistic, h.p) == pytest.approx((7.98822874944372, 0.018423755731472), abs=1e-10)


def test_that_the_analyses_of_ozone_by_month_are_those_of_r():
    # R 4.2.2: kruskal.test(Ozone ~ Month, airquality), oneway.test; five groups of different sizes
    h = kruskal_wallis(MONTHS, MONTH_NAMES)
    assert h.statistic == pytest.approx(29.2665763061169, abs=1e-10)
    assert h.p == pytest.approx(6.90071411854678e-06, abs=1e-14)
    w = welch_anova(MONTHS, MONTH_NAMES)
    assert (w.statistic, w.dof[1]) == pytest.approx((8.0266761837481, 42.668201053388), abs=1e-9)
    assert w.p == pytest.approx(6.43908420252727e-05, abs=1e-13)


def test_that_two_groups_give_the_square_of_t():
    first, second = moments_of(SLEEP_1), moments_of(SLEEP_2)
    f, w = anova([SLEEP_1, SLEEP_2], "12"), welch_anova([SLEEP_1, SLEEP_2], "12")
    assert f.statistic == pytest.approx(pooled_t(first, second).statistic ** 2)
    assert f.p == pytest.approx(pooled_t(first, second).p)
    assert (w.statistic, w.p) == pytest.approx((welch_t(first, second).statistic ** 2, welch_t(first, second).p))


def test_that_the_effects_of_an_anova_follow_from_its_sums_of_squares():
    # R 4.2.2: SS between / SS total; limits by uniroot of pf(F, 2, 27, ncp), λ / (λ + 30)
    eta, omega, f2 = variance_effects(PLANTS, NAMES)
    assert eta.value == pytest.approx(0.26414829683212, abs=1e-10)
    assert (eta.low, eta.high) == pytest.approx((0.00990396851755353, 0.463896467045296), abs=1e-8)
    assert f2.value == pytest.approx(eta.value / (1 - eta.value))
    grand = np.concatenate(PLANTS).mean()
    between = sum(10 * (g.mean() - grand) ** 2 for g in PLANTS)
    within = sum(((g - g.mean()) ** 2).sum() for g in PLANTS)
    expected = (between - 2 * within / 27) / (between + within + within / 27)
    assert omega.value == pytest.approx(expected)


def test_that_rank_epsilon_is_h_over_n_minus_one_and_repeats():
    (effect,) = rank_effects(PLANTS)
    assert effect.value == pytest.approx(7.98822874944372 / 29, abs=1e-10)
    assert effect.low < effect.value < effect.high
    assert rank_effects(PLANTS)[0] == effect


def test_that_groups_without_spread_are_refused():
    with pytest.raises(DataError, match="Nothing varies"):
        anova([np.ones(3), np.zeros(3), np.ones(4)], "abc")
    with pytest.raises(DataError, match="do not vary"):
        welch_anova([np.ones(3), SLEEP_1, SLEEP_2], "abc")
    with pytest.raises(DataError, match="All values are alike"):
        kruskal_wallis([np.ones(3), np.ones(3)], "ab")
    with pytest.raises(DataError, match='The group "b" has 1 values'):
        anova([SLEEP_1, SLEEP_2[:1]], "ab")
