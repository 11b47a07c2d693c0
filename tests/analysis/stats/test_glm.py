"""Expected values: hand calculation, scipy.stats, and least squares solved voxel by voxel in the test."""

import numpy as np
import pytest
from scipy import stats

from analysis.errors import DataError, OptionError
from analysis.stats import glm
from analysis.stats.covariates import Covariate
from analysis.stats.design import Centring, ancova, one_sample, paired, regression, two_sample
from analysis.stats.pooled import whitening
from analysis.stats.solvers import Variance

N1, N2 = 14, 17
GROUPS = ["pain"] * N1 + ["control"] * N2


@pytest.fixture
def rng():
    return np.random.default_rng(11)


@pytest.fixture
def values(rng):
    return 50 + rng.normal(size=(N1 + N2, 40)) + np.linspace(0, 1, N1 + N2)[:, None] * rng.normal(size=40)


@pytest.fixture
def covariates(rng):
    age = rng.normal(45, 12, N1 + N2) + 8 * (np.arange(N1 + N2) < N1)
    return [Covariate("age", age), Covariate("sex", (rng.random(N1 + N2) > 0.5).astype(float))]


def refit(y, x, weights):
    """t or F of one voxel from the textbook: normal equations, and the sum of squares of the reduced model."""
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ y
    sse = ((y - x @ beta) ** 2).sum()
    dof = len(y) - x.shape[1]
    if len(weights) == 1:
        return (weights @ beta)[0] / np.sqrt(sse / dof * (weights @ inverse @ weights.T)[0, 0])
    null = np.linalg.svd(weights)[2][len(weights) :].T
    x0 = x @ null
    sse0 = ((y - x0 @ np.linalg.lstsq(x0, y, rcond=None)[0]) ** 2).sum()
    return ((sse0 - sse) / len(weights)) / (sse / dof)


def test_that_a_case_solved_by_hand_comes_out():
    # groups 1 2 3 and 2 4 6: difference -2, pooled variance (2 + 8) / 4 = 2.5, SE sqrt(2.5 * 2 / 3)
    y = np.array([[1.0], [2], [3], [2], [4], [6]])
    found = glm.fit(y, two_sample(["a"] * 3 + ["b"] * 3))
    assert found.effect[0] == pytest.approx(-2, abs=1e-12)
    assert found.standard_error[0] == pytest.approx(np.sqrt(5 / 3), abs=1e-12)
    assert found.values[0] == pytest.approx(-2 / np.sqrt(5 / 3), abs=1e-12)
    assert found.dof[0] == 4
    assert found.d[0] == pytest.approx(-2 / np.sqrt(2.5), abs=1e-12)  # difference / pooled SD
    assert found.partial_f2[0] == pytest.approx(found.values[0] ** 2 / 4, abs=1e-12)


def test_that_two_groups_give_the_t_of_scipy(values):
    found = glm.fit(values, two_sample(GROUPS))
    expected = stats.ttest_ind(values[:N1], values[N1:])
    np.testing.assert_allclose(found.values, expected.statistic, atol=1e-9, rtol=0)
    np.testing.assert_allclose(found.p, expected.pvalue, atol=1e-12, rtol=1e-9)
    interval = expected.confidence_interval(0.95)
    np.testing.assert_allclose(found.low, interval.low, atol=1e-9, rtol=0)
    np.testing.assert_allclose(found.high, interval.high, atol=1e-9, rtol=0)


def test_that_welch_gives_the_t_and_dof_of_scipy(values):
    values[:N1] *= 3
    found = glm.fit(values, two_sample(GROUPS), variance=Variance.WELCH)
    expected = stats.ttest_ind(values[:N1], values[N1:], equal_var=False)
    np.testing.assert_allclose(found.values, expected.statistic, atol=1e-9, rtol=1e-12)
    np.testing.assert_allclose(found.dof, expected.df, rtol=1e-10)
    np.testing.assert_allclose(found.p, expected.pvalue, atol=1e-12, rtol=1e-8)


