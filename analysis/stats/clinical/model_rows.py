"""Which people of a table enter a model: some groups only, and those who have a value in every column of it.

Who is left out is counted and said by line, never silently: without `RowChoice.complete` a missing value is an error
that names its row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from analysis.errors import DataError
from analysis.stats.cohort_table import CohortTable
from analysis.stats.covariates import is_missing

_MOST_LINES = 10


@dataclass(frozen=True)
class RowChoice:
    """Only people with one of ``words`` in ``column`` (all where empty); ``complete`` leaves out who lacks a value."""

    column: str = ""
    words: tuple[str, ...] = ()
    complete: bool = False


def model_rows(table: CohortTable, columns: Sequence[str], choice: RowChoice) -> tuple[CohortTable, tuple[str, ...]]:
    """The rows that enter a model of some columns, and sentences about those that do not.

    Raises
    ------
    DataError
        if a person is in the table twice, there is no such column or word, or nobody is left
    """
    table.require_unique()
    told: list[str] = []
    if choice.column:
        n_all = len(table.rows)
        table = table.where(choice.column, choice.words)
        told.append(f"Only people with {choice.column} = {' or '.join(choice.words)}: {len(table.rows)} of {n_all}.")
    if choice.complete:
        table, left_out = complete_rows(table, tuple(dict.fromkeys(columns)))
        told += [left_out] if left_out else []
    return table, tuple(told)


def matching_columns(table: CohortTable, patterns: Sequence[str]) -> tuple[str, ...]:
    """Columns by name or pattern (``*`` is any letters); raises `DataError` for a pattern that matches none."""
    found: dict[str, None] = {}
    for pattern in patterns:
        matching = [name for name in table.names if fnmatchcase(name, pattern)]
        if not matching:
            raise DataError(f'No column is called, or matches, "{pattern}"; the table has {", ".join(table.names)}.')
        found |= dict.fromkeys(matching)
    return tuple(found)


def complete_rows(table: CohortTable, columns: Sequence[str]) -> tuple[CohortTable, str]:
    """The rows without a missing value in some columns, and a sentence about those left out (empty for none).

    Raises
    ------
    DataError
        if there is no such column, or nobody has all of them
    """
    cells = [table.column(name) for name in columns]
    missing = [any(is_missing(column[row]) for column in cells) for row in range(len(table.rows))]
    if not any(missing):
        return table, ""
    kept = [row for row, without in enumerate(missing) if not without]
    if not kept:
        raise DataError(f"Nobody has a value in all of the columns {', '.join(columns)}.")
    lines = [str(table.lines[row]) for row, without in enumerate(missing) if without]
    shown = ", ".join(lines[:_MOST_LINES]) + (" …" if len(lines) > _MOST_LINES else "")
    rows = tuple(table.rows[row] for row in kept)
    complete = CohortTable(table.folder, table.names, rows, tuple(table.lines[row] for row in kept), table.id_column)
    told = (
        f"{len(lines)} of {len(missing)} people lack a value in one of the columns {', '.join(columns)} and were left "
        f"out (lines {shown})."
    )
    return complete, told
