"""Engines in processes of their own: a program, or a function that would hold the interpreter.

The window stays alive, the work is killed within a fraction of a second when it is cancelled, and a crash of the
engine is a sentence instead of the end of the program.
"""

import math
import multiprocessing
import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
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
    receiver, sender = context.Pipe()
    process = context.Process(target=_serve, args=(sender,), daemon=True)
    start = time.monotonic()
    process.start()
    sender.close()
    # from a thread of its own: images fill the pipe until the new process has started, and we must stay stoppable
    threading.Thread(target=_send, args=(receiver, (function, arguments)), daemon=True).start()
    try:
        while not receiver.poll(_POLL_S):
            progress(_fraction(start, expected_s), message)
        succeeded, result = receiver.recv()
    except (EOFError, ConnectionError) as error:
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


def _send(connection: Connection, message: Any) -> None:
    with suppress(OSError):  # the other side is dead, which the receiving thread will see
        connection.send(message)


def _serve(connection: Connection) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    function, arguments = connection.recv()
    try:
        connection.send((True, function(*arguments)))
    except Exception as error:
        connection.send((False, error))
    finally:
        connection.close()


def _fraction(start: float, expected_s: float) -> float:
    """Near 2/3 after the expected time and never 1: the engine does not say how far it is."""
    return 1 - math.exp(-(time.monotonic() - start) / expected_s)


def watch_itk(process: Any, run: Callable[[], Any], stop: Callable[[], None], report: Callable[[], None]) -> Any:
    """Run a SimpleITK process, reporting after each of its iterations; it releases the interpreter by itself.

    Parameters
    ----------
    process : gets the observer
    run : executes it
    stop : tells it to end
    report : called after each iteration; what it raises (`Cancelled`) stops the process and is raised again
    """
    import SimpleITK

    raised: list[BaseException] = []

    def after_iteration() -> None:
        try:
            report()
        except BaseException as error:  # an exception cannot pass through ITK
            raised.append(error)
            stop()

    process.AddCommand(SimpleITK.sitkIterationEvent, after_iteration)
    try:
        result = run()
    except RuntimeError:
        if not raised:
            raise
    finally:  # it holds the observer, which holds it: neither, nor anything that `report` knows, would ever be let go
        process.RemoveAllCommands()
    if raised:
        raise raised[0]
    return result
