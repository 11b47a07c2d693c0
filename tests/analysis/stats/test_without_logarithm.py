"""Voxels without a logarithm: few are left out and counted, many are not."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.single_case import Transform
from analysis.stats.single_patient import compare_patient
from analysis.stats.without_logarithm import MOST, leave_out
from tests.analysis.stats.made_cohort import made_cohort


@pytest.fixture
def people():
    return made_cohort(n=24, statistic="cbf", covariates=())


def with_negative(cohort, person, voxels):
    values = cohort.maps.values.copy()
    values[person, voxels] = -1.0
    return replace(cohort, maps=replace(cohort.maps, values=values))


def test_that_few_voxels_are_left_out_counted_and_the_rest_compared_as_before(people):
    cohort, patient = people
    noisy, own = with_negative(cohort, 3, [5, 9]), replace(patient, values=patient.values.copy())
    own.values[7] = 0.0
    with pytest.raises(DataError, match="needs values above 0"):
        compare_patient(noisy, own)
    narrowed, person = leave_out(noisy, own)
    found, whole = compare_patient(narrowed, person), compare_patient(cohort, patient)
    n = len(patient.values)
    assert any(note.startswith(f"3 of {n} voxels were left out") for note in found.notes)
    assert any("In 1 of them it is the patient's own" in note for note in found.notes)
    assert np.flatnonzero(np.isnan(found.case.t)).tolist() == [5, 7, 9]
    kept = np.setdiff1d(np.arange(n), [5, 7, 9])
    np.testing.assert_allclose(found.case.t[kept], whole.case.t[kept])
    assert np.isfinite(noisy.maps.values).all()  # what was given is not changed
    assert own.values[7] == 0.0


def test_that_a_voxel_in_which_someone_has_no_value_costs_nothing_either(people):
    cohort, patient = people
    noisy = with_negative(cohort, 3, [5])
    noisy.maps.values[8, 5] = np.nan  # not compared in any case, so that nothing is to be said
    found = compare_patient(*leave_out(noisy, patient))
    assert np.flatnonzero(np.isnan(found.case.t)).tolist() == [5]
    assert not any("logarithm" in note for note in found.notes)


def test_that_many_voxels_are_refused_as_before(people):
    cohort, patient = people
    wrong = with_negative(cohort, 0, np.arange(int(MOST * len(patient.values)) + 1))
    same, person = leave_out(wrong, patient)
    assert same is wrong
    assert person is patient
    with pytest.raises(DataError, match="needs values above 0"):
        compare_patient(same, person)


def test_that_a_map_that_is_compared_as_it_is_loses_nothing(people):
    cohort, patient = people
    noisy = with_negative(cohort, 0, [4])
    assert leave_out(noisy, patient, Transform.NONE)[0] is noisy
    assert leave_out(cohort, patient)[0] is cohort
