"""What is in a session and in no other file: written once, whole or not at all, and the same again."""

import errno
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import FileFormatError, OutputError
from analysis.files import session_content
from analysis.files.session_content import (
    ContentStore,
    read_mask,
    read_regions,
    read_series,
    read_volume,
)
from analysis.files.session_places import HashBook, placed
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.labels.label_map import LabelMap, Region
from analysis.provenance import Provenance
from analysis.scan import StatMap

GRID = Grid((4, 5, 6), np.array([[2.1, 0.1, 0, -3], [0, 2, 0.2, 1 / 3], [0, 0, 2, 5], [0, 0, 0, 1]]))
AFFINE = tuple(tuple(row) for row in GRID.affine.tolist())


def values(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(GRID.shape).astype(np.float32)


@pytest.fixture
def store(tmp_path: Path) -> ContentStore:
    return ContentStore(tmp_path / "session", HashBook())


def test_that_an_image_comes_back_bit_for_bit_on_its_exact_grid(tmp_path):
    values = np.random.default_rng(1).standard_normal(GRID.shape).astype(np.float32)
    values[0, 0, 0] = np.nan
    entry = ContentStore(tmp_path, HashBook()).volume(Volume(GRID, values), "scanner")
    back = read_volume(placed(entry, tmp_path), AFFINE)
    assert np.array_equal(back.data, values, equal_nan=True)
    assert np.array_equal(back.grid.affine, GRID.affine)


@pytest.mark.parametrize("outside", [np.nan, 7.0])
def test_that_a_map_keeps_its_values_also_outside_of_its_mask(tmp_path, outside):
    inside = np.zeros(GRID.shape, dtype=bool)
    inside[1:3] = True
    values = np.where(inside, 1.5, outside)
    stat_map = StatMap(Volume(GRID, values, "m"), "alff", Provenance("f"), Mask(GRID, inside))
    kept = ContentStore(tmp_path, HashBook()).map(stat_map, "scanner")
    assert kept.is_plain == (outside == 7.0)
    back = read_volume(placed(kept.file, tmp_path), AFFINE)
    assert np.array_equal(back.data, stat_map.volume.data, equal_nan=True)
    assert kept.mask is not None


def test_that_regions_come_back_bit_for_bit(tmp_path):
    data = np.zeros(GRID.shape, dtype=np.uint16)
    data[1, 2, 3], data[2, 2, 2] = 1, 300
    labels = LabelMap(GRID, data, [Region(1, "one", (1, 2, 3)), Region(300, "far", (4, 5, 6))])
    entry = ContentStore(tmp_path, HashBook()).labels(labels, "scanner")
    assert np.array_equal(read_regions(placed(entry, tmp_path), AFFINE).data, data)


def test_that_a_series_comes_back_with_its_time(store):
    data = np.random.default_rng(2).standard_normal((*GRID.shape, 7)).astype(np.float32)
    entry = store.series(Series(GRID, ArrayFrames(data), 1.75, "rest", "au"), "scanner")
    back = read_series(placed(entry, store.folder), AFFINE, "rest", "au", 1.75)
    assert [np.array_equal(back.frames.frame(t), data[..., t]) for t in range(7)] == [True] * 7
    assert (back.tr_s, back.name, back.unit) == (1.75, "rest", "au")
    assert np.array_equal(back.grid.affine, GRID.affine)


def test_that_a_mask_comes_back_with_its_name(store):
    inside = values() > 0
    entry = store.mask(Mask(GRID, inside, "drawn"))
    back = read_mask(placed(entry, store.folder), AFFINE, "drawn")
    assert np.array_equal(back.data, inside)
    assert back.name == "drawn"


def test_that_an_image_for_a_series_and_a_series_for_an_image_are_refused(store):
    image = store.volume(Volume(GRID, values()), "scanner")
    series = store.series(Series(GRID, ArrayFrames(np.zeros((*GRID.shape, 3), np.float32)), 2.0), "scanner")
    with pytest.raises(FileFormatError, match="is no series"):
        read_series(placed(image, store.folder), AFFINE)
    with pytest.raises(FileFormatError, match="is a series now"):
        read_volume(placed(series, store.folder), AFFINE)


def test_that_regions_of_the_same_voxels_and_other_names_are_kept_apart(store):
    data = np.zeros(GRID.shape, dtype=np.uint16)
    data[1, 2, 3] = 1
    one, other = (store.labels(LabelMap(GRID, data, [Region(1, name, (1, 2, 3))]), "scanner") for name in "ab")
    assert one.path != other.path


def test_that_equal_content_has_one_folder_and_other_content_another(store):
    first, again, other = (store.volume(Volume(GRID, values(seed)), "scanner") for seed in (1, 1, 2))
    assert first == again
    assert first.path != other.path
    assert store.volume(Volume(GRID, values()), "MNI152").path != first.path  # its mm mean something else


def test_that_a_result_is_packed_once_for_what_it_is_known_as(store, monkeypatch):
    result = Mask(GRID, values() > 0)
    first = store.archive(result, "result", result)

    def never(value: object) -> None:
        raise AssertionError("packed again")

    monkeypatch.setattr(session_content, "packed", never)
    assert store.archive(result, "result", result) == first
    shutil.rmtree(store.folder)
    with pytest.raises(AssertionError):  # but where it is gone, it is
        store.archive(result, "result", result)


def test_that_the_same_result_is_kept_in_every_folder_it_is_saved_in(store, tmp_path):
    result = Mask(GRID, values() > 0)
    store.archive(result, "result", result)
    other = ContentStore(tmp_path / "other", HashBook())
    assert placed(other.archive(result, "result", result), other.folder).is_file()


def test_that_a_scan_is_copied_with_its_sidecars_and_known_again(store, tmp_path):
    scans = tmp_path / "scans"
    scans.mkdir()
    for name in ("sub-01_asl.nii.gz", "sub-01_asl.json", "sub-01_aslcontext.tsv", "sub-02_asl.json"):
        (scans / name).write_bytes(name.encode())
    entry = store.copy(scans / "sub-01_asl.nii.gz")
    copied = placed(entry, store.folder)
    names = {path.name for path in copied.parent.iterdir()}
    assert names == {"sub-01_asl.nii.gz", "sub-01_asl.json", "sub-01_aslcontext.tsv"}
    assert store.copy(copied) == entry  # one that is in the session already is not copied again
    assert len(list((store.folder / "scans").iterdir())) == 1


def test_that_a_full_disk_leaves_nothing_half_written(store, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(session_content, "write_volume", full)
    with pytest.raises(OutputError, match="No space left"):
        store.volume(Volume(GRID, values()), "scanner")
    assert list((store.folder / "data").iterdir()) == []
    monkeypatch.undo()
    assert placed(store.volume(Volume(GRID, values()), "scanner"), store.folder).is_file()
