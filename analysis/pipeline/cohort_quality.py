"""The numbers of quality of everyone in ``cohort.tsv``: what a patient's own numbers are later held against."""

import csv
import math
from pathlib import Path

from analysis.errors import AlgoscopeError, InputError
from analysis.files import results
from analysis.quality.folder import processed_files
from analysis.quality.kept import read_quality
from analysis.quality.record import Quality
from analysis.stats.cohort_quality import CHECKS, column_of


def add_quality(table: Path) -> Path:
    """Write a column for each number of quality that somebody has; what the table has already stays as it is.

    Parameters
    ----------
    table : ``cohort.tsv`` in the derivative dataset, whose records of quality lie beside it

    Raises
    ------
    InputError
        if it cannot be read
    OutputError
        if it cannot be written
    """
    try:
        with table.open(encoding="utf-8", newline="") as stream:
            names, *rows = list(csv.reader(stream, delimiter="\t"))
    except (OSError, ValueError) as error:
        raise InputError(f'"{table.name}" cannot be read; process the dataset again.') from error
    person = names.index("participant_id")
    found = [_numbers(table.parent, row[person].removeprefix("sub-")) for row in rows]
    keys = [key for key in CHECKS if column_of(key) not in names and any(key in one for one in found)]
    wider = [[*row, *(one.get(key) for key in keys)] for row, one in zip(rows, found, strict=True)]
    return results.write_tsv([*names, *map(column_of, keys)], wider, table, force=True)


def _numbers(folder: Path, subject: str) -> dict[str, float]:
    """Of one person by the key of the check; empty where no record can be read."""
    try:
        quality = read_quality(processed_files(folder, subject))
    except AlgoscopeError:
        return {}
    return {} if quality is None else _of(quality)


def _of(quality: Quality) -> dict[str, float]:
    checks = (check for group in quality.groups for check in group.checks)
    return {check.key: float(f"{check.value:.6g}") for check in checks if math.isfinite(check.value)}
