"""Counts of categories and their percentages, against a printed table and by hand."""

import math

from analysis.stats.clinical.characteristics import CategoryCounts, Shown


def test_that_nine_men_of_thirty_three_are_the_printed_percentage():
    # Zhang et al. 2025, Table 1: 9 (27.3 %) men among the controls
    men, women = CategoryCounts(33, 0, (9, 24)).percents
    assert f"{men:.1f}" == "27.3"
    assert math.isclose(men + women, 100)


def test_that_percentages_are_of_those_who_have_a_value():
    counts = CategoryCounts(4, 6, (1, 3, 0))  # ten people, six of whom did not say
    assert counts.percents == (25.0, 75.0, 0.0)


def test_that_of_nobody_there_is_no_percentage():
    percents = CategoryCounts(0, 5, (0, 0)).percents
    assert len(percents) == 2
    assert all(math.isnan(percent) for percent in percents)


def test_that_a_summary_is_called_as_it_is_printed():
    assert [shown.value for shown in Shown] == ["mean ± SD", "median (IQR)"]
