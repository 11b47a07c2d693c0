"""What is opened and closed many times in a day leaves nothing behind: objects are counted, not bytes."""

import gc
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from shiboken6 import isValid

from analysis.image import Series, Volume
from gui.commands import drawing, opening
from gui.main_window import MainWindow
from tests.gui.made_files import save_asl, save_bold, save_t1
from tests.gui.test_bad_places import SMALL

TIMES = 3


def live(window: MainWindow) -> Counter[str]:
    """Every object of Qt that the window, the jobs and the session hold, every window, and images, by class."""
    _let_go()
    gc.collect()
    _let_go()
    roots: list[QObject] = [window, window.session, window.jobs, *QApplication.topLevelWidgets()]
    held = Counter(f"{type(thing).__name__} of {type(root).__name__}" for root in roots for thing in [root])
    for root in {id(root): root for root in roots if isValid(root)}.values():
        held.update(thing.metaObject().className() for thing in root.findChildren(QObject))
    held.update(f"{type(thing).__name__} in memory" for thing in gc.get_objects() if _counts(thing))
    return held


def _counts(thing: object) -> bool:
    return type(thing) in (Volume, Series) or (isinstance(thing, QWidget) and type(thing).__module__.startswith("gui."))


def _let_go() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def grown(window: MainWindow, act: Callable[[], None]) -> dict[str, int]:
    """What is more after many times than after two, in which all that is made once is made."""
    for _ in range(2):
        act()
    before = live(window)
    for _ in range(TIMES):
        act()
    after = live(window)
    return {name: n - before[name] for name, n in after.items() if n - before[name] >= TIMES}


def dismiss(window: MainWindow) -> None:
    """Close every window but the main one."""
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.close()
    _let_go()


def answering(act: Callable[[], None]) -> None:
    """Do what asks with a dialog that waits, and dismiss each question."""
    timer = QTimer(interval=1)

    def answer() -> None:
        asking = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if isinstance(asking, QDialog):
            asking.reject()
        elif isinstance(asking, QMenu):
            asking.close()

    timer.timeout.connect(answer)
    timer.start()
    try:
        act()
    finally:
        timer.stop()


@pytest.fixture
def patient(tmp_path: Path) -> Path:
    folder = tmp_path / "sub-01"
    save_t1(folder, "sub-01_T1w.nii.gz")
    save_bold(folder, "sub-01_task-rest_bold.nii.gz", n=6)
    save_asl(folder, "sub-01_asl.nii.gz")
    return folder


@pytest.fixture
def opened(window, session, jobs, finish, patient) -> MainWindow:
    """The window with a patient and a drawn region."""
    opening.open_paths(session, jobs, [patient])
    finish()
    drawing.begin_map(session)
    drawing.mark(session, "brush", SMALL)
    return window


DIALOGS = ("palette", "shortcuts", "log", "about", "preferences", "figure", "open_patient")
QUESTIONS = (
    "save_session_as", "save_regions_as", "coordinate", "region_place", "seed_place", "region_card_of",
    "smooth_region", "unite_region", "export_surfaces", "export_dicom",
)  # fmt: skip


def test_that_dialogs_that_are_closed_are_gone(opened, finish):
    def act() -> None:
        for key in DIALOGS:
            opened.actions_.action(key).trigger()
            _let_go()
            dismiss(opened)
        finish()

    assert grown(opened, act) == {}


def test_that_questions_that_are_dismissed_are_gone(opened, finish, monkeypatch):
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(f"PySide6.QtWidgets.QFileDialog.{name}", lambda *_, **__: ("", ""))
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_, **__: "")

    def act() -> None:
        for key in QUESTIONS:
            answering(opened.actions_.action(key).trigger)
        answering(opened.region_files.may_close)
        answering(partial(opened._region_exports._agreed, "Names are in the file."))
        finish()

    assert grown(opened, act) == {}


def test_that_a_patient_who_is_closed_is_gone(window, session, jobs, finish, patient):
    def act() -> None:
        opening.open_paths(session, jobs, [patient])
        finish()
        drawing.begin_map(session)
        drawing.mark(session, "brush", SMALL)
        session.close_all()
        finish()

    assert grown(window, act) == {}


def test_that_pages_layouts_and_themes_that_are_visited_make_nothing_new(opened, finish):
    pages = ("page_patient", "page_quality", "page_maps", "page_compare", "page_report")
    keys = (*pages, "layout_row", "layout_main", "layout_grid", "drawer", "drawer", "theme")

    def act() -> None:
        for key in keys:
            opened.actions_.action(key).trigger()
        finish()

    assert grown(opened, act) == {}
