"""Which pairs of several groups differ: Tukey-Kramer, Games-Howell, Dunn with Bonferroni.

Each belongs to the test before it: equal variances (ANOVA), unequal ones (Welch), ranks (Kruskal-Wallis), as SPSS
offers them. Dunn (1964, Technometrics 6:241) compares mean ranks over **all** groups, with the correction for ties;
pairwise Mann-Whitney tests would answer another question.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
from scipy import stats

from analysis.stats.clinical.named_test import PairTest, never_zero
from analysis.stats.distributions import p_of_z

_LEVEL = 0.95


def tukey_kramer(groups: Sequence[np.ndarray], names: Sequence[str]) -> tuple[PairTest, ...]:
    """Tukey's honest differences for groups of any sizes (Kramer 1956), with simultaneous 95 % limits."""
    k, dof = len(groups), float(sum(map(len, groups)) - len(groups))
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / dof
    wide = float(stats.studentized_range.ppf(_LEVEL, k, dof))
    found = []
    for i, j in combinations(range(k), 2):
        error = float(np.sqrt(within / 2 * (1 / len(groups[i]) + 1 / len(groups[j]))))
        found.append(_studentized("Tukey-Kramer", groups, names, (i, j), error, dof, wide))
    return tuple(found)


def games_howell(groups: Sequence[np.ndarray], names: Sequence[str]) -> tuple[PairTest, ...]:
    """Games & Howell (1976, J Educ Stat 1:113): as Tukey, each pair with its own variances and degrees of freedom."""
    found = []
    for i, j in combinations(range(len(groups)), 2):
        a, b = (groups[g].var(ddof=1) / len(groups[g]) for g in (i, j))
        dof = float((a + b) ** 2 / (a**2 / (len(groups[i]) - 1) + b**2 / (len(groups[j]) - 1)))
        wide = float(stats.studentized_range.ppf(_LEVEL, len(groups), dof))
        found.append(_studentized("Games-Howell", groups, names, (i, j), float(np.sqrt((a + b) / 2)), dof, wide))
    return tuple(found)


def dunn_bonferroni(groups: Sequence[np.ndarray], names: Sequence[str]) -> tuple[PairTest, ...]:
    """Dunn's z of mean ranks; p times the number of pairs. There is no interval."""
    both = np.concatenate(groups)
    n = len(both)
    edges = np.cumsum([0, *map(len, groups)])
    ranks = stats.rankdata(both)
    means = [ranks[a:b].mean() for a, b in pairwise(edges)]
    counts = np.unique(both, return_counts=True)[1].astype(np.float64)
    spread = n * (n + 1) / 12 - (counts**3 - counts).sum() / (12 * (n - 1))
    pairs = list(combinations(range(len(groups)), 2))
    found = []
    for i, j in pairs:
        z = float((means[i] - means[j]) / np.sqrt(spread * (1 / len(groups[i]) + 1 / len(groups[j]))))
        p = float(p_of_z(np.asarray(z)))
        found.append(PairTest(
            "Dunn, Bonferroni", names[i], names[j], float(means[i] - means[j]), float("nan"), float("nan"), "z", z, (),
            never_zero(min(1.0, p * len(pairs))), never_zero(p), len(pairs),
        ))  # fmt: skip
    return tuple(found)


def _studentized(
    name: str,
    groups: Sequence[np.ndarray],
    names: Sequence[str],
    pair: tuple[int, int],
    error: float,
    dof: float,
    wide: float,
) -> PairTest:
    i, j = pair
    difference = float(groups[i].mean() - groups[j].mean())
    q = difference / error
    p = float(stats.studentized_range.sf(abs(q), len(groups), dof))
    n_pairs = len(groups) * (len(groups) - 1) // 2
    return PairTest(
        name, names[i], names[j], difference, difference - wide * error, difference + wide * error, "q", q, (dof,),
        never_zero(p), None, n_pairs,
    )  # fmt: skip
