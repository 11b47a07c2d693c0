"""The first page as a clinician reads it: numbers under their headings, and no sentence without a source."""

import math

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.quality import Light
from analysis.quality.record import Exclusion, Topic
from analysis.report.details import Details
from analysis.report.document import Comment, Dots, Histogram, Lights, Paragraphs, Slices, Table, Tone
from analysis.report.findings import (
    POSITIONS_MM,
    cohort_line,
    findings,
    most_deviating,
    peak_height_mm,
    region_table,
    slice_heights,
)
from analysis.report.red_lights import Part, RedLight
from tests.analysis.report.made_parts import NUMBERS, region_line, some_case, some_check, some_comparison

CAPTION = (
    "cbf of one patient against 32 controls (pain clinic, 2024, pipeline 0123456789ab); t with 29 degrees of freedom."
)


def page_of(case, *comparisons, details=None, **given):
    return findings(case, comparisons, details or Details(), given.pop("acknowledged", ()), **given)[0]


def one(page, kind, title=None):
    (found,) = [s for s in page if isinstance(s, kind) and title in (None, s.title)]
    return found


def lines(page, title):
    return one(page, Paragraphs, title).lines


# -- the table of regions ------------------------------------------------------------------------------------------


def test_that_each_number_of_a_region_stands_under_its_own_heading():
    table = region_table(some_comparison(), (region_line(p_holm=0.1595),), "CBF")
    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "Region": "left insula",
        "CBF (mL/100 g/min)": "31.4",
        "Expected": "45.0",
        "95 % prediction": "35.0 to 55.0",
        "Percentile (95 % CI)": "0.60 (0.01 to 3.0)",
        "W": "−2.9",
        "t(29)": "−2.70",
        "Holm p": "0.160",
    }


def test_that_a_unit_stands_in_the_heading_only_when_all_rows_have_it():
    def heading(*units):
        rows = tuple(region_line(unit=unit) for unit in units)
        return region_table(some_comparison(), rows, "CBF").columns[1]

    assert heading("s", "s") == "CBF (s)"
    assert heading("s", "%") == "CBF"
    assert heading("", "") == "CBF"


def test_that_a_region_outside_the_search_volume_has_words_and_no_number():
    table = region_table(some_comparison(), (region_line("vermis", n_voxels=0, value=math.nan),), "CBF")
    assert table.rows == (("vermis", "outside the search volume", "", "", "", "", "", ""),)


def test_that_rows_are_bold_from_the_corrected_p_and_not_from_t_or_w():
    rows = (
        region_line("a", p_holm=0.2, t=-9.0, w_descriptive=-9.0, p_two_tailed=0.001),
        region_line("b", p_holm=0.05, t=0.1),
        region_line("c", p_holm=0.0501),
        region_line("d", p_holm=None),
    )
    table = region_table(some_comparison(), rows, "CBF")
    assert table.marked == (1,)
    assert "Holm p ≤ 0.05" in table.note
    assert "W is descriptive" in table.note


def test_that_the_table_has_fourteen_rows_at_most_and_only_those_named_beforehand(tmp_path):
    rows = [region_line(f"region {n}") for n in range(20)]
    page = page_of(some_case(tmp_path), some_comparison(region_line("picked", kind="aal"), *rows))
    assert [row[0] for row in one(page, Table).rows] == [f"region {n}" for n in range(14)]


def test_that_asymmetries_keep_their_sign_their_unit_and_their_p(tmp_path):
    kind = "prespecified asymmetry"
    rows = (
        region_line("insula, left minus right", kind=kind, unit="%", value=-12.34, percentile=1.5, p_holm=0.0304),
        region_line("thalamus, left minus right", kind=kind, unit="s", value=0.1234, percentile=88.0, p_holm=None),
        region_line("putamen, left minus right", kind=kind, unit="", value=-0.5, percentile=0.0, p_holm=1.0),
    )
    page = page_of(some_case(tmp_path), some_comparison(*rows))
    assert lines(page, "Left minus right (percentile; Holm p)") == (
        "insula −12.3 % (1.5; 0.030); thalamus 0.123 s (88.0; –); putamen −0.500 (< 0.01; 1.000).",
    )


