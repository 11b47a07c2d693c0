"""Statistics on 63 maps of 70,489 voxels, group with two covariates, beside nilearn's permuted_ols in the same run.

Run ``.venv/bin/python -m benchmarks.statistics [--quick]``. One thread each (nilearn's n_jobs = 1), CPU seconds of the
process, so that a loaded machine does not distort them; per permutation, because nilearn's TFCE would take hours.
The nilearn figures are differences of two runs with more and fewer permutations, so that its loading is not counted.
The memory is measured in a process of its own, above that of the maps' arrays and the imports.
"""

import argparse
import subprocess
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
from scipy import ndimage

import analysis.stats.kernels  # noqa: F401 - compiled before anything is timed
from analysis.blocks import set_thread_count
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.stats import glm
from analysis.stats.clusters import ClusterFinder
from analysis.stats.compare import compare
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Correction
from analysis.stats.covariates import Covariate
from analysis.stats.design import Design, two_sample
from analysis.stats.lattice import lattice_of
from analysis.stats.permutation import Maximum, PermutationOptions, permute
from benchmarks.report import Against, Figure, median, print_figures, print_machine

SHAPE, N_VOXELS = (61, 73, 61), 70489
N_FIRST, N_SECOND = 31, 32
GRID = Grid(SHAPE, np.array([[3.0, 0, 0, -90], [0, 3, 0, -126], [0, 0, 3, -72], [0, 0, 0, 1]]))
LEAST_FASTER = {Maximum.VOXEL: 15, Maximum.TFCE: 20}
MOST_MEMORY_MB = 1000


def data(seed: int = 0) -> tuple[np.ndarray, Design, Mask]:
    """Smooth noise with an effect, in an ellipsoid of 70,489 voxels."""
    rng = np.random.default_rng(seed)
    index = np.stack(np.meshgrid(*(np.linspace(-1, 1, n) for n in SHAPE), indexing="ij"))
    radius = (index**2).sum(axis=0)
    order = np.argsort(radius, axis=None, kind="stable")
    inside = np.zeros(radius.size, dtype=bool)
    inside[order[:N_VOXELS]] = True
    inside = inside.reshape(SHAPE)
    maps = np.empty((N_FIRST + N_SECOND, N_VOXELS), dtype=np.float32)
    for row in range(len(maps)):
        noise = ndimage.gaussian_filter(rng.normal(size=SHAPE), 1.13)
        maps[row] = (noise / noise.std())[inside] + (row < N_FIRST) * 0.8 * (radius[inside] < 0.02)
    n = N_FIRST + N_SECOND
    covariates = [Covariate("age", rng.normal(45, 12, n)), Covariate("sex", (rng.random(n) > 0.5) * 1.0)]
    design = two_sample(["pain"] * N_FIRST + ["control"] * N_SECOND, covariates)
    return maps, design, Mask(GRID, inside)


def cpu_ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def per_permutation_ms(maps: np.ndarray, design: Design, mask: Mask, kind: Maximum, n: int) -> float:
    lattice = lattice_of(mask.data)
    options = PermutationOptions((kind,), n=n, seed=1, height=3.463)
    return cpu_ms(lambda: permute(maps, design, lattice, options)) / n


def nilearn_ms(maps: np.ndarray, design: Design, mask: Mask, fewer: int, more: int, *, tfce: bool) -> float:
    """CPU ms per permutation of permuted_ols on the same maps."""
    import nibabel
    from nilearn.maskers import NiftiMasker
    from nilearn.mass_univariate import permuted_ols

    masker = NiftiMasker(nibabel.Nifti1Image(mask.data.astype(np.uint8), GRID.affine)).fit()
    group = design.matrix[:, 0] - design.matrix[:, 1]

    def run(n: int) -> None:
        permuted_ols(
            group[:, None], maps, design.matrix[:, 2:], n_perm=n, random_state=0, n_jobs=1,
            masker=masker if tfce else None, tfce=tfce, output_type="dict",
        )  # fmt: skip

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        few, many = cpu_ms(lambda: run(fewer)), cpu_ms(lambda: run(more))
    return (many - few) / (more - fewer)


def permutations(quick: bool) -> list[Figure]:
    """Each kind of maximum, beside nilearn where it has it."""
    maps, design, mask = data()
    voxel_peer = nilearn_ms(maps, design, mask, 20, 60 if quick else 220, tfce=False)
    tfce_peer = nilearn_ms(maps, design, mask, 2, 6 if quick else 22, tfce=True)
    plans = (
        (Maximum.VOXEL, 1000, voxel_peer),
        (Maximum.CLUSTER, 500, None),
        (Maximum.TFCE, 100, tfce_peer),
    )
    figures = []
    for kind, n, peer in plans:
        ms = per_permutation_ms(maps, design, mask, kind, n // 10 if quick else n)
        target = None if peer is None else peer / LEAST_FASTER[kind]
        against = () if peer is None else (Against("nilearn permuted_ols", peer),)
        figures.append(Figure(f"one permutation, largest {kind.value}", ms, target, against))
    return figures


def whole_analyses() -> list[Figure]:
    """What a person waits for without permutations, and the slider."""
    maps, design, mask = data()
    fit = min(cpu_ms(lambda: glm.fit(maps, design)) for _ in range(3))
    options = CompareOptions(Correction.GRF, 0.001)
    corrected = min(cpu_ms(lambda: compare(maps, design, mask, options)) for _ in range(3))
    t = np.zeros(SHAPE)
    t[mask.data] = glm.fit(maps, design).values
    finder = ClusterFinder(Volume(GRID, t))
    spent = [cpu_ms(lambda h=h: finder.find(h).rows) for h in np.linspace(2.0, 4.0, 41)]
    return [
        Figure("t, p, z, effects, intervals of 63 maps", fit),
        Figure("the same with GRF, clusters, names and maps", corrected, 1000),
        Figure("cluster table at a new threshold, median", median(spent), 50),
        Figure("cluster table at a new threshold, slowest of 41", max(spent), 50),
    ]


def memory_mb() -> float:
    """The highest memory of a process with its maps, GRF, cluster permutations and TFCE; two threads."""
    code = (
        "from benchmarks.statistics import *; import resource; maps, design, mask = data(); set_thread_count(2); "
        "[compare(maps, design, mask, CompareOptions(c, 0.01, permutations=64)) "
        "for c in (Correction.GRF, Correction.TFCE, Correction.PERMUTATION)]; "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1]) / (1024 if sys.platform != "darwin" else 1024**2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer permutations: less steady figures")
    arguments = parser.parse_args()
    set_thread_count(1)
    print_machine()
    print_figures("63 maps of 70,489 voxels, CPU of the process", whole_analyses())
    print_figures("permutations, one thread, CPU per permutation", permutations(arguments.quick))
    used = memory_mb()
    print(f"\nhighest memory, all corrections: {used:.0f} MB ({'PASS' if used < MOST_MEMORY_MB else 'over'})")


if __name__ == "__main__":
    main()
