"""The card: scans by role, each stage with its state, stopping, and what it says at the end."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from analysis.errors import DataError
from analysis.scan import Modality
from gui.commands import processing
from gui.jobs import JobState
from gui.panels.processing_card import ProcessingCard, duration_words
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
    made.use_folder(tmp_path / "out")
    made.show()
    return made


def texts(card: ProcessingCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card)]


def test_that_it_is_hidden_while_no_raw_scan_is_open(qtbot, session, jobs, tmp_path):
    made = ProcessingCard(session, jobs)
    qtbot.addWidget(made)
    assert made.isHidden()
    layer_id = add(session, tmp_path / "sub-01_T1w.nii", Modality.T1, is_series=False)
    assert not made.isHidden()
    session.remove_layer(layer_id)
    assert made.isHidden()


def test_that_the_roles_are_filled_and_a_choice_stays(card, session, tmp_path):
    first = card.choice
    assert session.layer(first.t1).name == "sub-01_T1w"
    assert session.layer(first.bold).name == "sub-01_task-rest_bold"
    assert first.asl is None
    box = card._roles[Modality.BOLD]
    box.setCurrentIndex(0)
    add(session, tmp_path / "sub-01_asl.nii", Modality.ASL)
    assert card.choice.bold is None  # the user has chosen none
    assert session.layer(card.choice.asl).name == "sub-01_asl"


def test_that_a_folder_is_said_and_never_the_working_one(card, tmp_path):
    assert card.plan().out == tmp_path / "out"
    assert "out" in texts(card)
    card.use_folder(None)
    assert card.plan().out.is_absolute()
    assert not card.plan().out.is_relative_to(Path.cwd())


def test_that_start_is_off_with_the_reason_where_nothing_can_be_processed(card):
    for box in card._roles.values():
        box.setCurrentIndex(0)
    card._show_plan()
    assert not card._start.isEnabled()
    assert "Choose a T1" in card._start.toolTip()


def test_that_each_stage_shows_whether_it_is_done_running_or_waiting(card, worker, qtbot):
    card._start.click()
    assert card._form.isHidden()
    assert card._stages.states[0] == "running"
    worker.fraction = 0.5  # head motion runs from 0.45 to 0.5125
    qtbot.waitUntil(lambda: card._stages.states.count("done") == 2)
    assert card._stages.states == ("done", "done", "running", *["waiting"] * 4)
    assert "Nonlinear registration" in texts(card)
    assert not card._cancel.isHidden()


def test_that_cancelling_stops_within_a_second_and_offers_to_go_on(card, worker, qtbot):
    card._start.click()
    qtbot.waitUntil(lambda: card._job.state is JobState.RUNNING)
    card._cancel.click()
    qtbot.waitUntil(lambda: card._job.is_over, timeout=1000)
    assert card._job.state is JobState.CANCELLED
    assert any("goes on where it was" in text for text in texts(card))
    assert card._start.text() == "Go on"
    assert card._stages.states[0] == "stopped"


def test_that_a_failure_is_said_in_its_own_words(card, worker, qtbot):
    worker.error = DataError("The T1 is a localiser.")
    worker.go_on.set()
    card._start.click()
    qtbot.waitUntil(lambda: card._job.is_over)
    assert "The T1 is a localiser." in texts(card)
    assert not card._form.isHidden()


@pytest.mark.parametrize(("seconds", "words"), [(42, "40 s"), (89, "90 s"), (130, "2 min"), (200, "3 min")])
def test_that_times_are_told_roughly(seconds, words):
    assert duration_words(seconds) == words
