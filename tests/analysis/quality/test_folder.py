"""Files are found by what they end with, and never guessed."""

import pytest

from analysis.errors import InputError
from analysis.quality.folder import processed_files


def test_that_images_in_mni_space_and_native_ones_are_told_apart(files):
    assert files.subject == "made"
    assert "space-MNI152" in files.t1_mni.name
    assert files.t1.name == "sub-made_desc-preproc_T1w.nii.gz"
    assert files.boldref_mni is None
    assert processed_files(files.folder) == files


def test_that_two_of_a_kind_and_two_patients_are_refused(tmp_path):
    anat = tmp_path / "sub-a" / "anat"
    anat.mkdir(parents=True)
    for run in (1, 2):
        (anat / f"sub-a_run-{run}_desc-preproc_T1w.nii.gz").touch()
    with pytest.raises(InputError, match="2 files"):
        processed_files(tmp_path)
    (tmp_path / "sub-b").mkdir()
    with pytest.raises(InputError, match="2 patients"):
        processed_files(tmp_path)
    assert processed_files(tmp_path, "b").subject == "b"
    with pytest.raises(InputError, match="no processed patient"):
        processed_files(tmp_path, "c")
