"""Normalisation of a mean EPI or ASL image without a T1: less exact than through the T1, and said to be so.

The template that the image is warped onto has its own contrast: the template's tissue maps, each with the intensity
that this image has in it (least squares, after an affine fit by mutual information), blurred to about its voxels. A
fixed EPI template would have the contrast and the dropout of another scanner. On the demonstration patient, whose EPI
is not distorted, the way is 0.8 mm off on average and 1.9 mm at the 95th percentile of the brain (through the T1 0.65
and 1.1 mm; the affine fit alone 2.2 and 3.6 mm). On a real EPI of 3 T it ends 2.6 mm on average from where the T1 leads
(95th percentile 5.6 mm; the affine fit alone 4.4 mm).
"""

import numpy as np
from scipy import ndimage

from analysis.errors import DataError
from analysis.image import Mask, Volume
from analysis.preprocess.bias_field import correct_bias
from analysis.preprocess.brain_mask import estimate_brain_mask_of_volume
from analysis.preprocess.normalise import Normalisation, Template, affine_of, warp_between
from analysis.preprocess.resample import PointMap, volumes_onto
from analysis.preprocess.transforms import LinearTransform, jacobian_determinants
from analysis.progress import Progress, part, silent

LEAST_CORRELATION = 0.4
_LEAST_IN_VIEW = 0.7  # the slices of a series often leave out the vertex or the cerebellum
_ITERATIONS = (100, 50, 30)
_SMOOTH_VOXELS = 2.0  # stiffer than for a T1: noise and dropout must not bend it
_BLUR = 0.35  # SD of the blur, in voxels of the image
_RIM_MM = 4.0
_TRIM = (2.0, 98.0)  # percentiles: vessels and dropout tell nothing of a tissue


def normalise_epi(mean_image: Volume, template: Template, progress: Progress = silent) -> Normalisation:
    """The way between MNI space and a mean EPI, M0 or mean ASL image of a whole brain.

    Parameters
    ----------
    mean_image : NaN counts as background
    template : see `analysis.preprocess.normalise.working_template`

    Returns
    -------
    Normalisation
        its ``affine`` leads to the mm of the image; ``correlation`` is with the template of the image's contrast

    Raises
    ------
    DataError
        if no brain is seen in the image, or it cannot be brought onto the template
    EngineError
        if an engine dies
    """
    image = Volume(mean_image.grid, np.nan_to_num(mean_image.data), mean_image.name)
    brain = estimate_brain_mask_of_volume(image, part(progress, 0.0, 0.05))
    image = correct_bias(image, brain, part(progress, 0.05, 0.1)).corrected
    affine = _affine(image, brain, template, part(progress, 0.1, 0.4))
    (moving,) = volumes_onto([_cut(image, brain)], template.t1.grid, affine.points, outside=0.0)
    target = _target(image, brain, template, affine.points)
    seen = _seen(image, template, affine)
    mask = Mask(template.rim.grid, template.rim.data & seen)
    warp, inverse = warp_between(
        target, moving, mask, _ITERATIONS, part(progress, 0.4, 0.95), smooth_voxels=_SMOOTH_VOXELS
    )
    inside = template.brain.data & seen
    correlation = _correlation(image, target, inside, lambda points: affine.points(warp.points(points)))
    stretch = jacobian_determinants(warp)[template.brain.data]
    if correlation < LEAST_CORRELATION or stretch.min() <= 0:
        raise DataError(
            f"The series could not be brought onto the standard brain without a T1: they correlate by "
            f"{correlation:.2f} only (at least {LEAST_CORRELATION} is expected). Give a T1 of the patient."
        )
    return Normalisation(affine, warp, inverse, correlation, (float(stretch.min()), float(stretch.max())))


def _affine(image: Volume, brain: Mask, template: Template, progress: Progress) -> LinearTransform:
    try:
        return affine_of(_cut(image, brain), template, least_in_view=_LEAST_IN_VIEW, progress=progress)
    except DataError as error:
        raise DataError(f"{error} Give a T1 of the patient.") from error


def _cut(image: Volume, brain: Mask) -> Volume:
    """The brain and 4 mm around it, on black: the template has no scalp."""
    distance = ndimage.distance_transform_edt(~brain.data, sampling=brain.grid.voxel_size_mm)
    return Volume(image.grid, np.where(distance <= _RIM_MM, image.data, 0), image.name)


def _seen(image: Volume, template: Template, affine: LinearTransform) -> np.ndarray:
    """Where the template lies in the field of view of the image."""
    ijk = image.grid.to_ijk(
        affine.points(template.t1.grid.to_mm(np.argwhere(np.ones(template.t1.grid.shape, dtype=bool))))
    )
    inside = ((ijk > -0.5) & (ijk < np.array(image.grid.shape) - 0.5)).all(axis=1)
    return inside.reshape(template.t1.grid.shape)


def _target(image: Volume, brain: Mask, template: Template, mapping: PointMap) -> Volume:
    """The template with the contrast and about the resolution of the image."""
    grid = template.t1.grid
    size_mm = float(np.mean(image.grid.voxel_size_mm))
    sigma = [_BLUR * size_mm / mm for mm in grid.voxel_size_mm]
    tissues = [ndimage.gaussian_filter(t.data, sigma) for t in (template.gray, template.white, template.csf)]
    moved, seen = volumes_onto([image, Volume(brain.grid, brain.data)], grid, mapping, outside=0.0)
    inside = template.brain.data & (seen.data > 0.5)
    values = moved.data[inside].astype(np.float64)
    low, high = np.percentile(values, _TRIM)
    usual = (values > low) & (values < high)
    columns = np.stack([t[inside][usual] for t in tissues], axis=1).astype(np.float64)
    weights, *_ = np.linalg.lstsq(columns, values[usual], rcond=None)
    data = sum(weight * tissue for weight, tissue in zip(weights, tissues, strict=True))
    return Volume(grid, np.asarray(data), "template with the contrast of the image")


def _correlation(image: Volume, target: Volume, inside: np.ndarray, mapping: PointMap) -> float:
    (moved,) = volumes_onto([image], target.grid, mapping, outside=0.0)
    return float(np.corrcoef(moved.data[inside], target.data[inside])[0, 1])