def test_that_one_sample_and_paired_give_the_t_of_scipy(values, rng):
    single = glm.fit(values - 50, one_sample(N1 + N2))
    expected = stats.ttest_1samp(values - 50, 0)
    np.testing.assert_allclose(single.values, expected.statistic, atol=1e-9, rtol=0)
    np.testing.assert_allclose(single.d, (values - 50).mean(0) / values.std(0, ddof=1), atol=1e-9, rtol=0)
    before, after = values[:N1], values[:N1] + rng.normal(0.3, 1, (N1, 40))
    people = [f"p{i}" for i in range(N1)]
    design = paired(["after"] * N1 + ["before"] * N1, people * 2)
    found = glm.fit(np.vstack([after, before]), design)
    np.testing.assert_allclose(found.values, stats.ttest_rel(after, before).statistic, atol=1e-9, rtol=0)
    np.testing.assert_allclose(found.effect, (after - before).mean(0), atol=1e-9, rtol=0)
    difference = after - before
    np.testing.assert_allclose(found.d, difference.mean(0) / difference.std(0, ddof=1), atol=1e-9, rtol=0)


def test_that_three_groups_without_covariates_give_the_f_of_scipy(values):
    groups = ["a"] * 9 + ["b"] * 12 + ["c"] * 10
    found = glm.fit(values, ancova(groups))
    expected = stats.f_oneway(values[:9], values[9:21], values[21:])
    np.testing.assert_allclose(found.values, expected.statistic, atol=1e-9, rtol=0)
    np.testing.assert_allclose(found.p, expected.pvalue, rtol=1e-9)
    assert (found.dof1, found.dof[0]) == (2, 28)


def test_that_covariates_give_what_each_voxel_solved_alone_gives(values, covariates):
    groups = ["a"] * 9 + ["b"] * 12 + ["c"] * 10
    for design in (two_sample(GROUPS, covariates), ancova(groups, covariates), regression(covariates, "age")):
        for contrast in (design.contrast, *design.post_hoc):
            found = glm.fit(values, design, contrast)
            expected = [refit(values[:, v], design.matrix, contrast.weights) for v in range(values.shape[1])]
            np.testing.assert_allclose(found.values, expected, atol=1e-9, rtol=1e-9)


def test_that_simple_regression_gives_the_slope_of_scipy(values, covariates):
    found = glm.fit(values, regression(covariates[:1], "age"))
    for voxel in range(5):
        expected = stats.linregress(covariates[0].values, values[:, voxel])
        assert found.effect[voxel] == pytest.approx(expected.slope, abs=1e-12)
        assert found.standard_error[voxel] == pytest.approx(expected.stderr, abs=1e-12)
        assert found.p[voxel] == pytest.approx(expected.pvalue, rel=1e-9)


def test_that_centring_changes_no_difference_between_groups(values, covariates):
    centred = glm.fit(values, two_sample(GROUPS, covariates))
    not_centred = glm.fit(values, two_sample(GROUPS, covariates, centring=Centring.NONE))
    np.testing.assert_allclose(centred.values, not_centred.values, atol=1e-9, rtol=0)


def test_that_a_large_mean_costs_no_digits(values):
    near = glm.fit(values - 50, two_sample(GROUPS))
    far = glm.fit(values - 50 + 2.0**20, two_sample(GROUPS))
    np.testing.assert_allclose(far.values, near.values, atol=1e-8, rtol=0)


def test_that_the_order_of_groups_is_the_sign(values):
    forward = glm.fit(values, two_sample(GROUPS, order=["pain", "control"]))
    backward = glm.fit(values, two_sample(GROUPS, order=["control", "pain"]))
    np.testing.assert_allclose(forward.values, -backward.values, atol=1e-12)
    assert forward.contrast.name == "pain − control"
    assert forward.effect[0] == pytest.approx(values[:N1, 0].mean() - values[N1:, 0].mean())


