"""How fast the numbers of a region follow the drawing: 100 mL in five maps, with its mirror region.

Run from the project's folder: ``python -m benchmarks.region_numbers [--turns N]``. What is timed is the job that the
tab of numbers submits after a stroke: n, mean, SD, percentiles, extremes with their places, a histogram of 32 bins and
the mirror's mean for each map. In a processed patient the maps are in MNI space, and the region is drawn there or on
the native T1 (then it goes through a warp of 4 mm voxels, and its mirror through it twice). The first turn, in which
the places of voxels are not known yet, is told apart.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analysis.grid import Grid
from analysis.image import Volume
from analysis.labels.label_map import LabelMap, Region
from analysis.labels.solids import ball_stroke
from analysis.pipeline.routes import Routes, Space
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.transforms import LinearTransform, Warp
from gui.commands.region_numbers import Asked, AskedMap, compute

TARGET_MS, RADIUS_MM, N_MAPS = 100.0, 28.8, 5
CENTRE_MM = np.array([-36.0, -20.0, 15.0])


def head_grid(voxel_mm: float) -> Grid:
    """A box around a head in MNI space."""
    affine = np.diag([voxel_mm, voxel_mm, voxel_mm, 1.0])
    affine[:3, 3] = (-98, -134, -72)
    i, j, k = (round(n / voxel_mm) for n in (197, 233, 189))
    return Grid((i, j, k), affine)


def maps_on(grid: Grid, space: Space | None) -> tuple[AskedMap, ...]:
    """Maps of noise."""
    rng = np.random.default_rng(1)
    return tuple(
        AskedMap(n, f"map {n}", Volume(grid, rng.standard_normal(grid.shape, dtype=np.float32), f"map {n}"), space)
        for n in range(N_MAPS)
    )


def routes() -> Routes:
    """A patient whose head is turned by 5 degrees, with a warp of some millimetres."""
    angle = np.radians(5.0)
    head = np.eye(4)
    head[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    head[:3, 3] = (3.0, -12.0, 21.0)
    affine = np.diag([4.0, 4.0, 4.0, 1.0])
    affine[:3, 3] = -130
    grid = Grid((66, 66, 66), affine)
    places = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))
    bend = 2.0 * np.sin(2 * np.pi * places / 180.0)
    return Routes(Normalisation(LinearTransform(head), Warp(grid, bend), Warp(grid, -bend), 0.95))


def asked_of(grid: Grid, onto: Grid, space: Space | None = None, patient: Routes | None = None) -> Asked:
    """The question of the tab for a ball of 100 mL."""
    place = CENTRE_MM if space is not Space.T1 or patient is None else patient.point(CENTRE_MM, Space.MNI, Space.T1)
    patch = ball_stroke(grid, place[None], RADIUS_MM)
    labels = LabelMap(grid, patch.on(grid).astype(np.uint16))
    home = None if patient is None else Space.MNI
    return Asked(
        1, Region(1, "ball", (200, 0, 0)), grid, labels.frozen(), space, patient is None, patient, maps_on(onto, home),
        None, "", None, (),
    )  # fmt: skip


def median_and_p95(question: Asked, turns: int) -> tuple[float, float, float, int]:
    """Wall ms of the job, of the first one, and how many voxels the region has."""
    start = time.perf_counter()
    report = compute(question)
    first = (time.perf_counter() - start) * 1000
    assert report.side == "L"
    assert all(row.mirror is not None for row in report.rows)
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        compute(replace(question))
        times.append((time.perf_counter() - start) * 1000)
    return float(np.percentile(times, 50)), float(np.percentile(times, 95)), first, report.n_voxels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=40)
    turns = parser.parse_args().turns
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.machine()}, {os.cpu_count()} cores{load}; {N_MAPS} maps, ms: median, 95th percentile and first")
    fine, coarse, way = head_grid(1.0), head_grid(2.0), routes()
    cases: tuple[tuple[str, Callable[[], Asked]], ...] = (
        ("drawn on the grid of the maps, 1 mm", lambda: asked_of(fine, fine)),
        ("drawn on 1 mm, maps of 2 mm", lambda: asked_of(fine, coarse)),
        ("drawn on 2 mm, maps of 1 mm", lambda: asked_of(coarse, fine)),
        ("processed patient, drawn in MNI, maps of 1 mm", lambda: asked_of(fine, fine, Space.MNI, way)),
        ("processed patient, drawn on the T1, maps of 2 mm", lambda: asked_of(fine, coarse, Space.T1, way)),
        ("processed patient, drawn on the T1, maps of 1 mm", lambda: asked_of(fine, fine, Space.T1, way)),
    )
    for name, make in cases:
        middle, high, first, n_voxels = median_and_p95(make(), turns)
        verdict = "met" if high < TARGET_MS else "MISSED"
        print(f"{name:52}{n_voxels:9,} voxels{middle:9.1f}{high:9.1f}{first:9.1f}  {verdict}")


if __name__ == "__main__":
    main()
