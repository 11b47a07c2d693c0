"""The document says what the records say, and refuses what must not be in it."""

import csv
import json
import shutil

import numpy as np
import pytest

from analysis.errors import FileFormatError, InputError, OptionError
from analysis.files.results import write_map
from analysis.provenance import sha256_of_file
from analysis.report.assemble import SIMULATED, STAMP, report_of
from analysis.report.case import read_case
from analysis.report.comparison import kept_comparisons, read_comparison, said_together
from analysis.report.details import Details
from analysis.report.document import Dots, Facts, Histogram, Lights, Paragraphs, Slices, Table
from analysis.report.wording import NOT_RECORDED, fixed, in_words, number, p_value, percent, recorded
from analysis.stats.cohort_table import read_cohort_table
from analysis.stats.patient_files import write_patient_result
from analysis.stats.reference_cohort import load_cohort, load_patient
from analysis.stats.single_patient import compare_patient
from tests.analysis.report.made_case import VALUES, add_vmhc, edit_json, write_case
from tests.analysis.stats.made_cohort import MASK, made_cohort, made_map, write_cohort


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


def test_that_numbers_of_quality_have_their_percentile_among_the_controls(document, made):
    with (made[1].parent / "erika" / "participants.tsv").open() as stream:
        controls = [float(row["mean_fd"]) for row in csv.DictReader(stream, delimiter="\t")]
    lights = sections(document, Lights)[0]
    own = next(check.value for check in lights.checks if check.key == "mean_fd")
    standing = lights.standings["mean_fd"]
    assert standing.percentile == pytest.approx(100 * np.mean(np.array(controls) < own))
    assert standing.n == 22
    assert "22 controls" in lights.note
    assert "tsnr" not in lights.standings  # the table has no such column
    assert sections(report_of(read_case(made[0])), Lights)[0].standings == {}


def test_that_the_cohort_line_tells_how_near_the_controls_are(document, made):
    with (made[1].parent / "erika" / "participants.tsv").open() as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    near = sum(abs(float(row["age"]) - 45) <= 10 for row in rows)
    line = next(s for s in sections(document, Paragraphs) if s.title == "Reference cohort").lines[0]
    assert f"{near} within 10 years of the patient's age" in line
    assert "leverage" in line
    assert "limit 0.14" in line  # 3p/n without covariates: 3 · 1 / 22
    assert "scanner not recorded" in line
    assert "has not been calibrated" in line
    kept = json.loads((made[1] / "exchangeable.json").read_text())
    assert kept["controls"]["n_within"] == near


def test_that_the_heading_names_scanner_version_and_pipeline(document, made):
    heading = dict(document.heading)
    record = json.loads((made[1] / "exchangeable.json").read_text())
    assert heading["Algoscope"].endswith(f"pipeline {record['provenance']['parameters']['pipeline_hash']}")
    assert heading["Scanner"] == NOT_RECORDED


def test_that_a_drawn_map_is_called_simulated_wherever_it_is_and_scans_are_shown_beside(made, tmp_path):
    folder, drawn, compared = with_drawn_map(made, tmp_path)
    case = read_case(folder)
    document = report_of(case, (read_comparison(compared),), remarks=("It was refused.",))
    assert document.stamp.endswith(SIMULATED)
    assert sections(document, Table)[0].columns[1] == "malff"
    text = words(document)
    assert "drawn from a model, not computed from scans" in text
    assert "It was refused." in text
    assert "Drawn, not measured: vmhc." in text
    assert len(sections(document, Table)) == 2  # the comparison, and the values of the computed maps
    record = document.record["inputs"]
    assert {"role": "map vmhc", "sha256": sha256_of_file(drawn)} in record


def test_that_measured_maps_are_not_stamped_as_simulated(document):
    assert SIMULATED not in document.stamp


def with_drawn_map(made, tmp_path):
    """The patient with a drawn map among its maps, that map, and a comparison of it."""
    folder = add_vmhc(shutil.copytree(made[0], tmp_path / "with_drawn"))
    table, _ = write_cohort(tmp_path / "drawn", n=22, seed=5, simulated=True)
    _, person = made_cohort(22, 5)
    image = write_map(made_map(person.values, simulated=True), tmp_path / "one", space="MNI152")
    cohort = load_cohort(read_cohort_table(table), "malff", MASK)
    result = compare_patient(cohort, load_patient(image, cohort, VALUES))
    write_patient_result(result, tmp_path / "compared")
    drawn = folder / "sub-made" / "maps" / "vmhc.nii.gz"
    shutil.copy(image, drawn)
    shutil.copy(image.with_name("malff.json"), drawn.with_name("vmhc.json"))
    edit_json(drawn.with_name("vmhc.json"), statistic="vmhc")
    return folder, drawn, tmp_path / "compared"


@pytest.mark.parametrize(
    ("delays", "said"),
    [(1.8, "from one delay (1.8 s)"), ([1.8, 1.8], "from one delay"), ([0.5, 1.0, 1.0], "from 2 delays")],
)
def test_that_one_delay_and_several_have_their_own_limits(made, tmp_path, delays, said):
    folder = tmp_path / "case"
    shutil.copytree(made[0], folder)
    record = folder / "sub-made" / "maps" / "malff.json"
    content = json.loads(record.read_text())
    content["provenance"]["parameters"]["acquisition"] = {"PostLabelingDelay": delays}
    record.write_text(json.dumps(content))
    assert said in words(report_of(read_case(folder)))


