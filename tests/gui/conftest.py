"""Every test of the window has its own session, its own jobs and its own folders; no thread outlives a test."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui import collector
from gui.app import Composition
from gui.fonts import load_fonts
from gui.jobs import JobRunner
from gui.main_window import MainWindow
from gui.session import Change, Session
from gui.session_files import SessionFiles
from gui.settings import Settings, SettingsStore
from gui.turns import is_any_waiting
from gui.widgets import asking

_LONGEST_QUESTION_S = 20


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is read from or written to the folders of the person who runs the tests."""
    home = tmp_path_factory.mktemp("home")
    asking.forget()  # where questions ended in other tests
    monkeypatch.setenv("ALGOSCOPE_CACHE_DIR", str(home / "cache"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return home


@pytest.fixture(scope="session", autouse=True)
def no_garbage_in_other_threads() -> Iterator[None]:
    """Also between two tests, in which work that was left alone may go on in its thread: until the run ends."""
    yield
    collector.release()


@pytest.fixture(autouse=True)
def garbage_stays_in_this_thread(qapp: QApplication, no_garbage_in_other_threads: None) -> Iterator[None]:
    """As in the program: no thread of a job destroys the windows of an earlier test."""
    collector.watch()
    yield
    gc.unfreeze()
    collector.watch().look()


@pytest.fixture(autouse=True)
def own_dress(qapp: QApplication) -> Iterator[None]:
    """The theme and the text size of one test are not those of the next."""
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield
    if qapp.styleSheet() != sheet:
        qapp.setStyleSheet(sheet)
    if qapp.font() != font:
        qapp.setFont(font)
    if qapp.palette() != palette:
        qapp.setPalette(palette)


@pytest.fixture(autouse=True)
def no_question_left_open(qapp: QApplication) -> Iterator[None]:
    """A question that nobody answers is dismissed and fails its test: it would stand there until the run is stopped."""
    seen: dict[str, float] = {}
    dismissed: list[str] = []

    def look() -> None:
        asking = QApplication.activeModalWidget()
        if not isinstance(asking, QDialog):
            seen.clear()
            return
        words = asking.text() if isinstance(asking, QMessageBox) else asking.windowTitle()
        if monotonic() - seen.setdefault(words, monotonic()) > _LONGEST_QUESTION_S:
            dismissed.append(words)
            asking.reject()

    timer = QTimer(interval=1000)
    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    assert not dismissed, f"asked, and nobody answered: {dismissed}"


@pytest.fixture
def session(qapp: object) -> Session:
    return Session()


@pytest.fixture
def changes(session: Session) -> list[Change]:
    """Every change that the session has sent since the test began (clear it to look at a part)."""
    seen: list[Change] = []
    session.changed.connect(seen.append)
    return seen


@pytest.fixture
def told(session: Session) -> list[str]:
    """Every sentence that was told."""
    sentences: list[str] = []
    session.told.connect(sentences.append)
    return sentences


@pytest.fixture
def jobs(qapp: object) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    assert runner.shutdown(), "a job did not stop"


@pytest.fixture
def finish(qtbot: QtBot, jobs: JobRunner, session: Session) -> Callable[[], None]:
    """Waits until no job is left, those included that other jobs began, and the window shows what they brought."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not (jobs.jobs or session.case.is_arriving or is_any_waiting()), timeout=60_000)

    return wait


@pytest.fixture
def window(session: Session, jobs: JobRunner) -> Iterator[MainWindow]:
    """The main window on the screen, without 3D and plots."""
    made = MainWindow(session, jobs, Settings(), load_fonts())
    made.show()
    yield made
    delete(made)


@pytest.fixture
def kept_sessions(window: MainWindow, session: Session, jobs: JobRunner, tmp_path: Path) -> Iterator[SessionFiles]:
    """The sessions of a window, kept automatically below a folder, as the application does."""
    jobs.follow(lambda: session.case.id)
    made = window.sessions.files
    made.autosave.begin(tmp_path / "automatic")
    yield made
    made.autosave.stop()
    session.close_all()


@pytest.fixture
def started(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Composition]]:
    """Starts the program, whose settings are in a folder, without plots and 3D."""
    made: list[Composition] = []

    def start(settings: Path) -> Composition:
        monkeypatch.setattr(Composition, "_load_rest", lambda self: None)
        composition = Composition(SettingsStore(settings))
        made.append(composition)
        composition.start([], demo=False)
        return composition

    yield start
    for composition in made:
        composition.session.close_all()
        composition.stop()
        delete(composition.window)


def delete(window: QWidget) -> None:
    """Close a window and let go of it at once: one that lives on would be dressed again with every later one.

    What a test has computed is given up first: a window asks before it lets go of that, and nobody would answer.
    """
    if isinstance(window, MainWindow):
        window.session.close_all()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(window)


@pytest.fixture
def pixels() -> Callable[[QWidget], np.ndarray]:
    """``(rows, columns, 3)`` uint8 picture of a widget as it is on the screen."""

    def grab(widget: QWidget) -> np.ndarray:
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

    return grab
