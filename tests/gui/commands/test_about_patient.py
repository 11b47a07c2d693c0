"""What was said of a patient is written beside the results, and read with its sources."""

import json

from analysis.files.tables import read_text_table
from analysis.scan import FactSource
from gui.commands.about_patient import SOURCES, TABLE, Told, read_about, write_about

TOLD = {"age": Told("42", FactSource.DICOM), "sex": Told("F", FactSource.TYPED), "handedness": Told("left")}


def test_that_what_is_written_is_read_with_its_sources(tmp_path):
    write_about(tmp_path / "results", "sub-01", TOLD)
    assert read_about(tmp_path / "results", "sub-01") == TOLD
    assert read_text_table(tmp_path / "results" / TABLE).rows == (("sub-01", "42", "F", "left", "n/a"),)


def test_that_another_pseudonym_is_told_nothing(tmp_path):
    write_about(tmp_path, "sub-01", TOLD)
    assert read_about(tmp_path, "sub-02") == {}
    assert read_about(tmp_path / "nowhere", "sub-01") == {}


def test_that_a_table_without_sources_or_with_odd_ones_is_read_all_the_same(tmp_path):
    write_about(tmp_path, "sub-01", TOLD)
    for odd in ({"age": {"Source": "a friend"}, "sex": "F"}, ["no", "record"]):
        (tmp_path / SOURCES).write_text(json.dumps(odd))
        assert read_about(tmp_path, "sub-01")["age"] == Told("42", None)
    (tmp_path / SOURCES).unlink()
    assert read_about(tmp_path, "sub-01")["sex"] == Told("F", None)
