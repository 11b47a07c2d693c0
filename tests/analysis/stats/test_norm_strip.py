"""One voxel beside the controls, by hand for values 1 to 5; nothing where someone has no value."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from analysis.stats.norm_strip import norm_strip, strip_of_row
from analysis.stats.single_case import Transform
from tests.analysis.stats.made_cohort import GRID, MASK, made_cohort

ROW = 100


def known_at(row: int):
    """Five controls with 1 to 5 in one voxel, and a patient with 6."""
    cohort, patient = made_cohort(n=5, covariates=())
    values, own = cohort.maps.values.copy(), patient.values.copy()
    values[:, row], own[row] = [1, 2, 3, 4, 5], 6
    return replace(cohort, maps=replace(cohort.maps, values=values, unit="%")), replace(patient, values=own)


def test_that_the_strip_has_the_controls_their_middle_and_where_the_patient_is_expected() -> None:
    """Percentiles 5, 50, 95 of 1 to 5 are 1.2, 3 and 4.8; t = (6 - 3) / (sqrt(2.5) sqrt(6 / 5)) with 4 dof."""
    cohort, patient = known_at(ROW)
    found = strip_of_row(cohort, patient, Transform.NONE, ROW)
    assert found is not None
    assert (found.value, found.n, found.unit) == (6, 5, "%")
    assert (found.low, found.median, found.high) == pytest.approx((1.2, 3, 4.8))
    assert found.controls.tolist() == [1, 2, 3, 4, 5]
    t = 3 / np.sqrt(2.5 * 6 / 5)  # Crawford & Howell 1998
    assert found.percentile == pytest.approx(100 * stats.t.cdf(t, 4))
    assert found.percentile_low < found.percentile < found.percentile_high


def test_that_a_place_is_the_voxel_that_holds_it_and_outside_there_is_none() -> None:
    cohort, patient = known_at(ROW)
    ijk = np.argwhere(MASK.data)[ROW]
    inside = norm_strip(cohort, patient, Transform.NONE, GRID.to_mm(ijk.astype(float)) + 3.0)
    assert inside is not None
    assert inside.value == 6
    assert norm_strip(cohort, patient, Transform.NONE, np.array([200.0, 0, 0])) is None
    outside = np.argwhere(~MASK.data)[0]
    assert norm_strip(cohort, patient, Transform.NONE, GRID.to_mm(outside.astype(float))) is None


def test_that_where_someone_has_no_value_there_is_no_strip() -> None:
    cohort, patient = known_at(ROW)
    own = patient.values.copy()
    own[ROW] = np.nan
    assert strip_of_row(cohort, replace(patient, values=own), Transform.NONE, ROW) is None
    values = cohort.maps.values.copy()
    values[2, ROW] = np.nan
    lacking = replace(cohort, maps=replace(cohort.maps, values=values))
    assert strip_of_row(lacking, patient, Transform.NONE, ROW) is None
