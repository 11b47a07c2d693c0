"""Temporal signal-to-noise ratio (tSNR): how steady the signal of a place is."""

from dataclasses import dataclass

import numpy as np

from analysis.blocks import for_each_block, split
from analysis.image import Mask, Series
from analysis.metrics.voxels import MapWriter, MaskedSeries, read_masked
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import StatMap

_BLOCK = 2048


@dataclass(frozen=True)
class StabilityOptions:
    """Whether a slow drift of the scanner (a least-squares line) is taken out before the noise is measured."""

    detrend: bool = True


def compute_tsnr(
    series: Series,
    mask: Mask,
    options: StabilityOptions | None = None,
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> tuple[StatMap, ...]:
    """Mean over time divided by the standard deviation over time (n - 1 in its denominator).

    Parrish et al. 2000, Magn Reson Med 44:925; Murphy et al. 2007, NeuroImage 34:565. It says something about the
    scan only before filtering, smoothing and regression.

    Returns
    -------
    one map, ``tsnr``

    Raises
    ------
    DataError
        if the series is too short or no mask voxel is usable
    GeometryError
        if the mask is on another grid
    """
    options = options or StabilityOptions()
    masked = read_masked(series, mask, part(progress, 0.0, 0.6))
    values = tsnr_of(masked, part(progress, 0.6, 1.0), detrend=options.detrend)
    parameters = {"detrend": "linear" if options.detrend else "none", "n_timepoints": series.n_timepoints}
    writer = MapWriter("analysis.metrics.stability.compute_tsnr", mask, parameters, inputs, masked.warnings)
    return (writer.write("tsnr", values, "tSNR"),)


def tsnr_of(masked: MaskedSeries, progress: Progress = silent, *, detrend: bool = True) -> np.ndarray:
    """``(n_voxels,)`` tSNR; NaN for voxels that are not usable or whose noise is 0."""
    n_timepoints, n_voxels = masked.values.shape
    time = np.arange(n_timepoints) - (n_timepoints - 1) / 2
    result = np.full(n_voxels, np.nan)

    def work(block: slice) -> None:
        values = masked.values[:, block].astype(np.float64)
        usable = masked.usable[block]
        values[:, ~usable] = 0
        mean = values.mean(axis=0)
        values -= mean
        if detrend:
            values -= np.outer(time, np.einsum("t,tv->v", time, values) / (time @ time))
        noise = np.sqrt(np.einsum("tv,tv->v", values, values) / (n_timepoints - 1))
        known = usable & (noise > 1e-12 * np.abs(mean))
        result[block] = np.divide(mean, noise, out=np.full(mean.shape, np.nan), where=known)

    for_each_block(work, split(n_voxels, _BLOCK), progress, "tSNR")
    return result
