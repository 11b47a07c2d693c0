"""How long a metric will take and how much memory it needs, before it is begun.

Times were measured for 70,000 voxels and 230 volumes on a core that multiplies matrices at 100 GFLOP/s, and are scaled
by the work; on an older computer they are two or three times as long. The progress of a running job tells better.
"""

from dataclasses import dataclass

from analysis.blocks import thread_count
from analysis.errors import OptionError

_READING_NS = 7.0
# ns of one core per voxel and volume, reading included
_LINEAR_NS = {"alff": 18.0, "reho": 16.0, "seed-fc": 14.0, "vmhc": 16.0, "bands": 18.0, "tsnr": 10.0}
# ns of one core per pair of voxels, and per pair and volume
_PAIR_NS, _PAIR_VOLUME_NS = 0.9, 0.02
# bytes per voxel and volume: the series in its mask (4), and what the metric makes of it
_BYTES = {"alff": 4, "reho": 6, "dc": 8, "seed-fc": 12, "vmhc": 12, "bands": 4, "tsnr": 4}
_BYTES_PER_VOXEL = 250
_BYTES_PER_THREAD = 16_000_000


@dataclass(frozen=True)
class Estimate:
    """Wall seconds with the threads in use, and bytes above those of the opened series."""

    seconds: float
    memory_bytes: int


def estimate(metric_key: str, n_voxels: int, n_timepoints: int) -> Estimate:
    """What a metric costs for a mask of `n_voxels` and a series of `n_timepoints`.

    Raises
    ------
    OptionError
        if there is no such metric
    """
    if metric_key not in _BYTES:
        raise OptionError(f"There is no metric called {metric_key}.")
    size = n_voxels * n_timepoints
    if metric_key == "dc":
        pairs = n_voxels * n_voxels / 2
        reading, work = _READING_NS * size, pairs * (_PAIR_NS + _PAIR_VOLUME_NS * n_timepoints)
    else:
        reading, work = _READING_NS * size, (_LINEAR_NS[metric_key] - _READING_NS) * size
    memory = _BYTES[metric_key] * size + _BYTES_PER_VOXEL * n_voxels + _BYTES_PER_THREAD * thread_count()
    return Estimate(1e-9 * (reading + work / thread_count()), int(memory))
