"""Where things happen in the demonstration patient, named by AAL and drawn in MNI space on a 2 mm grid."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy import ndimage

from analysis.atlas.parcellation import aal
from analysis.atlas.territories import Territory, territory_of
from analysis.grid import Grid
from analysis.image import Volume

_STEP = 2


def both_sides(*names: str) -> tuple[str, ...]:
    """``("Cuneus",)`` -> ``("Cuneus_L", "Cuneus_R")``."""
    return tuple(f"{name}_{side}" for name in names for side in "LR")


NETWORKS = {
    "DefaultMode": both_sides("Cingulum_Post", "Precuneus", "Angular", "Frontal_Sup_Medial", "Frontal_Med_Orb"),
    "Sensorimotor": both_sides("Precentral", "Postcentral", "Paracentral_Lobule", "Supp_Motor_Area"),
    "Visual": both_sides("Calcarine", "Cuneus", "Lingual", "Occipital_Sup", "Occipital_Mid"),
    "Cerebellar": both_sides(*(f"Cerebelum_{lobule}" for lobule in ("Crus1", "Crus2", "4_5", "6", "7b", "8", "9"))),
}
"""Regions whose gray matter shares one time course."""

DECREASED = both_sides("Postcentral")
INCREASED = ("Cerebelum_9_R",)
DECREASE_FACTOR, INCREASE_FACTOR = 0.4, 2.0
"""Low-frequency amplitude where it is changed, relative to what it would have been."""


@cache
def coarse_labels() -> tuple[Grid, np.ndarray]:
    """AAL at 2 mm: every second voxel along each axis."""
    parcellation = aal()
    labels = parcellation.labels[::_STEP, ::_STEP, ::_STEP]
    affine = parcellation.grid.affine @ np.diag([_STEP, _STEP, _STEP, 1])
    return Grid(labels.shape, affine), labels


def soft_region(names: Sequence[str], *, fwhm_mm: float, title: str = "") -> Volume:
    """Weight 0 to 1 of the union of some regions, its border made soft."""
    grid, labels = coarse_labels()
    union = np.isin(labels, [aal().label_of(name) for name in names]).astype(np.float32)
    return Volume(grid, ndimage.gaussian_filter(union, fwhm_mm / 2.355 / _STEP), title)


def soft_territories(values: dict[Territory, float], *, fwhm_mm: float, title: str, unit: str) -> Volume:
    """One value for each territory, smooth across their borders and continued beyond the labelled cortex."""
    grid, labels = coarse_labels()
    by_label = np.zeros(max(aal().names) + 1, dtype=np.float32)
    for label, name in aal().names.items():
        by_label[label] = values[territory_of(name)]
    nearest = ndimage.distance_transform_edt(labels == 0, return_distances=False, return_indices=True)
    filled = by_label[labels[tuple(nearest)]]
    return Volume(grid, ndimage.gaussian_filter(filled, fwhm_mm / 2.355 / _STEP), title, unit)


def amplitude_factor() -> Volume:
    """How much larger or smaller than usual the low-frequency BOLD amplitude is at each place."""
    less = soft_region(DECREASED, fwhm_mm=4)
    more = soft_region(INCREASED, fwhm_mm=4)
    factor = 1 + (DECREASE_FACTOR - 1) * less.data + (INCREASE_FACTOR - 1) * more.data
    return Volume(less.grid, factor, "factor of the low-frequency amplitude")
