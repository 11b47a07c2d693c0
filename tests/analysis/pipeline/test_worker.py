"""Work in a process of its own: its result, its progress and its errors arrive; stopped, nothing of it is left."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from analysis.errors import Cancelled, DataError, EngineError
from analysis.pipeline.worker import run_in_worker
from analysis.preprocess.engine import run_function
from analysis.progress import Progress, silent

ROOT = Path(__file__).resolve().parents[3]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def double(number: int, progress: Progress) -> int:
    for step in range(3):
        progress(step / 3, f"step {step}")
        time.sleep(0.06)
    return 2 * number


def fail(progress: Progress) -> None:
    raise DataError("The scan is empty.")


def lose_drive(progress: Progress) -> None:
    raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), "/mnt/scans/rest_bold.nii.gz")


def die(progress: Progress) -> None:
    os._exit(7)


def not_picklable(progress: Progress) -> object:
    return lambda: None


def wait_long(note: str, progress: Progress) -> None:
    """Starts a program and a process of its own, as the engines do, and notes all three."""
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(note).write_text(f"{os.getpid()} {program.pid}")
    progress(0.5, "waiting")
    run_function(sleep_noted, (note,), lambda *_: progress(0.5, "waiting"), "waiting", expected_s=600)


def sleep_noted(note: str) -> None:
    with open(note, "a") as stream:
        stream.write(f" {os.getpid()}")
    while True:  # holds the interpreter as an engine does, and hears nothing
        sum(range(1_000_000))


def pids_in(note: Path) -> list[int]:
    return [int(pid) for pid in note.read_text().split()] if note.exists() else []


def is_running(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_that_the_result_and_the_progress_arrive():
    reports = []
    assert run_in_worker(double, (21,), lambda *report: reports.append(report)) == 42
    assert reports[0] == (0.0, "Starting")
    assert {"step 0", "step 2"} <= {message for _, message in reports}


def test_that_an_error_arrives_as_it_was_raised():
    with pytest.raises(DataError, match=r"The scan is empty\."):
        run_in_worker(fail, (), silent)


def test_that_a_dead_process_is_a_sentence():
    with pytest.raises(EngineError, match="ended with code 7"):
        run_in_worker(die, (), silent)


def test_that_a_result_that_cannot_be_sent_is_a_sentence():
    with pytest.raises(EngineError, match="failed unexpectedly"):
        run_in_worker(not_picklable, (), silent)


@LINUX
def test_that_cancelling_kills_the_process_and_all_that_it_started_within_a_second(tmp_path):
    note, stop = tmp_path / "pids", threading.Event()

    def progress(fraction: float, message: str = "") -> None:
        if stop.is_set():
            raise Cancelled

    ended = []

    def work() -> None:
        with pytest.raises(Cancelled):
            run_in_worker(wait_long, (str(note),), progress)
        ended.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    deadline = time.monotonic() + 60
    while len(pids_in(note)) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    pids = pids_in(note)
    assert len(pids) == 3
    assert all(is_running(pid) for pid in pids)
    asked = time.monotonic()
    stop.set()
    thread.join(10)
    assert ended
    assert ended[0] - asked < 1
    while any(is_running(pid) for pid in pids) and time.monotonic() < asked + 1:
        time.sleep(0.01)
    assert not any(is_running(pid) for pid in pids)


@LINUX
def test_that_nothing_goes_on_when_the_program_itself_is_killed(tmp_path):
    note = tmp_path / "pids"
    code = (
        "from tests.analysis.pipeline.test_worker import run_in_worker, wait_long, silent\n"
        f"if __name__ == '__main__': run_in_worker(wait_long, ({str(note)!r},), silent)\n"
    )
    script = tmp_path / "program.py"
    script.write_text(code)
    program = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(ROOT)})
    deadline = time.monotonic() + 60
    while len(pids_in(note)) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    pids = pids_in(note)
    assert len(pids) == 3
    program.send_signal(signal.SIGKILL)
    program.wait()
    killed = time.monotonic()
    while any(is_running(pid) for pid in pids) and time.monotonic() < killed + 2:
        time.sleep(0.01)
    assert not any(is_running(pid) for pid in pids)


def test_that_a_drive_that_goes_while_a_patient_is_processed_arrives_with_its_reason_and_file():
    """As the window says it: the name of the file and the reason, in one sentence."""
    with pytest.raises(OSError, match=os.strerror(errno.ESTALE)) as failure:
        run_in_worker(lose_drive, (), silent)
    assert failure.value.errno == errno.ESTALE
    assert Path(failure.value.filename).name == "rest_bold.nii.gz"
