"""The log in the window: filtered by level, copied without names."""

import pytest
from PySide6.QtGui import QGuiApplication

from analysis.progress import Progress, silent
from gui import log
from gui.dialogs.log_viewer import LogDialog
from tests.gui.conftest import delete

TEXT = (
    "2026-01-02 03:04:05,678 INFO a: opened\n2026-01-02 03:04:06,678 ERROR b: /data/Anna Berg/x failed\n"
    "2026-01-02 03:04:07,678 WARNING c: slow\n"
)


def computer(progress: Progress = silent) -> str:
    return "3D graphics: none. OpenGL: not tried."


@pytest.fixture
def dialog(qapp, jobs, finish, tmp_path, monkeypatch):
    path = tmp_path / "algoscope.log"
    path.write_text(TEXT, "utf-8")
    monkeypatch.setattr(log, "log_file", lambda: path)
    monkeypatch.setattr(log, "_hidden", {})
    made = LogDialog(jobs, computer, lambda: ["Anna Berg"])
    made.show()
    finish()
    yield made
    delete(made)


@pytest.mark.parametrize(("level", "n_lines"), [("DEBUG", 3), ("WARNING", 2), ("ERROR", 1)])
def test_that_the_level_chooses_the_entries(dialog, level, n_lines):
    dialog.level.setCurrentIndex(dialog.level.findData(level))
    assert len(dialog.text.toPlainText().splitlines()) == n_lines


def test_that_the_report_is_copied_without_names(dialog):
    dialog.level.setCurrentIndex(dialog.level.findData("ERROR"))
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "OpenGL: not tried." in copied
    assert "WARNING c: slow" in copied  # all of it, whatever is shown
    assert "Anna" not in copied
    assert "Berg" not in copied
    assert "/data" not in copied


def test_that_without_a_log_it_says_so(qapp, jobs, finish, monkeypatch):
    monkeypatch.setattr(log, "log_file", lambda: None)
    made = LogDialog(jobs, computer, list)
    finish()
    assert "No log is written" in made.state.text()
    assert not made.folder.isEnabled()
    delete(made)


def test_that_it_can_be_closed_before_the_log_was_read(qapp, jobs, finish):
    made = LogDialog(jobs, computer, list)
    delete(made)
    finish()
