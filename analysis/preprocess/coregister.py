"""Coregistration: where the head of an EPI or ASL series is in the patient's own T1.

Mutual information between the T1's brain, cut out and with a rim of background, and the series' mean image. The rim
matters: within the brain alone the contrast of an EPI is so weak that the fit can end millimetres beside the truth.
Coarse fits have the T1 as fixed image, the last one the series, so that each of its voxels counts once.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.brain_mask import estimate_brain_mask_of_volume
from analysis.preprocess.linear import Kind, LinearFit, best_start, better_of, refine
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.rough_brain import block_factors, block_means
from analysis.preprocess.transforms import LinearTransform
from analysis.progress import Progress, part, silent

LEAST_OVERLAP = 0.75
_WORKING_MM = 2.0
_RIM_MM = 8.0


@dataclass(frozen=True, eq=False)
class Coregistration:
    """The rigid map and how well the brains lie on each other.

    Parameters
    ----------
    transform : T1 mm -> series mm
    overlap : fraction of the brain seen in the series that lies within the brain of the T1
    coverage : fraction of the T1's brain that lies within the field of view of the series
    mutual_information : at the end; of use only beside that of other fits of the same images
    """

    transform: LinearTransform
    overlap: float
    coverage: float
    mutual_information: float


def coregister(mean_image: Volume, t1: Volume, brain: Mask, progress: Progress = silent) -> Coregistration:
    """Align a mean EPI, or an M0 or mean ASL image, with the T1 of the same patient.

    Parameters
    ----------
    mean_image : mean of the realigned series; NaN counts as background
    t1 : T1-weighted image, best with its bias field corrected
    brain : on the grid of `t1`

    Raises
    ------
    DataError
        if less than three quarters of the brain in the series lie within the T1's brain: a failed alignment or
        another patient; the sentence tells the measured overlap
    GeometryError
        if the mask is on another grid
    """
    if not brain.grid.matches(t1.grid):
        raise GeometryError("The brain mask is not on the grid of the T1 image.")
    if brain.n_voxels == 0:
        raise DataError("The brain mask of the T1 is empty.")
    progress(0.0, "Coregistration")
    cut, mask = _working_brain(t1, brain)
    image = Volume(mean_image.grid, np.nan_to_num(mean_image.data), mean_image.name)
    start = best_start(cut, image, _with_rim(mask), Kind.RIGID, part(progress, 0.05, 0.45))

    def refined(begin: LinearTransform, low: float, high: float) -> LinearFit:
        rim = _with_rim(_brain_in_series(mask, image.grid, begin))
        fit = refine(image, cut, rim, begin.inverse, Kind.RIGID, progress=part(progress, low, high))
        return LinearFit(fit.transform.inverse, fit.mutual_information)

    fits = [refined(start.transform, 0.45, 0.9 if start.rival is None else 0.7)]
    if start.rival is not None:
        fits.append(refined(start.rival, 0.7, 0.9))
    fit = max(fits, key=lambda found: found.mutual_information)
    transform = fit.transform
    overlap, coverage = measure_overlap(image, mask, transform, part(progress, 0.9, 1.0))
    if overlap < LEAST_OVERLAP:
        raise DataError(
            f"The series could not be aligned with the T1: only {100 * overlap:.0f} % of the brain seen in it lie "
            f"within the brain of the T1 (at least {100 * LEAST_OVERLAP:.0f} % should). Are both of the same patient?"
        )
    if len(fits) == 2:  # asked last: of what is no brain at all, the overlap says more
        better_of(fits[0], fits[1], mask)
    return Coregistration(transform, overlap, coverage, fit.mutual_information)


def measure_overlap(
    mean_image: Volume, brain: Mask, transform: LinearTransform, progress: Progress = silent
) -> tuple[float, float]:
    """How much of the series' own brain lies within the T1's, and how much of the T1's is in the field of view.

    Parameters
    ----------
    mean_image : of the series
    brain : of the T1
    transform : T1 mm -> series mm
    """
    seen = estimate_brain_mask_of_volume(mean_image, part(progress, 0.0, 0.5))
    mapped = _brain_in_series(brain, mean_image.grid, transform)
    progress(0.7, "Overlap of the brains")
    points = transform.points(brain.grid.to_mm(np.argwhere(brain.data)))
    ijk = mean_image.grid.to_ijk(points)
    inside = ((ijk > -0.5) & (ijk < np.array(mean_image.grid.shape) - 0.5)).all(axis=1)
    return float(np.count_nonzero(seen.data & mapped.data) / seen.n_voxels), float(inside.mean())


def _working_brain(t1: Volume, brain: Mask) -> tuple[Volume, Mask]:
    """The brain of the T1 on black, in voxels of about 2 mm, and its mask."""
    factors = block_factors(t1.grid, _WORKING_MM)
    cut = block_means(Volume(t1.grid, np.where(brain.data, np.nan_to_num(t1.data), 0)), factors)
    mask = block_means(Volume(brain.grid, brain.data), factors)
    return cut, Mask(mask.grid, mask.data > 0.5)


def _with_rim(mask: Mask) -> Mask:
    """The mask with a rim of 8 mm."""
    distance = ndimage.distance_transform_edt(~mask.data, sampling=mask.grid.voxel_size_mm)
    return Mask(mask.grid, distance <= _RIM_MM)


def _brain_in_series(brain: Mask, grid: Grid, transform: LinearTransform) -> Mask:
    (mapped,) = volumes_onto([Volume(brain.grid, brain.data)], grid, transform.inverse.points, outside=0.0)
    return Mask(grid, mapped.data > 0.5)
