"""What is in a region: the numbers of an image's values there, and of one side against the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError
from analysis.image import Series, Volume
from analysis.labels.patch import Patch
from analysis.progress import Progress, silent

_N_BINS = 32


@dataclass(frozen=True, eq=False)
class RegionNumbers:
    """The values of an image in a region, in the unit of the image.

    Parameters
    ----------
    n_voxels, volume_mm3 : of the region on the grid of the image
    n_missing : voxels of it without a value; they are in none of the numbers
    sd : with n - 1; NaN for a single voxel
    min_mm, max_mm : ``(3,)`` where the smallest and largest value are, the first of equal ones in the order of voxels
    percentiles : the 5th, 25th, 75th and 95th (linear between values)
    counts, edges : histogram of 32 bins from the smallest to the largest value
    """

    n_voxels: int
    volume_mm3: float
    n_missing: int
    mean: float
    sd: float
    median: float
    minimum: float
    min_mm: np.ndarray
    maximum: float
    max_mm: np.ndarray
    percentiles: tuple[float, float, float, float]
    counts: np.ndarray
    edges: np.ndarray


def numbers_in(volume: Volume, patch: Patch) -> RegionNumbers:
    """The numbers of a volume in a region of its grid.

    Raises
    ------
    DataError
        if no voxel of the region has a value
    """
    from analysis.labels.reading_kernels import count_in_bins, gather  # compiles, or reads its cache, at the first use

    kept = np.empty(patch.n_voxels)
    n, missing, at_min, at_max = gather(volume.data, patch.mask, patch.low, kept)
    if n == 0:
        raise DataError(f"{volume.name or 'The image'} has no value in this region.")
    kept = kept[:n]
    places = np.array(np.unravel_index([at_min, at_max], patch.mask.shape)).T + np.array(patch.low)
    ends = [float(volume.data[tuple(place)]) for place in places]
    p5, p25, median, p75, p95 = _percentiles(kept, ends[0], ends[1], (5, 25, 50, 75, 95))
    edges, counts = np.histogram_bin_edges(ends, bins=_N_BINS), np.zeros(_N_BINS, dtype=np.int64)
    count_in_bins(kept, edges, counts)
    return RegionNumbers(
        n_voxels=n + missing,
        volume_mm3=(n + missing) * volume.grid.voxel_volume_mm3,
        n_missing=missing,
        mean=float(kept.mean()),
        sd=float(kept.std(ddof=1)) if n > 1 else float("nan"),
        median=median,
        minimum=ends[0],
        min_mm=volume.grid.to_mm(places[0]),
        maximum=ends[1],
        max_mm=volume.grid.to_mm(places[1]),
        percentiles=(p5, p25, p75, p95),
        counts=counts,
        edges=edges,
    )


def mean_in(volume: Volume, patch: Patch) -> float:
    """The mean of the finite values of a volume in a region of its grid; NaN without any."""
    from analysis.labels.reading_kernels import gather  # compiles, or reads its cache, at the first use

    kept = np.empty(patch.n_voxels)
    n = gather(volume.data, patch.mask, patch.low, kept)[0]
    return float(kept[:n].mean()) if n else float("nan")


def _percentiles(values: np.ndarray, smallest: float, largest: float, percents: Sequence[float]) -> list[float]:
    """As `numpy.percentile` gives them (linear between values), without a sort of all values."""
    from analysis.labels.reading_kernels import pick_ranks  # compiles, or reads its cache, at the first use

    virtual = (len(values) - 1) * (np.asarray(percents, dtype=np.float64) / 100)
    below = np.floor(virtual).astype(np.int64)
    above = np.minimum(below + 1, len(values) - 1)
    ranks = np.unique(np.concatenate([below, above]))
    picked = np.empty(len(ranks))
    pick_ranks(values, smallest, largest, ranks, picked)
    lower, upper = picked[np.searchsorted(ranks, below)], picked[np.searchsorted(ranks, above)]
    share, step = virtual - below, upper - lower
    found = np.where(share < 0.5, lower + step * share, upper - step * (1 - share))  # exact at both ends
    return [float(value) for value in found]


def mean_course(series: Series, patch: Patch, progress: Progress = silent) -> np.ndarray:
    """``(n_timepoints,)`` mean of a series in a region of its grid; voxels without a value at a time are left out.

    NaN at a time at which no voxel has a value. Raises `DataError` while frames are missing.
    """
    series.require_complete()
    course = np.full(series.n_timepoints, np.nan)
    for timepoint in range(series.n_timepoints):
        progress(timepoint / series.n_timepoints, "")
        values = series.frames.frame(timepoint)[patch.slices][patch.mask]
        values = values[np.isfinite(values)]
        if values.size:
            course[timepoint] = values.mean(dtype=np.float64)
    return course


def asymmetry_percent(left: float, right: float) -> float:
    """``200 (L - R) / (L + R)``; NaN where L + R is not positive (z-values and t-values have no such index)."""
    total = left + right
    return 200 * (left - right) / total if total > 0 and min(left, right) >= 0 else float("nan")


def dice(first: Patch, second: Patch) -> float:
    """Overlap of two regions of one grid: twice the common voxels over the sum of both (Dice 1945)."""
    low = np.maximum(first.low, second.low)
    high = np.minimum(np.add(first.low, first.mask.shape), np.add(second.low, second.mask.shape))
    if (high <= low).any():
        return 0.0
    common = np.ones(high - low, dtype=bool)
    for patch in (first, second):
        common &= patch.mask[tuple(slice(a - o, b - o) for a, b, o in zip(low, high, patch.low, strict=True))]
    return 2 * int(common.sum()) / (first.n_voxels + second.n_voxels)
