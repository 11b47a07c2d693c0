"""How long work reports where it is, and how it is stopped.

A function that can take more than a moment has one argument ``progress: Progress = silent``. It calls
``progress(fraction, message)`` often enough that a cancelled job stops within a second: the callback
itself raises `analysis.errors.Cancelled`.
"""

from collections.abc import Callable

Progress = Callable[[float, str], None]
"""``progress(fraction in 0..1, what is being done)``; raises `Cancelled` to stop the work."""


def silent(fraction: float, message: str = "") -> None:
    """Report to nobody."""


def part(progress: Progress, start: float, stop: float) -> Progress:
    """Give the progress of a sub-step that runs from `start` to `stop` of the whole."""

    def report(fraction: float, message: str = "") -> None:
        progress(start + (stop - start) * min(max(fraction, 0.0), 1.0), message)

    return report
