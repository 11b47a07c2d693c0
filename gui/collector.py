"""When Python looks for garbage in cycles: in the thread of the window alone, and never through the program itself.

**Where.** Python looks in whichever thread has just made an object. A closed window that was part of a cycle would be
destroyed in the thread of a job: Qt allows that in its own thread only, and the process ends without a message. So
the automatic search is off while there is a window, and a timer of the window's thread does it by Python's own
thresholds: the youngest objects often, those that have lived longer rarely. What jobs leave is found so, too.

**Through what.** A full look goes through every object of the process with the interpreter held: 220 ms for the half
million objects of the imported modules, at a moment nobody chose. These live as long as the program, so they are set
aside once everything is imported; a full look then goes through what was opened and computed alone.
Source: Python's documentation of `gc` (thresholds, `gc.freeze`); CPython's long-lived quarter (``gcmodule.c``).
"""

import gc
from time import monotonic, perf_counter

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid

BEAT_MS = 100  # a job that makes a million objects a second leaves 100,000 in between: a look of 5 to 10 ms
FULL_SHARE = 0.02  # of the time at most is spent on full looks
LONG_LIVED_QUARTER = 4  # a full look waits until a quarter of what the last one left has come along, as in CPython


class Collector(QObject):
    """Looks for garbage in the thread it was made in, until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_s = 0.0  # that a look has taken
        young, middle, old = gc.get_threshold()
        self._young_limit = max(young, 1)
        self._middle_limit = self._young_limit * max(middle, 1)
        self._old_limit = self._middle_limit * max(old, 1)
        # upper bounds of how many objects are in the second generation, and have come to the oldest
        self._middle, self._old = 0, 0
        self._left: int | None = None  # in all generations after the last full look; None where there was none
        self._full_after_s = 0.0
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look as far as is due by what has been made since the last look; mostly that is nowhere."""
        n_young = gc.get_count()[0]
        if n_young <= self._young_limit:
            return
        begin = perf_counter()
        self._middle += n_young
        if self._middle <= self._middle_limit:
            self._middle -= gc.collect(0)
        else:
            self._old += self._middle - gc.collect(1)
            self._middle = 0
            if self._is_full_due():
                self._look_everywhere()
        self.longest_s = max(self.longest_s, perf_counter() - begin)

    def _is_full_due(self) -> bool:
        if self._old <= self._old_limit or monotonic() < self._full_after_s:
            return False
        if self._left is None:
            self._left = n_objects()
        return self._old > self._left // LONG_LIVED_QUARTER

    def _look_everywhere(self) -> None:
        begin = perf_counter()
        gc.collect(2)
        self._left, self._old = n_objects(), 0
        self._full_after_s = monotonic() + (perf_counter() - begin) / FULL_SHARE


def n_objects() -> int:
    """How many objects Python's search knows that are not set aside.

    The list of all is made, counted and dropped within one call in C, in which no other thread runs: one that builds a
    tuple from a generator meanwhile would find it held by the list, and fail with a SystemError as it lets it grow.
    Source: CPython's issues 39117 and 107137 (``tuple(generator)`` and `gc.get_objects`).
    """
    return next(map(len, iter(gc.get_objects, None)))


_collectors: list[Collector] = []  # the one of the application that runs


def hold() -> None:
    """Look for nothing while the program starts: almost all that is made then stays."""
    gc.disable()


def settle() -> None:
    """Set aside what is there, and look for garbage in what is made from now on, in this thread alone."""
    gc.freeze()
    watch()


def watch() -> Collector:
    """Look for garbage in this thread alone, until `release`; needs the application."""
    gc.disable()
    if not _collectors or not isValid(_collectors[0]):
        _collectors[:] = [Collector(QCoreApplication.instance())]
    return _collectors[0]


def is_watching() -> bool:
    """Whether garbage is looked for in the window's thread."""
    return bool(_collectors) and isValid(_collectors[0])


def release() -> None:
    """Leave the search to Python again, in every thread and through everything: no window is left."""
    for collector in _collectors:
        if isValid(collector):
            collector.stop()
            collector.deleteLater()
    _collectors.clear()
    gc.unfreeze()
    gc.enable()
