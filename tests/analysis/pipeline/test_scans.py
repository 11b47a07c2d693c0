"""Scans are opened and checked before any work; an ASL series that cannot be used stops nothing else."""

from pathlib import Path

import numpy as np
import pytest

from analysis.errors import DataError, FileFormatError, GeometryError, InputError
from analysis.files.results import write_json, write_mask, write_series, write_tsv, write_volume
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.pipeline.case import Case
from analysis.pipeline.scans import open_scans
from analysis.scan import Fact, FactSource

HEAD = Grid((70, 70, 70), np.diag([2.0, 2.0, 2.0, 1.0]))
SMALL = Grid((4, 5, 6), np.diag([3.0, 3.0, 4.0, 1.0]))
RANDOM = np.random.default_rng(0)


def t1(folder: Path) -> Path:
    data = np.zeros(HEAD.shape)
    data[1:-1, 1:-1, 1:-1] = 100
    return write_volume(Volume(HEAD, data), folder / "sub-1_T1w.nii.gz")


def bold(folder: Path, n_volumes: int = 60) -> Path:
    data = RANDOM.random((3, 3, 2, n_volumes)).astype(np.float32)
    path = write_series(Series(Grid((3, 3, 2), np.eye(4)), ArrayFrames(data), 2.0), folder / "sub-1_bold.nii.gz")
    write_json({"RepetitionTime": 2.0, "SliceTiming": [0.0, 1.0]}, folder / "sub-1_bold.json")
    return path


def asl(folder: Path, m0_type: str = "Separate") -> Path:
    path = folder / "sub-1_asl.nii.gz"
    write_series(Series(SMALL, ArrayFrames(RANDOM.random((*SMALL.shape, 4)).astype(np.float32)), 4.0), path)
    facts = {"ArterialSpinLabelingType": "PCASL", "PostLabelingDelay": 1.8, "M0Type": m0_type}
    write_json(facts, folder / "sub-1_asl.json")
    write_tsv(("volume_type",), [("control",), ("label",)] * 2, folder / "sub-1_aslcontext.tsv")
    return path


def m0(folder: Path) -> Path:
    return write_volume(Volume(SMALL, RANDOM.random(SMALL.shape)), folder / "sub-1_m0scan.nii.gz")


def test_that_all_scans_are_opened_with_their_hashes(tmp_path):
    found = open_scans(Case("1", t1(tmp_path), bold(tmp_path), asl(tmp_path), m0(tmp_path)), 10)
    assert found.t1 is not None
    assert found.resting is not None
    assert found.resting.slice_times_s == (0.0, 1.0)
    assert found.asl is not None
    assert found.asl.m0 is not None
    assert [record.role for record in found.inputs] == ["t1", "bold", "asl", "m0"]
    assert found.asl.told["facts"]["PostLabelingDelay"] == "1.8"


def test_that_scanner_and_sequence_of_the_series_are_kept_for_the_records_of_its_maps(tmp_path):
    path = bold(tmp_path)
    facts = {"RepetitionTime": 2.0, "SliceTiming": [0.0, 1.0], "ManufacturersModelName": "Prisma", "EchoTime": 0.03}
    write_json({**facts, "FlipAngle": 80}, tmp_path / "sub-1_bold.json", force=True)
    found = open_scans(Case("1", t1(tmp_path), path, None, None), 10)
    assert found.resting is not None
    assert found.resting.acquisition == {"ManufacturersModelName": "Prisma", "RepetitionTime": 2.0, "EchoTime": 0.03}


@pytest.mark.parametrize("missing", [9, 900])  # bytes: of the checksum, and of the volumes
def test_that_a_series_that_was_cut_short_is_refused_before_any_work(tmp_path, missing):
    path = bold(tmp_path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - missing)
    with pytest.raises(FileFormatError, match="sub-1_bold"):
        open_scans(Case("1", t1(tmp_path), path, None, None), 10)


