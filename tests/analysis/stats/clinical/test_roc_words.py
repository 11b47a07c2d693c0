"""Sentences of curves that are counted by hand, and of hand-made comparisons."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.stats.clinical.circularity import STAMP, Circularity
from analysis.stats.clinical.nested_roc import NestedOptions, NestedRoc
from analysis.stats.clinical.proportion import Proportion
from analysis.stats.clinical.roc import Direction, Groups, PairedComparison, compare_paired, roc_curve
from analysis.stats.clinical.roc_analysis import RocOptions, analyse_roc
from analysis.stats.clinical.roc_words import (
    auc_in_words,
    caption_of,
    curve_in_words,
    nested_in_words,
    sentences_of,
    share_in_words,
)
from analysis.stats.covariates import Covariate
from tests.analysis.stats.clinical.published_data import ASAH

EIGHT = Groups("MOH", "EM", np.array([True] * 4 + [False] * 4))
VALUES = np.array([2.0, 4, 5, 6, 1, 2, 3, 3.5])
"""Of 16 pairs 13 in order and one tied: AUC 13.5 / 16."""

NESTED = NestedRoc(
    ("insula", "pag", "s1", "acc"), NestedOptions(2, 5, 100, 6), 0.6123, np.array([]), 0.5511, 0.6734,
    (0.125, 0.9, 0.3, 0.05), 0.7981, ("pag", "s1"), None, 0, (),
)  # fmt: skip


@pytest.fixture(scope="module")
def found():
    outcome = Groups("poor", "good", ASAH["outcome"] == 1)
    s100b, ndka, age = (Covariate(name, ASAH[name]) for name in ("s100b", "ndka", "age"))
    return analyse_roc([s100b, ndka], outcome, [age], options=RocOptions({}, Circularity.INDEPENDENT))


def test_that_a_curve_tells_its_area_and_the_shares_at_youdens_point():
    words = curve_in_words(roc_curve(VALUES, EIGHT, name="ReHo"))
    # 3 of 4 above 3.75, none of the others: exact limits of R's binom.test(3, 4) and 0.025^(1/4) for 4 of 4
    assert words.startswith("ReHo (higher = MOH): AUC 0.844 (95 % CI by DeLong: plain ")
    assert words.endswith(
        "Youden's point > 3.75: sensitivity 3/4 = 0.750 (exact 0.194 to 0.994, Wilson 0.301 to 0.954), specificity "
        "4/4 = 1.000 (exact 0.398 to 1.000, Wilson 0.510 to 1.000)."
    )


def test_that_the_published_area_is_told_with_both_intervals(found):
    """pROC in R, aSAH: see test_roc."""
    assert sentences_of(found)[0].startswith(
        "s100b (higher = poor): AUC 0.731 (95 % CI by DeLong: plain 0.630 to 0.833, logit 0.619 to 0.820; "
        "z against 0.5, p < .001); Youden's point > 0.205: sensitivity 26/41 = 0.634 (exact 0.469 to 0.779"
    )


def test_that_lower_values_that_speak_for_the_group_are_below_the_threshold():
    words = curve_in_words(roc_curve(-VALUES, EIGHT, name="GMV", direction=Direction.LOWER))
    assert words.startswith("GMV (lower = MOH): AUC 0.844")
    assert "Youden's point < -3.75: sensitivity 3/4" in words


def test_that_the_direction_that_is_asked_for_turns_the_area_round(found):
    s100b = Covariate("s100b", ASAH["s100b"])
    lower = analyse_roc([s100b], found.groups, options=RocOptions({"s100b": Direction.LOWER}))
    assert sentences_of(lower)[0].startswith("s100b (lower = poor): AUC 0.269")  # 1 - 0.731


def test_that_an_area_tells_limits_and_p_and_that_of_a_model_none():
    curve = replace(roc_curve(VALUES, EIGHT, name="x"), plain=(0.5501, 1.1374), logit=(0.4321, 0.9712), p=0.0213)
    limits = "0.844 (95 % CI by DeLong: plain 0.550 to 1.137, logit 0.432 to 0.971"
    assert auc_in_words(curve) == f"{limits}; z against 0.5, p = .021)"
    assert auc_in_words(curve, with_p=False) == f"{limits})"
    assert auc_in_words(replace(curve, logit=None), with_p=False) == limits.split(", logit")[0] + ")"


def test_that_a_perfect_curve_has_no_interval():
    assert auc_in_words(roc_curve(np.arange(8.0)[::-1], EIGHT, name="x")) == "1.000 (no interval)"


def test_that_a_share_tells_how_many_of_how_many():
    share = Proportion(26, 41, (0.469, 0.779), (0.481, 0.764))
    assert share_in_words(share) == "26/41 = 0.634 (exact 0.469 to 0.779, Wilson 0.481 to 0.764)"


def test_that_a_difference_of_areas_is_first_minus_second(found):
    pair = PairedComparison("s100b", "ndka", 0.1196, 0.05, 2.391, 0.0168, 0.0216, 0.2176)
    told = sentences_of(replace(found, curves=(), pairs=(pair,), model=None, increment=None))
    assert told == (
        "s100b minus ndka: difference of AUC 0.120 (95 % CI 0.022 to 0.218), paired DeLong z = 2.391, p = .017.",
    )


def test_that_two_curves_that_are_the_same_have_no_test(found):
    curve = roc_curve(VALUES, EIGHT, name="a")
    same = compare_paired(curve, replace(curve, name="b"))
    told = sentences_of(replace(found, curves=(), pairs=(same,), model=None, increment=None))
    assert told == ("a and b: the curves are the same, so there is no test.",)


def test_that_the_model_tells_its_left_out_area_its_odds_and_what_it_adds(found):
    told = sentences_of(found)
    # pROC and glm in R: see test_roc_model
    assert told[3].startswith("Logistic regression without penalty on s100b + ndka + age: apparent AUC 0.775 (95 % CI")
    assert told[3].endswith("; leave-one-out AUC 0.739.")
    assert "z against 0.5" not in told[3]
    odds = np.exp(5.0466195646802161)
    assert told[4].startswith("s100b: coefficient 5.047 (SE ")
    assert f"odds ratio {odds:.4g} (95 % CI " in told[4]
    assert [words.split(":")[0] for words in told[4:7]] == ["s100b", "ndka", "age"]  # no constant
    assert told[7].startswith("Covariates only (age): apparent AUC ")
    assert "z against 0.5" not in told[7]
    assert ", apparent: difference of AUC " in told[8]
    assert told[9] == "Likelihood ratio: chi-square(2) = 24.899, p < .001."


def test_that_the_left_out_area_of_the_covariates_is_not_the_apparent_one(found):
    more = found.increment
    left_out = replace(more.covariates_only.left_out, curve=replace(more.covariates_only.curve, auc=0.4321))
    smaller = replace(more.covariates_only, left_out=left_out)
    told = sentences_of(replace(found, increment=replace(more, covariates_only=smaller)))
    assert told[7].endswith("; leave-one-out AUC 0.432.")


def test_that_the_choice_inside_the_folds_stands_beside_the_circular_one():
    assert nested_in_words(NESTED) == (
        "Choice inside the folds (2 of 4 by |t|, 5 stratified folds, 100 repeats, seed 6): AUC 0.612 (95 % of the "
        "repeats 0.551 to 0.673, no confidence interval). Chosen and judged in the same people (pag, s1): 0.798, "
        "circular. Most often chosen: pag 90%, s1 30%, insula 12%."
    )
    assert "no confidence interval); covariates alone 0.587. Chosen" in nested_in_words(
        replace(NESTED, covariates_auc=0.5873)
    )


def test_that_the_nested_choice_is_the_last_sentence(found):
    assert sentences_of(replace(found, nested=NESTED))[-1] == nested_in_words(NESTED)


def test_that_the_caption_tells_who_is_told_from_whom_and_has_its_stamp_if_circular(found):
    words = (
        "ROC curves of s100b, ndka, with covariates age: positive = poor (n = 41), negative = good (n = 72); AUC with "
        "ties as one half, variance by DeLong."
    )
    assert caption_of(found) == words
    assert caption_of(replace(found, circularity=Circularity.UNKNOWN)) == words
    assert caption_of(replace(found, circularity=Circularity.CIRCULAR)) == f"{STAMP}. {words}"
    coded = caption_of(replace(found, covariates=(), codings=("sex: F = 0, M = 1",)))
    assert coded.startswith("ROC curves of s100b, ndka (sex: F = 0, M = 1): positive")
