"""Where a patient's numbers of quality lie among those of a reference cohort.

A percentile here is a plain count: the share of the controls whose number is lower, those with the same number counted
half. It says nothing about whether more is better: that is for the light.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.quality.record import Quality


@dataclass(frozen=True)
class Standing:
    """``percentile`` (0 to 100) of a patient's number among ``n`` controls, whose middle is ``median``."""

    percentile: float
    n: int
    median: float


def standing_of(value: float, controls: np.ndarray) -> Standing | None:
    """Where a number lies among those of the controls ``(n,)``; None where there is none to compare."""
    known = np.asarray(controls, dtype=np.float64)
    known = known[np.isfinite(known)]
    if not (np.isfinite(value) and known.size):
        return None
    below = float((known < value).sum() + 0.5 * (known == value).sum())
    return Standing(100 * below / known.size, int(known.size), float(np.median(known)))


def standings(quality: Quality, controls: Mapping[str, np.ndarray]) -> dict[str, Standing]:
    """Every check of a record that the cohort has numbers of, by its key.

    Parameters
    ----------
    controls : numbers ``(n,)`` by the keys of checks, as `analysis.stats.cohort_quality.quality_of` reads them
    """
    found = {}
    for group in quality.groups:
        for check in group.checks:
            own = None if check.key not in controls else standing_of(check.value, controls[check.key])
            if own is not None:
                found[check.key] = own
    return found
