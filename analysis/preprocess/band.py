"""Frequency bands as the toolkits for resting-state fMRI count them in a discrete Fourier transform.

Two families differ in the length to which a series is padded with zeros, and so in which bins belong to a
band: DPABI takes the next power of two, REST and RESTplus the next 2^k times 1, 3, 5 or 15. Both ends of the
band belong to it, with the lower rounded up and the upper rounded down to a whole bin.
"""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.image import Series

_LOW_PASSED_SHARE = 1e-4


class Convention(Enum):
    """Whose definition is followed where the toolkits differ."""

    RESTPLUS = "restplus"
    DPABI = "dpabi"


def fft_length(n_timepoints: int, convention: Convention) -> int:
    """To how many samples a series of `n_timepoints` is padded with zeros before its transform."""
    power_of_two = 1 << max(n_timepoints - 1, 1).bit_length()
    if convention is Convention.DPABI or n_timepoints < 16:
        return power_of_two
    candidates = (factor << k for factor in (1, 3, 5, 15) for k in range(power_of_two.bit_length()))
    return min(length for length in candidates if length >= n_timepoints)


@dataclass(frozen=True)
class BandBins:
    """A band in the half spectrum of a padded series: bins ``first..last``, both included, bin 0 is the mean."""

    n_fft: int
    first: int
    last: int
    tr_s: float

    @property
    def low_hz(self) -> float:
        """Frequency of the first bin."""
        return self.first / (self.n_fft * self.tr_s)

    @property
    def high_hz(self) -> float:
        """Frequency of the last bin."""
        return self.last / (self.n_fft * self.tr_s)

    @property
    def bins(self) -> slice:
        """The bins as a slice of the half spectrum."""
        return slice(self.first, self.last + 1)


def check_band(low_hz: float, high_hz: float) -> None:
    """Raise `OptionError` unless ``0 <= low_hz < high_hz``, both finite."""
    if not (math.isfinite(low_hz) and math.isfinite(high_hz) and 0 <= low_hz < high_hz):
        raise OptionError(f"The band from {low_hz:g} to {high_hz:g} Hz is not one: it must rise, from 0 Hz or more.")


def band_bins(low_hz: float, high_hz: float, n_timepoints: int, tr_s: float, convention: Convention) -> BandBins:
    """The bins of a band, for a series of `n_timepoints` sampled every `tr_s`.

    With 1-based bins, as in the sources: ``ceil(low * P * TR + 1) .. fix(high * P * TR + 1)``, where P is
    `fft_length`; an upper end at the Nyquist frequency takes in the last bin.

    Raises
    ------
    OptionError
        if the band does not rise, lies above the Nyquist frequency of this TR, or holds no bin
    """
    check_band(low_hz, high_hz)
    nyquist_hz = 0.5 / tr_s
    if low_hz >= nyquist_hz or high_hz > nyquist_hz * (1 + 1e-9):
        raise OptionError(
            f"With a repetition time of {tr_s:g} s nothing above {nyquist_hz:.4g} Hz was measured, "
            f"so the band from {low_hz:g} to {high_hz:g} Hz cannot be had; lower its upper end."
        )
    n_fft = fft_length(n_timepoints, convention)
    first = math.ceil(low_hz * n_fft * tr_s + 1) - 1
    last = n_fft // 2 if high_hz >= nyquist_hz else math.floor(high_hz * n_fft * tr_s + 1) - 1
    if first > last:
        raise OptionError(
            f"{n_timepoints} volumes every {tr_s:g} s have no frequency between {low_hz:g} and {high_hz:g} Hz; "
            "widen the band."
        )
    return BandBins(n_fft, first, last, tr_s)


def bins_for(series: Series, low_hz: float, high_hz: float, convention: Convention) -> BandBins:
    """The bins of a band in a series; refuses a series that is too short or does not know its TR.

    Raises
    ------
    DataError
        if the TR is unknown, or the series is shorter than one period of the band's upper end
    OptionError
        as `band_bins`
    """
    tr_s = require_tr(series)
    bins = band_bins(low_hz, high_hz, series.n_timepoints, tr_s, convention)
    duration_s = series.n_timepoints * tr_s
    if duration_s * high_hz < 1:
        raise DataError(
            f"The series lasts {duration_s:g} s, which is less than one period of {high_hz:g} Hz; "
            "the band cannot be measured in it."
        )
    return bins


def short_series_warnings(series: Series, low_hz: float) -> tuple[str, ...]:
    """A sentence where the series is shorter than one period of the band's lower end."""
    duration_s = series.n_timepoints * (series.tr_s or 0)
    if low_hz > 0 and duration_s * low_hz < 1:
        return (f"The series lasts {duration_s:g} s, less than one period of {low_hz:g} Hz, its band's low end.",)
    return ()


def require_tr(series: Series) -> float:
    """The TR in s; raises `DataError` where it is not known."""
    if series.tr_s is None:
        raise DataError(
            "The repetition time of the series is not known, so frequencies have no meaning; "
            "give it in seconds (see the scan protocol)."
        )
    return series.tr_s


def is_low_passed(values: np.ndarray) -> bool:
    """Whether the highest frequencies were filtered out of a series.

    Measured fMRI has noise at all frequencies: in real series the highest tenth of the spectrum holds more than a
    tenth of its share of power. After a band-pass it holds less than a millionth, seen through a Hann window.

    Parameters
    ----------
    values : ``(n_timepoints, n_voxels)`` finite values; at most about 2,000 voxels are looked at
    """
    sample = np.asarray(values[:, :: max(1, values.shape[1] // 2000)], dtype=np.float64)
    n_timepoints = len(sample)
    if n_timepoints < 20:
        return False
    centred = sample - sample.mean(axis=0)
    power = np.abs(np.fft.rfft(centred * np.hanning(n_timepoints)[:, None], axis=0)[1:]) ** 2
    total = power.sum(axis=0)
    if not (total > 0).any():
        return False
    share = (power[:, total > 0] / total[total > 0]).mean(axis=1)
    highest = share[-max(2, len(share) // 10) :]
    return bool(highest.mean() < _LOW_PASSED_SHARE * share.mean())
