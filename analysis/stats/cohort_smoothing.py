"""The maps of a cohort and of its patient smoothed alike, before they are compared.

One person's map is noisier than the mean of a group: 8 mm or more are usual for a single patient. Smoothing also makes
values positive that only noise has put below 0, so that they have a logarithm (perfusion). It stays inside the search
volume, divided by the smoothed volume itself, so that its border is not darkened, and a missing voxel does not count
as 0.
"""

from dataclasses import replace

import numpy as np

from analysis.image import Mask
from analysis.preprocess.smooth import check_fwhm, smooth_in_mask
from analysis.progress import Progress, silent
from analysis.stats.reference_cohort import PatientMap, ReferenceCohort


def smoothed(
    cohort: ReferenceCohort, patient: PatientMap, fwhm_mm: float, progress: Progress = silent
) -> tuple[ReferenceCohort, PatientMap]:
    """Everyone's map smoothed by a Gaussian of this full width at half maximum; 0 changes nothing.

    Raises
    ------
    OptionError
        if the width is negative or more than 50 mm
    """
    check_fwhm(fwhm_mm)
    if fwhm_mm == 0:
        return cohort, patient
    values = np.empty_like(cohort.maps.values)
    for index, row in enumerate(cohort.maps.values):
        progress(index / (cohort.n + 1), "Smoothing the maps")
        values[index] = _smooth(row, cohort.mask, fwhm_mm)
    own = _smooth(patient.values, cohort.mask, fwhm_mm).astype(np.float32)
    maps = replace(cohort.maps, values=values)
    return replace(cohort, maps=maps, fwhm_mm=fwhm_mm), replace(patient, values=own)


def _smooth(values: np.ndarray, mask: Mask, fwhm_mm: float) -> np.ndarray:
    """``(n_voxels,)`` the weighted mean of the voxels that have a value; NaN stays NaN."""
    known = np.isfinite(values)
    weight = smooth_in_mask(known.astype(np.float64), mask, fwhm_mm)
    total = smooth_in_mask(np.where(known, values, 0.0), mask, fwhm_mm)
    return np.where(known, total / np.where(known, weight, 1.0), np.nan)
