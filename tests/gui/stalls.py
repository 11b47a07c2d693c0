"""How long the GUI thread is busy at a stretch, by the ticks of a timer of 5 ms.

Each turn of the event loop is measured twice: the CPU time of the GUI thread, which other processes of a busy machine
do not lengthen, and the time that passed. What the 3D view takes to draw depends on the graphics and is kept apart.

A core that shares its circuits with another one, or with the next virtual machine, needs up to twice the CPU time for
the same work, and that changes within a second. So before and after each turn the same small piece of work is timed:
the pace of a turn says how much longer the core took for it than a core that is left alone, and the even time of a
turn is its CPU time divided by that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import monotonic, thread_time

from PySide6.QtCore import Qt, QTimer

INTERVAL_MS = 5
PROBE_STEPS, PROBES = 2000, 3
USUAL_PROBE_S = 1.0e-4  # 50 ns a step: the fastest state of a core of a server (AMD EPYC, Python 3.11)
SLOWEST = 2.5  # a probe that something else disturbed excuses nothing beyond that


def pace() -> float:
    """How many times longer than usual this core takes now, at least 1."""
    return min(max(median(_probe_s() for _ in range(PROBES)) / USUAL_PROBE_S, 1.0), SLOWEST)


def _probe_s() -> float:
    begin, total = thread_time(), 0
    for step in range(PROBE_STEPS):
        total += step * step
    return thread_time() - begin


@dataclass
class Stalls:
    """The longest turn of each part of a test, in ms: CPU time of the GUI thread, and time that passed."""

    even_ms: dict[str, float] = field(default_factory=dict)  # CPU time by the pace of the core
    busy_ms: dict[str, float] = field(default_factory=dict)
    passed_ms: dict[str, float] = field(default_factory=dict)
    drawing_ms: dict[str, float] = field(default_factory=dict)
    n_ticks: int = 0
    part: str = "start"
    drawing_s: float = 0.0  # CPU time of 3D drawing in this turn

    def note(self, busy_s: float, passed_s: float, pace: float = 1.0) -> None:
        """Take in one turn, and the pace of the core during it."""
        busy_ms = (busy_s - self.drawing_s) * 1000
        self.even_ms[self.part] = max(self.even_ms.get(self.part, 0.0), busy_ms / pace)
        self.busy_ms[self.part] = max(self.busy_ms.get(self.part, 0.0), busy_ms)
        self.drawing_ms[self.part] = max(self.drawing_ms.get(self.part, 0.0), self.drawing_s * 1000)
        self.passed_ms[self.part] = max(self.passed_ms.get(self.part, 0.0), passed_s * 1000)
        self.drawing_s = 0.0
        self.n_ticks += 1

    def in_words(self) -> str:
        """One line for each part."""
        return "\n".join(
            f"{part}: GUI thread busy {busy:.0f} ms at most, without {self.drawing_ms[part]:.0f} ms of drawing in 3D; "
            f"{self.passed_ms[part]:.0f} ms passed; {self.even_ms[part]:.0f} ms by the pace of the core"
            for part, busy in self.busy_ms.items()
        )


@contextmanager
def watched() -> Iterator[Stalls]:
    """Watch the event loop of the calling thread."""
    stalls = Stalls()
    timer = QTimer(interval=INTERVAL_MS, timerType=Qt.TimerType.PreciseTimer)
    before = pace()
    last = thread_time(), monotonic()

    def tick() -> None:
        nonlocal before, last
        busy, passed = thread_time(), monotonic()
        after = pace()
        stalls.note(busy - last[0], passed - last[1], (before + after) / 2)
        before, last = after, (thread_time(), monotonic())  # the probes are nobody's turn

    timer.timeout.connect(tick)
    timer.start()
    try:
        yield stalls
    finally:
        timer.stop()
