"""Least squares of a block of voxels under four models of the variance, as functions that are made once per design.

equal: s² = SSE / (n − p) in every voxel. Welch (1947, Biometrika 34:28): one variance per group, degrees of freedom
by Satterthwaite; two groups without covariates. HC3 (MacKinnon & White 1985, J Econometrics 29:305): each person's
own residual, divided by 1 − leverage. SPM12: weighted least squares with one ratio for all voxels (`pooled`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.stats.design import Contrast, Design, Test


class Variance(Enum):
    """How the variance of the residuals is modelled."""

    EQUAL = "equal"
    WELCH = "welch"
    HC3 = "hc3"
    SPM12 = "spm12"


@dataclass(frozen=True, eq=False)
class Raw:
    """What a solver gives for ``(n_block,)`` voxels; effect and standard error only for t."""

    values: np.ndarray
    dof: np.ndarray
    effect: np.ndarray | None = None
    standard_error: np.ndarray | None = None


Solver = Callable[[np.ndarray], Raw]
"""Takes ``(n, n_block)`` float64 values without NaN."""


def solver(design: Design, contrast: Contrast, variance: Variance, whitening: np.ndarray | None = None) -> Solver:
    """The function that tests a contrast in a block of voxels.

    Raises
    ------
    OptionError
        if the model of the variance does not fit the design
    DataError
        if a group is too small for a variance of its own
    """
    if (variance is Variance.SPM12) != (whitening is not None):
        raise OptionError("The pooled variance of SPM12 has to be estimated over all voxels first.")
    if variance is Variance.WELCH:
        return _welch(design, contrast)
    if variance is Variance.HC3:
        return _hc3(design, contrast)
    return _least_squares(design.matrix, contrast, np.ones(design.n) if whitening is None else whitening)


def usable_voxels(values: np.ndarray) -> np.ndarray:
    """``(n_voxels,)`` whether all of ``(n, n_voxels)`` values are finite and they are not all the same."""
    low, high = values.min(axis=0), values.max(axis=0)
    return np.isfinite(low) & np.isfinite(high) & (high > low)


def above_rounding(squares: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Sums of squares, NaN where the model fits perfectly but for rounding: nothing is left to compare with."""
    return np.where(squares > 1e-24 * np.einsum("nv,nv->v", y, y), squares, np.nan)


def has_constant(matrix: np.ndarray) -> bool:
    """Whether the same number for everyone is a combination of the columns."""
    ones = np.ones(len(matrix))
    return bool(np.abs(matrix @ (np.linalg.pinv(matrix) @ ones) - 1).max() < 1e-9)


def _least_squares(matrix: np.ndarray, contrast: Contrast, weights: np.ndarray) -> Solver:
    x = matrix * weights[:, None]
    q, _ = np.linalg.qr(x)
    inverse = contrast.weights @ np.linalg.pinv(x)
    tested, _ = np.linalg.qr(inverse.T)  # orthonormal columns that span what is tested
    rows, dof = len(contrast.weights), len(x) - x.shape[1]
    # Without the mean there is no cancellation; a contrast that asks for the mean itself must keep it.
    centre = bool((weights == 1).all()) and has_constant(x)
    keeps_mean = not np.allclose(inverse.sum(axis=1), 0, atol=1e-12 * np.abs(inverse).max())

    def solve(y: np.ndarray) -> Raw:
        y = y * weights[:, None]
        centred = y - y.mean(axis=0) if centre else y
        residual = centred - q @ (q.T @ centred)
        variance = above_rounding(np.einsum("nv,nv->v", residual, residual), centred) / dof
        about = y if keeps_mean else centred
        full = np.full(y.shape[1], float(dof))
        if contrast.is_t:
            effect = (inverse @ about)[0]
            error = np.linalg.norm(inverse) * np.sqrt(variance)
            return Raw(effect / error, full, effect, error)
        along = tested.T @ about
        return Raw(np.einsum("qv,qv->v", along, along) / rows / variance, full)

    return solve


def _welch(design: Design, contrast: Contrast) -> Solver:
    groups = [np.flatnonzero(design.matrix[:, column] > 0) for column in contrast.counted]
    if len(groups) != 2 or design.test is Test.PAIRED or design.matrix.shape[1] != len(design.groups):
        raise OptionError(
            "Welch's test compares two groups without covariates; choose HC3 errors for unequal variances otherwise."
        )
    if min(len(rows) for rows in groups) < 2:
        raise DataError("Welch's test needs at least two people in each group.")

    def solve(y: np.ndarray) -> Raw:
        centred = y - y.mean(axis=0)
        means = [centred[rows].mean(axis=0) for rows in groups]
        shares = [centred[rows].var(axis=0, ddof=1) / len(rows) for rows in groups]
        squared = np.where(shares[0] + shares[1] > 1e-24 * (centred**2).sum(axis=0), shares[0] + shares[1], np.nan)
        down = shares[0] ** 2 / (len(groups[0]) - 1) + shares[1] ** 2 / (len(groups[1]) - 1)
        effect, error = means[0] - means[1], np.sqrt(squared)
        with np.errstate(invalid="ignore", divide="ignore"):
            return Raw(effect / error, squared**2 / down, effect, error)

    return solve


def _hc3(design: Design, contrast: Contrast) -> Solver:
    q, _ = np.linalg.qr(design.matrix)
    free = 1 - np.einsum("np,np->n", q, q)
    if free.min() < 1e-9:
        raise DataError("HC3 errors need at least two people in each group.")
    inverse = contrast.weights @ np.linalg.pinv(design.matrix)

    def solve(y: np.ndarray) -> Raw:
        residual = (y - q @ (q.T @ y)) / free[:, None]
        effect = inverse @ y
        covariance = np.einsum("qn,rn,nv->vqr", inverse, inverse, residual**2)
        full = np.full(y.shape[1], float(design.dof))
        if contrast.is_t:
            error = np.sqrt(above_rounding(covariance[:, 0, 0], y))
            return Raw(effect[0] / error, full, effect[0], error)
        none = np.isnan(above_rounding(np.linalg.eigvalsh(covariance)[:, 0], y))  # as in two groups of equal people
        covariance[none] = np.eye(len(effect))
        joint = np.linalg.solve(covariance, effect.T[..., None])[..., 0]
        return Raw(np.where(none, np.nan, np.einsum("qv,vq->v", effect, joint) / len(effect)), full)

    return solve