# -- the cohort ----------------------------------------------------------------------------------------------------


def test_that_the_line_of_the_cohort_says_who_the_controls_are_and_how_near():
    controls = {
        "counts": {"sex": {"F": 20, "M": 12}, "side": {"left": 3}},
        "within_years": 10, "n_within": 9, "scanner": "Siemens Prisma", "leverage_limit": 0.28125,
    }  # fmt: skip
    found = some_comparison(caption=CAPTION, controls=controls, leverage=0.1239, calibration=["Calibrated.", "More."])
    assert cohort_line(found, "CBF") == (
        "CBF of one patient against 32 controls (pain clinic, 2024, pipeline 0123456789ab); 20 F, 12 M; 3 left; "
        "9 within 10 years of the patient's age; scanner as the patient's (Siemens Prisma); "
        "leverage 0.124, limit 0.28. Calibrated."
    )


def test_that_the_hash_of_the_pipeline_stands_in_the_heading_alone():
    found = some_comparison(caption="cbf of 32 controls, pipeline 0123456789ab; t with 29.")
    assert cohort_line(found, "CBF") == "CBF of 32 controls. The cohort has not been calibrated."


def test_that_what_is_not_known_of_the_controls_is_not_said():
    found = some_comparison(caption="cbf.", controls={"counts": {}, "n_within": None, "scanner": ""}, leverage=None)
    assert cohort_line(found, "CBF") == "CBF; scanner not recorded. The cohort has not been calibrated."
    assert "scanner" not in cohort_line(some_comparison(caption="cbf."), "CBF")


@pytest.mark.parametrize(
    ("level", "said"), [("no map", "; no map."), ("no map-level claim possible", "possible."), ("map test", "CBF.")]
)
def test_that_only_a_cohort_too_small_for_a_map_is_said_to_be_one(level, said):
    found = some_comparison(caption="cbf.", parameters={"level": level}, calibration=["Calibrated."])
    assert cohort_line(found, "CBF").endswith(f"{said} Calibrated.")


# -- sentences and figures -----------------------------------------------------------------------------------------


def test_that_sentences_are_those_of_the_record_and_banners_stand_once_as_warnings(tmp_path):
    found = some_comparison(
        sentences=["Few controls.", "Nothing survives."], banners=[{"kind": "few", "sentence": "Few controls."}]
    )
    page = page_of(some_case(tmp_path), found, together="3 of 32 controls deviate.")
    assert lines(page, "Result, by fixed rules") == (
        "Nothing survives.",
        "All maps that were compared, tested at once: 3 of 32 controls deviate.",
    )
    warning = next(s for s in page if isinstance(s, Paragraphs) and "Few controls." in s.lines)
    assert warning.tone is Tone.WARNING


def test_that_the_regions_that_deviate_most_are_the_four_with_the_largest_t_of_either_sign():
    rows = tuple(region_line(f"t {t}", t=t) for t in (0.5, -3.0, math.nan, 2.0, 2.5, -0.1, 1.0))
    assert [row.caption for row in most_deviating(rows)] == ["t -3.0", "t 2.5", "t 2.0", "t 1.0"]


def test_that_a_dot_plot_needs_the_controls_and_has_their_interval(tmp_path):
    rows = (region_line("far", t=-9.0), region_line("near", t=-1.0, controls=(40.0, 50.0)))
    (plot,) = one(page_of(some_case(tmp_path), some_comparison(*rows)), Dots).plots
    assert (plot.caption, plot.unit, plot.patient, plot.expected) == ("near", "mL/100 g/min", 31.42, 45.0)
    assert plot.interval == (NUMBERS["interval_low"], NUMBERS["interval_high"])
    assert plot.controls.tolist() == [40.0, 50.0]


