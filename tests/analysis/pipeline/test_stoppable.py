"""Work is left soon after a cancel, even where it does not look at its progress."""

import threading
import time
import weakref

import pytest

from analysis.errors import Cancelled, DataError
from analysis.pipeline.stoppable import stoppable
from analysis.progress import silent


def test_that_the_result_comes_back_and_the_reports_are_passed_on():
    said: list[tuple[float, str]] = []

    def work(report):
        report(0.5, "half")
        time.sleep(0.25)
        return 42

    assert stoppable(work, lambda fraction, message="": said.append((fraction, message))) == 42
    assert (0.5, "half") in said


def test_that_an_error_of_the_work_is_raised():
    def work(report):
        raise DataError("No brain.")

    with pytest.raises(DataError, match="No brain"):
        stoppable(work, silent)


def test_that_deaf_work_is_left_within_a_second():
    end, ended = threading.Event(), threading.Event()

    def deaf(report):
        end.wait(10)
        ended.set()

    start = time.monotonic()

    def cancel(fraction: float, message: str = "") -> None:
        if time.monotonic() - start > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        stoppable(deaf, cancel)
    assert time.monotonic() - start < 1.2
    assert not ended.is_set()
    end.set()
    assert ended.wait(5)


def test_that_work_that_reports_is_told_and_has_ended():
    told = threading.Event()

    def work(report):
        try:
            while True:
                report(0.1, "working")
                time.sleep(0.01)
        except Cancelled:
            told.set()
            raise

    def cancel(fraction: float, message: str = "") -> None:
        if message:
            raise Cancelled

    with pytest.raises(Cancelled):
        stoppable(work, cancel)
    assert told.is_set()


def test_that_keeping_the_report_does_not_keep_the_result():
    class Result:
        pass

    reports = []

    def work(report):
        reports.append(report)
        return Result()

    alive = weakref.ref(stoppable(work, silent))
    assert reports
    assert alive() is None
