"""The slow shading that the receive coil lays over an image: N4 (Tustison et al. 2010, IEEE Trans Med Imaging 29:1310).

It is estimated inside the brain only. Estimated over the whole head its residue was several times larger in our
measurements, because skin and fat are as bright as white matter but another tissue.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.preprocess.engine import run_function
from analysis.preprocess.rough_brain import block_factors
from analysis.progress import Progress, part, silent

_WORKING_MM = 4.0
_ITERATIONS = (50, 50, 50, 30)
_LEAST_VOXELS = 500


@dataclass(frozen=True, eq=False)
class BiasCorrection:
    """The image divided by the field, and the field (1 in the mean over the brain, as factors)."""

    corrected: Volume
    field: Volume


def correct_bias(volume: Volume, brain: Mask, progress: Progress = silent) -> BiasCorrection:
    """Estimate the shading within the brain and divide the whole image by it.

    Parameters
    ----------
    volume : T1 or mean EPI; NaN counts as background
    brain : on its grid

    Raises
    ------
    DataError
        if fewer than 500 voxels of about 4 mm (32 mL) of the brain have a positive value
    EngineError
        if N4 dies
    GeometryError
        if the mask is on another grid
    """
    if not brain.grid.matches(volume.grid):
        raise GeometryError("The brain mask is not on the grid of the image.")
    factors = block_factors(volume.grid, _WORKING_MM)
    # every fourth voxel and no means over them: means would mix the tissues whose histogram N4 sharpens
    every = tuple(slice(None, None, factor) for factor in factors)
    coarse = np.nan_to_num(volume.data[every])
    inside = brain.data[every] & (coarse > 0)
    if np.count_nonzero(inside) < _LEAST_VOXELS:
        raise DataError("The brain mask holds too little of the image to correct its shading.")
    sizes = tuple(float(mm * factor) for mm, factor in zip(volume.grid.voxel_size_mm, factors, strict=True))
    expected_s = 1 + np.count_nonzero(inside) / 5_000
    box = _box_of(inside)
    log_field = run_function(
        _n4, (coarse[box], inside[box], sizes), part(progress, 0.0, 0.8), "Bias field", expected_s=expected_s
    )
    progress(0.8, "Bias field")
    shrink, start = 1 / np.array(factors), -np.array([along.start for along in box])
    field = np.exp(  # beyond the box its outermost value continues
        ndimage.affine_transform(log_field, shrink, start, volume.grid.shape, np.float32, order=1, mode="nearest")
    )
    field /= field[brain.data].mean(dtype=np.float64)
    progress(1.0, "Bias field")
    corrected = Volume(volume.grid, volume.data / field, volume.name, volume.unit)
    return BiasCorrection(corrected, Volume(volume.grid, field, "bias field"))


def _box_of(inside: np.ndarray) -> tuple[slice, ...]:
    """The smallest box around a mask, and two voxels more."""
    found = [np.flatnonzero(inside.any(axis=tuple({0, 1, 2} - {axis}))) for axis in range(3)]
    return tuple(slice(max(0, int(at[0]) - 2), int(at[-1]) + 3) for at in found)


def _n4(values: np.ndarray, inside: np.ndarray, sizes_mm: tuple[float, float, float]) -> np.ndarray:
    """Logarithm of the field; runs in a process of its own, because N4 does not stop when it is told to."""
    import SimpleITK

    SimpleITK.ProcessObject.SetGlobalDefaultNumberOfThreads(1)  # sums in one order: the same image, the same field
    image, mask = (SimpleITK.GetImageFromArray(np.ascontiguousarray(a.T)) for a in (values, inside.astype(np.uint8)))
    image.SetSpacing(sizes_mm)
    mask.SetSpacing(sizes_mm)
    n4 = SimpleITK.N4BiasFieldCorrectionImageFilter()
    n4.SetMaximumNumberOfIterations(_ITERATIONS)
    n4.Execute(image, mask)
    return np.asarray(SimpleITK.GetArrayFromImage(n4.GetLogBiasFieldAsImage(image)).T, dtype=np.float32)
