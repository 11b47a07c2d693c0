import numpy as np
import pytest

from analysis.stats.clinical.effect_sizes import cohen_d, cramer_v, eta_squared, f_squared, omega_squared, rank_biserial


def test_that_a_small_effect_has_limits_that_hold_zero():
    d = cohen_d(0.1, 1.0, (20, 20))
    assert d.low < 0 < 0.1 == d.value < d.high
    eta = eta_squared(0.3, (2.0, 27.0))
    assert eta.low == 0
    assert eta.high > eta.value > 0
    assert f_squared(eta).low == 0


def test_that_d_mirrors_with_its_sign():
    one, other = cohen_d(0.7, 1.0, (12, 18)), cohen_d(-0.7, 1.0, (12, 18))
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-9)


def test_that_omega_is_zero_where_f_is_one():
    assert omega_squared(1.0, (2.0, 27.0)).value == 0
    assert omega_squared(0.5, (2.0, 27.0)).value < 0


def test_that_complete_separation_of_ranks_has_no_limits():
    effect = rank_biserial(12.0, (3, 4))
    assert effect.value == 1
    assert np.isnan([effect.low, effect.high]).all()


def test_that_v_stays_between_zero_and_one():
    perfect = cramer_v(20.0, 20, (2, 2))
    assert perfect.value == 1
    assert perfect.high == 1
    assert cramer_v(0.0, 20, (3, 2)).low == 0
