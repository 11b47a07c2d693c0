import numpy as np
import pytest
from scipy import stats

from analysis.errors import DataError, OptionError
from analysis.stats.single_case import Transform, case_model, compare_case, from_summary, usual_transform
from tests.analysis.stats.crawford_example import crawford_case_78


@pytest.mark.parametrize(
    ("value", "mean", "sd", "n", "t", "p_two"),
    [
        (-2, 0, 1, 15, -1.936, None),  # R singcar 0.1.5, tests of TD
        (70, 100, 15, 20, -1.9518, 0.0659),  # Octave 7.3, tcdf
        (70, 100, 15, 32, -1.9695, 0.0579),  # Octave 7.3, tcdf
    ],
)
def test_that_t_of_a_summary_is_the_published_one(value, mean, sd, n, t, p_two):
    found = from_summary(value, mean, sd, n)
    assert found.t[0] == pytest.approx(t, abs=6e-5 if p_two else 6e-4)
    assert found.dof == n - 1
    if p_two:
        assert found.p[0] == pytest.approx(p_two, abs=6e-5)


def test_that_the_psycho_example_has_its_published_t_and_p():
    # documentation of crawford.test in the R package psycho: t(7) = 3.05, p = .0185
    controls = np.array([0.0, -2, 5, 2, 1, 3, -4, -2])
    found = compare_case(np.array([10.0]), controls[:, None], case_model(8))
    assert found.t[0] == pytest.approx(3.052, abs=5e-4)
    assert found.p[0] == pytest.approx(0.0185, abs=5e-5)


def test_that_the_size_weight_illusion_has_its_published_p():
    # Crawford & Garthwaite's test on the data of Hassan et al. 2020, R singcar 0.1.5: t(27) = -1.7243, p = .04804
    effect = -1.7243 * np.sqrt(29 / 28)
    found = from_summary(effect, 0.0, 1.0, 28)
    assert found.t[0] == pytest.approx(-1.7243, abs=1e-12)
    assert found.percentile[0] == pytest.approx(4.804, abs=5e-4)
    assert found.p[0] / 2 == pytest.approx(0.04804, abs=5e-6)


def test_that_the_gazer_example_has_its_published_p():
    # documentation of gazer, single-case test: t(15) = 2.410, p = .0292
    found = from_summary(2.410 * np.sqrt(17 / 16), 0.0, 1.0, 16)
    assert found.dof == 15
    assert found.t[0] == pytest.approx(2.410, abs=1e-12)
    assert found.p[0] == pytest.approx(0.0292, abs=5e-5)


def test_that_covariates_give_the_p_of_crawfords_own_program():
    # program of Crawford, Garthwaite & Ryan 2011 (Monte Carlo): p = .04362; the closed form is .043567
    scores, covariate = crawford_case_78()
    model = case_model(18, covariate[:, None], np.array([13.0]))
    found = compare_case(np.array([78.0]), scores[:, None], model)
    assert model.leverage == pytest.approx(1 / 18)
    assert found.percentile[0] / 100 == pytest.approx(0.043567, abs=5e-7)
    assert found.percentile[0] / 100 == pytest.approx(0.04362, abs=1e-4)


def test_that_t_is_that_of_a_dummy_for_the_person_in_a_model_of_everyone():
    rng = np.random.default_rng(5)
    n, covariates, case = 23, rng.normal(size=(23, 2)), np.array([1.4, -0.3])
    controls, value = rng.normal(size=(n, 40)) + 3, rng.normal(size=40) + 4
    found = compare_case(value, controls, case_model(n, covariates, case))
    design = np.column_stack([np.ones(n + 1), np.vstack([case, covariates]), np.eye(n + 1)[0]])
    y = np.vstack([value, controls])
    b, sse, _, _ = np.linalg.lstsq(design, y, rcond=None)
    s = np.sqrt(sse / (n + 1 - 4))
    expected = b[3] / (s * np.sqrt(np.linalg.inv(design.T @ design)[3, 3]))
    np.testing.assert_allclose(found.t, expected, rtol=1e-10)
    np.testing.assert_allclose(found.p, 2 * stats.t.sf(np.abs(expected), n - 3), rtol=1e-9)


def test_that_without_covariates_the_interval_and_w_are_those_of_the_formulas():
    controls = np.array([4.0, 6, 8, 10, 12])[:, None]
    found = compare_case(np.array([2.0]), controls, case_model(5))
    sd = np.sqrt(10)
    assert found.expected[0] == pytest.approx(8)
    assert found.sd[0] == pytest.approx(sd)
    assert found.effect[0] == pytest.approx(-6 / sd)
    assert found.t[0] == pytest.approx(-6 / (sd * np.sqrt(1.2)))
    assert found.w[0] == pytest.approx(-6 / sd)  # without covariates SD(residuals) is s
    half = 2.7764451051977987 * sd * np.sqrt(1.2)  # t table, 4 degrees of freedom
    assert (found.low[0], found.high[0]) == (pytest.approx(8 - half), pytest.approx(8 + half))


