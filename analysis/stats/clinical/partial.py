"""Correlation of two variables with others held constant: Pearson, and Spearman on ranks.

Both are residualised on [1, covariates] and correlated. With k covariates the degrees of freedom are n - 2 - k
("adjusted for age and sex" with n - 2 is a common error), t = r sqrt(df / (1 - r²)), and the interval is Fisher's:
tanh(atanh(r) ± z / sqrt(n - k - 3)) for Pearson, and for Spearman with the variance (1 + r²/2) / (n - k - 3) of Bonett
& Wright (2000, Psychometrika 65:23). Partial Spearman is the partial correlation of the ranks of x, y and every
covariate (Conover 1999), mean ranks for ties; its p is that of t, not of permutations.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy import special, stats

from analysis.errors import DataError
from analysis.stats.clinical.named_test import never_zero
from analysis.stats.distributions import p_of_t


class Method(Enum):
    """Of correlation."""

    PEARSON = "pearson"
    SPEARMAN = "spearman"


@dataclass(frozen=True)
class Correlation:
    """r with ``dof`` = n - 2 - ``n_covariates``, its t, two-tailed raw p, and limits at ``level``.

    ``name`` says the method, ``interval`` the formula of the limits.
    """

    name: str
    method: Method
    r: float
    n: int
    n_covariates: int
    dof: int
    t: float
    p: float
    low: float
    high: float
    level: float
    interval: str


_NAMES = {
    Method.PEARSON: ("Pearson", "Fisher z, n - k - 3"),
    Method.SPEARMAN: ("Spearman", "Fisher z, Bonett & Wright"),
}
_ALIKE = 1e-10
"""Residuals below this share of the spread of the variable are rounding: it is a combination of the covariates."""


def residuals(values: np.ndarray, covariates: np.ndarray) -> np.ndarray:
    """What is left of ``(n,)`` values after least squares on a constant and ``(n, k)`` covariates."""
    centred = values - values.mean()
    if not covariates.shape[1]:
        return centred
    columns = covariates - covariates.mean(axis=0)
    columns = columns / np.where(columns.std(axis=0) > 0, columns.std(axis=0), 1.0)
    basis = np.linalg.qr(columns)[0]
    left = centred - basis @ (basis.T @ centred)
    return np.asarray(left - basis @ (basis.T @ left))  # twice, so that rounding does not correlate them


def residual_pair(
    x: np.ndarray, y: np.ndarray, covariates: np.ndarray, method: Method = Method.PEARSON
) -> tuple[np.ndarray, np.ndarray]:
    """Both variables after the covariates; for Spearman ranks of all. Parameters as `correlate_pair`."""
    if method is Method.SPEARMAN:
        x, y = stats.rankdata(x), stats.rankdata(y)
        covariates = np.column_stack([stats.rankdata(column) for column in covariates.T] or [np.empty((len(x), 0))])
    return residuals(x, covariates), residuals(y, covariates)


def correlate_pair(
    x: np.ndarray,
    y: np.ndarray,
    covariates: np.ndarray | None = None,
    method: Method = Method.PEARSON,
    *,
    level: float = 0.95,
) -> Correlation:
    """Correlate two variables given others.

    Parameters
    ----------
    x, y : ``(n,)`` without missing values
    covariates : ``(n, k)``; none where not given
    method : Pearson or Spearman
    level : of the interval

    Raises
    ------
    DataError
        if fewer than four people and covariates together are left, the covariates determine each other, or a variable
        does not vary beyond them
    """
    given = np.empty((len(x), 0)) if covariates is None else np.asarray(covariates, dtype=np.float64)
    n, k = given.shape
    if n - k < 4:
        raise DataError(f"A correlation of {n} people with {k} covariates has no degrees of freedom for its interval.")
    if k and np.linalg.matrix_rank(np.column_stack([np.ones(n), given])) < k + 1:
        raise DataError("The covariates determine each other (or one does not vary); leave one of them out.")
    left_x, left_y = residual_pair(np.asarray(x, np.float64), np.asarray(y, np.float64), given, method)
    r = correlation_of(left_x, left_y, x, y, method)
    dof = n - 2 - k
    t = r * np.sqrt(dof / (1 - r**2)) if abs(r) < 1 else float(np.copysign(np.inf, r))
    low, high = _interval(r, n, k, method, level)
    name, interval = _NAMES[method]
    return Correlation(
        f"{'partial ' if k else ''}{name} correlation, t with {dof} df", method, r, n, k, dof, float(t),
        never_zero(float(p_of_t(np.asarray(t), dof))), low, high, level, interval,
    )  # fmt: skip


def correlation_of(
    left_x: np.ndarray, left_y: np.ndarray, x: np.ndarray, y: np.ndarray, method: Method = Method.PEARSON
) -> float:
    """r of residuals; `DataError` where one of them is nothing but rounding beside the variable itself."""
    for left, whole in ((left_x, x), (left_y, y)):
        spread = float(np.std(stats.rankdata(whole) if method is Method.SPEARMAN else whole))
        if float(np.std(left)) <= _ALIKE * spread or spread == 0:
            raise DataError(
                "A variable does not vary, or the covariates explain all of it: nothing is left to correlate."
            )
    r = float(left_x @ left_y / np.sqrt((left_x @ left_x) * (left_y @ left_y)))
    return min(max(r, -1.0), 1.0)


def _interval(r: float, n: int, k: int, method: Method, level: float) -> tuple[float, float]:
    if abs(r) >= 1:
        return r, r
    variance = (1 + (r**2 / 2 if method is Method.SPEARMAN else 0)) / (n - k - 3)
    half = float(special.ndtri((1 + level) / 2)) * np.sqrt(variance)
    return float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half))
