import numpy as np
import pytest

from analysis.stats.clinical.normality import gate, levene, shapiro
from tests.analysis.stats.clinical.r_datasets import PLANT_GROWTH, SLEEP_1, SLEEP_2

PLANTS, NAMES = list(PLANT_GROWTH.values()), list(PLANT_GROWTH)


def test_that_shapiro_of_the_sleep_data_is_that_of_r():
    # R 4.2.2: shapiro.test
    for values, w, p in (
        (SLEEP_1, 0.925806028936641, 0.407928796429989),
        (SLEEP_2, 0.919297701281497, 0.35113468540765),
    ):
        test = shapiro(values)
        assert (test.statistic, test.p) == pytest.approx((w, p), abs=1e-8)


def test_that_levene_is_about_the_means_as_in_spss():
    # R 4.2.2: anova(lm(abs(weight - group mean) ~ group)); about the medians p would be .3412
    test = levene(PLANTS, NAMES)
    assert (test.statistic, test.p) == pytest.approx((1.23696295446978, 0.306194922991448), abs=1e-10)
    assert test.dof == (2.0, 27.0)
    assert levene([SLEEP_1, SLEEP_2]).p == pytest.approx(0.441393059678369, abs=1e-10)


def test_that_the_gate_says_what_it_saw():
    found = gate([SLEEP_1, SLEEP_2], ["one", "two"])
    assert found.normal
    assert found.equal_variances
    assert found.in_words == (
        "Shapiro-Wilk one p = 0.4079, two p = 0.3511; Levene about the means p = 0.4414; limit 0.05"
    )
    assert not gate([SLEEP_1, SLEEP_2], ["one", "two"], alpha=0.4).normal


def test_that_the_gate_never_prints_a_p_of_zero():
    skewed = np.exp(np.linspace(0, 9, 40))
    assert "a p < .0001" in gate([skewed, SLEEP_1], ["a", "b"]).in_words


def test_that_what_cannot_be_judged_does_not_pass_as_normal():
    assert shapiro(np.array([1.0, 2.0])) is None
    assert shapiro(np.ones(9)) is None
    found = gate([SLEEP_1, np.ones(9)], ["a", "b"])
    assert not found.normal
    assert "b cannot be tested" in found.in_words
    assert levene([np.ones(3), np.zeros(3)]) is None
