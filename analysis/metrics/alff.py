"""Amplitude of low-frequency fluctuation (ALFF), its fraction (fALFF), and PerAF.

All three measure how strongly the signal of one voxel swings at low frequencies. They need a series that has
not been band-passed.
"""

from dataclasses import dataclass

import numpy as np
from scipy import fft

from analysis.blocks import for_each_block, split
from analysis.errors import OptionError
from analysis.image import Mask, Series
from analysis.metrics.standardise import standard_forms
from analysis.metrics.voxels import MapWriter, MaskedSeries, read_masked, require_timepoints
from analysis.preprocess.band import BandBins, Convention, bins_for, check_band, is_low_passed, short_series_warnings
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import StatMap

_BLOCK = 256  # a block and its spectrum stay in the cache of a core


@dataclass(frozen=True)
class AlffOptions:
    """Options of ALFF, fALFF and PerAF: the band, and whose padding and bins are followed."""

    low_hz: float = 0.01
    high_hz: float = 0.08
    convention: Convention = Convention.RESTPLUS

    def __post_init__(self) -> None:
        check_band(self.low_hz, self.high_hz)
        if not isinstance(self.convention, Convention):
            raise OptionError(f"The convention must be restplus or dpabi, but it is {self.convention}.")


@dataclass(frozen=True, eq=False)
class Amplitudes:
    """``(n_voxels,)`` float64 values: ALFF in the unit of the signal, fALFF without unit, PerAF in percent."""

    alff: np.ndarray
    falff: np.ndarray
    peraf_percent: np.ndarray


