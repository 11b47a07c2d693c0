import numpy as np
import pytest
from scipy.signal import detrend

from analysis.errors import DataError
from analysis.metrics.stability import StabilityOptions, compute_tsnr
from tests.reference_case import full_mask, rough_data, series_of


def test_that_one_two_three_has_a_tsnr_of_two():
    # mean 2, standard deviation 1
    series = series_of(np.broadcast_to([1.0, 2.0, 3.0], (2, 2, 2, 3)))
    np.testing.assert_allclose(compute_tsnr(series, full_mask(series), StabilityOptions(False))[0].volume.data, 2)


@pytest.mark.parametrize("take_out", [True, False])
def test_that_it_equals_an_obvious_slow_implementation(take_out):
    series, mask = rough_data()
    found = compute_tsnr(series, mask, StabilityOptions(take_out))[0].volume.data
    for ijk in np.argwhere(mask.data):
        course = series.frames.time_course(tuple(ijk))
        if np.isfinite(course).all() and np.ptp(course) > 0:
            noise = (detrend(course) if take_out else course).std(ddof=1)
            assert found[tuple(ijk)] == pytest.approx(course.mean() / noise, rel=1e-6)
        else:
            assert np.isnan(found[tuple(ijk)])


def test_that_a_pure_drift_has_no_noise_and_no_value():
    series = series_of(np.broadcast_to(np.arange(10.0) + 5, (2, 2, 2, 10)))
    assert np.isnan(compute_tsnr(series, full_mask(series))[0].volume.data).all()


def test_that_the_scale_of_the_signal_changes_nothing():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    a, b = (compute_tsnr(s, mask)[0].volume.data for s in (series, series_of(8 * values)))
    np.testing.assert_allclose(a, b, rtol=1e-6, equal_nan=True)


def test_that_one_volume_is_refused():
    series = series_of(np.ones((3, 3, 3, 1)))
    with pytest.raises(DataError, match="1 volume"):
        compute_tsnr(series, full_mask(series))
