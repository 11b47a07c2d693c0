"""Processing in a process of its own, with all that it starts: the window stays alive, and stopping it takes a moment.

The engines hold the interpreter, and some of their steps last ten seconds and more. So the whole chain runs in one
spawned process; it tells its progress through a pipe. When it is stopped, it is killed together with the processes
that it has started. What was finished stays on the disk, and the next run goes on from there.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic
from typing import Any

from analysis.errors import EngineError
from analysis.pipeline.case import Case
from analysis.presets import Preset
from analysis.progress import Progress, silent

_POLL_S = 0.1
_REPORT_S = 0.05
_KINDNESS = 5  # of 19: others, such as the window, come first
_PROGRESS, _DONE, _FAILED = "progress", "done", "failed"


def process_in_worker(
    case: Case, out: Path, preset: Preset, voxel_mm: float = 3.0, progress: Progress = silent
) -> tuple[str, ...]:
    """Process one patient in a process of its own; gives the warnings.

    Parameters, results and errors are those of `analysis.pipeline.chain.process_patient`; `EngineError` also if the
    process dies.
    """
    warnings: tuple[str, ...] = run_in_worker(_process, (case, out, preset, voxel_mm), progress)
    return warnings


def _process(case: Case, out: Path, preset: Preset, voxel_mm: float, progress: Progress) -> tuple[str, ...]:
    from analysis.pipeline.chain import process_patient  # the window need not import the engines

    return process_patient(case, out, preset, voxel_mm=voxel_mm, progress=progress).warnings


def run_in_worker(function: Callable[..., Any], arguments: tuple[Any, ...], progress: Progress) -> Any:
    """Call ``function(*arguments, progress=...)`` in a new process that may start others, and give its result.

    Parameters
    ----------
    function, arguments : can be pickled, like the result; what the function prints is thrown away
    progress : called ten times a second; if it raises (`Cancelled`), the process and all that it started are killed

    Raises
    ------
    EngineError
        if the process dies
    Exception
        whatever the function raises
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,))  # no daemon: a daemon may not start processes
    process.start()
    theirs.close()
    try:
        ours.send((function, arguments))
        kind: str = _PROGRESS
        content: Any = (0.0, "Starting")
        while kind == _PROGRESS:
            progress(*content)
            if ours.poll(_POLL_S):
                kind, content = ours.recv()
    except (EOFError, ConnectionError) as error:
        process.join()
        raise EngineError(_died(process.exitcode)) from error
    finally:
        end_tree(process)
        ours.close()
    if kind == _FAILED:
        raise content
    return content


def end_tree(process: SpawnProcess) -> None:
    """Kill a process of `run_in_worker` and all that it started, and wait until it is gone."""
    if process.pid is not None:
        _kill_tree(process.pid)  # also where it is dead itself: a group outlives its leader
    if process.is_alive():
        process.kill()
    process.join()
    process.close()


def _kill_tree(pid: int) -> None:
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(pid)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        with suppress(ProcessLookupError):  # it has ended, or has not begun to be a group of its own
            os.killpg(pid, signal.SIGKILL)


def _died(code: int | None) -> str:
    memory = " Perhaps there was not enough memory." if code == -9 else ""
    return f"The processing failed: its process ended with code {code}.{memory} Start it again to go on."


def _serve(connection: Connection) -> None:
    """What the new process does: a group of processes of its own, silent, ended with the process that started it."""
    if sys.platform != "win32":
        os.setsid()
        os.nice(max(0, _KINDNESS - os.nice(0)))  # a job of the window, which starts this, gives way already
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    function, arguments = connection.recv()
    threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
    try:
        _send(connection, _DONE, function(*arguments, progress=_Reporter(connection)))
    except MemoryError:
        _send(connection, _FAILED, EngineError("There was not enough memory; close other programs and start again."))
    except Exception as error:
        _send(connection, _FAILED, error)
    finally:
        connection.close()


def _send(connection: Connection, kind: str, content: Any) -> None:
    try:
        connection.send((kind, content))
    except (TypeError, AttributeError, ValueError) as error:  # it cannot be pickled
        connection.send((_FAILED, EngineError(f"The processing failed unexpectedly ({type(error).__name__}).")))


def _end_with(connection: Connection) -> None:
    """Wait until the other side is gone, killed perhaps, then end with all that was started here."""
    with suppress(EOFError, OSError):
        connection.recv()
    if sys.platform == "win32":
        os._exit(1)
    os.killpg(0, signal.SIGKILL)


class _Reporter:
    """Sends progress, at most twenty times a second."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last_s = 0.0

    def __call__(self, fraction: float, message: str = "") -> None:
        now = monotonic()
        if now - self._last_s >= _REPORT_S:
            self._last_s = now
            self._connection.send((_PROGRESS, (fraction, message)))
