"""Families of correlations between columns of a table, adjusted for others, each with its n, df, raw p and m.

A corrected p cannot be checked without the number of tests m behind it and the n of its own pair: the same m turns
r = -.49 of 61 people into one p only. So both stand in every row, beside the raw p, and a family, over which m is
counted, is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.progress import Progress, silent
from analysis.stats import multiple
from analysis.stats.clinical.influence import influence
from analysis.stats.clinical.named_test import never_zero
from analysis.stats.clinical.partial import Correlation, Method, correlate_pair, residual_pair
from analysis.stats.clinical.same_values import same_columns, same_people
from analysis.stats.clinical.variables import read_categories, read_numbers
from analysis.stats.cohort_table import CohortTable
from analysis.stats.covariates import is_missing, read_covariate


class Family(Enum):
    """Over which tests a correction goes."""

    ALL = "all"
    GROUP = "group"


@dataclass(frozen=True)
class CorrectedP:
    """Of one test within its family of ``m`` tests; ``family`` names it ("pain: 4 correlations")."""

    family: str
    m: int
    bonferroni: float
    holm: float
    fdr: float


@dataclass(frozen=True, eq=False)
class CorrelationRow:
    """One pair of columns in one group ("" is everyone).

    ``correlation`` holds r, df, t, raw p and interval; ``x`` and ``y`` ``(n,)`` are the values, ``x_residual`` and
    ``y_residual`` what is left after the covariates (ranks before that, for Spearman), ``people`` how each point is
    called, ``point_groups`` its group where the table has groups (warnings name a person by the line of the table
    only, so that they may be kept with a result). ``without_one`` are the least and the largest r
    that any one person's absence would give.
    """

    x_name: str
    y_name: str
    x_unit: str
    y_unit: str
    group: str
    covariates: tuple[str, ...]
    correlation: Correlation
    corrected: CorrectedP
    x: np.ndarray
    y: np.ndarray
    x_residual: np.ndarray
    y_residual: np.ndarray
    people: tuple[str, ...]
    point_groups: tuple[str, ...]
    n_missing: int
    without_one: tuple[float, float]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class CorrelationTable:
    """All rows of a question; ``notes`` are about the whole."""

    rows: tuple[CorrelationRow, ...]
    family: Family
    alpha: float
    notes: tuple[str, ...]


@dataclass(frozen=True)
class CorrelateOptions:
    """How pairs are correlated.

    ``group`` and ``order`` as in `DescribeOptions`; ``by_group`` correlates within each group (else everyone of them
    together). ``complete`` leaves out whoever lacks any of the columns of the question, so that n is alike everywhere;
    else each pair keeps whom it can. ``circular`` are columns of regions that were chosen from a result of these very
    people.
    """

    covariates: tuple[str, ...] = ()
    method: Method = Method.PEARSON
    group: str = ""
    order: tuple[str, ...] = ()
    by_group: bool = False
    family: Family = Family.ALL
    complete: bool = False
    alpha: float = 0.05
    level: float = 0.95
    circular: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)


def correlate(
    table: CohortTable,
    x: Sequence[str],
    y: Sequence[str],
    options: CorrelateOptions | None = None,
    progress: Progress = silent,
) -> CorrelationTable:
    """Correlate every column of `x` with every one of `y`, in each group that is asked for.

    Parameters
    ----------
    table : one row a person
    x, y : columns of numbers; covariates may also be two words (sex: F, M)
    options : covariates, method, groups, and over which tests p is corrected

    Raises
    ------
    DataError
        if a column, row or group cannot be used; the sentence names it
    OptionError
        if a column is asked for twice, or groups without their column
    """
    asked = options or CorrelateOptions()
    table.require_unique()
    _check_options(x, y, asked)
    if asked.group and asked.order:
        table = table.where(asked.group, asked.order)
    columns = {name: read_numbers(table, name) for name in dict.fromkeys((*x, *y))}
    given = _covariates(table, asked.covariates)
    _check_copies(columns, given, x, y)
    if asked.complete:
        table, columns, given = _complete(table, columns, given)
    parts = _parts(table, asked)
    pairs = [(group, one, other) for group in parts for one in x for other in y]
    found = []
    for index, (group, one, other) in enumerate(pairs):
        progress(index / len(pairs), f"{one}, {other}")
        found.append(_row(table, columns, given, (one, other), group, parts[group], asked))
    rows = _corrected(found, asked)
    return CorrelationTable(rows, asked.family, asked.alpha, _notes(rows, columns, table, asked))


def _check_options(x: Sequence[str], y: Sequence[str], asked: CorrelateOptions) -> None:
    if not (x and y):
        raise OptionError("Name at least one column on each side of the correlation.")
    named = [*x, *y, *asked.covariates]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        raise OptionError(f'"{twice}" is asked for twice; a column is correlated with another one, or a covariate.')
    if (asked.by_group or asked.order) and not asked.group:
        raise OptionError("To correlate by group, name the column that holds the groups.")


def _covariates(table: CohortTable, names: Sequence[str]) -> dict[str, np.ndarray]:
    """Covariates as numbers with NaN for missing values; two words become 0 and 1."""
    found = {}
    for name in names:
        cells, people = table.column(name), table.people
        known = [index for index, cell in enumerate(cells) if not is_missing(cell)]
        if not known:
            raise DataError(f'The column "{name}" has no value for anyone.')
        read = read_covariate(name, [cells[i] for i in known], [people[i] for i in known])
        found[name] = np.full(len(cells), np.nan)
        found[name][known] = read.values
    return found


def _check_copies(
    columns: Mapping[str, np.ndarray], given: Mapping[str, np.ndarray], x: Sequence[str], y: Sequence[str]
) -> None:
    for name, values in {**columns, **given}.items():
        known = values[np.isfinite(values)]
        if not len(known):
            raise DataError(f'The column "{name}" has no value for anyone.')
        if np.ptp(known) == 0:
            raise DataError(f'The column "{name}" has the same value for everyone, so it goes with nothing.')
    pairs = [(a, b) for a in x for b in y] + [(a, c) for a in columns for c in given]
    for first, second in pairs:
        one, other = columns[first], {**columns, **given}[second]
        both = np.isfinite(one) & np.isfinite(other)
        if both.sum() > 2 and np.array_equal(one[both], other[both]):
            raise DataError(f'The columns "{first}" and "{second}" hold the same values; one of them is a copy.')


def _complete(
    table: CohortTable, columns: Mapping[str, np.ndarray], given: Mapping[str, np.ndarray]
) -> tuple[CohortTable, dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Only those who have everything."""
    kept = np.isfinite(np.column_stack([*columns.values(), *given.values()])).all(axis=1)
    if not kept.any():
        raise DataError("Nobody has a value in all of the columns.")
    whole = replace(
        table,
        rows=tuple(row for row, keep in zip(table.rows, kept, strict=True) if keep),
        lines=tuple(line for line, keep in zip(table.lines, kept, strict=True) if keep),
    )
    return whole, {n: v[kept] for n, v in columns.items()}, {n: v[kept] for n, v in given.items()}


