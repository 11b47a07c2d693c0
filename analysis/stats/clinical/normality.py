"""The gate between tests of means and tests of ranks: is each group normal, and are the variances equal?

Shapiro & Wilk (1965, Biometrika 52:591) in each group, and Levene (1960) about the **means**, as SPSS prints it first
(many libraries take the median, Brown & Forsythe 1974: another p). The outcome is always shown and can be overridden:
a gate says little in small groups (it passes almost anything) and too much in large ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.stats.clinical.named_test import NamedTest, never_zero

LEAST_FOR_SHAPIRO = 3
MOST_FOR_SHAPIRO = 5000


@dataclass(frozen=True)
class Gate:
    """What the gate saw: Shapiro of each group (None where it cannot be computed), Levene (None for one group).

    ``normal`` is whether every group passed, ``equal_variances`` whether Levene did, at ``alpha``.
    """

    shapiro: tuple[NamedTest | None, ...]
    levene: NamedTest | None
    alpha: float
    normal: bool
    equal_variances: bool
    in_words: str


def shapiro(values: np.ndarray, group: str = "") -> NamedTest | None:
    """Shapiro-Wilk test of ``(n,)`` values; None for fewer than 3, more than 5000, or all alike."""
    if not LEAST_FOR_SHAPIRO <= len(values) <= MOST_FOR_SHAPIRO or np.ptp(values) == 0:
        return None
    w, p = stats.shapiro(values)
    return NamedTest("Shapiro-Wilk", "W", float(w), never_zero(p), groups=(group,), n=(len(values),))


def levene(groups: Sequence[np.ndarray], names: Sequence[str] = ()) -> NamedTest | None:
    """Levene's test about the means; None where a group has fewer than two values or all are alike."""
    if len(groups) < 2 or any(len(values) < 2 for values in groups) or all(np.ptp(values) == 0 for values in groups):
        return None
    f, p = stats.levene(*groups, center="mean")
    sizes = tuple(len(values) for values in groups)
    dof = (float(len(groups) - 1), float(sum(sizes) - len(groups)))
    return NamedTest("Levene, about the means", "F", float(f), never_zero(p), dof, groups=tuple(names), n=sizes)


def gate(groups: Sequence[np.ndarray], names: Sequence[str], alpha: float = 0.05) -> Gate:
    """Put groups of ``(n_i,)`` values through the gate; a group that Shapiro cannot judge does not pass as normal."""
    tests = tuple(shapiro(values, name) for values, name in zip(groups, names, strict=True))
    spread = levene(groups, names)
    normal = all(test is not None and test.p >= alpha for test in tests)
    equal = spread is not None and spread.p >= alpha
    return Gate(tests, spread, alpha, normal, equal, _words(tests, names, spread, alpha))


def _words(tests: Sequence[NamedTest | None], names: Sequence[str], spread: NamedTest | None, alpha: float) -> str:
    said = [
        f"{name or 'all'} {_p(test.p)}" if test is not None else f"{name or 'all'} cannot be tested"
        for test, name in zip(tests, names, strict=True)
    ]
    words = f"Shapiro-Wilk {', '.join(said)}"
    if spread is not None:
        words += f"; Levene about the means {_p(spread.p)}"
    return f"{words}; limit {alpha:g}"


def _p(p: float) -> str:
    """Four digits, since the gate is a limit; never 0."""
    return f"p = {p:.4f}" if p >= 0.0001 else "p < .0001"
