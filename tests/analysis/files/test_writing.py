import errno
import gzip
import json
import os
import stat
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from analysis.errors import Cancelled, DataError, OutputError
from analysis.files import nifti, writing
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from tests.orientations import ORIENTATIONS, oriented_grid

SHAPE = (4, 5, 6)
GRID = oriented_grid("LAS", SHAPE)
VALUES = np.arange(np.prod(SHAPE), dtype=np.float32).reshape(SHAPE) + 0.25


@pytest.mark.parametrize("name", ORIENTATIONS)
@pytest.mark.parametrize("ending", [".nii", ".nii.gz"])
def test_that_a_value_saved_at_a_point_in_mm_is_read_there(tmp_path: Path, name: str, ending: str) -> None:
    grid = oriented_grid(name, SHAPE)
    path = writing.write_volume(Volume(grid, VALUES), tmp_path / f"map{ending}")
    ours, theirs = nifti.read(path), nib.load(path)
    ijk = (3, 1, 4)
    point = grid.to_mm(ijk)
    assert ours.image.grid.voxel_at(point) == ijk
    assert ours.image.data[ijk] == VALUES[ijk]
    # another reader, and both of the header's positions (a qform cannot hold sheared axes)
    for affine in (
        theirs.affine,
        theirs.get_sform(),
        *([] if name == "sheared" else [theirs.get_qform(coded=True)[0]]),
    ):
        np.testing.assert_allclose(affine, grid.affine, atol=1e-4)
    np.testing.assert_array_equal(theirs.get_fdata(dtype=np.float32), VALUES)
    assert theirs.header.get_xyzt_units()[0] == "mm"


@pytest.mark.parametrize("space", ["scanner", "aligned", "Talairach", "MNI152", "template"])
def test_that_the_space_is_kept_as_the_code_of_both_forms(tmp_path: Path, space: str) -> None:
    path = writing.write_volume(Volume(GRID, VALUES), tmp_path / "map.nii", space=space)
    assert nifti.read(path).facts["SpatialReference"].value == space
    header = nib.load(path).header
    assert header["sform_code"] == header["qform_code"] > 0


def test_that_an_unknown_position_is_never_written_as_a_known_one(tmp_path: Path) -> None:
    plain = tmp_path / "plain.nii"
    image = nib.Nifti1Image(VALUES, None)
    image.header.set_zooms((2, 3, 4))
    nib.save(image, plain)
    scan = nifti.read(plain)
    assert scan.affine_source == "none"
    written = writing.write_volume(scan.image, tmp_path / "again.nii", space="unknown")
    assert nifti.read(written).affine_source == "none"
    # a position that only a form could hold is refused rather than dropped
    with pytest.raises(OutputError, match="position"):
        writing.write_volume(Volume(GRID, VALUES), tmp_path / "other.nii", space="unknown")


def test_that_a_sheared_grid_is_written_without_a_qform_that_contradicts(tmp_path: Path) -> None:
    affine = GRID.affine.copy()
    affine[0, 1] = 0.5
    path = writing.write_volume(Volume(Grid(SHAPE, affine), VALUES), tmp_path / "sheared.nii")
    scan = nifti.read(path)
    np.testing.assert_allclose(scan.image.grid.affine, affine, atol=1e-5)
    assert nib.load(path).header["qform_code"] == 0
    assert scan.warnings == ()


def test_that_the_same_image_gives_the_same_bytes(tmp_path: Path) -> None:
    one = writing.write_volume(Volume(GRID, VALUES), tmp_path / "one.nii.gz")
    two = writing.write_volume(Volume(GRID, VALUES), tmp_path / "two.nii.gz")
    assert one.read_bytes() == two.read_bytes()
    assert gzip.decompress(one.read_bytes())[:4] == (348).to_bytes(4, "little")


def test_that_nothing_is_overwritten_without_being_asked(tmp_path: Path) -> None:
    path = tmp_path / "map.nii.gz"
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match=r'"map.nii.gz" exists already'):
        writing.write_volume(Volume(GRID, VALUES), path)
    assert path.read_bytes() == b"precious"
    writing.write_volume(Volume(GRID, VALUES), path, force=True)
    assert nifti.read(path).image.data[1, 1, 1] == VALUES[1, 1, 1]


