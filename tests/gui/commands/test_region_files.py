"""Files of regions, and drawings that were not finished: nothing is lost, nothing is overwritten unasked."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from analysis.files import drawing_journal
from analysis.files.label_files import read_labels, versions_of
from analysis.grid import Grid
from analysis.labels.patch import Patch
from gui.commands import drawing, opening, region_files, regions
from gui.session import Session
from tests.gui.made_files import save_t1
from tests.gui.made_scans import add_t1, grid

BLOCK = Patch((1, 1, 1), np.ones((2, 3, 2), dtype=bool))
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def drawn(session, tmp_path):
    session.drawing.keep_in(tmp_path / "journals")
    add_t1(session)
    drawing.mark(session, "brush", BLOCK)
    regions.rename(session, 1, "Left thalamus")
    return session.drawing.current


def write_nifti(path: Path, data: np.ndarray, on: Grid | None = None) -> Path:
    nib.save(nib.Nifti1Image(data, (on or grid()).affine), path)
    return path


def test_that_a_saved_map_is_read_back_and_earlier_ones_are_kept(session, jobs, finish, drawn, tmp_path):
    path = tmp_path / "a_dseg.nii.gz"
    for _ in range(2):
        region_files.save_regions(session, jobs, drawn.id, path)
        finish()
    assert not session.drawing.unsaved
    back = read_labels(path)
    np.testing.assert_array_equal(back.data, drawn.labels.data)
    assert back.regions == drawn.labels.regions
    assert len(versions_of(path)) == 1


def test_that_strokes_while_saving_are_unsaved_afterwards(session, jobs, finish, drawn, tmp_path):
    region_files.save_regions(session, jobs, drawn.id, tmp_path / "a_dseg.nii.gz")
    drawing.mark(session, "brush", Patch((5, 5, 5), np.ones((1, 1, 1), dtype=bool)))
    finish()
    assert session.drawing.unsaved == (drawn,)
    assert read_labels(tmp_path / "a_dseg.nii.gz").n_voxels(1) == BLOCK.n_voxels


def test_that_opening_a_label_map_recognises_it(session, jobs, finish, drawn, tmp_path):
    path = tmp_path / "a_dseg.nii.gz"
    region_files.save_at_once(session, drawn.id, path)
    other = Session()
    opening.open_paths(other, jobs, [path])
    finish()
    assert other.layers == ()
    assert other.drawing.region.name == "Left thalamus"
    np.testing.assert_array_equal(other.drawing.labels.data, drawn.labels.data)
    assert not other.drawing.unsaved


def test_that_a_reference_is_opened_beside_ones_own(session, jobs, finish, drawn, tmp_path):
    region_files.save_at_once(session, drawn.id, tmp_path / "a_dseg.nii.gz")
    region_files.open_regions(session, jobs, tmp_path / "a_dseg.nii.gz", is_reference=True)
    finish()
    assert [one.is_reference for one in session.drawing.maps] == [False, True]
    assert session.drawing.current is drawn


@pytest.mark.parametrize(
    ("values", "words"),
    [(0.5, "not whole numbers"), (-1.0, "negative numbers"), (70_000.0, "65535"), (np.nan, "not numbers")],
)
def test_that_what_cannot_be_labels_is_said_and_nothing_is_opened(session, jobs, finish, told, tmp_path, values, words):
    data = np.zeros(grid().shape, dtype=np.float32)
    data[2, 2, 2] = values
    opening.open_paths(session, jobs, [write_nifti(tmp_path / "bad_dseg.nii.gz", data)])
    finish()
    assert len(told) == 1
    assert words in told[0]
    assert session.drawing.maps == ()


def test_that_an_empty_map_and_one_on_another_grid_are_said(session, jobs, finish, told, drawn, tmp_path):
    empty = write_nifti(tmp_path / "empty_dseg.nii.gz", np.zeros(grid().shape, dtype=np.uint8))
    data = np.ones((3, 4, 5), dtype=np.uint8)
    other = write_nifti(tmp_path / "other_dseg.nii.gz", data, grid((3, 4, 5), 4.0))
    opening.open_paths(session, jobs, [empty, other])
    finish()
    assert "it is empty" in told[0]
    assert "no image that is open has the grid" in told[1]


# -- what was not finished -------------------------------------------------------------------------------------


def test_that_a_drawing_that_was_not_closed_is_offered_and_comes_back(session, jobs, drawn, tmp_path):
    folder = tmp_path / "journals"
    data, listed = drawn.labels.data.copy(), drawn.labels.regions
    session.drawing.close_map(drawn.id, keep_journal=True)
    (found,) = region_files.find_unfinished(folder).drawings
    assert found.in_words == "T1: Left thalamus"
    other = Session()
    other.drawing.keep_in(folder)
    region_files.recover(other, jobs, [found])
    np.testing.assert_array_equal(other.drawing.labels.data, data)
    assert other.drawing.labels.regions == listed
    assert other.drawing.unsaved
    (again,) = folder.glob("*.journal")
    assert again != found.journal


def test_that_the_image_that_was_drawn_on_is_opened_too(session, jobs, finish, tmp_path):
    path = save_t1(tmp_path)
    session.drawing.keep_in(tmp_path / "journals")
    opening.open_paths(session, jobs, [path])
    finish()
    drawing.mark(session, "brush", BLOCK)
    session.drawing.close_all(keep_journals=True)
    other = Session()
    other.drawing.keep_in(tmp_path / "journals")
    region_files.recover(other, jobs, region_files.find_unfinished(tmp_path / "journals").drawings)
    finish()
    assert [layer.scan.path for layer in other.layers] == [path]
    assert other.drawing.labels.grid.matches(other.layers[0].grid)


def test_that_a_drawing_in_use_is_not_offered(drawn, tmp_path):
    assert region_files.find_unfinished(tmp_path / "journals").drawings == ()
    assert len(list((tmp_path / "journals").glob("*.journal"))) == 1


def test_that_a_saved_drawing_is_not_offered_and_its_journal_goes(session, drawn, tmp_path):
    region_files.save_at_once(session, drawn.id, tmp_path / "a_dseg.nii.gz")
    session.drawing.close_map(drawn.id, keep_journal=True)
    assert region_files.find_unfinished(tmp_path / "journals").drawings == ()
    assert not list((tmp_path / "journals").glob("*.journal"))


def test_that_a_damaged_journal_is_counted_once_and_kept(tmp_path):
    (tmp_path / "x.journal").write_bytes(b"nonsense")
    assert region_files.find_unfinished(tmp_path).n_damaged == 1
    assert region_files.find_unfinished(tmp_path).n_damaged == 0
    assert (tmp_path / "x.damaged").exists()


def test_that_a_discarded_drawing_is_gone(session, drawn, tmp_path):
    session.drawing.close_map(drawn.id, keep_journal=True)
    region_files.discard(region_files.find_unfinished(tmp_path / "journals").drawings)
    assert region_files.find_unfinished(tmp_path / "journals").drawings == ()


# Opens a window's slice view once, then forks: each child draws with the mouse for ever, and says after each event
# what the drawing is; it is killed in the middle of it.
PAINTERS = """
import hashlib, os, signal, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from analysis.plane import Orientation
from gui.drawing import Tool
from gui.session import Session
from gui.slices.view import SliceView
from tests.gui.made_scans import add_t1, grid

