"""A brain in MNI space with known flow: 60 in grey and 20 in white matter, and what a test puts in."""

from functools import cache

import numpy as np

from analysis.atlas.template import mni_brain_mask, tissue_priors
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.resample import volumes_onto


@cache
def tissues() -> tuple[Grid, np.ndarray, np.ndarray, np.ndarray]:
    """Grid of 4 mm (not the one on which asymmetry is computed), grey, white, brain."""
    affine = np.diag([4.0, 4, 4, 1])
    affine[:3, 3] = (-88, -124, -70)
    grid = Grid((45, 54, 45), affine)
    priors, brain = tissue_priors(), mni_brain_mask()
    images = [priors.gray, priors.white, Volume(brain.grid, brain.data)]
    gray, white, inside = (v.data for v in volumes_onto(images, grid, np.asarray, outside=0.0))
    return grid, gray, white, inside > 0.5


def flow(*factors: np.ndarray) -> Volume:
    """The flow of the brain, times the factors."""
    grid, gray, white, brain = tissues()
    values = np.where(brain, 60 * gray + 20 * white, np.nan)
    for factor in factors:
        values = values * factor
    return Volume(grid, values, "CBF", "mL/100 g/min")


def sphere(centre_mm: tuple[float, float, float], radius_mm: float, factor: float) -> np.ndarray:
    """``factor`` inside a sphere in MNI mm, 1 elsewhere."""
    grid = tissues()[0]
    at = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))
    return np.where(np.linalg.norm(at - np.array(centre_mm), axis=-1) <= radius_mm, factor, 1.0)


def noise(sd: float, seed: int = 0) -> np.ndarray:
    """A factor 1 with noise of this share."""
    return 1 + sd * np.random.default_rng(seed).standard_normal(tissues()[0].shape)


def brain_mask() -> Mask:
    """All of the brain."""
    return Mask(tissues()[0], tissues()[3], "brain")


def same(xyz: np.ndarray) -> np.ndarray:
    """Points that are in MNI space already."""
    return xyz
