"""Where the files of a session are: beside it, elsewhere, or with those that moved; never another content unasked."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from analysis.files.session_places import (
    HashBook,
    find_files,
    follow,
    look_in,
    moved_along,
    placed,
    relative,
    roots_moved,
)
from analysis.files.session_record import FileEntry


def entry_of(path: Path, session: Path) -> FileEntry:
    return HashBook().entry(path, session)


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


def test_that_a_path_goes_up_as_far_as_needed_and_comes_back(tmp_path):
    folder = tmp_path / "a" / "session"
    for path in (tmp_path / "a" / "x.nii", folder / "data" / "y.nii", tmp_path / "b" / "c" / "z.nii"):
        stored = relative(path, folder)
        assert "\\" not in stored
        assert placed(FileEntry(stored, "", 0), folder) == path
    assert relative(tmp_path / "b" / "z.nii", folder) == "../../b/z.nii"


def test_that_a_hash_is_found_once_until_the_file_changes(tmp_path, monkeypatch):
    read: list[Path] = []
    from analysis.files import session_places

    real = session_places.sha256_of_file
    monkeypatch.setattr(session_places, "sha256_of_file", lambda path: (read.append(path), real(path))[1])
    path, book = tmp_path / "f", HashBook()
    path.write_bytes(b"one")
    assert book.sha256(path) == book.sha256(path)
    assert len(read) == 1
    path.write_bytes(b"two and more")
    book.sha256(path)
    assert len(read) == 2


@pytest.mark.parametrize(
    ("stored", "now", "root"),
    [
        ("../data/raw/t1.nii", "/new/data/raw/t1.nii", ("..", "/new")),
        ("../data/raw/t1.nii", "/new/raw/t1.nii", ("../data", "/new")),
        ("data/t1.nii", "/new/place/t1.nii", ("data", "/new/place")),
        ("t1.nii", "/new/t1.nii", ("", "/new")),
        ("../t1.nii", "/t1.nii", ("..", "/")),
    ],
)
def test_that_a_file_that_was_found_tells_which_folder_moved(stored, now, root):
    assert roots_moved({FileEntry(stored, "", 0): Path(now)}) == ((root[0], Path(root[1])),)


def test_that_a_file_with_another_name_tells_nothing():
    assert roots_moved({FileEntry("../data/t1.nii", "", 0): Path("/new/data/renamed.nii")}) == ()


def test_that_only_what_was_below_the_moved_folder_moved_along():
    roots = (("../data", Path("/new")),)
    assert moved_along("../data/asl/m0.nii", roots) == (Path("/new/asl/m0.nii"),)
    assert moved_along("../database/m0.nii", roots) == ()
    assert moved_along("../other/m0.nii", roots) == ()


def test_that_one_place_is_enough_where_a_folder_has_moved(tmp_path):
    session = tmp_path / "session"
    old = tmp_path / "old"
    for name in ("raw/t1.nii", "raw/bold.nii", "processed/map.nii"):
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (old / name).write_bytes(name.encode())
    entries = [entry_of(old / name, session) for name in ("raw/t1.nii", "raw/bold.nii", "processed/map.nii")]
    shutil.move(old, tmp_path / "new")
    (tmp_path / "new" / "raw" / "bold.nii").write_bytes(b"raw/BOLD.nii")  # of another content
    found = look_in(tmp_path / "new" / "raw", entries, HashBook())  # a person has shown this folder only
    assert set(found) == {entries[0]}
    more = follow(found, entries[1:], HashBook())
    assert more == {entries[2]: tmp_path / "new" / "processed" / "map.nii"}


def test_that_of_several_files_of_one_content_each_entry_gets_that_of_its_name(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"same")
    entries = [entry_of(tmp_path / name, tmp_path / "s") for name in ("a", "b")]
    (tmp_path / "far").mkdir()
    for name in ("a", "b"):
        (tmp_path / name).rename(tmp_path / "far" / name)
    found = look_in(tmp_path / "far", entries, HashBook())
    assert [found[entry].name for entry in entries] == ["a", "b"]
