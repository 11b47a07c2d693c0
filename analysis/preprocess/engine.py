"""Engines in processes of their own: a program, or a function that would hold the interpreter.

The window stays alive, the work is killed within a fraction of a second when it is cancelled, and a crash of the
engine is a sentence instead of the end of the program.
"""

import math
import multiprocessing
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

from analysis.errors import EngineError
from analysis.progress import Progress

_POLL_S = 0.1


def run_program(command: Sequence[str], progress: Progress, message: str, *, expected_s: float) -> None:
    """Run a program to its end; what it prints is thrown away.

    Parameters
    ----------
    command : the program and its arguments
    progress : called ten times a second; if it raises (`Cancelled`), the program is killed
    message : what is being done
    expected_s : how long it usually takes, for the fraction that is shown

    Raises
    ------
    EngineError
        if it cannot be started or ends with an error
    """
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise EngineError(f"{message} could not start ({error.strerror or error}); reinstall Algoscope.") from error
    start = time.monotonic()
    try:
        while process.poll() is None:
            progress(_fraction(start, expected_s), message)
            time.sleep(_POLL_S)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
    if process.returncode != 0:
        raise EngineError(f"{message} failed: its program ended with code {process.returncode}.")


def run_function(
    function: Callable[..., Any], arguments: tuple[Any, ...], progress: Progress, message: str, *, expected_s: float
) -> Any:
    """Call a function of a module in a new process and give its result.

    Parameters
    ----------
    function, arguments : can be pickled, like the result; what the function prints is thrown away
    progress, message, expected_s : as `run_program`

    Raises
    ------
    EngineError
        if the process dies
    Exception
        whatever the function raises
    """
    context = multiprocessing.get_context("spawn")  # a fork would copy the threads of the window in a broken state
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(sender, function, arguments), daemon=True)
    start = time.monotonic()
    process.start()
    sender.close()
    try:
        while not receiver.poll(_POLL_S):
            progress(_fraction(start, expected_s), message)
        succeeded, result = receiver.recv()
    except EOFError as error:
        process.join()
        raise EngineError(f"{message} failed: its process ended with code {process.exitcode}.") from error
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        process.close()
        receiver.close()
    if not succeeded:
        raise result
    return result


def _serve(sender: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    try:
        sender.send((True, function(*arguments)))
    except Exception as error:
        sender.send((False, error))
    finally:
        sender.close()


def _fraction(start: float, expected_s: float) -> float:
    """Near 2/3 after the expected time and never 1: the engine does not say how far it is."""
    return 1 - math.exp(-(time.monotonic() - start) / expected_s)
