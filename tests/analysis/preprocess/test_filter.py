import numpy as np
import pytest

from analysis.errors import Cancelled, DataError, OptionError
from analysis.preprocess.band import Convention, band_bins
from analysis.preprocess.censor import CensorOptions, Filling
from analysis.preprocess.confounds import Confounds
from analysis.preprocess.filter import (
    FilterOptions,
    FilterOrder,
    band_matrix,
    degrees_of_freedom,
    filter_matrix,
    filter_series,
    residual_matrix,
)
from tests.reference_case import full_mask, load, load_mask, load_series, rough_data, series_of
from tests.stopped import stopped_after

RNG = np.random.default_rng(7)
CONFOUNDS = Confounds(("a", "b"), RNG.standard_normal((60, 2)) + 5)


def _slow_band(course, first, last, n_fft):
    """Ideal band-pass by keeping the bins of a full transform, as the toolkits write it."""
    padded = np.zeros(n_fft)
    padded[: len(course)] = course - course.mean()
    spectrum = np.fft.fft(padded)
    kept = np.zeros(n_fft, dtype=complex)
    for k in range(first, last + 1):
        kept[k] = spectrum[k]
        kept[(n_fft - k) % n_fft] = spectrum[(n_fft - k) % n_fft]
    return np.fft.ifft(kept).real[: len(course)]


def _slow_regression(course, columns):
    design = np.column_stack([np.ones(len(course)), np.arange(len(course)), columns - columns.mean(axis=0)])
    return course - design @ np.linalg.lstsq(design, course, rcond=None)[0]


def test_that_it_equals_dpabi(fixtures):
    mask = load_mask(fixtures)
    options = FilterOptions(detrend_order=0, convention=Convention.DPABI)
    found = filter_series(load_series(fixtures), mask, options).series.in_mask(mask)
    expected = load(fixtures, "dpabi_A_filt_meanback")[1][mask.data].T  # DPABI V9.0, y_IdealFilter, mean added back
    # Values of 4,000 are stored in single precision: 2e-4 is half their last digit.
    np.testing.assert_allclose(found, expected, atol=5e-4, rtol=0)


@pytest.mark.parametrize("order", list(FilterOrder))
def test_that_one_matrix_equals_the_steps_one_after_the_other(order):
    series, mask = rough_data()
    options = FilterOptions(order=order, keep_mean=False)
    found = filter_series(series, mask, options, CONFOUNDS).series.in_mask(mask)
    bins = band_bins(0.01, 0.08, 60, 2.0, Convention.RESTPLUS)
    for column, ijk in enumerate(np.argwhere(mask.data)[::9]):
        course = series.frames.time_course(tuple(ijk))
        if not np.isfinite(course).all():
            continue
        if order is FilterOrder.REGRESS_THEN_FILTER:
            expected = _slow_band(_slow_regression(course, CONFOUNDS.values), bins.first, bins.last, bins.n_fft)
        else:
            line = np.polyfit(np.arange(60), course, 1)
            expected = _slow_band(course - np.polyval(line, np.arange(60)), bins.first, bins.last, bins.n_fft)
            if order is FilterOrder.FILTER_THEN_REGRESS:
                expected = _slow_regression(expected, CONFOUNDS.values)
            else:
                columns = []
                for confound in CONFOUNDS.values.T:
                    line = np.polyfit(np.arange(60), confound, 1)
                    detrended = confound - np.polyval(line, np.arange(60))
                    columns.append(_slow_band(detrended, bins.first, bins.last, bins.n_fft))
                design = np.array(columns).T
                expected = expected - design @ np.linalg.lstsq(design, expected, rcond=None)[0]
        np.testing.assert_allclose(found[:, 9 * column], expected, atol=2e-6 * np.ptp(course) + 1e-6)


def test_that_the_temporal_mean_comes_back():
    series, mask = rough_data()
    with_mean = filter_series(series, mask, FilterOptions()).series.in_mask(mask)
    without = filter_series(series, mask, FilterOptions(keep_mean=False)).series.in_mask(mask)
    mean = series.in_mask(mask).mean(axis=0, dtype=np.float64)
    finite = np.isfinite(mean)
    np.testing.assert_allclose((with_mean - without)[:, finite], np.tile(mean[finite], (60, 1)), rtol=1e-6)


def test_that_frequencies_outside_the_band_are_gone_and_those_within_stay():
    t = np.arange(240) * 2.0
    within, outside = np.sin(2 * np.pi * 0.05 * t), np.sin(2 * np.pi * 0.15 * t)
    series = series_of(np.array([within, outside]).reshape(2, 1, 1, 240) + 100)
    found = filter_series(series, full_mask(series), FilterOptions(keep_mean=False, detrend_order=0)).series
    found = found.in_mask(full_mask(series))
    np.testing.assert_allclose(found[:, 0], within, atol=1e-4)
    np.testing.assert_allclose(found[:, 1], 0, atol=1e-4)


def test_that_filtering_twice_without_a_band_changes_nothing_more():
    series, mask = rough_data()
    options = FilterOptions(low_hz=0, high_hz=0)
    once = filter_series(series, mask, options, CONFOUNDS).series
    twice = filter_series(once, mask, options, CONFOUNDS).series
    np.testing.assert_allclose(twice.in_mask(mask), once.in_mask(mask), rtol=1e-6)