def paint(folder, run, view, session):
    said = os.open(folder / f"{run}.said", os.O_WRONLY | os.O_CREAT)
    rng = np.random.default_rng(run)
    session.drawing.keep_in(folder / f"{run}")
    def say():
        labels = session.drawing.labels
        os.write(said, hashlib.sha256(labels.data.tobytes(order="F")).hexdigest().encode())
    none, left, right = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    while True:
        brushing = bool(rng.random() < 0.7)
        session.drawing.choose_tool(Tool.BRUSH if brushing else Tool.BALL)  # a sphere is kept when it is let go
        session.drawing.set_options(size_mm=float(rng.integers(2, 30)), solid=bool(rng.random() < 0.5))
        x, y = rng.integers(60, 240, 2)
        button = left if rng.random() < 0.7 else right
        QTest.mousePress(view, button, none, QPoint(int(x), int(y)))
        if brushing:
            say()
        for n in range(int(rng.integers(1, 8))):
            QTest.mouseMove(view, QPoint(int(x) + 9 * n, int(y) + 5 * n))
            if brushing:
                say()
        QTest.mouseRelease(view, button, none, QPoint(int(x), int(y)))
        say()
        while session.undo_stack.canUndo() and rng.random() < 0.4:
            session.undo_stack.undo()
            say()
        if session.undo_stack.canRedo() and rng.random() < 0.5:
            session.undo_stack.redo()
            say()

