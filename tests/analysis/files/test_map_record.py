"""What stands beside a map brings it back as it was; a zero that nobody measured never looks like a result."""

import json

import numpy as np
import pytest

from analysis.files import map_record
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.provenance import Provenance
from analysis.scan import StatMap

GRID = Grid((2, 2, 1), np.eye(4))
STORED = Volume(GRID, np.array([[[0.0], [5.0]], [[0.0], [2.0]]]))
INSIDE = Mask(GRID, np.array([[[True], [True]], [[False], [True]]]))


@pytest.fixture
def record(tmp_path):
    """Of a map with a mask, read back from its file."""
    provenance = Provenance("analysis.metrics.alff", {"low_hz": 0.01}, warnings=("few volumes",))
    made = StatMap(Volume(GRID, STORED.data, "ALFF", "a.u."), "t", provenance, INSIDE, dof=27)
    content = map_record.as_dict(made, "MNI152", "sub-1_mask.nii.gz")
    (tmp_path / "sub-1_alff.json").write_text(json.dumps(content))
    return map_record.read(tmp_path / "sub-1_alff.nii.gz")


def test_that_a_record_comes_back_as_it_was_written(record, tmp_path):
    assert (record.name, record.statistic, record.unit, record.dof) == ("ALFF", "t", "a.u.", 27.0)
    assert (record.space, record.mask_file) == ("MNI152", "sub-1_mask.nii.gz")
    assert (record.function, record.warnings) == ("analysis.metrics.alff", ("few volumes",))
    assert map_record.provenance_of(tmp_path / "sub-1_alff.nii.gz")["parameters"] == {"low_hz": 0.01}


def test_that_a_measured_zero_stays_and_one_outside_the_mask_is_no_value(record):
    volume, warnings = map_record.restored(STORED, record, INSIDE)
    np.testing.assert_array_equal(volume.data[..., 0], [[0, 5], [np.nan, 2]])
    assert (volume.name, volume.unit, warnings) == ("ALFF", "a.u.", ())


@pytest.mark.parametrize(
    ("mask", "said"),
    [(None, "is missing beside it"), (Mask(GRID, np.ones(GRID.shape, dtype=bool)), "was changed")],
)
def test_that_without_its_own_mask_every_zero_is_taken_for_no_value_and_this_is_said(record, mask, said):
    volume, warnings = map_record.restored(STORED, record, mask)
    np.testing.assert_array_equal(volume.data[..., 0], [[np.nan, 5], [np.nan, 2]])
    assert len(warnings) == 1
    assert said in warnings[0]


def test_that_a_map_without_a_mask_keeps_its_zeros(tmp_path):
    made = StatMap(Volume(GRID, STORED.data, "CBF", "mL/100 g/min"), "cbf", Provenance("f"))
    (tmp_path / "a.json").write_text(json.dumps(map_record.as_dict(made, "scanner", None)))
    volume, warnings = map_record.restored(STORED, map_record.read(tmp_path / "a.nii"), None)
    np.testing.assert_array_equal(volume.data, STORED.data)
    assert warnings == ()


@pytest.mark.parametrize("content", ["", "[1, 2]", '{"RepetitionTime": 2.0}', "[" * 100_000, '{"format": "x"}'])
def test_that_another_json_is_no_record(tmp_path, content):
    (tmp_path / "a.json").write_text(content)
    assert map_record.read(tmp_path / "a.nii.gz") is None
    assert map_record.provenance_of(tmp_path / "a.nii.gz") == {}


def test_that_only_a_record_of_a_series_speaks_for_a_series(tmp_path):
    said = {"format": map_record.SERIES_FORMAT, "provenance": {"warnings": ["two volumes were left out"]}}
    (tmp_path / "a.json").write_text(json.dumps(said))
    assert map_record.warnings_of_series(tmp_path / "a.nii.gz") == ("two volumes were left out",)
    assert map_record.read(tmp_path / "a.nii.gz") is None


@pytest.mark.parametrize("name", ["../sub-1_mask.nii.gz", "deeper/mask.nii.gz", "absent.nii.gz", ".."])
def test_that_a_record_names_masks_of_its_own_folder_only(tmp_path, name):
    (tmp_path / "maps" / "deeper").mkdir(parents=True)
    for place in ("sub-1_mask.nii.gz", "maps/deeper/mask.nii.gz", "maps/own.nii.gz"):
        (tmp_path / place).write_bytes(b"")
    image = tmp_path / "maps" / "alff.nii.gz"

    def naming(mask: str) -> map_record.MapRecord:
        return map_record.MapRecord("", "", "", None, "", mask, "0", "", ())

    assert map_record.mask_path(image, naming(name)) is None
    assert map_record.mask_path(image, naming("own.nii.gz")) == tmp_path / "maps" / "own.nii.gz"
