"""session.json takes its place only when it reads back; a damaged one falls back; content stays while it is needed."""

import errno
import json
import os
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import FileFormatError, OutputError
from analysis.files import session_folder
from analysis.files.session_content import ContentStore, read_regions, read_volume
from analysis.files.session_folder import is_session, read_session, remove_unused, versions_of, write_record
from analysis.files.session_places import HashBook, find_files, look_in, placed
from analysis.files.session_record import SCHEMA, CaseEntry, FileEntry, LayerEntry, ScaleEntry, SessionRecord, ViewEntry
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.labels.label_map import LabelMap, Region
from analysis.provenance import Provenance
from analysis.scan import StatMap

GRID = Grid((4, 5, 6), np.array([[2.1, 0.1, 0, -3], [0, 2, 0.2, 1 / 3], [0, 0, 2, 5], [0, 0, 0, 1]]))
AFFINE = tuple(tuple(row) for row in GRID.affine.tolist())


def record(x: float = 0.0, file: FileEntry | None = None) -> SessionRecord:
    scale = ScaleEntry("hot", 0.0, 1.0, (-np.inf, 0.5))
    layers = () if file is None else (LayerEntry(1, "map", "volume", file, "c1", "OVERLAY", scale),)
    return SessionRecord(CaseEntry("c1", "sub-01"), layers=layers, view=ViewEntry(cursor_mm=(x, 1 / 3, -2.0)))


def x_of(folder: Path) -> float:
    return read_session(folder).record.view.cursor_mm[0]


def test_that_a_record_is_read_as_it_was_written(tmp_path):
    entry = FileEntry("data/a/image.nii.gz", "ab" * 32, 12)
    assert write_record(record(1 / 7, entry), tmp_path / "s")
    found = read_session(tmp_path / "s")
    assert found.warnings == ()
    assert found.record.view.cursor_mm == (1 / 7, 1 / 3, -2.0)
    assert found.record.layers[0].scale.gap == (-np.inf, 0.5)
    assert found.record.files == (entry,)
    assert is_session(tmp_path / "s")


def test_that_the_same_session_is_not_written_again(tmp_path):
    assert write_record(record(1.0), tmp_path)
    assert not write_record(record(1.0), tmp_path)
    assert versions_of(tmp_path) == ()


def test_that_versions_are_kept_and_the_oldest_go(tmp_path):
    for x in range(6):
        write_record(record(float(x)), tmp_path, kept=3)
    assert x_of(tmp_path) == 5.0
    kept = [json.loads(path.read_text())["session"]["view"]["cursor_mm"][0] for path in versions_of(tmp_path)]
    assert kept == [2.0, 3.0, 4.0]


@pytest.mark.parametrize("damage", ["cut", "empty", "bit", "gone", "other"])
def test_that_a_damaged_session_falls_back_to_its_version(tmp_path, damage):
    write_record(record(1.0), tmp_path)
    write_record(record(2.0), tmp_path)
    path = tmp_path / "session.json"
    text = path.read_text()
    new = {"cut": text[: len(text) // 2], "empty": "", "bit": text.replace("2.0", "3.0", 1), "other": "[1]"}
    if damage == "gone":
        path.unlink()
    else:
        path.write_text(new[damage])
    found = read_session(tmp_path)
    assert found.record.view.cursor_mm[0] == 1.0
    (sentence,) = found.warnings
    assert "was opened instead" in sentence


def test_that_without_a_version_a_sentence_says_what_is_wrong(tmp_path):
    write_record(record(), tmp_path)
    (tmp_path / "session.json").write_text("{")
    with pytest.raises(FileFormatError, match="damaged"):
        read_session(tmp_path)


def test_that_a_session_of_a_newer_program_is_refused_and_no_version_taken(tmp_path):
    write_record(record(1.0), tmp_path)
    write_record(record(2.0), tmp_path)
    path = tmp_path / "session.json"
    path.write_text(path.read_text().replace(f'"schema": {SCHEMA}', '"schema": 99', 1))
    with pytest.raises(FileFormatError, match="newer"):
        read_session(tmp_path)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_that_a_full_disk_leaves_the_session_as_it_was(tmp_path, monkeypatch, step):
    write_record(record(1.0), tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(session_folder.os, step, full)
    with pytest.raises(OutputError, match="No space left"):
        write_record(record(2.0), tmp_path)
    monkeypatch.undo()
    assert x_of(tmp_path) == 1.0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["session.json"]


def test_that_what_does_not_read_back_takes_no_ones_place(tmp_path, monkeypatch):
    write_record(record(1.0), tmp_path)
    real = session_folder._read
    monkeypatch.setattr(
        session_folder, "_read", lambda path: real(path) if not path.name.endswith(".part") else record(9.0)
    )
    with pytest.raises(OutputError, match="read back"):
        write_record(record(2.0), tmp_path)
    assert x_of(tmp_path) == 1.0


def test_that_content_is_written_once_and_removed_when_no_version_needs_it(tmp_path):
    store = ContentStore(tmp_path, HashBook())
    values = np.arange(120, dtype=np.float32).reshape(GRID.shape)
    first, second = (store.volume(Volume(GRID, values + n, "m"), "scanner") for n in range(2))
    assert store.volume(Volume(GRID, values, "m"), "scanner") == first
    write_record(record(1.0, first), tmp_path, kept=1)
    write_record(record(2.0, second), tmp_path, kept=1)
    remove_unused(tmp_path)
    assert placed(first, tmp_path).is_file()  # the version needs it
    write_record(record(3.0, second), tmp_path, kept=1)
    remove_unused(tmp_path)
    assert not placed(first, tmp_path).exists()
    assert placed(second, tmp_path).is_file()


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


# -- where files are ------------------------------------------------------------------------------------------------


def test_that_files_are_found_missing_changed_or_as_they_were(tmp_path):
    book, session = HashBook(), tmp_path / "session"
    entries = []
    for name in ("same", "changed", "gone"):
        (tmp_path / name).write_bytes(name.encode())
        entries.append(book.entry(tmp_path / name, session))
    assert [entry.path for entry in entries] == ["../same", "../changed", "../gone"]
    (tmp_path / "changed").write_bytes(b"CHANGED")  # of the same size
    os.utime(tmp_path / "changed", (1, 1))
    (tmp_path / "gone").unlink()
    places = find_files(entries, session, HashBook())
    assert (places.missing, places.changed) == ((entries[2],), (entries[1],))
    assert places.found[entries[0]] == tmp_path / "same"


def test_that_a_file_is_known_again_by_its_content_and_no_other_is_taken(tmp_path):
    session, far = tmp_path / "session", tmp_path / "far" / "below"
    far.mkdir(parents=True)
    (tmp_path / "scan.nii").write_bytes(b"right")
    entry = HashBook().entry(tmp_path / "scan.nii", session)
    (far / "scan.nii").write_bytes(b"wrong")  # of the same name and size
    assert look_in(tmp_path / "far", [entry], HashBook()) == {}
    (far / "renamed.nii").write_bytes(b"right")
    assert look_in(tmp_path / "far", [entry], HashBook()) == {entry: far / "renamed.nii"}


def test_that_a_drive_that_does_not_answer_counts_as_missing(tmp_path, monkeypatch):
    (tmp_path / "scan").write_bytes(b"x")
    entry = HashBook().entry(tmp_path / "scan", tmp_path / "session")

    def gone(self: HashBook, path: Path) -> str:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(HashBook, "sha256", gone)
    assert find_files([entry], tmp_path / "session", HashBook()).missing == (entry,)
