"""Engines in their own processes: results, errors, crashes and cancelling."""

import gc
import os
import sys
import time
import weakref

import pytest
import SimpleITK

from analysis.errors import Cancelled, EngineError
from analysis.preprocess.engine import run_function, run_program, watch_itk
from analysis.progress import silent


def cancel_after(seconds: float):
    start = time.monotonic()

    def progress(fraction: float, message: str = "") -> None:
        if time.monotonic() - start > seconds:
            raise Cancelled

    return progress


def test_that_a_function_gives_its_result_from_another_process():
    assert run_function(os.getpid, (), silent, "Counting", expected_s=1) != os.getpid()


def test_that_an_error_of_the_function_arrives_as_it_was():
    with pytest.raises(ValueError, match="invalid literal"):
        run_function(int, ("seven",), silent, "Counting", expected_s=1)


def test_that_a_process_that_dies_is_a_sentence():
    with pytest.raises(EngineError, match="Counting failed: its process ended with code 5"):
        run_function(os._exit, (5,), silent, "Counting", expected_s=1)


def test_that_a_function_is_stopped_within_a_second():
    start = time.monotonic()
    with pytest.raises(Cancelled):
        run_function(time.sleep, (60,), cancel_after(0.3), "Sleeping", expected_s=1)
    assert time.monotonic() - start < 1.5


def test_that_a_program_is_killed_within_a_second(tmp_path):
    script = "import pathlib, sys, time; time.sleep(1.5); pathlib.Path(sys.argv[1]).touch()"
    start = time.monotonic()
    with pytest.raises(Cancelled):
        run_program([sys.executable, "-c", script, str(tmp_path / "done")], cancel_after(0.3), "Waiting", expected_s=1)
    assert time.monotonic() - start < 1.5
    time.sleep(1.5)
    assert not (tmp_path / "done").exists()


def test_that_a_program_that_fails_or_is_missing_is_a_sentence(tmp_path):
    with pytest.raises(EngineError, match="ended with code 3"):
        run_program([sys.executable, "-c", "raise SystemExit(3)"], silent, "Realignment", expected_s=1)
    with pytest.raises(EngineError, match="could not start"):
        run_program([str(tmp_path / "nothing")], silent, "Realignment", expected_s=1)


def test_that_the_shown_fraction_grows_and_never_reaches_one():
    shown = []
    run_program(
        [sys.executable, "-c", "import time; time.sleep(0.5)"],
        lambda fraction, message="": shown.append(fraction),
        "Waiting",
        expected_s=0.2,
    )
    assert shown == sorted(shown)
    assert shown[-1] < 1


class Images:
    """Something large that a registration's report knows."""


def watched() -> weakref.ref:
    """Watch a registration whose report knows it and its images; both end here."""
    images, method = Images(), SimpleITK.ImageRegistrationMethod()
    watch_itk(method, lambda: None, method.StopRegistration, lambda: print(images, method))
    return weakref.ref(images)


def test_that_a_registration_that_has_ended_is_let_go_with_all_that_its_report_knows():
    alive = watched()
    gc.collect()
    assert alive() is None
