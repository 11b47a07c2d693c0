"""One person against a sample of controls, in closed form, with or without covariates.

With n controls, k covariates, design X ``(n, 1 + k)`` and the person's own row x₀:

    ŷ = x₀ b,   h = x₀ (X'X)⁻¹ x₀',   s² = SSE / (n − k − 1),   t = (y − ŷ) / (s sqrt(1 + h)),   dof = n − k − 1

Without covariates ŷ is the mean and h = 1/n (Crawford & Howell 1998, Clin Neuropsychol 12:482). The t is that of
Crawford, Garthwaite & Ryan 2011 (Cortex 47:1166), whose Monte Carlo p is the closed form's; it equals the t of a
dummy for the person in a model of n + 1. The *percentile* 100 P(T ≤ t) is the share of the population that the
controls stand for, and of this person's covariates, expected below the person. The 95 % prediction interval is
ŷ ± t₀.₉₇₅ s sqrt(1 + h). The W-score (La Joie et al. 2012, J Neurosci 32:10265), (y − ŷ) / SD(residuals, n − 1),
ignores that ŷ and s are estimates: it is *descriptive*.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy import special

from analysis.errors import DataError, OptionError
from analysis.stats import distributions
from analysis.stats.solvers import above_rounding, usable_voxels

_SHOWN = 3


class Transform(Enum):
    """What is done to values before they are compared, so that controls are spread symmetrically."""

    NONE = "none"
    LOG = "log"
    FISHER = "fisher"

    @property
    def caption(self) -> str:
        """In words."""
        return {"none": "not transformed", "log": "natural logarithm", "fisher": "Fisher z"}[self.value]

    def apply(self, values: np.ndarray) -> np.ndarray:
        """The values transformed, float64; NaN stays NaN.

        Raises
        ------
        DataError
            if a value has no logarithm (0 or less) or no Fisher z (1 or more in size)
        """
        y = np.asarray(values, dtype=np.float64)
        if self is Transform.NONE:
            return y
        outside = y <= 0 if self is Transform.LOG else np.abs(y) >= 1
        if outside.any():
            raise DataError(self._refusal(y[outside]))
        return np.log(y) if self is Transform.LOG else np.arctanh(y)

    def invert(self, values: np.ndarray) -> np.ndarray:
        """The way back to the unit of the map."""
        y = np.asarray(values, dtype=np.float64)
        if self is Transform.NONE:
            return y
        return np.exp(y) if self is Transform.LOG else np.tanh(y)

    def _refusal(self, wrong: np.ndarray) -> str:
        shown = ", ".join(f"{value:.3g}" for value in wrong[:_SHOWN])
        if self is Transform.LOG:
            return (
                f"A logarithm needs values above 0, but {wrong.size} are not ({shown}); smooth the maps, use a "
                "mask of gray matter, or compare the values as they are."
            )
        return f"Fisher z needs correlations between -1 and 1, but {wrong.size} values are not ({shown})."


_LOG = ("cbf", "relative_perfusion", "ratio", "alff", "malff", "falff", "mfalff", "peraf")


def usual_transform(statistic: str) -> Transform:
    """Logarithm for perfusion, amplitudes and ratios, Fisher z for correlations, none for what is standardised."""
    name = statistic.lower()
    if name in _LOG:
        return Transform.LOG
    if name in ("vmhc", "fc_r") or name.startswith("fc_r_"):
        return Transform.FISHER
    return Transform.NONE


@dataclass(frozen=True, eq=False)
class CaseModel:
    """The design of the controls ``(n, 1 + k)`` and the person's own row ``(1 + k,)``, first column the constant."""

    matrix: np.ndarray
    row: np.ndarray

    @property
    def n(self) -> int:
        """Number of controls."""
        return len(self.matrix)

    @property
    def dof(self) -> int:
        """n − k − 1."""
        return self.n - self.matrix.shape[1]

    @property
    def leverage(self) -> float:
        """h = x₀ (X'X)⁻¹ x₀': 1/n for a person at the mean of all covariates, large for one far from the controls."""
        along = np.linalg.pinv(self.matrix).T @ self.row
        return float(along @ along)

    @property
    def everyone(self) -> np.ndarray:
        """``(n + 1, 1 + k)``, the person first."""
        return np.vstack([self.row, self.matrix])