def test_that_the_histogram_is_of_the_voxelwise_claim_and_absent_without_one(tmp_path):
    def claim(maximum, patient):
        return {"maximum": maximum, "controls": [4.0, 5.0, 6.0], "patient": patient, "n_controls": 3}

    case = some_case(tmp_path)
    found = one(page_of(case, some_comparison(claims=[claim("cluster", 99.0), claim("voxel", 4.5)])), Histogram)
    assert (found.patient, found.controls.tolist()) == (4.5, [4.0, 5.0, 6.0])
    assert found.caption == "largest |t| of each of 3 controls"
    assert not [s for s in page_of(case, some_comparison(claims=[claim("cluster", 99.0)])) if isinstance(s, Histogram)]


def mni(values):
    """A column of voxels 10 mm apart whose first is at z = −20 mm."""
    affine = np.diag([10.0, 10.0, 10.0, 1.0])
    affine[2, 3] = -20.0
    return Volume(Grid((1, 1, len(values)), affine), np.array(values, dtype=float).reshape(1, 1, -1))


def test_that_the_peak_is_the_largest_in_size_whatever_its_sign():
    assert peak_height_mm(mni([1.0, math.nan, -3.0, 2.0])) == 0.0
    assert peak_height_mm(mni([math.nan, math.nan])) is None


def test_that_the_slice_nearest_to_the_peak_moves_to_it_and_slices_stay_in_order():
    assert slice_heights(None) == POSITIONS_MM
    assert slice_heights(10.0) == (-24.0, -8.0, 10.0, 24.0, 40.0, 56.0)
    assert slice_heights(-60.0) == (-60.0, -8.0, 8.0, 24.0, 40.0, 56.0)


@pytest.mark.parametrize(
    ("surviving", "said", "outlined"),
    [
        (None, "descriptive; no claim about the map is possible.", False),
        ([math.nan] * 3, "no single voxel survives the exact test of the map.", False),
        ([1.0, math.nan, math.nan], "lines surround the voxels that survive the exact test of the map.", True),
    ],
)
def test_that_the_picture_of_w_says_what_survives_and_outlines_nothing_else(tmp_path, surviving, said, outlined):
    case = some_case(tmp_path)
    case.__dict__["underlay"] = (mni([1.0, 1.0, 1.0]), "T1")
    mask = None if surviving is None else mni(surviving)
    picture = one(page_of(case, some_comparison(w=mni([-4.0, 1.0, 3.0]), surviving=mask)), Slices)
    assert said in picture.caption
    assert "|W| ≥ 2" in picture.caption
    assert picture.caption.endswith("The largest |W| is at z = −20 mm.")
    assert picture.shown_from == 2.0
    assert picture.outline is (mask if outlined else None)


def test_that_w_without_an_image_of_the_patient_is_not_drawn_and_that_is_said(tmp_path):
    page = page_of(some_case(tmp_path), some_comparison(w=mni([1.0])))
    assert not [s for s in page if isinstance(s, Slices)]
    assert any("slices are not shown" in " ".join(s.lines) for s in page if isinstance(s, Paragraphs))


# -- quality, warnings, pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("light", "verdict"),
    [
        (Light.GREEN, "Nothing stands out"),
        (Light.AMBER, "Look before you read the maps"),
        (Light.RED, "Not interpretable"),
        (Light.NONE, "Nothing could be measured"),
    ],
)
def test_that_the_verdict_has_the_words_of_its_light(tmp_path, light, verdict):
    case = some_case(tmp_path, checks={Topic.MOTION: (some_check("mean_fd", light),)})
    found = one(page_of(case), Lights)
    assert (found.light, found.verdict) == (light, verdict)


def test_that_an_excluded_patient_is_not_interpretable_though_all_lights_are_green(tmp_path):
    checks = {Topic.MOTION: (some_check("mean_fd"),)}
    found = one(page_of(some_case(tmp_path, checks=checks, exclusion=Exclusion(True, 3.0, 2.0))), Lights)
    assert found.verdict == "Not interpretable"
    assert found.sentences == ("Excluded by rule (more than 3 mm along, or 2° about, one axis).",)


def test_that_usual_checks_are_always_shown_and_others_when_they_are_amber_or_red(tmp_path):
    checks = (
        some_check("mean_fd"), some_check("quiet"), some_check("doubtful", Light.AMBER), some_check("bad", Light.RED),
        some_check("unlimited", Light.NONE), some_check("tsnr"),
    )  # fmt: skip
    found = one(page_of(some_case(tmp_path, checks={Topic.MOTION: checks})), Lights)
    assert [check.key for check in found.checks] == ["mean_fd", "doubtful", "bad"]  # tSNR is no number of motion


