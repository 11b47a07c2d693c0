import time

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.metrics.seed_engine import engine_of, make_engine
from analysis.metrics.voxels import MaskedSeries
from tests.reference_case import full_mask, rough_data, series_of


def test_that_it_equals_numpy_for_any_course():
    series, mask = rough_data()
    course = np.random.default_rng(5).standard_normal(60)
    for dtype, tolerance in ((np.float32, 1e-6), (np.float64, 1e-12)):
        found = make_engine(series, mask, dtype=dtype).correlate(course)
        for column, ijk in enumerate(np.argwhere(mask.data)):
            voxel = series.frames.time_course(tuple(ijk))
            if np.isfinite(voxel).all() and np.ptp(voxel) > 0:
                assert found[column] == pytest.approx(np.corrcoef(course, voxel)[0, 1], abs=tolerance)
            else:
                assert np.isnan(found[column])


def test_that_the_signal_of_some_voxels_is_their_mean_less_its_mean():
    series, mask = rough_data()
    engine = make_engine(series, mask, dtype=np.float64)
    columns = np.flatnonzero(engine.usable)[[0, 3, 50]]
    raw = series.in_mask(mask)[:, columns].mean(axis=1, dtype=np.float64)
    np.testing.assert_allclose(engine.course_of(columns), raw - raw.mean(), atol=1e-9)


def test_that_a_voxel_goes_wholly_with_itself():
    series, mask = rough_data()
    engine = make_engine(series, mask)
    column = int(np.flatnonzero(engine.usable)[9])
    assert engine.correlate(engine.course_of(np.array([column])))[column] == pytest.approx(1, abs=1e-6)


def test_that_scale_and_offset_of_the_course_change_nothing():
    series, mask = rough_data()
    engine = make_engine(series, mask)
    course = np.random.default_rng(5).standard_normal(60)
    np.testing.assert_allclose(engine.correlate(course), engine.correlate(3 * course + 100), atol=1e-6)
    np.testing.assert_allclose(engine.correlate(-course), -engine.correlate(course), atol=1e-6)


@pytest.mark.parametrize("bad", [np.ones(60), np.zeros(59), np.full(60, np.nan)])
def test_that_courses_that_tell_nothing_are_refused(bad):
    series, mask = rough_data()
    with pytest.raises(DataError):
        make_engine(series, mask).correlate(bad)


def test_that_a_map_follows_the_mouse():
    # 70,000 voxels, 230 volumes: at most a few ms of computing, where 16 ms make a frame.
    values = np.random.default_rng(0).standard_normal((230, 70_000), dtype=np.float32)
    series = series_of(np.zeros((2, 2, 2, 3)))
    masked = MaskedSeries(values, np.ones(70_000, dtype=bool), full_mask(series))
    engine = engine_of(masked)
    course = values[:, 5]
    spent = []
    for _ in range(9):
        begun = time.process_time()
        engine.correlate(course)
        spent.append(time.process_time() - begun)
    assert sorted(spent)[4] < 0.03
