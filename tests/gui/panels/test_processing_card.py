"""The card of a run: each stage with its state, stopping, going on, and what it says at the end."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from analysis.errors import DataError
from analysis.pipeline.case import Case
from analysis.presets import shipped_presets
from analysis.scan import Modality
from gui.commands import processing
from gui.commands.processing import Plan
from gui.jobs import JobState
from gui.panels.processing_card import ProcessingCard
from gui.session import Session
from tests.gui.commands.test_processing import add


class Worker:
    """Stands for the process: reports what the test wants, until it is told how to end."""

    def __init__(self) -> None:
        self.fraction, self.go_on, self.error = 0.0, threading.Event(), None

    def __call__(self, case, out, preset, voxel_mm, progress):
        while not self.go_on.wait(0.02):
            progress(self.fraction, "Nonlinear registration")
        if self.error is not None:
            raise self.error
        return ()


@pytest.fixture
def worker(monkeypatch, jobs):
    made = Worker()
    monkeypatch.setattr(processing, "process_in_worker", made)
    yield made
    made.go_on.set()


@pytest.fixture
def card(qtbot: QtBot, session: Session, jobs, tmp_path: Path) -> ProcessingCard:
    made = ProcessingCard(session, jobs)
    qtbot.addWidget(made)
    add(session, tmp_path / "sub-01_T1w.nii", Modality.T1, is_series=False)
    add(session, tmp_path / "sub-01_task-rest_bold.nii", Modality.BOLD)
    for name in ("sub-01_T1w.nii", "sub-01_task-rest_bold.nii"):
        (tmp_path / name).write_bytes(b"scan")
    made.show()
    return made


@pytest.fixture
def run(card, session, jobs, worker, tmp_path):
    """Starts a run that the card follows."""
    case = Case("01", tmp_path / "sub-01_T1w.nii", tmp_path / "sub-01_task-rest_bold.nii")
    plan = Plan(case, shipped_presets()[0], 3.0, tmp_path / "out")

    def start() -> Plan:
        card.follow(processing.start(session, jobs, plan), plan)
        return plan

    return start


def texts(card: ProcessingCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card)]


def test_that_it_is_hidden_while_no_raw_scan_is_open(qtbot, session, jobs, tmp_path):
    made = ProcessingCard(session, jobs)
    qtbot.addWidget(made)
    assert made.isHidden()
    layer_id = add(session, tmp_path / "sub-01_T1w.nii", Modality.T1, is_series=False)
    assert not made.isHidden()
    assert "These scans have not been processed." in texts(made)
    session.remove_layer(layer_id)
    assert made.isHidden()


def test_that_open_scans_lead_to_the_window_that_processes_them(card, qtbot):
    with qtbot.waitSignal(card.wanted):
        card._start.click()


def test_that_each_stage_shows_whether_it_is_done_running_or_waiting(card, run, worker, qtbot):
    run()
    assert card._start.isHidden()
    assert card._stages.states[0] == "running"
    worker.fraction = 0.5  # head motion runs from 0.45 to 0.5125
    qtbot.waitUntil(lambda: card._stages.states.count("done") == 2)
    assert card._stages.states == ("done", "done", "running", *["waiting"] * 4)
    assert "Nonlinear registration" in texts(card)
    assert not card._cancel.isHidden()


def test_that_cancelling_stops_within_a_second_and_offers_to_go_on(card, run, worker, qtbot):
    plan = run()
    qtbot.waitUntil(lambda: card._job.state is JobState.RUNNING)
    card._cancel.click()
    qtbot.waitUntil(lambda: card._job.is_over, timeout=1000)
    assert card._job.state is JobState.CANCELLED
    assert any("goes on where it was" in text for text in texts(card))
    assert card._start.text() == "Go on"
    assert card._stages.states[0] == "stopped"
    with qtbot.waitSignal(card.again) as sent:
        card._start.click()
    assert sent.args == [plan]


def test_that_a_failure_is_said_in_its_own_words(card, run, worker, qtbot):
    worker.error = DataError("The T1 is a localiser.")
    worker.go_on.set()
    run()
    qtbot.waitUntil(lambda: card._job.is_over)
    assert "The T1 is a localiser." in texts(card)
    assert card._start.text() == "Go on"


def test_that_the_run_of_a_patient_who_was_closed_is_forgotten(card, run, worker, session, qtbot):
    run()
    card.cancel()
    qtbot.waitUntil(lambda: card._job.is_over)
    session.close_all()
    assert card.isHidden()
