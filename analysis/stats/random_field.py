"""Cluster sizes corrected by Gaussian random field theory, as DPABI and FSL compute it.

Smoothness (FSL smoothest, DPABI y_Smoothest; Flitney & Jenkinson 2000, TR00DF1): over the voxels whose lower
neighbours along all three axes are in the mask, and over maps of residuals with mean 0 and SD 1,

    s_a = -1 / (4 ln |Σ x x₋ₐ / Σ ½(x² + x₋ₐ²)|),   dLh = (s_x s_y s_z)^-½ 8^-½,   FWHM_a = sqrt(8 ln 2 s_a) voxels

Threshold (Friston et al. 1994, Hum Brain Mapp 1:210; Worsley et al. 1996):

    Em = V (2π)⁻² dLh (z² - 1) e^(-z²/2),   EN = V Φ(-z),   β = (Γ(5/2) Em / EN)^(2/3)
    P(size ≥ k) = 1 - exp(-Em e^(-β k^(2/3)))

Two-tailed: z at p/2 and the cluster's alpha/2 for each sign. F maps have one tail. The sums are in double precision;
DPABI's single precision gives a dLh that is half a percent lower.
"""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy import special

from analysis.blocks import split
from analysis.errors import DataError, OptionError
from analysis.progress import Progress, silent
from analysis.stats.distributions import z_height
from analysis.stats.lattice import Lattice

_GAMMA = math.gamma(2.5)
INFLATED_P = 0.01
# dLh of residuals is estimated too low where they have few degrees of freedom; the squared factor by those
_DOF = (5, *range(6, 21), 25, 30, 40, 50, 60, 70, 80, 90, 100, 150, 200, 300, 500)
_FACTOR = (
    1.5423138, 1.3757105, 1.2842680, 1.2272151, 1.1885232, 1.1606988, 1.1398000, 1.1235677, 1.1106196, 1.1000651,
    1.0913060, 1.0839261, 1.0776276, 1.0721920, 1.0674553, 1.0632924, 1.0483053, 1.0390117, 1.0281339, 1.0219834,
    1.0180339, 1.0152850, 1.0132621, 1.0117115, 1.0104851, 1.0068808, 1.0051200, 1.0033865, 1.0020191,
)  # fmt: skip


class SmoothnessSource(Enum):
    """What the smoothness is estimated from; in a map real clusters count as smoothness."""

    RESIDUALS = "residuals"
    MAP = "map"


class DofRule(Enum):
    """How the factor for degrees of freedom is read from its table; they differ by at most 0.6 % of dLh."""

    DPABI = "dpabi"
    LINEAR = "rest"


@dataclass(frozen=True)
class Smoothness:
    """``dlh`` in voxels⁻³; FWHM along i, j, k in voxels; and what they were estimated from."""

    dlh: float
    fwhm_voxels: tuple[float, float, float]
    source: SmoothnessSource
    dof: float | None = None

    @property
    def resel_voxels(self) -> float:
        """Voxels per resolution element."""
        return float(np.prod(self.fwhm_voxels))


@dataclass(frozen=True)
class ClusterRule:
    """The result: voxels of |z| of at least ``z``, in clusters of at least ``k_min``, in a volume of ``n_voxels``."""

    z: float
    k_min: int
    voxel_p: float
    cluster_p: float
    tails: int
    n_voxels: int
    dlh: float

    def p_of_size(self, size: np.ndarray | int) -> np.ndarray:
        """Corrected p of clusters of some size, for both tails together where there are two; at most 1."""
        return np.minimum(cluster_p(size, self.z, self.n_voxels, self.dlh) * self.tails, 1.0)

    @property
    def is_inflated(self) -> bool:
        """Whether the threshold is one where such p are known to be too small (Eklund et al. 2016)."""
        return self.voxel_p >= INFLATED_P


def smoothness_of_residuals(
    residuals: np.ndarray,
    lattice: Lattice,
    dof: float,
    *,
    rule: DofRule = DofRule.DPABI,
    progress: Progress = silent,
) -> Smoothness:
    """The smoothness of the noise.

    Parameters
    ----------
    residuals : ``(n, n_voxels)`` of all voxels of the lattice; each is brought to mean 0 and SD 1 here
    lattice : the search volume
    dof : degrees of freedom of the residuals
    rule : how the correction for few degrees of freedom is interpolated

    Raises
    ------
    DataError
        if a value is missing, or the mask is too thin to have neighbours along each axis
    """
    if not np.isfinite(residuals).all():
        raise DataError("The smoothness needs residuals in every voxel of the search volume.")
    means = residuals.mean(axis=0, dtype=np.float64)
    squares = np.einsum("nv,nv->v", residuals, residuals, dtype=np.float64) - len(residuals) * means**2
    spread = np.sqrt(np.maximum(squares, 0) / (len(residuals) - 1))
    scales = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
    shared, own = _products(residuals, means, scales, lattice, progress)
    return _smoothness(shared, own, SmoothnessSource.RESIDUALS, dof, rule)


def smoothness_of_map(z: np.ndarray, lattice: Lattice) -> Smoothness:
    """The smoothness of a z map ``(n_voxels,)`` itself, as REST's viewer and FSL's easythresh; raises as above."""
    if not np.isfinite(z).all():
        raise DataError("The smoothness needs a value in every voxel of the search volume.")
    plain = np.zeros(lattice.n_voxels)
    shared, own = _products(np.asarray(z)[None], plain, plain + 1, lattice, silent)
    return _smoothness(shared, own, SmoothnessSource.MAP, None, DofRule.DPABI)


