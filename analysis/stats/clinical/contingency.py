"""How often categories occur in groups: chi-square with and without continuity correction, and Fisher's exact test.

The three have different p, so each says what it is: of 15 of 31 men against 9 of 33, Pearson's χ² without correction
has p = .081, with Yates' correction .137, and Fisher's test .121. Libraries correct tables of 2 × 2 by default; SPSS
prints Pearson without. Where an expected count is below 5 the χ² distribution is a poor guide, and the exact test of
Fisher (2 × 2) or of Freeman & Halton (1951, Biometrika 38:141; larger tables) is not.
"""

import numpy as np
from scipy import special

from analysis.errors import DataError
from analysis.stats.clinical.effect_sizes import cramer_v
from analysis.stats.clinical.named_test import EffectSize, NamedTest, never_zero

LEAST_EXPECTED = 5.0
MOST_TABLES = 1_000_000
_SAME = 1e-7
"""Tables whose probability is within this share of the observed one count as equally likely, as in R."""


def as_table(counts: np.ndarray) -> np.ndarray:
    """``(n_categories, n_groups)`` counts without the categories that nobody has.

    Raises
    ------
    DataError
        if a group is empty, or fewer than two categories or groups are left
    """
    table = np.asarray(counts, dtype=np.int64)
    if (table < 0).any():
        raise DataError("A count is below 0.")
    if (table.sum(axis=0) == 0).any():
        raise DataError("A group has no value, so groups cannot be compared.")
    table = table[table.sum(axis=1) > 0]
    if min(table.shape) < 2:
        raise DataError("All people are in the same category, so groups cannot be compared.")
    return table


def expected(table: np.ndarray) -> np.ndarray:
    """Counts if groups did not differ."""
    return np.asarray(np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum())


def pearson(counts: np.ndarray, groups: tuple[str, ...] = ()) -> NamedTest:
    """Pearson's χ² without continuity correction; raises as `as_table`."""
    table = as_table(counts)
    wanted = expected(table)
    chi2 = float(((table - wanted) ** 2 / wanted).sum())
    return _chi_square("Pearson chi-square, no continuity correction", chi2, table, groups)


def yates(counts: np.ndarray, groups: tuple[str, ...] = ()) -> NamedTest:
    """χ² of a table of 2 × 2 with the continuity correction of Yates, never larger than the difference itself.

    Raises
    ------
    DataError
        if the table is larger, or as `as_table`
    """
    table = as_table(counts)
    if table.shape != (2, 2):
        raise DataError("The continuity correction of Yates is for tables of 2 × 2 only.")
    wanted = expected(table)
    away = np.abs(table - wanted)
    chi2 = float(((away - np.minimum(0.5, away)) ** 2 / wanted).sum())
    return _chi_square("chi-square, Yates continuity correction", chi2, table, groups)


def fisher(counts: np.ndarray, groups: tuple[str, ...] = ()) -> NamedTest:
    """Exact test of a table with its margins: the sum of the probabilities of all tables no more likely than it.

    Raises
    ------
    DataError
        if there are more than a million tables, or as `as_table`
    """
    table = as_table(counts)
    if table.shape[0] < table.shape[1]:  # few columns keep the enumeration short
        table = table.T
    log_p = _log_probabilities(table.sum(axis=1), table.sum(axis=0))
    constant = special.gammaln(table.sum(axis=1) + 1).sum() + special.gammaln(table.sum(axis=0) + 1).sum()
    constant -= special.gammaln(table.sum() + 1)
    observed = constant - special.gammaln(table + 1).sum()
    kept = log_p[log_p + constant <= observed + _SAME]
    p = float(np.exp(kept + constant).sum())
    name = "Fisher exact" if table.shape == (2, 2) else "Fisher-Freeman-Halton exact"
    sizes = tuple(int(n) for n in as_table(counts).sum(axis=0))
    return NamedTest(name, "", float("nan"), never_zero(min(p, 1.0)), (), None, groups, sizes)


def association(counts: np.ndarray) -> EffectSize:
    """Cramér's V from Pearson's χ²."""
    table = as_table(counts)
    wanted = expected(table)
    chi2 = float(((table - wanted) ** 2 / wanted).sum())
    return cramer_v(chi2, int(table.sum()), (table.shape[0], table.shape[1]))


def _chi_square(name: str, chi2: float, table: np.ndarray, groups: tuple[str, ...]) -> NamedTest:
    dof = float((table.shape[0] - 1) * (table.shape[1] - 1))
    low = int((expected(table) < LEAST_EXPECTED).sum())
    notes = (
        (f"{low} of {table.size} expected counts are below 5 (the least is {expected(table).min():.2f})",)
        if low
        else ()
    )
    sizes = tuple(int(n) for n in table.sum(axis=0))
    p = never_zero(float(special.chdtrc(dof, chi2)))
    return NamedTest(name, "χ²", chi2, p, (dof,), None, groups, sizes, notes)


def _log_probabilities(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Minus the sum of log n! over the cells, of every table with these margins."""
    left, logs = columns[None, :].astype(np.int64), np.zeros(1)
    for size in rows[:-1]:
        left, logs = _with_row(left, logs, int(size))
    return np.asarray(logs - special.gammaln(left + 1).sum(axis=1))


def _with_row(left: np.ndarray, logs: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Every way to put a row of so many people into what is left of the columns."""
    still = np.full(len(left), size)
    for column in range(left.shape[1]):
        last = column == left.shape[1] - 1
        most = np.minimum(still, left[:, column])
        least = still if last else np.maximum(0, still - left[:, column + 1 :].sum(axis=1))
        ways = np.maximum(most - least + 1, 0)
        if ways.sum() > MOST_TABLES:
            raise DataError(
                "There are too many tables for the exact test (more than a million); join rare categories, or use "
                "Pearson's chi-square."
            )
        which = np.repeat(np.arange(len(left)), ways)
        cell = np.arange(len(which)) - np.repeat(np.cumsum(ways) - ways, ways) + least[which]
        left, logs, still = left[which].copy(), logs[which] - special.gammaln(cell + 1), still[which] - cell
        left[:, column] -= cell
    return left, logs
