import base64
import hashlib
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import FileFormatError, OutputError
from analysis.files import drawing_journal
from analysis.files.drawing_journal import DrawingJournal, pack, read_journal
from analysis.grid import Grid
from analysis.labels.label_map import LabelMap
from analysis.labels.patch import Patch, trimmed

GRID = Grid((8, 7, 6), np.array([[-2.0, 0.1, 0, 3], [0, 2, 0, -5], [0, 0, 2.5, 1], [0, 0, 0, 1]]))

# Starts processes that draw for ever and say after each event what the drawing is; kills each after a while.
PAINTERS = """
import hashlib, os, signal, sys, time
from pathlib import Path
import numpy as np
from analysis.files.drawing_journal import DrawingJournal
from analysis.grid import Grid
from analysis.labels import editing_kernels  # loaded once, so that no process is killed before it draws
from analysis.labels.label_map import LabelMap
from analysis.labels.patch import Patch

def paint(folder, run):
    said = os.open(folder / f"{run}.said", os.O_WRONLY | os.O_CREAT)
    rng = np.random.default_rng(run)
    labels = LabelMap(Grid((60, 60, 60), np.eye(4)))
    labels.add_region()
    journal = DrawingJournal(folder / f"{run}.journal", labels, {})
    def say():
        os.write(said, hashlib.sha256(labels.data.tobytes(order="F")).hexdigest().encode())
    say()
    while True:
        patch = Patch(tuple(rng.integers(0, 40, 3).tolist()), rng.random((20, 20, 20)) < 0.7)
        edit = labels.edit(patch, int(rng.integers(0, 2)))
        if edit is None:
            continue
        labels.apply(edit)
        number = journal.note_edit(edit, "brush")
        say()
        if rng.random() < 0.3:
            labels.revert(edit)
            journal.note_undone(number)
            say()

folder = Path(sys.argv[1])
for run in range(20):
    child = os.fork()
    if child == 0:
        paint(folder, run)
    while not (folder / f"{run}.said").exists() or (folder / f"{run}.said").stat().st_size < 64:
        time.sleep(0.002)
    time.sleep(0.013 * (1 + run % 7))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def drawing(tmp_path, n=12):
    rng = np.random.default_rng(3)
    labels = LabelMap(GRID)
    for _ in range(3):
        labels.add_region()
    journal = DrawingJournal(tmp_path / "a.journal", labels, {"layer": "T1"})
    states, edits = [labels.data.copy()], []
    for _ in range(n):
        edit = labels.edit(trimmed((0, 0, 0), rng.random(GRID.shape) < 0.2), int(rng.integers(0, 4)))
        labels.apply(edit)
        edits.append((edit, journal.note_edit(edit, "brush")))
        states.append(labels.data.copy())
    return labels, journal, edits, states


def test_that_a_drawing_is_read_back_bit_for_bit_with_its_grid_and_names(tmp_path):
    labels, journal, _, _ = drawing(tmp_path)
    labels.change_region(2, name="Thalamus left", colour=(1, 2, 3), locked=True)
    journal.note_regions(labels.regions)
    found = read_journal(journal.path)
    np.testing.assert_array_equal(found.labels.data, labels.data)
    np.testing.assert_array_equal(found.labels.grid.affine, GRID.affine)
    assert found.labels.regions == labels.regions
    assert (found.facts, found.n_changes, found.is_cut) == ({"layer": "T1"}, 13, False)


def test_that_undone_and_redone_changes_are_followed(tmp_path):
    labels, journal, edits, states = drawing(tmp_path)
    for edit, number in reversed(edits[-3:]):
        labels.revert(edit)
        journal.note_undone(number)
    np.testing.assert_array_equal(read_journal(journal.path).labels.data, states[-4])
    labels.apply(edits[-3][0])
    journal.note_redone(edits[-3][1])
    np.testing.assert_array_equal(read_journal(journal.path).labels.data, states[-3])


def test_that_an_earlier_journal_in_base_85_is_read(tmp_path):
    _, journal, _, states = drawing(tmp_path)
    records, _ = drawing_journal._records(journal.path.read_bytes())
    earlier = drawing_journal._MAGIC
    for record in records:
        for key in ("changed", "before", "after"):
            if isinstance(record.get(key), dict):
                record[key] = {"bytes": base64.b85encode(base64.b64decode(record[key]["base64"])).decode()}
        payload = json.dumps(record).encode()
        earlier += drawing_journal._HEAD.pack(len(payload), zlib.crc32(payload)) + payload
    assert b"base64" not in earlier
    journal.path.write_bytes(earlier)
    np.testing.assert_array_equal(read_journal(journal.path).labels.data, states[-1])


def test_that_a_journal_cut_anywhere_gives_a_state_that_was_there(tmp_path):
    _, journal, _, states = drawing(tmp_path, n=5)
    data = journal.path.read_bytes()
    known = {state.tobytes(order="F") for state in states}
    for stop in range(0, len(data), 7):
        cut = tmp_path / "cut.journal"
        cut.write_bytes(data[:stop])
        try:
            found = read_journal(cut)
        except FileFormatError:
            assert stop < data.index(b'"changed"')  # nothing was drawn yet
            continue
        assert found.labels.data.tobytes(order="F") in known


def test_that_another_file_is_not_taken_for_a_journal(tmp_path):
    other = tmp_path / "x.journal"
    other.write_bytes(b"nonsense" * 10)
    with pytest.raises(FileFormatError, match="not the journal"):
        read_journal(other)


def test_that_a_full_disk_is_said(tmp_path, monkeypatch):
    _, journal, edits, _ = drawing(tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analysis.files.drawing_journal.os.write", full)
    with pytest.raises(OutputError, match="No space left"):
        journal.note_edit(edits[0][0], "brush")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, by which the test starts its processes")
def test_that_a_killed_program_loses_no_stroke(tmp_path):
    """Twenty times: what is read back is what the program had drawn when it was killed, or one change later."""
    subprocess.run([sys.executable, "-c", PAINTERS, str(tmp_path)], check=True, cwd=Path(__file__).parents[3])
    changes = []
    for run in range(20):
        said = (tmp_path / f"{run}.said").read_text()
        states = [said[n : n + 64] for n in range(0, len(said) - 63, 64)]
        found = read_journal(tmp_path / f"{run}.journal")
        digest = hashlib.sha256(found.labels.data.tobytes(order="F")).hexdigest()
        assert found.n_changes in (len(states) - 1, len(states))  # at most one that it had not yet spoken of
        assert digest == states[-1] or found.n_changes == len(states)
        changes.append(found.n_changes)
    assert max(changes) > 3


def test_that_a_drawing_says_whether_it_was_saved_since_its_last_change(tmp_path):
    _, journal, edits, states = drawing(tmp_path, n=2)
    assert not read_journal(journal.path).is_saved
    journal.note_saved()
    assert read_journal(journal.path).is_saved
    journal.note_undone(*(number for _, number in edits))
    found = read_journal(journal.path)
    assert not found.is_saved
    np.testing.assert_array_equal(found.labels.data, states[0])
    journal.note_redone(*(number for _, number in edits))
    np.testing.assert_array_equal(read_journal(journal.path).labels.data, states[-1])


def test_that_a_record_cut_by_a_full_disk_does_not_hide_those_after_it(tmp_path, monkeypatch):
    labels, journal, _, _ = drawing(tmp_path, n=2)
    real = os.write

    def half(file, data):
        if len(data) > 100:
            return real(file, data[:100])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("analysis.files.drawing_journal.os.write", half)
        with pytest.raises(OutputError):
            journal.note_regions(labels.regions)
    labels.change_region(1, name="after")
    journal.note_regions(labels.regions)
    found = read_journal(journal.path)
    assert (found.is_cut, found.labels.region(1).name) == (False, "after")


def test_that_labels_packed_beforehand_are_those_of_the_map_as_it_is_when_its_journal_begins(tmp_path):
    labels = LabelMap(Grid((30, 20, 10), np.eye(4)), np.ones((30, 20, 10), dtype=np.uint16))
    packed = pack(labels)
    assert pack(labels) is packed
    DrawingJournal(tmp_path / "same", labels, {}).close()
    assert np.array_equal(read_journal(tmp_path / "same").labels.data, labels.data)
    labels.apply(labels.edit(Patch((1, 2, 3), np.ones((4, 4, 4), dtype=bool)), 0))
    DrawingJournal(tmp_path / "changed", labels, {}).close()
    restored = read_journal(tmp_path / "changed").labels
    assert restored.n_voxels(0) == 64
    assert np.array_equal(restored.data, labels.data)
