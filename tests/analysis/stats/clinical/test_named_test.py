"""A p as papers print it, never 0 and never 1, always with its statistic and degrees of freedom."""

import math

import pytest

from analysis.stats.clinical.named_test import SMALLEST_P, NamedTest, in_words, never_zero, p_in_words


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.081, "p = .081"),
        (0.0999, "p = .100"),
        (0.0004999, "p < .001"),
        (0.001, "p = .001"),
        (0.9994, "p = .999"),
        (0.9996, "p > .999"),
        (1.0, "p > .999"),
        (0.0, "p < .001"),
        (math.nan, "p not available"),
    ],
)
def test_that_p_is_printed_without_its_leading_zero_and_never_as_nothing_or_certain(p: float, words: str) -> None:
    assert p_in_words(p) == words


def test_that_p_of_nothing_is_the_smallest_number_and_no_p_stays_none() -> None:
    assert never_zero(0.0) == SMALLEST_P > 0
    assert never_zero(0.03) == 0.03
    assert math.isnan(never_zero(math.nan))


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (NamedTest("Student t", "t", 4.46, 1e-5, dof=(61.0,)), "t(61) = 4.460, p < .001"),
        (NamedTest("Welch", "t", -2.0, 0.05, dof=(41.237,)), "t(41.24) = -2.000, p = .050"),
        (NamedTest("ANOVA", "F", 3.2, 0.0481, dof=(2.0, 57.0)), "F(2, 57) = 3.200, p = .048"),
        (NamedTest("Mann-Whitney U", "U", 120.5, 0.2, z=-1.284), "U = 120.500, z = -1.28, p = .200"),
        (NamedTest("Fisher's exact test", "", math.nan, 0.137), "Fisher's exact test, p = .137"),
    ],
)
def test_that_statistic_degrees_of_freedom_and_p_stand_together(test: NamedTest, words: str) -> None:
    assert in_words(test) == words
