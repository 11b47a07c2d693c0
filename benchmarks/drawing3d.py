"""How fast drawing answers while the 3D view shows the regions and follows every stroke.

Run from the project's folder: ``python -m benchmarks.drawing3d [--strokes N]``. A mouse of 60 events a second draws in
an axial view on 256³ voxels of 1 mm, in a region of 100 mL, as a person does: events come when they are due, and what
the window does in between (three views, the picture in 3D, results of jobs) delays them. So the time of an event runs
from when it is due to when its view is painted. The same strokes are drawn without and with the 3D view, which has the
brain, three planes and the region; how long its surface needs after a stroke is told too.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from analysis.atlas.template import mni_template
from analysis.colour import ColourScale
from analysis.grid import Grid
from analysis.image import Volume
from analysis.labels.label_map import LabelMap
from analysis.labels.solids import ball_stroke
from analysis.plane import Orientation
from gui.drawing import Tool
from gui.jobs import JobRunner
from gui.scene3d.graphics import probe_graphics
from gui.scene3d.panel import ScenePanel
from gui.session import LayerDisplay, Role, Session
from gui.slices.painter import load_compositor
from gui.slices.view import SliceView

VIEW_SIZE, SCENE_SIZE = (700, 480), (700, 480)
EVENT_S, N_MOVES, TARGET_MS = 1 / 60, 30, 16.0
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def head() -> Volume:
    """The standard brain in 256³ voxels."""
    template = mni_template()
    affine = template.grid.affine.copy()
    affine[:3, 3] = template.grid.to_mm(np.array([-30, -12, -34]))
    grid = Grid((256, 256, 256), affine)
    data = np.zeros(grid.shape, dtype=np.float32, order="F")
    i, j, k = template.grid.shape
    data[30 : 30 + i, 12 : 12 + j, 34 : 34 + k] = template.data
    return Volume(grid, data, "T1")


class Bench:
    """A session with a head, a region of 100 mL, three views, and the 3D view where it is wanted."""

    def __init__(self, folder: Path, *, with_3d: bool) -> None:
        self.session, self.jobs = Session(), JobRunner()
        self.session.drawing.keep_in(folder)
        image = head()
        self.session.add_layer("T1", image, Role.UNDERLAY, LayerDisplay(ColourScale("gray", 0, 1)))
        labels = LabelMap(image.grid)
        labels.add_region("Region 1")
        patch = ball_stroke(image.grid, np.array([[-30.0, -20.0, 20.0]]), 28.8)
        labels.apply(labels.edit(patch, 1))
        self.session.drawing.add_map(labels, "drawn")
        self.session.drawing.choose_tool(Tool.BRUSH)
        self.session.drawing.set_options(size_mm=12.0, solid=True)
        self.session.move_cursor(np.array([-30.0, -20.0, 20.0]))
        self.views = [SliceView(self.session, orientation) for orientation in Orientation]
        for view in self.views:
            view.resize(*VIEW_SIZE)
            view.show()
            view.compose()
        self.panel: ScenePanel | None = None
        if with_3d:
            self.panel = ScenePanel(self.session, self.jobs)
            self.panel.resize(*SCENE_SIZE)
            self.panel.show()
            self.settle(20.0)

    @property
    def shown(self) -> object:
        """The surface of the region that the 3D view shows."""
        scene = None if self.panel is None else self.panel.view.scene
        return scene.regions.meshes[0] if scene is not None and scene.regions.meshes else None

    def settle(self, most_s: float) -> None:
        """Let everything come to rest; the 3D view has the region then."""
        end, quiet = time.perf_counter() + most_s, 0
        while time.perf_counter() < end and quiet < 60:
            QApplication.processEvents()
            quiet = 0 if self.jobs.jobs or (self.panel is not None and self.shown is None) else quiet + 1
            time.sleep(0.01)

    def stroke(self, rng: np.random.Generator) -> tuple[list[float], float]:
        """Ms of each event from when it was due until its view is painted, and until 3D has the new surface."""
        view, late = self.views[Orientation.AXIAL.value], []
        place, direction = np.array(VIEW_SIZE) * rng.uniform(0.4, 0.6, 2), rng.uniform(0, 2 * np.pi)
        before, start = self.shown, time.perf_counter()
        for n in range(N_MOVES):
            due = start + n * EVENT_S
            while (left := due - time.perf_counter()) > 0:
                QApplication.processEvents()
                time.sleep(min(0.001, max(0.0, left)))
            point = QPoint(*(int(value) for value in place))
            if n == 0:
                QTest.mousePress(view, LEFT, NONE, point)
            else:
                QTest.mouseMove(view, point)
            view.repaint()
            late.append((time.perf_counter() - due) * 1000)
            direction += rng.normal(0, 0.4)
            place = np.clip(place + 6 * np.array([np.cos(direction), np.sin(direction)]), 80, np.array(VIEW_SIZE) - 80)
        QTest.mouseRelease(view, LEFT, NONE, QPoint(*(int(value) for value in place)))
        end = time.perf_counter()
        self.settle(3.0)
        while self.panel is not None and self.shown is before and time.perf_counter() - end < 10:
            QApplication.processEvents()
            time.sleep(0.001)
        return late, self._since(end)

    def _since(self, end: float) -> float:
        return (self._changed_s - end) * 1000 if self.panel is not None else float("nan")

    def watch(self) -> None:
        """Note when the 3D view gets a new surface."""
        assert self.panel is not None
        scene = self.panel.view.scene
        assert scene is not None
        show = scene.regions.show

        def noted(regions: object) -> None:
            show(regions)
            self._changed_s = time.perf_counter()

        scene.regions.show = noted

    def close(self) -> None:
        """Give everything back."""
        if self.panel is not None:
            self.panel.release()
            self.panel.close()
        self.session.drawing.close_all()
        self.jobs.shutdown()
        for view in self.views:
            view.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", type=int, default=20)
    n = parser.parse_args().strokes
    application = QApplication.instance() or QApplication(sys.argv[:1])
    load_compositor()
    graphics = probe_graphics()
    if graphics.can_draw:
        graphics.prepare()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.machine()}, {os.cpu_count()} cores{load}; 3D: {graphics.detail}")
    print(f"{'ms from due to painted':28}{'p50':>9}{'p95':>9}{'max':>9}   new surface after a stroke: p50, p95")
    for with_3d in (False, True):
        if with_3d and not graphics.can_draw:
            print("3D cannot be drawn on this machine")
            break
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Path(folder), with_3d=with_3d)
            if with_3d:
                bench.watch()
            rng = np.random.default_rng(4)
            bench.stroke(rng)  # not counted: it loads what is loaded once
            late, after = [], []
            for _ in range(n):
                one, surface_ms = bench.stroke(rng)
                late += one
                after.append(surface_ms)
            cells = "".join(f"{np.percentile(late, q):9.1f}" for q in (50, 95, 100))
            seen = f"{np.percentile(after, 50):12.0f}{np.percentile(after, 95):9.0f}" if with_3d else ""
            verdict = "met" if np.percentile(late, 95) < TARGET_MS else "MISSED"
            print(f"{'with the 3D view' if with_3d else 'three slices':28}{cells}{seen}  {verdict}", flush=True)
            bench.close()
    del application


if __name__ == "__main__":
    main()
