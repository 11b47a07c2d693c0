"""Columns of a table as covariates, and how far a covariate separates the groups.

Where a covariate differs between groups ("age: r = .50"), adjusting for it is partly extrapolation: the model
compares people of an age that one group hardly has. `overlap` shows it before the comparison is made.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError

_MISSING = ("", "n/a", "na", "nan")


@dataclass(frozen=True, eq=False)
class Covariate:
    """A number per person; ``coding`` says what the numbers mean where the table had words ("F = 0, M = 1")."""

    name: str
    values: np.ndarray
    coding: str = ""


@dataclass(frozen=True)
class Overlap:
    """How a covariate and the groups go together.

    ``r`` is the (multiple) correlation of the covariate with the group, ``vif`` = 1 / (1 - R²) its variance
    inflation given groups and all other covariates, ``lows`` and ``highs`` its range per group and ``means`` its
    mean.
    """

    name: str
    r: float
    vif: float
    groups: tuple[str, ...]
    means: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]


def is_missing(cell: str) -> bool:
    """Whether a cell of a table holds no value."""
    return cell.strip().lower() in _MISSING


def can_be_adjusted_for(cells: Sequence[str]) -> bool:
    """Whether a column can be a covariate: more than one value among those that are there, numbers or two words."""
    values = {cell.strip() for cell in cells if not is_missing(cell)}
    return len(values) > 1 and (len(values) == 2 or all(number_of(cell) is not None for cell in values))


def read_covariate(name: str, cells: Sequence[str], people: Sequence[str]) -> Covariate:
    """A column of a table as numbers; two words (sex: F, M) become 0 and 1 in alphabetical order.

    Parameters
    ----------
    name : of the column
    cells : one per person, as they stand in the table
    people : how to name each row in an error

    Raises
    ------
    DataError
        if a value is missing, a cell is text in a column of numbers, or the column is text of more than two words
    """
    for cell, person in zip(cells, people, strict=True):
        if is_missing(cell):
            raise DataError(f'The column "{name}" has no value for {person}; complete it or leave this row out.')
    numbers = [number_of(cell) for cell in cells]
    if all(number is None for number in numbers):
        return _two_words(name, cells)
    for number, cell, person in zip(numbers, cells, people, strict=True):
        if number is None:
            raise DataError(f'The column "{name}" holds "{cell}" for {person}, which is no number.')
    return Covariate(name, np.array(numbers, dtype=np.float64))


def number_of(cell: str) -> float | None:
    """The finite number in a cell of a table; None where it holds none, such as "12_3", which is a person's code."""
    try:
        value = float(cell) if "_" not in cell else math.nan  # Python reads 12_3 as 123
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _two_words(name: str, cells: Sequence[str]) -> Covariate:
    words = sorted({cell.strip() for cell in cells})
    if len(words) > 2:
        raise DataError(
            f'The column "{name}" holds text ({words[0]}, {words[1]}, {words[2]} …), so it cannot be a covariate: '
            "numbers or two words, such as F and M, are needed."
        )
    coding = ", ".join(f"{word} = {code}" for code, word in enumerate(words))
    return Covariate(name, np.array([float(words.index(cell.strip())) for cell in cells]), coding)


def overlap(covariates: Sequence[Covariate], groups: Sequence[str]) -> tuple[Overlap, ...]:
    """For each covariate its correlation with the group, its VIF, and its mean and range per group.

    Parameters
    ----------
    covariates : ``(n,)`` values each
    groups : the group of each person; all alike where there is one
    """
    names = tuple(dict.fromkeys(groups))
    member = np.array([[group == name for name in names] for group in groups], dtype=np.float64)
    found = []
    for index, covariate in enumerate(covariates):
        others = [other.values for i, other in enumerate(covariates) if i != index]
        parts = [covariate.values[member[:, g] == 1] for g in range(len(names))]
        r_squared = _r_squared(covariate.values, member)
        with_others = _r_squared(covariate.values, np.column_stack([member, *others]))
        vif = 1 / (1 - with_others) if with_others < 1 else np.inf
        found.append(
            Overlap(
                covariate.name,
                float(np.sqrt(r_squared)),
                float(vif),
                names,
                tuple(float(values.mean()) for values in parts),
                tuple(float(values.min()) for values in parts),
                tuple(float(values.max()) for values in parts),
            )
        )
    return tuple(found)


def _r_squared(y: np.ndarray, x: np.ndarray) -> float:
    """The share of the variance of y that the columns of x, which contain the constant, explain."""
    centred = y - y.mean()
    total = float(centred @ centred)
    if total == 0:
        return 1.0
    x = x - x.mean(axis=0)
    fitted = x @ np.linalg.lstsq(x, centred, rcond=None)[0]
    return min(max(1 - float((centred - fitted) @ (centred - fitted)) / total, 0.0), 1.0)
