"""Degree centrality (DC): with how much of the brain a voxel is functionally connected.

Buckner et al. 2009, J Neurosci 29:1860; Zuo et al. 2012, Cereb Cortex 22:1862. It needs a filtered series that
was not smoothed.
"""

import math
import threading
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from analysis.blocks import for_each_block, single_threaded_blas, split
from analysis.errors import DataError, OptionError
from analysis.image import Mask, Series
from analysis.metrics.standardise import standard_forms
from analysis.metrics.voxels import MapWriter, MaskedSeries, read_masked
from analysis.preprocess.smooth import check_fwhm
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import StatMap

_ROWS = 512
_COLUMNS = 1024
_COLUMNS_PER_TASK = 16 * _COLUMNS


@dataclass(frozen=True)
class CentralityOptions:
    """Options of degree centrality.

    A connection counts if its r is above ``threshold_r``; with ``threshold_p`` > 0 the threshold is instead the r
    whose one-sided p value (of a t test with n - 2 degrees of freedom, uncorrected) it is. ``double_precision``
    multiplies in 64 bits: slower by half, and exact to the last edge. ``fwhm_mm`` is the width of the smoothed
    forms, 0 for none.
    """

    threshold_r: float = 0.25
    threshold_p: float = 0.0
    fwhm_mm: float = 6.0
    double_precision: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.threshold_r < 1:
            raise OptionError(f"The r threshold must be from 0 to below 1, but it is {self.threshold_r:g}.")
        if not 0 <= self.threshold_p < 0.5:
            raise OptionError(
                f"The p threshold must be between 0 and 0.5 (0 to use r), but it is {self.threshold_p:g}."
            )
        check_fwhm(self.fwhm_mm)

    def threshold_for(self, n_timepoints: int) -> float:
        """The r above which a connection counts, in a series of this length."""
        if self.threshold_p == 0:
            return self.threshold_r
        dof = n_timepoints - 2
        t = -float(stdtrit(dof, self.threshold_p))  # scipy.stats would add 0.4 s to each start
        return t / math.sqrt(dof + t * t)


@dataclass(frozen=True, eq=False)
class Degrees:
    """``(n_voxels,)`` float64: number of connections above the threshold, and the sum of their r; NaN if unusable."""

    binary: np.ndarray
    weighted: np.ndarray


