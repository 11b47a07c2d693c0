"""Controls in one small file: rounding is bounded, masks and records come back as they were, damage is noticed."""

import json

import numpy as np
import pytest

from analysis.demo.reference_archive import STEP_IN_SD, keep, read_archive, write_archive
from analysis.errors import FileFormatError, InputError
from analysis.files import map_record, nifti
from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.provenance import InputRecord, Provenance
from analysis.scan import StatMap
from analysis.stats.map_profile import profile_of, require_alike

GRID = Grid((7, 8, 9), np.diag([3.0, 3.0, 3.0, 1.0]))
SUBJECTS = tuple(f"sub-control{n:02d}" for n in range(1, 6))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Five people with two maps each; the fourth has fewer voxels, and one value is zero inside of its mask."""
    root, random = tmp_path_factory.mktemp("controls"), np.random.default_rng(2)
    for number, subject in enumerate(SUBJECTS):
        inside = np.zeros(GRID.shape, dtype=bool)
        inside[1 : 5 if number == 3 else 6, 1:7, 1:8] = True
        for statistic, size in (("malff", 1.0), ("cbf", 50.0)):
            data = np.where(inside, size * random.normal(1, 0.1, GRID.shape), np.nan).astype(np.float32)
            data[2, 2, 2] = 0.0
            how = Provenance("analysis.made", {"low_hz": 0.01}, (InputRecord("bold", "ab"),), ("As found.",))
            made = StatMap(Volume(GRID, data, statistic, "u"), statistic, how, Mask(GRID, inside, "brain"))
            write_map(made, root / subject / "maps", space="MNI152")
    return root


@pytest.fixture(scope="module")
def kept(folder):
    return keep(folder, SUBJECTS, ("malff", "cbf"), "participant_id\tage\nsub-control01\t40\n")


@pytest.fixture(scope="module")
def read(kept, tmp_path_factory):
    return read_archive(write_archive(kept, tmp_path_factory.mktemp("file") / "controls.zip"))


def values(folder, subject, statistic):
    return nifti.read(folder / subject / "maps" / f"{statistic}.nii.gz").image.data


def test_that_no_value_is_further_off_than_a_hundredth_of_the_sd_between_people(folder, read):
    for statistic in ("malff", "cbf"):
        true = np.stack([values(folder, subject, statistic) for subject in SUBJECTS]).astype(np.float64)
        found = np.stack([read.maps[statistic].data(n) for n in range(len(SUBJECTS))])
        assert np.array_equal(np.isnan(found), np.isnan(true))
        everyone = np.isfinite(true).all(axis=0)
        sd = true[:, everyone].std(axis=0, ddof=1)
        off = np.abs(found - true)[:, everyone] / np.where(sd > 0, sd, np.inf)
        assert off.max() <= 0.5 * STEP_IN_SD + 1e-5  # and float32
        assert off.max() > 0.2 * STEP_IN_SD  # there is something to be said of
        assert np.allclose(found[:, 2, 2, 2], 0.0)


def test_that_what_was_kept_is_what_is_read(kept, read):
    assert read.subjects == kept.subjects
    assert read.table == kept.table
    assert read.records == kept.records
    for statistic, one in kept.maps.items():
        other = read.maps[statistic]
        assert np.array_equal(one.steps, other.steps)
        assert np.array_equal(one.absent, other.absent)
        assert other.grid.matches(one.grid)


def test_that_a_written_map_may_be_compared_with_the_one_that_was_processed(folder, read, tmp_path):
    path = read.write_map("sub-control04", "malff", tmp_path / "maps")
    original = folder / "sub-control04" / "maps" / "malff.nii.gz"
    one, other = nifti.read(path), nifti.read(original)
    require_alike(profile_of(one, path), profile_of(other, original), "the unpacked", "the processed")
    assert one.image.grid.matches(other.image.grid)
    assert one.image.unit == "u"
    assert profile_of(one, path).is_of_synthetic_scans  # which the line about the cohort says
    assert not profile_of(other, original).is_of_synthetic_scans
    record = json.loads(path.with_name("malff.json").read_text())
    assert record["storage"] == {
        "rounded_to_steps_of_sd": 0.02, "largest_error_in_sd": 0.01, "simulated_person": True
    }  # fmt: skip
    first, last = map_record.read(path).warnings
    assert first == "As found."
    assert "nobody was scanned" in last
    assert not any("missing beside it" in words for words in one.warnings)  # the mask is the one of the record


def test_that_a_mask_that_is_not_that_of_the_record_is_noticed(read, tmp_path):
    absent = read.maps["malff"].absent
    absent[0, 3, 3, 3] = True
    try:
        with pytest.raises(FileFormatError, match="malff of sub-control01"):
            read.write_map("sub-control01", "malff", tmp_path / "maps")
    finally:
        absent[0, 3, 3, 3] = False
    assert not (tmp_path / "maps").exists()


@pytest.mark.parametrize("damage", ["absent", "cut", "another format"])
def test_that_a_file_that_cannot_be_used_is_refused(kept, tmp_path, damage, monkeypatch):
    path = tmp_path / "controls.zip"
    if damage == "another format":
        monkeypatch.setattr("analysis.demo.reference_archive.FORMAT", "algoscope-controls-0")
    if damage != "absent":
        write_archive(kept, path)
        monkeypatch.undo()
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(FileFormatError, match="another version" if damage == "another format" else "damaged"):
        read_archive(path)


def test_that_a_map_without_its_record_is_not_kept(folder, tmp_path):
    path = tmp_path / SUBJECTS[0] / "maps" / "malff.nii.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes((folder / SUBJECTS[0] / "maps" / "malff.nii.gz").read_bytes())
    with pytest.raises(InputError, match="no record"):
        keep(tmp_path, SUBJECTS[:1], ("malff",), "")