def test_that_a_share_of_people_and_a_p_are_never_nought():
    assert percent(0.0) == "< 0.01"
    assert percent(100.0) == "> 99.99"
    assert percent(0.4) == "0.40"
    assert p_value(0.0) == "< 0.001"
    assert fixed(-0.004, 1) == "0.0"


def test_that_chosen_maps_are_shown_beside_a_comparison_and_those_compared_are_not_called_otherwise(made, tmp_path):
    folder = with_vmhc(made, tmp_path)
    comparison = read_comparison(made[1])
    document = report_of(read_case(folder, chosen=("vmhc", "malff")), (comparison,))
    table = sections(document, Table)[1]
    assert table.columns == ("Region", "malff (2)")  # the title of the copied map; malff itself has its own page
    assert "not compared with anybody" in sections(document, Slices)[1].caption
    assert len(document.findings) == 2
    alone = report_of(read_case(folder, chosen=("malff",)), (comparison,))
    assert len(alone.findings) == 1


def test_that_only_chosen_maps_are_shown_where_nothing_was_compared(made, tmp_path):
    folder = with_vmhc(made, tmp_path)
    assert sections(report_of(read_case(folder)), Table)[0].columns == ("Region", "malff")
    assert sections(report_of(read_case(folder, chosen=("vmhc",))), Table)[0].columns == ("Region", "malff (2)")


def test_that_a_chosen_map_that_is_not_there_is_named_with_those_that_are(made):
    with pytest.raises(OptionError, match='no map "vmhc"; there are malff'):
        read_case(made[0], chosen=("vmhc",))


def with_vmhc(made, tmp_path):
    """The patient with one more map, a changed copy of the other."""
    return add_vmhc(shutil.copytree(made[0], tmp_path / "case"))


def test_that_kept_comparisons_are_found_the_most_important_first_and_their_common_test_is_said(made, tmp_path):
    names = read_case(made[0]).folder.names
    names = type(names)(tmp_path, names.subject)
    for statistic in ("zreho", "malff", "cbf"):
        shutil.copytree(made[1], names.compared / statistic)
    (names.compared / "empty").mkdir()
    assert [folder.name for folder in kept_comparisons(names)] == ["cbf", "malff", "zreho"]
    one = read_comparison(made[1])
    entry = {"role": "patient", "sha256": one.patient_sha256}
    over = {"claims": [{"sentence": "2 of 22 controls deviate."}], "provenance": [{"inputs": [entry]}]}
    (names.compared / "exchangeable_over_metrics.json").write_text(json.dumps(over))
    assert said_together(names, (one, one)) == "2 of 22 controls deviate."
    assert said_together(names, (one,)) == ""
    entry["sha256"] = "0" * 64
    (names.compared / "exchangeable_over_metrics.json").write_text(json.dumps(over))
    assert said_together(names, (one, one)) == ""
    document = report_of(read_case(made[0]), (one,), together="2 of 22 controls deviate.")
    said = next(s for s in sections(document, Paragraphs) if s.title == "Result, by fixed rules")
    assert said.lines[-1] == "All maps that were compared, tested at once: 2 of 22 controls deviate."


def test_that_perfusion_that_could_not_be_computed_is_told_on_the_first_page_with_the_reason(made, tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(made[0], folder)
    why = "Perfusion was not computed. Perfusion cannot be computed before this is known: PostLabelingDelay."
    record = folder / "sub-made" / "sub-made_desc-processing_record.json"
    edit_json(record, Scans=["t1", "bold", "asl"], Warnings=[why, "Another warning."])
    document = report_of(read_case(folder))
    limits = next(s for s in document.findings[0] if getattr(s, "title", "") == "Limits").lines
    assert why in limits
    assert "Another warning." not in limits
    assert "Warnings of the processing: 2, in the methods." in limits
    assert not any("no ASL scan" in line for line in limits)
    assert "Another warning." in words(document)


def test_that_a_patient_with_asl_alone_has_values_and_slices_and_no_section_is_empty(tmp_path):
    folder, _ = write_case(tmp_path, t1=False)
    maps = folder / "sub-made" / "maps"
    for name in ("relative_perfusion", "perfusion_weighted"):
        for path in maps.glob("malff*"):
            shutil.copy(path, maps / path.name.replace("malff", name))
        edit_json(maps / f"{name}.json", statistic=name, name=name.replace("_", " "))
    record = {"Maps": ["relative_perfusion", "perfusion_weighted"], "Scans": ["asl"]}
    edit_json(folder / "sub-made" / "sub-made_desc-processing_record.json", **record)
    document = report_of(read_case(folder))
    assert sections(document, Table)[0].columns == ("Region", "relative perfusion")
    assert "perfusion-weighted image (no T1)" in sections(document, Slices)[0].caption
    assert "no maps in MNI space" not in words(document)
    assert all(section.rows for section in sections(document, Facts))


def test_that_a_patient_without_any_usual_map_has_those_that_there_are(made, tmp_path):
    folder = with_vmhc(made, tmp_path)
    edit_json(folder / "sub-made" / "sub-made_desc-processing_record.json", Maps=["vmhc"])
    assert sections(report_of(read_case(folder)), Table)[0].columns == ("Region", "malff (2)")
