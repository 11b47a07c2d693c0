import json

import pytest

from analysis.errors import FileFormatError
from analysis.stats.clinical.circularity import STAMP, Circularity, choices_on_record, circularity_of

COLUMNS = ("alff_cluster1", "phq9")


def record(tmp_path, **entries):
    table = tmp_path / "participants.tsv"
    (tmp_path / "participants.json").write_text(json.dumps(entries))
    return table


@pytest.mark.parametrize("asked", list(Circularity))
def test_that_a_record_of_the_same_people_overrules_what_was_said(asked, tmp_path):
    table = record(tmp_path, alff_cluster1={"SelectedFrom": "ab", "SharedPeople": 41, "Circular": True})
    found = choices_on_record(table, COLUMNS)
    assert found == {"alff_cluster1": True}
    assert circularity_of(asked, found, COLUMNS) is Circularity.CIRCULAR
    assert circularity_of(asked, found, ("phq9",)) is asked


def test_that_a_record_of_other_people_answers_only_an_open_question(tmp_path):
    table = record(tmp_path, alff_cluster1={"SelectedFrom": "ab", "SharedPeople": 0, "Circular": False})
    found = choices_on_record(table, COLUMNS)
    assert circularity_of(Circularity.UNKNOWN, found, COLUMNS[:1]) is Circularity.INDEPENDENT
    assert circularity_of(Circularity.UNKNOWN, found, COLUMNS) is Circularity.UNKNOWN
    assert circularity_of(Circularity.CIRCULAR, found, COLUMNS[:1]) is Circularity.CIRCULAR


def test_that_without_a_record_it_is_what_was_said(tmp_path):
    unknown = record(tmp_path, alff_cluster1={"SharedPeople": None, "Circular": False}, phq9={"Units": "points"})
    for table in (unknown, tmp_path / "other.tsv"):
        found = choices_on_record(table, COLUMNS)
        assert found == {}
        assert all(circularity_of(asked, found, COLUMNS) is asked for asked in Circularity)


def test_that_a_damaged_record_is_refused(tmp_path):
    (tmp_path / "people.json").write_text("{")
    with pytest.raises(FileFormatError, match=r"people\.json"):
        choices_on_record(tmp_path / "people.tsv", COLUMNS)


def test_that_only_the_circular_sentence_has_the_stamp():
    assert [c for c in Circularity if c.sentence.startswith(STAMP)] == [Circularity.CIRCULAR]
    assert Circularity.UNKNOWN.sentence.startswith("How were these variables chosen?")
