"""How groups of maps are compared: the correction, its heights, and what is asked of the maps."""

from dataclasses import dataclass

from analysis.errors import OptionError
from analysis.stats.corrections import Correction
from analysis.stats.lattice import Connectivity
from analysis.stats.missing import Missing
from analysis.stats.random_field import SmoothnessSource
from analysis.stats.solvers import Variance


@dataclass(frozen=True)
class CompareOptions:
    """How maps are compared.

    ``voxel_p`` is the height of single voxels: it forms clusters (GRF, cluster) or, without a correction, is the
    threshold. ``alpha`` is the corrected p that survives. F has one tail whatever ``tails`` says.
    """

    correction: Correction = Correction.TFCE
    voxel_p: float = 0.001
    alpha: float = 0.05
    tails: int = 2
    variance: Variance = Variance.EQUAL
    missing: Missing = Missing.COMPLETE
    permutations: int = 5000
    seed: int = 0
    connectivity: Connectivity = Connectivity.CORNERS
    smoothness: SmoothnessSource = SmoothnessSource.RESIDUALS
    extent: int = 1

    def __post_init__(self) -> None:
        if not (0 < self.voxel_p < 1 and 0 < self.alpha < 1):
            raise OptionError("The p of voxels and alpha must be between 0 and 1.")
        if self.tails not in (1, 2):
            raise OptionError("There are one or two tails.")
        if self.permutations < 1:
            raise OptionError("The number of permutations must be at least 1.")
        simple = self.variance is Variance.EQUAL and self.missing is Missing.COMPLETE
        if self.correction.maximum is not None and not simple:
            raise OptionError("Permutations need equal variances and complete cases; choose GRF or FDR otherwise.")
        if self.correction is Correction.GRF and self.missing is not Missing.COMPLETE:
            raise OptionError("Random field correction needs complete cases; choose FDR otherwise.")
