"""Exact values: R 4.2.2 (``-qnorm(pt(-t, df, log.p = TRUE), log.p = TRUE)``) unless said otherwise."""

import numpy as np
import pytest
from scipy import integrate, special, stats

from analysis.stats import distributions


@pytest.mark.parametrize(("t", "z"), [(2, 1.9590203), (3.5, 3.3224), (5, 4.5467339)])
def test_that_z_is_that_of_spm_where_spm_is_exact(t, z):
    assert distributions.z_of_t(t, 59) == pytest.approx(z, abs=5e-6)


@pytest.mark.parametrize(("t", "z"), [(9, 7.112), (12, 8.506)])
def test_that_large_t_is_not_extrapolated(t, z):
    # SPM12 gives 6.959 and 7.658 here, DPABI 8.789 for t = 12
    assert distributions.z_of_t(t, 59) == pytest.approx(z, abs=6e-4)


def test_that_z_has_the_tail_of_t_up_to_forty():
    for t in (0.001, 0.5, 3.0, 10.0, 40.0):
        density = lambda u: stats.t.pdf(u, 59)  # noqa: E731
        tail = integrate.quad(density, t, np.inf, epsabs=0, epsrel=1e-12, limit=500)[0]
        assert special.log_ndtr(-distributions.z_of_t(t, 59)) == pytest.approx(np.log(tail), rel=1e-9)


def test_that_z_keeps_the_sign_and_zero_and_grows_beyond_every_probability():
    z = distributions.z_of_t(np.array([-3.0, 0.0, 3.0, np.nan]), 20)
    assert z[0] == -z[2]
    assert z[1] == 0
    assert np.isnan(z[3])
    far = distributions.z_of_t(np.array([1e3, 1e5, 1e9]), 200.0)
    assert np.isfinite(far).all()
    assert (np.diff(far) > 0).all()


def test_that_the_series_of_the_far_tail_joins_the_library():
    t = np.array([30.0, 35.0])
    direct = np.log(special.stdtr(150, -t))
    series = distributions._log_incomplete_beta(75.0, 0.5, 150 / (150 + t**2)) - np.log(2)
    np.testing.assert_allclose(series, direct, rtol=1e-12)


def test_that_z_of_f_has_its_upper_tail():
    for f in (0.02, 0.7, 1.0, 4.5, 60.0):
        z = distributions.z_of_f(f, 2, 57)
        assert special.ndtr(-z) == pytest.approx(stats.f.sf(f, 2, 57), rel=1e-10)
    assert distributions.z_of_f(np.array([1e7]), 2, 300.0)[0] > 38
    # Median of F is z = 0
    assert distributions.z_of_f(stats.f.ppf(0.5, 3, 40), 3, 40) == pytest.approx(0, abs=1e-10)


def test_that_heights_are_the_quantiles():
    assert distributions.t_height(0.001, 60, 1) == pytest.approx(3.231709079, abs=1e-7)  # SPM12
    assert distributions.z_height(0.001, 2) == pytest.approx(3.290526731, abs=1e-9)
    assert distributions.p_of_t(distributions.t_height(0.01, 59, 2), 59) == pytest.approx(0.01, rel=1e-10)
    assert distributions.p_of_f(distributions.f_height(0.01, 2, 57), 2, 57) == pytest.approx(0.01, rel=1e-10)


def test_that_published_p_comes_out():
    # size-weight illusion: t(27) = -1.7243, one-sided p = .04804 (Crawford, Garthwaite & Porter 2010)
    assert distributions.p_of_t(-1.7243, 27) / 2 == pytest.approx(0.04804, abs=5e-6)
