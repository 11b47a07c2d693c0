import numpy as np
import pytest
from scipy import stats

from analysis.errors import OptionError
from analysis.stats import glm
from analysis.stats.covariates import Covariate
from analysis.stats.design import paired, two_sample
from analysis.stats.missing import fit_available, n_available
from analysis.stats.solvers import Variance

N1, N2 = 15, 16
GROUPS = ["a"] * N1 + ["b"] * N2


@pytest.fixture
def values():
    return np.random.default_rng(5).normal(10, 1, (N1 + N2, 6))


def test_that_available_cases_are_fitted_with_those_who_have_a_value(values):
    values[[0, 3, 20], 1] = np.nan
    values[[0, 1, 2], 2] = np.nan  # 12 of 15 = 80 % are left
    found = fit_available(values, two_sample(GROUPS))
    for voxel in (1, 2):
        known = np.isfinite(values[:, voxel])
        first, second = values[:N1, voxel][known[:N1]], values[N1:, voxel][known[N1:]]
        expected = stats.ttest_ind(first, second)
        assert found.values[voxel] == pytest.approx(expected.statistic, abs=1e-9)
        assert found.p[voxel] == pytest.approx(expected.pvalue, rel=1e-9)
        assert found.dof[voxel] == known.sum() - 2
        assert found.n[voxel] == known.sum()
        assert found.d[voxel] == pytest.approx(expected.statistic * np.sqrt(1 / len(first) + 1 / len(second)))
    np.testing.assert_allclose(found.values[[0, 3]], glm.fit(values, two_sample(GROUPS)).values[[0, 3]], atol=1e-12)
    assert n_available(values).tolist() == [31, 28, 28, 31, 31, 31]


def test_that_too_few_of_a_group_give_no_value(values):
    values[:4, 0] = np.nan  # 11 of 15 = 73 %
    found = fit_available(values, two_sample(GROUPS))
    assert np.isnan(found.values[0])
    small = ["a"] * 11 + ["b"] * 11
    values[:2, 1] = np.nan  # 9 of 11 = 82 %, but fewer than ten
    found = fit_available(values[:22], two_sample(small))
    assert np.isnan(found.values[1])
    assert np.isfinite(found.values[2])


def test_that_covariates_go_with_their_rows(values):
    age = Covariate("age", np.random.default_rng(6).normal(40, 9, N1 + N2))
    values[[1, 30], 4] = np.nan
    known = np.isfinite(values[:, 4])
    expected = glm.fit(
        values[known],
        two_sample([g for g, k in zip(GROUPS, known, strict=True) if k], [Covariate("age", age.values[known])]),
    )
    found = fit_available(values, two_sample(GROUPS, [age]))
    assert found.values[4] == pytest.approx(expected.values[4], abs=1e-9)


def test_that_a_pair_with_one_visit_missing_is_left_out(values):
    people = [f"p{i}" for i in range(15)]
    both = values[:30]
    both[2, 0] = np.nan
    found = fit_available(both, paired(["x"] * 15 + ["y"] * 15, people * 2))
    rest = np.arange(15) != 2
    expected = stats.ttest_rel(both[:15, 0][rest], both[15:, 0][rest])
    assert found.values[0] == pytest.approx(expected.statistic, abs=1e-9)
    assert found.dof[0] == 13
    assert found.n[0] == 28


def test_that_pooled_variance_needs_complete_cases(values):
    with pytest.raises(OptionError, match="complete cases"):
        fit_available(values, two_sample(GROUPS), variance=Variance.SPM12)
