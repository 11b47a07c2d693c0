"""Columns of a table of people as numbers or as categories; what cannot be read is refused by row and column.

A column is numeric where all its values are numbers of at least three different ones, else categorical. Text among
numbers is an error, not a category: "5,5" or "<1" would otherwise turn a score into words without a sound. A person
may say otherwise (stages coded 1 to 4 are categories). n/a, NA, NaN and empty cells are missing.
"""

import json
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import DataError, FileFormatError
from analysis.stats.cohort_table import CohortTable
from analysis.stats.covariates import is_missing, number_of

_FEW = 2


class Kind(Enum):
    """What a column holds."""

    NUMERIC = "numeric"
    CATEGORICAL = "categorical"


def kind_of(table: CohortTable, name: str) -> Kind:
    """What a column holds, by its cells.

    Raises
    ------
    DataError
        if there is no such column, it is empty, or holds text among numbers (the row is named)
    """
    cells = [cell for cell in table.column(name) if not is_missing(cell)]
    if not cells:
        raise DataError(f'The column "{name}" has no value for anyone.')
    numbers = [cell for cell in cells if number_of(cell) is not None]
    if not numbers:
        return Kind.CATEGORICAL
    read_numbers(table, name)
    return Kind.CATEGORICAL if len({float(cell) for cell in numbers}) <= _FEW else Kind.NUMERIC


def read_numbers(table: CohortTable, name: str) -> np.ndarray:
    """``(n,)`` float64, NaN where a value is missing; raises `DataError` for text, naming its row."""
    values = np.full(len(table.rows), np.nan)
    for index, (cell, person) in enumerate(zip(table.column(name), table.people, strict=True)):
        if is_missing(cell):
            continue
        number = number_of(cell)
        if number is None:
            hint = ", with a point instead of the comma" if number_of(cell.replace(",", ".")) is not None else ""
            raise DataError(
                f'The column "{name}" holds "{cell}" for {person}, which is no number; correct it{hint}, or write n/a '
                "if it is missing."
            )
        values[index] = number
    return values


def read_categories(table: CohortTable, name: str) -> tuple[str | None, ...]:
    """A word per person, None where it is missing; raises `DataError` for words that differ in capitals only."""
    cells = table.column(name)
    seen: dict[str, str] = {}
    for cell, person in zip(cells, table.people, strict=True):
        first = seen.setdefault(cell.casefold(), cell)
        if first != cell and not is_missing(cell):
            raise DataError(f'The column "{name}" holds both "{first}" and "{cell}" ({person}); write them alike.')
    return tuple(None if is_missing(cell) else cell for cell in cells)


def ordered(categories: Sequence[str | None]) -> tuple[str, ...]:
    """The different words, numbers by size and words by alphabet."""
    words = {word for word in categories if word is not None}
    if all(number_of(word) is not None for word in words):
        return tuple(sorted(words, key=float))
    return tuple(sorted(words))


def column_units(table: Path) -> dict[str, str]:
    """Units of columns (BIDS: ``Units``) from `column_entries`, whose errors it raises; empty without that file."""
    return {name: str(entry["Units"]) for name, entry in column_entries(table).items() if "Units" in entry}


def column_entries(table: Path) -> dict[str, dict[str, Any]]:
    """What the JSON file of the table's name beside it says of columns (BIDS); empty without one.

    Raises
    ------
    FileFormatError
        if that file is damaged
    """
    described = table.with_suffix(".json")
    if not described.is_file():
        return {}
    try:
        content = json.loads(described.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise FileFormatError(f'"{described.name}", which describes the columns of the table, is damaged.') from error
    if not isinstance(content, dict):
        return {}
    return {str(name): entry for name, entry in content.items() if isinstance(entry, dict)}
