"""A disk that is full, a folder that may not be written, a file or a drive that is gone: one sentence, nothing lost."""

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from analysis.errors import AlgoscopeError
from analysis.files import nifti
from analysis.files.drawing_journal import read_journal
from analysis.files.region_files import write_masks
from analysis.files.results import write_map
from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.labels.patch import Patch
from analysis.metrics.catalogue import ALFF
from analysis.pipeline.worker import run_in_worker
from analysis.progress import Progress, silent
from analysis.provenance import Provenance
from analysis.scan import StatMap
from gui.commands import computing, drawing, opening, region_files
from gui.commands.sessions import keeping
from gui.commands.sessions.capture import Snapshot, capture
from gui.figures.export import Figure, save_figure
from gui.session import Session
from tests.analysis.pipeline.test_worker import lose_drive
from tests.gui.made_files import save_bold, save_t1
from tests.gui.made_scans import add_t1, grid, stat_map

SMALL = Patch((1, 1, 1), np.ones((2, 2, 2), dtype=bool))
Fill = Callable[[], None]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 256 kB."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only the superuser may mount a small disk")
    if mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)):
        pytest.skip("this machine does not allow a small disk to be mounted")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.fixture
def full(disk: Path) -> tuple[Path, Fill]:
    """The disk, and what fills it to the last byte."""

    def fill() -> None:
        for size in (4096, 1):
            with suppress(OSError), (disk / "ballast").open("ab", buffering=0) as stream:
                while stream.write(b"x" * size) == size:
                    pass

    return disk, fill


@pytest.fixture
def read_only(disk: Path) -> Path:
    """The disk, on which nothing may be written, not even by the superuser."""
    assert not mount("-o", "remount,ro", str(disk))
    return disk


def mount(*words: str) -> int:
    """The exit code."""
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode


def big_map() -> StatMap:
    return stat_map("alff", np.random.default_rng(1).random((48, 48, 48)), grid((48, 48, 48)))


def fails_in_a_sentence(write: Callable[[], object], folder: Path) -> str:
    """The sentence; nothing half done is left."""
    before = {path for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(AlgoscopeError) as failure:
        write()
    sentence = str(failure.value)
    assert sentence.endswith((".", ")."))
    assert "Errno" not in sentence
    assert {path for path in folder.rglob("*") if path.is_file()} == before
    return sentence


# -- writing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["map", "regions", "masks", "png", "svg", "pdf", "session"])
@pytest.mark.parametrize("place", ["full", "read_only"])
def test_that_what_cannot_be_saved_is_said_and_leaves_nothing_half_done(session, request, kind, place):
    found = request.getfixturevalue(place)
    folder = found[0] if place == "full" else found
    add_t1(session, on=grid((48, 48, 48)))
    drawing.begin_map(session)
    labels = np.random.default_rng(2).integers(0, 3, (48, 48, 48))
    drawing.mark(session, "brush", Patch((0, 0, 0), labels == 1))
    drawn = session.drawing.current
    write = {
        "map": lambda: write_map(big_map(), folder / "maps"),
        "regions": lambda: region_files.write(drawn.labels.frozen(), folder / "regions.nii.gz", "scanner"),
        "masks": lambda: write_masks(drawn.labels, folder / "masks"),
        "session": lambda: keeping.write_session(snapshot_of(session), folder / "session", HashBook()),
    }.get(kind, lambda: save_figure(FIGURE, folder / f"figure.{kind}"))
    if place == "full":
        found[1]()
    sentence = fails_in_a_sentence(write, folder)
    assert ("No space left" if place == "full" else "Read-only") in sentence
    assert drawn.is_unsaved  # as far as the window knows, it is in no file


def snapshot_of(session: Session) -> Snapshot:
    return capture(session, ViewEntry(), ReportEntry({}))


def paint(painter: QPainter) -> None:
    for n in range(200):  # more than fits
        painter.fillRect(QRectF(n, n / 3, 3, 7), QColor(n, 255 - n, (37 * n) % 255))


FIGURE = Figure(200, 100, paint, Provenance("test"), "Many colours.")


# -- drawing ------------------------------------------------------------------------------------------------------


def test_that_drawing_goes_on_where_the_disk_is_full_and_is_kept_whole_once_there_is_room(session, told, full):
    folder, fill = full
    session.drawing.keep_in(folder / "drawings")
    add_t1(session, on=grid((40, 40, 40)))
    drawing.begin_map(session)
    drawing.mark(session, "brush", SMALL)
    fill()
    noise = np.random.default_rng(3).random((40, 40, 40)) < 0.5
    for _ in range(4):
        drawing.mark(session, "brush", Patch((0, 0, 0), noise))
        noise = ~noise
    labels = session.drawing.labels
    assert labels.data.all()
    assert len(told) >= 1
    assert all("No space left" in sentence for sentence in told)
    (folder / "ballast").unlink()
    drawing.mark(session, "brush", SMALL, erase=True)
    (journal,) = (folder / "drawings").glob("*.journal")
    assert np.array_equal(read_journal(journal).labels.data, labels.data)
    assert [path.name for path in (folder / "drawings").iterdir() if "part" in path.name] == []


def test_that_drawing_goes_on_where_its_folder_may_not_be_written(session, told, read_only):
    session.drawing.keep_in(read_only / "drawings")
    add_t1(session)
    drawing.begin_map(session)
    drawing.mark(session, "brush", SMALL)
    assert session.drawing.labels.data.sum() == 8
    assert "Read-only" in told[0]
    session.undo_stack.undo()
    assert not session.drawing.labels.data.any()


# -- sessions -----------------------------------------------------------------------------------------------------


def test_that_the_automatic_session_says_that_the_disk_is_full_and_goes_on_when_there_is_room(qtbot, started, full):
    folder, fill = full
    composition = started(folder / "settings")
    told: list[str] = []
    composition.session.told.connect(told.append)
    autosave = composition.window.sessions.files.autosave
    qtbot.waitUntil(lambda: autosave.root is not None)
    qtbot.waitUntil(lambda: not composition.jobs.jobs)
    add_t1(composition.session)
    fill()
    autosave.save()
    qtbot.waitUntil(lambda: bool(told))
    assert "cannot be kept automatically" in told[0]
    assert "No space left" in told[0]
    autosave.save()
    qtbot.waitUntil(lambda: not autosave._runner.jobs)
    assert len(told) == 1  # not once a minute
    (folder / "ballast").unlink()
    autosave.mark()
    autosave.save()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1] == "Your work is kept again."
    fill()
    assert composition.window.sessions.files.may_close()  # closing is possible all the same


