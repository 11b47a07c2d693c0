"""Two independent groups: t with pooled variance, Welch's t, Mann-Whitney; and t of published means and SD.

Everything is the first group minus the second and two-tailed. Mann-Whitney is asymptotic with correction for ties and
**without** continuity correction, as SPSS prints it (SciPy and R correct by default: another p), and exact where no
value occurs twice and both groups have at most 20 people.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from analysis.errors import DataError
from analysis.stats.clinical.effect_sizes import LEVEL, cohen_d, hedges_g, rank_biserial
from analysis.stats.clinical.named_test import EffectSize, NamedTest, never_zero
from analysis.stats.distributions import p_of_t, p_of_z

MOST_FOR_EXACT = 20


@dataclass(frozen=True)
class Moments:
    """Mean, SD (n - 1) and number of people of a group, as a paper prints them."""

    mean: float
    sd: float
    n: int


def moments_of(values: np.ndarray) -> Moments:
    """Of ``(n,)`` values without missing ones."""
    return Moments(float(values.mean()), float(values.std(ddof=1)), len(values))


def pooled_t(first: Moments, second: Moments, groups: tuple[str, str] = ("", "")) -> NamedTest:
    """Student's t with pooled variance, n₁ + n₂ − 2 degrees of freedom.

    Raises
    ------
    DataError
        if a group has fewer than two people, or nothing varies
    """
    _check(first, second)
    t = (first.mean - second.mean) / (pooled_sd(first, second) * np.sqrt(1 / first.n + 1 / second.n))
    return _t_test(
        "independent-samples t, pooled variance", float(t), float(first.n + second.n - 2), first, second, groups
    )


def welch_t(first: Moments, second: Moments, groups: tuple[str, str] = ("", "")) -> NamedTest:
    """Welch's t, degrees of freedom by Satterthwaite; raises as `pooled_t`."""
    _check(first, second)
    a, b = first.sd**2 / first.n, second.sd**2 / second.n
    dof = (a + b) ** 2 / (a**2 / (first.n - 1) + b**2 / (second.n - 1))
    t = (first.mean - second.mean) / np.sqrt(a + b)
    return _t_test("Welch t, unequal variances", float(t), float(dof), first, second, groups)


def pooled_sd(first: Moments, second: Moments) -> float:
    """The common SD of two groups."""
    sums = (first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2
    return float(np.sqrt(sums / (first.n + second.n - 2)))


def mean_effects(
    first: Moments, second: Moments, *, welch: bool = False, level: float = LEVEL
) -> tuple[EffectSize, ...]:
    """The difference of the means, d and g."""
    test = welch_t(first, second) if welch else pooled_t(first, second)
    difference = first.mean - second.mean
    half = float(special.stdtrit(test.dof[0], (1 + level) / 2)) * _standard_error(first, second, welch)
    name = "Welch t" if welch else "t, pooled variance"
    d = cohen_d(difference, pooled_sd(first, second), (first.n, second.n), level)
    return (
        EffectSize("difference of means", difference, difference - half, difference + half, name, level),
        d,
        hedges_g(d, first.n + second.n - 2),
    )


def mann_whitney(
    first: np.ndarray, second: np.ndarray, groups: tuple[str, str] = ("", ""), *, exact: bool | None = None
) -> NamedTest:
    """Mann-Whitney U of the first group.

    Parameters
    ----------
    first, second : ``(n,)`` values without missing ones
    exact : whether p is exact; where not given it is if nothing is tied and no group has more than 20 people

    Raises
    ------
    DataError
        if a group is empty, all values are alike, or an exact p is asked for although values are tied
    """
    if not (len(first) and len(second)):
        raise DataError("A group has no value, so groups cannot be compared.")
    both = np.concatenate([first, second])
    tied = len(np.unique(both)) < len(both)
    if np.ptp(both) == 0:
        raise DataError("All values are alike, so groups cannot be compared.")
    if exact and tied:
        raise DataError("Values occur more than once, so the exact Mann-Whitney p cannot be computed.")
    n1, n2 = len(first), len(second)
    u = float(stats.rankdata(both)[:n1].sum() - n1 * (n1 + 1) / 2)
    if exact if exact is not None else not tied and max(n1, n2) <= MOST_FOR_EXACT:
        p = float(stats.mannwhitneyu(first, second, method="exact").pvalue)
        return NamedTest("Mann-Whitney U, exact", "U", u, never_zero(p), groups=groups, n=(n1, n2))
    z = (u - n1 * n2 / 2) / np.sqrt(n1 * n2 / 12 * ((n1 + n2 + 1) - _ties(both) / ((n1 + n2) * (n1 + n2 - 1))))
    name = "Mann-Whitney U, asymptotic, ties corrected, no continuity correction"
    return NamedTest(name, "U", u, never_zero(float(p_of_z(np.asarray(z)))), (), float(z), groups, (n1, n2))


def rank_effects(test: NamedTest, level: float = LEVEL) -> tuple[EffectSize, ...]:
    """The rank-biserial correlation of a Mann-Whitney test."""
    return (rank_biserial(test.statistic, (test.n[0], test.n[1]), level),)


def _ties(values: np.ndarray) -> float:
    counts = np.unique(values, return_counts=True)[1].astype(np.float64)
    return float((counts**3 - counts).sum())


def _standard_error(first: Moments, second: Moments, welch: bool) -> float:
    if welch:
        return float(np.sqrt(first.sd**2 / first.n + second.sd**2 / second.n))
    return pooled_sd(first, second) * float(np.sqrt(1 / first.n + 1 / second.n))


def _check(first: Moments, second: Moments) -> None:
    if min(first.n, second.n) < 2:
        raise DataError(f"Groups of {first.n} and {second.n} people cannot be compared by t: two are the least.")
    if not (first.sd >= 0 and second.sd >= 0) or first.sd == second.sd == 0:
        raise DataError("The values of both groups do not vary, so they cannot be compared by t.")


def _t_test(name: str, t: float, dof: float, first: Moments, second: Moments, groups: tuple[str, str]) -> NamedTest:
    p = never_zero(float(p_of_t(np.asarray(t), dof)))
    return NamedTest(name, "t", t, p, (dof,), groups=groups, n=(first.n, second.n))
