"""How large a difference is, whatever its p: standardised effects with confidence intervals that name their method.

==================  =======================================  =============================================
effect              definition                               interval
==================  =======================================  =============================================
Cohen's d           (m₁ − m₂) / pooled SD                    non-central t
Hedges' g           d (1 − 3 / (4 df − 1))                   that of d, times the same factor
rank-biserial r     2 U₁ / (n₁ n₂) − 1                       Fisher z, SE² = (n₁ + n₂ + 1) / (3 n₁ n₂)
η²                  SS between / SS total                    non-central F, λ / (λ + N)
ω²                  (SSb − df MSw) / (SSt + MSw)             –
f²                  η² / (1 − η²)                            that of η²
ε² (ranks)          H / (N − 1)                              percentiles of resamples within groups
Cramér's V          √(χ² / (N min(r − 1, c − 1)))            non-central χ²
==================  =======================================  =============================================

Steiger & Fouladi (1997) and Steiger (2004, Psychol Methods 9:164) for the non-central distributions, Kerby (2014,
Compr Psychol 3:11.IT.3.1) for the rank-biserial correlation, Tomczak & Tomczak (2014) for ε². Intervals are
two-sided; those of squares may begin at 0 although p is small.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import optimize, special, stats

from analysis.stats.clinical.named_test import EffectSize
from analysis.stats.single_case_interval import case_interval

LEVEL = 0.95
RESAMPLES = 2000
_SEED = 20100301


def cohen_d(difference: float, pooled_sd: float, n: tuple[int, int], level: float = LEVEL) -> EffectSize:
    """d of two groups of `n` people from the difference of their means and their pooled SD."""
    d = difference / pooled_sd
    limits = case_interval(np.array([d]), 1 / n[0] + 1 / n[1], n[0] + n[1] - 2, level)
    low, high = float(limits.effect_low[0]), float(limits.effect_high[0])
    return EffectSize("Cohen's d (pooled SD)", float(d), low, high, "non-central t", level)


def hedges_g(d: EffectSize, dof: float) -> EffectSize:
    """d without the bias of small samples (Hedges 1981)."""
    factor = 1 - 3 / (4 * dof - 1)
    return EffectSize("Hedges' g", factor * d.value, factor * d.low, factor * d.high, f"{d.method}, corrected", d.level)


def rank_biserial(u: float, n: tuple[int, int], level: float = LEVEL) -> EffectSize:
    """From U of the first group: 1 where all of the first are above all of the second, -1 for the reverse."""
    r = 2 * u / (n[0] * n[1]) - 1
    if abs(r) >= 1:
        return EffectSize("rank-biserial correlation", r, float("nan"), float("nan"), "none at ±1", level)
    half = float(special.ndtri((1 + level) / 2)) * np.sqrt((n[0] + n[1] + 1) / (3 * n[0] * n[1]))
    low, high = np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)
    return EffectSize("rank-biserial correlation", float(r), float(low), float(high), "Fisher z", level)


def eta_squared(f: float, dof: tuple[float, float], level: float = LEVEL) -> EffectSize:
    """η² of an ANOVA of one factor from its F."""
    n = dof[0] + dof[1] + 1
    value = f * dof[0] / (f * dof[0] + dof[1])
    low, high = _limits(lambda ncp: special.ncfdtr(dof[0], dof[1], ncp, f), level)
    return EffectSize("η²", float(value), low / (low + n), high / (high + n), "non-central F", level)


def f_squared(eta: EffectSize) -> EffectSize:
    """Cohen's f² = η² / (1 − η²)."""
    value, low, high = (x / (1 - x) for x in (eta.value, eta.low, eta.high))
    return EffectSize("f²", value, low, high, eta.method, eta.level)


def omega_squared(f: float, dof: tuple[float, float]) -> EffectSize:
    """ω², less biased than η²; it may be below 0."""
    value = dof[0] * (f - 1) / (dof[0] * (f - 1) + dof[0] + dof[1] + 1)
    return EffectSize("ω²", float(value), float("nan"), float("nan"), "no interval")


def rank_epsilon_squared(groups: Sequence[np.ndarray], level: float = LEVEL) -> EffectSize:
    """ε² of Kruskal-Wallis, with percentiles of 2000 resamples within the groups (always the same ones)."""
    sizes = [len(values) for values in groups]
    random = np.random.default_rng(_SEED)
    drawn = np.concatenate(
        [values[random.integers(0, len(values), (RESAMPLES, len(values)))] for values in groups], axis=1
    )
    found = _h(drawn, sizes) / (sum(sizes) - 1)
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    value = float(_h(np.concatenate(groups)[None], sizes)[0]) / (sum(sizes) - 1)
    method = f"percentile bootstrap, {RESAMPLES} resamples within groups, seed {_SEED}"
    return EffectSize("ε² (ranks)", value, float(low), float(high), method, level)


def _h(values: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
    """H of Kruskal-Wallis with correction for ties, of each row of ``(m, n)``; 0 where all values are alike."""
    n = values.shape[1]
    ranks = stats.rankdata(values, axis=1)
    spread = ((ranks - (n + 1) / 2) ** 2).sum(axis=1)
    edges = np.cumsum([0, *sizes])
    between = sum(
        size * (ranks[:, a:b].mean(axis=1) - (n + 1) / 2) ** 2
        for size, a, b in zip(sizes, edges[:-1], edges[1:], strict=True)
    )
    return np.asarray((n - 1) * np.divide(between, spread, out=np.zeros(len(values)), where=spread > 0))


def cramer_v(chi2: float, n: int, shape: tuple[int, int], level: float = LEVEL) -> EffectSize:
    """V from Pearson's χ² without continuity correction; φ without its sign for a table of 2 × 2."""
    dof, least = (shape[0] - 1) * (shape[1] - 1), min(shape) - 1
    low, high = _limits(lambda ncp: special.chndtr(chi2, dof, ncp), level)
    value, low, high = (float(np.sqrt(x / (n * least))) for x in (chi2, low, high))
    return EffectSize("Cramér's V", value, low, min(high, 1.0), "non-central χ²", level)


def _limits(below: Callable[[float], float], level: float) -> tuple[float, float]:
    """The non-centralities at which a statistic is the upper, and the lower, tail of its distribution."""
    found = []
    for share in ((1 + level) / 2, (1 - level) / 2):
        if below(0.0) <= share:
            found.append(0.0)
            continue
        top = 1.0
        while below(top) > share:
            top *= 2
        found.append(float(optimize.brentq(lambda ncp, s=share: below(ncp) - s, 0.0, top, xtol=1e-12, rtol=1e-13)))
    return found[0], found[1]
