"""Progress of a step inside its whole, and how a job is stopped."""

import pytest

from analysis.errors import Cancelled
from analysis.progress import part, silent


class Recorder:
    def __init__(self) -> None:
        self.reports: list[tuple[float, str]] = []

    def __call__(self, fraction: float, message: str) -> None:
        self.reports.append((fraction, message))

    @property
    def fractions(self) -> list[float]:
        return [fraction for fraction, _ in self.reports]


def test_that_a_part_runs_from_its_start_to_its_stop():
    recorder = Recorder()
    step = part(recorder, 0.25, 0.75)
    for fraction in (0, 0.5, 1):
        step(fraction, "smoothing")
    assert recorder.reports == [(0.25, "smoothing"), (0.5, "smoothing"), (0.75, "smoothing")]


def test_that_a_part_of_a_part_stays_inside_both():
    recorder = Recorder()
    inner = part(part(recorder, 0.5, 1.0), 0.0, 0.5)
    inner(0, "")
    inner(1, "")
    assert recorder.fractions == [0.5, 0.75]


def test_that_a_step_that_reports_too_much_does_not_leave_its_part():
    recorder = Recorder()
    step = part(recorder, 0.2, 0.4)
    step(-1, "")
    step(7, "")
    assert recorder.fractions == pytest.approx([0.2, 0.4])


def test_that_a_cancel_reaches_the_work_through_a_part():
    def stop(_fraction: float, _message: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        part(part(stop, 0, 1), 0, 1)(0.5, "anything")


def test_that_silent_takes_any_report():
    silent(0.5)
    silent(1.0, "done")
