import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.files import nifti, role
from analysis.scan import Modality
from tests.analysis.files.made_files import SHAPE, make, values


@pytest.mark.parametrize(
    ("name", "n_frames", "modality"),
    [
        ("sub-01_T1w", 1, Modality.T1),
        ("sub-01_task-rest_bold", 9, Modality.BOLD),
        ("sub-01_asl", 8, Modality.ASL),
        ("sub-01_m0scan", 1, Modality.M0),
        ("sub-01_desc-brain_mask", 1, Modality.MASK),
        ("sub-01_FLAIR", 1, Modality.OTHER),
        ("MPRAGE 1mm", 1, Modality.T1),
        ("Patient7_REST", 9, Modality.BOLD),
        ("pcasl3d_m0_and_pairs", 9, Modality.ASL),
        ("zReHo27", 1, Modality.MAP),
        ("smALFF", 1, Modality.MAP),
        ("bold_tsnr", 1, Modality.MAP),
        ("lesion", 1, Modality.MASK),
        ("restored", 1, Modality.OTHER),  # a word is a whole word
        ("sub-01_task-rest_bold", 1, Modality.OTHER),  # one volume is no BOLD series
        ("sub-01_T1w", 30, Modality.BOLD),  # thirty volumes are no T1
    ],
)
def test_that_the_name_tells_the_role_if_the_dimensions_fit(
    tmp_path: Path, name: str, n_frames: int, modality: Modality
) -> None:
    shape = (*SHAPE, n_frames)
    scan = nifti.read(make(tmp_path / f"{name}.nii", values(shape), shape=shape))
    assert scan.modality is modality
    assert scan.reason


@pytest.mark.parametrize(
    ("fields", "modality"),
    [
        ({"ArterialSpinLabelingType": "PASL"}, Modality.ASL),
        ({"BidsGuess": ["func", "_acq-x_run-1_bold"]}, Modality.BOLD),
        ({"SeriesDescription": "Resting state fMRI"}, Modality.BOLD),
        ({"BidsGuess": [3], "SeriesDescription": 7}, Modality.OTHER),
    ],
)
def test_that_the_sidecar_tells_the_role_where_the_name_does_not(
    tmp_path: Path, fields: dict[str, Any], modality: Modality
) -> None:
    (tmp_path / "i0004.json").write_text(json.dumps(fields))
    assert nifti.read(make(tmp_path / "i0004.nii", shape=(*SHAPE, 9))).modality is modality


def test_that_the_folder_tells_the_role_of_a_series(tmp_path: Path) -> None:
    for folder, modality in (("func", Modality.BOLD), ("perf", Modality.ASL), ("other", Modality.OTHER)):
        (tmp_path / folder).mkdir()
        scan = nifti.read(make(tmp_path / folder / "i0004.nii", shape=(*SHAPE, 9)))
        assert scan.modality is modality


def test_that_a_header_that_says_t_values_is_a_map(tmp_path: Path) -> None:
    scan = nifti.read(make(tmp_path / "result.nii", intent_code=3))
    assert (scan.modality, scan.reason) == (Modality.MAP, "its header says that it holds t values")


def test_that_few_whole_numbers_are_a_mask_and_scaled_ones_are_not(tmp_path: Path) -> None:
    data = (values() > 30).astype("<i2")
    assert nifti.read(make(tmp_path / "a.nii", data)).reason == "its voxels hold only 2 different whole numbers"
    assert nifti.read(make(tmp_path / "b.nii", data, scl_slope=0.5)).modality is Modality.OTHER
    assert nifti.read(make(tmp_path / "c.nii")).modality is Modality.OTHER  # 60 different ones


def test_that_a_fine_whole_head_is_taken_for_a_t1_and_called_a_guess(tmp_path: Path) -> None:
    shape = (110, 110, 110)
    fine = {"srow_x": (-1, 0, 0, 50), "srow_y": (0, 1, 0, -50), "srow_z": (0, 0, 1, -50)}
    data = np.random.default_rng(0).integers(0, 900, shape).astype("<i2")
    scan = nifti.read(make(tmp_path / "i0002.nii", data, shape=shape, **fine))
    assert scan.modality is Modality.T1
    assert "guess" in scan.reason


def test_that_a_long_series_is_taken_for_bold_and_called_a_guess(tmp_path: Path) -> None:
    scan = nifti.read(make(tmp_path / "i0003.nii", shape=(*SHAPE, 40)))
    assert scan.modality is Modality.BOLD
    assert "guess" in scan.reason


def test_that_a_name_alone_tells_a_role_before_anything_is_opened() -> None:
    assert role.of_path(Path("func/sub-01_bold.nii.gz")).modality is Modality.BOLD
    assert role.of_path(Path("perf/series.nii.gz")).modality is Modality.ASL
    assert role.of_path(Path("x/series.nii.gz")).modality is Modality.OTHER
