"""Scans are known again by their voxels and their grid."""

from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from analysis.errors import Cancelled
from analysis.importing.kept import kept_under, same_files
from analysis.importing.rewriting import rewrite


def saved(path: Path, seed: int, *, mirrored: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.random.default_rng(seed).integers(0, 900, (5, 4, 3), dtype=np.int16)
    image = nib.Nifti1Image(values, np.diag([2.0 if mirrored else -2.0, 2.0, 2.0, 1.0]))
    image.header["descrip"] = f"of {path.parent.name}"
    nib.save(image, path)
    return path


@pytest.fixture
def patients(tmp_path):
    for seed, name in enumerate(("sub-A", "sub-B")):
        saved(tmp_path / "patients" / name / "scans" / name / "anat" / f"{name}_T1w.nii.gz", seed)
    return tmp_path / "patients"


def test_that_only_the_same_voxels_are_the_same_scan(tmp_path, patients):
    files = {0: saved(tmp_path / "b.nii", 1), 1: saved(tmp_path / "c.nii", 2)}
    found = same_files(files, patients / "sub-B")
    assert found == {0: patients / "sub-B" / "scans" / "sub-B" / "anat" / "sub-B_T1w.nii.gz"}


def test_that_the_same_voxels_the_other_way_round_are_another_scan(tmp_path, patients):
    assert same_files({0: saved(tmp_path / "b.nii", 1, mirrored=True)}, patients) == {}


def test_that_a_scan_is_known_again_after_its_header_was_bared(tmp_path):
    rewrite(saved(tmp_path / "given.nii", 7), saved(tmp_path / "kept" / "a.nii.gz", 0))
    assert same_files({3: tmp_path / "given.nii"}, tmp_path / "kept") == {3: tmp_path / "kept" / "a.nii.gz"}


def test_that_all_patients_of_whom_a_scan_is_kept_are_named(tmp_path, patients):
    files = [saved(tmp_path / f"{seed}.nii", seed) for seed in (9, 0, 1)]
    saved(patients / "sub-A_visit-2" / "scans" / "T1w.nii.gz", 0)
    assert kept_under(dict(enumerate(files[:2])), patients, "scans") == {"sub-A", "sub-A_visit-2"}
    assert kept_under(dict(enumerate(files)), patients, "scans") == {"sub-A", "sub-A_visit-2", "sub-B"}


def test_that_nobody_is_named_of_whom_no_scan_is_kept(tmp_path, patients):
    new = {0: saved(tmp_path / "new.nii", 9)}
    assert kept_under(new, patients, "scans") == frozenset()
    assert kept_under(new, tmp_path / "nowhere", "scans") == frozenset()


def test_that_results_are_no_scans(tmp_path, patients):
    saved(patients / "sub-A" / "results" / "map.nii.gz", 9)
    assert kept_under({0: saved(tmp_path / "map.nii", 9)}, patients, "scans") == frozenset()


def test_that_a_file_that_went_away_or_is_damaged_is_not_kept(tmp_path, patients):
    (patients / "sub-A" / "scans" / "cut.nii.gz").write_bytes(b"cut off")
    (tmp_path / "cut.nii").write_bytes(b"cut off")
    assert same_files({0: tmp_path / "gone.nii", 1: tmp_path / "cut.nii"}, patients) == {}


def test_that_looking_can_be_cancelled(tmp_path, patients):
    def stop(fraction, message):
        raise Cancelled

    with pytest.raises(Cancelled):
        same_files({0: saved(tmp_path / "a.nii", 0)}, patients, stop)
