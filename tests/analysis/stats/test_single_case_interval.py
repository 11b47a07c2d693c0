import numpy as np
import pytest
from scipy import stats

from analysis.stats.single_case import case_model, compare_case
from analysis.stats.single_case_interval import case_interval
from tests.analysis.stats.crawford_example import crawford_case_78


def test_that_the_size_weight_illusion_has_its_published_interval():
    # R singcar 0.1.5: 4.80 % [0.95, 12.47]; it looks for the limits in steps of 0.01 of the non-centrality, which is
    # 0.0019 SD here and up to 0.04 %; test_that_the_limits_are_those_of_the_non_central_t is sharper
    found = case_interval(np.array([-1.7243 * np.sqrt(29 / 28)]), 1 / 28, 27)
    assert found.percentile_low[0] == pytest.approx(0.95, abs=0.01)
    assert found.percentile_high[0] == pytest.approx(12.47, abs=0.04)
    assert found.effect_low[0] == pytest.approx(-2.344, abs=0.002)


def test_that_covariates_give_the_interval_of_crawfords_own_program():
    # program of Crawford, Garthwaite & Ryan 2011 (Monte Carlo): -2.653 to -1.071, .3987 to 14.2189 %
    scores, covariate = crawford_case_78()
    model = case_model(18, covariate[:, None], np.array([13.0]))
    case = compare_case(np.array([78.0]), scores[:, None], model)
    found = case_interval(case.effect, model.leverage, model.dof)
    assert found.effect_low[0] == pytest.approx(-2.6539, abs=5e-5)
    assert found.effect_high[0] == pytest.approx(-1.0707, abs=5e-5)
    assert found.percentile_low[0] == pytest.approx(0.3987, abs=0.002)
    assert found.percentile_high[0] == pytest.approx(14.2189, abs=0.02)


@pytest.mark.parametrize(("effect", "n"), [(-2.0, 10), (-2.0, 20), (1.3, 30), (0.0, 60), (3.0, 100)])
def test_that_the_limits_are_those_of_the_non_central_t(effect, n):
    found = case_interval(np.array([effect]), 1 / n, n - 1)
    for limit, share in ((found.effect_low[0], 0.975), (found.effect_high[0], 0.025)):
        assert stats.nct.cdf(effect * np.sqrt(n), n - 1, limit * np.sqrt(n)) == pytest.approx(share, abs=1e-8)


def test_that_large_effects_have_limits_where_the_library_has_none():
    found = case_interval(np.array([-60.0, 12.0, np.nan]), 1 / 32, 31)
    assert found.effect_low[0] < -60 < found.effect_high[0] < 0
    assert 0 < found.effect_low[1] < 12 < found.effect_high[1]
    assert np.isnan(found.effect_low[2])
    assert np.isnan(found.percentile_high[2])


def test_that_an_effect_and_its_mirror_have_mirrored_limits():
    found = case_interval(np.array([-1.7, 1.7]), 0.08, 25)
    assert found.effect_low[0] == pytest.approx(-found.effect_high[1], abs=1e-9)
    assert found.percentile_low[0] == pytest.approx(100 - found.percentile_high[1], abs=1e-9)
