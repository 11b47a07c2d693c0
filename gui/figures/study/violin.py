"""The shape of a violin, the box inside it, and where its dots lie: numbers only, the same for every device."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.stats.clinical.summaries import NumberSummary, Quantiles, summarise

_LEAST_FOR_SHAPE = 5
_N_POINTS = 80
_WHISKER = 1.5
_TOUCHING = 3.99  # squared distance of two dots, in radii
_BLOCKED = 9  # steps that one dot can forbid to another
_MOST_STEPS = 40_000
_OUTWARDS = 0.5 * np.array([0, *(sign * k for k in range(1, _MOST_STEPS) for sign in (1, -1))], dtype=float)
"""From the middle outwards, right and left in turn, in radii."""


@dataclass(frozen=True, eq=False)
class Violin:
    """``values`` ``(n,)`` in ascending order, ``offsets`` ``(n,)`` of their dots in radii to the right of the middle.

    ``at`` and ``share`` ``(n_points,)`` are the outline: where, and how wide, 1 at its widest; empty for fewer than
    five values or none that differ. ``whiskers`` reach to the last value within 1.5 interquartile ranges of the box.
    """

    values: np.ndarray
    offsets: np.ndarray
    at: np.ndarray
    share: np.ndarray
    summary: NumberSummary
    whiskers: tuple[float, float]


def violin_of(values: np.ndarray, radius: float, quantiles: Quantiles = Quantiles.TYPE_6) -> Violin:
    """The violin of a group: Gaussian kernel with the bandwidth of Scott (1992), from the least value to the largest.

    Parameters
    ----------
    values : of the group; NaN is left out
    radius : of a dot, in units of the values, so that dots do not lie on each other
    """
    known = np.sort(values[np.isfinite(values)])
    summary = summarise(known, quantiles)
    reach = _WHISKER * (summary.upper_quartile - summary.lower_quartile)
    inside = known[(known >= summary.lower_quartile - reach) & (known <= summary.upper_quartile + reach)]
    at = share = np.empty(0)
    if len(known) >= _LEAST_FOR_SHAPE and np.ptp(known) > 0:
        at = np.linspace(known[0], known[-1], _N_POINTS)
        density = stats.gaussian_kde(known)(at)
        share = density / density.max()
    return Violin(known, swarm(known, radius), at, share, summary, (float(inside[0]), float(inside[-1])))


def swarm(values: np.ndarray, radius: float) -> np.ndarray:
    """How far each dot stands from the middle, in radii, so that dots touch but do not overlap.

    Parameters
    ----------
    values : ``(n,)`` ascending
    radius : of a dot, in units of the values
    """
    offsets = np.zeros(len(values))
    first = np.searchsorted(values, values - 2 * radius, side="right")
    for index, value in enumerate(values):
        near = slice(int(first[index]), index)
        higher = (value - values[near]) / radius
        steps = _OUTWARDS[: _BLOCKED * len(higher) + 1]
        apart = (steps[:, np.newaxis] - offsets[near]) ** 2 + higher**2 >= _TOUCHING
        offsets[index] = steps[np.argmax(apart.all(axis=1))]
    return offsets
