from itertools import product

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.clinical.roc import Direction, Groups, area, compare_paired, roc_curve
from tests.analysis.stats.clinical.published_data import ASAH

OUTCOME = Groups("poor", "good", ASAH["outcome"] == 1)


def curve(name, direction=Direction.HIGHER):
    return roc_curve(ASAH[name], OUTCOME, name=name, direction=direction)


def slow_area(values, is_positive):
    """Every pair of a positive and a negative."""
    pairs = list(product(values[is_positive], values[~is_positive]))
    return sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs)


def slow_covariance(first, second, is_positive):
    """DeLong's covariance matrix of two areas, by its double sums."""
    kernel = [
        [[(a > b) + 0.5 * (a == b) for b in values[~is_positive]] for a in values[is_positive]]
        for values in (first, second)
    ]
    x = np.array(kernel, dtype=float)
    v1, v0 = x.mean(axis=2), x.mean(axis=1)
    return np.cov(v1) / v1.shape[1] + np.cov(v0) / v0.shape[1]


@pytest.mark.parametrize(
    ("name", "auc", "variance", "low", "high", "threshold", "specificity", "sensitivity"),
    [
        ("s100b", 0.731368563686, 0.00266868245717244, 0.630118211762, 0.832618915610, 0.205, 58 / 72, 26 / 41),
        ("ndka", 0.611957994580, 0.0031908105493913, 0.501244999272, 0.722670989888, 11.08, 37 / 72, 29 / 41),
        ("wfns", 0.823678861789, 0.00146991470882363, 0.748534887819, 0.898822835758, 3.5, 60 / 72, 26 / 41),
    ],
)
def test_that_curves_agree_with_proc(name, auc, variance, low, high, threshold, specificity, sensitivity):
    """pROC 1.18.0: auc, var, ci.auc (DeLong) and coords(best, youden) of aSAH; .7314, .6120 and .8237 in its paper."""
    found = curve(name)
    assert found.auc == pytest.approx(auc, abs=1e-11)
    assert found.standard_error**2 == pytest.approx(variance, rel=1e-10)
    assert found.plain == pytest.approx((low, high), abs=1e-10)
    assert found.youden.threshold == pytest.approx(threshold, abs=1e-12)
    assert found.youden.specificity.value == pytest.approx(specificity)
    assert found.youden.sensitivity.value == pytest.approx(sensitivity)


@pytest.mark.parametrize(
    ("second", "z", "p"),
    [("ndka", 1.39077002573558, 0.164295175223054), ("wfns", -2.20898359144091, 0.0271757822291882)],
)
def test_that_paired_tests_agree_with_proc(second, z, p):
    """pROC 1.18.0: roc.test(s100b, ..., method = "delong")."""
    found = compare_paired(curve("s100b"), curve(second))
    assert (found.z, found.p) == pytest.approx((z, p), rel=1e-10)
    if second == "ndka":
        assert (found.low, found.high) == pytest.approx((-0.0488706064228094, 0.2876917446341914), abs=1e-10)


def test_that_the_area_is_that_of_all_pairs_by_hand():
    """2 of 3 positives above both negatives, one tied with one and above none: (2 + 2 + 0.5) / 6."""
    groups = Groups("a", "b", np.array([True, True, True, False, False]))
    found = roc_curve(np.array([9.0, 8, 5, 7, 5]), groups, name="x")
    assert found.auc == pytest.approx(4.5 / 6)
    assert found.placements_positive.tolist() == [1, 1, 0.25]
    assert found.placements_negative.tolist() == pytest.approx([2 / 3, 2.5 / 3])


@pytest.mark.parametrize("seed", range(3))
def test_that_areas_and_their_covariance_are_those_of_double_sums(seed):
    rng = np.random.default_rng(seed)
    is_positive = rng.random(40) < 0.4
    first, second = rng.integers(0, 8, 40) + is_positive * 1.0, rng.normal(size=40) + is_positive
    groups = Groups("a", "b", is_positive)
    one, two = (roc_curve(v, groups, name=str(i)) for i, v in enumerate((first, second)))
    assert one.auc == pytest.approx(slow_area(first, is_positive), abs=1e-12)
    assert area(second, is_positive) == pytest.approx(slow_area(second, is_positive), abs=1e-12)
    covariance = slow_covariance(first, second, is_positive)
    assert one.standard_error**2 == pytest.approx(covariance[0, 0], abs=1e-12)
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    assert compare_paired(one, two).standard_error ** 2 == pytest.approx(variance, abs=1e-12)


