"""Which people of a table enter a model: some groups only, and those who have every column of it."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from analysis.errors import DataError
from analysis.provenance import InputRecord
from analysis.stats.clinical.complete_rows import complete_rows
from analysis.stats.cohort_table import CohortTable
from gui.command_line.study_table import names, open_table


@dataclass(frozen=True)
class Rows:
    """The rows that enter, the hash of the table, who was left out in words, and the columns that match patterns."""

    table: CohortTable
    record: InputRecord
    told: tuple[str, ...]
    matching: tuple[str, ...] = ()


def add_rows(parser: argparse.ArgumentParser) -> None:
    """``--only COLUMN=A,B`` and ``--complete``."""
    parser.add_argument(
        "--only", type=_only, metavar="COLUMN=A,B", help="only people with one of these words, such as group=MOH,EM"
    )
    parser.add_argument(
        "--complete", action="store_true",
        help="leave out people who lack a value, and say who (default: name the first and stop)",
    )  # fmt: skip


def open_rows(arguments: argparse.Namespace, columns: Sequence[str], patterns: Sequence[str] = ()) -> Rows:
    """Read the table and keep the rows that were asked for; raises as `read_cohort_table` and `complete_rows`.

    Parameters
    ----------
    columns : that the model needs
    patterns : further ones, in which ``*`` stands for any letters
    """
    study = open_table(arguments)
    table, told = study.table, list[str]()
    table.require_unique()
    if arguments.only is not None:
        column, words = arguments.only
        n_all = len(table.rows)
        table = table.where(column, words)
        told.append(f"Only people with {column} = {' or '.join(words)}: {len(table.rows)} of {n_all}.")
    matching = _matching(table.names, patterns)
    if arguments.complete:
        table, left_out = complete_rows(table, tuple(dict.fromkeys((*columns, *matching))))
        told += [left_out] if left_out else []
    return Rows(table, study.record, tuple(told), matching)


def _matching(columns: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """The columns that are named or match a pattern; raises `DataError` for one that none does."""
    found: dict[str, None] = {}
    for pattern in wanted:
        matching = [name for name in columns if fnmatchcase(name, pattern)]
        if not matching:
            raise DataError(f'No column is called, or matches, "{pattern}"; the table has {", ".join(columns)}.')
        found |= dict.fromkeys(matching)
    return tuple(found)


def _only(text: str) -> tuple[str, tuple[str, ...]]:
    column, equals, words = text.partition("=")
    if not (equals and column.strip() and words.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} must be COLUMN=A,B")
    return column.strip(), names(words)
