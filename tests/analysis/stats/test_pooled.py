"""Ratios that are known by construction, the closed form of two groups, and the likelihood maximised by scipy."""

import numpy as np
import pytest
from scipy import optimize

from analysis.errors import DataError, OptionError
from analysis.stats.covariates import Covariate
from analysis.stats.design import ancova, one_sample, paired, regression, two_sample
from analysis.stats.pooled import whitening

N1, N2 = 14, 17
GROUPS = ["pain"] * N1 + ["control"] * N2


@pytest.fixture
def rng():
    return np.random.default_rng(61)


@pytest.fixture
def values(rng):
    """A mean of 50, so that every voxel passes; twice the spread in the first group."""
    noise = rng.normal(size=(N1 + N2, 40))
    noise[:N1] *= 2
    return 50 + noise


def mirrored(rng, n=10, factor=3.0, n_voxels=12):
    """Two groups whose deviations from their mean are the same but for a factor."""
    deviations = rng.normal(size=(n, n_voxels))
    deviations -= deviations.mean(0)
    return np.vstack([40 + factor * deviations, 30 + deviations])


def test_that_groups_of_one_variance_need_no_factors(rng):
    factors = whitening(mirrored(rng, factor=1.0), two_sample(["a"] * 10 + ["b"] * 10))
    np.testing.assert_allclose(factors, 1, rtol=1e-9)


def test_that_three_times_the_spread_is_a_ratio_of_nine_and_the_trace_is_n(rng):
    # variances 9 : 1 in groups of ten with trace 20: 1.8 and 0.2
    factors = whitening(mirrored(rng), two_sample(["a"] * 10 + ["b"] * 10))
    np.testing.assert_allclose(factors[:10], 1 / np.sqrt(1.8), rtol=1e-8)
    np.testing.assert_allclose(factors[10:], 1 / np.sqrt(0.2), rtol=1e-8)


def test_that_the_pooled_ratio_without_covariates_is_that_of_the_scaled_group_variances(values):
    # For two groups the restricted likelihood has a closed form: mean scaled squares within a group / (n - 1).
    design = two_sample(GROUPS)
    factors = whitening(values, design)
    within = [values[:N1] - values[:N1].mean(0), values[N1:] - values[N1:].mean(0)]
    pooled = ((within[0] ** 2).sum(0) + (within[1] ** 2).sum(0)) / (N1 + N2 - 2)
    variances = [((part**2).sum(0) / pooled).mean() / (len(part) - 1) for part in within]
    assert (factors[-1] / factors[0]) ** 2 == pytest.approx(variances[0] / variances[1], rel=1e-8)
    assert (1 / factors**2).sum() == pytest.approx(N1 + N2)  # SPM12 scales the covariance to the trace n


@pytest.mark.parametrize("kind", ["two groups and age", "three groups"])
def test_that_the_restricted_likelihood_is_at_its_maximum(values, rng, kind):
    age = Covariate("age", rng.normal(45, 12, N1 + N2))
    three = ["a"] * 9 + ["b"] * 12 + ["c"] * 10
    design = two_sample(GROUPS, [age]) if kind == "two groups and age" else ancova(three)
    factors = whitening(values, design)
    x, n = design.matrix, design.n
    residual = values - x @ np.linalg.lstsq(x, values, rcond=None)[0]
    scaled = values / np.sqrt((residual**2).sum(0) / design.dof)
    covariance = scaled @ scaled.T / values.shape[1]

    def minus_log_likelihood(logs):
        inverse = np.diag(np.exp(-logs)[design.group_of])
        middle = x.T @ inverse @ x
        projection = inverse - inverse @ x @ np.linalg.solve(middle, x.T @ inverse)
        return logs[design.group_of].sum() + np.linalg.slogdet(middle)[1] + np.trace(projection @ covariance)

    best = optimize.minimize(minus_log_likelihood, np.zeros(len(design.groups)), method="BFGS", options={"gtol": 1e-9})
    variances = np.exp(best.x)[design.group_of]
    np.testing.assert_allclose(1 / factors**2, variances * n / variances.sum(), rtol=1e-4)


def test_that_only_voxels_that_pass_the_first_test_enter(rng):
    # about 0 nothing differs from 0: voxels of the opposite ratio there change nothing
    pass_, design = mirrored(rng), two_sample(["a"] * 10 + ["b"] * 10)
    fail = mirrored(rng, factor=1 / 3)
    fail -= np.repeat([40, 30], 10)[:, None]
    np.testing.assert_allclose(whitening(np.hstack([pass_, fail]), design), whitening(pass_, design), rtol=1e-12)
    assert np.abs(whitening(np.hstack([pass_, fail + 50]), design) - whitening(pass_, design)).max() > 0.1


def test_that_voxels_without_a_value_or_without_variance_are_left_out(values):
    design = two_sample(GROUPS)
    more = np.hstack([values, values[:, :3]])
    more[2, 40] = np.nan
    more[:, 41] = 7.0
    more[:, 42] = np.where(np.arange(N1 + N2) < N1, 1.1, 2.3)  # the groups differ, and nobody within them
    np.testing.assert_allclose(whitening(more, design), whitening(values, design), rtol=1e-9)


def test_that_many_voxels_in_several_blocks_are_pooled_as_one(values):
    many = np.tile(values, 250)  # 10,000 voxels
    np.testing.assert_allclose(whitening(many, two_sample(GROUPS)), whitening(values, two_sample(GROUPS)), rtol=1e-9)


def test_that_the_unit_of_the_maps_and_the_order_of_groups_change_nothing(values):
    factors = whitening(values, two_sample(GROUPS))
    np.testing.assert_allclose(whitening(1000 * values, two_sample(GROUPS)), factors, rtol=1e-9)
    other_way = whitening(values, two_sample(GROUPS, order=["control", "pain"]))
    np.testing.assert_allclose(other_way, factors, rtol=1e-9)


def test_that_a_design_without_groups_is_refused(values):
    age = Covariate("age", np.arange(N1 + N2, dtype=float))
    pairs = paired(["x"] * 15 + ["y"] * 15, [str(i) for i in range(15)] * 2)
    for design in (one_sample(N1 + N2), regression([age], "age"), pairs):
        with pytest.raises(OptionError, match="this design has no groups"):
            whitening(values[: design.n], design)


def test_that_maps_without_any_effect_are_refused(values):
    with pytest.raises(DataError, match=r"No voxel passes the first test \(F, p < \.001\)"):
        whitening(values - values.mean(0), two_sample(["a", "b"] * 15 + ["a"]))
    with pytest.raises(DataError, match="No voxel passes"):
        whitening(np.full_like(values, np.nan), two_sample(GROUPS))


def test_that_a_group_of_one_person_is_refused(values):
    with pytest.raises(DataError, match="at least two people in each group"):
        whitening(values[: N1 + 1], two_sample(GROUPS[: N1 + 1]))
