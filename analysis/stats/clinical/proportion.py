"""A share of people with its 95 % interval, by two named methods.

exact    Clopper & Pearson (1934, Biometrika 26:404), from the beta distribution; never too narrow
Wilson   (1927, J Am Stat Assoc 22:209), from the score test; nearer to 95 % on average
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.errors import DataError


@dataclass(frozen=True)
class Proportion:
    """``count`` of ``n`` people, with both 95 % intervals."""

    count: int
    n: int
    exact: tuple[float, float]
    wilson: tuple[float, float]

    @property
    def value(self) -> float:
        """The share."""
        return self.count / self.n


def proportion(count: int, n: int) -> Proportion:
    """A share with its intervals.

    Raises
    ------
    DataError
        if there is nobody, or more are counted than there are
    """
    if n < 1 or not 0 <= count <= n:
        raise DataError(f"{count} of {n} people is no share.")
    low = float(special.betaincinv(count, n - count + 1, 0.025)) if count else 0.0
    high = float(special.betaincinv(count + 1, n - count, 0.975)) if count < n else 1.0
    z = float(special.ndtri(0.975))
    centre = (count + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * float(np.sqrt(count * (n - count) / n + z**2 / 4))
    return Proportion(count, n, (low, high), (max(centre - half, 0.0), min(centre + half, 1.0)))
