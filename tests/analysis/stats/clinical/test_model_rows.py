from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.stats.clinical.model_rows import RowChoice, complete_rows, matching_columns, model_rows
from analysis.stats.cohort_table import CohortTable

TABLE = CohortTable(
    Path(),
    ("participant_id", "age", "vas"),
    (("a", "30", "2"), ("b", "n/a", "3"), ("c", "41", ""), ("d", "50", "9")),
    (2, 3, 5, 6),
    "participant_id",
)


def test_that_only_people_with_every_column_stay_and_the_others_are_told_by_line():
    kept, told = complete_rows(TABLE, ("age", "vas"))
    assert kept.ids == ("a", "d")
    assert kept.lines == (2, 6)
    assert told == "2 of 4 people lack a value in one of the columns age, vas and were left out (lines 3, 5)."


def test_that_other_columns_do_not_matter_and_nothing_is_said_of_a_whole_table():
    assert complete_rows(TABLE, ("age",))[0].ids == ("a", "c", "d")
    assert complete_rows(TABLE, ("participant_id",)) == (TABLE, "")


def test_that_nobody_left_and_an_unknown_column_are_refused():
    empty = CohortTable(Path(), ("participant_id", "x"), (("a", ""), ("b", "NA")), (2, 3), "participant_id")
    with pytest.raises(DataError, match="Nobody has a value in all of the columns x"):
        complete_rows(empty, ("x",))
    with pytest.raises(DataError, match='no column "bdi"'):
        complete_rows(TABLE, ("bdi",))


def test_that_only_some_groups_enter_and_that_is_told():
    rows = tuple((f"p{i}", group, "1") for i, group in enumerate(("MOH", "EM", "HC", "EM")))
    table = CohortTable(Path(), ("participant_id", "group", "age"), rows, (2, 3, 4, 5), "participant_id")
    kept, told = model_rows(table, ("age",), RowChoice("group", ("EM", "MOH")))
    assert kept.ids == ("p0", "p1", "p3")
    assert told == ("Only people with group = EM or MOH: 3 of 4.",)
    assert model_rows(table, ("age",), RowChoice()) == (table, ())


def test_that_a_person_twice_is_refused():
    twice = CohortTable(Path(), ("participant_id", "age"), (("a", "1"), ("a", "2")), (2, 3), "participant_id")
    with pytest.raises(DataError, match='"a" is in the table twice'):
        model_rows(twice, ("age",), RowChoice())


def test_that_patterns_name_columns_once_in_the_order_of_the_table():
    assert matching_columns(TABLE, ("vas", "a*", "*a*")) == ("vas", "age", "participant_id")
    with pytest.raises(DataError, match='No column is called, or matches, "alff_\\*"'):
        matching_columns(TABLE, ("alff_*",))