def test_that_a_session_on_a_full_disk_leaves_the_one_before_as_it_was(qtbot, started, full, tmp_path):
    folder, fill = full
    composition = started(tmp_path / "settings")
    files = composition.window.sessions.files
    add_t1(composition.session)
    files._submit(folder / "session", copy_scans=False)
    qtbot.waitUntil(lambda: files.folder is not None)
    record = (folder / "session" / "session.json").read_bytes()
    drawing.begin_map(composition.session)
    noise = np.random.default_rng(4).random(composition.session.drawing.labels.grid.shape) < 0.5
    drawing.mark(composition.session, "brush", Patch((0, 0, 0), noise))
    fill()
    failed: list[object] = []
    composition.jobs.failed.connect(failed.append)
    files.save_session()
    qtbot.waitUntil(lambda: bool(failed))
    assert "No space left" in failed[0].sentence()
    assert (folder / "session" / "session.json").read_bytes() == record
    assert files.unsaved.regions
    assert composition.session.drawing.labels.data.sum() == noise.sum()


# -- reading ------------------------------------------------------------------------------------------------------


@pytest.fixture
def failures(jobs) -> list[str]:
    """The sentences of jobs that failed."""
    sentences: list[str] = []
    jobs.failed.connect(lambda job: sentences.append(job.sentence()))
    return sentences


def test_that_a_file_that_is_deleted_while_it_is_open_stays_open_and_is_named(
    session, jobs, finish, failures, tmp_path
):
    path = save_bold(tmp_path)
    opening.open_paths(session, jobs, [path])
    finish()
    path.rename(tmp_path / "elsewhere.nii.gz")
    (layer,) = session.layers
    computing.compute_metric(session, jobs, ALFF, layer.id, outputs=("alff",))
    finish()
    (sentence,) = failures
    assert f'"{path.name}" could not be read or written (No such file or directory)' in sentence
    assert str(tmp_path) not in sentence
    assert session.layers == (layer,)
    assert np.isfinite(layer.image.volume(3).data).all()
    (tmp_path / "elsewhere.nii.gz").rename(path)
    computing.compute_metric(session, jobs, ALFF, layer.id, outputs=("alff",))
    finish()
    assert sum(one.stat_map is not None for one in session.layers) == 1


@pytest.mark.parametrize("error", [errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.EACCES])
def test_that_a_drive_that_goes_while_a_series_is_read_is_said_in_one_sentence(
    session, jobs, finish, told, failures, tmp_path, monkeypatch, error
):
    path = save_bold(tmp_path)

    def gone(*_: object, **__: object) -> object:
        raise OSError(error, os.strerror(error), str(path))

    monkeypatch.setattr(nifti, "finish", gone)
    opening.open_paths(session, jobs, [path])
    finish()
    (sentence,) = [*told, *failures]
    assert os.strerror(error) in sentence
    assert "unexpectedly" not in sentence


def test_that_a_folder_that_went_away_before_it_is_opened_is_said(session, jobs, finish, told, tmp_path):
    folder = tmp_path / "drive"
    path = save_t1(folder)
    folder.rename(tmp_path / "gone")
    failed: list[object] = []
    jobs.failed.connect(failed.append)
    opening.open_paths(session, jobs, [path])
    finish()
    sentences = [*told, *(job.sentence() for job in failed)]
    assert len(sentences) == 1
    assert "unexpectedly" not in sentences[0]
    assert session.layers == ()


def test_that_a_drive_that_goes_while_a_patient_is_processed_is_said_in_one_sentence(jobs, finish, failures):
    jobs.submit("Process the patient", _process_from_a_lost_drive)
    finish()
    (sentence,) = failures
    assert sentence.startswith('Process the patient: "rest_bold.nii.gz" could not be read or written (')
    assert os.strerror(errno.ESTALE) in sentence
    assert "/mnt" not in sentence


def _process_from_a_lost_drive(progress: Progress = silent) -> None:
    run_in_worker(lose_drive, (), progress)
