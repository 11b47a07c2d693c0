"""A test and an effect size as records that cannot lose their name.

A p without its test cannot be checked: .081 and .137 are both "chi-square" of one table, without and with continuity
correction. So a p only ever travels in a `NamedTest`. It is two-tailed, and never 0: where it is below the smallest
number that a computer holds, that number stands for it.
"""

from dataclasses import dataclass

import numpy as np

SMALLEST_P = float(np.finfo(np.float64).tiny)


@dataclass(frozen=True)
class NamedTest:
    """What a test found.

    ``name`` says everything that settles p ("Mann-Whitney U, asymptotic, ties corrected, no continuity correction"),
    ``symbol`` the statistic ("U"), ``dof`` its degrees of freedom (two for F, none for U), ``z`` the normal deviate
    behind an asymptotic p, ``n`` the people in each of ``groups``, and ``notes`` what is doubtful.
    """

    name: str
    symbol: str
    statistic: float
    p: float
    dof: tuple[float, ...] = ()
    z: float | None = None
    groups: tuple[str, ...] = ()
    n: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class EffectSize:
    """An effect and its confidence interval; ``method`` says how the limits were found, NaN where there are none."""

    name: str
    value: float
    low: float
    high: float
    method: str
    level: float = 0.95


@dataclass(frozen=True)
class PairTest:
    """One comparison after a test of several groups: ``first`` minus ``second``.

    ``difference`` is that of the means, or of the mean ranks; ``p`` is corrected over all pairs of the variable as
    ``name`` says, ``p_raw`` is not (None where the method has only one p).
    """

    name: str
    first: str
    second: str
    difference: float
    low: float
    high: float
    symbol: str
    statistic: float
    dof: tuple[float, ...]
    p: float
    p_raw: float | None
    n_pairs: int


def never_zero(p: float) -> float:
    """p, at least the smallest positive number in full precision."""
    return float(max(p, SMALLEST_P)) if np.isfinite(p) else float("nan")


def p_in_words(p: float) -> str:
    """As papers print it: ``p = .081``, ``p < .001``; a p is never written as 0 or as 1."""
    if not np.isfinite(p):
        return "p not available"
    if p < 0.001:
        return "p < .001"
    digits = f"{p:.3f}"
    return "p > .999" if digits == "1.000" else f"p = {digits[1:]}"


def in_words(test: NamedTest) -> str:
    """Statistic, degrees of freedom and p: ``t(61) = 4.46, p < .001``."""
    dof = f"({', '.join(_plain(d) for d in test.dof)})" if test.dof else ""
    z = f", z = {test.z:.2f}" if test.z is not None else ""
    statistic = f"{test.symbol}{dof} = {test.statistic:.3f}" if np.isfinite(test.statistic) else test.name
    return f"{statistic}{z}, {p_in_words(test.p)}"


def _plain(dof: float) -> str:
    return f"{dof:.0f}" if float(dof).is_integer() else f"{dof:.2f}"
