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
from gui.session import Role
from gui.view_area import Layout

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


def stall_figures(shown: ShownWindow) -> list[Figure]:
    """ALFF and ReHo are computed and their maps shown: first beside slices alone, then beside the 3D view as well."""
    idle = beating(shown, time.perf_counter() + 3)
    worst_ms = max(idle.wall_ms)
    figures = []
    for layout, name in ((Layout.ROW, "slices alone"), (Layout.GRID, "slices and 3D")):
        close_maps(shown)
        shown.window.views.arrange(layout)
        shown.settle()
        start = time.perf_counter()
        bold = next(layer for layer in shown.session.layers if layer.is_series)
        compute_metric(shown.session, shown.jobs, REHO, bold.id, outputs=("reho",))
        compute_metric(shown.session, shown.jobs, ALFF, bold.id, outputs=("zalff",))
        busy = beating(shown)
        figures += [
            Figure(f"{name}: ALFF and ReHo, together", (time.perf_counter() - start) * 1000),
            Figure("    median gap, wall", median(busy.wall_ms), None, (Against("idle", median(idle.wall_ms)),)),
            Figure("    largest gap, wall", max(busy.wall_ms), STALL_MS, (Against("idle", worst_ms),), worst_ms),
            Figure("    most CPU of the GUI thread in a gap", max(busy.cpu_ms), STALL_MS),
        ]
    return figures


def beating(shown: ShownWindow, until_s: float = 0.0) -> Pulse:
    """A timer that beat until no job was left, and at least until a time."""
    pulse = Pulse()
    while shown.jobs.jobs or time.perf_counter() < until_s:
        shown.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    pulse.stop()
    return pulse


def close_maps(shown: ShownWindow) -> None:
    """Close what was computed earlier."""
    for layer in shown.session.layers:
        if layer.role is Role.OVERLAY:
            shown.session.remove_layer(layer.id)
