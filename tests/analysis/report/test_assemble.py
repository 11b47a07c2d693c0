"""The document says what the records say, and refuses what must not be in it."""

import csv
import json
import shutil

import numpy as np
import pytest

from analysis.errors import FileFormatError, InputError, OptionError
from analysis.report.assemble import STAMP, report_of
from analysis.report.case import read_case, require_seen
from analysis.report.comparison import read_comparison
from analysis.report.details import Details
from analysis.report.document import Dots, Facts, Histogram, Lights, Paragraphs, Slices, Table
from analysis.report.wording import NOT_RECORDED, in_words, number, recorded
from tests.analysis.report.made_case import edit_json, write_case


def sections(document, kind):
    return [s for page in (*document.findings, document.methods) for s in page if isinstance(s, kind)]


def words(document):
    found = [line for s in sections(document, Paragraphs) for line in s.lines]
    return " ".join(found + [f"{n}: {v}" for s in sections(document, Facts) for n, v in s.rows])


@pytest.fixture
def document(made):
    folder, compared = made
    return report_of(read_case(folder), (read_comparison(compared),), Details(age="45", comment="seen"))


def test_that_the_table_holds_the_numbers_of_the_record(document, made):
    with (made[1] / "regions.tsv").open() as stream:
        rows = [r for r in csv.DictReader(stream, delimiter="\t") if r["set"] == "prespecified"]
    table = sections(document, Table)[0]
    assert len(table.rows) == len(rows) == 14
    for shown, row in zip(table.rows, rows, strict=True):
        assert shown[0] == row["caption"]
        if row["value"] == "n/a":
            continue
        assert float(shown[1]) == pytest.approx(float(row["value"]), rel=5e-3)
        assert float(shown[6].replace("−", "-")) == pytest.approx(float(row["t"]), abs=0.00501)
        assert float(shown[7]) == pytest.approx(float(row["p_holm"]), abs=0.000501)


def test_that_sentences_and_maxima_are_those_of_the_exact_test(document, made):
    record = json.loads((made[1] / "exchangeable.json").read_text())
    said = next(s for s in sections(document, Paragraphs) if s.title == "Result, by fixed rules")
    assert said.lines == tuple(s for s in record["sentences"])
    histogram = sections(document, Histogram)[0]
    voxel = next(c for c in record["claims"] if c["maximum"] == "voxel")
    np.testing.assert_array_equal(histogram.controls, voxel["controls"])
    assert histogram.patient == voxel["patient"]


def test_that_dots_are_the_controls_of_the_regions_that_deviate_most(document):
    plots = sections(document, Dots)[0].plots
    assert len(plots) == 4
    assert all(plot.controls.shape == (22,) for plot in plots)


def test_that_a_map_of_somebody_else_is_refused(made, tmp_path):
    folder = tmp_path / "other"
    shutil.copytree(made[0], folder)
    with (folder / "sub-made" / "maps" / "malff.nii.gz").open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(InputError, match="not made of a map of this patient"):
        report_of(read_case(folder), (read_comparison(made[1]),))


def test_that_without_a_cohort_values_are_shown_and_that_is_said(made):
    document = report_of(read_case(made[0]))
    assert "not compared with anybody" in words(document)
    assert sections(document, Table)[0].columns[0] == "Region"
    assert not sections(document, Histogram)
    assert "no ASL scan (perfusion)" in words(document)


def test_that_a_red_light_waits_until_it_was_seen(tmp_path):
    folder, _ = write_case(tmp_path, perfusion=True)
    case = read_case(folder)
    with pytest.raises(InputError, match="spatial CoV in the grey matter"):
        require_seen(case)
    assert require_seen(case, acknowledge=True) == ("spatial_cov",)
    assert require_seen(case, also=frozenset({"spatial_cov"})) == ("spatial_cov",)
    document = report_of(case, acknowledged=("spatial_cov",))
    assert document.record["parameters"]["acknowledged"] == ["spatial_cov"]
    assert "acknowledged: spatial CoV in the grey matter" in words(document)


def test_that_a_patient_who_is_excluded_is_stamped(made, tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(made[0], folder)
    edit_json(folder / "sub-made" / "sub-made_quality.json", excluded=True)
    document = report_of(read_case(folder))
    assert document.stamp == STAMP
    assert "Excluded by rule" in " ".join(sections(document, Lights)[0].sentences)


def test_that_without_a_t1_there_are_no_slices_and_it_is_said(tmp_path):
    folder, compared = write_case(tmp_path, t1=False)
    document = report_of(read_case(folder), (read_comparison(compared),))
    assert not sections(document, Slices)
    assert "there is no T1" in words(document)


def test_that_what_no_record_holds_is_not_recorded(document):
    acquisition = next(s for s in sections(document, Facts) if s.title.startswith("Acquisition"))
    assert dict(acquisition.rows)["echo time, s"] == NOT_RECORDED


def test_that_every_parameter_of_the_map_is_in_the_methods(document, made):
    record = json.loads((made[0] / "sub-made" / "maps" / "malff.json").read_text())["provenance"]
    text = words(document)
    assert record["function"] in text
    for name, value in record["parameters"].items():
        assert f"{in_words(name)}: {recorded(value)}" in text
    for name, version in record["versions"].items():
        assert f"{name}: {version}" in text


def test_that_the_record_holds_hashes_and_no_name_of_a_file_or_comment(document):
    text = json.dumps(dict(document.record))
    assert "erika" not in text
    assert "seen" not in text
    assert all(len(entry["sha256"]) == 64 for entry in document.record["inputs"])


def test_that_a_folder_without_a_comparison_and_a_damaged_one_are_refused(made, tmp_path):
    with pytest.raises(InputError, match="holds no comparison"):
        read_comparison(tmp_path)
    shutil.copytree(made[1], tmp_path / "bad")
    (tmp_path / "bad" / "exchangeable.json").write_text("{")
    with pytest.raises(FileFormatError, match="damaged"):
        read_comparison(tmp_path / "bad")


def test_that_a_comment_that_cannot_fit_is_refused():
    with pytest.raises(OptionError, match="1501 characters"):
        Details(comment="x" * 1501)


@pytest.mark.parametrize(("value", "text"), [(1.0, "1.00"), (-0.0123, "−0.0123"), (1661.4, "1661"), (100.0, "100")])
def test_that_numbers_have_three_digits_that_mean_something(value, text):
    assert number(value) == text


def test_that_a_list_is_told_by_its_different_values():
    assert recorded([0.5] * 10 + [1.0] * 10) == "20 values: 0.5, 1"
    assert in_words("ExclusionRule.TranslationMm") == "exclusion rule: translation mm"
