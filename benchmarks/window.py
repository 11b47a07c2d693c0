"""How fast the real window follows: wheel, crosshair, threshold; and whether it stalls while metrics are computed.

Run from the project's folder: ``python -m benchmarks.window [--bold FILE] [--t1 FILE] [--steps N]``. A T1 and a
BOLD series are opened in a window of 1920 × 1080, ALFF and ReHo of it are computed and laid over the T1. One step is
one event of the mouse; it ends when all three slice views have been painted. The targets are for the CPU of the GUI
thread, which a busy machine hardly stretches; wall is that of the clock. The bounds are measured in the same run, on
the same layers and the same planes.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from analysis.plane import Orientation
from benchmarks.report import Against, Figure, median, print_figures, print_machine
from benchmarks.scans import bold_path, t1_path
from benchmarks.shown_window import ShownWindow
from benchmarks.slices import Case, Timing, measure
from benchmarks.stalls import stall_figures
from gui.session import Role
from gui.slices.painter import picture
from gui.widgets.range_handles import RangeHandles

WHEEL_MS, THRESHOLD_MS = 16.0, 50.0
BETWEEN_STEPS_S = 0.004  # a hand turns a wheel no faster than about a hundred steps a second


# -- events of the mouse ---------------------------------------------------------------------------------


def turn_wheel(view: QWidget, steps: int) -> None:
    at = QPointF(view.rect().center())
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def send_mouse(widget: QWidget, kind: QEvent.Type, at: QPointF) -> None:
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    QApplication.sendEvent(
        widget, QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    )


# -- what is timed -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gesture:
    """What the mouse does, and how many of the three pictures each of its events changes."""

    name: str
    act: Callable[[int], None]
    widgets: Sequence[QWidget]  # that have to be painted
    n_pictures: int
    target_ms: float | None = None


def timing_of(shown: ShownWindow, gesture: Gesture, n_steps: int) -> Timing:
    """Each event timed by itself, with the window at rest for a moment between two."""
    times = [times_of_one(shown, gesture, index) for index in range(-2, n_steps)][2:]
    return Timing(gesture.name, np.array([wall for wall, _ in times]), np.array([cpu for _, cpu in times]))


def times_of_one(shown: ShownWindow, gesture: Gesture, index: int) -> tuple[float, float]:
    """Wall and CPU time in ms, from the event until everything has been painted."""
    end = time.perf_counter() + BETWEEN_STEPS_S
    shown.wait_until(lambda: time.perf_counter() > end)
    wall, cpu = time.perf_counter(), time.thread_time()
    with shown.until_painted(gesture.widgets):
        gesture.act(index)
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000


def wheel(shown: ShownWindow) -> Gesture:
    """The wheel goes to and fro over each view in turn, 25 slices each way."""
    views = shown.slices

    def turn(index: int) -> None:
        before = shown.session.cursor_mm
        turn_wheel(views[index // 50 % len(views)], 1 if index // 25 % 2 == 0 else -1)
        assert shown.session.cursor_mm is not before

    return Gesture("wheel", turn, views, 1, WHEEL_MS)


def crosshair_drag(shown: ShownWindow) -> Gesture:
    """The crosshair is dragged in a circle in the axial view: the other two need new slices all the time."""
    view = shown.window.views.slices[Orientation.AXIAL]
    centre, radius = QPointF(view.rect().center()), view.height() / 5

    def drag(index: int) -> None:
        angle = 2 * np.pi * index / 60
        send_mouse(view, QEvent.Type.MouseMove, centre + QPointF(radius * np.cos(angle), radius * np.sin(angle)))

    send_mouse(view, QEvent.Type.MouseButtonPress, centre)
    return Gesture("crosshair drag", drag, shown.slices, 2)


def threshold_drag(shown: ShownWindow) -> Gesture:
    """The threshold's handle on the histogram of the selected layer's card is dragged to and fro."""
    handles = next(h for h in shown.window.findChildren(RangeHandles) if h.isVisible())
    layer = shown.session.selected_layer
    assert layer is not None
    assert layer.display.scale.gap is not None
    start, y = handles._x(layer.display.scale.gap[1]), handles.height() / 2

    def drag(index: int) -> None:
        before = shown.session.selected_layer
        send_mouse(handles, QEvent.Type.MouseMove, QPointF(start + 2 + 20 * np.sin(2 * np.pi * index / 41.3), y))
        assert shown.session.selected_layer is not before

    send_mouse(handles, QEvent.Type.MouseButtonPress, QPointF(start, y))
    return Gesture("threshold drag", drag, [*shown.slices, handles], 3, THRESHOLD_MS)


def repainting(shown: ShownWindow) -> Gesture:
    """The bound of painting: the pictures that the views have are put on the screen again."""

    def update(_: int) -> None:
        for view in shown.slices:
            view.update()

    return Gesture("repaint", update, shown.slices, 0)


def painter_alone(shown: ShownWindow) -> Case:
    """The bound of composing: the painter makes the pictures of the three views, of the same layers and planes."""
    layers = shown.session.visible_layers
    finest_mm = min(min(layer.grid.voxel_size_mm) for layer in layers)
    planes = [view.frame.plane(finest_mm) for view in shown.slices]
    return Case("", lambda _: [picture(layers, shown.session.timepoint, plane) for plane in planes])


# -- all together ---------------------------------------------------------------------------------------------


def open_scans(shown: ShownWindow, paths: Sequence[Path]) -> None:
    for path in paths:
        shown.window.open_paths([path])
        shown.settle()


def show_t1_and_two_maps(shown: ShownWindow) -> None:
    """The T1, ALFF and ReHo are seen, nothing else; the upper map is selected."""
    session = shown.session
    with session.batch():
        for layer in session.layers:
            wanted = layer.role is Role.OVERLAY or (layer.role is Role.UNDERLAY and not layer.is_series)
            session.show_layer(layer.id, visible=wanted)
        session.select_layer(session.layers[-1].id)
    shown.settle()
    assert len(session.visible_layers) == 3, [layer.name for layer in session.visible_layers]


def gesture_figures(timing: Timing, gesture: Gesture, picture_ms: float, repaint_ms: float) -> list[Figure]:
    """The bound is to paint the pictures that change, and to put all three on the screen."""
    name = f"{gesture.n_pictures} picture{'s' * (gesture.n_pictures > 1)} + repaint"
    bound = Against(name, gesture.n_pictures * picture_ms + repaint_ms)
    cpu, wall = np.percentile(timing.cpu_ms, (50, 95)), np.percentile(timing.wall_ms, (50, 95))
    return [
        Figure(f"{gesture.name}: CPU p50", float(cpu[0]), None, (bound,)),
        Figure("    CPU p95", float(cpu[1]), gesture.target_ms),
        Figure("    wall p50", float(wall[0])),
        Figure("    wall p95", float(wall[1])),
    ]


def interaction_figures(shown: ShownWindow, n_steps: int) -> list[Figure]:
    """Wheel, threshold and crosshair, with their bounds."""
    picture_ms = median(measure(painter_alone(shown), n_steps).cpu_ms) / 3
    repaint_ms = median(timing_of(shown, repainting(shown), n_steps).cpu_ms)
    figures = [
        Figure("bound: painter alone, one picture, CPU p50", picture_ms),
        Figure("bound: repaint of three same pictures, CPU p50", repaint_ms),
    ]
    for make in (wheel, threshold_drag, crosshair_drag):
        gesture = make(shown)
        figures += gesture_figures(timing_of(shown, gesture, n_steps), gesture, picture_ms, repaint_ms)
        shown.settle()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bold", type=Path, help="a 4D .nii.gz (default: a real one if at hand, else a made one)")
    parser.add_argument("--t1", type=Path, help="a 3D image of the same head (default: as for --bold)")
    parser.add_argument("--steps", type=int, default=300, help="events per gesture (default 300)")
    options = parser.parse_args()
    print_machine()
    with ShownWindow() as shown:
        open_scans(shown, [t1_path(shown.folder, options.t1), bold_path(shown.folder, options.bold)])
        print_figures("a timer of 5 ms while metrics are computed", stall_figures(shown))
        shown.settle()
        show_t1_and_two_maps(shown)
        sizes = " and ".join(sorted({f"{view.width()} × {view.height()}" for view in shown.slices}))
        window = f"window {shown.window.width()} × {shown.window.height()}, views {sizes}"
        print_figures(f"one event of the mouse, {window}", interaction_figures(shown, options.steps))


if __name__ == "__main__":
    main()
