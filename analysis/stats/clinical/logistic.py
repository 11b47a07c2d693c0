"""Logistic regression without penalty, by maximum likelihood, with a proof where there is no finite solution.

    P(positive) = 1 / (1 + exp(−X b));   b by Newton's steps (iteratively reweighted least squares), halved when needed

Where a combination of the variables separates the groups, wholly or with ties at the border, the likelihood has no
maximum and coefficients run to infinity (Albert & Anderson 1984, Biometrika 71:1). That is decided by a linear program
(Konis 2007), not by the size of a number. scikit-learn's default is another model: it shrinks the coefficients (L2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy import optimize, special

from analysis.errors import DataError
from analysis.stats import distributions
from analysis.stats.clinical.named_test import never_zero
from analysis.stats.covariates import Covariate
from analysis.stats.design import Centring, regression

_MOST_STEPS = 30
_STEPS_IF_SEPARATED = 25
_TOLERANCE = 1e-12
_MOST_HALVINGS = 20
_SEPARATED = 1e-6
_EXTREME_LOGIT = 15.0
_NO_INFORMATION = 1e-10
_Z = float(special.ndtri(0.975))


class Separation(Enum):
    """Whether a combination of the variables tells the groups apart without error."""

    NONE = "none"
    PARTIAL = "with ties at the border"
    COMPLETE = "completely"


@dataclass(frozen=True)
class Coefficient:
    """The change of the log odds per unit with Wald's error, z and p, and the odds ratio with its 95 % limits."""

    name: str
    estimate: float
    standard_error: float
    z: float
    p: float
    odds_ratio: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class LogisticModel:
    """A fitted model: ``fitted`` ``(n,)`` is P(positive); ``deviance`` = −2 log likelihood with ``dof`` = n − p."""

    coefficients: tuple[Coefficient, ...]
    fitted: np.ndarray
    deviance: float
    dof: int
    n_steps: int


@dataclass(frozen=True)
class LikelihoodRatio:
    """The test of a model against a smaller one: the difference of their deviances, chi-square distributed."""

    chi_square: float
    dof: int
    p: float


@dataclass(frozen=True, eq=False)
class Slopes:
    """The bare result: ``(p,)`` coefficients, the inverse information, steps, and whether they have a limit."""

    values: np.ndarray
    covariance: np.ndarray
    n_steps: int
    converged: bool


def fit_logistic(variables: Sequence[Covariate], is_positive: np.ndarray) -> LogisticModel:
    """Fit a model with an intercept.

    Parameters
    ----------
    variables : ``(n,)`` values each
    is_positive : ``(n,)`` bool

    Raises
    ------
    DataError
        if a variable is constant or a combination of others, there are too few people, or the groups are separated
    """
    matrix = design_of(variables)
    found = solve(matrix, is_positive)
    if not found.converged or np.abs(matrix @ found.values).max() > _EXTREME_LOGIT:
        if apart := separated_in_words(variables, is_positive):
            raise DataError(apart)
        if not found.converged:
            columns = ", ".join(f'"{v.name}"' for v in variables)
            raise DataError(
                f"The logistic model of {columns} did not converge; look for extreme values in these columns."
            )
    fitted = probability(matrix, found.values)
    errors = np.sqrt(np.diag(found.covariance))
    names = ("intercept", *(v.name for v in variables))
    coefficients = tuple(
        _coefficient(name, float(value), float(error))
        for name, value, error in zip(names, found.values, errors, strict=True)
    )
    n, p = matrix.shape
    return LogisticModel(coefficients, fitted, -2 * log_likelihood(fitted, is_positive), n - p, found.n_steps)


def likelihood_ratio(model: LogisticModel, smaller: LogisticModel) -> LikelihoodRatio:
    """Whether the variables that `smaller` lacks add anything; both of the same people."""
    chi_square, dof = max(smaller.deviance - model.deviance, 0.0), smaller.dof - model.dof
    return LikelihoodRatio(chi_square, dof, never_zero(float(special.chdtrc(dof, chi_square))))


def design_of(variables: Sequence[Covariate]) -> np.ndarray:
    """``(n, 1 + n_variables)`` with a column of ones first; raises `DataError` that names a useless column."""
    return regression(list(variables), variables[0].name, centring=Centring.NONE).matrix


