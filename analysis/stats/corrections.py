"""Which voxels survive: one function per correction, each giving a corrected p per voxel and what survives.

Nothing here decides on its own: the height, alpha, tails and connectivity are options, and every result carries the
numbers that its caption must name.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import OptionError
from analysis.stats import distributions, multiple
from analysis.stats.glm import Statistic
from analysis.stats.lattice import Connectivity, Lattice
from analysis.stats.permutation import Maximum, PermutationResult
from analysis.stats.random_field import ClusterRule, Smoothness, SmoothnessSource


class Correction(Enum):
    """How p is corrected for the number of voxels."""

    NONE = "none"
    FDR = "fdr"
    GRF = "grf"
    PERMUTATION = "permutation"
    CLUSTER = "cluster"
    TFCE = "tfce"

    @property
    def maximum(self) -> Maximum | None:
        """What its permutations look for, None for the others."""
        kinds = {"permutation": Maximum.VOXEL, "cluster": Maximum.CLUSTER, "tfce": Maximum.TFCE}
        return kinds.get(self.value)

    @property
    def forms_clusters(self) -> bool:
        """Whether a height threshold forms clusters whose size is then tested."""
        return self in (Correction.GRF, Correction.CLUSTER)


@dataclass(frozen=True)
class GrfPreset:
    """A pair of thresholds that a study used."""

    name: str
    voxel_p: float
    cluster_p: float
    source: str


GRF_PRESETS = (
    GrfPreset("voxel .01, cluster .01", 0.01, 0.01, "Zhang et al. 2025, functional connectivity"),
    GrfPreset("voxel .01, cluster .05", 0.01, 0.05, "usual in DPABI and RESTplus"),
    GrfPreset("voxel .05, cluster .05", 0.05, 0.05, "Zhang et al. 2025, degree centrality"),
    GrfPreset("voxel .001, cluster .05", 0.001, 0.05, "Lin et al. 2025; recommended by Eklund et al. 2016"),
)


@dataclass(frozen=True, eq=False)
class Corrected:
    """``p`` ``(n_voxels,)`` after correction (NaN where nothing was tested) and ``kept``, what survives.

    ``p_permutation`` stands beside a random field p where that is known to be inflated.
    """

    p: np.ndarray
    kept: np.ndarray
    rule: ClusterRule | None = None
    smoothness: Smoothness | None = None
    other_smoothness: Smoothness | None = None
    permutation: PermutationResult | None = None
    p_permutation: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Labelled:
    """``labels`` ``(n_voxels,)`` of both signs, 0 for none; ``sizes`` by label, that of 0 being 0."""

    labels: np.ndarray
    sizes: np.ndarray

    def of_voxels(self, per_cluster: np.ndarray, outside: float) -> np.ndarray:
        """``(n_voxels,)`` the value of the cluster that holds each voxel."""
        return np.where(self.labels > 0, np.concatenate([[outside], per_cluster])[self.labels], outside)


def tails_of(statistic: Statistic, tails: int) -> int:
    """The tails that a statistic has: F has one, whatever was asked."""
    return tails if statistic.is_t else 1


def p_in_tails(statistic: Statistic, tails: int) -> np.ndarray:
    """Uncorrected p in one tail or two."""
    if not statistic.is_t or tails == 2:
        return statistic.p
    return np.where(statistic.values > 0, statistic.p / 2, 1 - statistic.p / 2)


def label(values: np.ndarray, lattice: Lattice, height: float, tails: int, connectivity: Connectivity) -> Labelled:
    """Connected sets of voxels of at least `height`; with two tails also of at most minus it."""
    from analysis.stats import kernels

    single = values.astype(np.float32)  # NaN is at least nothing, not even a height below 0
    labels, parents = np.zeros((2, len(values)), dtype=np.int32)
    total = np.zeros(len(values), dtype=np.int32)
    n = 0
    for sign in (1.0, -1.0)[:tails]:
        earlier = lattice.earlier(connectivity)
        found = kernels.label_clusters(single, sign, height, lattice.rows, lattice.places, earlier, parents, labels)
        total += np.where(labels > 0, labels + n, 0).astype(np.int32)
        n += found
    sizes = np.bincount(total, minlength=n + 1)
    sizes[0] = 0
    return Labelled(total, sizes)


def uncorrected(
    statistic: Statistic, lattice: Lattice, voxel_p: float, tails: int, extent: int, connectivity: Connectivity
) -> Corrected:
    """Voxels beyond the height in clusters of at least `extent`; p is that of single voxels."""
    height = distributions.z_height(voxel_p, tails)
    found = label(statistic.z, lattice, height, tails, connectivity)
    return Corrected(p_in_tails(statistic, tails), found.sizes[found.labels] >= max(extent, 1))


def false_discovery_rate(statistic: Statistic, alpha: float, tails: int) -> Corrected:
    """Voxels whose q is at most alpha."""
    q = multiple.fdr(p_in_tails(statistic, tails))
    return Corrected(q, q <= alpha)


def random_field(
    statistic: Statistic,
    lattice: Lattice,
    rule: ClusterRule,
    connectivity: Connectivity,
    smoothness: Smoothness,
    other: Smoothness | None = None,
) -> Corrected:
    """Clusters of at least the size of the rule."""
    found = label(statistic.z, lattice, rule.z, rule.tails, connectivity)
    p = found.of_voxels(rule.p_of_size(found.sizes[1:]), 1.0)
    return Corrected(
        np.where(np.isnan(statistic.z), np.nan, p), found.sizes[found.labels] >= rule.k_min, rule, smoothness, other
    )


def permuted(result: PermutationResult, kind: Maximum, lattice: Lattice, alpha: float) -> Corrected:
    """Voxels, clusters or enhanced voxels whose permutation p is at most alpha."""
    p = p_of_clusters(result, lattice) if kind is Maximum.CLUSTER else result.p_of_voxels(kind)
    return Corrected(p, p <= alpha, permutation=result)


def p_of_clusters(result: PermutationResult, lattice: Lattice) -> np.ndarray:
    """``(n_voxels,)`` the permutation p of the size of each voxel's cluster; 1 below the height."""
    options = result.options
    if options.height is None:
        raise OptionError("These permutations did not look for clusters.")
    found = label(result.observed, lattice, options.height, options.tails, options.connectivity)
    p = found.of_voxels(result.p_of_sizes(found.sizes[1:]), 1.0)
    return np.where(np.isnan(result.observed), np.nan, p)


def source_in_words(source: SmoothnessSource) -> str:
    """Where a smoothness is from, for captions."""
    return "residuals" if source is SmoothnessSource.RESIDUALS else "the map itself"