def test_that_percentiles_of_quality_are_counted_by_hand_and_the_number_of_controls_is_said(tmp_path):
    checks = (some_check("mean_fd", value=0.12), some_check("max_fd", value=0.5), some_check("rotation", value=1.0))
    case = some_case(tmp_path, checks={Topic.MOTION: checks})
    of_controls = {"mean_fd": [0.05, 0.12, 0.2, 0.3], "max_fd": [0.4, 0.6]}
    found = one(page_of(case, some_comparison(quality_of_controls=of_controls)), Lights)
    assert found.standings["mean_fd"].percentile == 100 * 1.5 / 4  # one below, and the equal one half
    assert found.standings["max_fd"].percentile == 50.0
    assert set(found.standings) == {"mean_fd", "max_fd"}
    assert found.note == "P: percentile among the 2 to 4 controls"
    assert one(page_of(case), Lights).note == ""


def test_that_what_waits_for_a_reader_and_remarks_stand_above_the_comparison(tmp_path):
    waiting = (RedLight("mean_fd", "the mean_fd", "0.9 mm", Part.ALL), RedLight("brain", "brain", "", Part.UNCOVERED))
    page = page_of(some_case(tmp_path), some_comparison(), waiting=waiting, remarks=("It was refused.",))
    warning = page[1]
    assert warning.tone is Tone.WARNING
    assert warning.lines == (
        "NOT INTERPRETABLE. Red, and acknowledged by no reader: the mean_fd.",
        "NOT INTERPRETABLE: regions that are not covered. Red, and acknowledged by no reader: brain.",
        "It was refused.",
    )


def test_that_without_a_cohort_nothing_is_called_unusual_and_no_map_is_said(tmp_path):
    page = page_of(some_case(tmp_path))
    assert "whether a value is unusual cannot be said" in lines(page, "Reference cohort")[0]
    assert lines(page, "Values") == ("There are no maps in MNI space of this patient.",)
    assert not [s for s in page if isinstance(s, Table | Dots | Histogram | Slices)]


def test_that_another_comparison_has_its_own_page_with_its_own_mark_and_notes(tmp_path):
    case = some_case(tmp_path, {"cbf": {"parameters": {}}, "malff": {"parameters": {}}})
    waiting = (RedLight("negative", "negative CBF", "9 %", Part.PERFUSION),)
    row = region_line(controls=(40.0,))
    first = some_comparison(row, statistic="malff", notes=["Both."])
    second = some_comparison(row, statistic="cbf", notes=["Both.", "Of cbf."])
    _, page = findings(case, (first, second), Details(), (), waiting=waiting)
    assert page[0].lines[0].startswith("NOT INTERPRETABLE: perfusion.")
    assert lines(page, "Limits") == ("Of cbf.",)
    turned = findings(case, (second, first), Details(), (), waiting=waiting)[1]
    assert not any("NOT INTERPRETABLE" in line for s in turned if isinstance(s, Paragraphs) for line in s.lines)


def test_that_a_drawn_map_is_called_simulated_above_its_numbers(tmp_path):
    case = some_case(tmp_path, {"cbf": {"parameters": {"simulated": True}}}, chosen=("cbf",))
    page = page_of(case, some_comparison(region_line()))
    place = next(i for i, s in enumerate(page) if isinstance(s, Paragraphs) and "simulated" in " ".join(s.lines))
    assert page[place].tone is Tone.WARNING
    assert place < page.index(one(page, Table))


def test_that_the_page_ends_with_limits_and_the_comment_as_entered(tmp_path):
    page = page_of(some_case(tmp_path), some_comparison(), details=Details(state="2 h after triptan", comment="Seen."))
    assert page[-2].title == "Limits"
    assert page[-2].lines[0] == "State at the scan as entered: 2 h after triptan."
    assert page[-1] == Comment("Radiologist's comment", "Seen.")