@pytest.mark.parametrize("direction", list(Direction))
def test_that_every_point_is_counted(direction):
    found = curve("s100b", direction)
    positive, negative = ASAH["s100b"][OUTCOME.is_positive], ASAH["s100b"][~OUTCOME.is_positive]
    for threshold, sensitivity, specificity in zip(found.thresholds, found.sensitivity, found.specificity, strict=True):
        calls = [v > threshold if direction is Direction.HIGHER else v < threshold for v in (positive, negative)]
        assert sensitivity == pytest.approx(calls[0].mean())
        assert specificity == pytest.approx(1 - calls[1].mean())
    assert (found.thresholds[0], found.thresholds[-1]) == (-np.inf, np.inf)
    trapezoid = abs(np.trapezoid(found.sensitivity, 1 - found.specificity))
    assert trapezoid == pytest.approx(found.auc, abs=1e-12)


def test_that_the_other_direction_is_one_minus_the_area_and_is_never_taken_unasked():
    higher, lower = curve("s100b"), curve("s100b", Direction.LOWER)
    assert lower.auc == pytest.approx(1 - higher.auc, abs=1e-12)
    assert lower.standard_error == pytest.approx(higher.standard_error, abs=1e-12)
    assert lower.direction is Direction.LOWER
    assert "is below 0.5: poor has higher values" in lower.warnings[0]
    assert higher.warnings == ()


def test_that_a_monotone_change_of_the_values_changes_nothing_but_thresholds():
    changed = roc_curve(np.log(ASAH["ndka"]), OUTCOME, name="ln")
    assert changed.auc == pytest.approx(curve("ndka").auc, abs=1e-14)
    assert changed.p == pytest.approx(curve("ndka").p, rel=1e-10)


def test_that_logit_limits_are_symmetric_in_log_odds_and_inside():
    found = curve("wfns")
    log_odds = np.log(np.array([*found.logit, found.auc]) / (1 - np.array([*found.logit, found.auc])))
    assert log_odds[1] - log_odds[2] == pytest.approx(log_odds[2] - log_odds[0])
    half = 1.959963984540054 * found.standard_error / (found.auc * (1 - found.auc))
    assert log_odds[1] - log_odds[2] == pytest.approx(half, rel=1e-10)


def test_that_groups_without_overlap_have_no_interval():
    groups = Groups("a", "b", np.array([True] * 12 + [False] * 12))
    found = roc_curve(np.arange(24.0)[::-1], groups, name="x")
    assert (found.auc, found.plain, found.logit) == (1.0, None, None)
    assert np.isnan(found.p)
    assert "no certainty" in found.warnings[0]
    assert found.youden.threshold == 11.5


def test_that_equal_curves_have_no_test():
    assert np.isnan(compare_paired(curve("wfns"), curve("wfns")).p)


def test_that_one_of_several_best_thresholds_is_told():
    """J = 1/2 at 1.5 (1, 1/2) and at 2.5 (1/2, 1): equally near to each other, so the first."""
    groups = Groups("a", "b", np.array([False, True, False, True]))
    found = roc_curve(np.array([1.0, 2, 3, 4]), groups, name="x")
    assert found.youden.youden == pytest.approx(0.5)
    assert any("2 thresholds share the largest J" in w for w in found.warnings)


def test_that_impossible_groups_and_values_are_refused():
    with pytest.raises(DataError, match='The group "MOH" has 1 person'):
        Groups("MOH", "EM", np.array([True, False, False]))
    with pytest.raises(DataError, match='"x" has the same value in every row'):
        roc_curve(np.ones(113), OUTCOME, name="x")
    with pytest.raises(DataError, match='"x" does not have one value for each person'):
        roc_curve(np.r_[np.nan, np.ones(112)], OUTCOME, name="x")
    other = Groups("poor", "good", ~OUTCOME.is_positive)
    with pytest.raises(DataError, match="not of the same people"):
        compare_paired(curve("wfns"), roc_curve(ASAH["ndka"], other, name="ndka"))
