from pathlib import Path

import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats.clinical.circularity import Circularity
from analysis.stats.clinical.model_rows import RowChoice
from analysis.stats.clinical.nested_roc import NestedOptions
from analysis.stats.clinical.roc import Direction
from analysis.stats.clinical.roc_table import RocQuestion, groups_of, roc_table
from analysis.stats.cohort_table import CohortTable


def made(**changed):
    """Twenty of each of three groups; `changed` gives cells by column as ``{row: word}``."""
    rng = np.random.default_rng(0)
    names = ("participant_id", "group", "reho_a", "reho_b", "age")
    rows = []
    for index in range(60):
        group = ("MOH", "EM", "HC")[index % 3]
        a = rng.normal() + (group == "MOH")
        rows.append([f"p{index}", group, repr(a), repr(rng.normal()), f"{rng.normal(40, 8):.1f}"])
    for name, cells in changed.items():
        for row, word in cells.items():
            rows[row][names.index(name)] = word
    return CohortTable(Path(), names, tuple(map(tuple, rows)), tuple(range(2, 62)), "participant_id")


PAIR = RocQuestion(("reho_a",), "group", "MOH", "EM")


def test_that_only_the_two_groups_enter():
    found = roc_table(made(), PAIR)
    assert (found.groups.n_positive, found.groups.n_negative) == (20, 20)
    table, groups = groups_of(made(), "group", "EM", "HC")
    assert [word == "EM" for word in table.column("group")] == groups.is_positive.tolist()


def test_that_a_third_group_must_be_settled():
    with pytest.raises(OptionError, match=r"holds 3 groups \(MOH, EM, HC\); say which one is negative"):
        roc_table(made(), RocQuestion(("reho_a",), "group", "MOH"))
    only = RocQuestion(("reho_a",), "group", "MOH", rows=RowChoice("group", ("MOH", "HC")))
    assert roc_table(made(), only).groups.negative == "HC"
    with pytest.raises(DataError, match='The group "CH" is empty'):
        roc_table(made(), RocQuestion(("reho_a",), "group", "CH", "EM"))
    with pytest.raises(DataError, match='holds one group only \\("MOH"\\)'):
        roc_table(made(), RocQuestion(("reho_a",), "group", "MOH", rows=RowChoice("group", ("MOH",))))


def test_that_a_missing_value_is_named_or_left_out_and_a_third_group_does_not_count():
    table = made(reho_a={0: "n/a", 2: "n/a"}, group={4: ""})
    with pytest.raises(DataError, match=r'"group" has no group for line 6 \(p4\)'):
        roc_table(table, PAIR)
    complete = RocQuestion(("reho_a",), "group", "MOH", "EM", rows=RowChoice(complete=True))
    found = roc_table(table, complete)
    assert (found.groups.n_positive, found.groups.n_negative) == (19, 19)
    assert found.warnings[0].startswith("1 of 60 people lack a value in one of the columns group")
    assert found.warnings[1].startswith("1 of 39 people lack a value in one of the columns reho_a")


def test_that_patterns_directions_and_the_choice_arrive():
    question = RocQuestion(
        ("reho_a",), "group", "MOH", "EM", ("age",), ("reho_a",), ("reho_*",), Circularity.INDEPENDENT
    )
    found = roc_table(made(), question, nested=NestedOptions(n_repeats=2), on_record={"reho_a": True})
    assert found.curves[0].direction is Direction.LOWER
    assert found.nested.candidates == ("reho_a", "reho_b")
    assert found.circularity is Circularity.CIRCULAR  # the record overrules what was said
    assert found.covariates == ("age",)
