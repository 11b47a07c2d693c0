"""How often something is found where nothing is: simulated studies without any effect, at corrected .05.

Run ``.venv/bin/python -m benchmarks.false_positives [--studies N] [--quick]``. Maps are those of the simulated cohort
(age and sex matter, the groups do not differ), cut to a box of 19,057 voxels in the left hemisphere, so that a study
takes about a second. Group studies: 16 against 16 with age and sex. Single patients: one more control against the
others, with normal and log-normal values and with tails of Student's t with 5 degrees of freedom. The Monte Carlo error
is that of a share, given as its 95 % limits (Wilson).
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

import analysis.stats.kernels  # noqa: F401 - compiled before anything is timed
from analysis.blocks import set_thread_count
from analysis.demo.controls import PAIN, CohortSettings, SimulatedCohort
from analysis.stats import distributions
from analysis.stats.compare import compare
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Correction
from analysis.stats.covariates import Covariate
from analysis.stats.design import two_sample
from analysis.stats.exchangeable import cluster_claim, everyone_against_others, voxel_claim
from analysis.stats.lattice import lattice_of
from analysis.stats.single_case import case_model, compare_case
from benchmarks.report import print_machine

BOX_MM = ((-69.0, -90.0, -6.0), (-3.0, 36.0, 63.0))
ALPHA = 0.05
N_PER_GROUP = 16
N_CONTROLS = 32
GROUP_TESTS = {
    "permutation, largest |t|": CompareOptions(Correction.PERMUTATION, permutations=200),
    "permutation, largest cluster, voxel p < .001": CompareOptions(Correction.CLUSTER, 0.001, permutations=200),
    "permutation, TFCE": CompareOptions(Correction.TFCE, permutations=100),
    "GRF, voxel p < .001": CompareOptions(Correction.GRF, 0.001),
    "GRF, voxel p < .01": CompareOptions(Correction.GRF, 0.01, permutations=1),
    "GRF, voxel p < .05": CompareOptions(Correction.GRF, 0.05, permutations=1),
    "FDR": CompareOptions(Correction.FDR),
    "none, voxel p < .001, 10 voxels": CompareOptions(Correction.NONE, 0.001, extent=10),
}
SHAPES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "normal": lambda noise: noise,
    "log-normal, sigma 0.5": lambda noise: np.exp(0.5 * noise),
    "tails of t(5)": lambda noise: special.stdtrit(5, special.ndtr(noise)),
}


@dataclass
class Count:
    """How many studies found something."""

    found: int = 0
    studies: int = 0

    def add(self, something: bool) -> None:
        """One more study."""
        self.found += bool(something)
        self.studies += 1

    @property
    def line(self) -> str:
        """The share and its 95 % limits, in percent."""
        low, high = stats.binomtest(self.found, self.studies).proportion_ci(method="wilson")
        return f"{100 * self.found / self.studies:5.1f} % [{100 * low:.1f}, {100 * high:.1f}] of {self.studies}"


def null_settings(n_controls: int, n_patients: int) -> CohortSettings:
    return CohortSettings(n_controls, n_patients, effect_sd=0.0, box_mm=BOX_MM)


def group_studies(n: int) -> dict[str, Count]:
    """Two groups that do not differ, compared with age and sex."""
    counts = {name: Count() for name in GROUP_TESTS}
    for seed in range(n):
        cohort = SimulatedCohort(null_settings(N_PER_GROUP, N_PER_GROUP), 1000 + seed, ())
        values = np.array(list(cohort.values()))
        age = Covariate("age", np.array([float(p.age) for p in cohort.people]))
        sex = Covariate("sex", np.array([float(p.sex == "M") for p in cohort.people]))
        design = two_sample([p.group for p in cohort.people], [age, sex], order=(PAIN, "control"))
        for name, options in GROUP_TESTS.items():
            counts[name].add(bool(compare(values, design, cohort.mask, options).corrected.kept.any()))
    return counts


def single_studies(n: int) -> Iterator[tuple[str, dict[str, Count]]]:
    """One more control against the others, for three shapes of the values."""
    for shape, bend in SHAPES.items():
        names = ("exact, largest |t|", "exact, largest cluster", "Bonferroni of Crawford-Howell", "any voxel p < .001")
        counts = {name: Count() for name in names}
        for seed in range(n):
            settings = CohortSettings(
                N_CONTROLS + 1, 0, effect_sd=0.0, sd=1.0, age_slope=0.0, sex_difference=0.0, box_mm=BOX_MM
            )
            cohort = SimulatedCohort(settings, 5000 + seed, ())
            values = bend(np.log(np.array(list(cohort.values()))) - np.log(cohort.base))
            everyone = everyone_against_others(values, np.ones((N_CONTROLS + 1, 1)))
            height = float(distributions.t_height(0.001, everyone.dof, 2))
            case = compare_case(values[0], values[1:], case_model(N_CONTROLS))
            lattice = lattice_of(cohort.mask.data)
            counts[names[0]].add(voxel_claim(everyone).is_outside(ALPHA))
            counts[names[1]].add(cluster_claim(everyone, lattice, height).is_outside(ALPHA))
            counts[names[2]].add(bool((case.p * case.p.size <= ALPHA).any()))
            counts[names[3]].add(bool((case.p < 0.001).any()))
        yield shape, counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=300, help="how many of each kind (default 300)")
    parser.add_argument("--quick", action="store_true", help="20 of each: only whether it runs")
    arguments = parser.parse_args()
    n = 20 if arguments.quick else arguments.studies
    set_thread_count(1)
    print_machine()
    voxels = SimulatedCohort(null_settings(4, 0)).mask.n_voxels
    print(f"\nno effect anywhere, {voxels} voxels of 3 mm, FWHM 8 mm, nominal {100 * ALPHA:g} %")
    start = time.monotonic()
    print(f"\n{N_PER_GROUP} against {N_PER_GROUP}, age and sex")
    for name, count in group_studies(n).items():
        print(f"  {name:48} {count.line}", flush=True)
    for shape, counts in single_studies(n):
        print(f"\none against {N_CONTROLS}, {shape} (smallest p = 1/{N_CONTROLS + 1}: {100 / (N_CONTROLS + 1):.1f} %)")
        for name, count in counts.items():
            print(f"  {name:48} {count.line}", flush=True)
    print(f"\n{time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
