"""Which scans are chosen, and which folders are refused."""

import pytest

from analysis.errors import InputError
from analysis.pipeline.case import find_case


def put(root, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"")  # only names are looked at


def test_that_the_t1_and_the_series_of_a_subject_are_found(tmp_path):
    put(tmp_path, "sub-07/anat/sub-07_T1w.nii.gz", "sub-07/func/sub-07_task-rest_bold.nii.gz")
    case = find_case(tmp_path)
    assert (case.subject, case.t1.name, case.bold.name) == ("07", "sub-07_T1w.nii.gz", "sub-07_task-rest_bold.nii.gz")
    assert find_case(tmp_path / "sub-07") == case


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["sub-1/func/sub-1_bold.nii.gz"], "no T1 image"),
        (["sub-1/anat/sub-1_T1w.nii.gz"], "no BOLD image"),
        (
            ["sub-1/anat/sub-1_run-1_T1w.nii", "sub-1/anat/sub-1_run-2_T1w.nii", "sub-1/func/sub-1_bold.nii"],
            "2 T1 images",
        ),
        (["sub-1/anat/sub-1_T1w.nii", "sub-2/anat/sub-2_T1w.nii"], "2 subjects"),
        (["sub-1_T1w.nii.gz", "sub-2_task-rest_bold.nii.gz"], "sub-1 and the BOLD series of sub-2"),
    ],
)
def test_that_missing_double_or_mixed_scans_are_refused(tmp_path, names, sentence):
    put(tmp_path, *names)
    with pytest.raises(InputError, match=sentence):
        find_case(tmp_path)
