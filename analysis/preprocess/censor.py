"""Scrubbing: volumes during which the head moved are cut out, or filled in from their neighbours in time.

Power et al. 2012, NeuroImage 59:2142. As in DPARSF it is done after all other steps by default.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.preprocess.motion import Displacement


class Filling(Enum):
    """What becomes of a censored volume."""

    CUT = "cut"
    NEAREST = "nearest"
    LINEAR = "linear"
    SPLINE = "spline"
    PCHIP = "pchip"


@dataclass(frozen=True)
class CensorOptions:
    """Censor volumes whose framewise displacement is above ``threshold_mm``, with some before and after them.

    ``displacement`` is its definition; DPARSF's default is Jenkinson's, most papers after 2012 mean Power's.
    """

    threshold_mm: float = 0.2
    n_before: int = 0
    n_after: int = 0
    filling: Filling = Filling.CUT
    displacement: Displacement = Displacement.POWER
    least_kept: int = 30

    def __post_init__(self) -> None:
        if not self.threshold_mm > 0 or self.n_before < 0 or self.n_after < 0:
            raise OptionError("Scrubbing needs a threshold above 0 mm and numbers of volumes of 0 or more.")


def kept_timepoints(displacement_mm: np.ndarray, options: CensorOptions) -> np.ndarray:
    """``(n_timepoints,)`` booleans: which volumes are kept.

    Raises
    ------
    DataError
        if fewer than ``least_kept`` are
    """
    n = len(displacement_mm)
    kept = np.ones(n, dtype=bool)
    for moved in np.flatnonzero(displacement_mm > options.threshold_mm):
        kept[max(0, moved - options.n_before) : min(n, moved + options.n_after + 1)] = False
    n_kept = int(np.count_nonzero(kept))
    if n_kept < min(options.least_kept, n):
        raise DataError(
            f"The head moved so much that only {n_kept} of {n} volumes are left after scrubbing at "
            f"{options.threshold_mm:g} mm; at least {options.least_kept} are needed."
        )
    return kept


def fill_censored(values: np.ndarray, kept: np.ndarray, filling: Filling) -> np.ndarray:
    """Cut censored volumes out, or interpolate them; beyond the first and last kept volume the nearest is repeated.

    Parameters
    ----------
    values : ``(n_timepoints, n_voxels)``
    kept : ``(n_timepoints,)`` booleans

    Returns
    -------
    ``(n_kept, n_voxels)`` for `Filling.CUT`, else as many time points as before; the type of `values`
    """
    if filling is Filling.CUT or kept.all():
        return values[kept]
    from scipy import interpolate  # slow to import, seldom needed, and the window's start imports this module

    at, wanted = np.flatnonzero(kept), np.flatnonzero(~kept)
    wanted_inside = np.clip(wanted, at[0], at[-1])
    filled = values.copy()
    known = values[kept].astype(np.float64)
    if filling is Filling.SPLINE:
        interpolated = interpolate.CubicSpline(at, known, axis=0)(wanted_inside)
    elif filling is Filling.PCHIP:
        interpolated = interpolate.PchipInterpolator(at, known, axis=0)(wanted_inside)
    else:
        kind = filling.value
        interpolated = interpolate.interp1d(at, known, kind=kind, axis=0)(wanted_inside)
    filled[wanted] = interpolated
    return filled
