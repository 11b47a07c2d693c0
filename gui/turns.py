"""Pieces of work for the window, spread over the turns of its event loop, so that no turn takes long.

Qt handles everything that was posted, and what that posts again, in one turn, before anything is painted and before
a click is seen: results of ten jobs that end together, or a chain of ``QTimer.singleShot(0)``, hold the window up as
one. Pieces that are added here wait for a timer, which beats once in a turn.
"""

from collections import deque
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

BUDGET_S = 0.001
PICTURES_S = 0.006  # two or three pictures of an ordinary patient; of a large one a picture fills a turn
NEXT_TURN_MS = 1  # of a single shot: one of 0 ms is posted, and may come in the same turn


class Turns(QObject):
    """Calls pieces of work in the order in which they were added: in a turn one, or several that take no time.

    The pieces of all objects wait in one line, so that those of ten panels do not meet in one turn; ``pictures`` in
    another, so that what a person looks at does not wait for a hundred cards.
    """

    def __init__(self, parent: QObject | None = None, *, pictures: bool = False) -> None:
        super().__init__(parent)
        self.n_waiting = 0  # pieces that have not been called yet
        self._budget_s = PICTURES_S if pictures else BUDGET_S

    def add(self, work: Callable[[], object], *, is_last: bool = False) -> None:
        """Call this in a later turn; `is_last`: Qt works after it, so nothing else is begun in that turn."""
        self.n_waiting += 1
        _line(self._budget_s).add(self, work, is_last)

    def clear(self) -> None:
        """Forget what waits."""
        if self.n_waiting:
            self.n_waiting = 0
            _line(self._budget_s).forget(self)


def add_once(owner: QObject, work: Callable[[], object]) -> None:
    """Call a long piece in a later turn, in which nothing else is begun, unless its owner is gone by then."""
    turns = Turns(owner)

    def call() -> None:
        turns.deleteLater()
        work()

    turns.add(call, is_last=True)


def add_if_watched(widget: QWidget, work: Callable[[], object]) -> None:
    """Call a long piece in a turn of its own where its window is on the screen, else at once."""
    if widget.window().isVisible():
        add_once(widget, work)
    else:
        work()


def is_any_waiting() -> bool:
    """Whether any piece of work of the window is still to be called."""
    return any(isValid(line) and line.is_waiting for line in _lines.values())


class _Line(QObject):
    """What waits in the thread of the window; a turn begins no other piece after ``budget_s``."""

    def __init__(self, parent: QObject, budget_s: float) -> None:
        super().__init__(parent)
        self._budget_s = budget_s
        self._waiting: deque[tuple[Turns, Callable[[], object], bool]] = deque()
        # not 0 ms: such a timer waits until nothing else goes on, which may be never while the mouse is moved
        self._timer = QTimer(self, interval=NEXT_TURN_MS)
        self._timer.timeout.connect(self._take)

    def add(self, turns: Turns, work: Callable[[], object], is_last: bool) -> None:
        self._waiting.append((turns, work, is_last))
        if not self._timer.isActive():
            self._timer.start()

    @property
    def is_waiting(self) -> bool:
        return bool(self._waiting)

    def forget(self, turns: Turns) -> None:
        self._waiting = deque(one for one in self._waiting if one[0] is not turns)

    def _take(self) -> None:
        """Call the next pieces; one that waits for an answer or a job has an event loop in which the line goes on."""
        end = monotonic() + self._budget_s
        self._timer.stop()  # a timer that is being handled does not beat in a loop inside; one that is begun anew does
        while self._waiting:
            turns, work, is_last = self._waiting.popleft()
            if self._waiting and not self._timer.isActive():
                self._timer.start()
            if isValid(turns):  # its owner may be gone
                turns.n_waiting -= 1
                work()
            if is_last or monotonic() >= end:
                break


_lines: dict[float, _Line] = {}  # those of the application that runs


def _line(budget_s: float) -> _Line:
    line = _lines.get(budget_s)
    if line is None or not isValid(line):
        application = QCoreApplication.instance()
        assert application is not None
        line = _lines[budget_s] = _Line(application, budget_s)
    return line
