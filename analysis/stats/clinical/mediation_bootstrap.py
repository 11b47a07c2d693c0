"""The indirect effect in resamples of people: all resamples at once, by their normal equations.

A resample is how often each person was drawn, ``(n_resamples, n)``. Sums of squares and products of all resamples are
one matrix product of these counts with the products of each person's values; the slopes are solutions of stacked
systems of equations. Values are standardised first, so that no digits are lost, and ab is turned back.

    percentile        2.5 and 97.5 % of the resampled ab (linear interpolation, type 7)
    bias-corrected    z₀ = Φ⁻¹(share of resampled ab below ab); limits at Φ(2 z₀ ± 1.96)   (Efron 1987)
    p = 2 min(share below 0, share above 0), never 0: at least "less than 2 / n_resamples"

The bias-corrected interval is somewhat too narrow in small groups (Fritz, Taylor & MacKinnon 2012, Multivar Behav Res
47:61), so both are given. A resample in which a variable is constant or a combination of others has no ab; it is
counted and left out.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.errors import DataError, OptionError
from analysis.progress import Progress, silent

_BLOCK = 500
_LEAST_RESAMPLES = 100
_DEGENERATE = 1e-10
_MANY_DEGENERATE = 0.01
X, M, Y, Z = 0, 1, 2, 3
"""Columns of the values: predictor, mediator, outcome, and where the covariates begin."""


@dataclass(frozen=True)
class BootstrapOptions:
    """How many resamples, from which seed."""

    n_resamples: int = 5000
    seed: int = 0

    def __post_init__(self) -> None:
        if self.n_resamples < _LEAST_RESAMPLES:
            raise OptionError(
                f"At least {_LEAST_RESAMPLES} resamples are needed for an interval, not {self.n_resamples}."
            )


@dataclass(frozen=True, eq=False)
class Indirect:
    """The indirect effect ab and its bootstrap.

    ``resampled`` is ``(n_used,)``, ab of each resample that had one; ``percentile`` and ``bias_corrected`` are the 95 %
    limits, the latter None where all resamples lie on one side of ab. ``p_is_bound`` says that p is an upper bound
    ("p < 0.0004"), because no resample crossed 0.
    """

    estimate: float
    resampled: np.ndarray
    n_resamples: int
    n_degenerate: int
    seed: int | None
    standard_error: float
    percentile: tuple[float, float]
    bias_corrected: tuple[float, float] | None
    p: float
    p_is_bound: bool
    warnings: tuple[str, ...]

    @property
    def p_in_words(self) -> str:
        """``p = 0.012``, or ``p < 0.0004`` where it is a bound."""
        return f"p {'<' if self.p_is_bound else '='} {self.p:.4g}"


def bootstrap_indirect(
    values: np.ndarray, estimate: float, options: BootstrapOptions, progress: Progress = silent
) -> Indirect:
    """Draw people with replacement, compute ab each time, and summarise.

    Parameters
    ----------
    values : ``(n, 3 + n_covariates)``, the columns X, M, Y and the covariates
    estimate : ab of all people

    Raises
    ------
    DataError
        as `summarised`
    """
    rng, n = np.random.default_rng(options.seed), len(values)
    found = []
    for start in range(0, options.n_resamples, _BLOCK):
        progress(start / options.n_resamples, "Resampling the people")
        drawn = rng.integers(0, n, (min(_BLOCK, options.n_resamples - start), n))
        found.append(indirect_of_resamples(values, drawn))
    progress(1.0, "Resampling the people")
    return summarised(estimate, np.concatenate(found), seed=options.seed)


def indirect_of_resamples(values: np.ndarray, resamples: np.ndarray) -> np.ndarray:
    """ab in each of some resamples.

    Parameters
    ----------
    values : ``(n, 3 + n_covariates)``, the columns X, M, Y and the covariates
    resamples : ``(n_resamples, n_drawn)`` indices of people

    Returns
    -------
    np.ndarray
        ``(n_resamples,)``; NaN where a variable is constant or a combination of others
    """
    mean, sd = values.mean(axis=0), values.std(axis=0)
    products = _products((values - mean) / sd, resamples)
    variance = np.einsum("rii->ri", products)
    others = np.r_[X, M, Z : products.shape[1]]
    usable = _is_usable(products[:, others][:, :, others], variance[:, others])
    ab = np.full(len(resamples), np.nan)
    kept, without_m = products[usable], np.delete(others, 1)
    a = _slopes(kept, without_m, M)[:, 0]
    b = _slopes(kept, others, Y)[:, 1]
    ab[usable] = a * b * sd[Y] / sd[X]
    return ab


def _products(standard: np.ndarray, resamples: np.ndarray) -> np.ndarray:
    """Mean centred products ``(n_resamples, p, p)`` of the columns in each resample."""
    n, p = standard.shape
    row = np.arange(len(resamples))[:, np.newaxis] * n
    counts = np.bincount((resamples + row).ravel(), minlength=len(resamples) * n).reshape(-1, n) / resamples.shape[1]
    of_person = (standard[:, :, np.newaxis] * standard[:, np.newaxis, :]).reshape(n, p * p)
    means = counts @ standard
    return (counts @ of_person).reshape(-1, p, p) - means[:, :, np.newaxis] * means[:, np.newaxis, :]


def _is_usable(products: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """Where the explaining variables are neither constant nor combinations of each other."""
    spread = np.sqrt(np.maximum(variance, 0))
    varies = (variance > _DEGENERATE).all(axis=1)
    spread[~varies] = 1
    correlation = products / (spread[:, :, np.newaxis] * spread[:, np.newaxis, :])
    return varies & (np.linalg.eigvalsh(correlation)[:, 0] > _DEGENERATE)


def _slopes(products: np.ndarray, explaining: np.ndarray, outcome: int) -> np.ndarray:
    """``(n_resamples, n_explaining)`` least-squares slopes."""
    left = products[:, explaining][:, :, explaining]
    right = products[:, explaining, outcome]
    return np.linalg.solve(left, right[:, :, np.newaxis])[:, :, 0]


def summarised(estimate: float, resampled: np.ndarray, *, seed: int | None = None) -> Indirect:
    """Intervals and p of an indirect effect from that of resamples.

    Parameters
    ----------
    estimate : ab of all people
    resampled : ``(n_resamples,)`` ab of resamples, NaN for a resample without one
    seed : kept in the record; None where the resamples were given

    Raises
    ------
    DataError
        if half of the resamples or more have no ab
    """
    used = resampled[np.isfinite(resampled)]
    n, n_degenerate = len(resampled), len(resampled) - len(used)
    if 2 * len(used) <= n:
        raise DataError(
            f"In {n_degenerate} of {n} resamples a variable was constant or a combination of the others, so the "
            "indirect effect has no interval; there are too few people, or too few of one of the two groups."
        )
    smaller = 2 * min(float(np.mean(used < 0)), float(np.mean(used > 0)))
    low, high = np.quantile(used, (0.025, 0.975))
    corrected, told = _bias_corrected(estimate, used)
    if n_degenerate:
        told = (
            *told,
            f"{n_degenerate} of {n} resamples had no indirect effect (a variable was constant or a combination of the "
            f"others in them) and were left out{'; intervals are doubtful' * (n_degenerate > _MANY_DEGENERATE * n)}.",
        )
    return Indirect(
        estimate,
        used,
        n,
        n_degenerate,
        seed,
        float(used.std(ddof=1)),
        (float(low), float(high)),
        corrected,
        max(smaller, 2 / len(used)),
        smaller == 0,
        told,
    )


def _bias_corrected(estimate: float, used: np.ndarray) -> tuple[tuple[float, float] | None, tuple[str, ...]]:
    below = float(np.mean(used < estimate))
    if below in (0.0, 1.0):
        side = "above" if below == 0 else "below"
        return None, (f"No bias-corrected interval: all resamples lie {side} the indirect effect.",)
    shift = 2 * special.ndtri(below)
    half = special.ndtri(0.975)
    low, high = np.quantile(used, special.ndtr([shift - half, shift + half]))
    return (float(low), float(high)), ()
