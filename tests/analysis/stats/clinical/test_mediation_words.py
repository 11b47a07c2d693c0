"""Sentences of hand-made numbers, word by word."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.stats.clinical.mediation import EXPLORATORY, PathEstimate, ProportionMediated, mediate
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions, Indirect
from analysis.stats.clinical.mediation_words import (
    caption_of,
    indirect_in_words,
    notes_of,
    path_in_words,
    sentences_of,
)
from analysis.stats.covariates import Covariate
from tests.analysis.stats.clinical.published_data import INFLUENCE

B = PathEstimate("b", "PHQ-9", "VAS", 0.36712, 0.09705, 3.7828, 57, 0.0004, 0.1728, 0.5614, 0.4216, 0.1985, 0.6447)
AB = Indirect(-1.7412, np.array([]), 5000, 0, 7, 0.5512, (-2.914, -0.752), (-3.021, -0.811), 0.0123, False, ())


@pytest.fixture(scope="module")
def found():
    x, m, y = (Covariate(name, values) for name, values in INFLUENCE.items())
    page = Covariate("cond", x.values, "interior = 0, front = 1")
    return mediate(page, m, y, options=BootstrapOptions(100, 4))


def test_that_a_path_tells_its_arrow_degrees_of_freedom_and_both_intervals():
    assert path_in_words(B) == (
        "b (PHQ-9 → VAS): 0.3671 (SE 0.09705), t(57) = 3.783, p < .001, 95 % CI 0.1728 to 0.5614; standardised 0.422 "
        "(0.199 to 0.645)."
    )
    assert "t(57) = 3.783, p = .012," in path_in_words(replace(B, p=0.0123))


def test_that_the_indirect_effect_tells_both_intervals(found):
    told = indirect_in_words(replace(found, indirect=AB, standardised_indirect=-0.41239))
    assert told == (
        "Indirect effect ab = -1.741 (bootstrap SE 0.5512), 95 % CI percentile -2.914 to -0.752, bias-corrected -3.021 "
        "to -0.811; bootstrap p = 0.0123; standardised -0.412."
    )


def test_that_a_p_that_no_resample_reached_is_a_bound_and_a_missing_interval_is_said(found):
    told = indirect_in_words(replace(found, indirect=replace(AB, p=0.0004, p_is_bound=True, bias_corrected=None)))
    assert "percentile -2.914 to -0.752, no bias-corrected one; bootstrap p < 0.0004;" in told


def test_that_the_caption_tells_who_and_what_and_that_it_is_no_cause(found):
    adjusted = replace(found, covariates=("age", "sex"), codings=("sex: F = 0, M = 1",), indirect=AB, n=61)
    assert caption_of(adjusted) == (
        "Mediation of the association of cond with reaction by pmi: three least-squares models, n = 61, all adjusted "
        "for age, sex (sex: F = 0, M = 1); intervals of the indirect effect from 5000 resamples of people (seed 7). "
        f"{EXPLORATORY}"
    )
    plain = caption_of(replace(found, codings=(), indirect=replace(AB, seed=None)))
    assert "n = 123; intervals" in plain
    assert "seed" not in plain
    assert "adjusted" not in plain


def test_that_each_path_stands_before_the_indirect_effect_and_the_proportion(found):
    told = sentences_of(replace(found, proportion=ProportionMediated(None, "No proportion.")))
    assert [sentence.split(" ")[0] for sentence in told] == ["a", "b", "c'", "c", "Indirect", "No"]
    arrows = [sentence[sentence.index("(") : sentence.index(")") + 1] for sentence in told[:4]]
    assert arrows == ["(cond → pmi)", "(pmi → reaction)", "(cond → reaction)", "(cond → reaction)"]


def test_that_the_sentences_are_of_the_published_numbers(found):
    """Hayes (2018): b = .506, ab = .241, of c = .496."""
    sentences = sentences_of(found)
    assert sentences[1].startswith("b (pmi → reaction): 0.5064 (SE 0.09705), t(120) = 5.219, p < .001, 95 % CI 0.3143")
    assert "ab = 0.2413" in indirect_in_words(found)
    assert sentences[-1].startswith("Proportion mediated ab / c = 48.7%")


def test_that_the_notes_say_what_a_standardised_path_is_of(found):
    two_values, total, *_ = notes_of(found)
    assert two_values == "Standardised paths from cond are SD of the end per step between its two values."
    assert total == "b and c' hold each other fixed; the slope of pmi alone, without cond, is not b."
    numbers = notes_of(replace(found, predictor_is_binary=False))[0]
    assert numbers == "Standardised paths are SD of the end per SD of the start."


def test_that_notes_hold_each_doubt_and_not_the_caption_again(found):
    told = notes_of(replace(found, warnings=(EXPLORATORY, "Few people.", "Alike.")))
    assert told[2:] == ("Few people.", "Alike.")
