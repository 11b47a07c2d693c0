"""How fast the map of a seed follows the mouse: from the event to the slices that show its map.

Run from the project's folder: ``python -m benchmarks.live_seed [--steps N] [--free]``. The real window of 1920 × 1080
shows the MNI152 template at 1 mm, a series of 61 × 73 × 61 voxels × 230 with some 70,000 in its mask, and the map of
the seed. A drag with Shift and Ctrl goes through the axial view, an event each 16 ms as a mouse sends them, so that the
plots and the texts of the window get their turns in between; ``--free`` leaves the window at rest after each event
instead. A step ends when all three slices have been painted with the map of the new place. The bounds are measured in
the same run: one product of a row with the matrix in 32 bits, and painting the same pictures without anything else.
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from analysis.atlas.template import mni_template
from analysis.blocks import single_threaded_blas
from analysis.colour import ColourScale, one_sided
from analysis.image import Volume
from analysis.plane import Orientation
from analysis.preprocess.preparation import Preparation
from analysis.scan import Modality, Scan
from benchmarks.metrics import synthetic
from benchmarks.report import Against, Figure, median, print_figures, print_machine
from benchmarks.shown_window import ShownWindow
from benchmarks.slices import Case, measure
from benchmarks.window import painter_alone, repainting, timing_of
from gui.session import Change, Layer, LayerDisplay, Role

TARGET_MS = 33.0
EVENT_S = 0.016
REST_S = 0.3
_KEYS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


def open_series(shown: ShownWindow) -> Layer:
    """The template, the series and its mask; the series itself is not drawn, as over an anatomical image."""
    series, mask = synthetic()
    session = shown.session
    t1 = mni_template()
    with session.batch():
        display = LayerDisplay(ColourScale("gray", 0, 1))
        session.add_layer("MNI152", t1, Role.UNDERLAY, display, scan=Scan(Modality.T1, t1))
        gray = LayerDisplay(ColourScale("gray", 0, 1200), visible=False)
        layer = session.add_layer("BOLD", series, Role.UNDERLAY, gray, scan=Scan(Modality.BOLD, series))
        inside = Volume(mask.grid, mask.data, "mask")
        tint = LayerDisplay(one_sided(0.5, 0, 2, "viridis", 0.2), visible=False)
        session.add_layer("mask", inside, Role.MASK, tint)
        session.set_preparation(Preparation())
        session.select_layer(layer.id)
    print(f"{mask.n_voxels} voxels × {series.n_timepoints}")
    return layer


class SeedDrag:
    """A drag of the seed in a circle through the axial view, step by step."""

    def __init__(self, shown: ShownWindow) -> None:
        self._shown = shown
        self._view = shown.window.views.slices[Orientation.AXIAL]
        self.move(0, QEvent.Type.MouseButtonPress)
        shown.settle()

    def move(self, index: int, kind: QEvent.Type = QEvent.Type.MouseMove) -> None:
        """Send an event of the mouse."""
        angle, radius = 2 * np.pi * index / 97, self._view.height() / 6
        at = QPointF(self._view.rect().center()) + QPointF(radius * np.cos(angle), radius * np.sin(angle))
        button = Qt.MouseButton.LeftButton if kind is not QEvent.Type.MouseMove else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, at, self._view.mapToGlobal(at), button, Qt.MouseButton.LeftButton, _KEYS)
        QApplication.sendEvent(self._view, event)

    def step_ms(self, index: int) -> tuple[float, float]:
        """Wall and CPU time of the GUI thread from an event until the slices show its map."""
        wall, cpu = time.perf_counter(), time.thread_time()
        with new_map(self._shown) as arrived:
            self.move(index)
            self._shown.wait_until(lambda: bool(arrived))
            with self._shown.until_painted(self._shown.slices):
                pass
        return (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000


@contextmanager
def new_map(shown: ShownWindow) -> Iterator[list[Change]]:
    """A list that is filled when the values of the map have been replaced."""
    arrived: list[Change] = []

    def note(change: Change) -> None:
        if change & Change.VALUES:
            arrived.append(change)

    shown.session.changed.connect(note)
    yield arrived
    shown.session.changed.disconnect(note)


def dragged(shown: ShownWindow, drag: SeedDrag, n_steps: int, pause_s: float) -> tuple[np.ndarray, np.ndarray]:
    """``(n_steps,)`` wall and CPU ms; the next event comes `pause_s` after the one before, or when that is shown."""
    times = []
    for index in range(-5, n_steps):
        due = time.perf_counter() + pause_s
        times.append(drag.step_ms(index))
        shown.wait_until(lambda due=due: time.perf_counter() > due)
    wall, cpu = np.array(times[5:]).T
    return wall, cpu


def product_ms(shown: ShownWindow, n_steps: int) -> float:
    """Wall ms of one product in 32 bits of the size of the map's, on one thread."""
    live = shown.composition.live_seed._live
    assert live is not None
    courses = live.engine.courses
    row = np.random.default_rng(0).standard_normal(len(courses)).astype(np.float32)
    with single_threaded_blas():
        return median(measure(Case("", lambda _: row @ courses), n_steps).wall_ms)


def drag_figures(name: str, wall: np.ndarray, cpu: np.ndarray, bound: Against) -> list[Figure]:
    """Percentiles of a drag, with that tab of the drawer open."""
    return [
        Figure(f"beside the {name}: wall p50", float(np.percentile(wall, 50)), None, (bound,)),
        Figure("    wall p95", float(np.percentile(wall, 95)), TARGET_MS, (bound,)),
        Figure("    CPU of the GUI thread p50", float(np.percentile(cpu, 50))),
        Figure("    CPU of the GUI thread p95", float(np.percentile(cpu, 95))),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=300, help="events of the mouse (default 300)")
    parser.add_argument("--free", action="store_true", help="rest after each event, instead of a drag at full speed")
    options = parser.parse_args()
    print_machine()
    with ShownWindow() as shown:
        open_series(shown)
        shown.settle()
        drag = SeedDrag(shown)
        pause_s = REST_S if options.free else EVENT_S
        times = {}
        for tab, name in enumerate(("time course", "seed's plot")):
            shown.window.drawer.setCurrentIndex(tab)
            shown.settle()
            times[name] = dragged(shown, drag, options.steps, pause_s)
        shown.settle()
        product = product_ms(shown, options.steps)
        pictures = median(measure(painter_alone(shown), options.steps).wall_ms)
        repaint = median(timing_of(shown, repainting(shown), options.steps).wall_ms)
        bound = Against("product + painting", product + pictures + repaint)
        print_figures(
            "from an event of the mouse to three slices",
            [
                Figure("bound: one product, 32 bits", product),
                Figure("bound: three pictures", pictures),
                Figure("bound: putting them on the screen", repaint),
                *(figure for name, (wall, cpu) in times.items() for figure in drag_figures(name, wall, cpu, bound)),
            ],
        )


if __name__ == "__main__":
    main()
