"""About how long a run takes: for the scans that were measured, what was measured (docs/performance.md)."""

import pytest

from analysis.pipeline.expected import RunSize, expected_s, factor_of, range_s

MEASURED = RunSize(192 * 240 * 240, 64 * 64 * 43, 240, 80)


def test_that_the_measured_patient_takes_what_was_measured():
    assert expected_s(MEASURED) == pytest.approx(90.0, abs=2.5)  # the whole run took 90.0 s


def test_that_the_measured_fine_t1_takes_what_was_measured():
    # a T1 of 274 × 384 × 384 took 55.5 s, then volume and files 2.8 s, and the rest 1.3 s
    assert expected_s(RunSize(t1_voxels=274 * 384 * 384)) == pytest.approx(55.5 + 2.8 + 1.3, abs=1)


def test_that_a_series_without_a_t1_takes_its_own_way():
    # measured step by step: the way by the series' own image 41.2 s; through the T1 3.2 s
    series = RunSize(0, MEASURED.bold_voxels, 240, 0)
    alone, with_t1 = expected_s(series), expected_s(MEASURED) - expected_s(RunSize(MEASURED.t1_voxels))
    assert alone - with_t1 == pytest.approx(41.2 - 3.2, abs=2.5)


def test_that_more_volumes_and_finer_maps_take_longer_and_nothing_takes_no_time():
    longer = RunSize(MEASURED.t1_voxels, MEASURED.bold_voxels, 480, 80)
    assert expected_s(longer) > expected_s(MEASURED) + 25
    assert expected_s(MEASURED, 2.0) > expected_s(MEASURED) + 50
    assert expected_s(RunSize()) == 0


def test_that_without_an_earlier_run_a_range_is_told_from_idle_to_busy():
    assert range_s(120.0) == (120.0, 300.0)


def test_that_the_last_five_runs_tell_the_range():
    assert range_s(100.0, (2.0, 1.5, 1.8, 1.6, 1.9, 9.0)) == (150.0, 200.0)


def test_that_a_factor_is_the_measured_over_the_expected_time():
    assert factor_of(300.0, 120.0) == 2.5
    assert factor_of(300.0, 0.0) is None
    assert factor_of(0.2, 120.0) is None  # everything was there already
