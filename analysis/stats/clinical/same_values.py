"""Values that occur twice: one column under two names, one person under two."""

from collections.abc import Mapping, Sequence

import numpy as np

_LEAST_IN_COMMON = 3


def same_columns(columns: Mapping[str, np.ndarray]) -> tuple[str, ...]:
    """A sentence for each pair of columns ``(n,)`` that hold the same values for everyone who has both."""
    names = list(columns)
    found = []
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            both = np.isfinite(columns[first]) & np.isfinite(columns[second])
            if both.sum() >= _LEAST_IN_COMMON and np.array_equal(columns[first][both], columns[second][both]):
                found.append(f'The columns "{first}" and "{second}" hold the same values; is one of them a copy?')
    return tuple(found)


def same_people(columns: Mapping[str, np.ndarray], lines: Sequence[int]) -> tuple[str, ...]:
    """A sentence for two people who agree in three or more columns ``(n,)``, and in all others.

    ``lines`` of the table stand for the people, whose names do not belong into a result.
    """
    if len(columns) < _LEAST_IN_COMMON:
        return ()
    values = np.column_stack(list(columns.values()))
    first: dict[bytes, int] = {}
    found = []
    for index, row in enumerate(values):
        if np.isfinite(row).sum() < _LEAST_IN_COMMON:
            continue
        before = first.setdefault(row.tobytes(), index)
        if before != index:
            found.append(
                f"Lines {lines[before]} and {lines[index]} of the table have the same values in all {len(columns)} "
                "numeric columns; is it one person twice?"
            )
    return tuple(found)
