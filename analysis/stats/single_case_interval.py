"""How sure the percentile of one person is: confidence intervals of the effect and of the percentile.

With delta = (y − ŷ)/s and leverage h, the true standardised effect q has the 95 % limits sqrt(h) · ncp where
P(nct(dof, ncp) ≤ delta/sqrt(h)) = .975 and .025 (Crawford & Garthwaite 2002, Neuropsychologia 40:1196; h = 1/n
without covariates). The non-central t of libraries fails for large ncp, so the same probability is computed as

    P(q) = mean over s of Φ((delta s − q) / sqrt(h)),   s = sqrt(χ²(dof) / dof),

by quadrature, and solved by bisection. Limits of the percentile are 100 Φ(q).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import special

_NODES = 256
_TAIL = 1e-15
_STEPS = 60


@dataclass(frozen=True, eq=False)
class CaseInterval:
    """Limits ``(n,)``: of the effect in SD, and of the percentile (0 to 100)."""

    effect_low: np.ndarray
    effect_high: np.ndarray
    percentile_low: np.ndarray
    percentile_high: np.ndarray


def case_interval(effect: np.ndarray, leverage: float, dof: int, level: float = 0.95) -> CaseInterval:
    """Confidence intervals; NaN for an effect that is not a number.

    Parameters
    ----------
    effect : ``(n,)`` (y − ŷ) / s of regions or single voxels; 0.2 ms each
    leverage : h of the person
    dof : degrees of freedom of s
    level : of the interval
    """
    delta = np.atleast_1d(np.asarray(effect, dtype=np.float64))
    tail = (1 - level) / 2
    low, high = (_solve(delta, leverage, dof, share) for share in (1 - tail, tail))
    return CaseInterval(low, high, 100 * special.ndtr(low), 100 * special.ndtr(high))


def _solve(delta: np.ndarray, leverage: float, dof: int, share: float) -> np.ndarray:
    """q with P(q) = share, which falls with q."""
    nodes, weights = _spread_nodes(dof)
    root = np.sqrt(leverage)
    far = 10 * root + np.abs(delta) * nodes[-1] + 1
    low, high = -far, far
    for _ in range(_STEPS):
        middle = (low + high) / 2
        above = special.ndtr((delta[:, None] * nodes - middle[:, None]) / root) @ weights > share
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where(np.isfinite(delta), (low + high) / 2, np.nan)


@cache
def _spread_nodes(dof: int) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights of the mean over s = sqrt(χ²/dof): Gauss-Legendre between quantiles at 1e-15."""
    first, last = np.sqrt(
        2 * np.array([special.gammaincinv(dof / 2, _TAIL), special.gammainccinv(dof / 2, _TAIL)]) / dof
    )
    x, w = np.polynomial.legendre.leggauss(_NODES)
    s = first + (x + 1) / 2 * (last - first)
    log_density = (dof - 1) * np.log(s) - dof * s**2 / 2
    weights = w * np.exp(log_density - log_density.max())
    return s, weights / weights.sum()
