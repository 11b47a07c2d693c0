"""Time of every metric on a series of 61 x 73 x 61 voxels x 230, beside its bound or a peer in the same run.

Run ``python benchmarks/metrics.py``. CPU seconds are of the whole process, so that a loaded machine does not
distort them; the ratio in the last column is to what is named before it, measured in the same run. The peers are
the obvious numpy (ReHo on a part of the voxels, scaled up) and nilearn.

Bounds: degree centrality at the sgemm speed of this machine; ALFF at one FFT pass in the same precision; the filter
at its FFT and its matrix product; ReHo at 1.2 sgemm of 4096³, which is AFNI's 3dReHo (3 CPU s where one core
multiplies at 70 GFLOP/s).
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from scipy import fft
from scipy.stats import rankdata

import analysis.metrics.kernels  # noqa: F401 - compiled before anything is timed
from analysis.blocks import set_thread_count, single_threaded_blas, split, thread_count
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series
from analysis.metrics.alff import amplitudes_of
from analysis.metrics.bands import compute_bands
from analysis.metrics.centrality import degrees_of
from analysis.metrics.connectivity import SeedFcOptions, compute_seed_fc
from analysis.metrics.homotopic import compute_vmhc
from analysis.metrics.reho import RehoOptions, concordance_of, neighbour_offsets
from analysis.metrics.seed_engine import engine_of
from analysis.metrics.seeds import SphereSeed, seed_columns
from analysis.metrics.stability import tsnr_of
from analysis.metrics.voxels import MaskedSeries, read_masked
from analysis.preprocess.band import Convention, band_bins
from analysis.preprocess.confounds import Confounds
from analysis.preprocess.filter import FilterOptions, apply_filter, filter_matrix
from analysis.preprocess.smooth import smooth_in_mask

SHAPE = (61, 73, 61)
N_TIMEPOINTS = 230
TR_S = 2.0
AFNI_REHO_SGEMM = 3.0 * 70e9 / (2 * 4096**3)


@dataclass(frozen=True)
class Spent:
    """CPU and wall seconds."""

    cpu: float
    wall: float


def spent(work: Callable[[], object], repeats: int = 3) -> Spent:
    """The least of some runs."""
    best = Spent(np.inf, np.inf)
    for _ in range(repeats):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        found = Spent(time.process_time() - cpu, time.perf_counter() - wall)
        best = min(best, found, key=lambda s: s.cpu)
    return best


def synthetic() -> tuple[Series, Mask]:
    """Smooth networks in noise, in an ellipsoid of about 70,000 voxels."""
    affine = np.diag([3.0, 3, 3, 1])
    affine[:3, 3] = (-90, -126, -72)
    grid = Grid(SHAPE, affine)
    at = np.indices(SHAPE)
    inside = ((at[0] - 30) / 25.0) ** 2 + ((at[1] - 36) / 31.0) ** 2 + ((at[2] - 30) / 21.6) ** 2 < 1
    rng = np.random.default_rng(1)
    data = np.empty((*SHAPE, N_TIMEPOINTS), dtype=np.float32, order="F")
    waves = np.stack([np.cos(at[0] / 9), np.sin(at[1] / 7), np.cos(at[2] / 8)])
    for timepoint in range(N_TIMEPOINTS):
        pattern = np.tensordot(rng.standard_normal(3), waves, axes=1)
        data[..., timepoint] = 1000 + 6 * pattern + 8 * rng.standard_normal(SHAPE)
    return Series(grid, ArrayFrames(data), TR_S), Mask(grid, inside)


def row(name: str, ours: Spent, against: str, other: float, target: str = "") -> None:
    """Print one line of the table."""
    print(
        f"| {name} | {ours.cpu:.3f} | {ours.wall:.3f} | {against} | {other:.3f} | {ours.cpu / other:.2f} | {target} |"
    )


def sgemm_seconds(n: int = 4096) -> float:
    """CPU s of one product of two n x n matrices on one core, float32."""
    a = np.random.default_rng(0).standard_normal((n, n), dtype=np.float32)
    with single_threaded_blas():
        return spent(lambda: a @ a, 2).cpu


def symmetric_products_seconds(masked: MaskedSeries) -> float:
    """CPU s of the matrix products of half the pairs in blocks of 512 x 1024, from a sample of them."""
    v = masked.values.shape[1]
    courses = np.ascontiguousarray(masked.values.T)
    with single_threaded_blas():
        left = courses[:512]
        blocks = split(16 * 1024, 1024)
        sample = spent(lambda: [left @ courses[b].T for b in blocks]).cpu
    return sample * (v * v / 2) / (512 * 16 * 1024)


def naive_reho_seconds(masked: MaskedSeries, n_sample: int = 1500) -> float:
    """CPU s of scipy's ranks and plain sums for every voxel, from the middle ones."""
    voxels = np.argwhere(masked.mask.data)
    rows = np.full(masked.mask.grid.shape, -1)
    rows[masked.mask.data] = np.arange(len(voxels))
    offsets = neighbour_offsets(27)
    middle = len(voxels) // 2

    def some() -> None:
        ranks = rankdata(masked.values[:, middle : middle + n_sample], axis=0)
        for index in range(n_sample):
            around = rows[tuple((voxels[middle + index] + offsets).T)]
            around = np.clip(around - middle, 0, n_sample - 1)
            total = ranks[:, around].sum(axis=1)
            _ = 12 * np.sum((total - total.mean()) ** 2)

    return spent(some, 1).cpu * len(voxels) / n_sample


