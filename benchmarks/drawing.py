"""How fast drawing answers: strokes, undo and growing on a grid of 256³ voxels of 1 mm, in three views.

Run from the project's folder: ``python -m benchmarks.drawing [--strokes N]``. Mouse events go through the real slice
views of a window of 1920 × 1080 without a screen; the time of an event holds the stroke, the journal on the disk, and
the painting of the view under the mouse until its pixels are there. The two other views follow from the event loop;
what all three cost is told too. Wall and CPU time of the thread are given: a busy machine does not stretch the latter.
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

from analysis.colour import ColourScale
from analysis.grid import Grid
from analysis.image import Volume
from analysis.labels.growing import GrowOptions, grow
from analysis.plane import Orientation
from gui.drawing import Tool
from gui.session import LayerDisplay, Role, Session
from gui.slices.painter import load_compositor
from gui.slices.view import SliceView
from gui.undo import EditLabels

VIEW_SIZE = (700, 480)
SHAPE = (256, 256, 256)
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
STROKE_MS, UNDO_MS, GROW_MS, MEMORY_MB = 16.0, 20.0, 150.0, 50.0


def oblique_grid() -> Grid:
    """1 mm voxels, tilted as a scanner tilts them, so that nothing is along the axes."""
    affine = np.eye(4)
    for axis, degrees in enumerate((6, 9, -5)):
        a, b = (axis + 1) % 3, (axis + 2) % 3
        angle, turn = np.radians(degrees), np.eye(4)
        turn[a, a], turn[a, b], turn[b, a], turn[b, b] = np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)
        affine = turn @ affine
    affine[:3, 3] = -affine[:3, :3] @ ((np.array(SHAPE) - 1) / 2)
    return Grid(SHAPE, affine)


class Bench:
    """A session with one image, three views, and a journal on the disk."""

    def __init__(self, grid: Grid, folder: Path) -> None:
        self.session = Session()
        self.session.drawing.keep_in(folder)
        data = np.random.default_rng(1).standard_normal(grid.shape, dtype=np.float32)
        image = Volume(grid, data, "T1")
        self.session.add_layer("T1", image, Role.UNDERLAY, LayerDisplay(ColourScale("gray", -2, 2)))
        self.views = [SliceView(self.session, orientation) for orientation in Orientation]
        for view in self.views:
            view.resize(*VIEW_SIZE)
            view.show()
            view.compose()
        QApplication.processEvents()

    def stroke(
        self, view: SliceView, rng: np.random.Generator, n_moves: int = 20
    ) -> tuple[list[float], list[float], list[float]]:
        """Wall and CPU ms of each event of a stroke until its view is painted, and wall ms until all views are."""
        wall, cpu, all_views = [], [], []
        place = np.array(VIEW_SIZE) * rng.uniform(0.35, 0.65, 2)
        direction = rng.uniform(0, 2 * np.pi)
        for n in range(n_moves):
            start, cpu_start = time.perf_counter(), time.thread_time()
            point = QPoint(*(int(value) for value in place))
            if n == 0:
                QTest.mousePress(view, LEFT, NONE, point)
            else:
                QTest.mouseMove(view, point)
            view.repaint()
            wall.append((time.perf_counter() - start) * 1000)
            cpu.append((time.thread_time() - cpu_start) * 1000)
            QApplication.processEvents()
            all_views.append((time.perf_counter() - start) * 1000)
            direction += rng.normal(0, 0.4)
            place = np.clip(place + 8 * np.array([np.cos(direction), np.sin(direction)]), 60, np.array(VIEW_SIZE) - 60)
        QTest.mouseRelease(view, LEFT, NONE, QPoint(*(int(value) for value in place)))
        QApplication.processEvents()
        return wall, cpu, all_views


def line(name: str, wall: list[float], cpu: list[float] | None, target: float | None) -> None:
    """One row: medians and 95th percentiles."""
    cells = [np.percentile(wall, 50), np.percentile(wall, 95)]
    cells += [] if cpu is None else [np.percentile(cpu, 50), np.percentile(cpu, 95)]
    verdict = "" if target is None else ("  met" if np.percentile(cpu or wall, 95) < target else "  MISSED")
    print(f"{name:52}" + "".join(f"{cell:9.2f}" for cell in cells) + verdict)


def strokes(bench: Bench, n: int, **options: object) -> tuple[list[float], list[float], list[float]]:
    """The events of some strokes of one kind."""
    bench.session.drawing.choose_tool(Tool.BRUSH)
    bench.session.drawing.set_options(**options)
    rng = np.random.default_rng(2)
    wall, cpu, all_views = [], [], []
    bench.stroke(bench.views[2], rng)  # not counted: it loads what is loaded once
    for index in range(n):
        for total, part in zip((wall, cpu, all_views), bench.stroke(bench.views[index % 3], rng), strict=True):
            total += part
    return wall, cpu, all_views


def undo_times(bench: Bench) -> tuple[list[float], list[float]]:
    """Wall and CPU ms of each undo until the first view is painted."""
    wall, cpu = [], []
    while bench.session.undo_stack.canUndo():
        start, cpu_start = time.perf_counter(), time.thread_time()
        bench.session.undo_stack.undo()
        bench.views[2].compose()
        bench.views[2].repaint()
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.thread_time() - cpu_start) * 1000)
        QApplication.processEvents()
    return wall, cpu


def growing_times(grid: Grid) -> tuple[list[float], list[float], int]:
    """Wall and CPU ms of growing a ball of some 100,000 voxels out of a gradient."""
    centre = np.array(grid.shape) // 2
    away = np.linalg.norm(np.moveaxis(np.indices(grid.shape, dtype=np.float32), 0, -1) - centre, axis=-1)
    volume = Volume(grid, away, "distance")
    options = GrowOptions(0.0, 28.8, radius_mm=40.0, connectivity=26)
    wall, cpu, n_voxels = [], [], 0
    for _ in range(8):
        start, cpu_start = time.perf_counter(), time.thread_time()
        patch = grow(volume, tuple(int(i) for i in centre), options)
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.thread_time() - cpu_start) * 1000)
        n_voxels = 0 if patch is None else patch.n_voxels
    return wall[1:], cpu[1:], n_voxels


def memory_mb(bench: Bench, n: int) -> float:
    """What the undo steps of some strokes hold."""
    stack = bench.session.undo_stack
    strokes(bench, n - 1, size_mm=40.0, solid=False)
    steps = [stack.command(index) for index in range(stack.count())]
    return sum(step.n_bytes for step in steps if isinstance(step, EditLabels)) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", type=int, default=30, help="of each kind (default 30)")
    n = parser.parse_args().strokes
    application = QApplication.instance() or QApplication(sys.argv[:1])
    load_compositor()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.machine()}, {os.cpu_count()} cores{load}, {SHAPE} voxels of 1 mm, views of {VIEW_SIZE} pixels")
    print(f"{'ms':52}{'wall p50':>9}{'p95':>9}{'CPU p50':>9}{'p95':>9}")
    kinds: tuple[tuple[str, dict[str, object]], ...] = (
        ("round brush 8 mm", {"size_mm": 8.0, "solid": False, "square": False}),
        ("round brush 40 mm", {"size_mm": 40.0, "solid": False, "square": False}),
        ("square brush 40 mm", {"size_mm": 40.0, "solid": False, "square": True}),
        ("ball 40 mm (3D)", {"size_mm": 40.0, "solid": True, "square": False}),
        ("box 40 mm (3D)", {"size_mm": 40.0, "solid": True, "square": True}),
    )
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(oblique_grid(), Path(folder))
        for name, options in kinds:
            wall, cpu, all_views = strokes(bench, n, **options)
            line(f"stroke event to paint, {name}", wall, cpu, STROKE_MS)
            line(f"  until all three views are painted, {name}", all_views, None, None)
        line("undo of these strokes to paint", *undo_times(bench), UNDO_MS)
        bench.session.undo_stack.clear()
        held = memory_mb(bench, 1000 if n >= 30 else 10 * n)
        count = bench.session.undo_stack.count()
        size = sum(path.stat().st_size for path in Path(folder).glob("*.journal")) / 1e6
        print(f"undo steps of {count} strokes of 40 mm: {held:.1f} MB (target {MEMORY_MB:.0f}); journal {size:.1f} MB")
        bench.session.drawing.close_all()
        for view in bench.views:
            view.close()
    wall, cpu, n_voxels = growing_times(Grid(SHAPE, np.eye(4)))
    line(f"growing {n_voxels:,} voxels", wall, cpu, GROW_MS)
    del application


if __name__ == "__main__":
    main()
