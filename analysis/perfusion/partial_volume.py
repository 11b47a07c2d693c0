"""Perfusion of grey and of white matter alone, where a voxel holds both: linear regression over neighbours.

    CBF(v) = p_grey(v) g + p_white(v) w        for the voxels v of a window,  solved for g and w by least squares

Asllani et al. 2008, Magn Reson Med 60:1362, here on the CBF map. Within the window flow is taken to be even, so maps
get smoother by its size; it does not correct the different M0 of the tissues. The window is 5 × 5 voxels within the
slice for 2D readouts, and 5 × 5 × 5 for 3D ones, only voxels of the mask with a value count, and a place whose window
holds too little of a tissue to tell the two apart has no value.
"""

import numpy as np
from scipy import ndimage

from analysis.image import Mask
from analysis.perfusion.quality import Tissues

WIDTH = 5
_LEAST_FRACTION = 0.1
_LEAST_DETERMINANT = 0.02  # of the product of the diagonal: below it grey and white cannot be told apart


def correct_partial_volume(
    cbf: np.ndarray, tissues: Tissues, mask: Mask, *, slice_axis: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Perfusion of pure grey and pure white matter.

    Parameters
    ----------
    cbf : ``(n_mask_voxels,)``, NaN where there is none
    tissues : fractions of the same voxels; white matter must be known
    mask : where they belong
    slice_axis : axis across which the window must not reach (2D readouts), or None

    Returns
    -------
    two ``(n_mask_voxels,)`` float64: of grey matter, NaN where its fraction is below 0.1; and of white matter
    """
    assert tissues.white is not None
    known = np.isfinite(cbf) & (tissues.gray + tissues.white > _LEAST_FRACTION)
    y = np.where(known, cbf, 0.0)
    g, w = np.where(known, tissues.gray, 0.0), np.where(known, tissues.white, 0.0)
    gg, ww, gw, gy, wy = (_window_sum(v, mask, slice_axis) for v in (g * g, w * w, g * w, g * y, w * y))
    determinant = gg * ww - gw**2
    with np.errstate(invalid="ignore", divide="ignore"):
        told_apart = determinant > _LEAST_DETERMINANT * gg * ww
        gray = np.where(told_apart, (gy * ww - wy * gw) / determinant, np.where(ww < 1e-3 * gg, gy / gg, np.nan))
        white = np.where(told_apart, (wy * gg - gy * gw) / determinant, np.where(gg < 1e-3 * ww, wy / ww, np.nan))
    gray[~known | (tissues.gray < _LEAST_FRACTION)] = np.nan
    white[~known | (tissues.white < _LEAST_FRACTION)] = np.nan
    return gray, white


def _window_sum(values: np.ndarray, mask: Mask, slice_axis: int | None) -> np.ndarray:
    data = np.zeros(mask.grid.shape)
    data[mask.data] = values
    for axis in range(3):
        if axis != slice_axis:
            data = ndimage.correlate1d(data, np.ones(WIDTH), axis=axis, mode="constant")
    return data[mask.data]