def test_that_what_does_not_read_back_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing.hashlib, "sha256", _DifferentEachTime)
    with pytest.raises(OutputError, match="read back"):
        writing.write_volume(Volume(GRID, VALUES), tmp_path / "map.nii.gz")
    assert list(tmp_path.iterdir()) == []


class _DifferentEachTime:
    count = 0

    def update(self, block: bytes) -> None:
        del block

    def hexdigest(self) -> str:
        _DifferentEachTime.count += 1
        return str(_DifferentEachTime.count)


def test_that_a_cancelled_write_leaves_nothing(tmp_path: Path) -> None:
    series = Series(GRID, ArrayFrames(np.zeros((*SHAPE, 3))), 2.0)

    def stop(fraction: float, message: str = "") -> None:
        del message
        if fraction > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        writing.write_series(series, tmp_path / "bold.nii.gz", progress=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_that_a_folder_that_may_not_be_written_is_said_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(OutputError, match="could not be written"):
        writing.write_volume(Volume(GRID, VALUES), tmp_path / "map.nii.gz")


def test_that_a_file_in_the_way_of_the_folder_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match=r'"map.nii.gz" could not be written'):
        writing.write_volume(Volume(GRID, VALUES), tmp_path / "out" / "map.nii.gz")


def test_that_values_that_do_not_fit_an_integer_type_are_refused(tmp_path: Path) -> None:
    for values in (VALUES, np.full(SHAPE, 300.0), np.full(SHAPE, np.nan)):
        with pytest.raises(OutputError, match="uint8"):
            writing.write_volume(Volume(GRID, values), tmp_path / "labels.nii.gz", dtype="uint8")
    labels = np.arange(120.0).reshape(SHAPE)
    path = writing.write_volume(Volume(GRID, labels), tmp_path / "labels.nii.gz", dtype="uint8")
    np.testing.assert_array_equal(nifti.read(path).image.data, labels)


def test_that_nan_stays_nan_in_a_float_file(tmp_path: Path) -> None:
    values = VALUES.copy()
    values[0, 0, 0] = np.nan
    path = writing.write_volume(Volume(GRID, values), tmp_path / "map.nii.gz")
    np.testing.assert_array_equal(nifti.read(path).image.data, values)


def test_that_a_mask_is_read_back_as_it_was(tmp_path: Path) -> None:
    mask = Mask(GRID, VALUES > 50)
    path = writing.write_mask(mask, tmp_path / "mask.nii.gz")
    np.testing.assert_array_equal(nifti.read_mask(path).data, mask.data)
    assert nib.load(path).get_data_dtype() == np.uint8


def test_that_a_series_keeps_its_whole_numbers_and_its_tr(tmp_path: Path) -> None:
    values = np.random.default_rng(0).integers(-32768, 32768, (*SHAPE, 7)).astype(np.float32)
    path = writing.write_series(Series(GRID, ArrayFrames(values), 2.2), tmp_path / "bold.nii.gz")
    stored = nib.load(path)
    assert stored.get_data_dtype() == np.int16
    assert stored.header["pixdim"][4] == pytest.approx(2.2)
    assert stored.header.get_xyzt_units() == ("mm", "sec")
    np.testing.assert_array_equal(stored.get_fdata(dtype=np.float32), values)


def test_that_a_series_of_fractions_is_scaled_within_its_promised_error(tmp_path: Path) -> None:
    values = np.random.default_rng(1).normal(1000, 80, (*SHAPE, 5)).astype(np.float32)
    path = writing.write_series(Series(GRID, ArrayFrames(values), 2.0), tmp_path / "bold.nii.gz")
    error = np.abs(nib.load(path).get_fdata() - values).max()
    assert 0 < error <= np.ptp(values) / 130_000 * 1.05  # the last factor: float32 of the header's numbers
    scan = nifti.read(path)
    nifti.finish(scan.image)
    assert isinstance(scan.image, Series)
    np.testing.assert_allclose(scan.image.frames.frame(4), values[..., 4], atol=error * 1.01)


