"""Slice timing: every slice of a volume as if it had been acquired at the same moment.

The course of each voxel is shifted in time by a phase of its Fourier transform, as SPM does. A straight line through
its first and last value is taken away before and put back shifted, and the rest is continued by its mirror image, so
that neither a drift nor a difference between the ends rings through the series (Sladky et al. 2011, NeuroImage
58:588, on what the correction gains).
"""

from collections.abc import Sequence

import numpy as np
import scipy.fft

from analysis.blocks import for_each_block, split
from analysis.errors import DataError, OptionError
from analysis.image import ArrayFrames, Series
from analysis.progress import Progress, part, silent

_LEAST_VOLUMES = 10
_ROWS = 16  # of a slice, done at once: keeps a block short


def middle_slice_time(slice_times_s: Sequence[float] | np.ndarray) -> float:
    """The time of the slice that is acquired in the middle of a volume: the reference of DPARSF and RESTplus."""
    return float(np.sort(np.asarray(slice_times_s, dtype=np.float64))[len(slice_times_s) // 2])


def correct_slice_timing(
    series: Series,
    slice_times_s: Sequence[float] | None,
    *,
    reference_s: float | None = None,
    slice_axis: int = 2,
    progress: Progress = silent,
) -> Series:
    """Shift each slice to one moment of its volume.

    Parameters
    ----------
    series : with its repetition time
    slice_times_s : ``(n_slices,)`` s after the start of a volume, in the order of the array (BIDS ``SliceTiming``)
    reference_s : the moment; that of the middle acquired slice where it is None
    slice_axis : along which axis of the array the slices follow each other

    Returns
    -------
    Series
        on the same grid, of the same length, float32

    Raises
    ------
    DataError
        if slice times or the TR are unknown, do not fit the series, or there are fewer than 10 volumes
    OptionError
        if the reference is not within a volume
    """
    series.require_complete()
    times, tr_s = require_slice_times(series, slice_times_s, slice_axis)
    reference = middle_slice_time(times) if reference_s is None else reference_s
    if not 0 <= reference < tr_s:
        raise OptionError(f"The reference time of {reference:g} s is not within a volume of {tr_s:g} s.")
    data = np.empty((*series.grid.shape, series.n_timepoints), dtype=np.float32, order="F")
    for timepoint in range(series.n_timepoints):
        if timepoint % 10 == 0:
            progress(0.2 * timepoint / series.n_timepoints, "Slice timing")
        data[..., timepoint] = series.frames.frame(timepoint)
    slices = np.moveaxis(data, slice_axis, 0)
    rows = split(slices.shape[1], _ROWS)

    def work(block: slice) -> None:
        index, row = divmod(block.start, len(rows))
        part_of_slice = slices[index, rows[row]]
        part_of_slice[...] = shift_in_time(part_of_slice, reference - times[index], tr_s)

    for_each_block(work, split(len(slices) * len(rows), 1), part(progress, 0.2, 1.0), "Slice timing")
    return Series(series.grid, ArrayFrames(data), series.tr_s, series.name, series.unit)


def shift_in_time(courses: np.ndarray, shift_s: float, tr_s: float) -> np.ndarray:
    """Courses ``(..., n_timepoints)`` as they are `shift_s` later, float32."""
    n = courses.shape[-1]
    when = np.arange(n, dtype=np.float32)
    first = courses[..., :1]
    slope = (courses[..., -1:] - first) / np.float32(n - 1)
    rest = courses - (first + slope * when)
    phases = np.exp(2j * np.pi * scipy.fft.rfftfreq(2 * n, tr_s) * shift_s).astype(np.complex64)
    spectrum = scipy.fft.rfft(np.concatenate([rest, rest[..., ::-1]], axis=-1), axis=-1)
    shifted = scipy.fft.irfft(spectrum * phases, 2 * n, axis=-1)[..., :n]
    return np.asarray(shifted + first + slope * (when + np.float32(shift_s / tr_s)), dtype=np.float32)


def require_slice_times(
    series: Series, slice_times_s: Sequence[float] | None, slice_axis: int
) -> tuple[np.ndarray, float]:
    """The times as an array and the repetition time; raises `DataError` as `correct_slice_timing`."""
    if slice_times_s is None or len(slice_times_s) == 0:
        raise DataError(
            "Nothing says when each slice was acquired (SliceTiming in the sidecar), so slice timing cannot be "
            "corrected; leave the step out or add the times."
        )
    if series.tr_s is None:
        raise DataError("The repetition time (TR) is unknown, so slice timing cannot be corrected; type it.")
    times = np.asarray(slice_times_s, dtype=np.float64)
    n_slices = series.grid.shape[slice_axis]
    if times.shape != (n_slices,):
        raise DataError(f"There are {times.size} slice times for {n_slices} slices; slices may be missing.")
    if not np.isfinite(times).all() or times.min() < 0 or times.max() >= series.tr_s:
        hint = " (are they milliseconds?)" if times.max() > 10 * series.tr_s else ""
        raise DataError(
            f"The slice times run from {times.min():g} to {times.max():g} s, which is not within the repetition time "
            f"of {series.tr_s:g} s{hint}."
        )
    if series.n_timepoints < _LEAST_VOLUMES:
        raise DataError(f"The series has {series.n_timepoints} volumes; slice timing needs at least {_LEAST_VOLUMES}.")
    return times, series.tr_s
