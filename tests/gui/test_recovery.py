"""A program that is killed gives everything back at the next start: maps, thresholds, regions, seeds, crosshair."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox

from gui import app
from gui.app import Composition
from tests.gui.made_files import save_bold, save_t1

PROGRAM = Path(__file__).with_name("killed_program.py")


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a program has left that worked and was then killed without warning; ``told.npz`` is what was open."""
    tmp_path = tmp_path_factory.mktemp("killed")
    save_t1(tmp_path / "scans")
    save_bold(tmp_path / "scans", n=4)
    told = tmp_path / "told.npz"
    words = [sys.executable, str(PROGRAM), str(tmp_path / "settings"), str(tmp_path / "scans"), str(told)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=PROGRAM.parents[2]) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    assert line == "ready\n"
    return tmp_path


@pytest.fixture
def next_start(left_behind, tmp_path, started, monkeypatch):
    """The program started again."""
    shutil.copytree(left_behind, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(app, "load_compositor", lambda progress=None: None)
    return lambda: started(tmp_path / "settings")


def offered(qtbot, composition: Composition) -> QMessageBox:
    def boxes() -> list[QMessageBox]:
        return [box for box in composition.window.findChildren(QMessageBox) if box.objectName() == "interrupted"]

    qtbot.waitUntil(lambda: len(boxes()) == 1, timeout=10_000)
    return boxes()[0]


def press(box: QMessageBox, text: str) -> None:
    next(button for button in box.buttons() if button.text().replace("&", "") == text).click()


def test_that_a_killed_program_gives_everything_back(tmp_path, next_start, qtbot):
    with np.load(tmp_path / "told.npz") as told:
        expected = dict(told)
    composition = next_start()
    box = offered(qtbot, composition)
    assert "sub-01" in box.informativeText()
    press(box, "Restore")
    session = composition.session
    qtbot.waitUntil(lambda: bool(session.layers) and not composition.jobs.jobs, timeout=20_000)
    assert sorted(layer.name for layer in session.layers)[0] == "ALFF"
    assert len(session.layers) == 3
    alff = next(layer for layer in session.layers if layer.name == "ALFF")
    assert np.array_equal(alff.stat_map.volume.data, expected["map"], equal_nan=True)
    assert (alff.display.scale.gap, alff.display.scale.opacity) == ((-0.25, 0.75), 0.6)
    assert np.array_equal(session.drawing.labels.data, expected["labels"])  # the stroke after the last save, too
    assert np.array_equal(session.cursor_mm, expected["cursor"])
    (seed,) = session.seeds.pinned
    assert (seed.name, seed.centre_mm, seed.radius_mm) == ("seed1", (1.5, 2.5, 3.5), 5.0)
    assert composition.window.report_page.texts()["comment"] == "Low on the left."
    assert composition.window.sessions.files.unsaved.maps == ("ALFF",)
    assert [b for b in composition.window.findChildren(QMessageBox) if b.objectName() == "unfinished"] == []


def test_that_what_is_discarded_is_not_offered_again(tmp_path, next_start, qtbot):
    composition = next_start()
    press(offered(qtbot, composition), "Discard")
    assert list((tmp_path / "settings" / "sessions").glob("*/session.json")) == []
    assert list((tmp_path / "settings" / "drawings").glob("*.journal")) == []


def test_that_what_is_left_for_later_stays(tmp_path, next_start, qtbot):
    composition = next_start()
    press(offered(qtbot, composition), "Later")
    assert len(list((tmp_path / "settings" / "sessions").glob("*/session.json"))) == 1
    assert len(list((tmp_path / "settings" / "drawings").glob("*.journal"))) == 1
