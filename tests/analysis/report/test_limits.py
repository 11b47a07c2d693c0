"""What must be read with the first page is said when it is so, in these words, and not otherwise."""

import pytest

from analysis.perfusion.quality import Light
from analysis.quality.record import Topic
from analysis.report.details import Details
from analysis.report.limits import limits, notes_of, processing_warnings
from tests.analysis.report.made_parts import region_line, some_case, some_check, some_comparison

LOST = "Perfusion was not computed. The delay is not known."


def said(case, *comparisons, details=None, acknowledged=()):
    return list(limits(case, comparisons, details or Details(), acknowledged))


def leave(case, *paths):
    """Files that a run leaves, empty."""
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def delayed(delays):
    return {"parameters": {"acquisition": {"PostLabelingDelay": delays}}}


# -- the state of the patient and what was not assessed --------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("", "nothing was entered (medication, phase of the attack)"),
        ("ictal; triptan 2 h before.", "ictal; triptan 2 h before"),
        (" ;, .", "nothing was entered (medication, phase of the attack)"),
    ],
)
def test_that_the_state_at_the_scan_stands_first_and_that_nobody_entered_it_is_said(tmp_path, state, words):
    assert said(some_case(tmp_path), details=Details(state=state))[0] == f"State at the scan as entered: {words}."


def test_that_every_scan_that_is_missing_is_named_and_none_that_is_there(tmp_path):
    record = {"Scans": []}
    case = some_case(tmp_path, record=record)
    assert said(case)[1] == (
        "Not assessed, because there is no T1 and no resting-state series (activity and connectivity) and no ASL scan "
        "(perfusion)."
    )
    names = case.folder.names
    leave(case, names.anat("desc-preproc_T1w.nii.gz"))
    record["Scans"] = ["t1"]
    assert said(case)[1].startswith("Not assessed, because there is no resting-state series")
    leave(case, names.func("boldref.nii.gz"))
    record["Scans"] = ["t1", "bold"]
    assert said(case)[1:] == ["Not assessed, because there is no ASL scan (perfusion)."]
    record["Scans"] = ["t1", "bold", "asl"]
    assert said(case)[1:] == []


def test_that_a_file_of_an_earlier_run_does_not_hide_that_a_scan_is_missing_now(tmp_path):
    case = some_case(tmp_path, record={"Scans": ["bold", "asl"]})
    leave(case, case.folder.names.anat("desc-preproc_T1w.nii.gz"), case.folder.names.func("boldref.nii.gz"))
    assert said(case)[1:] == ["Not assessed, because there is no T1."]


# -- what is drawn, synthetic, or of one delay -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("maps", "words"),
    [
        ({"vmhc": {"parameters": {"simulated": True}}}, "Drawn, not measured: vmhc."),
        ({"vmhc": {"parameters": {"acquisition": {"Manufacturer": "synthetic"}}}}, "The scans are synthetic."),
    ],
)
def test_that_what_no_scanner_measured_is_called_so_and_nothing_else(tmp_path, maps, words):
    about = {"Drawn, not measured: vmhc.", "The scans are synthetic."}
    assert about & set(said(some_case(tmp_path, maps))) == {words}
    measured = {"vmhc": {"parameters": {"acquisition": {"Manufacturer": "Siemens"}}}}
    assert not about & set(said(some_case(tmp_path, measured)))


@pytest.mark.parametrize(
    ("delays", "words"),
    [
        (1.8, "CBF is from one delay (1.8 s): where blood arrives later, flow looks too low."),
        ([0.5, 1.0, 1.0, 2.0], "CBF is from 3 delays; where blood arrives after the last of them, flow is uncertain."),
        ([0, 1.8, 1.8], "CBF is from one delay (1.8 s): where blood arrives later, flow looks too low."),  # M0 first
    ],
)
def test_that_late_blood_is_warned_of_by_the_title_of_the_map(tmp_path, delays, words):
    case = some_case(tmp_path, {"cbf": delayed(delays)}, titles={"cbf": "CBF"})
    assert said(case)[-1] == words


def test_that_the_delays_of_the_pairs_count_and_not_those_of_volumes_that_were_left_out(tmp_path):
    parameters = {**delayed([0, 1.0, 1.0, 2.0, 2.0])["parameters"], "delays": [{"delay_s": 2.0, "pairs": 1}]}
    assert said(some_case(tmp_path, {"cbf": {"parameters": parameters}}))[-1].startswith("cbf is from one delay (2 s)")
    typed = {"delays": [{"delay_s": 1.5, "pairs": 30}], "acquisition": {}}  # no file tells the delay
    assert said(some_case(tmp_path, {"cbf": {"parameters": typed}}))[-1].startswith("cbf is from one delay (1.5 s)")


def test_that_delays_of_a_map_that_the_report_does_not_show_are_not_its_limits(tmp_path):
    case = some_case(tmp_path, {"cbf": delayed(1.8), "malff": {}})
    compared = some_comparison(region_line(controls=(1.0,)), statistic="malff")
    assert not any("delay" in words for words in said(case, compared))


# -- warnings and notes ----------------------------------------------------------------------------------------------


def test_that_a_scan_that_failed_is_told_with_its_reason_and_other_warnings_are_counted_once_each(tmp_path):
    maps = {"malff": {"warnings": ["Of the map.", "Twice."]}, "vmhc": {"warnings": ["Not shown."]}}
    case = some_case(tmp_path, maps, warnings=(LOST, "Twice."))
    assert processing_warnings(case, {"malff": maps["malff"]}) == (LOST, "Twice.", "Of the map.")
    lines = said(case)
    assert lines.count(LOST) == 1
    assert lines[-1] == "Warnings of the processing: 3, in the methods."  # all that stand there
    assert not {"Twice.", "Of the map.", "Not shown."} & set(lines)


def test_that_nothing_is_counted_where_every_warning_is_told(tmp_path):
    assert not any(words.startswith("Warnings of") for words in said(some_case(tmp_path, warnings=(LOST,))))


def test_that_a_note_is_said_once_and_not_again_what_processing_or_another_comparison_has_said(tmp_path):
    case = some_case(tmp_path, {"cbf": {}, "malff": {}}, warnings=("Short scan.",))
    row = region_line(controls=(1.0,))
    first = some_comparison(row, statistic="cbf", notes=["Few controls."])
    second = some_comparison(row, statistic="malff", notes=["Few controls.", "Short scan.", "Smooth.", "Smooth."])
    assert notes_of(case, second) == ("Few controls.", "Smooth.")
    assert notes_of(case, second, besides=(first,)) == ("Smooth.",)
    assert "Smooth." not in said(case, first, second)  # it stands on the page of the second


def test_that_missing_dot_plots_are_explained_where_the_controls_values_were_not_kept(tmp_path):
    case = some_case(tmp_path, {"cbf": {}})
    (note,) = notes_of(case, some_comparison(region_line()))
    assert note.startswith("The controls' values were not kept with this comparison, so there are no dot plots")
    assert notes_of(case, some_comparison(region_line(), region_line(controls=(1.0,)))) == ()


def test_that_red_lights_are_named_by_their_captions_only_when_the_reader_acknowledged_them(tmp_path):
    checks = {Topic.MOTION: (some_check("mean_fd", Light.RED), some_check("rotation", Light.RED))}
    case = some_case(tmp_path, checks=checks)
    assert said(case, acknowledged=("mean_fd",))[-1] == ("Red lights that the reader has acknowledged: the mean_fd.")
    assert not any("acknowledged" in words for words in said(case))
