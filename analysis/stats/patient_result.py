"""The comparison of one patient with a reference cohort: how it was asked for, and everything that was found."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.errors import OptionError
from analysis.image import Volume
from analysis.preprocess.smooth import check_fwhm
from analysis.scan import StatMap
from analysis.stats.exchangeable import Claim, Everyone, cluster_claim
from analysis.stats.lattice import Connectivity, Lattice, lattice_of
from analysis.stats.norm_strip import NormStrip, norm_strip
from analysis.stats.patient_regions import RegionRow
from analysis.stats.reference_cohort import Banner, Level, PatientMap, ReferenceCohort, volume_of
from analysis.stats.single_case import CaseModel, SingleCase, Transform


@dataclass(frozen=True)
class PatientOptions:
    """How the patient is compared.

    ``transform`` None is the usual one of the statistic. ``voxel_p`` (two-tailed) is the height that forms clusters.
    ``alpha`` is the corrected p at which something is "outside". ``fwhm_mm`` smooths everyone's map first.
    """

    transform: Transform | None = None
    voxel_p: float = 0.001
    alpha: float = 0.05
    connectivity: Connectivity = Connectivity.CORNERS
    fwhm_mm: float = 0.0

    def __post_init__(self) -> None:
        check_fwhm(self.fwhm_mm)
        if not (0 < self.voxel_p < 1 and 0 < self.alpha < 1):
            raise OptionError("The p of voxels and alpha must be between 0 and 1.")


@dataclass(frozen=True, eq=False)
class PatientResult:
    """The comparison of one map.

    ``case`` and ``everyone`` are None, ``maps`` and ``claims`` empty, where the number of controls allows none.
    ``maps`` by name: ``t``, ``w`` (descriptive), ``percentile``, and with a map test ``p_corrected`` and
    ``thresholded`` (t where it is outside of the range of everyone, else 0). ``claims`` are
    the largest voxel, the largest cluster and the largest of the pre-specified regions. ``regions`` and
    ``asymmetries`` are the pre-specified set, ``atlas`` and ``atlas_asymmetries`` the whole of AAL. ``banners`` stand
    over everything; ``sentences`` are the result in words, ``notes`` what must be read with it.
    """

    cohort: ReferenceCohort
    patient: PatientMap
    options: PatientOptions
    transform: Transform
    model: CaseModel
    level: Level
    case: SingleCase | None
    everyone: Everyone | None
    maps: dict[str, StatMap]
    claims: tuple[Claim, ...]
    regions: tuple[RegionRow, ...]
    asymmetries: tuple[RegionRow, ...]
    atlas: tuple[RegionRow, ...]
    atlas_asymmetries: tuple[RegionRow, ...]
    banners: tuple[Banner, ...]
    caption: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]

    @cached_property
    def lattice(self) -> Lattice:
        """The search volume, voxels in the order of the maps' values."""
        return lattice_of(self.cohort.mask.data)

    def strip_at(self, xyz_mm: np.ndarray) -> NormStrip | None:
        """Patient, median, band and percentile at a point in MNI mm; None outside, or where someone has no value."""
        return norm_strip(self.cohort, self.patient, self.transform, xyz_mm)

    def show_as_much(self, height: float) -> Claim:
        """At a threshold of |t|: how many controls have a cluster at least as large as the patient's largest.

        Raises
        ------
        OptionError
            if there are too few controls for a claim, or the height is not above 0
        """
        return cluster_claim(self.tested(), self.lattice, height, self.options.connectivity)

    def control_t(self, index: int) -> Volume:
        """The t map of one control against everyone else (the patient included), for the parade of controls."""
        everyone, mask = self.tested(), self.cohort.mask
        return volume_of(everyone.t[1 + index], mask, f"t of control {index + 1} of {self.cohort.n}", "")

    def tested(self) -> Everyone:
        """Everyone's t; raises `OptionError` where there are too few controls for a claim."""
        if self.everyone is None:
            raise OptionError(f"{self.cohort.n} controls: no map-level claim possible.")
        return self.everyone