def case_model(n: int, covariates: np.ndarray | None = None, case: np.ndarray | None = None) -> CaseModel:
    """The model of n controls with covariates ``(n, k)`` and the person's ``(k,)``, centred at the controls' mean.

    Raises
    ------
    OptionError
        if only one of both is given, or their numbers differ
    DataError
        if a covariate does not vary or follows from others, or there are too few controls
    """
    k = 0 if covariates is None else covariates.shape[1]
    if (0 if case is None else len(case)) != k:
        raise OptionError("The person needs a value of each covariate of the controls.")
    if n < k + 3:
        raise DataError(f"{n} controls are too few for a comparison with {k} covariates.")
    if covariates is None or case is None:
        return CaseModel(np.ones((n, 1)), np.ones(1))
    mean = covariates.mean(axis=0)
    matrix = np.column_stack([np.ones(n), covariates - mean])
    if not np.isfinite(matrix).all() or not np.isfinite(case).all():
        raise DataError("A covariate has a missing value.")
    lengths = np.linalg.norm(matrix, axis=0)
    if (lengths == 0).any() or np.linalg.matrix_rank(matrix / lengths) < k + 1:
        raise DataError("A covariate of the controls does not vary, or follows from the others; leave it out.")
    return CaseModel(matrix, np.concatenate([[1.0], case - mean]))


@dataclass(frozen=True, eq=False)
class SingleCase:
    """The comparison in every voxel (or region), each ``(n_voxels,)`` float64; NaN where it could not be made.

    ``value`` is the person's, ``expected`` ŷ, ``low`` and ``high`` the 95 % prediction interval, all on the scale on
    which was compared; ``sd`` is s, ``effect`` (y − ŷ) / s (z_CC, z_CCC), ``w`` the descriptive W-score,
    ``percentile`` 0 to 100, ``p`` two-tailed.
    """

    model: CaseModel
    value: np.ndarray
    expected: np.ndarray
    sd: np.ndarray
    low: np.ndarray
    high: np.ndarray
    effect: np.ndarray
    t: np.ndarray
    p: np.ndarray
    percentile: np.ndarray
    w: np.ndarray

    @property
    def dof(self) -> int:
        """Degrees of freedom of t."""
        return self.model.dof


def compare_case(value: np.ndarray, controls: np.ndarray, model: CaseModel) -> SingleCase:
    """Compare a person with controls.

    Parameters
    ----------
    value : ``(n_voxels,)`` of the person, on the scale on which is compared
    controls : ``(n, n_voxels)``, on the same scale
    model : of n controls

    Raises
    ------
    DataError
        if the numbers of controls or voxels do not fit
    """
    y0, y = np.asarray(value, dtype=np.float64), np.asarray(controls, dtype=np.float64)
    if y.ndim != 2 or len(y) != model.n or y.shape[1:] != y0.shape:
        raise DataError(f"Values of {y.shape} do not fit {model.n} controls and {y0.size} values of the person.")
    usable = usable_voxels(y) & np.isfinite(y0)
    mean = np.where(usable, y.mean(axis=0), np.nan)
    centred = y - mean
    q, _ = np.linalg.qr(model.matrix)
    residual = centred - q @ (q.T @ centred)
    sse = above_rounding(np.where(usable, np.einsum("nv,nv->v", residual, residual), np.nan), y)
    expected = mean + (model.row @ np.linalg.pinv(model.matrix)) @ centred
    sd, deviation = np.sqrt(sse / model.dof), y0 - expected
    spread = sd * np.sqrt(1 + model.leverage)
    effect, t = deviation / sd, deviation / spread
    w = deviation / np.sqrt(sse / (model.n - 1))
    half = special.stdtrit(model.dof, 0.975) * spread
    return SingleCase(
        model,
        np.where(usable, y0, np.nan),
        expected,
        sd,
        expected - half,
        expected + half,
        effect,
        t,
        distributions.p_of_t(t, model.dof),
        100 * special.stdtr(model.dof, t),
        w,
    )


def from_summary(value: float, mean: float, sd: float, n: int) -> SingleCase:
    """Crawford & Howell from what a paper prints: mean and SD (n − 1) of n controls.

    Raises
    ------
    DataError
        if the SD is not above 0 or there are fewer than 3 controls
    """
    if not sd > 0:
        raise DataError(f"The SD of the controls must be above 0, but it is {sd:g}.")
    model = case_model(n)
    base = np.array([-1.0, 1.0] + [0.0] * (n - 2))
    controls = mean + base * sd * np.sqrt((n - 1) / 2)
    return compare_case(np.array([value]), controls[:, None], model)
