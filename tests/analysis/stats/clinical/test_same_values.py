"""What occurs twice in a table is said, what only looks alike is not."""

import numpy as np

from analysis.stats.clinical.same_values import same_columns, same_people

NAN = np.nan


def test_that_a_copied_column_is_named_with_its_original() -> None:
    columns = {"a": np.array([1.0, 2, 3, 4]), "b": np.array([1.0, 2, 3, 5]), "c": np.array([1.0, 2, 3, 4])}
    assert same_columns(columns) == ('The columns "a" and "c" hold the same values; is one of them a copy?',)


def test_that_people_without_a_value_do_not_hide_a_copy_and_two_in_common_are_too_few() -> None:
    with_gap = {"a": np.array([1.0, 2, 3, NAN]), "b": np.array([1.0, 2, 3, 9])}
    assert len(same_columns(with_gap)) == 1
    few = {"a": np.array([1.0, 2, NAN, NAN]), "b": np.array([1.0, 2, 7, 9])}
    assert same_columns(few) == ()


def test_that_one_person_under_two_names_is_told_by_the_lines_not_by_name() -> None:
    columns = {
        "age": np.array([40.0, 51, 40, 33]),
        "score": np.array([7.0, 2, 7, 1]),
        "map": np.array([1.1, 0.9, 1.1, 0.7]),
    }
    (sentence,) = same_people(columns, lines=(2, 3, 4, 5))
    assert sentence.startswith("Lines 2 and 4 of the table have the same values in all 3 numeric columns")


def test_that_two_columns_or_one_other_value_make_nobody_the_same() -> None:
    two = {"age": np.array([40.0, 40]), "score": np.array([7.0, 7])}
    assert same_people(two, lines=(2, 3)) == ()
    other = {**two, "map": np.array([1.1, 1.2])}
    assert same_people(other, lines=(2, 3)) == ()


def test_that_people_of_whom_little_is_known_are_not_called_the_same() -> None:
    columns = {"a": np.array([1.0, 1]), "b": np.array([2.0, 2]), "c": np.array([NAN, NAN])}
    assert same_people(columns, lines=(2, 3)) == ()


def test_that_each_further_occurrence_is_told_against_the_first() -> None:
    columns = {name: np.array([5.0, 5, 5]) for name in ("a", "b", "c")}
    assert [s.split(" of")[0] for s in same_people(columns, (2, 3, 4))] == ["Lines 2 and 3", "Lines 2 and 4"]
