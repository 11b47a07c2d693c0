"""The m and z forms of a map: relative to the mean of its mask, and in standard deviations from it.

    m = x / mean(x),    z = (x - mean(x)) / SD(x)

mean and SD (n - 1 in its denominator) are taken over all voxels of the mask that have a value (Zang et al.
2007, J Neurosci Methods, for ALFF / global mean; Yan et al. 2013, NeuroImage 76:183, for z). They depend on
the mask, whose SHA-256 is kept with the map.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Standardised:
    """The m and z forms of ``(n_voxels,)`` values, the mean and SD they rest on, and what could not be had."""

    m: np.ndarray
    z: np.ndarray
    mean: float
    sd: float
    warnings: tuple[str, ...]


def standardise(values: np.ndarray) -> Standardised:
    """Divide by the mean, and count standard deviations from it; NaN stays NaN.

    A form that has no meaning (mean 0, or no spread) is NaN everywhere, with a warning.

    Parameters
    ----------
    values : ``(n_voxels,)``; NaN where a voxel has no value
    """
    known = values[np.isfinite(values)].astype(np.float64)
    mean = float(known.mean()) if known.size else float("nan")
    sd = float(known.std(ddof=1)) if known.size > 1 else float("nan")
    warnings = []
    nothing = np.full(values.shape, np.nan)
    m, z = nothing, nothing
    if np.isfinite(mean) and mean != 0:
        m = values / mean
    else:
        warnings.append("The mean over the mask is 0, so values relative to it have no meaning.")
    if np.isfinite(sd) and sd > 1e-12 * max(abs(mean), 1e-300):
        z = (values - mean) / sd
    else:
        warnings.append("All voxels of the mask have the same value, so z scores have no meaning.")
    return Standardised(m, z, mean, sd, tuple(warnings))
