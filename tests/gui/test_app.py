"""The application: the window first, the rest behind it; nothing fails in silence, nothing is left running."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from analysis.progress import Progress, silent
from gui import app
from gui.app import Composition, import_module
from gui.settings import Settings, SettingsStore
from gui.slices import painter
from gui.widgets import asking
from tests.gui.conftest import delete
from tests.gui.made_files import save_patient, save_t1
from tests.gui.made_scans import add_t1


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long or needs graphics has tests of its own."""
    monkeypatch.setattr(Composition, "_add_scene", lambda self, module: None)
    monkeypatch.setattr(app, "computer_in_words", in_words)
    monkeypatch.setattr(app, "import_module", import_light)


def in_words(progress: Progress = silent) -> str:
    return "3D graphics: none. 8 GB of memory. 2 processor cores."


def import_light(name: str, progress: Progress = silent) -> object:
    return None if "scene3d" in name or "nilearn" in name else import_module(name, progress)


@pytest.fixture
def composition(store: SettingsStore, quick: None) -> Iterator[Composition]:
    made = Composition(store)
    yield made
    made.stop()
    delete(made.window)


def at_rest(qtbot: QtBot, composition: Composition) -> None:
    qtbot.waitUntil(lambda: composition.is_ready and not composition.jobs.jobs, timeout=60_000)


def test_that_the_window_is_there_before_what_takes_long(composition, qtbot):
    composition.start([], demo=False)
    assert composition.window.isVisible()
    assert composition.jobs.jobs == ()
    at_rest(qtbot, composition)
    assert painter._ready
    captions = [composition.window.drawer.tabText(i) for i in range(composition.window.drawer.count())]
    assert captions[:2] == ["Time course", "Seed"]
    assert captions[-1] == "Jobs"
    assert type(composition.window.drawer.widget(0)).__name__ == "TimeCoursePanel"


def test_that_files_given_at_the_start_are_opened(composition, qtbot, tmp_path):
    composition.start([save_t1(tmp_path)], demo=False)
    at_rest(qtbot, composition)
    qtbot.waitUntil(lambda: len(composition.session.layers) == 1, timeout=5000)


def test_that_the_demonstration_patient_opens_when_asked_for(composition, qtbot, tmp_path, monkeypatch):
    from gui.commands import demonstration

    folder = save_patient(tmp_path / "demo")
    monkeypatch.setattr(demonstration, "demonstration_folder", lambda: folder)
    monkeypatch.setattr(demonstration, "ensure_patient", lambda folder, progress=silent: folder)
    composition.start([], demo=True)
    qtbot.waitUntil(lambda: len(composition.session.layers) >= 3, timeout=20_000)
    at_rest(qtbot, composition)


@pytest.mark.parametrize("remembers", [True, False])
def test_that_where_questions_ended_is_kept_for_the_next_start_unless_patients_are_not(
    store, quick, tmp_path, caplog, remembers
):
    caplog.set_level("DEBUG")
    first = Composition(store)
    first.settings.remember_patients = remembers
    asking.note(tmp_path, asking.SAVE)
    first.stop()
    delete(first.window)
    second = Composition(store)
    assert second.settings.folders == ({"save": str(tmp_path)} if remembers else {})
    assert (asking.start_folder(None, asking.SAVE) == tmp_path) is remembers
    second.stop()
    delete(second.window)
    assert str(tmp_path) not in caplog.text


@pytest.mark.parametrize("broken", ["load_compositor", "computer_in_words"])
def test_that_a_part_that_cannot_be_loaded_is_told_and_the_others_come(store, quick, qtbot, monkeypatch, broken):
    def fail(progress: Progress = silent) -> None:
        raise ImportError("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr(app, broken, fail)
    composition = Composition(store)
    try:
        composition.start([], demo=False)
        at_rest(qtbot, composition)
        assert type(composition.window.drawer.widget(0)).__name__ == "TimeCoursePanel"
        (sentence,) = composition.window.notices.sentences
        assert "failed unexpectedly (ImportError)" in sentence
        assert "libGL" not in sentence
    finally:
        composition.stop()
        delete(composition.window)


def test_that_closing_everything_at_once_does_not_cost_the_plots(store, quick, qtbot, monkeypatch):
    started, go = threading.Event(), threading.Event()

    def held(name: str, progress: Progress = silent) -> object:
        started.set()
        go.wait(10)
        return import_light(name, progress)

    monkeypatch.setattr(app, "import_module", held)
    composition = Composition(store)
    try:
        composition.start([], demo=False)
        qtbot.waitUntil(started.is_set, timeout=30_000)
        add_t1(composition.session)
        composition.window.files.close_all()
        go.set()
        at_rest(qtbot, composition)
        assert type(composition.window.drawer.widget(0)).__name__ == "TimeCoursePanel"
    finally:
        go.set()
        composition.stop()
        delete(composition.window)


def test_that_an_unexpected_error_is_told_and_logged_and_ends_nothing(composition, caplog, capsys):
    composition.start([], demo=False)
    try:
        raise KeyError("Jane_Doe")
    except KeyError:
        sys.excepthook(*sys.exc_info())
    (sentence,) = composition.window.notices.sentences
    assert sentence == "Something failed unexpectedly (KeyError); the log has the details."
    assert caplog.records[-1].exc_info[0] is KeyError
    assert composition.window.isVisible()


def test_that_ctrl_c_closes_the_window(composition):
    composition.start([], demo=False)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not composition.window.isVisible()
    assert composition.window.notices.sentences == ()


def test_that_stopping_ends_jobs_saves_settings_and_gives_the_hook_back(store, quick, qtbot):
    hook = sys.excepthook
    composition = Composition(store)
    composition.start([], demo=False)
    assert sys.excepthook != hook
    composition.settings.theme = "light"
    composition.window.close()
    composition.stop()
    assert sys.excepthook == hook
    assert store.load().theme == "light"
    assert composition.jobs._pool.activeThreadCount() == 0
    delete(composition.window)


def test_that_the_settings_of_the_last_time_are_used(tmp_path, quick):
    store = SettingsStore(tmp_path)
    store.save(Settings(convention="neurological", layout="main"))
    composition = Composition(store)
    assert composition.session.convention.value == "neurological"
    assert composition.window.views.layout_name == "main"
    composition.stop()
    delete(composition.window)


def test_that_what_a_first_stroke_needs_is_loaded_behind_the_window(qtbot, composition, monkeypatch):
    loaded: list[str] = []

    def noted(name: str, progress: Progress = silent) -> object:
        loaded.append(name)
        return import_light(name, progress)

    monkeypatch.setattr(app, "import_module", noted)
    composition.start([], demo=False)
    qtbot.waitUntil(lambda: composition.is_ready, timeout=30_000)
    assert "analysis.labels.editing_kernels" in loaded
