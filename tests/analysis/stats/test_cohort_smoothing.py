from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats.cohort_smoothing import smoothed
from analysis.stats.patient_result import PatientOptions
from analysis.stats.single_patient import compare_patient
from tests.analysis.stats.made_cohort import GRID, MASK, made_cohort


def test_that_equal_values_stay_equal_up_to_the_border_and_beside_missing_ones():
    cohort, patient = made_cohort(12)
    values = np.full_like(cohort.maps.values, 3.0)
    values[4, 100:160] = np.nan
    flat = replace(cohort, maps=replace(cohort.maps, values=values))
    found, own = smoothed(flat, replace(patient, values=np.full(MASK.n_voxels, 2.0, dtype=np.float32)), 18.0)
    np.testing.assert_allclose(found.maps.values[0], 3.0, rtol=1e-6)
    np.testing.assert_allclose(own.values, 2.0, rtol=1e-6)
    assert np.flatnonzero(np.isnan(found.maps.values[4])).tolist() == list(range(100, 160))
    np.testing.assert_allclose(found.maps.values[4][~np.isnan(values[4])], 3.0, rtol=1e-6)
    assert (found.fwhm_mm, flat.fwhm_mm) == (18.0, 0.0)


def test_that_a_single_voxel_spreads_to_half_at_half_the_width():
    cohort, patient = made_cohort(12)
    index = np.argwhere(MASK.data)
    centre = int(np.linalg.norm(index - (9, 11, 9), axis=1).argmin())
    point = np.zeros(MASK.n_voxels, dtype=np.float32)
    point[centre] = 1.0
    _, own = smoothed(cohort, replace(patient, values=point), 36.0)  # half the width is two voxels of 9 mm
    two_away = int(np.flatnonzero((index == index[centre] + (2, 0, 0)).all(axis=1))[0])
    assert own.values[two_away] / own.values[centre] == pytest.approx(0.5, abs=0.03)
    assert GRID.voxel_size_mm[0] == 9.0


def test_that_no_smoothing_changes_nothing_and_impossible_widths_are_refused():
    cohort, patient = made_cohort(12)
    assert smoothed(cohort, patient, 0.0) == (cohort, patient)
    with pytest.raises(OptionError, match="between 0 and 50 mm"):
        PatientOptions(fwhm_mm=-1.0)


def test_that_noise_below_zero_has_a_logarithm_after_smoothing():
    cohort, patient = made_cohort()
    noisy = patient.values.copy()
    noisy[50] = -0.1
    with pytest.raises(DataError, match="smooth the maps"):
        compare_patient(cohort, replace(patient, values=noisy))
    found = compare_patient(cohort, replace(patient, values=noisy), PatientOptions(fwhm_mm=18.0))
    assert "smoothed by 18 mm (FWHM) inside the search volume; natural logarithm" in found.caption
    assert found.maps["t"].provenance.parameters["fwhm_mm"] == 18.0
    assert found.cohort.fwhm_mm == 18.0
