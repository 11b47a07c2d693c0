"""Work that can be left within a fraction of a second, whatever it is doing."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from analysis.progress import Progress

Result = TypeVar("Result")

_POLL_S = 0.1
_PATIENCE_S = 0.5


def stoppable(work: Callable[[Progress], Result], progress: Progress, message: str = "Working") -> Result:
    """Do pure work on a thread of its own, and report from here ten times a second.

    Some steps of the engines and of numpy cannot be interrupted and take longer than a second. When `progress` raises
    (`Cancelled`), the work gets that exception too at its next report, where it kills its processes; half a second
    later it is left alone: its thread ends by itself and its result is thrown away. So `work` must not write files
    that anyone may take for results.

    Parameters
    ----------
    work : called with the progress to report to
    progress : called from this thread only
    message : what is being done, until `work` says it

    Raises
    ------
    BaseException
        what `work` or `progress` raises
    """
    state = _State(message)

    def report(fraction: float, message: str = "") -> None:
        if state.stopped is not None:
            raise state.stopped
        state.latest = (fraction, message)

    def run() -> None:
        try:
            state.result = work(report)
        except BaseException as error:
            state.error = error

    thread = threading.Thread(target=run, name="step", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            progress(*state.latest)
            thread.join(_POLL_S)
    except BaseException as error:
        state.stopped = error
        thread.join(_PATIENCE_S)
        raise
    if state.error is not None:
        raise state.error
    progress(*state.latest)
    result: Result = state.result
    state.result = None  # whoever keeps `report` must not keep hundreds of megabytes with it
    return result


class _State:
    def __init__(self, message: str) -> None:
        self.latest: tuple[float, str] = (0.0, message)
        self.stopped: BaseException | None = None
        self.error: BaseException | None = None
        self.result: Any = None
