"""Two groups of three solved by hand under each model of the variance, and what is refused."""

import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats.covariates import Covariate
from analysis.stats.design import ancova, one_sample, paired, regression, two_sample
from analysis.stats.solvers import Variance, has_constant, solver, usable_voxels

SIX = np.array([[1.0], [2], [3], [2], [4], [6]])  # a: mean 2, variance 1; b: mean 4, variance 4
GROUPS = ["a"] * 3 + ["b"] * 3
AGE = Covariate("age", np.array([31.0, 40, 38, 55, 29, 61]))


def solved(design, y, variance=Variance.EQUAL, whitening=None):
    return solver(design, design.contrast, variance, whitening)(y)


def test_that_one_variance_for_all_is_the_pooled_one():
    found = solved(two_sample(GROUPS), SIX)
    assert found.effect[0] == pytest.approx(-2)
    assert found.standard_error[0] == pytest.approx(np.sqrt(2.5 * (1 / 3 + 1 / 3)))
    assert found.values[0] == pytest.approx(-2 / np.sqrt(5 / 3))
    assert found.dof[0] == 4


def test_that_welch_has_the_degrees_of_freedom_of_satterthwaite():
    found = solved(two_sample(GROUPS), SIX, Variance.WELCH)
    assert found.effect[0] == pytest.approx(-2)
    assert found.standard_error[0] == pytest.approx(np.sqrt(1 / 3 + 4 / 3))
    assert found.dof[0] == pytest.approx((5 / 3) ** 2 / ((1 / 3) ** 2 / 2 + (4 / 3) ** 2 / 2))  # 50 / 17


def test_that_hc3_divides_each_residual_by_one_less_its_leverage():
    # every leverage is 1/3: residuals -1 0 1 and -2 0 2 become -1.5 0 1.5 and -3 0 3; variances 4.5 / 9 and 18 / 9
    found = solved(two_sample(GROUPS), SIX, Variance.HC3)
    assert found.standard_error[0] == pytest.approx(np.sqrt(2.5))
    assert found.values[0] == pytest.approx(-2 / np.sqrt(2.5))
    assert found.dof[0] == 4


def test_that_the_f_of_hc3_is_the_wald_statistic_by_its_number_of_rows():
    # a third group 0 0 3: mean 1, residuals -1.5 -1.5 3 after division, variance 13.5 / 9
    y = np.vstack([SIX, [[0.0], [0], [3]]])
    found = solved(ancova([*GROUPS, "c", "c", "c"]), y, Variance.HC3)
    effect = np.array([2.0 - 4, 2.0 - 1])  # a - b, a - c
    covariance = np.array([[0.5 + 2, 0.5], [0.5, 0.5 + 1.5]])
    assert found.values[0] == pytest.approx(effect @ np.linalg.inv(covariance) @ effect / 2)
    assert found.dof[0] == 6
    assert found.effect is None


def test_that_three_groups_have_the_f_of_their_sums_of_squares():
    # means 2 4 1 about 7/3: between 3 (1/9 + 25/9 + 16/9) = 14 on 2, within 2 + 8 + 6 = 16 on 6
    y = np.vstack([SIX, [[0.0], [0], [3]]])
    found = solved(ancova([*GROUPS, "c", "c", "c"]), y)
    assert found.values[0] == pytest.approx((14 / 2) / (16 / 6))
    assert found.dof[0] == 6


def test_that_the_mean_of_one_group_is_tested_against_zero():
    found = solved(one_sample(3), SIX[:3])
    assert found.effect[0] == pytest.approx(2)
    assert found.values[0] == pytest.approx(2 / np.sqrt(1 / 3))


def test_that_factors_of_spm12_weigh_the_rows():
    # twice the weight for group b: a voxel whose b is halved has the plain t of equal variances of a and 2 b
    factors = np.array([1.0, 1, 1, 2, 2, 2])
    found = solved(two_sample(GROUPS), SIX, Variance.SPM12, factors)
    # weighted residuals 1 and 4 times those of b: SSE = 2 + 4 · 8 = 34 on 4; Var = 34/4 (1/3 + 1/12)
    assert found.effect[0] == pytest.approx(-2)
    assert found.standard_error[0] == pytest.approx(np.sqrt(34 / 4 * (1 / 3 + 1 / 12)))
    assert found.dof[0] == 4
    same = solved(two_sample(GROUPS), SIX, Variance.SPM12, np.ones(6))
    assert same.values[0] == pytest.approx(solved(two_sample(GROUPS), SIX).values[0])


@pytest.mark.parametrize("variance", [Variance.EQUAL, Variance.WELCH, Variance.HC3])
def test_that_groups_without_any_variance_have_no_t(variance):
    y = np.column_stack([np.repeat([1.1, 2.3], 3), SIX])
    found = solved(two_sample(GROUPS), y, variance)
    assert np.isnan(found.values[0])
    assert np.isfinite(found.values[1])


@pytest.mark.parametrize("variance", [Variance.EQUAL, Variance.HC3])
@pytest.mark.parametrize("n", [3, 4])  # in groups of four nothing is left at all, in groups of three a rounding error
def test_that_groups_without_any_variance_have_no_f(variance, n):
    y = np.column_stack([np.repeat([1.1, 2.3, 0.7], n), np.arange(3 * n) % 5])
    found = solved(ancova(["a"] * n + ["b"] * n + ["c"] * n), y, variance)
    assert np.isnan(found.values[0])
    assert np.isfinite(found.values[1])


def test_that_a_voxel_is_usable_if_all_values_are_finite_and_differ():
    y = np.array([[1.0, np.nan, 2, 3, np.inf, 0], [1, 2, 2, 3, 1, 0], [2, 2, 2, 3, 1, 1e-9]])
    assert usable_voxels(y).tolist() == [True, False, False, False, False, True]


def test_that_a_column_per_group_or_per_pair_contains_the_constant():
    assert has_constant(two_sample(GROUPS).matrix)
    assert has_constant(paired(GROUPS, ["p", "q", "r"] * 2).matrix)
    assert not has_constant(AGE.values[:, None])
    assert not has_constant((AGE.values - AGE.values.mean())[:, None])


def test_that_welch_is_for_two_groups_without_covariates():
    three = ancova([*GROUPS, "c", "c", "c"])
    for design in (two_sample(GROUPS, [AGE]), paired(GROUPS, ["p", "q", "r"] * 2), three, regression([AGE], "age")):
        with pytest.raises(OptionError, match="compares two groups without covariates; choose HC3"):
            solver(design, design.contrast, Variance.WELCH)


def test_that_a_person_alone_has_no_variance_of_its_own():
    design = two_sample(["a", "b", "b", "b"])
    with pytest.raises(DataError, match="at least two people in each group"):
        solver(design, design.contrast, Variance.WELCH)
    with pytest.raises(DataError, match="at least two people in each group"):
        solver(design, design.contrast, Variance.HC3)


@pytest.mark.parametrize(("variance", "factors"), [(Variance.SPM12, None), (Variance.EQUAL, np.ones(6))])
def test_that_factors_belong_to_the_variance_of_spm12_and_to_no_other(variance, factors):
    design = two_sample(GROUPS)
    with pytest.raises(OptionError, match="estimated over all voxels first"):
        solver(design, design.contrast, variance, factors)
