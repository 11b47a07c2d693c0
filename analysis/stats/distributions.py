"""From t and F to p and z, exact in the tails where other programs extrapolate.

z is the standard normal deviate with the same tail probability: z = sign(t) Φ⁻¹(P(T > |t|)), one tail of t for one
tail of z, and for F its upper tail. SPM12 (``spm_t2z``) and DPABI extrapolate beyond p = 1e-16; here logarithms of
probabilities are used, so that t = 40 is as exact as t = 2.
"""

import numpy as np
from scipy import special

_SMALLEST = 1e-290
"""Below this probability the logarithm comes from a series instead."""

Array = np.ndarray


def p_of_t(t: Array, dof: Array | float) -> Array:
    """Two-tailed p of Student's t ``(...)`` with `dof` degrees of freedom."""
    return 2 * special.stdtr(dof, -np.abs(t))


def p_of_z(z: Array) -> Array:
    """Two-tailed p of the standard normal deviate ``(...)``."""
    return 2 * special.ndtr(-np.abs(z))


def p_of_f(f: Array, dof1: float, dof2: Array | float) -> Array:
    """Upper-tail p of F ``(...)``; NaN below 0."""
    return special.fdtrc(dof1, dof2, f)


def z_of_t(t: Array, dof: Array | float) -> Array:
    """The z with the same tail as t ``(...)``, with its sign."""
    t, dof = np.broadcast_arrays(np.asarray(t, dtype=np.float64), np.asarray(dof, dtype=np.float64))
    tail = special.stdtr(dof, -np.abs(t))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        logs = np.log(tail)
        far = tail < _SMALLEST
        if far.any():
            logs = np.where(far, _log_incomplete_beta(dof / 2, 0.5, dof / (dof + t**2)) - np.log(2), logs)
        z = np.sign(t) * -special.ndtri_exp(logs)
    return np.where(t == 0, 0.0, z)


def z_of_f(f: Array, dof1: float, dof2: Array | float) -> Array:
    """The z with the same upper tail as F ``(...)``: negative where F is below its median."""
    f, dof2 = np.broadcast_arrays(np.asarray(f, dtype=np.float64), np.asarray(dof2, dtype=np.float64))
    upper, lower = special.fdtrc(dof1, dof2, f), special.fdtr(dof1, dof2, f)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        logs = np.log(upper)
        far = upper < _SMALLEST
        if far.any():
            tail = _log_incomplete_beta(dof2 / 2, dof1 / 2, dof2 / (dof2 + dof1 * f))
            logs = np.where(far, tail, logs)
        return np.where(lower < upper, special.ndtri_exp(np.log(lower)), -special.ndtri_exp(logs))


def t_height(p: float, dof: Array | float, tails: int) -> Array:
    """The t that is exceeded with probability `p`, shared between `tails` tails."""
    return -special.stdtrit(dof, p / tails)


def f_height(p: float, dof1: float, dof2: Array | float) -> Array:
    """The F that is exceeded with probability `p`."""
    return special.fdtri(dof1, dof2, 1 - p)


def z_height(p: float, tails: int) -> float:
    """The z that is exceeded with probability `p`, shared between `tails` tails."""
    return float(-special.ndtri(p / tails))


def _log_incomplete_beta(a: Array | float, b: float, x: Array) -> Array:
    """log of the regularised incomplete beta function for tiny x: x^a (1-x)^b / (a B(a,b)) ₂F₁(a+b, 1; a+1; x)."""
    series = np.log(special.hyp2f1(a + b, 1.0, np.asarray(a) + 1, x))
    return a * np.log(x) + b * np.log1p(-x) - np.log(a) - special.betaln(a, b) + series
