"""Pieces of work for the window, spread over the turns of its event loop, so that no turn takes long.

Qt handles everything that was posted, and what that posts again, in one turn, before anything is painted and before
a click is seen: results of ten jobs that end together, or a chain of ``QTimer.singleShot(0)``, hold the window up as
one. Pieces that are added here wait for a timer, which beats once in a turn.
"""

from collections import deque
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

BUDGET_S = 0.005
NEXT_TURN_MS = 1  # of a single shot: one of 0 ms is posted, and may come in the same turn


class Turns(QObject):
    """Calls pieces of work in the order in which they were added: in a turn one, or several that take no time."""

    def __init__(self, parent: QObject | None = None, *, budget_s: float = BUDGET_S) -> None:
        super().__init__(parent)
        self._waiting: deque[Callable[[], object]] = deque()
        self._budget_s = budget_s
        # not 0 ms: such a timer waits until nothing else goes on, which may be never while the mouse is moved
        self._timer = QTimer(self, interval=NEXT_TURN_MS)
        self._timer.timeout.connect(self._take)

    @property
    def n_waiting(self) -> int:
        """How many pieces have not been called yet."""
        return len(self._waiting)

    def add(self, work: Callable[[], object]) -> None:
        """Call this in a later turn."""
        self._waiting.append(work)
        if not self._timer.isActive():
            self._timer.start()

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
        self._timer.stop()

    def _take(self) -> None:
        end = monotonic() + self._budget_s
        while isValid(self) and self._waiting:  # a piece may have been the end of the owner
            work = self._waiting.popleft()
            if not self._waiting:
                self._timer.stop()
            work()
            if monotonic() >= end:
                break
