"""Band power: how the fluctuation of a place is spread over frequencies.

It needs a series that has not been band-passed, and refuses others.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy import fft

from analysis.blocks import for_each_block, split
from analysis.errors import DataError, OptionError
from analysis.image import Mask, Series
from analysis.metrics.voxels import MapWriter, MaskedSeries, read_masked, require_timepoints
from analysis.preprocess.band import BandBins, Convention, bins_for, is_low_passed, require_tr
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import StatMap

_BLOCK = 256


@dataclass(frozen=True)
class Band:
    """A named band of frequencies."""

    name: str
    low_hz: float
    high_hz: float


class BandSet(Enum):
    """Which bands are told apart."""

    SLOW = "slow-5 to slow-2"
    """Buzsáki & Draguhn 2004, Science 304:1926; limits of Zuo et al. 2010, NeuroImage 49:1432"""
    BACK_PAIN = "back pain"
    """low, middle and high of Baliki et al. 2011, J Neurosci 31:13981"""


BANDS: dict[BandSet, tuple[Band, ...]] = {
    BandSet.SLOW: (
        Band("slow5", 0.01, 0.027),
        Band("slow4", 0.027, 0.073),
        Band("slow3", 0.073, 0.198),
        Band("slow2", 0.198, 0.25),
    ),
    BandSet.BACK_PAIN: (Band("low", 0.01, 0.05), Band("mid", 0.05, 0.12), Band("high", 0.12, 0.20)),
}


@dataclass(frozen=True)
class BandOptions:
    """Which bands, and whose padding and bins are followed."""

    bands: BandSet = BandSet.SLOW
    convention: Convention = Convention.RESTPLUS


def compute_bands(
    series: Series,
    mask: Mask,
    options: BandOptions | None = None,
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> tuple[StatMap, ...]:
    """Share of each band in the power of every voxel in a mask.

    With X the discrete Fourier transform of the time course less its least-squares line, padded to P samples:

        share = 100 · sum of |X|² over the bins of the band / sum of |X|² over bins 1..P/2

    A band that reaches above the Nyquist frequency of the series is left out, with a warning on the others.

    Returns
    -------
    maps ``power_NAME`` in percent, one for each band that the series can tell

    Raises
    ------
    DataError
        if the series was band-passed, is too short, or has no TR
    OptionError
        if it can tell none of the bands
    GeometryError
        if the mask is on another grid
    """
    options = options or BandOptions()
    require_timepoints(series)
    require_tr(series)
    bands, missing = _measurable(series, options)
    masked = read_masked(series, mask, part(progress, 0.0, 0.4))
    if is_low_passed(masked.values[:, masked.usable]):
        raise DataError(
            "The series was band-passed before, so its power at other frequencies is gone; take the unfiltered series."
        )
    power = band_power(masked, [bins for _, bins in bands], part(progress, 0.4, 0.95))
    maps = []
    for (band, bins), percent in zip(bands, power, strict=True):
        parameters = {
            "low_hz": band.low_hz,
            "high_hz": band.high_hz,
            "first_bin_hz": bins.low_hz,
            "last_bin_hz": bins.high_hz,
            "fft_length": bins.n_fft,
            "convention": options.convention.value,
            "tr_s": series.tr_s,
            "n_timepoints": series.n_timepoints,
        }
        writer = MapWriter("analysis.metrics.bands.compute_bands", mask, parameters, inputs, masked.warnings + missing)
        maps.append(writer.write(f"power_{band.name}", percent, f"Power in {band.name}", "%"))
    progress(1.0, "Band power")
    return tuple(maps)


def band_power(masked: MaskedSeries, bins: list[BandBins], progress: Progress = silent) -> np.ndarray:
    """``(n_bands, n_voxels)`` percent of the power of each voxel in each band; NaN for voxels that are not usable."""
    n_voxels = masked.usable.size
    power = np.full((len(bins), n_voxels), np.nan)
    n_timepoints = len(masked.values)
    time = np.arange(n_timepoints) - (n_timepoints - 1) / 2

    def work(block: slice) -> None:
        courses = np.ascontiguousarray(masked.values[:, block].T, dtype=np.float64)
        courses[~masked.usable[block]] = 0
        courses -= courses.mean(axis=1, keepdims=True)
        courses -= (np.einsum("vt,t->v", courses, time) / (time @ time))[:, None] * time
        spectrum = fft.rfft(courses, n=bins[0].n_fft, axis=1)
        squared = spectrum.real**2 + spectrum.imag**2
        total = squared[:, 1:].sum(axis=1)
        known = masked.usable[block] & (total > 0)
        for index, band in enumerate(bins):
            in_band = squared[:, band.bins].sum(axis=1)
            power[index, block] = np.divide(100 * in_band, total, out=np.full(total.shape, np.nan), where=known)

    for_each_block(work, split(n_voxels, _BLOCK), progress, "Band power")
    return power


def _measurable(series: Series, options: BandOptions) -> tuple[list[tuple[Band, BandBins]], tuple[str, ...]]:
    """The bands that the series can tell, with their bins, and a sentence on each other."""
    found, missing = [], []
    for band in BANDS[options.bands]:
        try:
            found.append((band, bins_for(series, band.low_hz, band.high_hz, options.convention)))
        except OptionError as error:
            missing.append(f"{band.name} was left out. {error}")
    if not found:
        raise OptionError(f"None of the bands can be told in this series. {missing[0]}")
    return found, tuple(missing)
