"""What is being opened stands on the first page with its progress, and can be stopped there."""

import threading

import pytest
from PySide6.QtWidgets import QLabel

from analysis.errors import InputError
from gui.widgets.opening_card import OpeningCard


@pytest.fixture
def card(qtbot, jobs) -> OpeningCard:
    made = OpeningCard()
    qtbot.addWidget(made)
    made.follow(jobs)
    return made


class Work:
    """A job that goes on until it is told to end."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def __call__(self, progress) -> None:
        progress(1.0, "writing the series")  # a report of 1 is always sent
        progress(0.4, "writing the series")
        while not self.go_on.wait(0.01):
            progress(1.0, "writing the series")


def texts(card: OpeningCard) -> str:
    return " ".join(label.text() for label in card.findChildren(QLabel))


def test_that_only_jobs_that_open_something_are_shown_and_only_while_they_run(card, jobs, finish, qtbot):
    other, work = Work(), Work()
    jobs.submit("Fit a model", other)
    assert card.isHidden()
    jobs.submit("Demonstration patient", work, opens=True)
    assert not card.isHidden()
    assert card.title.text() == "Demonstration patient …"
    qtbot.waitUntil(lambda: "writing the series" in texts(card), timeout=5000)
    assert "100 %" in texts(card)
    other.go_on.set()
    work.go_on.set()
    finish()
    assert card.isHidden()
    assert card.job is None


def test_that_cancel_stops_the_job(card, jobs, finish):
    work = Work()
    job = jobs.submit("Demonstration patient", work, opens=True)
    card.cancel.click()
    assert job.is_stopping
    assert "stopping" in texts(card)
    assert not card.cancel.isEnabled()
    finish()
    assert job.state.value == "cancelled"
    assert card.isHidden()


def test_that_the_job_that_follows_takes_the_place_of_the_first(card, jobs, qtbot, finish):
    second = Work()
    seen: list[str] = []
    card.begun.connect(seen.append)
    card.ended.connect(lambda: seen.append("ended"))

    def nothing(progress) -> None:
        progress(1.0, "")

    jobs.submit(
        "Make", nothing, opens=True, on_done=lambda _: jobs.submit("Open", second, opens=True)
    )  # as the demonstration patient is made first and read then
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=5000)
    qtbot.waitUntil(lambda: len(jobs.jobs) == 1, timeout=5000)
    assert not card.isHidden()
    second.go_on.set()
    finish()
    assert seen == ["Make …", "Open …", "ended"]


def test_that_a_job_that_fails_leaves_the_page_free(card, jobs, finish):
    def broken(progress) -> None:
        raise InputError("The file is damaged.")

    jobs.submit("Open", broken, opens=True)
    finish()
    assert card.isHidden()
