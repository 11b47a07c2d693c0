"""Fluctuations of the BOLD signal in time, each slice at the moment it was acquired.

The neural part is made in the frequency domain: its power falls as 1/f above 0.015 Hz and faster above 0.08 Hz, as
the haemodynamic response lets it. The local part has a spatial correlation of about 8 mm, from which the
similarity of neighbours (ReHo) comes. Pulse and breathing are made at their true frequencies and sampled every TR,
so they alias as they do in a scanner.
"""

import numpy as np
from scipy import fft, ndimage

from analysis.demo.resting_maps import RestingMaps
from analysis.demo.settings import TR_S, random_stream
from analysis.grid import Grid
from analysis.progress import Progress, part, silent

_HIGHEST_HZ = 0.16
_LOCAL_SIGMA_MM = 4.2


def neural_activity(
    maps: RestingMaps,
    grid: Grid,
    slice_times_s: np.ndarray,
    n_volumes: int,
    seed: int,
    progress: Progress = silent,
) -> np.ndarray:
    """``(n_volumes, ni, nj, nk)`` float32 neural fluctuation as a fraction of the signal."""
    # Longer than needed and cut, so that the end does not continue into the beginning.
    n_long = fft.next_fast_len(int(n_volumes * 1.25), real=True)
    hz = fft.rfftfreq(n_long, TR_S)
    bins = np.flatnonzero((hz > 0) & (hz <= _HIGHEST_HZ))
    weights = amplitude_spectrum(hz[bins])
    random = random_stream(seed, "neural")
    shared = weights * _complex_normal(random, (len(maps.networks) + 1, len(bins)))
    spectrum = np.empty((len(bins), *grid.shape), dtype=np.complex64)
    for row in range(len(bins)):
        part(progress, 0, 0.7)(row / len(bins), "resting activity")
        field = maps.local_weight * (weights[row] * _local_field(random, grid))
        field += np.complex64(maps.global_weight * shared[-1, row])
        for network, coefficient in zip(maps.networks.values(), shared[:-1, row], strict=True):
            field += network * np.complex64(coefficient)
        spectrum[row] = field * maps.amplitude
    return _to_time(spectrum, bins, n_long, slice_times_s, n_volumes, part(progress, 0.7, 1))


def amplitude_spectrum(hz: np.ndarray) -> np.ndarray:
    """``(n,)`` amplitude at frequencies above 0, its squares adding up to 1."""
    power = 1 / np.maximum(hz, 0.015) / (1 + (hz / 0.085) ** 6)
    return np.sqrt(power / power.sum())


def physiology(slice_times_s: np.ndarray, n_volumes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Pulse and breathing ``(n_volumes, n_slices)`` each, standard deviation about 1, at the slices' own times."""
    random = random_stream(seed, "physiology")
    times = np.arange(n_volumes)[:, None] * TR_S + slice_times_s[None, :]
    fine = np.arange(0, times.max() + 1, 0.1)

    def phase(mean_hz: float, sd_hz: float) -> np.ndarray:
        wander = ndimage.gaussian_filter1d(random.normal(size=fine.size), 60)
        rate = mean_hz + sd_hz * wander / wander.std()
        return 2 * np.pi * np.interp(times, fine, np.cumsum(rate) * 0.1)

    pulse, breath = phase(1.13, 0.05), phase(0.27, 0.02)
    return np.cos(pulse) + 0.35 * np.cos(2 * pulse + 0.7), np.cos(breath) + 0.25 * np.cos(2 * breath)


def _complex_normal(random: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Complex numbers whose real and imaginary parts have variance 1."""
    return random.standard_normal(shape) + 1j * random.standard_normal(shape)


def _local_field(random: np.random.Generator, grid: Grid) -> np.ndarray:
    """``(ni, nj, nk)`` complex64 noise of the local correlation length, parts of variance 1."""
    sigma = [_LOCAL_SIGMA_MM / size for size in grid.voxel_size_mm]
    parts = []
    for _ in range(2):
        white = random.standard_normal(grid.shape, dtype=np.float32)
        smooth = ndimage.gaussian_filter(white, sigma, mode="wrap", truncate=3)
        parts.append(smooth / smooth.std())
    return np.asarray(parts[0] + np.complex64(1j) * parts[1])


def _to_time(
    spectrum: np.ndarray,
    bins: np.ndarray,
    n_long: int,
    slice_times_s: np.ndarray,
    n_volumes: int,
    progress: Progress,
) -> np.ndarray:
    """Inverse Fourier transform, slice by slice, shifted to the time at which each slice is acquired."""
    _, ni, nj, nk = spectrum.shape
    activity = np.empty((n_volumes, ni, nj, nk), dtype=np.float32)
    hz = bins / (n_long * TR_S)
    for k in range(nk):
        progress(k / nk, "resting activity")
        shift = np.exp(2j * np.pi * hz * slice_times_s[k]).astype(np.complex64) * np.float32(n_long / 2)
        padded = np.zeros((n_long // 2 + 1, ni, nj), dtype=np.complex64)
        padded[bins] = spectrum[..., k] * shift[:, None, None]
        activity[..., k] = fft.irfft(padded, n_long, axis=0)[:n_volumes]
    return activity
