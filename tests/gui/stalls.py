"""How long the GUI thread is busy at a stretch, by the ticks of a timer of 5 ms.

Each turn of the event loop is measured twice: the CPU time of the GUI thread, which other processes of a busy machine
do not lengthen, and the time that passed. What the 3D view takes to draw depends on the graphics and is kept apart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic, thread_time

from PySide6.QtCore import Qt, QTimer

INTERVAL_MS = 5


@dataclass
class Stalls:
    """The longest turn of each part of a test, in ms: CPU time of the GUI thread, and time that passed."""

    busy_ms: dict[str, float] = field(default_factory=dict)
    passed_ms: dict[str, float] = field(default_factory=dict)
    drawing_ms: dict[str, float] = field(default_factory=dict)
    n_ticks: int = 0
    part: str = "start"
    drawing_s: float = 0.0  # CPU time of 3D drawing in this turn

    def note(self, busy_s: float, passed_s: float) -> None:
        """Take in one turn."""
        busy_ms = (busy_s - self.drawing_s) * 1000
        self.busy_ms[self.part] = max(self.busy_ms.get(self.part, 0.0), busy_ms)
        self.drawing_ms[self.part] = max(self.drawing_ms.get(self.part, 0.0), self.drawing_s * 1000)
        self.passed_ms[self.part] = max(self.passed_ms.get(self.part, 0.0), passed_s * 1000)
        self.drawing_s = 0.0
        self.n_ticks += 1

    def in_words(self) -> str:
        """One line for each part."""
        return "\n".join(
            f"{part}: GUI thread busy {busy:.0f} ms at most, without {self.drawing_ms[part]:.0f} ms of drawing in 3D; "
            f"{self.passed_ms[part]:.0f} ms passed"
            for part, busy in self.busy_ms.items()
        )


@contextmanager
def watched() -> Iterator[Stalls]:
    """Watch the event loop of the calling thread."""
    stalls = Stalls()
    timer = QTimer(interval=INTERVAL_MS, timerType=Qt.TimerType.PreciseTimer)
    last = [thread_time(), monotonic()]

    def tick() -> None:
        busy, passed = thread_time(), monotonic()
        stalls.note(busy - last[0], passed - last[1])
        last[:] = busy, passed

    timer.timeout.connect(tick)
    timer.start()
    try:
        yield stalls
    finally:
        timer.stop()
