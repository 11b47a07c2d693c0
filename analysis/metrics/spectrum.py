"""The amplitude spectrum of one time course: what the eye checks before it believes a map of amplitudes."""

import numpy as np
from scipy.signal import detrend


def amplitude_spectrum(course: np.ndarray, tr_s: float) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies and amplitudes of a time course after its straight line has been removed.

    The amplitude at a frequency is ``2 |X| / N``, so that a sine of amplitude a shows a peak of height a; the course
    is not padded and no window is applied.

    Parameters
    ----------
    course : ``(n_timepoints,)`` values
    tr_s : time between two values in s

    Returns
    -------
    ``(n_frequencies,)`` frequencies in Hz without 0, and as many amplitudes in the unit of the course; both empty for
    fewer than 4 values or where a value is missing.
    """
    n = len(course)
    if n < 4 or not np.isfinite(course).all():
        return np.empty(0), np.empty(0)
    amplitudes = 2 * np.abs(np.fft.rfft(detrend(np.asarray(course, dtype=np.float64)))) / n
    return np.fft.rfftfreq(n, tr_s)[1:], amplitudes[1:]
