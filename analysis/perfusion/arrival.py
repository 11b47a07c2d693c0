"""Arrival time from the signal-weighted delay, and perfusion corrected for it.

    WD = sum(delay_i dM_i) / sum(dM_i)

is a growing function of the arrival time, tabulated in steps of 1 ms from the kinetic model and inverted by linear
interpolation (Dai et al. 2012, Magn Reson Med 67:1252, eq. 1 and 4). Between the first and the last delay only: blood
that arrives before the first delay gives the same WD however early it comes. There the arrival time is held at that
delay, and such voxels are marked. Perfusion is then the least-squares solution at that arrival time.
"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError
from analysis.perfusion.response import Response
from analysis.progress import Progress, silent

_STEP_S = 0.001


@dataclass(frozen=True, eq=False)
class Arrival:
    """For each voxel: arrival time in s (NaN where the signal tells none) and whether it lies beyond the delays.

    ``limit`` is -1 where blood came before the first delay, 1 where it came after the last, else 0. ``sd_s`` is the
    standard deviation of the arrival time where the method gives one.
    """

    att_s: np.ndarray
    limit: np.ndarray
    sd_s: np.ndarray | None = None


def weighted_delay(
    signal: np.ndarray, response: Response, slice_delay_s: np.ndarray, progress: Progress = silent
) -> Arrival:
    """Arrival times by look-up.

    Parameters
    ----------
    signal : ``(n_delays, n_voxels)`` mean difference at each delay
    response : of the acquisition
    slice_delay_s : ``(n_voxels,)``

    Raises
    ------
    DataError
        if the delays cannot tell arrival times apart
    """
    total = signal.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        wd = np.where(total > 0, response.delays_s @ signal / total, np.nan)
    att_s, limit = np.full(wd.shape, np.nan), np.zeros(wd.shape)
    slices = np.unique(slice_delay_s)
    for number, slice_delay in enumerate(slices):
        progress(number / len(slices), "Arrival time")
        here = (slice_delay_s == slice_delay) & np.isfinite(wd)
        times, table = delay_table(response, float(slice_delay))
        att_s[here] = np.interp(wd[here], table, times)
        limit[here] = np.where(wd[here] < table[0], -1, np.where(wd[here] > table[-1], 1, 0))
    return Arrival(att_s, limit)


def delay_table(response: Response, slice_delay_s: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Arrival times in steps of 1 ms and the weighted delay of each, both growing, in s."""
    first, last = response.identifiable_s(slice_delay_s)
    if last - first < 2 * _STEP_S:
        raise DataError("The delays of this series do not differ enough to tell arrival times.")
    times = np.linspace(first, last, 1 + round((last - first) / _STEP_S))
    k = response.at(times, slice_delay_s)
    table = k @ response.delays_s / k.sum(axis=1)
    if not (np.diff(table) > 0).all():
        raise DataError("For these delays and labelling durations the weighted delay does not tell the arrival time.")
    return times, table
