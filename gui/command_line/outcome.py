"""Errors become one sentence on stderr and an exit code; the details go to the log."""

import logging
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn

from analysis.errors import AlgoscopeError, Cancelled, InputError, OptionError
from gui import log

DONE, FAILED, WRONG_USAGE, UNUSABLE_INPUT, CANCELLED = range(5)

_log = logging.getLogger(__name__)


def guarded(work: Callable[[], int]) -> int:
    """Do the work and return its exit code, or that of its error."""
    try:
        return work()
    except (Cancelled, KeyboardInterrupt):
        say("Cancelled; no file is left half-written.")
        return CANCELLED
    except BrokenPipeError:  # the reader of our output (such as head) has had enough
        sys.stdout = None  # else Python complains once more when it closes the stream
        return FAILED
    except AlgoscopeError as error:
        _log.info("ended by %s", type(error).__name__, exc_info=error)
        say(str(error))
        return exit_code(error)
    except Exception as error:
        return _unexpected(error)


def exit_code(error: AlgoscopeError) -> int:
    """2 for an option without a meaning, 3 for an input that cannot be used, 1 for the rest."""
    if isinstance(error, OptionError):
        return WRONG_USAGE
    return UNUSABLE_INPUT if isinstance(error, InputError) else FAILED


def leave(code: int) -> NoReturn:
    """End the program; at once where it was cancelled.

    A step that cannot be interrupted goes on in a thread whose result nobody takes (`analysis.pipeline.stoppable`), and
    the end of the interpreter would wait for it. Everything else has been told to stop, and has put its files away.
    """
    if code != CANCELLED:
        sys.exit(code)
    for child in multiprocessing.active_children():  # engines of such a step
        child.kill()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(f"algoscope: {sentence}", file=sys.stderr, flush=True)


def _unexpected(error: Exception) -> int:
    path = log.start_log()  # before it is written to: without a log Python would print the details
    _log.error("unexpected error", exc_info=error)
    kind = "There is not enough memory" if isinstance(error, MemoryError) else "Something failed unexpectedly"
    if path is None:  # nowhere else to put them
        traceback.print_exception(error)
        say(f"{kind} ({type(error).__name__}); the details are above.")
    else:
        say(f"{kind} ({type(error).__name__}); the details are in {path}")
    return FAILED