def compute_alff(
    series: Series,
    mask: Mask,
    options: AlffOptions | None = None,
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> tuple[StatMap, ...]:
    """ALFF, fALFF, each also as m and z, and PerAF of every voxel in a mask.

    Returns
    -------
    maps ``alff malff zalff falff mfalff zfalff peraf``, in this order

    Raises
    ------
    DataError
        if the TR is unknown, the series too short or incomplete, or no mask voxel is usable
    OptionError
        if the band lies above the Nyquist frequency or holds no frequency of this series
    GeometryError
        if the mask is on another grid
    """
    options = options or AlffOptions()
    require_timepoints(series)
    bins = bins_for(series, options.low_hz, options.high_hz, options.convention)
    masked = read_masked(series, mask, part(progress, 0.0, 0.4))
    amplitudes = amplitudes_of(masked, bins, part(progress, 0.4, 0.95))
    writer = MapWriter(
        "analysis.metrics.alff.compute_alff",
        mask,
        _parameters(series, options, bins),
        inputs,
        masked.warnings + short_series_warnings(series, options.low_hz) + _filter_warnings(masked),
    )
    maps = [
        *standard_forms(writer, "alff", amplitudes.alff, "ALFF", series.unit),
        *standard_forms(writer, "falff", amplitudes.falff, "fALFF"),
        writer.write("peraf", amplitudes.peraf_percent, "PerAF", "%", warnings=_peraf_warnings(amplitudes)),
    ]
    progress(1.0, "ALFF")
    return tuple(maps)


def amplitudes_of(
    masked: MaskedSeries, bins: BandBins, progress: Progress = silent, *, with_peraf: bool = True
) -> Amplitudes:
    """ALFF, fALFF and PerAF of the columns of a series.

    With x the time course after removal of its least-squares line, padded with zeros to P samples, X its
    discrete Fourier transform, N the number of time points and ``A_k = 2 |X_k| / N``:

        ALFF  = mean of A over the bins of the band              (Zang et al. 2007, Brain Dev 29:83)
        fALFF = sum of A in the band / sum of A over bins 1..P/2 (Zou et al. 2008, J Neurosci Methods 172:137)
        PerAF = 100 mean_t |y_t - mean(y)| / mean(y)             (Jia et al. 2020, PLoS One 15:e0227021)

    where y is the part of x in the band, cut back to N samples, plus the temporal mean. DPABI and REST agree
    on ALFF and fALFF but for P (`fft_length`); both use the mean amplitude, not the square root of the power
    that REST used before version 1.8. RESTplus stores PerAF as a fraction; here it is in percent.

    Parameters
    ----------
    masked : the series
    bins : the band
    with_peraf : False leaves PerAF NaN and saves its inverse transform

    Returns
    -------
    one value per mask voxel; NaN for voxels that are not usable, and PerAF for those whose mean is not positive
    """
    n_voxels = masked.usable.size
    alff, falff, peraf = (np.full(n_voxels, np.nan) for _ in range(3))

    def work(block: slice) -> None:
        columns = np.flatnonzero(masked.usable[block]) + block.start
        if columns.size == 0:
            return
        courses, mean = _without_line(_columns(masked.values, block, columns))
        spectrum = fft.rfft(courses, n=bins.n_fft, axis=1)
        amplitude = np.sqrt(spectrum.real**2 + spectrum.imag**2)
        in_band = amplitude[:, bins.bins]
        alff[columns] = in_band.mean(axis=1) * (2 / courses.shape[1])
        whole = amplitude[:, 1:].sum(axis=1)
        falff[columns] = np.divide(in_band.sum(axis=1), whole, out=np.zeros_like(whole), where=whole > 0)
        if with_peraf:
            peraf[columns] = _peraf_percent(spectrum, mean, bins, courses.shape[1])

    for_each_block(work, split(n_voxels, _BLOCK), progress, "ALFF")
    return Amplitudes(alff, falff, peraf)


def _columns(values: np.ndarray, block: slice, columns: np.ndarray) -> np.ndarray:
    """``(n_columns, n_timepoints)`` float64 time courses, contiguous."""
    part_of = values[:, block]
    if columns.size != part_of.shape[1]:
        part_of = part_of[:, columns - block.start]
    return np.ascontiguousarray(part_of.T, dtype=np.float64)


def _without_line(courses: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Time courses ``(n, n_timepoints)`` without their least-squares line, and their means ``(n,)``."""
    n_timepoints = courses.shape[1]
    mean = courses.mean(axis=1)
    time = np.arange(n_timepoints) - (n_timepoints - 1) / 2
    centred = courses - mean[:, None]
    slope = np.einsum("vt,t->v", centred, time) / (time @ time)
    centred -= slope[:, None] * time
    return centred, mean


def _peraf_percent(spectrum: np.ndarray, mean: np.ndarray, bins: BandBins, n_timepoints: int) -> np.ndarray:
    """Percent amplitude of fluctuation of the part of a spectrum that is in the band; NaN for mean <= 0."""
    kept = np.zeros_like(spectrum)
    kept[:, bins.bins] = spectrum[:, bins.bins]
    filtered = fft.irfft(kept, n=bins.n_fft, axis=1, overwrite_x=True)[:, :n_timepoints]
    offset = filtered.mean(axis=1)
    deviation = np.abs(filtered - offset[:, None]).mean(axis=1)
    level = mean + offset
    return np.divide(100 * deviation, level, out=np.full(level.shape, np.nan), where=(mean > 0) & (level > 0))


def _filter_warnings(masked: MaskedSeries) -> tuple[str, ...]:
    if is_low_passed(masked.values[:, masked.usable]):
        return ("The series was band-passed before: fALFF has no meaning then, and ALFF counts the band twice.",)
    return ()


def _peraf_warnings(amplitudes: Amplitudes) -> tuple[str, ...]:
    n_missing = int(np.count_nonzero(np.isnan(amplitudes.peraf_percent) & np.isfinite(amplitudes.alff)))
    if n_missing == 0:
        return ()
    return (f"{n_missing} mask voxels have a temporal mean of 0 or less, for which PerAF has no meaning.",)


def _parameters(series: Series, options: AlffOptions, bins: BandBins) -> dict[str, object]:
    return {
        "low_hz": options.low_hz,
        "high_hz": options.high_hz,
        "convention": options.convention.value,
        "tr_s": series.tr_s,
        "n_timepoints": series.n_timepoints,
        "fft_length": bins.n_fft,
        "first_bin_hz": bins.low_hz,
        "last_bin_hz": bins.high_hz,
        "detrend": "linear",
    }