def test_that_an_m0_is_not_dropped_without_a_word(tmp_path):
    found = open_scans(Case("1", t1(tmp_path), None, asl(tmp_path, "Included"), m0(tmp_path)), 0)
    assert found.asl is not None
    assert found.asl.m0 is None
    assert any("separate M0 scan was not used" in sentence for sentence in found.warnings)


def test_that_a_broken_asl_series_is_left_out_unless_it_is_all(tmp_path):
    broken = tmp_path / "sub-1_asl.nii.gz"
    broken.write_bytes(b"no image")
    found = open_scans(Case("1", t1(tmp_path), None, broken), 0)
    assert found.asl is None
    assert any(sentence.startswith("The ASL series was left out.") for sentence in found.warnings)
    with pytest.raises(InputError):
        open_scans(Case("1", asl=broken), 0)


def test_that_a_lesion_must_be_on_the_grid_of_the_t1(tmp_path):
    path = t1(tmp_path)
    inside = np.zeros(HEAD.shape, dtype=bool)
    inside[30:35, 30:35, 30:35] = True
    good = write_mask(Mask(HEAD, inside), tmp_path / "lesion.nii.gz")
    found = open_scans(Case("1", path, lesion=good), 0)
    assert found.lesion is not None
    assert found.lesion.n_voxels == 125
    assert [record.role for record in found.inputs] == ["t1", "lesion"]
    moved = HEAD.affine.copy()
    moved[0, 3] = 5
    other = write_mask(Mask(Grid(HEAD.shape, moved), inside), tmp_path / "other.nii.gz")
    with pytest.raises(GeometryError, match="not on the grid of the T1"):
        open_scans(Case("1", path, lesion=other), 0)
    with pytest.raises(InputError, match="belongs to a T1"):
        open_scans(Case("1", bold=bold(tmp_path), lesion=good), 0)
    empty = write_mask(Mask(HEAD, np.zeros(HEAD.shape)), tmp_path / "empty.nii.gz")
    with pytest.raises(InputError, match="empty"):
        open_scans(Case("1", path, lesion=empty), 0)


def test_that_a_series_that_is_too_short_is_refused(tmp_path):
    with pytest.raises(DataError, match="8 volumes, of which 2 are dropped"):
        open_scans(Case("1", bold=bold(tmp_path, 8)), 2)


def test_that_typed_facts_of_the_series_count_before_those_of_its_files(tmp_path):
    typed = {
        "RepetitionTime": Fact(2.5, FactSource.TYPED),
        "SliceTiming": Fact((1.2, 0.0), FactSource.TYPED),
        "MagneticFieldStrength": Fact(3.0, FactSource.TYPED),
    }
    scans = open_scans(Case("1", bold=bold(tmp_path), bold_facts=typed), 0)
    assert scans.resting.series.tr_s == 2.5
    assert scans.resting.slice_times_s == (1.2, 0.0)
    assert scans.resting.acquisition["MagneticFieldStrength"] == 3.0
    assert "The repetition time was typed as 2.5 s; the files say 2 s." in scans.warnings


def test_that_an_order_of_slices_that_is_said_to_be_unknown_is_not_corrected(tmp_path):
    typed = {"SliceTiming": Fact("not known: do not correct", FactSource.TYPED)}
    scans = open_scans(Case("1", bold=bold(tmp_path), bold_facts=typed), 0)
    assert scans.resting.slice_times_s is None
    assert any("slice timing was not corrected" in warning for warning in scans.warnings)


def test_that_no_name_of_a_file_is_in_what_is_kept_of_the_scans(tmp_path):
    path = asl(tmp_path).rename(tmp_path / "Smith_John_asl.nii.gz")
    (tmp_path / "Smith_John_asl.json").write_text("{damaged")
    write_tsv(("volume_type",), [("control",), ("label",)], tmp_path / "Smith_John_aslcontext.tsv")
    found = open_scans(Case("1", t1(tmp_path), None, path), 10)
    assert any('"asl.json"' in warning for warning in found.warnings), found.warnings
    assert any('"aslcontext.tsv"' in warning for warning in found.warnings)
    assert "Smith" not in " ".join(found.warnings)