def compute_centrality(
    series: Series,
    mask: Mask,
    options: CentralityOptions | None = None,
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> tuple[StatMap, ...]:
    """Binary and weighted degree centrality of every voxel in a mask, each as it is, m, z, and smoothed.

    Returns
    -------
    maps ``dc_binary mdc_binary zdc_binary sdc_binary smdc_binary szdc_binary`` and the same of ``dc_weighted``;
    those with s only with a width above 0

    Raises
    ------
    DataError
        if the series is too short or incomplete, or fewer than two mask voxels are usable
    GeometryError
        if the mask is on another grid
    """
    options = options or CentralityOptions()
    masked = read_masked(series, mask, part(progress, 0.0, 0.02))
    threshold = options.threshold_for(series.n_timepoints)
    degrees = degrees_of(masked, threshold, part(progress, 0.02, 0.99), double_precision=options.double_precision)
    writer = MapWriter(
        "analysis.metrics.centrality.compute_centrality",
        mask,
        {
            "threshold_r": threshold,
            "threshold_p": options.threshold_p or None,
            "sign": "positive",
            "n_timepoints": series.n_timepoints,
            "double_precision": options.double_precision,
        },
        inputs,
        masked.warnings,
    )
    maps = [
        *standard_forms(writer, "dc_binary", degrees.binary, "DC (binary)", "voxels", fwhm_mm=options.fwhm_mm),
        *standard_forms(writer, "dc_weighted", degrees.weighted, "DC (weighted)", fwhm_mm=options.fwhm_mm),
    ]
    progress(1.0, "Degree centrality")
    return tuple(maps)


def degrees_of(
    masked: MaskedSeries, threshold_r: float, progress: Progress = silent, *, double_precision: bool = False
) -> Degrees:
    """Binary and weighted degree of each voxel within the mask.

    With r_ij the Pearson correlation of voxels i and j over time:

        binary_i = number of j ≠ i with r_ij > threshold,   weighted_i = sum of r_ij over the same j

    as DPABI's ``y_DegreeCentrality`` and REST: positive correlations only, r not transformed, strictly above the
    threshold, a voxel's correlation with itself left out.

    Each pair of voxels is multiplied once, in blocks that are thresholded while they are in the cache; the
    matrix of all pairs is never held. Memory: the standardised series and a few MB for each thread.
    """
    if np.count_nonzero(masked.usable) < 2:
        raise DataError("Degree centrality needs at least two mask voxels whose signal changes over time.")
    courses = _unit_courses(masked, np.float64 if double_precision else np.float32)
    n = len(courses)
    counts, sums = np.zeros(n, dtype=np.int64), np.zeros(n)
    lock = threading.Lock()
    tasks = _tasks(n)

    def work(block: slice) -> None:
        rows, columns = tasks[block.start]
        parts = _degrees_of_task(courses, rows, columns, threshold_r)
        with lock:
            counts[rows] += parts[0]
            sums[rows] += parts[1]
            counts[columns] += parts[2]
            sums[columns] += parts[3]

    cost = [float((rows.stop - rows.start) * (columns.stop - columns.start)) for rows, columns in tasks]
    with single_threaded_blas():
        for_each_block(work, split(len(tasks), 1), progress, "Degree centrality", weights=cost)
    binary, weighted = np.full(masked.usable.size, np.nan), np.full(masked.usable.size, np.nan)
    binary[masked.usable] = counts
    weighted[masked.usable] = sums
    return Degrees(binary, weighted)


def _unit_courses(masked: MaskedSeries, dtype: type) -> np.ndarray:
    """``(n_usable, n_timepoints)`` time courses with mean 0 and length 1, so that a product of two is their r."""
    n_usable = int(np.count_nonzero(masked.usable))
    courses: np.ndarray = np.empty((n_usable, len(masked.values)), dtype=dtype)
    usable = np.flatnonzero(masked.usable)
    for block in split(len(usable), 4096):
        course = masked.values[:, usable[block]].T.astype(np.float64)
        course -= course.mean(axis=1, keepdims=True)
        course /= np.linalg.norm(course, axis=1, keepdims=True)
        courses[block] = course
    return courses


def _tasks(n: int) -> list[tuple[slice, slice]]:
    """Rectangles of the upper triangle of pairs, each small enough to be done in well under a second."""
    return [
        (rows, slice(start, min(start + _COLUMNS_PER_TASK, n)))
        for rows in split(n, _ROWS)
        for start in range(rows.start, n, _COLUMNS_PER_TASK)
    ]


def _degrees_of_task(
    courses: np.ndarray, rows: slice, columns: slice, threshold_r: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Counts and sums of a rectangle for its rows and for its columns; only pairs with row < column."""
    from analysis.metrics.kernels import add_degrees

    n_rows, n_columns = rows.stop - rows.start, columns.stop - columns.start
    row_counts, row_sums = np.zeros(n_rows, dtype=np.int64), np.zeros(n_rows)
    column_counts, column_sums = np.zeros(n_columns, dtype=np.int64), np.zeros(n_columns)
    left = courses[rows]
    for block in split(n_columns, _COLUMNS):
        start, stop = columns.start + block.start, columns.start + block.stop
        r = left @ courses[start:stop].T
        threshold = r.dtype.type(threshold_r)
        add_degrees(r, threshold, start - rows.start, row_counts, row_sums, column_counts[block], column_sums[block])
    return row_counts, row_sums, column_counts, column_sums
