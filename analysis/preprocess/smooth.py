"""Gaussian smoothing exactly as SPM does it, which DPABI and RESTplus call.

The kernel is not a sampled Gaussian: it is a Gaussian convolved with a triangle one voxel to each side, that is,
the Gaussian as seen through linear interpolation. Places outside the image and voxels without a value count as
0, so values near an edge are drawn towards 0; only along the third axis of the array are the weights
rescaled to sum to one near the ends. All of this follows SPM12 (``spm_smooth``, ``spm_smoothkern``,
``spm_conv_vol``) so that maps can be compared with published ones.
"""

import math

import numpy as np
from scipy.ndimage import correlate1d
from scipy.special import erf

from analysis.blocks import for_each_block, split
from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.progress import Progress, silent

_SIGMAS = 6
_FWHM_PER_SIGMA = math.sqrt(8 * math.log(2))


def check_fwhm(fwhm_mm: float) -> None:
    """Raise `OptionError` unless the width is 0 (no smoothing) to 50 mm."""
    if not 0 <= fwhm_mm <= 50:
        raise OptionError(f"The smoothing width must be between 0 and 50 mm, but it is {fwhm_mm:g} mm.")


def spm_kernel(fwhm_voxels: float) -> np.ndarray:
    """Weights of SPM's smoothing along one axis, for whole-voxel steps -E..E; they sum to 1.

    With s = sigma², w1 = sqrt(2/s) / 2, w2 = -1/(2s), w3 = sqrt(s / 2π):

        k(x) = [erf(w1(x+1))(x+1) + erf(w1(x-1))(x-1) - 2 erf(w1 x) x] / 2
               + w3 [e^(w2(x+1)²) + e^(w2(x-1)²) - 2 e^(w2 x²)]

    Parameters
    ----------
    fwhm_voxels : full width at half maximum in voxels of this axis, greater than 0

    Returns
    -------
    ``(2 E + 1,)`` with E = round(6 sigma)
    """
    sigma = fwhm_voxels / _FWHM_PER_SIGMA
    variance = sigma**2 + np.finfo(float).eps
    reach = math.floor(_SIGMAS * sigma + 0.5)
    x = np.arange(-reach, reach + 1, dtype=np.float64)
    w1, w2, w3 = 0.5 * math.sqrt(2 / variance), -0.5 / variance, math.sqrt(variance / (2 * math.pi))
    straight = erf(w1 * (x + 1)) * (x + 1) + erf(w1 * (x - 1)) * (x - 1) - 2 * erf(w1 * x) * x
    curved = np.exp(w2 * (x + 1) ** 2) + np.exp(w2 * (x - 1) ** 2) - 2 * np.exp(w2 * x**2)
    weights = np.maximum(0.5 * straight + w3 * curved, 0)
    return weights / weights.sum()


def smooth_volume(volume: Volume, fwhm_mm: float) -> Volume:
    """A volume smoothed by a Gaussian of this full width at half maximum; NaN counts as 0.

    Raises
    ------
    OptionError
        if the width is negative or more than 50 mm
    """
    check_fwhm(fwhm_mm)
    return Volume(volume.grid, _smooth(volume.data, volume.grid, fwhm_mm), volume.name, volume.unit)


def smooth_in_mask(values: np.ndarray, mask: Mask, fwhm_mm: float) -> np.ndarray:
    """Smooth a map that is 0 outside its mask, and give its values inside.

    Parameters
    ----------
    values : ``(n_mask_voxels,)`` in C order of the grid; NaN counts as 0 for its neighbours and stays NaN
    mask : where the values belong
    fwhm_mm : full width at half maximum

    Returns
    -------
    ``(n_mask_voxels,)`` float64
    """
    check_fwhm(fwhm_mm)
    data = np.zeros(mask.grid.shape)
    data[mask.data] = values
    smoothed = _smooth(data, mask.grid, fwhm_mm)[mask.data]
    smoothed[np.isnan(values)] = np.nan
    return smoothed


def smooth_series(series: Series, fwhm_mm: float, progress: Progress = silent) -> Series:
    """Every frame of a series smoothed, as `smooth_volume`.

    Raises
    ------
    DataError
        while frames are missing
    OptionError
        if the width is negative or more than 50 mm
    """
    check_fwhm(fwhm_mm)
    series.require_complete()
    data = np.empty((*series.grid.shape, series.n_timepoints), dtype=np.float32, order="F")

    def work(block: slice) -> None:
        for timepoint in range(block.start, block.stop):
            data[..., timepoint] = _smooth(series.frames.frame(timepoint), series.grid, fwhm_mm)

    for_each_block(work, split(series.n_timepoints, 1), progress, "Smoothing")
    return Series(series.grid, ArrayFrames(data), series.tr_s, series.name, series.unit)


def _smooth(data: np.ndarray, grid: Grid, fwhm_mm: float) -> np.ndarray:
    """``(ni, nj, nk)`` float64, NaN and infinity taken as 0."""
    result = np.nan_to_num(np.asarray(data, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    if fwhm_mm == 0:
        return result
    for axis, size_mm in enumerate(grid.voxel_size_mm):
        kernel = spm_kernel(fwhm_mm / size_mm)
        result = correlate1d(result, kernel, axis=axis, mode="constant")
        if axis == 2:
            result /= correlate1d(np.ones(grid.shape[2]), kernel, mode="constant")
    return result
