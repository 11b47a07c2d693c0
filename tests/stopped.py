"""A person who presses Cancel at some point of a job."""

from analysis.errors import Cancelled
from analysis.progress import Progress


def stopped_after(share: float) -> Progress:
    """A progress that cancels the job when more than a share of it is done."""

    def progress(fraction: float, message: str = "") -> None:
        if fraction > share:
            raise Cancelled

    return progress