def _parts(table: CohortTable, asked: CorrelateOptions) -> dict[str, np.ndarray]:
    if not asked.by_group:
        return {"": np.arange(len(table.rows))}
    read_categories(table, asked.group)
    cells = np.array(table.groups(asked.group))
    return {name: np.flatnonzero(cells == name) for name in asked.order or tuple(dict.fromkeys(cells.tolist()))}


def _row(
    table: CohortTable,
    columns: Mapping[str, np.ndarray],
    given: Mapping[str, np.ndarray],
    pair: tuple[str, str],
    group: str,
    rows: np.ndarray,
    asked: CorrelateOptions,
) -> CorrelationRow:
    x, y = (columns[name][rows] for name in pair)
    z = np.column_stack([values[rows] for values in given.values()]) if given else np.empty((len(rows), 0))
    known = np.isfinite(x) & np.isfinite(y) & np.isfinite(z).all(axis=1)
    x, y, z = x[known], y[known], z[known]
    where = f' in the group "{group}"' if group else ""
    try:
        found = correlate_pair(x, y, z, asked.method, level=asked.level)
    except DataError as error:
        raise DataError(f'"{pair[0]}" with "{pair[1]}"{where}: {error}') from error
    left_x, left_y = residual_pair(x, y, z, asked.method)
    people = tuple(table.people[i] for i in rows[known])
    points = tuple(table.column(asked.group)[i] for i in rows[known]) if asked.group else ("",) * len(x)
    alone = influence(x, y, z, found, [f"line {table.lines[i]}" for i in rows[known]], asked.alpha)
    corrected = CorrectedP("", 1, found.p, found.p, found.p)
    return CorrelationRow(
        pair[0], pair[1], asked.units.get(pair[0], ""), asked.units.get(pair[1], ""), group, asked.covariates, found,
        corrected, x, y, left_x, left_y, people, points, int((~known).sum()), alone.without_one,
        (*_of_groups(points, asked), *_chosen_here(pair, asked), *alone.warnings),
    )  # fmt: skip


def _of_groups(points: Sequence[str], asked: CorrelateOptions) -> tuple[str, ...]:
    if asked.by_group or asked.group in ("", *asked.covariates) or len(set(points)) < 2:
        return ()
    return (
        f"everyone of {', '.join(dict.fromkeys(points))} together: a difference between the groups alone correlates "
        "the columns; look within the groups too, or adjust for the group",
    )


def _chosen_here(pair: tuple[str, str], asked: CorrelateOptions) -> tuple[str, ...]:
    return tuple(
        f'the region of "{name}" was chosen from a result of these very people: if that result tested what is '
        "correlated here, or groups that differ in it, r is CIRCULAR"
        for name in pair
        if name in asked.circular
    )


def _corrected(rows: Sequence[CorrelationRow], asked: CorrelateOptions) -> tuple[CorrelationRow, ...]:
    """The rows with p corrected over their family."""
    by_family: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        by_family.setdefault(row.group if asked.family is Family.GROUP else "", []).append(index)
    done = list(rows)
    for group, members in by_family.items():
        p = np.array([rows[index].correlation.p for index in members])
        name = f"{group or 'all'}: {len(members)} correlation{'s' if len(members) > 1 else ''}"
        three = zip(multiple.bonferroni(p), multiple.holm(p), multiple.fdr(p), strict=True)
        for index, values in zip(members, three, strict=True):
            corrected = CorrectedP(name, len(members), *(never_zero(float(value)) for value in values))
            done[index] = replace(rows[index], corrected=corrected)
    return tuple(done)


def _notes(
    rows: Sequence[CorrelationRow], columns: Mapping[str, np.ndarray], table: CohortTable, asked: CorrelateOptions
) -> tuple[str, ...]:
    notes = list(same_columns(columns)) + list(same_people(columns, table.lines))
    for group in dict.fromkeys(row.group for row in rows):
        sizes = sorted({row.correlation.n for row in rows if row.group == group})
        if len(sizes) > 1:
            of = f' in the group "{group}"' if group else ""
            notes.append(
                f"n differs between the pairs{of} ({sizes[0]} to {sizes[-1]}), because values are missing: the same r "
                "has another p; take complete cases to compare them."
            )
    if asked.family is Family.GROUP and len({row.group for row in rows}) > 1:
        notes.append("p is corrected within each group; over all groups there are more tests than m.")
    return tuple(notes)
