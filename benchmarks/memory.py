"""How much memory each metric needs above that of the series: 64 × 64 × 43 voxels × 240, filtered on the way.

Run from the project's folder: ``python -m benchmarks.memory [--large]``. Each metric runs in a process of its own,
with a usual brain mask and, as the worst case, with every voxel in the mask; the series is prepared as a study does
(Friston-24, trend, band-pass). Printed is the highest resident memory less what the process held before, with the
series and all libraries loaded; beside it what the window tells beforehand for the metric without the filter, and the
target. ``--large`` also runs degree centrality on a head of 2 mm (some 230,000 voxels × 240), with its time beside the
one told, and cancels it once to see how long that takes. Needs Linux or macOS.
"""

import argparse
import multiprocessing
import resource
import sys
import threading
import time
from dataclasses import dataclass, replace

import numpy as np

import analysis.metrics.kernels  # noqa: F401 - libraries count with what the process holds before
from analysis.blocks import thread_count
from analysis.errors import Cancelled
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series
from analysis.metrics.catalogue import METRICS, compute_prepared, metric
from analysis.metrics.centrality import compute_centrality
from analysis.metrics.estimate import estimate
from analysis.metrics.seeds import SphereSeed
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.motion import Motion
from analysis.preprocess.preparation import Preparation
from benchmarks.report import print_machine

TARGET_MB = 1000.0
SHAPE, N_TIMEPOINTS = (64, 64, 43), 240
LARGE_SHAPE = (91, 109, 91)
MB = 1e6
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Needed:
    """Bytes above those that the process held, and seconds."""

    memory_bytes: int
    seconds: float
    n_voxels: int


def series_of(shape: tuple[int, int, int], voxel_mm: float, share: float) -> tuple[Series, Mask]:
    """Noise with slow waves; the mask is an ellipsoid that fills a share of the image, or all of it."""
    affine = np.diag([voxel_mm, voxel_mm, voxel_mm, 1.0])
    affine[:3, 3] = [-voxel_mm * (n - 1) / 2 for n in shape]
    rng = np.random.default_rng(1)
    data = np.empty((*shape, N_TIMEPOINTS), dtype=np.float32, order="F")
    wave = np.sin(np.linspace(0, 6, shape[0], dtype=np.float32))[:, None, None]
    for timepoint in range(N_TIMEPOINTS):
        data[..., timepoint] = 1000 + 8 * rng.standard_normal(shape, dtype=np.float32) + rng.normal(0, 4) * wave
    axes = [(np.arange(n) - (n - 1) / 2) / (n / 2) for n in shape]
    radius = sum(np.square(a) for a in np.meshgrid(*axes, indexing="ij", sparse=True))
    inside = np.ones(shape, bool) if share >= 1 else radius <= np.quantile(radius, share)
    grid = Grid(shape, affine)
    return Series(grid, ArrayFrames(data), 2.0), Mask(grid, inside)


def needed_by(key: str, share: float) -> Needed:
    """Compute a metric in this process, which must not have done anything before."""
    series, mask = series_of(SHAPE, 3.4, share)
    entry = metric(key)
    options = entry.options_type()
    if entry.needs_seeds:
        options = replace(options, seeds=(SphereSeed("s", (10, 0, 0), 6),))
    turns = np.random.default_rng(2).normal(0, 1e-3, (N_TIMEPOINTS, 6))
    preparation = Preparation(filtering=FilterOptions(), motion=Motion(turns), global_signal=True)
    before, start = _highest_bytes(), time.perf_counter()
    compute_prepared(entry, series, mask, options, preparation)
    return Needed(_highest_bytes() - before, time.perf_counter() - start, mask.n_voxels)


def _highest_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT


def _report(key: str, share: float, answer: "multiprocessing.Queue[Needed]") -> None:
    answer.put(needed_by(key, share))


def in_own_process(key: str, share: float) -> Needed:
    """`needed_by` in a fresh process."""
    context = multiprocessing.get_context("spawn")
    answer: multiprocessing.Queue[Needed] = context.Queue()
    process = context.Process(target=_report, args=(key, share, answer))
    process.start()
    found = answer.get(timeout=1800)
    process.join()
    return found


def print_row(key: str, found: Needed) -> None:
    told = estimate(key, found.n_voxels, N_TIMEPOINTS).memory_bytes
    verdict = "PASS" if found.memory_bytes < TARGET_MB * MB else "over"
    print(
        f"{key:10} {found.n_voxels:8} {found.memory_bytes / MB:10.0f} {told / MB:10.0f} {TARGET_MB:8.0f} {verdict:5} "
        f"{found.seconds:8.1f}"
    )


def large_centrality() -> None:
    """Degree centrality of a head of 2 mm: time and memory beside what is told, and how soon it stops."""
    share = 230_000 / np.prod(LARGE_SHAPE)
    series, mask = series_of(LARGE_SHAPE, 2.0, float(share))
    told = estimate("dc", mask.n_voxels, N_TIMEPOINTS)
    print(f"\ndegree centrality, {mask.n_voxels} voxels × {N_TIMEPOINTS}, {thread_count()} threads")
    before = _highest_bytes()
    print(f"cancelled within {seconds_to_cancel(series, mask):.2f} s")
    wall, cpu = time.perf_counter(), time.process_time()
    compute_centrality(series, mask)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    needed = _highest_bytes() - before
    print(f"time   {wall:7.0f} s on the clock, {cpu:.0f} s of CPU; told {told.seconds:.0f} s")
    print(f"memory {needed / MB:7.0f} MB; told {told.memory_bytes / MB:.0f} MB; ", end="")
    print(f"the matrix of all pairs would take {4 * mask.n_voxels**2 / 1e9:.0f} GB")


def seconds_to_cancel(series: Series, mask: Mask) -> float:
    """From the request until the function has ended, amid the work."""
    asked = threading.Event()
    when: list[float] = []

    def progress(_fraction: float, _message: str = "") -> None:
        if asked.is_set():
            raise Cancelled

    def ask() -> None:
        when.append(time.perf_counter())
        asked.set()

    timer = threading.Timer(8.0, ask)
    timer.start()
    try:
        compute_centrality(series, mask, None, progress)
    except Cancelled:
        return time.perf_counter() - when[0]
    raise RuntimeError("the work ended before it was cancelled")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="also degree centrality on 230,000 voxels; takes minutes")
    options = parser.parse_args()
    print_machine()
    raw = np.prod((*SHAPE, N_TIMEPOINTS)) * 4 / MB
    print(f"{' × '.join(map(str, SHAPE))} × {N_TIMEPOINTS}: {raw:.0f} MB as the window holds it\n")
    print(f"{'metric':10} {'voxels':>8} {'above, MB':>10} {'told, MB':>10} {'target':>8}       {'s':>8}")
    for share in (0.35, 1.0):
        for entry in METRICS:
            if share == 1.0 and entry.key == "dc":
                continue  # 176,000 voxels take minutes; its memory is that of --large
            print_row(entry.key, in_own_process(entry.key, share))
    if options.large:
        large_centrality()


if __name__ == "__main__":
    main()
