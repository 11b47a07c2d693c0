"""How the values of an image are distributed: what a threshold is chosen on."""

from dataclasses import dataclass
from math import gcd

import numpy as np

from analysis.image import Volume

SAMPLE = 50_000


@dataclass(frozen=True, eq=False)
class Histogram:
    """``(n_bins + 1,)`` edges in the unit of the values, ``(n_bins,)`` counts of the voxels looked at."""

    edges: np.ndarray
    counts: np.ndarray


def histogram(volume: Volume, n_bins: int = 96) -> Histogram:
    """The histogram of the finite values that are not 0, of about 50,000 evenly spread voxels at most.

    It reaches from the 0.1th to the 99.9th percentile, so that single bright voxels do not hide the rest; values
    outside are counted in the first and the last bin. An image without such values has one empty bin from 0 to 1.
    """
    step = max(1, volume.data.size // SAMPLE)
    while gcd(step, volume.data.size) > 1:  # else the values may all come from the same few slices
        step += 1
    values = volume.data.ravel(order="K")[::step]
    values = values[np.isfinite(values) & (values != 0)].astype(np.float64)
    if values.size == 0:
        return Histogram(np.array([0.0, 1.0]), np.array([0]))
    low, high = (float(v) for v in np.percentile(values, (0.1, 99.9)))
    if high <= low:
        half = max(0.5, 1e-6 * abs(low))
        low, high = low - half, high + half
    counts, edges = np.histogram(np.clip(values, low, high), bins=n_bins, range=(low, high))
    return Histogram(edges, counts)
