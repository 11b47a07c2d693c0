import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from analysis.errors import DataError
from analysis.stats.clinical.logistic import (
    Separation,
    design_of,
    fit_logistic,
    likelihood_ratio,
    predicted,
    separation,
)
from analysis.stats.covariates import Covariate
from tests.analysis.stats.clinical.published_data import ASAH

POOR = ASAH["outcome"] == 1


def columns(*names):
    return [Covariate(name, ASAH[name]) for name in names]


def test_that_coefficients_agree_with_r():
    """R 4.2.2: glm(outcome ~ s100b + ndka + age, binomial), epsilon 1e-14."""
    found = fit_logistic(columns("s100b", "ndka", "age"), POOR)
    expected = {
        "intercept": (-3.4585826365632473, 0.9954620271018253, -3.47434913879389),
        "s100b": (5.0466195646802161, 1.2588403091164735, 4.00894341254629),
        "ndka": (0.0313086329513339, 0.0163055135891833, 1.92012553177738),
        "age": (0.0220219360219401, 0.0169323960837623, 1.30058001909479),
    }
    for one in found.coefficients:
        assert one.estimate == pytest.approx(expected[one.name][0], rel=1e-9)
        assert (one.standard_error, one.z) == pytest.approx(expected[one.name][1:], rel=1e-8)
    assert found.deviance == pytest.approx(118.031782682419, rel=1e-10)


def test_that_the_likelihood_ratio_agrees_with_r():
    """R 4.2.2: anova of outcome ~ age and outcome ~ s100b + ndka + age."""
    found = likelihood_ratio(fit_logistic(columns("s100b", "ndka", "age"), POOR), fit_logistic(columns("age"), POOR))
    assert found.chi_square == pytest.approx(24.89900414603, abs=1e-9)
    assert found.dof == 2
    assert found.p == pytest.approx(3.9197e-06, rel=1e-4)


def test_that_two_groups_of_a_variable_give_their_log_odds_ratio():
    """Of 30 with a sign 20 are positive, of 40 without 10: odds ratio (20/10) / (10/30) = 6, error sqrt of 1/counts."""
    sign = np.r_[np.ones(30), np.zeros(40)]
    positive = np.r_[np.ones(20), np.zeros(10), np.ones(10), np.zeros(30)].astype(bool)
    found = fit_logistic([Covariate("sign", sign)], positive)
    assert found.coefficients[1].odds_ratio == pytest.approx(6, rel=1e-10)
    assert found.coefficients[1].standard_error == pytest.approx(np.sqrt(1 / 20 + 1 / 10 + 1 / 10 + 1 / 30), rel=1e-9)
    assert np.unique(found.fitted) == pytest.approx([0.25, 2 / 3])


def test_that_scikit_learns_default_is_another_model():
    """Its L2 penalty shrinks; without penalty it agrees."""
    x = np.column_stack([ASAH["s100b"], ASAH["age"]])
    found = fit_logistic(columns("s100b", "age"), POOR).coefficients[1].estimate
    without = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10000).fit(x, POOR).coef_[0, 0]
    assert found == pytest.approx(without, rel=1e-3)
    assert LogisticRegression(max_iter=10000).fit(x, POOR).coef_[0, 0] < 0.7 * found


def test_that_the_unit_of_a_variable_changes_no_z_and_no_fitted_value():
    first = fit_logistic(columns("s100b", "age"), POOR)
    scaled = [Covariate("s100b", 1e6 * ASAH["s100b"] - 3), Covariate("age", ASAH["age"] / 365)]
    other = fit_logistic(scaled, POOR)
    np.testing.assert_allclose(other.fitted, first.fitted, rtol=1e-9)
    assert [c.z for c in other.coefficients[1:]] == pytest.approx([c.z for c in first.coefficients[1:]], rel=1e-7)


def test_that_perfect_separation_is_said_and_by_what():
    rng = np.random.default_rng(0)
    x = np.r_[rng.normal(0, 1, 20), rng.normal(9, 1, 20)]
    positive = np.arange(40) >= 20
    noise = Covariate("noise", rng.normal(size=40))
    with pytest.raises(DataError, match='The groups are separated perfectly by "reho"'):
        fit_logistic([noise, Covariate("reho", x)], positive)


def test_that_separation_by_a_combination_and_with_ties_is_found():
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(2, 60))
    positive = a + b > 0.02
    both = [Covariate("a", a), Covariate("b", b)]
    with pytest.raises(DataError, match='by a combination of "a", "b"'):
        fit_logistic(both, positive)
    steps = Covariate("steps", np.r_[np.zeros(10), np.ones(10), np.full(10, 2.0)])
    tied = np.r_[np.zeros(10), np.arange(10) % 2, np.ones(10)].astype(bool)
    with pytest.raises(DataError, match="perfectly but for ties at the border"):
        fit_logistic([steps], tied)


@pytest.mark.parametrize("moved", range(6))
def test_that_one_person_on_the_wrong_side_ends_the_separation(moved):
    x = np.r_[np.arange(10.0), np.arange(20, 30.0)]
    positive = np.arange(20) >= 10
    assert separation(design_of([Covariate("x", x)]), positive) is Separation.COMPLETE
    x[moved] = 24.5
    assert separation(design_of([Covariate("x", x)]), positive) is Separation.NONE
    fitted = fit_logistic([Covariate("x", x)], positive).fitted
    assert fitted.sum() == pytest.approx(10, abs=1e-8)  # the score of the intercept is 0


def test_that_a_fold_that_is_separated_still_ranks_and_says_so():
    x = np.column_stack([np.ones(20), np.r_[np.arange(10.0), np.arange(20, 30.0)]])
    p, converged = predicted(x, np.arange(20) >= 10, x)
    assert not converged
    assert (np.diff(p) >= 0).all()
    assert p[9] < 0.01 < 0.99 < p[10]


def test_that_people_who_are_alike_have_equal_fitted_values():
    sex = Covariate("sex", (np.arange(113) % 3 == 0) * 1.0)
    assert len(np.unique(fit_logistic([sex], POOR).fitted)) == 2


def test_that_useless_columns_are_refused_by_name():
    with pytest.raises(DataError, match='"twice" is a combination of'):
        fit_logistic([*columns("age"), Covariate("twice", 2 * ASAH["age"] + 1)], POOR)
    with pytest.raises(DataError, match='"site" has the same value'):
        fit_logistic([Covariate("site", np.ones(113))], POOR)
