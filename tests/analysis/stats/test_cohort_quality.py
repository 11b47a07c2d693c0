"""Which columns of a cohort's table are numbers of quality."""

import numpy as np

from analysis.stats.cohort_quality import CHECKS, OTHER_NAMES, column_of, quality_of
from analysis.stats.cohort_table import CohortTable


def table(**columns):
    n = len(next(iter(columns.values())))
    rows = tuple(tuple(str(cells[i]) for cells in columns.values()) for i in range(n))
    return CohortTable(None, tuple(columns), rows, tuple(range(2, n + 2)), next(iter(columns)))


PEOPLE = ["a", "b", "c", "d", "e"]


def test_that_the_column_of_a_check_is_found_by_its_own_and_by_usual_names():
    found = quality_of(table(participant_id=PEOPLE, Mean_FD=[1, 2, 3, 4, 5], quality_tsnr=[60, 61, 62, 63, 64]))
    assert set(found) == {"mean_fd", "tsnr"}
    np.testing.assert_array_equal(found["mean_fd"], [1, 2, 3, 4, 5])


def test_that_its_own_name_comes_before_a_usual_one():
    found = quality_of(table(participant_id=PEOPLE, mean_fd=[9] * 5, quality_mean_fd=[1, 2, 3, 4, 5]))
    np.testing.assert_array_equal(found["mean_fd"], [1, 2, 3, 4, 5])


def test_that_people_without_a_number_are_left_out_and_three_are_too_few():
    cells = [1, "n/a", 3, 4, 5]
    assert len(quality_of(table(participant_id=PEOPLE, mean_fd=cells))["mean_fd"]) == 4
    assert quality_of(table(participant_id=PEOPLE, mean_fd=[1, "n/a", "n/a", 4, 5])) == {}


def test_that_a_column_of_words_and_a_bare_key_are_about_something_else():
    assert quality_of(table(participant_id=PEOPLE, mean_fd=["low"] * 5)) == {}
    assert quality_of(table(participant_id=PEOPLE, coverage=[1, 2, 3, 4, 5])) == {}  # of whatever


def test_that_every_other_name_belongs_to_one_check():
    names = [name for key, others in OTHER_NAMES.items() for name in others if name != key]
    assert len(set(names)) == len(names)
    assert set(OTHER_NAMES) <= set(CHECKS)
    assert column_of("tsnr") == "quality_tsnr"
