"""Tables in text files: numbers (head motion ``rp_*.txt``, ``*.par``; confounds), and text (participants.tsv)."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.errors import FileFormatError, InputError

_MOST_BYTES = 50_000_000


@dataclass(frozen=True, eq=False)
class NumberTable:
    """``values`` is ``(n_rows, n_columns)`` float64; ``names`` are the columns' names, empty without a header line."""

    names: tuple[str, ...]
    values: np.ndarray


@dataclass(frozen=True)
class TextTable:
    """A table with a header line, as text: ``rows`` of cells, and the line of the file that each row stands on."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column; raises `KeyError` for a name that is not in ``names``."""
        if name not in self.names:
            raise KeyError(name)
        position = self.names.index(name)
        return tuple(row[position] for row in self.rows)


def read_text_table(path: Path) -> TextTable:
    """Read a table with a header line, separated by tabs (TSV) or commas (CSV, where no tab is in the header).

    Raises
    ------
    InputError
        if the file cannot be read
    FileFormatError
        if it is empty, no text, a column occurs twice, or a row has another number of cells than the header
    """
    numbered = [(n, line) for n, line in enumerate(read_text(path, "table").splitlines(), start=1) if line.strip()]
    if not numbered:
        raise FileFormatError(f"{path.name} is empty.")
    separator = "\t" if "\t" in numbered[0][1] else ","
    split_lines = csv.reader([line for _, line in numbered], delimiter=separator)
    cells = [tuple(cell.strip() for cell in row) for row in split_lines]
    names, rows = cells[0], cells[1:]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise FileFormatError(f'The column "{twice}" occurs twice in {path.name}.')
    for (number, _), row in zip(numbered[1:], rows, strict=True):
        if len(row) != len(names):
            raise FileFormatError(
                f"Line {number} of {path.name} has {len(row)} cells, but the header has {len(names)}."
            )
    if not rows:
        raise FileFormatError(f"{path.name} has a header line but no rows.")
    return TextTable(names, tuple(rows), tuple(number for number, _ in numbered[1:]))


def read_text(path: Path, what: str) -> str:
    """The text of a file that a person chose as a "table", a "graph" …

    Raises
    ------
    InputError
        if the file cannot be read
    FileFormatError
        if it is too large to be `what`, or no text
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FileFormatError(f"{path.name} is too large to be a {what}.")
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f'There is no file "{path.name}"; it may have been moved or renamed.') from error
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FileFormatError(f"{path.name} is not a text file.") from error


def read_numbers(path: Path) -> NumberTable:
    """Read a table separated by tabs, commas or spaces; ``n/a`` and empty cells are NaN.

    Raises
    ------
    InputError
        if the file cannot be read
    FileFormatError
        if it is no table of numbers
    """
    text = read_text(path, "table of motion or confounds")
    lines = [line for line in text.splitlines() if line.strip() and line.lstrip()[0] != "#"]
    if not lines:
        raise FileFormatError(f"{path.name} is empty.")
    separator = next((mark for mark in ("\t", ",") if mark in lines[0]), None)
    rows = [[cell.strip() for cell in line.split(separator)] for line in lines]
    if separator is not None and any(not row[-1] for row in rows) and all(not row[-1] for row in rows):
        rows = [row[:-1] for row in rows]  # a separator at the end of every line
    names: tuple[str, ...] = ()
    if not all(_is_number(cell) for cell in rows[0]):
        names, rows = tuple(rows[0]), rows[1:]
    return NumberTable(names, _values(rows, names, path.name))


def _values(rows: list[list[str]], names: tuple[str, ...], file_name: str) -> np.ndarray:
    if not rows:
        raise FileFormatError(f"{file_name} has a header line but no rows.")
    width = len(names) or len(rows[0])
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            raise FileFormatError(f"Row {number} of {file_name} has {len(row)} cells, but {width} are expected.")
        wrong = next((cell for cell in row if not _is_number(cell)), None)
        if wrong is not None:
            raise FileFormatError(f"Row {number} of {file_name} holds {wrong!r}, which is no number.")
    return np.array([[_number(cell) for cell in row] for row in rows], dtype=np.float64)


def _is_number(cell: str) -> bool:
    try:
        _number(cell)
    except ValueError:
        return False
    return True


def _number(cell: str) -> float:
    return np.nan if cell.lower() in ("", "n/a", "na", "nan") else float(cell)
