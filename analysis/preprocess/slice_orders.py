"""The usual orders in which a scanner takes slices, by name: from a name to times, and from times to a name.

Slices are counted along the axis of the slices as the array has them. "Odd first" takes slices 1, 3, 5 …, then 2, 4 …,
counting from one, as scanners' manuals do; Siemens takes the even ones first where their number is even.
"""

from collections.abc import Sequence

import numpy as np

from analysis.errors import DataError

ASCENDING, DESCENDING = "ascending", "descending"
ODD_FIRST, EVEN_FIRST = "interleaved, odd first", "interleaved, even first"
ORDERS = (ASCENDING, DESCENDING, ODD_FIRST, EVEN_FIRST)
_TOLERANCE = 0.02


def sequence_of(order: str, n_slices: int) -> np.ndarray:
    """``(n_slices,)`` indices of the slices in the order in which they are taken; `DataError` for another name."""
    index = np.arange(n_slices)
    if order == ASCENDING:
        return index
    if order == DESCENDING:
        return index[::-1].copy()
    if order == ODD_FIRST:
        return np.concatenate([index[0::2], index[1::2]])
    if order == EVEN_FIRST:
        return np.concatenate([index[1::2], index[0::2]])
    raise DataError(f'"{order}" is no order of slices that is known; choose {", ".join(ORDERS)}.')


def times_of(order: str, n_slices: int, tr_s: float) -> tuple[float, ...]:
    """When each slice is taken, s from the start of its volume, at even distances over the repetition time."""
    times = np.empty(n_slices)
    times[sequence_of(order, n_slices)] = np.arange(n_slices) * (tr_s / n_slices)
    return tuple(float(t) for t in times)


def order_of(times_s: Sequence[float]) -> str | None:
    """The name of the order that times in s follow, None where it is none of the usual ones (several at a time)."""
    times = np.asarray(times_s, dtype=np.float64)
    if times.ndim != 1 or len(times) < 2 or not np.isfinite(times).all():
        return None
    steps = np.diff(np.sort(times))
    if steps.min() <= 0 or steps.max() - steps.min() > _TOLERANCE * max(steps.max(), 1e-9) + 0.003:
        return None
    taken = np.argsort(times)
    return next((name for name in ORDERS if np.array_equal(taken, sequence_of(name, len(times)))), None)
