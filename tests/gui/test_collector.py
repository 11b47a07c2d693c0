"""What the program is made of is set aside from the search for garbage; what is opened and closed is let go as ever."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui import app, collector
from gui.app import Composition
from gui.settings import SettingsStore
from tests.gui.conftest import delete
from tests.gui.made_files import save_t1
from tests.gui.test_app import quick

__all__ = ["quick"]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


class Ring:
    """Garbage that only a look for cycles finds."""

    def __init__(self) -> None:
        self.itself = self


def test_that_nothing_is_looked_through_while_the_program_starts_and_what_it_is_made_of_never():
    collector.hold()
    assert not gc.isenabled()
    collector.settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000  # the modules of a test run
    assert len(gc.get_objects()) < 10_000


def test_that_what_is_made_afterwards_is_let_go():
    collector.hold()
    collector.settle()
    ring = weakref.ref(Ring())
    gc.collect()
    assert ring() is None


def test_that_the_program_settles_when_everything_is_there(quick, qtbot, tmp_path, monkeypatch):
    at_start: list[bool] = []
    made: list[Composition] = []

    class Watched(Composition):
        def __init__(self, store: SettingsStore) -> None:
            at_start.append(gc.isenabled())
            super().__init__(store)
            made.append(self)

    def until_ready(*_: object) -> int:
        qtbot.waitUntil(gc.isenabled, timeout=60_000)
        assert made[0].is_ready
        return 0

    monkeypatch.setattr(app, "Composition", Watched)
    monkeypatch.setattr(app, "SettingsStore", lambda: SettingsStore(tmp_path))
    monkeypatch.setattr(app.log, "start_log", lambda: None)
    monkeypatch.setattr(QApplication, "exec", until_ready)
    assert app.run() == 0
    assert at_start == [False]
    assert gc.get_freeze_count() > 100_000
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
