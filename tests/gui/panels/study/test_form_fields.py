"""The fields of a form come back as they were; what the table no longer has is left out."""

from pathlib import Path

import pytest

from gui.commands import studying
from gui.panels.study.describe_form import DescribeForm
from gui.panels.study.form import choose
from gui.panels.study.form_fields import fields_of, put_back
from gui.panels.study.group_forms import RocForm

ROWS = "".join(f"p{i}\t{('control', 'pain')[i % 2]}\t{40 + i}\t{i % 5}.5\n" for i in range(12))


@pytest.fixture
def study(tmp_path: Path):
    (tmp_path / "people.tsv").write_text(f"participant_id\tgroup\tage\tphq9\n{ROWS}")
    return studying.open_study(tmp_path / "people.tsv")


def made(qtbot, kind, study):
    form = kind()
    qtbot.addWidget(form)
    form.show_study(study)
    return form


def test_that_ticks_choices_and_numbers_come_back(qtbot, study):
    one, two = (made(qtbot, RocForm, study) for _ in range(2))
    choose(one.outcome, "group")
    choose(one.positive, "pain")
    one.columns.choose("phq9")
    one.repeats.setValue(7)
    one.complete.setChecked(True)
    put_back(two, fields_of(one))
    assert fields_of(two) == fields_of(one)
    assert two.order() == one.order()


def test_that_the_choice_of_each_variable_comes_back(qtbot, study):
    one, two = (made(qtbot, DescribeForm, study) for _ in range(2))
    one.variables.choose("age", "phq9")
    choose(one.group, "group")
    one.choices["phq9"].setCurrentIndex(2)
    put_back(two, fields_of(one))
    assert two.choices["phq9"].currentIndex() == 2
    assert two.order() == one.order()


def test_that_what_is_gone_or_of_another_kind_is_left_out(qtbot, study):
    form = made(qtbot, RocForm, study)
    before = fields_of(form)
    put_back(form, {"columns": ["height"], "outcome": "site", "repeats": "many", "complete": 3, "unknown": 1})
    assert fields_of(form) == {**before, "columns": []}
