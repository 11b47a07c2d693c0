"""One ratio of variances for all voxels, as SPM12 estimates it when variances may differ between groups.

SPM12's two-sample default: the covariance of the rows is pooled over the voxels whose F for all columns passes
p < .001, each scaled by its own residual variance; restricted maximum likelihood gives one variance per group
(Friston et al. 2002, NeuroImage 16:484); all voxels are then fitted by weighted least squares with n − p degrees of
freedom. Because the ratio is one for all voxels, this is not Welch's test.
"""

import numpy as np

from analysis.blocks import split
from analysis.errors import DataError, OptionError
from analysis.stats import distributions
from analysis.stats.design import Design, Test
from analysis.stats.solvers import above_rounding, usable_voxels

_BLOCK = 4096
_P = 0.001


def whitening(values: np.ndarray, design: Design) -> np.ndarray:
    """``(n,)`` factors that make the variance of all groups equal.

    Parameters
    ----------
    values : ``(n, n_voxels)``; voxels with NaN, or in which the model leaves nothing, are left out
    design : of two or more groups

    Raises
    ------
    OptionError
        if the design has no groups
    DataError
        if no voxel passes
    """
    if design.test not in (Test.TWO_SAMPLE, Test.ANCOVA):
        raise OptionError("SPM12 pools unequal variances of groups; this design has no groups.")
    covariance, n_used = _pooled_covariance(values, design)
    if n_used == 0:
        raise DataError("No voxel passes the first test (F, p < .001), so the variances cannot be pooled.")
    variances = _restricted_likelihood(covariance, design)
    per_row = variances[design.group_of]
    return 1 / np.sqrt(per_row * design.n / per_row.sum())


def _pooled_covariance(values: np.ndarray, design: Design) -> tuple[np.ndarray, int]:
    """``(n, n)`` mean of y y' / s² over the voxels that pass, and how many there are."""
    q, _ = np.linalg.qr(design.matrix)
    p = q.shape[1]
    height = distributions.f_height(_P, p, design.dof)
    total, n_used = np.zeros((design.n, design.n)), 0
    for block in split(values.shape[1], _BLOCK):
        y = values[:, block].astype(np.float64)
        y = y[:, usable_voxels(y)]
        along = q.T @ y
        residual = y - q @ along
        variance = above_rounding(np.einsum("nv,nv->v", residual, residual), y) / design.dof
        passed = np.einsum("pv,pv->v", along, along) / p > height * variance
        scaled = y[:, passed] / np.sqrt(variance[passed])
        total += scaled @ scaled.T
        n_used += int(passed.sum())
    return total / max(n_used, 1), n_used


def _restricted_likelihood(covariance: np.ndarray, design: Design) -> np.ndarray:
    """``(n_groups,)`` variances: Fisher scoring until they stand still."""
    members = [design.group_of == g for g in range(len(design.groups))]
    if min(int(m.sum()) for m in members) < 2:
        raise DataError("Unequal variances need at least two people in each group.")
    variances = np.ones(len(members))
    for _ in range(200):
        precision = np.diag(1 / variances[design.group_of])
        x = design.matrix
        projection = precision - precision @ x @ np.linalg.inv(x.T @ precision @ x) @ x.T @ precision
        squares = np.diag(projection @ covariance @ projection)
        gradient = np.array([squares[m].sum() - np.diag(projection)[m].sum() for m in members])
        information = np.array([[(projection[np.ix_(a, b)] ** 2).sum() for b in members] for a in members])
        step = np.linalg.solve(information, gradient)
        variances = np.maximum(variances + step, variances * 0.1)
        if np.abs(step).max() < 1e-12 * variances.max():
            break
    return variances
