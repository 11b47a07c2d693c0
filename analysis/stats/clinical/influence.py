"""Whether a correlation hangs on one person: everyone is left out in turn.

Without person i the sums of squares and products of the residuals e and f change in closed form,
``Sef − e_i f_i / (1 − h_i)`` with the leverage h of the covariates, so that n correlations cost no more than one. Ranks
are those of everyone, so for Spearman this is an approximation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.stats.clinical.named_test import p_in_words
from analysis.stats.clinical.partial import Correlation, residual_pair
from analysis.stats.distributions import p_of_t

_FEW_DOF = 10
_LEVERAGE = 3.0


@dataclass(frozen=True)
class Influence:
    """The least and the largest r that one absence gives, and what is doubtful, as sentences."""

    without_one: tuple[float, float]
    warnings: tuple[str, ...]


def leave_one_out(left_x: np.ndarray, left_y: np.ndarray, leverage: np.ndarray) -> np.ndarray:
    """``(n,)`` r without each person, from residuals ``(n,)`` and the leverage ``(n,)`` of constant and covariates."""
    free = np.maximum(1 - leverage, 1e-12)

    def without(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return np.asarray(a @ b - a * b / free)

    spread = without(left_x, left_x) * without(left_y, left_y)
    with np.errstate(invalid="ignore", divide="ignore"):
        r = without(left_x, left_y) / np.sqrt(np.where(spread > 0, spread, np.nan))
    return np.clip(r, -1, 1)


def influence(
    x: np.ndarray, y: np.ndarray, z: np.ndarray, found: Correlation, people: Sequence[str], alpha: float = 0.05
) -> Influence:
    """Judge one correlation.

    Parameters
    ----------
    x, y, z : ``(n,)``, ``(n,)`` and ``(n, k)`` that it was made of
    found : its result
    people : how each person is called
    alpha : p at which a finding counts as one
    """
    left_x, left_y = residual_pair(x, y, z, found.method)
    n = len(x)
    basis = np.linalg.qr(np.column_stack([np.ones(n), z - z.mean(axis=0)]))[0]
    leverage = (basis**2).sum(axis=1)
    r = leave_one_out(left_x, left_y, leverage)
    warnings = []
    if found.dof < _FEW_DOF:
        warnings.append(f"only {found.dof} degrees of freedom: r is very uncertain")
    warnings += _on_one(r, found, people, alpha)
    far = leverage + left_x**2 / (left_x @ left_x)
    most = int(np.argmax(far))
    if far[most] > _LEVERAGE * (found.n_covariates + 2) / n:
        warnings.append(f"{people[most]} is far from all others (leverage {far[most]:.2f})")
    known = r[np.isfinite(r)]
    limits = (float(known.min()), float(known.max())) if len(known) else (float("nan"), float("nan"))
    return Influence(limits, tuple(warnings))


def _on_one(r: np.ndarray, found: Correlation, people: Sequence[str], alpha: float) -> list[str]:
    """A sentence where the absence of one person turns p across alpha; the one whose absence changes r most."""
    dof = found.dof - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        p = p_of_t(r * np.sqrt(dof / np.maximum(1 - r**2, 0)), dof)
    turned = np.isfinite(p) & ((p < alpha) != (found.p < alpha))
    if not turned.any():
        return []
    most = int(np.argmax(np.where(turned, np.abs(r - found.r), -1)))
    now, before = p_in_words(float(p[most])), p_in_words(found.p)
    return [
        f"hangs on one person: without {people[most]} r = {r[most]:.2f}, {now} instead of r = {found.r:.2f}, {before}"
    ]