def cluster_p(size: np.ndarray | int, z: float, n_voxels: int, dlh: float) -> np.ndarray:
    """The probability of a cluster of at least `size` voxels anywhere in the volume, above one threshold `z`."""
    expected, beta = _expected(z, n_voxels, dlh)
    return -np.expm1(-expected * np.exp(-beta * np.asarray(size, dtype=np.float64) ** (2 / 3)))


def cluster_rule(voxel_p: float, cluster_alpha: float, n_voxels: int, dlh: float, tails: int = 2) -> ClusterRule:
    """The height and the least cluster size.

    Parameters
    ----------
    voxel_p : the cluster-forming threshold
    cluster_alpha : the corrected p below which a cluster is kept
    n_voxels : of the search volume
    dlh : the smoothness
    tails : 2 halves both p between the signs

    Raises
    ------
    OptionError
        if the threshold is too low for the theory (z ≤ 1) or a p is out of its range
    """
    if not (0 < voxel_p < 1 and 0 < cluster_alpha < 1 and tails in (1, 2)):
        raise OptionError("The p of voxels and of clusters must be between 0 and 1, with one or two tails.")
    z, alpha = z_height(voxel_p, tails), cluster_alpha / tails
    if z <= 1:
        raise OptionError(f"A voxel threshold of p = {voxel_p:g} is too low for random field theory.")
    expected, beta = _expected(z, n_voxels, dlh)
    ratio = -math.log1p(-alpha) / expected
    k = max(1, math.floor((-math.log(ratio) / beta) ** 1.5) - 1) if ratio < 1 else 1
    while cluster_p(k, z, n_voxels, dlh) >= alpha:
        k += 1
    return ClusterRule(z, k, voxel_p, cluster_alpha, tails, n_voxels, dlh)


def dlh_of_fwhm(fwhm_voxels: float) -> float:
    """dLh of a field that is smoothed alike along all axes: (4 ln 2)^1.5 / FWHM³."""
    return (4 * math.log(2)) ** 1.5 / fwhm_voxels**3


def _expected(z: float, n_voxels: int, dlh: float) -> tuple[float, float]:
    """The expected number of clusters, and β."""
    clusters = n_voxels * (2 * math.pi) ** -2 * dlh * (z**2 - 1) * math.exp(-(z**2) / 2)
    voxels = n_voxels * float(special.ndtr(-z))
    return clusters, (_GAMMA * clusters / voxels) ** (2 / 3)


def _products(
    values: np.ndarray, means: np.ndarray, scales: np.ndarray, lattice: Lattice, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """The sums of the two parts of the ratio along each axis, over voxels with all three lower neighbours."""
    from analysis.stats import kernels

    here, below = _triples(lattice)
    shared, own = np.zeros(3), np.zeros(3)
    single = [np.ascontiguousarray(x, dtype=np.float32) for x in (values, means, scales)]
    for block in split(len(values), 8):
        progress(block.start / len(values), "Estimating the smoothness")
        kernels.neighbour_products(single[0][block], single[1], single[2], here, below, shared, own)
    return shared, own


def _triples(lattice: Lattice) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the voxels that have all three lower neighbours, and ``(3, n)`` the rows of these."""
    _, nj, nk = lattice.shape
    below = np.array([lattice.rows[lattice.places - step] for step in ((nj + 2) * (nk + 2), nk + 2, 1)])
    here = np.flatnonzero((below >= 0).all(axis=0))
    if not len(here):
        raise DataError("The mask is too thin for an estimate of smoothness; use the whole brain or gray matter.")
    return here, np.ascontiguousarray(below[:, here])


def _smoothness(
    shared: np.ndarray, own: np.ndarray, source: SmoothnessSource, dof: float | None, rule: DofRule
) -> Smoothness:
    if (own == 0).any():
        raise DataError("The values do not vary, so they have no smoothness.")
    ratio = np.minimum(np.abs(shared / own), 0.99999999)
    with np.errstate(divide="ignore"):
        squares = -1 / (4 * np.log(ratio))
    if (squares <= 0).any():
        raise DataError(
            "Neighbouring voxels are not alike at all, so random field theory does not apply; smooth first."
        )
    dlh = float(np.prod(squares) ** -0.5 * 8**-0.5)
    if dof is not None:
        dlh *= dof_factor(dof, rule)
    i, j, k = (float(width) for width in np.sqrt(8 * math.log(2) * squares))
    return Smoothness(dlh, (i, j, k), source, dof)


def dof_factor(dof: float, rule: DofRule = DofRule.DPABI) -> float:
    """What dLh of residuals is multiplied with: sqrt of the table, which DPABI continues by one step more."""
    if dof < 6:
        return 1.1
    if dof > 500:
        return math.sqrt(1.0321 / dof + 1)
    if rule is DofRule.LINEAR:
        return math.sqrt(float(np.interp(dof, _DOF, _FACTOR)))
    whole = math.floor(dof)
    before, here = (float(f) for f in np.interp((whole - 1, whole), _DOF, _FACTOR))
    return math.sqrt(here + (here - before) * (dof - whole + 1))