folder, runs = Path(sys.argv[1]), int(sys.argv[2])
application = QApplication([])
session = Session()
add_t1(session, on=grid((60, 60, 20)))
view = SliceView(session, Orientation.AXIAL)
view.resize(300, 300)
view.show()
view.compose()
# their import takes a second, which each child would spend again
from analysis.labels import editing_kernels, marking_kernels
for first in range(0, runs, 4):  # four at a time: each waits for its moment to be killed
    killed_at, children = {}, {}
    for run in range(first, min(first + 4, runs)):
        children[run] = os.fork()
        if children[run] == 0:
            paint(folder, run, view, session)
    while children:
        for run in list(children):
            said = folder / f"{run}.said"
            if run not in killed_at and said.exists() and said.stat().st_size >= 64:
                killed_at[run] = time.monotonic() + 0.011 * (1 + run % 9)
            elif run in killed_at and time.monotonic() >= killed_at[run]:
                os.kill(children[run], signal.SIGKILL)
                os.waitpid(children.pop(run), 0)
        time.sleep(0.001)
os._exit(0)
"""


def killed_while_drawing(folder: Path, runs: int) -> None:
    """What the next start finds is what was drawn when the program was killed, or one event later."""
    subprocess.run([sys.executable, "-c", PAINTERS, str(folder), str(runs)], check=True, cwd=ROOT)
    lengths = []
    for run in range(runs):
        said = (folder / f"{run}.said").read_text()
        states = [said[n : n + 64] for n in range(0, len(said) - 63, 64)]
        found = region_files.find_unfinished(folder / f"{run}").drawings
        lengths.append(len(states))
        if not found:  # all of it was undone, or not begun
            assert states[-1] == digest_of(np.zeros((60, 60, 20), dtype=np.uint16))
            continue
        assert len(found) == 1
        before, after = last_two_states(found[0].journal)
        assert digest_of(found[0].found.labels.data) == after
        assert states[-1] in (before, after)  # killed before it could speak of the last change, or after
    assert max(lengths) > 5


def digest_of(data: np.ndarray) -> str:
    return hashlib.sha256(data.tobytes(order="F")).hexdigest()


def last_two_states(journal: Path) -> tuple[str, str]:
    """What was drawn before the last record of a journal, and with it."""
    records, _ = drawing_journal._records(journal.read_bytes())
    labels, _ = drawing_journal._restored(records[0])
    edits: list = []
    for record in records[1:-1]:
        drawing_journal._replay(record, labels, edits)
    before = digest_of(labels.data)
    if len(records) > 1:
        drawing_journal._replay(records[-1], labels, edits)
    return before, digest_of(labels.data)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, which starts the processes")
def test_that_a_program_killed_while_the_mouse_draws_loses_nothing(tmp_path):
    killed_while_drawing(tmp_path, 24)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, which starts the processes")
def test_that_hundreds_of_killed_programs_lose_nothing(tmp_path):
    killed_while_drawing(tmp_path, 300)
