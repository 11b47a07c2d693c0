"""A brain mask from the images themselves, where none was made by hand or by a segmentation.

The threshold is nilearn's for echo-planar images (the widest gap in the sorted intensities between two
quantiles, then an opening). Around it: the edge slices are continued outwards, because the opening would
otherwise eat the lowest and highest slice of a brain that reaches out of the field of view; gaps narrower than
20 mm are closed and holes filled, because ventricles, vessels and background suppression leave some.
"""

import numpy as np
from scipy import ndimage

from analysis.errors import DataError
from analysis.image import Mask, Series, Volume
from analysis.progress import Progress, part, silent

_CLOSING_RADIUS_MM = 10.0
_PADDING = 6
_LEAST_BRAIN_ML = 50.0
_MOST_OF_THE_IMAGE = 0.95
_BRIGHTEST = 0.15  # of the image are taken to be brain, so the threshold is not sought among them


def estimate_brain_mask(series: Series, progress: Progress = silent) -> Mask:
    """The brain in the mean of a BOLD or ASL series.

    Parameters
    ----------
    series : all of its frames must have been read
    progress : called after every frame

    Raises
    ------
    DataError
        if frames are missing, the images are empty or constant, or no brain stands out
    """
    series.require_complete()
    mean_image = temporal_mean(series, part(progress, 0.0, 0.8))
    mask = estimate_brain_mask_of_volume(mean_image, part(progress, 0.8, 1.0))
    progress(1.0, "Brain mask")
    return mask


def temporal_mean(series: Series, progress: Progress = silent) -> Volume:
    """The mean over time; a voxel that has no value in one frame has none in the mean."""
    total = np.zeros(series.grid.shape, dtype=np.float64, order="F")
    for timepoint in range(series.n_timepoints):
        progress(timepoint / series.n_timepoints, "Mean image")
        total += series.frames.frame(timepoint)
    return Volume(series.grid, total / series.n_timepoints, f"mean of {series.name}", series.unit)


def estimate_brain_mask_of_volume(volume: Volume, progress: Progress = silent) -> Mask:
    """The brain in one echo-planar image: a mean BOLD image, or the M0 image of an ASL scan.

    Not meant for a T1 image, whose scalp is as bright as the brain.

    Raises
    ------
    DataError
        if the image is empty or constant, or no brain stands out
    """
    values = np.nan_to_num(np.asarray(volume.data, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    if values.max() <= values.min():
        raise DataError("The image has the same value everywhere, so no brain can be found in it.")
    progress(0.1, "Brain mask")
    thresholded = _threshold(values)
    progress(0.5, "Brain mask")
    closed = ndimage.binary_closing(np.pad(thresholded, _PADDING), _ball(volume.grid.voxel_size_mm))
    filled = ndimage.binary_fill_holes(closed)[(slice(2 * _PADDING, -2 * _PADDING),) * 3]
    brain = _largest_component(_fill_holes_in_slices(filled))
    mask = Mask(volume.grid, brain, "estimated brain mask")
    if mask.volume_mm3 < _LEAST_BRAIN_ML * 1000 or mask.n_voxels > _MOST_OF_THE_IMAGE * mask.data.size:
        raise DataError(
            f"No brain stands out in the image (the largest bright region fills {mask.volume_mm3 / 1000:.0f} mL, "
            f"{100 * mask.n_voxels / mask.data.size:.0f} % of it); give a mask."
        )
    return mask


def _threshold(values: np.ndarray) -> np.ndarray:
    """Nilearn's mask of an image, continued outwards by `_PADDING` voxels on every side."""
    # Imported here: nilearn takes seconds to import, and the window must be up before.
    import nibabel
    from nilearn.masking import compute_epi_mask

    padded = np.pad(values, _PADDING, mode="edge")
    upper_cutoff = 1 - _BRIGHTEST * values.size / padded.size
    try:
        # The threshold looks at intensities only, so any affine does.
        mask = compute_epi_mask(nibabel.Nifti1Image(padded, np.eye(4)), upper_cutoff=upper_cutoff)
    except ValueError as error:
        raise DataError("No brain stands out in the image; give a mask.") from error
    return np.asarray(mask.dataobj) > 0


def _ball(voxel_size_mm: tuple[float, float, float]) -> np.ndarray:
    """A sphere as a structuring element, in voxels that need not be cubes."""
    reach = [min(int(_CLOSING_RADIUS_MM // size), _PADDING) for size in voxel_size_mm]
    axes = [np.arange(-n, n + 1) * size for n, size in zip(reach, voxel_size_mm, strict=True)]
    x, y, z = np.meshgrid(*axes, indexing="ij")
    return x**2 + y**2 + z**2 <= _CLOSING_RADIUS_MM**2 + 1e-6


def _fill_holes_in_slices(mask: np.ndarray) -> np.ndarray:
    """Fill what is enclosed within a slice: a hole that reaches the last slice is open in 3D."""
    filled = mask.copy()
    for axis in range(3):
        for plane in np.moveaxis(filled, axis, 0):
            plane[...] = ndimage.binary_fill_holes(plane)
    return filled


def _largest_component(mask: np.ndarray) -> np.ndarray:
    labels, n = ndimage.label(mask)
    if n == 0:
        raise DataError("No brain stands out in the image; give a mask.")
    return labels == 1 + np.argmax(np.bincount(labels.ravel())[1:])