def fft_seconds(masked: MaskedSeries, n_fft: int) -> float:
    """CPU s of one forward transform of all voxels in float64, in blocks that fit the cache."""
    courses = np.ascontiguousarray(masked.values.T, dtype=np.float64)
    blocks = split(len(courses), 256)
    return spent(lambda: [fft.rfft(courses[b], n=n_fft, axis=1) for b in blocks]).cpu


def product_seconds(masked: MaskedSeries) -> float:
    """CPU s of one float64 product of an N x N matrix with the series."""
    matrix = np.random.default_rng(0).standard_normal((N_TIMEPOINTS, N_TIMEPOINTS))
    series = masked.values.astype(np.float64)
    blocks = split(series.shape[1], 512)
    with single_threaded_blas():
        return spent(lambda: [matrix @ series[:, b] for b in blocks]).cpu


def nilearn_seconds(series: Series, mask: Mask, centre_mm: tuple[float, float, float]) -> float:
    """CPU s of nilearn's seed connectivity: sphere masker, brain masker, product."""
    import nibabel
    from nilearn.maskers import NiftiMasker, NiftiSpheresMasker

    data = np.stack([series.frames.frame(t) for t in range(series.n_timepoints)], axis=-1)
    bold = nibabel.Nifti1Image(data, series.grid.affine)
    brain = nibabel.Nifti1Image(mask.data.astype(np.uint8), mask.grid.affine)

    def whole() -> None:
        seed = NiftiSpheresMasker([centre_mm], radius=6, standardize="zscore_sample").fit_transform(bold)
        voxels = NiftiMasker(brain, standardize="zscore_sample").fit_transform(bold)
        np.dot(voxels.T, seed) / (len(seed) - 1)

    return spent(whole, 1).cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--no-peers", action="store_true", help="leave nilearn and the naive numpy out")
    arguments = parser.parse_args()
    set_thread_count(arguments.threads)
    series, mask = synthetic()
    masked = read_masked(series, mask)
    bins = band_bins(0.01, 0.08, N_TIMEPOINTS, TR_S, Convention.RESTPLUS)
    print(f"{mask.n_voxels} voxels x {N_TIMEPOINTS}, {thread_count()} threads")
    gemm = sgemm_seconds()
    print(f"sgemm: {2 * 4096**3 / gemm / 1e9:.0f} GFLOP/s per core (CPU time)\n")
    print("| what | CPU s | wall s | beside | CPU s | ratio | target |")
    print("|---|---|---|---|---|---|---|")
    reading = spent(lambda: read_masked(series, mask))
    print(f"| reading the mask voxels | {reading.cpu:.3f} | {reading.wall:.3f} | | | | |")
    one_fft = fft_seconds(masked, bins.n_fft)
    row("ALFF + fALFF", spent(lambda: amplitudes_of(masked, bins, with_peraf=False)), "one FFT pass", one_fft, "<= 3")
    row("ALFF + fALFF + PerAF", spent(lambda: amplitudes_of(masked, bins)), "one FFT pass", one_fft)
    reho = spent(lambda: concordance_of(masked, RehoOptions(27)))
    row("ReHo 27", reho, "3dReHo as sgemm", AFNI_REHO_SGEMM * gemm, "<= 1")
    confounds = Confounds(
        tuple(f"c{i}" for i in range(26)), np.random.default_rng(0).standard_normal((N_TIMEPOINTS, 26))
    )

    def filtering() -> None:
        matrix = filter_matrix(N_TIMEPOINTS, FilterOptions(), bins, confounds)[0]
        apply_filter(masked.values, matrix, keep_mean=True)

    row("filter, 26 confounds", spent(filtering), "FFT + GEMM", one_fft + product_seconds(masked), "<= 3")
    degrees = spent(lambda: degrees_of(masked, 0.25), 1)
    row("DC binary + weighted", degrees, "its sgemm", symmetric_products_seconds(masked), "<= 1.6")
    engine = engine_of(masked)
    columns = seed_columns(SphereSeed("s", (0, -50, 20), 6), mask, engine.usable)
    times = [spent(lambda: engine.correlate(engine.course_of(columns)), 1) for _ in range(50)]
    walls = sorted(s.wall * 1000 for s in times)
    print(
        f"| live seed map | {np.median([s.cpu for s in times]):.4f} | {walls[25] / 1000:.4f} "
        f"| p95 of 50 | {walls[47] / 1000:.4f} | | <= 0.033 |"
    )
    options = SeedFcOptions((SphereSeed("s", (0, -50, 20), 6),))
    seed_fc = spent(lambda: compute_seed_fc(series, mask, options))
    vmhc = spent(lambda: compute_vmhc(series, mask))
    bands = spent(lambda: compute_bands(series, mask))
    tsnr = spent(lambda: tsnr_of(masked))
    smooth = spent(lambda: smooth_in_mask(masked.values[0].astype(np.float64), mask, 6.0))
    for name, found in (("VMHC", vmhc), ("band power", bands), ("tSNR", tsnr), ("smoothing one map, 6 mm", smooth)):
        print(f"| {name} | {found.cpu:.3f} | {found.wall:.3f} | | | | |")
    if arguments.no_peers:
        return
    row("seed FC map", seed_fc, "nilearn", nilearn_seconds(series, mask, (0, -50, 20)))
    row("ReHo 27", reho, "numpy, voxel by voxel", naive_reho_seconds(masked))


if __name__ == "__main__":
    main()
