"""Which scans are chosen, and which folders are refused."""

import pytest

from analysis.errors import InputError
from analysis.pipeline.case import Chosen, find_case

T1, BOLD = "sub-07/anat/sub-07_T1w.nii.gz", "sub-07/func/sub-07_task-rest_bold.nii.gz"
TWO_ASL = [f"sub-07/perf/sub-07_acq-{name}_{kind}.nii.gz" for name in ("multi", "single") for kind in ("asl", "m0scan")]


def put(root, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"")  # only names are looked at


def test_that_the_t1_and_the_series_of_a_subject_are_found(tmp_path):
    put(tmp_path, T1, BOLD)
    case = find_case(tmp_path)
    assert case.t1 is not None
    assert case.bold is not None
    assert (case.subject, case.t1.name, case.bold.name) == ("07", "sub-07_T1w.nii.gz", "sub-07_task-rest_bold.nii.gz")
    assert find_case(tmp_path / "sub-07") == case
    assert (case.asl, case.m0, case.lesion, case.warnings) == (None, None, None, ())


@pytest.mark.parametrize("names", [[T1], [BOLD], [TWO_ASL[0]], [T1, TWO_ASL[0]]])
def test_that_one_kind_of_scan_is_enough(tmp_path, names):
    put(tmp_path, *names)
    case = find_case(tmp_path)
    assert [p.name for p in (case.t1, case.bold, case.asl) if p is not None] == [n.split("/")[-1] for n in names]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["sub-1/anat/sub-1_T2w.nii.gz"], "no T1, BOLD or ASL image"),
        (
            ["sub-1/anat/sub-1_run-1_T1w.nii", "sub-1/anat/sub-1_run-2_T1w.nii", "sub-1/func/sub-1_bold.nii"],
            r"2 T1 images \(sub-1_run-1_T1w.nii, sub-1_run-2_T1w.nii\).*--t1 FILE",
        ),
        (
            ["sub-1/func/sub-1_task-rest_run-1_bold.nii", "sub-1/func/sub-1_task-rest_run-2_bold.nii"],
            r"2 BOLD images \(.*run-1.*run-2.*\).*--bold FILE",
        ),
        ([TWO_ASL[0], TWO_ASL[2]], r"2 ASL images \(.*multi.*single.*\).*--asl FILE"),
        (["sub-1/anat/sub-1_T1w.nii", "sub-2/anat/sub-2_T1w.nii"], "2 subjects"),
        (["sub-1_T1w.nii.gz", "sub-2_task-rest_bold.nii.gz"], "images of sub-1 and of sub-2"),
        (["sub-1_T1w.nii.gz", "sub-2_T1w.nii.gz"], "images of sub-1 and of sub-2"),
        (["sub-1_T1w.nii.gz", "sub-1_bold.nii.gz", "sub-9_asl.nii.gz"], "images of sub-1 and of sub-9"),
    ],
)
def test_that_missing_double_or_mixed_scans_are_refused(tmp_path, names, sentence):
    put(tmp_path, *names)
    with pytest.raises(InputError, match=sentence):
        find_case(tmp_path)


def test_that_a_scan_is_chosen_by_a_part_of_its_name_or_as_a_file(tmp_path):
    put(tmp_path, T1, BOLD, "sub-07/anat/sub-07_run-2_T1w.nii.gz")
    by_part = find_case(tmp_path, chosen=Chosen(t1="run-2"))
    assert by_part.t1 is not None
    assert by_part.t1.name == "sub-07_run-2_T1w.nii.gz"
    assert find_case(tmp_path, chosen=Chosen(t1=tmp_path / T1)).t1 == tmp_path / T1
    assert find_case(tmp_path, chosen=Chosen(t1="sub-07_T1w.nii.gz")).t1 == tmp_path / T1
    with pytest.raises(InputError, match=r"\"run-3\" \(--t1\) is neither a file nor"):
        find_case(tmp_path, chosen=Chosen(t1="run-3"))
    with pytest.raises(InputError, match="fits 2 images"):
        find_case(tmp_path, chosen=Chosen(t1="sub-07"))


