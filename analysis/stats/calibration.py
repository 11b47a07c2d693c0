"""How a cohort behaves when nothing is to be found: each control against all others.

If the model fits, the t of a control against the others follows Student's t: 0.1 % of all voxels are beyond p < .001,
and a control in twenty has more than its share. Skewed values break this (0.011 instead of 0.001 for log-normal data),
which is why perfusion and amplitudes are compared as logarithms. The exact test of `exchangeable` holds all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.blocks import split
from analysis.errors import DataError
from analysis.progress import Progress, part, silent
from analysis.stats import distributions
from analysis.stats.exchangeable import everyone_against_others
from analysis.stats.lattice import Connectivity, lattice_of
from analysis.stats.patient_regions import Region, aal_regions, region_members
from analysis.stats.reference_cohort import LEAST_FOR_MAPS, ReferenceCohort
from analysis.stats.single_case import Transform, usual_transform

HEIGHT_P = 0.001
QUANTILES = (
    0.0001, 0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5,
    0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9995, 0.9999,
)  # fmt: skip
_SKEWED = 1.0
_BLOCK = 4096


@dataclass(frozen=True)
class RegionFalsePositives:
    """A region of AAL: the share of its voxels beyond p < .001 over all controls, and how many controls have one."""

    region: Region
    n_voxels: int
    share: float
    n_controls: int


@dataclass(frozen=True, eq=False)
class Calibration:
    """What leaving each control out shows.

    ``expected`` and ``observed`` ``(n_quantiles,)`` are quantiles of Student's t and of the controls' t (a QQ plot).
    ``share_beyond`` is of voxels with two-tailed p < .001 (0.001 is right), ``shares`` ``(n,)`` that of each control.
    ``cluster_voxels`` ``(n,)`` is each control's largest cluster at this height. ``false_positives`` ``(n_voxels,)`` is
    the share of controls beyond it in each voxel, ``skewness`` ``(n_voxels,)`` that of the residuals.
    """

    n: int
    dof: int
    transform: Transform
    expected: np.ndarray
    observed: np.ndarray
    share_beyond: float
    shares: np.ndarray
    cluster_voxels: np.ndarray
    extent: int
    false_positives: np.ndarray
    skewness: np.ndarray
    regions: tuple[RegionFalsePositives, ...]

    @property
    def n_with_cluster(self) -> int:
        """How many controls have a cluster of at least ``extent`` voxels at the height."""
        return int((self.cluster_voxels >= self.extent).sum())

    @property
    def share_skewed(self) -> float:
        """The share of voxels with |skewness| above 1."""
        known = np.isfinite(self.skewness)
        return float((np.abs(self.skewness[known]) > _SKEWED).mean())

    def sentences(self) -> tuple[str, ...]:
        """What it means."""
        return (
            f"Each of {self.n} controls against the others: {100 * self.share_beyond:.2f} % of all voxels are beyond "
            f"p < .001 ({100 * HEIGHT_P:.2f} % is right).",
            f"{self.n_with_cluster} of {self.n} controls have a cluster of {self.extent} or more voxels at that "
            "height, although nothing is to be found: an uncorrected map always shows something.",
            f"Skewed (|skewness| > {_SKEWED:g}) in {100 * self.share_skewed:.1f} % of the voxels after "
            f'"{self.transform.caption}".',
        )


def calibrate(
    cohort: ReferenceCohort, transform: Transform | None = None, *, extent: int = 10, progress: Progress = silent
) -> Calibration:
    """Leave each control out.

    Parameters
    ----------
    cohort : at least 10 controls
    transform : the usual one of the statistic where not given
    extent : the least voxels of a cluster that is counted
    progress : told how far it is

    Raises
    ------
    DataError
        if there are too few controls, or values are outside of the domain of the transform
    """
    if cohort.n < LEAST_FOR_MAPS:
        raise DataError(f"{cohort.n} controls are too few to calibrate; at least {LEAST_FOR_MAPS} are needed.")
    transform = transform or usual_transform(cohort.maps.statistic)
    values, covariates = transform.apply(cohort.maps.values), cohort.covariate_values
    design = np.ones((cohort.n, 1))
    if covariates is not None:
        design = np.column_stack([design, covariates - covariates.mean(axis=0)])
    everyone = everyone_against_others(values, design, part(progress, 0.0, 0.6))
    progress(0.7, "Counting what is not there")
    height = float(distributions.t_height(HEIGHT_P, everyone.dof, 2))
    beyond, tested = np.abs(everyone.t) >= height, np.isfinite(everyone.t).all(axis=0)
    expected = special.stdtrit(everyone.dof, np.array(QUANTILES))
    return Calibration(
        cohort.n,
        everyone.dof,
        transform,
        expected,
        np.quantile(everyone.t[:, tested], QUANTILES),
        float(beyond[:, tested].mean()),
        beyond[:, tested].mean(axis=1),
        everyone.largest_clusters(lattice_of(cohort.mask.data), height, Connectivity.CORNERS),
        extent,
        np.where(tested, beyond.mean(axis=0), np.nan),
        skewness_of_residuals(values, design),
        _regions(beyond, tested, cohort, aal_regions()),
    )


def skewness_of_residuals(values: np.ndarray, design: np.ndarray) -> np.ndarray:
    """``(n_voxels,)`` skewness m₃/m₂^1.5 of what the model leaves of ``(n, n_voxels)``; NaN where nothing varies."""
    q, _ = np.linalg.qr(design)
    result = np.full(values.shape[1], np.nan)
    for block in split(values.shape[1], _BLOCK):
        y = values[:, block].astype(np.float64)
        y = y - y.mean(axis=0)
        residual = y - q @ (q.T @ y)
        second, third = (residual**2).mean(axis=0), (residual**3).mean(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            result[block] = np.where(second > 0, third / second**1.5, np.nan)
    return result


def _regions(
    beyond: np.ndarray, tested: np.ndarray, cohort: ReferenceCohort, regions: Sequence[Region]
) -> tuple[RegionFalsePositives, ...]:
    found = []
    for region, rows in zip(regions, region_members(regions, cohort.mask), strict=True):
        used = rows[tested[rows]]
        share = float(beyond[:, used].mean()) if len(used) else float("nan")
        n_controls = int(beyond[:, used].any(axis=1).sum()) if len(used) else 0
        found.append(RegionFalsePositives(region, len(used), share, n_controls))
    return tuple(found)
