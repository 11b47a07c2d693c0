"""How fast figures are drawn and written: a montage of 36 slices, a node graph in 3 and 8 views, a painted surface.

Run from the project's folder: ``python -m benchmarks.figures [--runs N]``. Each figure is drawn anew and written as PNG
at 300 dots per inch, 183 mm wide. The first node graph also reads the surfaces and the atlas, as a command does; it
is listed on its own. CPU is the time of the process, which a busy machine does not stretch; the targets are for it.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter

from analysis.atlas.template import mni_brain_mask, mni_template
from analysis.grid import Grid
from analysis.image import Volume
from analysis.network.cluster_table import published_examples, read_cluster_table
from analysis.network.views import views_of
from analysis.plane import Orientation
from analysis.sampling import onto_grid
from benchmarks.report import Against, Figure, median, print_figures, print_machine
from gui.figures.export import Figure as Drawn
from gui.figures.export import ensure_application, save_figure
from gui.figures.montage import draw_montage, stepped_positions
from gui.figures.node_figure import NodeFigure
from gui.figures.node_graph import draw_nodes
from gui.figures.page import Page
from gui.figures.slice_figure import FigureLayer, SliceFigure
from gui.figures.slice_plan import gray_scale, threshold_scale
from gui.figures.triptych import SurfaceFigure, draw_surface

MONTAGE_MS, NODES_MS = 2000.0, 3000.0
PAGE = Page(183, 8, dpi=300)


def random_map() -> Volume:
    """A smooth map of noise on the grid of the studies, 61 × 73 × 61 voxels of 3 mm."""
    grid = Grid((61, 73, 61), np.array([[3.0, 0, 0, -90], [0, 3, 0, -126], [0, 0, 3, -72], [0, 0, 0, 1]]))
    brain = Volume(mni_brain_mask().grid, mni_brain_mask().data.astype(np.float32))
    inside = np.nan_to_num(onto_grid(brain, grid).data) > 0.5
    noise = gaussian_filter(np.random.default_rng(0).normal(size=grid.shape), 1.6)
    return Volume(grid, np.where(inside, noise / noise[inside].std() * 1.5, np.nan), "t")


def timed(draw: Callable[[], Drawn], folder: Path, n: int) -> tuple[float, float]:
    """Medians of CPU and wall time in ms of drawing and writing a figure."""
    cpu, wall = [], []
    for _ in range(n):
        cpu_start, wall_start = time.process_time(), time.perf_counter()
        save_figure(draw(), folder / "figure.png", dpi=PAGE.dpi, force=True)
        cpu.append((time.process_time() - cpu_start) * 1000)
        wall.append((time.perf_counter() - wall_start) * 1000)
    return median(cpu), median(wall)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    n = parser.parse_args().runs
    ensure_application()
    print_machine()
    volume = random_map()
    underlay = FigureLayer(mni_template(), gray_scale(mni_template()))
    overlay = FigureLayer(volume, threshold_scale(volume, 2.3, both_signs=True))
    slices = SliceFigure(underlay, None, Orientation.AXIAL, stepped_positions(-70, 105, 5), page=PAGE)
    table = published_examples()["Zhang et al. 2025, Table 8"]

    def nodes(views: str) -> Callable[[], Drawn]:
        return lambda: draw_nodes(NodeFigure(read_cluster_table(table), views_of(views), page=PAGE))

    cases: list[tuple[str, Callable[[], Drawn], int, float | None]] = [
        ("montage of 36 slices", lambda: draw_montage(underlay, [overlay], [""], slices), n, MONTAGE_MS),
        ("node graph, 3 views, the first one", nodes("3"), 1, NODES_MS),
        ("node graph, 3 views", nodes("3"), n, NODES_MS),
        ("node graph, 8 views", nodes("8"), n, None),
        ("map on the surface, 3 views", lambda: draw_surface(SurfaceFigure(overlay, page=PAGE)), n, None),
    ]
    with tempfile.TemporaryDirectory() as folder:
        figures = []
        for name, draw, runs, target in cases:
            cpu, wall = timed(draw, Path(folder), runs)
            figures.append(Figure(name, cpu, target, (Against("its wall time", wall),)))
    print_figures("Figures, drawn and written (CPU)", figures)


if __name__ == "__main__":
    main()