def probability(matrix: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    """P(positive) of each row; alike for rows that are alike, whatever stands beside them, so that ties stay ties."""
    return special.expit((matrix * slopes).sum(axis=1)).round(12)


def log_likelihood(fitted: np.ndarray, is_positive: np.ndarray) -> float:
    """Sum of the logarithms of the probabilities of what happened."""
    with np.errstate(divide="ignore"):
        return float(np.log(np.where(is_positive, fitted, 1 - fitted)).sum())


def solve(matrix: np.ndarray, is_positive: np.ndarray, *, most_steps: int = _MOST_STEPS) -> Slopes:
    """Newton's steps on standardised columns; where there is no maximum the last step is returned, not converged.

    Parameters
    ----------
    matrix : ``(n, p)``, the first column ones
    is_positive : ``(n,)`` bool
    """
    mean, sd = matrix.mean(axis=0), matrix.std(axis=0)
    mean[0], sd[0] = 0.0, 1.0
    sd[sd == 0] = 1.0
    scaled, y = (matrix - mean) / sd, is_positive.astype(np.float64)
    slopes, step_size = np.zeros(matrix.shape[1]), np.inf
    information, n_steps = np.eye(matrix.shape[1]), 0
    while n_steps < most_steps and step_size > _TOLERANCE:
        p = special.expit(scaled @ slopes)
        information = (scaled * (p * (1 - p))[:, np.newaxis]).T @ scaled
        if np.trace(information) < _NO_INFORMATION * len(matrix):  # every p is 0 or 1: separated
            step_size = np.inf
            break
        step = np.linalg.lstsq(information, scaled.T @ (y - p))[0]  # a column that is constant here gets a slope of 0
        slopes, step_size = slopes + _halved(scaled, y, slopes, step), float(np.abs(step).max())
        n_steps += 1
    back = np.diag(1 / sd)
    back[0, 1:] = -(mean / sd)[1:]
    converged = step_size <= _TOLERANCE * max(1.0, float(np.abs(slopes).max())) * 1e3
    covariance = back @ np.linalg.pinv(information) @ back.T
    return Slopes(back @ slopes, covariance, n_steps, converged)


def predicted(matrix: np.ndarray, is_positive: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, bool]:
    """P(positive) of other people, and whether the model had a maximum; where not, Newton's steps are stopped.

    Parameters
    ----------
    matrix : ``(n, p)`` of the people that the model is fitted to, the first column ones
    is_positive : ``(n,)`` bool
    of : ``(n_others, p)``
    """
    found = solve(matrix, is_positive, most_steps=_STEPS_IF_SEPARATED)
    return probability(of, found.values), found.converged


def separation(matrix: np.ndarray, is_positive: np.ndarray) -> Separation:
    """Whether a combination of the columns ``(n, p)`` separates the groups, by two linear programs."""
    sd = matrix.std(axis=0)
    scaled = np.where(sd > 0, (matrix - matrix.mean(axis=0)) / np.where(sd > 0, sd, 1), 1.0)
    sides = scaled * np.where(is_positive, 1.0, -1.0)[:, np.newaxis]
    n, p = sides.shape
    box = [(-1.0, 1.0)] * p
    margin = optimize.linprog(
        np.r_[np.zeros(p), -1.0], A_ub=np.c_[-sides, np.ones(n)], b_ub=np.zeros(n), bounds=[*box, (None, 1.0)]
    )
    if -margin.fun > _SEPARATED:
        return Separation.COMPLETE
    total = optimize.linprog(-sides.sum(axis=0), A_ub=-sides, b_ub=np.zeros(n), bounds=box)
    return Separation.PARTIAL if -total.fun > _SEPARATED else Separation.NONE


def separated_in_words(variables: Sequence[Covariate], is_positive: np.ndarray) -> str:
    """Why a model of these variables has no finite solution; empty where it has one."""
    found = separation(design_of(variables), is_positive)
    if found is Separation.NONE:
        return ""
    names = ", ".join(f'"{v.name}"' for v in variables)
    alone = [v.name for v in variables if separation(design_of([v]), is_positive) is not Separation.NONE]
    by = f'"{alone[0]}"' if alone else f"a combination of {names}" if len(variables) > 1 else names
    how = "perfectly" if found is Separation.COMPLETE else "perfectly but for ties at the border"
    return (
        f"The groups are separated {how} by {by}, so a logistic model has no finite coefficients. In few people that "
        "is no proof; show the values, leave that variable out, or collect more people."
    )


def _halved(scaled: np.ndarray, y: np.ndarray, slopes: np.ndarray, step: np.ndarray) -> np.ndarray:
    """The step, halved until the likelihood does not fall."""
    before = _likelihood(scaled @ slopes, y)
    for _ in range(_MOST_HALVINGS):
        if _likelihood(scaled @ (slopes + step), y) >= before - 1e-10 * abs(before):
            break
        step = step / 2
    return step


def _likelihood(eta: np.ndarray, y: np.ndarray) -> float:
    return float((y * eta - np.logaddexp(0, eta)).sum())


def _coefficient(name: str, value: float, error: float) -> Coefficient:
    z = value / error
    low, high = np.exp([value - _Z * error, value + _Z * error])
    p = never_zero(float(distributions.p_of_z(np.array(z))))
    return Coefficient(name, value, error, z, p, float(np.exp(value)), float(low), float(high))