def test_that_a_series_with_missing_values_is_not_stored_as_whole_numbers(tmp_path: Path) -> None:
    values = np.ones((*SHAPE, 2), dtype=np.float32)
    values[0, 0, 0, 0] = np.nan
    series = Series(GRID, ArrayFrames(values), 2.0)
    with pytest.raises(OutputError, match="float32"):
        writing.write_series(series, tmp_path / "bold.nii.gz")
    path = writing.write_series(series, tmp_path / "bold.nii.gz", dtype="float32")
    np.testing.assert_array_equal(nib.load(path).get_fdata(), values)


def test_that_half_a_series_is_not_written(tmp_path: Path) -> None:
    class Arriving(ArrayFrames):
        n_loaded = 1

    with pytest.raises(DataError, match="1 of 3"):
        writing.write_series(Series(GRID, Arriving(np.zeros((*SHAPE, 3)))), tmp_path / "bold.nii.gz")


def test_that_json_keeps_names_and_turns_impossible_numbers_into_words(tmp_path: Path) -> None:
    record = {"名": "Schädel", "high_hz": float("inf"), "values": (1, 2.5, None), "deep": {"n": float("nan")}}
    path = writing.write_json(record, tmp_path / "record.json")
    assert json.loads(path.read_text("utf-8")) == {
        "名": "Schädel", "high_hz": "inf", "values": [1, 2.5, None], "deep": {"n": "nan"},
    }  # fmt: skip


def test_that_a_table_has_na_for_what_is_missing_and_one_row_a_line(tmp_path: Path) -> None:
    path = writing.write_tsv(("name", "t"), [("a\tb\nc", 1.5), (None, float("nan"))], tmp_path / "t.tsv")
    assert path.read_text() == "name\tt\na b c\t1.5\nn/a\tn/a\n"
    with pytest.raises(OutputError, match="1 values for 2 columns"):
        writing.write_tsv(("name", "t"), [("a",)], tmp_path / "u.tsv")
    assert not (tmp_path / "u.tsv").exists()


def several(folder, fail=None, force=False):
    with writing.whole(folder, ("a.txt", "b.txt"), force=force) as place:
        writing.write_text("first", place / "a.txt")
        if fail is not None:
            raise fail
        writing.write_text("second", place / "b.txt")


@pytest.mark.parametrize("fail", [OSError(errno.ENOSPC, "No space left on device"), OutputError("No."), Cancelled()])
def test_that_half_a_result_is_none_and_can_be_saved_there_again(tmp_path, fail):
    folder = tmp_path / "study"
    with pytest.raises(Cancelled if isinstance(fail, Cancelled) else OutputError) as failure:
        several(folder, fail)
    if isinstance(fail, OSError):
        assert str(failure.value) == '"study" could not be written (No space left on device).'
    assert list(tmp_path.iterdir()) == []
    several(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt"]


def test_that_a_file_of_a_result_that_exists_is_refused_before_any_is_written(tmp_path):
    (tmp_path / "b.txt").write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        several(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]
    several(tmp_path, force=True)
    assert (tmp_path / "b.txt").read_text() == "second"


def test_that_files_that_were_moved_already_go_again_where_the_next_cannot_be(tmp_path, monkeypatch):
    real, folder = os.replace, tmp_path / "study"

    def full(source, target):
        if Path(target) == folder / "b.txt":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError):
        several(folder)
    assert list(tmp_path.iterdir()) == []


def test_that_an_older_result_is_as_it_was_where_a_file_of_the_new_one_cannot_be_moved(tmp_path, monkeypatch):
    several(tmp_path)
    (tmp_path / "a.txt").write_text("older")
    (tmp_path / "mine.txt").write_text("mine")
    real = os.replace

    def full(source, target):
        if Path(target) == tmp_path / "b.txt" and ".replaced" not in str(source):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError):
        several(tmp_path, force=True)
    texts = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert texts == {"a.txt": "older", "b.txt": "second", "mine.txt": "mine"}


def test_that_what_only_the_older_result_has_goes_and_folders_below_come_too(tmp_path):
    several(tmp_path)
    with writing.whole(tmp_path, ("a.txt", "b.txt"), force=True) as place:
        writing.write_text("new", place / "a.txt")
        writing.write_text("pair", place / "below" / "a.txt")
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"a.txt", "below/a.txt"}
