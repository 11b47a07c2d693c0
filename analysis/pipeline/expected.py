"""About how long a run takes: the seconds that were measured, step by step, scaled to the scans at hand.

Measured on two shared cores with the demonstration patient (docs/performance.md): a T1 of 192 × 240 × 240 voxels, 240
volumes of 64 × 64 × 43, ASL of five delays with its M0. Another computer, or one that has something else to do, is
slower or faster by a factor: that of its last runs, where there were any, else one of a range.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MEASURED_T1_VOXELS = 192 * 240 * 240
MEASURED_VOLUMES, MEASURED_SLAB = 240, 64 * 64 * 43
# The fits are on grids of their own: a T1 of 40.4 million voxels took 55.5 s, this one 40.7 s; then volume and files.
_T1_FIXED_S, _T1_BY_VOXELS_S = 35.1 + 0.7 + 2.1, 5.6
_SERIES_FIXED_S = 3.2 + 1.3 + 0.2 + 7.1  # its way to the T1, files, tissues, degree centrality
_SERIES_BY_VOLUMES_S = 22.2 + 1.5 + 2.2 + 2.2  # interpolation and metrics, on the grid of the maps
_SERIES_BY_VOXELS_S = 3.1  # slice timing and motion, on its own grid
_OWN_WAY_S = 41.2 - 3.2  # a series to MNI space by its own image, in place of its way to the T1
_ASL_S = 1.9 + 0.5
_REST_S = 1.3
_FINE = (3.0 / 2.0) ** 3  # maps of 2 mm have so many times the voxels
_UNKNOWN_FACTORS = 1.0, 2.5  # idle, and with the two cores shared with other programs: 5 min were measured for 2
_PLAUSIBLE_FACTORS = 0.05, 50.0
_LAST = 5  # runs that are looked at


@dataclass(frozen=True)
class RunSize:
    """What a run's time depends on; 0 where there is no such scan."""

    t1_voxels: int = 0
    bold_voxels: int = 0
    bold_volumes: int = 0
    asl_volumes: int = 0


def expected_s(size: RunSize, voxel_mm: float = 3.0) -> float:
    """About how many seconds; 0 where there is nothing to process."""
    seconds = 0.0
    fine = _FINE if voxel_mm < 3 else 1.0
    if size.t1_voxels:
        seconds += _T1_FIXED_S + _T1_BY_VOXELS_S * size.t1_voxels / MEASURED_T1_VOXELS
    if size.bold_volumes:
        volumes = size.bold_volumes / MEASURED_VOLUMES
        seconds += _SERIES_FIXED_S * fine + _SERIES_BY_VOLUMES_S * fine * volumes
        seconds += _SERIES_BY_VOXELS_S * volumes * size.bold_voxels / MEASURED_SLAB
    if size.asl_volumes:
        seconds += _ASL_S
    if not size.t1_voxels:
        seconds += _OWN_WAY_S * (bool(size.bold_volumes) + bool(size.asl_volumes))
    return seconds + _REST_S if seconds else 0.0


def range_s(seconds: float, factors: Sequence[float] = ()) -> tuple[float, float]:
    """From how many to how many seconds a run takes on this computer.

    Parameters
    ----------
    seconds : by `expected_s`
    factors : by which earlier runs on this computer took longer than expected, newest first
    """
    last = list(factors)[:_LAST] or list(_UNKNOWN_FACTORS)
    return seconds * min(last), seconds * max(last)


def factor_of(measured_s: float, seconds: float) -> float | None:
    """By which factor a run took longer than expected; None where that tells nothing of another run."""
    least, most = _PLAUSIBLE_FACTORS
    factor = measured_s / seconds if seconds > 0 else 0.0
    return factor if least <= factor <= most else None
