import json

import nibabel
import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.files import nifti, writing
from analysis.image import Mask
from analysis.stats.calibration import calibrate
from analysis.stats.patient_files import (
    calibration_folder,
    kept_calibration,
    write_calibration,
    write_patient_result,
)
from analysis.stats.single_case import Transform
from analysis.stats.single_patient import compare_patient
from tests.analysis.stats.made_cohort import MASK, made_cohort


def test_that_a_result_is_written_whole_and_reads_back(tmp_path):
    found = compare_patient(*made_cohort(seed=3))
    written = write_patient_result(found, tmp_path / "o")
    assert [p.name for p in written] == [
        "t.nii.gz", "w.nii.gz", "percentile.nii.gz", "p_corrected.nii.gz", "thresholded.nii.gz", "exchangeable.json",
        "regions.tsv", "region_controls.tsv", "clusters.tsv", "caption.txt",
    ]  # fmt: skip
    again = nifti.read(tmp_path / "o" / "t.nii.gz").image
    np.testing.assert_array_equal(again.data, found.maps["t"].volume.data)
    record = json.loads((tmp_path / "o" / "exchangeable.json").read_text())
    voxel = record["claims"][0]
    assert voxel["p"] == (1 + sum(c >= voxel["patient"] for c in voxel["controls"])) / 25
    assert voxel["sentence"] in " ".join(record["sentences"])
    assert record["provenance"]["parameters"]["n_controls"] == 24
    lines = [line.split("\t") for line in (tmp_path / "o" / "regions.tsv").read_text().splitlines()]
    sets = [line[0] for line in lines[1:]]
    assert [sets.count(s) for s in ("prespecified", "prespecified asymmetry", "aal", "aal asymmetry")] == [
        14,
        6,
        116,
        54,
    ]
    holm = lines[0].index("p_holm")
    assert all(line[holm] == "n/a" for line in lines[1:] if line[0].startswith("aal"))
    controls = [line.split("\t") for line in (tmp_path / "o" / "region_controls.tsv").read_text().splitlines()]
    assert [line[0] for line in controls[1:]] == [line[1] for line in lines[1:15]]
    np.testing.assert_allclose([float(x) for x in controls[5][1:]], found.regions[4].controls, rtol=1e-9)
    words = (tmp_path / "o" / "caption.txt").read_text().splitlines()
    assert words[0] == found.caption
    assert "algoscope-map-1" in (tmp_path / "o" / "w.json").read_text()
    with pytest.raises(OutputError, match="exists already"):
        write_patient_result(found, tmp_path / "o")


@pytest.mark.parametrize("older", [False, True])
def test_that_a_full_disk_leaves_no_half_comparison_and_an_older_one_as_it_was(tmp_path, monkeypatch, older):
    found, folder = compare_patient(*made_cohort(seed=3)), tmp_path / "o"
    if older:
        write_patient_result(compare_patient(*made_cohort(seed=4)), folder)
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def full(*_, **__):
        raise OutputError("The disk is full.")

    monkeypatch.setattr(writing, "write_text", full)  # the caption comes last
    with pytest.raises(OutputError, match="full"):
        write_patient_result(found, folder, force=older)
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert folder.exists() is older


def test_that_nothing_of_an_older_comparison_is_read_with_the_new_one(tmp_path):
    write_patient_result(compare_patient(*made_cohort(seed=3)), tmp_path)
    write_patient_result(compare_patient(*made_cohort(8, covariates=())), tmp_path, force=True)
    assert not list(tmp_path.glob("p_corrected*"))  # with eight controls there is no test of the map
    assert not (tmp_path / "clusters.tsv").exists()


def test_that_a_mask_with_other_voxels_that_lies_there_stays(tmp_path):
    found = compare_patient(*made_cohort(seed=3))
    other = Mask(MASK.grid, ~MASK.data)
    writing.write_mask(other, tmp_path / "mask.nii.gz")
    write_patient_result(found, tmp_path)
    np.testing.assert_array_equal(nifti.read_mask(tmp_path / "mask.nii.gz").data, other.data)
    np.testing.assert_array_equal(nifti.read_mask(tmp_path / "t_mask.nii.gz").data, MASK.data)


def test_that_without_a_map_only_words_and_regions_are_written(tmp_path):
    written = write_patient_result(compare_patient(*made_cohort(8, covariates=())), tmp_path / "o")
    assert [p.name for p in written] == ["exchangeable.json", "regions.tsv", "region_controls.tsv", "caption.txt"]


def test_that_a_calibration_belongs_to_exactly_its_cohort(tmp_path):
    cohort, _ = made_cohort(12, covariates=("age",))
    found = calibrate(cohort)
    folder = calibration_folder(tmp_path / "controls.tsv", "malff")
    assert folder.name == "controls_malff_calibration"
    assert kept_calibration(folder, cohort, Transform.LOG) is None
    written = write_calibration(found, cohort, folder)
    assert {p.name for p in written} == {
        "false_positives.nii.gz", "skewness.nii.gz", "qq.tsv", "controls.tsv", "regions.tsv", "calibration.json",
    }  # fmt: skip
    assert kept_calibration(folder, cohort, Transform.LOG) == found.sentences()
    assert kept_calibration(folder, cohort, Transform.NONE) is None
    assert kept_calibration(folder, made_cohort(12, seed=2, covariates=("age",))[0], Transform.LOG) is None
    stored = np.asarray(nibabel.load(folder / "false_positives.nii.gz").dataobj)[MASK.data]
    np.testing.assert_allclose(stored, found.false_positives, rtol=1e-6)
    assert len((folder / "qq.tsv").read_text().splitlines()) == 24
