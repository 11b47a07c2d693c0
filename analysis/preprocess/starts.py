"""Where a linear registration may begin, whatever the headers say: places and tilts are tried, the best ones kept.

The headers of two scans can differ by 20° about each axis and by 40 mm, a field of view can reach down to the
shoulders, and mutual information leads astray from beyond some 10° or 20 mm. So a grid of rotations and shifts is
measured on coarse images, without any optimisation, as in FLIRT (Jenkinson & Smith 2001, Med Image Anal 5:143).
What lies outside the moving image counts as its background: else a place with little overlap would seem the best.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy import ndimage
from scipy.spatial.transform import Rotation

from analysis.errors import DataError
from analysis.image import Mask, Volume
from analysis.preprocess.rough_brain import block_factors, block_means
from analysis.preprocess.transforms import LinearTransform
from analysis.progress import Progress, silent

_COARSE_MM = 8.0
_TILTS_DEGREES = (-20.0, 0.0, 20.0)
_STEP_MM = 20.0
_HEAD_MM = 160.0  # from the top of the head to below the brain of every adult
_BINS = 32
_MOST_POINTS = 5_000
_WIDELY = 30  # positions around which shifts are tried
_ALIKE = 0.75  # of the best one: what is worth a fit of its own
_MOST_STARTS = 6


@dataclass(frozen=True)
class _Try:
    """A position: its mutual information, its tilts about x, y and z, its shift from the middle of the mask."""

    information: float
    degrees: tuple[float, float, float]
    shift_mm: tuple[float, float, float]

    def is_near(self, other: "_Try") -> bool:
        """Whether one of the two is enough: they differ by one step in one way."""
        steps = np.abs(np.subtract(self.degrees, other.degrees)) / (_TILTS_DEGREES[1] - _TILTS_DEGREES[0])
        return float(np.linalg.norm(np.subtract(self.shift_mm, other.shift_mm))) < _STEP_MM and steps.sum() <= 1


def promising_starts(fixed: Volume, moving: Volume, mask: Mask, progress: Progress = silent) -> list[LinearTransform]:
    """Rigid maps, fixed mm -> moving mm, from which a fit is worth while; the most promising first, at most six.

    Parameters
    ----------
    fixed, moving : their contrast may differ; NaN counts as background
    mask : on the fixed grid; where the images are compared

    Raises
    ------
    DataError
        if an image or the mask is empty
    """
    if mask.n_voxels == 0:
        raise DataError("The mask is empty: there is nothing to register.")
    measure = _Information(fixed, moving, mask)
    shifts = _shifts(measure.centre_mm, moving)
    tilts = [(x, y, z) for x, y, z in product(_TILTS_DEGREES, repeat=3)]
    tried = []
    for number, degrees in enumerate(tilts):
        progress(0.7 * number / len(tilts), "Linear registration")
        tried += [measure(degrees, shift) for shift in shifts]
    tried.sort(key=_order)
    steps = _STEP_MM * np.concatenate([np.eye(3), -np.eye(3)])
    for number, position in enumerate(tried[:_WIDELY]):
        progress(0.7 + 0.3 * number / _WIDELY, "Linear registration")
        tried += [measure(position.degrees, np.add(position.shift_mm, step)) for step in steps]
    tried.sort(key=_order)
    kept: list[_Try] = []
    for position in tried:
        alike = position.information >= _ALIKE * tried[0].information
        if alike and len(kept) < _MOST_STARTS and not any(position.is_near(other) for other in kept):
            kept.append(position)
    return [_rigid(measure.centre_mm, position) for position in kept]


def _order(position: _Try) -> tuple[float, float, float]:
    """The most informative first; of equal ones that nearest to the header's."""
    return -position.information, float(np.abs(position.degrees).sum()), float(np.linalg.norm(position.shift_mm))


def _shifts(centre_mm: np.ndarray, moving: Volume) -> list[np.ndarray]:
    """Shifts to begin with: the headers', to the mass of the tissue, to that of its upper 16 cm, to the middle.

    The headers are right for most pairs; the middle is wrong where the field of view holds the neck, and so is the
    whole mass, but not that below the top of the head.
    """
    values = np.nan_to_num(moving.data)
    tissue = values > 0.3 * np.percentile(values, 98)
    if not tissue.any():
        raise DataError("The image is empty, so it cannot be registered.")
    points = moving.grid.to_mm(np.argwhere(tissue)[::7])
    top = np.percentile(points[:, 2], 99.5)
    head = points[points[:, 2] > top - _HEAD_MM]
    places = (points.mean(axis=0), head.mean(axis=0), moving.grid.centre_mm)
    return [np.zeros(3), *(place - centre_mm for place in places)]


def _rotation(degrees: Sequence[float]) -> np.ndarray:
    return Rotation.from_euler("xyz", degrees, degrees=True).as_matrix()


def _rigid(centre_mm: np.ndarray, position: _Try) -> LinearTransform:
    matrix = np.eye(4)
    matrix[:3, :3] = _rotation(position.degrees)
    matrix[:3, 3] = centre_mm + position.shift_mm - matrix[:3, :3] @ centre_mm
    return LinearTransform(matrix)


class _Information:
    """Mutual information of coarse images at a position, in nats, from one joint histogram."""

    def __init__(self, fixed: Volume, moving: Volume, mask: Mask) -> None:
        factors = block_factors(fixed.grid, _COARSE_MM)
        coarse, inside = block_means(fixed, factors), block_means(Volume(mask.grid, mask.data), factors)
        where = inside.data > min(0.5, 0.99 * float(inside.data.max()))
        every = -(-np.count_nonzero(where) // _MOST_POINTS)
        self.centre_mm = mask.grid.to_mm(np.array(ndimage.center_of_mass(mask.data)))
        self._offsets = coarse.grid.to_mm(np.argwhere(where)[::every]) - self.centre_mm
        self._fixed_bins = _binned(ndimage.gaussian_filter(coarse.data, 0.5)[where][::every]) * _BINS
        reduced = block_means(moving, block_factors(moving.grid, _COARSE_MM))
        self._moving, self._grid = _binned(ndimage.gaussian_filter(reduced.data, 0.5)), reduced.grid

    def __call__(self, degrees: tuple[float, float, float], shift_mm: np.ndarray) -> _Try:
        points = self._offsets @ _rotation(degrees).T + (self.centre_mm + shift_mm)
        values = ndimage.map_coordinates(
            self._moving, self._grid.to_ijk(points).T, order=1, mode="constant", output=np.float32
        )
        bins = self._fixed_bins + values.astype(np.intp)
        joint = np.bincount(bins, minlength=_BINS**2).reshape(_BINS, _BINS) / len(bins)
        alone = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
        seen = joint > 0
        information = float((joint[seen] * np.log(joint[seen] / alone[seen])).sum())
        i, j, k = (float(mm) for mm in shift_mm)
        return _Try(information, degrees, (i, j, k))


def _binned(values: np.ndarray) -> np.ndarray:
    """Integers from 0 to 31 of the same shape, the brightest hundredth cut off."""
    bright = values[values > 0.1 * values.max()] if values.size else values
    top = float(np.percentile(bright, 99)) if bright.size else 0.0
    scale = (_BINS - 1) / top if top > 0 else 0.0
    return np.clip(np.rint(values * scale), 0, _BINS - 1).astype(np.int16)
