"""Scans are known again by their content."""

import pytest

from analysis.errors import Cancelled
from analysis.importing.kept import kept_under, same_files


@pytest.fixture
def patients(tmp_path):
    for name, content in (("sub-A", b"one"), ("sub-B", b"two")):
        folder = tmp_path / "patients" / name / "scans" / name / "anat"
        folder.mkdir(parents=True)
        (folder / f"{name}_T1w.nii.gz").write_bytes(content)
    return tmp_path / "patients"


def given(tmp_path, *contents):
    files = {}
    for n, content in enumerate(contents):
        files[n] = tmp_path / f"{n}.nii.gz"
        files[n].write_bytes(content)
    return files


def test_that_only_the_same_bytes_are_the_same_scan(tmp_path, patients):
    files = given(tmp_path, b"two", b"owt", b"three")  # "owt" has the size, "three" has not
    found = same_files(files, patients / "sub-B")
    assert found == {0: patients / "sub-B" / "scans" / "sub-B" / "anat" / "sub-B_T1w.nii.gz"}


def test_that_the_patient_of_whom_a_scan_is_kept_is_found(tmp_path, patients):
    assert kept_under(given(tmp_path, b"new", b"one"), patients, "scans") == patients / "sub-A"


def test_that_nobody_is_told_where_nothing_or_two_patients_fit(tmp_path, patients):
    assert kept_under(given(tmp_path, b"new"), patients, "scans") is None
    assert kept_under(given(tmp_path, b"one", b"two"), patients, "scans") is None
    assert kept_under(given(tmp_path, b"one"), tmp_path / "nowhere", "scans") is None


def test_that_results_are_no_scans(tmp_path, patients):
    (patients / "sub-A" / "results").mkdir()
    (patients / "sub-A" / "results" / "map.nii.gz").write_bytes(b"map")
    assert kept_under(given(tmp_path, b"map"), patients, "scans") is None


def test_that_a_file_that_went_away_is_not_kept(tmp_path, patients):
    assert same_files({0: tmp_path / "gone.nii"}, patients) == {}


def test_that_looking_can_be_cancelled(tmp_path, patients):
    def stop(fraction, message):
        raise Cancelled

    with pytest.raises(Cancelled):
        same_files(given(tmp_path, b"one"), patients, stop)
