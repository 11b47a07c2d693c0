"""One group's values of a numeric variable in a few numbers.

Quartiles have several definitions (Hyndman & Fan 1996, Am Stat 50:361), and papers rarely say which is theirs. Type 6,
positions p (n + 1), is that of SPSS and Minitab; type 7, positions 1 + p (n - 1), that of R, NumPy and Excel. The
difference is visible in groups of the size of a study, so the type is named beside every quartile.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

import numpy as np


class Quantiles(Enum):
    """Definition of quartiles, by its number in Hyndman & Fan."""

    TYPE_6 = "6"
    TYPE_7 = "7"

    @property
    def in_words(self) -> str:
        """With the programs that compute it."""
        return {"6": "type 6, as SPSS", "7": "type 7, as R"}[self.value]


@dataclass(frozen=True)
class NumberSummary:
    """Of one group: ``n`` people with a value, ``n_missing`` without; NaN where n is too small (SD needs two)."""

    n: int
    n_missing: int
    mean: float
    sd: float
    median: float
    lower_quartile: float
    upper_quartile: float
    minimum: float
    maximum: float


def quantile(values: np.ndarray, share: float, quantiles: Quantiles = Quantiles.TYPE_6) -> float:
    """The value below which a share (0 to 1) of ``(n,)`` values lies; NaN of none."""
    if not len(values):
        return float("nan")
    method: Literal["weibull", "linear"] = "weibull" if quantiles is Quantiles.TYPE_6 else "linear"
    return float(np.quantile(np.asarray(values, dtype=np.float64), share, method=method))


def summarise(values: np.ndarray, quantiles: Quantiles = Quantiles.TYPE_6) -> NumberSummary:
    """Summary of ``(n,)`` values in which NaN is missing."""
    known = np.asarray(values, dtype=np.float64)[np.isfinite(values)]
    n, none = len(known), float("nan")
    return NumberSummary(
        n,
        len(values) - n,
        float(known.mean()) if n else none,
        float(known.std(ddof=1)) if n > 1 else none,
        quantile(known, 0.5, quantiles),
        quantile(known, 0.25, quantiles),
        quantile(known, 0.75, quantiles),
        float(known.min()) if n else none,
        float(known.max()) if n else none,
    )
