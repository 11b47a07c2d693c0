"""Three independent groups or more: ANOVA, Welch's ANOVA, Kruskal-Wallis."""

from collections.abc import Sequence

import numpy as np
from scipy import special, stats

from analysis.errors import DataError
from analysis.stats.clinical.effect_sizes import eta_squared, f_squared, omega_squared, rank_epsilon_squared
from analysis.stats.clinical.named_test import EffectSize, NamedTest, never_zero
from analysis.stats.distributions import p_of_f


def anova(groups: Sequence[np.ndarray], names: Sequence[str]) -> NamedTest:
    """Analysis of variance of one factor.

    Parameters
    ----------
    groups : ``(n_i,)`` values each, without missing ones
    names : of the groups

    Raises
    ------
    DataError
        if a group has fewer than two values, or nothing varies within the groups
    """
    _check(groups, names)
    n, k = sum(map(len, groups)), len(groups)
    grand = np.concatenate(groups).mean()
    between = sum(len(g) * (g.mean() - grand) ** 2 for g in groups) / (k - 1)
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / (n - k)
    return _f_test("one-way ANOVA", float(between / within), (float(k - 1), float(n - k)), groups, names)


def welch_anova(groups: Sequence[np.ndarray], names: Sequence[str]) -> NamedTest:
    """Welch (1951, Biometrika 38:330): variances may differ; as `anova`, and no group may be without spread."""
    _check(groups, names)
    if any(np.ptp(g) == 0 for g in groups):
        raise DataError("The values of a group do not vary, so Welch's ANOVA cannot be computed.")
    sizes = np.array([len(g) for g in groups], dtype=np.float64)
    means = np.array([g.mean() for g in groups])
    weights = sizes / np.array([g.var(ddof=1) for g in groups])
    k = len(groups)
    grand = (weights * means).sum() / weights.sum()
    lack = ((1 - weights / weights.sum()) ** 2 / (sizes - 1)).sum()
    between = (weights * (means - grand) ** 2).sum() / (k - 1)
    f = between / (1 + 2 * (k - 2) / (k**2 - 1) * lack)
    return _f_test(
        "Welch ANOVA, unequal variances", float(f), (float(k - 1), float((k**2 - 1) / (3 * lack))), groups, names
    )


def kruskal_wallis(groups: Sequence[np.ndarray], names: Sequence[str]) -> NamedTest:
    """Kruskal & Wallis (1952), asymptotic χ², corrected for ties; raises `DataError` where all values are alike."""
    if any(not len(g) for g in groups):
        raise DataError("A group has no value, so groups cannot be compared.")
    if np.ptp(np.concatenate(groups)) == 0:
        raise DataError("All values are alike, so groups cannot be compared.")
    h = float(stats.kruskal(*groups).statistic)
    dof = float(len(groups) - 1)
    sizes = tuple(len(g) for g in groups)
    p = never_zero(float(special.chdtrc(dof, h)))
    return NamedTest("Kruskal-Wallis, asymptotic, ties corrected", "H", h, p, (dof,), groups=tuple(names), n=sizes)


def variance_effects(groups: Sequence[np.ndarray], names: Sequence[str]) -> tuple[EffectSize, ...]:
    """η², ω² and f² of the ANOVA."""
    test = anova(groups, names)
    dof = (test.dof[0], test.dof[1])
    eta = eta_squared(test.statistic, dof)
    return eta, omega_squared(test.statistic, dof), f_squared(eta)


def rank_effects(groups: Sequence[np.ndarray]) -> tuple[EffectSize, ...]:
    """ε² of the ranks."""
    return (rank_epsilon_squared(groups),)


def _check(groups: Sequence[np.ndarray], names: Sequence[str]) -> None:
    for values, name in zip(groups, names, strict=True):
        if len(values) < 2:
            raise DataError(f'The group "{name}" has {len(values)} values; an analysis of variance needs two.')
    if all(np.ptp(values) == 0 for values in groups):
        raise DataError("Nothing varies within the groups, so they cannot be compared by an analysis of variance.")


def _f_test(
    name: str, f: float, dof: tuple[float, float], groups: Sequence[np.ndarray], names: Sequence[str]
) -> NamedTest:
    p = never_zero(float(p_of_f(np.asarray(f), *dof)))
    return NamedTest(name, "F", f, p, dof, groups=tuple(names), n=tuple(len(g) for g in groups))
