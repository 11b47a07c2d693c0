"""All that is learned from the T1: brain, bias field, tissues, and the way to MNI space.

Two passes: the first warp only has to find the brain, so that the bias field can be estimated inside it; the second
one, on the corrected and cut-out brain, is the one that counts.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.bias_field import correct_bias
from analysis.preprocess.normalise import Normalisation, Template, fit_affine, normalise
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.rough_brain import block_factors, block_means, unblocked
from analysis.preprocess.segment import Segmentation, segment
from analysis.preprocess.suitability import require_whole_head
from analysis.progress import Progress, part, silent

_FINEST_MM = 0.9
_STEP_MM = 2.0
_RIM_MM = 5.0


@dataclass(frozen=True, eq=False)
class Structure:
    """The T1 with its bias corrected (in voxels of at least 0.9 mm), its tissues on its grid, its normalisation."""

    t1: Volume
    tissues: Segmentation
    normalisation: Normalisation


def analyse_t1(t1: Volume, template: Template, *, lesion: Mask | None = None, progress: Progress = silent) -> Structure:
    """Find brain, bias field, normalisation and tissues of a T1.

    Parameters
    ----------
    t1 : the head as it was acquired; NaN counts as background
    template : see `analysis.preprocess.normalise.working_template`
    lesion : on any grid in the space of the T1; left out where T1 and template are compared, of no tissue

    Raises
    ------
    DataError
        if the image is a localiser, no T1, or cannot be brought onto the template
    EngineError
        if an engine dies
    """
    require_whole_head(t1)
    t1 = not_finer(t1, part(progress, 0.0, 0.02))
    affine = fit_affine(t1, template, lesion=lesion, progress=part(progress, 0.02, 0.2))
    first = normalise(t1, template, affine, lesion=lesion, iterations=(100, 50, 0), progress=part(progress, 0.2, 0.35))
    brain = _brain(first, template, t1)
    apart = None if lesion is None else on_t1(lesion, t1.grid)
    healthy = brain if apart is None else Mask(t1.grid, brain.data & ~apart.data)
    corrected = correct_bias(t1, healthy, part(progress, 0.4, 0.5)).corrected
    final = normalise(corrected, template, affine, brain=brain, lesion=lesion, progress=part(progress, 0.5, 0.85))
    near = _brain(final, template, t1, rim_mm=_RIM_MM).data
    images = [Volume(template.brain.grid, template.brain.data), template.gray, template.white, template.csf]
    mask, *priors = volumes_onto(
        images, t1.grid, final.to_mni, part(progress, 0.85, 0.95), where=near, outside=0.0, message="Brain and tissues"
    )
    brain = Mask(t1.grid, mask.data > 0.5, "brain")
    tissues = segment(corrected, brain, (priors[0], priors[1], priors[2]), part(progress, 0.95, 1.0), lesion=apart)
    return Structure(corrected, tissues, final)


def not_finer(t1: Volume, progress: Progress = silent) -> Volume:
    """The T1 in voxels of 1 mm if its own are smaller than 0.9 mm: finer ones cost memory and change no result."""
    sizes = np.array(t1.grid.voxel_size_mm)
    if sizes.min() >= _FINEST_MM:
        return t1
    steps = np.where(sizes < _FINEST_MM, 1.0 / sizes, 1.0)
    shape = np.maximum(1, np.floor((np.array(t1.grid.shape) - 1) / steps).astype(int) + 1)
    origin = t1.grid.to_mm(np.zeros(3))
    affine = np.eye(4)
    affine[:3, :3] = (t1.grid.to_mm(np.diag(steps)) - origin).T
    affine[:3, 3] = origin
    grid = Grid((int(shape[0]), int(shape[1]), int(shape[2])), affine)
    clean = Volume(t1.grid, np.nan_to_num(t1.data), t1.name, t1.unit)
    (reduced,) = volumes_onto([clean], grid, np.asarray, progress, outside=0.0, message="Reducing the T1")
    return reduced


def on_t1(lesion: Mask, grid: Grid) -> Mask:
    """A lesion on another grid of the same space: the voxels of which half or more are in it."""
    if lesion.grid.matches(grid):
        return lesion
    (moved,) = volumes_onto([Volume(lesion.grid, lesion.data)], grid, np.asarray, outside=0.0)
    return Mask(grid, moved.data >= 0.5, lesion.name)


def _brain(normalisation: Normalisation, template: Template, t1: Volume, rim_mm: float = 0.0) -> Mask:
    """The template's brain in the T1, in steps of about 2 mm, with a rim."""
    factors = block_factors(t1.grid, _STEP_MM)
    coarse = block_means(t1, factors)
    image = Volume(template.brain.grid, template.brain.data)
    (inside,) = volumes_onto([image], coarse.grid, normalisation.to_mni, outside=0.0)
    brain = inside.data > 0.5
    if rim_mm:
        brain = ndimage.distance_transform_edt(~brain, sampling=coarse.grid.voxel_size_mm) <= rim_mm
    return Mask(t1.grid, unblocked(brain, factors, t1.grid.shape), "brain")
