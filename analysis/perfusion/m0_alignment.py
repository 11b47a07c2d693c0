"""An M0 on another grid brought onto that of the ASL series, by what the headers say or by a rigid fit, and checked.

The headers hold where the head was in the scanner if it did not move between the two scans. Whether both show the
same head at the same place is checked by their brains: where less than four fifths of the brain seen in the series
lie within that of the M0, the M0 is refused, because a wrong M0 gives a wrong perfusion everywhere.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.errors import DataError
from analysis.image import Mask, Volume
from analysis.preprocess.brain_mask import estimate_brain_mask_of_volume
from analysis.preprocess.linear import Kind, refine
from analysis.preprocess.transforms import IDENTITY, LinearTransform
from analysis.progress import Progress, part, silent
from analysis.sampling import onto_grid

LEAST_OVERLAP = 0.8
_DOUBTFUL_OVERLAP = 0.9
_SIGMA_PER_STEP = 0.35  # of the new voxel, against aliasing
_RIM_MM = 8.0


@dataclass(frozen=True, eq=False)
class AlignedM0:
    """The M0 on the grid of the series, NaN where it does not reach; how it came there; what is doubtful.

    ``overlap`` is the fraction of the series' brain within that of the M0, None where no brain could be told.
    """

    volume: Volume
    transform: LinearTransform
    overlap: float | None
    warnings: tuple[str, ...]


def align_m0(m0: Volume, reference: Volume, *, rigid: bool = False, progress: Progress = silent) -> AlignedM0:
    """Bring an M0 onto the grid of the ASL series.

    Parameters
    ----------
    m0 : on any grid, flipped or oblique
    reference : mean of the labelled and control images, on the grid that is wanted
    rigid : whether the head's movement between the two is fitted (mutual information); else the headers count

    Raises
    ------
    DataError
        if the brains do not lie on each other, or the images share no region
    """
    brain = _brain(reference)
    transform, notes = IDENTITY, []
    if rigid:
        transform = _fit(m0, reference, brain, part(progress, 0.0, 0.8))
        shift = float(np.linalg.norm(transform.points(reference.grid.centre_mm) - reference.grid.centre_mm))
        notes.append(f"The M0 was moved by {shift:.1f} mm and {transform.angle_degrees:.1f}° onto the ASL series.")
    progress(0.8, "M0 on the grid of the series")
    placed = Volume(transform.placed(m0.grid), _smoothed_for(m0, reference), m0.name, m0.unit)
    moved = onto_grid(placed, reference.grid)
    overlap = _overlap(moved, brain)
    if overlap is None:
        notes.append("Whether M0 and ASL series lie on each other could not be checked, because no brain stands out.")
    elif overlap < LEAST_OVERLAP:
        raise DataError(
            f"M0 and ASL series do not show the same place: only {overlap:.0%} of the brain in the series lie within "
            "that of the M0. Check that both belong together, or let the M0 be aligned."
        )
    elif overlap < _DOUBTFUL_OVERLAP:
        notes.append(f"Only {overlap:.0%} of the brain in the series lie within that of the M0; look at both together.")
    return AlignedM0(moved, transform, overlap, tuple(notes))


def _fit(m0: Volume, reference: Volume, brain: Mask | None, progress: Progress) -> LinearTransform:
    if brain is None:
        raise DataError("The M0 cannot be aligned, because no brain stands out in the ASL series.")
    distance = ndimage.distance_transform_edt(~brain.data, sampling=brain.grid.voxel_size_mm)
    around = Mask(brain.grid, distance <= _RIM_MM)
    fixed, moving = (Volume(v.grid, np.nan_to_num(v.data)) for v in (reference, m0))
    return refine(fixed, moving, around, IDENTITY, Kind.RIGID, progress=progress).transform


def _smoothed_for(m0: Volume, reference: Volume) -> np.ndarray:
    """The M0 without detail finer than the new voxels; NaN stays NaN."""
    ratio = min(reference.grid.voxel_size_mm) / np.array(m0.grid.voxel_size_mm)
    sigma = np.where(ratio > 1.25, _SIGMA_PER_STEP * ratio, 0)
    if not sigma.any():
        return m0.data
    known = np.isfinite(m0.data)
    weight = ndimage.gaussian_filter(known.astype(np.float64), sigma, mode="nearest")
    total = ndimage.gaussian_filter(np.where(known, m0.data, 0).astype(np.float64), sigma, mode="nearest")
    return np.where(known, total / np.where(weight > 0, weight, 1), np.nan)


def _brain(image: Volume) -> Mask | None:
    try:
        return estimate_brain_mask_of_volume(image)
    except DataError:  # no brain stands out: the caller says that it could not be checked
        return None


def _overlap(m0: Volume, brain: Mask | None) -> float | None:
    other = _brain(m0)
    if brain is None or other is None:
        return None
    return float(np.count_nonzero(other.data & brain.data) / brain.n_voxels)