def test_that_a_chosen_file_of_another_patient_is_refused(tmp_path):
    put(tmp_path, "a/sub-1_T1w.nii.gz", "a/sub-1_task-rest_bold.nii.gz", "b/sub-2_T1w.nii.gz", "b/sub-2_lesion.nii.gz")
    with pytest.raises(InputError, match=r"sub-\d and of sub-\d: images of two patients"):
        find_case(tmp_path / "a", chosen=Chosen(t1=tmp_path / "b/sub-2_T1w.nii.gz"))
    with pytest.raises(InputError, match="sub-1 and of sub-2"):
        find_case(tmp_path / "a", chosen=Chosen(lesion=tmp_path / "b/sub-2_lesion.nii.gz"))


def test_that_of_several_series_the_one_at_rest_is_taken(tmp_path):
    put(tmp_path, T1, BOLD, "sub-07/func/sub-07_task-oneback_bold.nii.gz")
    case = find_case(tmp_path)
    assert case.bold == tmp_path / BOLD


def test_that_of_two_asl_series_that_tell_equally_much_none_is_taken_but_said(tmp_path):
    put(tmp_path, T1, BOLD, *TWO_ASL)
    case = find_case(tmp_path)
    assert case.asl is None
    assert "2 ASL series (acq-multi, acq-single)" in case.warnings[0]
    assert "--asl FILE" in case.warnings[0]


def test_that_a_chosen_asl_series_has_its_m0(tmp_path):
    put(tmp_path, T1, BOLD, *TWO_ASL)
    case = find_case(tmp_path, chosen=Chosen(asl="acq-single"))
    assert case.asl is not None
    assert case.m0 is not None
    assert (case.asl.name, case.m0.name) == ("sub-07_acq-single_asl.nii.gz", "sub-07_acq-single_m0scan.nii.gz")
    assert case.warnings == ()


def test_that_of_two_asl_series_the_one_with_more_delays_is_taken_and_that_is_said(tmp_path):
    put(tmp_path, T1, *TWO_ASL)
    perf = tmp_path / "sub-07/perf"
    (perf / "sub-07_acq-multi_asl.json").write_text('{"PostLabelingDelay": [0, 1.0, 1.0, 1.5, 1.5, 2.0, 2.0]}')
    (perf / "sub-07_acq-single_asl.json").write_text('{"PostLabelingDelay": 1.8}')
    case = find_case(tmp_path)
    assert case.asl == tmp_path / TWO_ASL[0]
    assert case.m0 == tmp_path / TWO_ASL[1]
    assert "acq-multi was processed, because it has an M0 and 3 delays" in case.warnings[0]
    assert "acq-single has an M0 and one delay" in case.warnings[0]


def test_that_an_m0_counts_more_than_delays(tmp_path):
    put(tmp_path, T1, TWO_ASL[0], *TWO_ASL[2:])
    (tmp_path / "sub-07/perf/sub-07_acq-multi_asl.json").write_text('{"PostLabelingDelay": [1.0, 1.5, 2.0]}')
    assert find_case(tmp_path).asl == tmp_path / TWO_ASL[2]


def test_that_what_is_said_of_a_choice_names_no_file_that_may_name_the_patient(tmp_path):
    put(tmp_path, "Smith_John_T1w.nii", "Smith_John_long_asl.nii", "Smith_John_short_asl.nii")
    (tmp_path / "Smith_John_long_asl.json").write_text('{"PostLabelingDelay": [1.0, 1.5], "M0Type": "Included"}')
    case = find_case(tmp_path)
    assert case.asl == tmp_path / "Smith_John_long_asl.nii"
    assert "number 1 by name was processed" in case.warnings[0]
    assert "Smith" not in case.warnings[0]
