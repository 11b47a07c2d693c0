"""A perfusion map of another session brought onto the grid of a patient's first one, by a rigid fit that is checked.

Two sessions put the head at two places, so headers alone do not compare them: a shift of 2 mm makes every edge of the
cortex look like a change. The maps themselves are aligned by mutual information over the brain that they show, starting
from several positions. The fit is accepted where the brains lie on each other and the maps look alike.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.errors import DataError
from analysis.image import Mask, Volume
from analysis.preprocess.linear import Kind, best_start, refine
from analysis.preprocess.transforms import LinearTransform
from analysis.progress import Progress, part, silent
from analysis.sampling import onto_grid

LEAST_OVERLAP = 0.8
LEAST_R = 0.5
"""Limits of our own: overlap of the brains, and Pearson r of both maps there, smoothed with 6 mm."""
_RIM_MM = 8.0
_SIGMA_MM = 6.0 * 0.42466


@dataclass(frozen=True, eq=False)
class AlignedScan:
    """The moved map, the way from the fixed one's mm to its own, and how well both agree afterwards."""

    volume: Volume
    transform: LinearTransform
    moved_mm: float
    overlap: float
    r: float

    @property
    def sentence(self) -> str:
        """What was done, in words."""
        return self.sentence_of("second scan", "first")

    def sentence_of(self, moving: str, fixed: str) -> str:
        """The same, with other names for the two."""
        return (
            f"The {moving} was aligned rigidly with the {fixed}: moved by {self.moved_mm:.1f} mm and "
            f"{self.transform.angle_degrees:.1f}°; the brains overlap by {self.overlap:.0%}, r = {self.r:.2f}."
        )


def align_scans(fixed: Volume, moving: Volume, progress: Progress = silent) -> AlignedScan:
    """Bring a perfusion map onto the grid of another one of the same patient.

    Parameters
    ----------
    fixed, moving : perfusion; NaN or exactly 0 means no value

    Raises
    ------
    DataError
        if a map is empty, or they do not lie on each other or do not look alike after the fit
    """
    brain = _known(fixed)
    if not brain.data.any() or not _known(moving).data.any():
        raise DataError("A map without any value cannot be aligned with another one.")
    distance = ndimage.distance_transform_edt(~brain.data, sampling=brain.grid.voxel_size_mm)
    around = Mask(fixed.grid, distance <= _RIM_MM)
    one, other = (Volume(v.grid, np.nan_to_num(v.data)) for v in (fixed, moving))
    start = best_start(one, other, around, Kind.RIGID, part(progress, 0.0, 0.5)).transform
    transform = refine(one, other, around, start, Kind.RIGID, progress=part(progress, 0.5, 0.9)).transform
    progress(0.9, "Second scan on the grid of the first")
    known = np.where(_known(moving).data, moving.data, np.nan)  # a 0 outside the brain would darken its edge
    moved = onto_grid(Volume(transform.placed(moving.grid), known, moving.name, moving.unit), fixed.grid)
    both = brain.data & _known(moved).data
    overlap = float(np.count_nonzero(both) / brain.n_voxels)
    r = _likeness(fixed, moved, both) if both.any() else 0.0
    centre = fixed.grid.to_mm(np.argwhere(brain.data).mean(axis=0))
    found = AlignedScan(moved, transform, float(np.linalg.norm(transform.points(centre) - centre)), overlap, r)
    if overlap < LEAST_OVERLAP or r < LEAST_R:
        raise DataError(
            f"The two scans could not be aligned: the brains overlap by {overlap:.0%} (at least {LEAST_OVERLAP:.0%}) "
            f"and the maps agree with r = {r:.2f} (at least {LEAST_R:g}). Are both of the same patient?"
        )
    return found


def _known(volume: Volume) -> Mask:
    return Mask(volume.grid, np.isfinite(volume.data) & (volume.data != 0))


def _likeness(one: Volume, other: Volume, where: np.ndarray) -> float:
    sigma = [_SIGMA_MM / size for size in one.grid.voxel_size_mm]
    weight = ndimage.gaussian_filter(where.astype(np.float64), sigma)[where]
    a, b = (
        ndimage.gaussian_filter(np.where(where, v.data, 0).astype(np.float64), sigma)[where] / weight
        for v in (one, other)
    )
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 0 else 0.0