def test_that_a_confound_is_gone_from_the_residual():
    series, mask = rough_data()
    found = filter_series(series, mask, FilterOptions(low_hz=0, high_hz=0, keep_mean=False), CONFOUNDS).series.in_mask(
        mask
    )
    finite = found[:, np.isfinite(found).all(axis=0)]
    centred = CONFOUNDS.values - CONFOUNDS.values.mean(axis=0)
    assert np.abs(centred.T @ finite).max() < 1e-3 * np.abs(centred).sum()


def test_that_dependent_and_constant_confounds_count_once():
    column = RNG.standard_normal((60, 1))
    table = np.hstack([column, 2 * column + 3, np.ones((60, 1))])
    matrix, rank = filter_matrix(60, FilterOptions(low_hz=0, high_hz=0), None, Confounds(("a", "b", "c"), table))
    assert rank == 3  # constant, line, a
    np.testing.assert_allclose(matrix @ matrix, matrix, atol=1e-12)


def test_that_the_band_matrix_is_symmetric_but_for_the_mean():
    bins = band_bins(0.01, 0.08, 50, 2.0, Convention.DPABI)
    found = band_matrix(50, bins)
    course = RNG.standard_normal(50)
    np.testing.assert_allclose(found @ course, _slow_band(course, bins.first, bins.last, bins.n_fft), atol=1e-12)


def test_that_no_regressors_leave_all():
    np.testing.assert_array_equal(residual_matrix(np.zeros((5, 0)))[0], np.eye(5))


def test_that_scrubbed_volumes_are_cut_and_told():
    series, mask = rough_data()
    fd = np.zeros(60)
    fd[[5, 30]] = 1.0
    found = filter_series(series, mask, FilterOptions(censor=CensorOptions(0.5)), displacement_mm=fd)
    assert found.series.n_timepoints == 58
    assert found.provenance.parameters["n_censored"] == 2
    assert np.flatnonzero(~found.kept).tolist() == [5, 30]
    filled = filter_series(
        series, mask, FilterOptions(censor=CensorOptions(0.5, filling=Filling.LINEAR)), displacement_mm=fd
    )
    assert filled.series.n_timepoints == 60


def test_that_voxels_without_values_spoil_no_others():
    series, mask = rough_data()
    found = filter_series(series, mask).series.in_mask(mask)
    n_nan = np.count_nonzero(~np.isfinite(series.in_mask(mask)).all(axis=0))
    assert np.count_nonzero(~np.isfinite(found).all(axis=0)) == n_nan == 1


def test_that_wrong_lengths_are_refused():
    series, mask = rough_data()
    with pytest.raises(DataError, match="59 rows, but the series has 60"):
        filter_series(series, mask, confounds=Confounds(("a",), np.ones((59, 1))))
    with pytest.raises(DataError, match="needs the head motion"):
        filter_series(series, mask, FilterOptions(censor=CensorOptions()))
    with pytest.raises(DataError, match="known for 3 volumes"):
        filter_series(series, mask, FilterOptions(censor=CensorOptions()), displacement_mm=np.zeros(3))


def test_that_too_many_confounds_are_refused():
    series, mask = rough_data()
    names = tuple(f"c{i}" for i in range(58))
    with pytest.raises(DataError, match="leave nothing of 60 volumes"):
        filter_series(series, mask, confounds=Confounds(names, RNG.standard_normal((60, 58))))


def test_that_a_series_without_tr_or_a_band_beyond_it_is_refused():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    with pytest.raises(DataError, match="repetition time"):
        filter_series(series_of(values, None), mask)
    with pytest.raises(OptionError, match="nothing above"):
        filter_series(series_of(values, 10.0), mask)
    with pytest.raises(OptionError, match="degree of 0 to 5"):
        FilterOptions(detrend_order=9)


def test_that_it_can_be_cancelled():
    series, mask = rough_data()
    with pytest.raises(Cancelled):
        filter_series(series, mask, progress=stopped_after(0.3))


def test_that_the_degrees_of_freedom_left_are_counted():
    assert degrees_of_freedom(np.eye(60)) == pytest.approx(60)
    assert degrees_of_freedom(np.zeros((60, 60))) == 0
    regression, rank = residual_matrix(CONFOUNDS.values)
    assert degrees_of_freedom(regression) == pytest.approx(60 - rank)  # a projection: its rank
    # an ideal band on unpadded data is a projection too: a sine and a cosine for each of the bins kept
    n_timepoints, tr_s = 240, 2.0
    bins = band_bins(0.01, 0.08, n_timepoints, tr_s, Convention.RESTPLUS)
    assert bins.n_fft == n_timepoints
    kept = np.arange(n_timepoints // 2 + 1)[bins.bins].size
    assert degrees_of_freedom(band_matrix(n_timepoints, bins)) == pytest.approx(2 * kept, rel=0.02)


def test_that_the_record_of_a_filtered_series_holds_what_is_left():
    series, mask = rough_data()
    done = filter_series(series, mask, FilterOptions(low_hz=0.0, high_hz=0.0), CONFOUNDS)
    assert done.provenance.parameters["dof_left"] == pytest.approx(60 - 2 - 2)
