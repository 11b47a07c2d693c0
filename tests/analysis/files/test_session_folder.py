"""session.json takes its place only when it reads back; a damaged one falls back; content stays while it is needed."""

import errno
import json
import os
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import FileFormatError, OutputError
from analysis.files import session_folder
from analysis.files.session_content import ContentStore
from analysis.files.session_folder import is_session, read_session, remove_unused, versions_of, write_record
from analysis.files.session_places import HashBook, placed
from analysis.files.session_record import SCHEMA, CaseEntry, FileEntry, LayerEntry, ScaleEntry, SessionRecord, ViewEntry
from analysis.grid import Grid
from analysis.image import Volume

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
