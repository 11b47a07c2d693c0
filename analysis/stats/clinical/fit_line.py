"""The line of a scatter plot and its confidence band, by the same degrees of freedom as the correlation beside it.

With covariates the points are residuals (an added-variable plot): the slope and its standard error are those of the
regression with all covariates, because k degrees of freedom are taken off. The band is that of the line, not of people:
ŷ ± t(df) s √(1/n + (x − m)² / Sxx).
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.errors import DataError


@dataclass(frozen=True, eq=False)
class FitLine:
    """``x``, ``y``, ``low`` and ``high`` are ``(n_points,)`` along the line; ``slope`` has its standard error."""

    x: np.ndarray
    y: np.ndarray
    low: np.ndarray
    high: np.ndarray
    slope: float
    slope_error: float
    dof: int
    level: float


def fit_line(
    x: np.ndarray, y: np.ndarray, n_covariates: int = 0, *, level: float = 0.95, n_points: int = 100
) -> FitLine:
    """Least squares of ``(n,)`` y on x.

    Parameters
    ----------
    x, y : values, or residuals after `n_covariates` covariates
    n_covariates : taken off the degrees of freedom
    level : of the band
    n_points : where the line is drawn, from the least x to the largest

    Raises
    ------
    DataError
        if x does not vary, or no degree of freedom is left
    """
    n, dof = len(x), len(x) - 2 - n_covariates
    if dof < 1 or np.ptp(x) == 0:
        raise DataError("A line needs an x that varies, and more people than covariates.")
    centre, away = float(x.mean()), x - x.mean()
    spread = float(away @ away)
    slope = float(away @ y) / spread
    left = y - y.mean() - slope * away
    s = float(np.sqrt(left @ left / dof))
    at = np.linspace(float(x.min()), float(x.max()), n_points)
    line = float(y.mean()) + slope * (at - centre)
    half = float(special.stdtrit(dof, (1 + level) / 2)) * s * np.sqrt(1 / n + (at - centre) ** 2 / spread)
    return FitLine(at, line, line - half, line + half, slope, s / float(np.sqrt(spread)), dof, level)
