"""The list of jobs: what runs and how it ended, and the button that stops it."""

import threading
from time import sleep

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QToolButton
from pytestqt.qtbot import QtBot

from analysis.errors import DataError
from analysis.progress import Progress, silent
from gui.jobs import JobRunner, JobState
from gui.panels.jobs_panel import _KEPT, JobRow, JobsPanel


def refuse(progress: Progress = silent) -> None:
    raise DataError("The mask is empty.")


def succeed(progress: Progress = silent) -> int:
    return 1


class Held:
    """A job's function that reports its progress until it is let go or stopped."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, progress: Progress = silent) -> None:
        while not self.go.is_set():
            progress(0.42, "ranking")
            sleep(0.01)


@pytest.fixture
def panel(qtbot: QtBot, jobs: JobRunner) -> JobsPanel:
    made = JobsPanel(jobs)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(row: JobRow) -> str:
    return " | ".join(label.text() for label in row.findChildren(QLabel))


def rows(panel: JobsPanel) -> list[JobRow]:
    found = [row for row in panel.findChildren(JobRow) if row.isVisibleTo(panel)]
    return sorted(found, key=lambda row: row.y())


def test_that_a_running_job_shows_its_progress_and_can_be_stopped(qtbot, jobs, panel):
    job = jobs.submit("ReHo of rest", Held())
    qtbot.waitUntil(lambda: job.state is JobState.RUNNING and job.fraction > 0.4)
    (row,) = rows(panel)
    assert "ReHo of rest" in texts(row)
    assert "ranking  42 %" in texts(row)
    assert row.findChild(QProgressBar).value() == 420
    cancel = row.findChild(QToolButton)
    cancel.click()
    assert not cancel.isEnabled()
    assert "stopping" in texts(row)
    qtbot.waitUntil(lambda: job.is_over, timeout=1000)
    assert "cancelled" in texts(row)
    assert not row.findChild(QProgressBar).isVisible()
    assert not cancel.isVisible()


def test_that_a_finished_job_says_so(qtbot, jobs, panel):
    job = jobs.submit("ALFF", succeed)
    qtbot.waitUntil(lambda: job.is_over)
    assert "done" in texts(rows(panel)[0])


def test_that_a_failed_job_says_why(qtbot, jobs, panel):
    job = jobs.submit("ALFF", refuse)
    qtbot.waitUntil(lambda: job.is_over)
    assert "failed: The mask is empty." in texts(rows(panel)[0])


def test_that_quiet_jobs_have_no_line_unless_they_fail(qtbot, jobs, panel):
    quiet = jobs.submit("Fast drawing", succeed, quiet=True)
    qtbot.waitUntil(lambda: quiet.is_over)
    assert rows(panel) == []
    broken = jobs.submit("3D view", refuse, quiet=True)
    qtbot.waitUntil(lambda: broken.is_over)
    assert "3D view" in texts(rows(panel)[0])


def test_that_the_newest_job_is_at_the_top_and_old_ones_are_let_go(qtbot, jobs, panel):
    for number in range(_KEPT + 3):
        jobs.submit(f"job {number}", succeed)
    qtbot.waitUntil(lambda: not jobs.jobs)
    qtbot.wait(20)
    shown = [texts(row).split(" | ")[0] for row in rows(panel)]
    assert shown == [f"job {number}" for number in range(_KEPT + 2, 2, -1)]


def test_that_an_empty_list_says_what_will_be_here(qtbot, jobs, panel):
    (empty,) = [label for label in panel.findChildren(QLabel) if "No job" in label.text()]
    assert empty.isVisible()
    job = jobs.submit("ALFF", succeed)
    qtbot.waitUntil(lambda: job.is_over)
    assert not empty.isVisible()


def test_that_a_long_reason_is_wrapped_and_never_asks_to_scroll_sideways(qtbot, jobs, panel):
    reason = "The warp to MNI folds 2.3 % of the brain. " * 12

    def refuse_at_length(progress: Progress = silent) -> None:
        raise DataError(reason)

    panel.resize(500, 400)
    job = jobs.submit("Processing", refuse_at_length)
    qtbot.waitUntil(lambda: job.state is JobState.FAILED and bool(rows(panel)))
    qtbot.wait(20)
    (row,) = rows(panel)
    assert reason.strip() in texts(row)
    assert panel.horizontalScrollBar().maximum() == 0
    label = next(label for label in row.findChildren(QLabel) if "folds" in label.text())
    assert label.width() <= panel.viewport().width()
    assert label.height() >= 3 * label.fontMetrics().lineSpacing()  # all of it stands there
