"""Pairs spoilt by motion or by the scanner, found by published rules.

*Displacement*: pairs between whose volumes the head moved by more than 0.5 mm (Power's displacement, see
`analysis.perfusion.head_motion`), because what moved then differs between control and label.

SCORE (Dolui et al. 2017, J Magn Reson Imaging 45:1786): first every pair whose mean in the grey matter is further than
2.5 robust standard deviations (median absolute deviation / 0.675) from the median; then, while the pooled variance
within the tissues falls, the pair that goes most with the mean image. Without a map of grey matter nothing is rejected,
because the rule is not defined; the second step needs white matter too. With several delays only the first step is
made, delay by delay; at a delay with fewer than four pairs nothing is rejected.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import DataError
from analysis.perfusion.pairs import DelayGroup

_LEAST_PAIRS = 4
_LIMIT = 2.5
_MAD_PER_SD = 0.675


class Rejection(Enum):
    """The rule by which pairs are left out."""

    SCORE = "score"
    NONE = "none"


@dataclass(frozen=True)
class RejectedPair:
    """A pair (by its place in the list) that was left out, and why."""

    pair: int
    reason: str


def score(
    perfusion: np.ndarray, groups: Sequence[DelayGroup], tissues: Sequence[np.ndarray]
) -> tuple[RejectedPair, ...]:
    """The pairs to leave out.

    Parameters
    ----------
    perfusion : ``(n_pairs, n_voxels)`` differences, or their ratio to the relaxed signal; NaN counts nowhere
    groups : the pairs by delay
    tissues : ``(n_voxels,)`` booleans of grey matter, white matter and fluid, in this order; empty where not known
    """
    if not len(tissues):
        return ()
    gray = tissues[0]
    known = np.isfinite(perfusion).all(axis=0)
    rejected: list[RejectedPair] = []
    for group in groups:
        rows = np.array(group.pairs)
        if len(rows) < _LEAST_PAIRS:
            continue
        far = _far_from_median(perfusion[np.ix_(rows, known & gray)].mean(axis=1, dtype=np.float64))
        reason = "its mean in the grey matter is further than 2.5 robust SD from the median of the pairs"
        rejected += [RejectedPair(int(pair), reason) for pair in rows[far]]
        if len(groups) == 1 and len(tissues) > 1:
            rejected += _by_variance(perfusion[:, known], rows[~far], [t[known] for t in tissues])
    return tuple(rejected)


def moved_pairs(displacement_mm: np.ndarray, groups: Sequence[DelayGroup], most_mm: float) -> tuple[RejectedPair, ...]:
    """The pairs between whose volumes the head moved too far; none at a delay with fewer than four pairs.

    Parameters
    ----------
    displacement_mm : ``(n_pairs,)``
    groups : the pairs by delay
    most_mm : the largest displacement that is kept

    Raises
    ------
    DataError
        if no pair would be left at some delay
    """
    rejected = []
    for group in groups:
        moved = [n for n in group.pairs if displacement_mm[n] > most_mm]
        if len(group.pairs) < _LEAST_PAIRS:
            continue
        if len(moved) == len(group.pairs):
            raise DataError(
                f"Within every pair at the delay of {group.delay_s:g} s the head moved by more than {most_mm:g} mm, so "
                "no pair is left; the scan cannot be used, or allow more (the largest displacement)."
            )
        rejected += [
            RejectedPair(n, f"the head moved by {displacement_mm[n]:.2f} mm between its volumes (limit {most_mm:g} mm)")
            for n in moved
        ]
    return tuple(rejected)


def _far_from_median(means: np.ndarray) -> np.ndarray:
    deviation = np.abs(means - np.median(means))
    return deviation > _LIMIT * np.median(deviation) / _MAD_PER_SD


def _by_variance(perfusion: np.ndarray, rows: np.ndarray, tissues: Sequence[np.ndarray]) -> list[RejectedPair]:
    rejected: list[RejectedPair] = []
    left = list(rows)
    mean = perfusion[left].mean(axis=0, dtype=np.float64)
    variance = pooled_variance(mean, tissues)
    while len(left) > _LEAST_PAIRS - 1:
        with np.errstate(invalid="ignore", divide="ignore"):
            correlation = [float(np.corrcoef(perfusion[row], mean)[0, 1]) for row in left]
        if not np.isfinite(correlation).any():  # every pair or the mean is the same everywhere
            break
        worst = left[int(np.nanargmax(correlation))]
        without = [row for row in left if row != worst]
        mean = perfusion[without].mean(axis=0, dtype=np.float64)
        new = pooled_variance(mean, tissues)
        if not new < variance:
            break
        rejected.append(RejectedPair(int(worst), "without it perfusion is more even within the tissues"))
        left, variance = without, new
    return rejected


def pooled_variance(values: np.ndarray, tissues: Sequence[np.ndarray]) -> float:
    """Variance within tissues: the sum of (n - 1) var over tissues, divided by the sum of (n - 1)."""
    parts = [values[tissue] for tissue in tissues if np.count_nonzero(tissue) > 1]
    total = sum((len(p) - 1) * float(p.var(ddof=1)) for p in parts)
    return total / max(sum(len(p) - 1 for p in parts), 1)