def test_that_the_prediction_interval_holds_what_it_promises():
    # t of the limit is the 97.5th percentile of t
    rng = np.random.default_rng(11)
    controls, covariate = rng.normal(size=(20, 3)), rng.normal(size=(20, 1))
    model = case_model(20, covariate, np.array([0.7]))
    first = compare_case(np.zeros(3), controls, model)
    at_limit = compare_case(first.high, controls, model)
    np.testing.assert_allclose(at_limit.percentile, 97.5, atol=1e-9)


def test_that_scale_and_shift_change_no_t():
    rng = np.random.default_rng(12)
    controls, value = rng.normal(size=(15, 6)), rng.normal(size=6)
    one = compare_case(value, controls, case_model(15))
    other = compare_case(1e5 - 3e-4 * value, 1e5 - 3e-4 * controls, case_model(15))
    np.testing.assert_allclose(other.t, -one.t, rtol=1e-6)


def test_that_a_voxel_without_a_value_or_without_spread_has_none():
    controls = np.ones((12, 3))
    controls[:, 0] = np.arange(12)
    controls[4, 1] = np.nan
    found = compare_case(np.array([1.0, 1.0, 5.0]), controls, case_model(12))
    assert np.isfinite(found.t).tolist() == [True, False, False]
    assert np.isnan(found.percentile[1:]).all()


def test_that_the_leverage_of_a_person_far_from_the_controls_is_that_of_the_definition():
    age = np.array([20.0, 30, 40, 50, 60])
    model = case_model(5, age[:, None], np.array([90.0]))
    assert model.leverage == pytest.approx(1 / 5 + 50**2 / 1000)


@pytest.mark.parametrize(
    ("transform", "values", "sentence"),
    [
        (Transform.LOG, [1.0, 0.0, -2.0], r"A logarithm needs values above 0, but 2 are not \(0, -2\)"),
        (Transform.FISHER, [0.2, 1.0], r"Fisher z needs correlations between -1 and 1, but 1 values are not \(1\)"),
    ],
)
def test_that_values_out_of_the_domain_are_refused(transform, values, sentence):
    with pytest.raises(DataError, match=sentence):
        transform.apply(np.array(values))


def test_that_transforms_are_inverted_and_keep_what_is_missing():
    for transform in Transform:
        values = np.array([0.3, 0.9, np.nan])
        np.testing.assert_allclose(transform.invert(transform.apply(values)), values, rtol=1e-12)
    assert Transform.LOG.apply(np.array([np.e])) == pytest.approx(1.0)
    assert Transform.FISHER.apply(np.array([0.5])) == pytest.approx(0.5493061443340548)


def test_that_each_kind_of_map_has_its_usual_transform():
    assert usual_transform("cbf") is Transform.LOG
    assert usual_transform("malff") is Transform.LOG
    assert usual_transform("fc_r") is Transform.FISHER
    assert usual_transform("fc_r_insula") is Transform.FISHER
    assert usual_transform("vmhc") is Transform.FISHER
    assert usual_transform("vmhc_z") is Transform.NONE
    assert usual_transform("fc_z") is Transform.NONE
    assert usual_transform("zalff") is Transform.NONE


def test_that_what_cannot_be_compared_is_refused():
    with pytest.raises(OptionError, match="needs a value of each covariate"):
        case_model(12, np.arange(12.0)[:, None], None)
    with pytest.raises(DataError, match="does not vary, or follows from the others"):
        case_model(12, np.ones((12, 1)), np.array([1.0]))
    with pytest.raises(DataError, match="3 controls are too few for a comparison with 1 covariates"):
        case_model(3, np.arange(3.0)[:, None], np.array([1.0]))
    with pytest.raises(DataError, match="do not fit 12 controls"):
        compare_case(np.zeros(3), np.zeros((11, 3)), case_model(12))
    with pytest.raises(DataError, match="SD of the controls must be above 0"):
        from_summary(1, 0, 0, 12)


def test_that_controls_whom_the_covariates_tell_apart_wholly_leave_no_spread():
    centre = np.array([0.0, 0, 0, 0, 1, 1, 1, 1])
    controls = np.column_stack([0.7 + 0.1 * centre, np.arange(8.0)])  # each centre has one value in the first voxel
    found = compare_case(np.array([2.0, 3.0]), controls, case_model(8, centre[:, None], np.array([1.0])))
    assert np.isnan(found.t[0])
    assert np.isnan(found.p[0])
    assert np.isnan(found.percentile[0])
    assert np.isfinite(found.t[1])
