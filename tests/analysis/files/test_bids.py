from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.files import bids
from analysis.scan import Modality


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    root = tmp_path / "数据 set"
    for name in (
        "sub-01/anat/sub-01_T1w.nii.gz",
        "sub-01/func/sub-01_task-rest_bold.nii.gz",
        "sub-01/func/sub-01_task-rest_bold.json",
        "sub-01/perf/sub-01_asl.nii.gz",
        "sub-01/perf/sub-01_m0scan.nii",
        "sub-01/dwi/sub-01_dwi.nii.gz",
        "sub-01/fmap/sub-01_epi.nii.gz",
        "sub-01/func/.sub-01_hidden_bold.nii.gz",
        "derivatives/algoscope/sub-01/func/reho.nii.gz",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (root / "dataset_description.json").write_text("{}")
    return root


def _names(found: list[bids.FoundImage]) -> list[tuple[str, Modality]]:
    return [(image.path.name, image.modality) for image in found]


RAW = [
    ("sub-01_T1w.nii.gz", Modality.T1),
    ("sub-01_task-rest_bold.nii.gz", Modality.BOLD),
    ("sub-01_asl.nii.gz", Modality.ASL),
    ("sub-01_m0scan.nii", Modality.M0),
]


def test_that_a_dataset_of_one_subject_gives_its_scans_in_order(dataset: Path) -> None:
    found = bids.images(dataset)
    assert _names(found) == RAW
    assert {image.subject for image in found} == {"01"}


def test_that_the_folder_of_the_subject_gives_the_same(dataset: Path) -> None:
    assert _names(bids.images(dataset / "sub-01")) == RAW


def test_that_derivatives_come_only_when_asked_for(dataset: Path) -> None:
    assert _names(bids.images(dataset, derivatives=True)) == [*RAW, ("reho.nii.gz", Modality.MAP)]


def test_that_several_subjects_are_listed_and_one_must_be_chosen(dataset: Path) -> None:
    other = dataset / "sub-02/ses-a/func/sub-02_ses-a_bold.nii.gz"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"x")
    assert bids.subjects(dataset) == ["01", "02"]
    with pytest.raises(InputError, match=r"2 subjects.*sub-01, sub-02.*open the folder of one"):
        bids.images(dataset)
    (found,) = bids.images(dataset, subject="sub-02")
    assert (found.subject, found.session) == ("02", "a")
    with pytest.raises(InputError, match='no subject "07"'):
        bids.images(dataset, subject="07")


def test_that_a_plain_folder_gives_its_images_and_a_pair_once(tmp_path: Path) -> None:
    for name in ("t1.nii", "rest.hdr", "rest.img", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert _names(bids.images(tmp_path)) == [("t1.nii", Modality.T1), ("rest.hdr", Modality.BOLD)]


def test_that_a_folder_without_images_and_no_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no image"):
        bids.images(tmp_path)
    with pytest.raises(InputError, match="There is no folder"):
        bids.images(tmp_path / "gone")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a file, not a folder"):
        bids.images(tmp_path / "file")


def test_that_the_simulated_dataset_is_listed(fixtures: Path) -> None:
    found = bids.images(fixtures / "asl_simulated", subject="05")
    assert _names(found) == [
        ("sub-05_acq-nfwp_asl.nii.gz", Modality.ASL),
        ("sub-05_acq-nfwp_m0scan.nii.gz", Modality.M0),
    ]
