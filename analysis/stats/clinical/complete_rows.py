"""People who have a value in every column of a model; who is left out is counted and said by line, never silently."""

from collections.abc import Sequence

from analysis.errors import DataError
from analysis.stats.cohort_table import CohortTable
from analysis.stats.covariates import is_missing

_MOST_LINES = 10


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