def test_that_hc3_is_the_sandwich_of_its_definition(values, covariates):
    design = two_sample(GROUPS, covariates)
    found = glm.fit(values, design, variance=Variance.HC3)
    x, c = design.matrix, design.contrast.weights
    inverse = np.linalg.inv(x.T @ x)
    leverage = np.diag(x @ inverse @ x.T)
    for voxel in range(5):
        residual = values[:, voxel] - x @ inverse @ x.T @ values[:, voxel]
        covariance = inverse @ x.T @ np.diag((residual / (1 - leverage)) ** 2) @ x @ inverse
        expected = (c @ inverse @ x.T @ values[:, voxel])[0] / np.sqrt((c @ covariance @ c.T)[0, 0])
        assert found.values[voxel] == pytest.approx(expected, abs=1e-9)


def test_that_hc3_of_one_contrast_squared_is_its_f(values):
    t = glm.fit(values, two_sample(GROUPS), variance=Variance.HC3)
    f = glm.fit(values, ancova(GROUPS), variance=Variance.HC3)
    np.testing.assert_allclose(f.values, t.values**2, rtol=1e-9)


def test_that_pooled_variance_is_weighted_least_squares(values, covariates):
    values[:N1] = 50 + 2 * (values[:N1] - 50)
    design = two_sample(GROUPS, covariates)
    factors = whitening(values, design)
    found = glm.fit(values, design, variance=Variance.SPM12, whitening=factors)
    x = design.matrix * factors[:, None]
    expected = [refit(values[:, v] * factors, x, design.contrast.weights) for v in range(values.shape[1])]
    np.testing.assert_allclose(found.values, expected, atol=1e-9, rtol=0)
    assert np.abs(found.values - glm.fit(values, design).values).max() > 1e-3


def test_that_a_voxel_without_a_value_or_variance_has_no_t(values):
    values[3, 0] = np.nan
    values[:, 1] = 7.0
    values[:, 2] = np.where(np.arange(N1 + N2) < N1, 1.0, 2.0)  # no variance within groups
    found = glm.fit(values, two_sample(GROUPS))
    assert np.isnan(found.values[:3]).all()
    assert np.isnan(found.z[:3]).all()
    assert found.n.tolist()[:4] == [0, 0, 0, 31]


def test_that_nothing_given_is_changed_and_single_precision_input_is_computed_in_double(values):
    single = values.astype(np.float32)
    single.flags.writeable = False
    found = glm.fit(single, two_sample(GROUPS))
    expected = stats.ttest_ind(single[:N1].astype(float), single[N1:].astype(float)).statistic
    np.testing.assert_allclose(found.values, expected, atol=1e-9, rtol=0)


def test_that_a_variance_that_does_not_fit_is_refused(values, covariates):
    with pytest.raises(OptionError, match="HC3"):
        glm.fit(values, two_sample(GROUPS, covariates), variance=Variance.WELCH)
    with pytest.raises(OptionError, match="estimated over all voxels"):
        glm.fit(values, two_sample(GROUPS), variance=Variance.SPM12)
    with pytest.raises(DataError, match="30 maps for the 31 rows"):
        glm.fit(values[1:], two_sample(GROUPS))


def test_that_residuals_are_orthogonal_to_the_design(values, covariates):
    design = two_sample(GROUPS, covariates)
    left = glm.residuals(values, design).astype(float)
    assert np.abs(design.matrix.T @ left).max() < 1e-3
    np.testing.assert_allclose(
        (left**2).sum(0),
        glm.fit(values, design).standard_error ** 2
        / (design.contrast.weights @ np.linalg.inv(design.matrix.T @ design.matrix) @ design.contrast.weights.T)[0, 0]
        * design.dof,
        rtol=1e-5,
    )
