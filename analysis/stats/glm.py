"""The general linear model of every voxel at once, in double precision.

    b = X⁺ Y,   s² = SSE / (n − p),   t = c b / sqrt(s² c (X'X)⁻¹ c')
    F = ((SSE₀ − SSE) / q) / (SSE / (n − p)),   partial f² = (SSE₀ − SSE) / SSE = t² / dof = q F / dof

SSE₀ is that of the model without the tested columns. Effects come with their standard error, 95 % confidence interval
and, between groups, the standardised difference adjusted for the covariates: d = t sqrt(1/n₁ + 1/n₂).
"""

from dataclasses import dataclass, field

import numpy as np
from scipy import special

from analysis.blocks import for_each_block, single_threaded_blas, split
from analysis.errors import DataError
from analysis.progress import Progress, silent
from analysis.stats import distributions
from analysis.stats.design import Contrast, Design
from analysis.stats.solvers import Raw, Variance, solver, usable_voxels

_BLOCK = 4096


@dataclass(frozen=True, eq=False)
class Statistic:
    """The test of one contrast in every voxel; NaN where it could not be made.

    ``values`` is ``(n_voxels,)`` t or F; ``dof1`` the rows of the contrast; ``dof`` ``(n_voxels,)`` those of the
    residuals; ``p`` two-tailed for t, upper tail for F; ``z`` the normal deviate with the same tail; ``n`` how many
    rows entered. For t: ``effect`` = c b in the unit of the maps, its ``standard_error``, the 95 % confidence
    interval ``low``, ``high``, and ``d``. ``partial_f2`` where one variance is estimated per voxel.
    """

    contrast: Contrast
    values: np.ndarray
    dof1: int
    dof: np.ndarray
    p: np.ndarray
    z: np.ndarray
    n: np.ndarray
    effect: np.ndarray | None = None
    standard_error: np.ndarray | None = None
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    d: np.ndarray | None = None
    partial_f2: np.ndarray | None = None

    @property
    def is_t(self) -> bool:
        """Whether the values are t, else F."""
        return self.contrast.is_t


@dataclass(eq=False)
class Solved:
    """The raw results of all voxels, filled part by part; NaN where nothing was stored."""

    n_voxels: int
    values: np.ndarray = field(init=False)
    dof: np.ndarray = field(init=False)
    effect: np.ndarray = field(init=False)
    standard_error: np.ndarray = field(init=False)
    n: np.ndarray = field(init=False)
    d_factor: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        for name in ("values", "dof", "effect", "standard_error", "d_factor"):
            setattr(self, name, np.full(self.n_voxels, np.nan))
        self.n = np.zeros(self.n_voxels, dtype=np.int64)

    def store(self, voxels: np.ndarray, raw: Raw, n: int, d_factor: float) -> None:
        """Keep what was found for ``(n_part,)`` voxels from `n` rows."""
        self.values[voxels], self.dof[voxels], self.d_factor[voxels] = raw.values, raw.dof, d_factor
        self.n[voxels] = np.where(np.isfinite(raw.values), n, 0)
        if raw.effect is not None and raw.standard_error is not None:
            self.effect[voxels], self.standard_error[voxels] = raw.effect, raw.standard_error


def fit(
    values: np.ndarray,
    design: Design,
    contrast: Contrast | None = None,
    *,
    variance: Variance = Variance.EQUAL,
    whitening: np.ndarray | None = None,
    progress: Progress = silent,
) -> Statistic:
    """Test a contrast in every voxel; voxels with NaN, or without variance, get NaN.

    Parameters
    ----------
    values : ``(n, n_voxels)``
    design : of n rows
    contrast : the one of the design where not given
    variance : `Variance.SPM12` needs `whitening`, from `pooled.whitening`
    whitening : ``(n,)`` factors that make the variance of all rows equal

    Returns
    -------
    Statistic

    Raises
    ------
    OptionError
        if the model of the variance does not fit the design
    DataError
        if there are not as many rows of values as in the design
    """
    contrast = contrast or design.contrast
    if values.ndim != 2 or len(values) != design.n:
        raise DataError(f"There are {len(values)} maps for the {design.n} rows of the design.")
    solve = solver(design, contrast, variance, whitening)
    solved, factor = Solved(values.shape[1]), d_factor(design, contrast)

    def work(block: slice) -> None:
        y = values[:, block].astype(np.float64)
        usable = usable_voxels(y)
        if usable.any():
            solved.store(np.arange(block.start, block.stop)[usable], solve(y[:, usable]), design.n, factor)

    with single_threaded_blas():
        for_each_block(work, split(values.shape[1], _BLOCK), progress, "Fitting the model")
    return completed(solved, contrast, variance)


def d_factor(design: Design, contrast: Contrast) -> float:
    """What turns t into the standardised difference: sqrt(sum of 1/n); NaN for a contrast without groups."""
    counts = [int((design.matrix[:, column] > 0).sum()) for column in contrast.counted]
    return float(np.sqrt(sum(1 / n for n in counts))) if counts else float("nan")


def completed(solved: Solved, contrast: Contrast, variance: Variance) -> Statistic:
    """The raw results with p, z, confidence intervals and sizes of effects."""
    values, dof, rows = solved.values, solved.dof, len(contrast.weights)
    share = values**2 / dof if contrast.is_t else rows * values / dof
    f2 = share if variance in (Variance.EQUAL, Variance.SPM12) else None
    if not contrast.is_t:
        p, z = distributions.p_of_f(values, rows, dof), distributions.z_of_f(values, rows, dof)
        return Statistic(contrast, values, rows, dof, p, z, solved.n, partial_f2=f2)
    half = special.stdtrit(dof, 0.975) * solved.standard_error
    return Statistic(
        contrast,
        values,
        1,
        dof,
        distributions.p_of_t(values, dof),
        distributions.z_of_t(values, dof),
        solved.n,
        solved.effect,
        solved.standard_error,
        solved.effect - half,
        solved.effect + half,
        values * solved.d_factor if contrast.counted else None,
        f2,
    )


def residuals(values: np.ndarray, design: Design) -> np.ndarray:
    """``(n, n_voxels)`` float32, what the model leaves of the values; NaN where a value is missing."""
    q, _ = np.linalg.qr(design.matrix)
    result = np.empty(values.shape, dtype=np.float32)
    for block in split(values.shape[1], _BLOCK):
        y = values[:, block].astype(np.float64)
        result[:, block] = y - q @ (q.T @ y)
    return result
