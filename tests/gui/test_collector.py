"""What the program is made of is set aside from the search for garbage; what is opened and closed is let go as ever."""

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from analysis.progress import Progress
from gui import app, collector
from gui.app import Composition
from gui.settings import SettingsStore
from tests.gui.conftest import delete
from tests.gui.made_files import save_t1
from tests.gui.test_app import quick

__all__ = ["quick"]


@pytest.fixture(autouse=True)
def as_before(garbage_stays_in_this_thread: None) -> Iterator[None]:
    collector.release()
    collector.hold()  # what earlier tests have left must not be destroyed in the thread of a job of these
    yield
    collector.release()
    collector.hold()


class Ring:
    """Garbage that only a look for cycles finds."""

    def __init__(self) -> None:
        self.itself = self


class Told(QObject):
    """An object of Qt in a cycle, which notes the thread that destroys it."""

    def __init__(self, ended_in: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ended_in.append(threading.get_ident()))


def make_rings(ended_in: list[int], progress: Progress) -> int:
    """The job: leave objects of Qt that nobody holds, and make enough for many a look by Python itself."""
    for _ in range(3):
        Told(ended_in)
    kept = [[n] for n in range(50_000)]
    for share in range(20):
        progress(share / 20)
        [Ring() for _ in range(2_000)]
    return len(kept)


def test_that_nothing_is_looked_through_while_the_program_starts_and_what_it_is_made_of_never(qapp):
    collector.hold()
    assert not gc.isenabled()
    collector.settle()
    assert not gc.isenabled()
    assert collector.is_watching()
    assert gc.get_freeze_count() > 100_000  # the modules of a test run
    assert len(gc.get_objects()) < 10_000


def test_that_what_is_made_afterwards_is_let_go(qapp):
    collector.hold()
    collector.settle()
    ring = weakref.ref(Ring())
    gc.collect()
    assert ring() is None


def test_that_garbage_of_a_job_is_destroyed_in_the_thread_of_the_window(qtbot, jobs):
    collector.watch()
    ended_in: list[int] = []
    jobs.submit("rings", make_rings, ended_in)
    qtbot.waitUntil(lambda: not jobs.jobs and len(ended_in) == 3, timeout=5000)
    assert set(ended_in) == {threading.get_ident()}


# jobs that are given windows in cycles, and make garbage: with Python's own search it ended by a segmentation fault
LEFT_BEHIND = """
import logging
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from gui import collector
from gui.jobs import JobRunner
class Window(QWidget):
    pass
class Ring:
    def __init__(self):
        self.itself = self
def work(window, progress):
    return len([Ring() for _ in range(50)])
application = QApplication([])
collector.watch()
for _ in range(6):
    runner = JobRunner()
    for n in range(250):
        window = Window()
        window.label, window.timer, window.itself = QLabel("x", window), QTimer(window), window
        window.show()
        window.timer.start(1)
        runner.submit("quick", work, window)
        del window
        if n % 50 == 0:
            application.processEvents()
    while runner.jobs:
        application.processEvents()
    assert runner.shutdown()
print("whole")
"""


def test_that_jobs_that_leave_windows_behind_do_not_end_the_program():
    done = subprocess.run([sys.executable, "-c", LEFT_BEHIND], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "whole", f"ended with {done.returncode}: {done.stderr[-2000:]}"
    assert "another thread" not in done.stderr


def test_that_garbage_does_not_pile_up_while_a_job_makes_it(qtbot, jobs):
    looking = collector.watch()
    alive: list[int] = []
    seen = weakref.WeakSet[Ring]()

    def work(progress: Progress) -> None:
        for share in range(40):
            progress(share / 40)
            for _ in range(500):
                seen.add(Ring())
            sleep(0.01)

    jobs.submit("rings", work, on_progress=lambda: alive.append(len(seen)))
    qtbot.waitUntil(lambda: not jobs.jobs, timeout=20_000)
    assert len(alive) > 3
    assert max(alive) < 15_000  # of 20,000 that were made
    assert looking.longest_s < 0.05


def test_that_a_full_look_comes_when_a_quarter_is_new(qapp):
    looking = collector.watch()
    collector.settle()
    rings, n_full = [Ring() for _ in range(100_000)], gc.get_stats()[2]["collections"]
    old = weakref.ref(rings[0])
    looking.look()  # these are old from now on
    del rings
    later = []
    while old() is not None and len(later) < 500_000:
        later += [[n] for n in range(20_000)]
        looking.look()
        looking._full_after_s = 0.0
    assert old() is None
    assert 1 <= gc.get_stats()[2]["collections"] - n_full < 5


def test_that_python_looks_itself_again_when_the_window_is_gone(qapp):
    collector.hold()
    collector.settle()
    looking = collector.watch()
    collector.release()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert not collector.is_watching()
    assert not looking._timer.isActive()


def test_that_the_program_settles_when_everything_is_there(quick, qtbot, tmp_path, monkeypatch):
    at_start: list[bool] = []
    made: list[Composition] = []

    class Watched(Composition):
        def __init__(self, store: SettingsStore) -> None:
            at_start.append(gc.isenabled())
            super().__init__(store)
            made.append(self)

    def until_ready(*_: object) -> int:
        qtbot.waitUntil(collector.is_watching, timeout=60_000)
        assert made[0].is_ready
        assert gc.get_freeze_count() > 100_000
        return 0

    monkeypatch.setattr(app, "Composition", Watched)
    monkeypatch.setattr(app, "SettingsStore", lambda: SettingsStore(tmp_path))
    monkeypatch.setattr(app.log, "start_log", lambda: None)
    monkeypatch.setattr(QApplication, "exec", until_ready)
    assert app.run() == 0
    assert at_start == [False]
    assert gc.isenabled()  # no window is left
    delete(made[0].window)


def test_that_a_scan_opened_before_everything_was_there_is_let_go_when_closed(quick, qtbot, tmp_path: Path):
    composition = Composition(SettingsStore(tmp_path))
    session = composition.session
    try:
        composition.start([save_t1(tmp_path)], demo=False)
        qtbot.waitUntil(lambda: len(session.layers) == 1 and not composition.jobs.jobs, timeout=60_000)
        collector.hold()
        collector.settle()
        scan = weakref.ref(session.layers[0].scan)
        composition.window.files.close_all()
        qtbot.wait(50)
        gc.collect()
        assert scan() is None
    finally:
        composition.stop()
        delete(composition.window)


def test_that_counting_the_objects_never_disturbs_a_tuple_that_another_thread_builds():
    kept = [[n] for n in range(50_000)]
    errors, built, stop = [], [0], threading.Event()

    def build() -> None:
        while not stop.is_set():
            try:
                built[0] += len(tuple(n for n in range(30)))
            except SystemError as error:
                errors.append(error)

    before, thread = sys.getswitchinterval(), threading.Thread(target=build)
    sys.setswitchinterval(1e-6)  # with `len(gc.get_objects())` some of them fail
    try:
        thread.start()
        counts = [collector.n_objects() for _ in range(100)]
    finally:
        stop.set()
        thread.join()
        sys.setswitchinterval(before)
    assert min(counts) >= len(kept)
    assert built[0] > 0
    assert not errors
