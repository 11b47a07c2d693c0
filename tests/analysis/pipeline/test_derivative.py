"""A processed patient is read back as it was left; what is unfinished or ambiguous is refused."""

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import FileFormatError, InputError
from analysis.files.results import write_json, write_tsv
from analysis.grid import Grid
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.names import Names
from analysis.pipeline.outputs_resting import MOTION_COLUMNS
from analysis.pipeline.transform_files import write_linear, write_way
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.transforms import LinearTransform, Warp

GRID = Grid((6, 7, 8), np.diag([2.0, 2.0, 2.0, 1.0]))
RANDOM = np.random.default_rng(0)
SHIFT = LinearTransform(np.array([[1, 0, 0, 3.0], [0, 1, 0, -2], [0, 0, 1, 5], [0, 0, 0, 1]]))


def left_by_a_run(root: Path, subject: str = "01", image: str = "T1w") -> Normalisation:
    names = Names(root, subject)
    warps = (Warp(GRID, RANDOM.normal(0, 1, (*GRID.shape, 3))) for _ in range(2))
    way = Normalisation(SHIFT, *warps, 0.8, (0.4, 2.1))
    write_way(way, names.way("anat" if image == "T1w" else "func", image), image=image)
    write_tsv(
        MOTION_COLUMNS,
        [[0] * 8, [0.1, 0, 0, 0, 0.01, 0, 0.6, 0.5]],
        names.func("desc-confounds_timeseries.tsv"),
        force=True,
    )
    for name in ("alff", "reho"):
        names.maps.mkdir(parents=True, exist_ok=True)
        (names.maps / f"{name}.nii.gz").write_bytes(b"")
    record = {
        "Maps": ["alff", "reho", "removed_by_hand"],
        "Warnings": ["Mind this."],
        "NormalisationCorrelation": 0.8,
        "WarpJacobianRange": [0.4, 2.1],
        "ExcludedByRule": True,
    }
    write_json(record, names.record, force=True)
    return way


def test_that_the_transforms_map_the_same_points_after_reading(tmp_path):
    way = left_by_a_run(tmp_path)
    write_linear(SHIFT, Names(tmp_path, "01").t1_to_bold, source="T1w", target="boldref")
    found = read_processed(tmp_path)
    points = GRID.to_mm(RANDOM.uniform(0, 5, (30, 3)))
    np.testing.assert_allclose(found.normalisation.from_mni(points), way.from_mni(points), atol=1e-3)
    np.testing.assert_allclose(found.normalisation.to_mni(points), way.to_mni(points), atol=1e-3)
    assert found.normalisation.correlation == 0.8
    assert found.normalisation.jacobian == (0.4, 2.1)
    assert found.normalised_by == "T1w"
    assert found.t1_to_bold is not None
    np.testing.assert_allclose(found.t1_to_bold.points(np.zeros(3)), [3, -2, 5])
    assert found.t1_to_asl is None


def test_that_maps_motion_and_warnings_are_those_of_the_record(tmp_path):
    left_by_a_run(tmp_path)
    found = read_processed(tmp_path / "sub-01")
    assert [m.statistic for m in found.maps] == ["alff", "reho"]
    assert found.warnings == ("Mind this.",)
    assert found.excluded_by_rule is True
    assert found.motion is not None
    assert found.motion.motion.n_timepoints == 2
    assert found.motion.power_mm[1] == 0.6
    assert found.t1 is None


def test_that_a_series_without_t1_is_known_to_be_normalised_by_itself(tmp_path):
    left_by_a_run(tmp_path, image="boldref")
    assert read_processed(tmp_path).normalised_by == "boldref"


def test_that_files_of_an_earlier_run_with_other_scans_are_not_taken(tmp_path):
    left_by_a_run(tmp_path)
    left_by_a_run(tmp_path, image="boldref")
    write_linear(SHIFT, Names(tmp_path, "01").t1_to_bold, source="T1w", target="boldref")
    record = json.loads(Names(tmp_path, "01").record.read_text())
    write_json({**record, "Scans": ["bold"]}, Names(tmp_path, "01").record, force=True)
    found = read_processed(tmp_path)
    assert found.normalised_by == "boldref"
    assert found.t1_to_bold is None
    assert found.motion is not None


def test_that_several_unfinished_and_unknown_patients_are_refused(tmp_path):
    with pytest.raises(InputError, match="no processed patient"):
        read_processed(tmp_path)
    left_by_a_run(tmp_path)
    left_by_a_run(tmp_path, "02")
    with pytest.raises(InputError, match="2 processed patients; name one"):
        read_processed(tmp_path)
    assert read_processed(tmp_path, "sub-02").subject == "02"
    with pytest.raises(InputError, match="no processed patient sub-03"):
        read_processed(tmp_path, "03")
    Names(tmp_path, "02").record.write_text("[")
    with pytest.raises(FileFormatError, match="damaged"):
        read_processed(tmp_path, "02")
    Names(tmp_path, "02").record.unlink()
    with pytest.raises(InputError, match="not finished"):
        read_processed(tmp_path, "02")
