"""Whether the window stands still while metrics are computed in the background.

A timer of 5 ms beats in the GUI thread. A gap between two beats is how long a click would have waited. On a busy
machine the wall time of a gap holds other programs' turns as well; the CPU time of the GUI thread does not.
``python -m benchmarks.window`` runs this on its way.
"""

import time

from PySide6.QtCore import QEventLoop, Qt, QTimer

from analysis.metrics.catalogue import ALFF, REHO
from benchmarks.report import Against, Figure, median
from benchmarks.shown_window import ShownWindow
from gui.commands.computing import compute_metric

STALL_MS = 50.0


class Pulse:
    """A timer of 5 ms in the GUI thread; it notes the wall and CPU time between two beats, in ms."""

    def __init__(self) -> None:
        self.wall_ms: list[float] = []
        self.cpu_ms: list[float] = []
        self._timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = (time.perf_counter(), time.thread_time())
        self._timer.start()

    def _beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self.wall_ms.append((now[0] - self._last[0]) * 1000)
        self.cpu_ms.append((now[1] - self._last[1]) * 1000)
        self._last = now

    def stop(self) -> None:
        """No more beats."""
        self._timer.stop()


def work_figures(shown: ShownWindow) -> list[Figure]:
    """ALFF and ReHo are computed and their maps shown, while a timer beats."""
    bold = next(layer for layer in shown.session.layers if layer.is_series)
    idle, end = Pulse(), time.perf_counter() + 3
    while time.perf_counter() < end:
        shown.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    idle.stop()
    busy, start = Pulse(), time.perf_counter()
    compute_metric(shown.session, shown.jobs, REHO, bold.id, outputs=("reho",))
    compute_metric(shown.session, shown.jobs, ALFF, bold.id, outputs=("zalff",))
    while shown.jobs.jobs:
        shown.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    seconds = time.perf_counter() - start
    busy.stop()
    worst_idle = Against("idle", max(idle.wall_ms))
    return [
        Figure("ALFF and ReHo of the series, together", seconds * 1000),
        Figure(
            "a 5 ms timer meanwhile: median gap", median(busy.wall_ms), None, (Against("idle", median(idle.wall_ms)),)
        ),
        Figure("largest gap", max(busy.wall_ms), STALL_MS, (worst_idle,)),
        Figure("most CPU of the GUI thread in one gap", max(busy.cpu_ms), STALL_MS),
    ]
