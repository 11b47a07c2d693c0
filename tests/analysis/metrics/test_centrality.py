import tracemalloc

import numpy as np
import pytest
from scipy import stats

from analysis.blocks import set_thread_count
from analysis.errors import Cancelled, DataError, GeometryError, OptionError
from analysis.image import Mask
from analysis.metrics import centrality
from analysis.metrics.centrality import CentralityOptions, compute_centrality, degrees_of
from analysis.metrics.voxels import read_masked
from analysis.preprocess.smooth import smooth_volume
from tests.reference_case import full_mask, grid_of, load_mask, load_series, reference, rough_data, series_of
from tests.stopped import stopped_after


def _slow(series, mask, threshold):
    """Degrees from the whole matrix of correlations."""
    courses = np.array([series.frames.time_course(tuple(ijk)) for ijk in np.argwhere(mask.data)])
    usable = np.isfinite(courses).all(axis=1) & (np.ptp(courses, axis=1) > 0)
    r = np.corrcoef(courses[usable])
    np.fill_diagonal(r, 0)
    binary, weighted = np.full(len(courses), np.nan), np.full(len(courses), np.nan)
    binary[usable] = (r > threshold).sum(axis=1)
    weighted[usable] = np.where(r > threshold, r, 0).sum(axis=1)
    return binary, weighted


@pytest.mark.parametrize("threshold", [0.0, 0.25, 0.5])
@pytest.mark.parametrize("small_blocks", [False, True])
def test_that_it_equals_the_whole_matrix(monkeypatch, threshold, small_blocks):
    if small_blocks:
        monkeypatch.setattr(centrality, "_ROWS", 7)
        monkeypatch.setattr(centrality, "_COLUMNS", 5)
        monkeypatch.setattr(centrality, "_COLUMNS_PER_TASK", 20)
    series, mask = rough_data()
    found = degrees_of(read_masked(series, mask), threshold, double_precision=True)
    binary, weighted = _slow(series, mask, threshold)
    np.testing.assert_array_equal(found.binary, binary)
    np.testing.assert_allclose(found.weighted, weighted, rtol=1e-9)


@pytest.mark.parametrize("double_precision", [False, True])
def test_that_it_equals_dpabi(fixtures, double_precision):
    mask = load_mask(fixtures)
    options = CentralityOptions(double_precision=double_precision)
    maps = {m.statistic: m for m in compute_centrality(load_series(fixtures, "dpabi_A_filt_meanback"), mask, options)}
    binary = maps["dc_binary"].volume.data[mask.data]
    expected = reference(fixtures, "dpabi_A_dc_b_r0.25", mask)  # DPABI V9.0, y_DegreeCentrality
    if double_precision:
        np.testing.assert_array_equal(binary, expected)
    else:
        # An r within 1e-7 of the threshold falls on either side in single precision.
        assert np.abs(binary - expected).max() <= 2
        assert np.mean(binary != expected) <= 0.005
    weighted = reference(fixtures, "dpabi_A_dc_w_r0.25", mask)
    np.testing.assert_allclose(maps["dc_weighted"].volume.data[mask.data], weighted, rtol=1e-5, atol=0.51)
    close = binary == expected
    np.testing.assert_allclose(maps["dc_weighted"].volume.data[mask.data][close], weighted[close], rtol=1e-5)


def test_that_three_voxels_have_the_degrees_counted_by_hand():
    # r(a, b) = 0.5, r(a, c) = 0, r(b, c) = -0.5 by construction from orthogonal courses.
    e1, e2 = np.array([1, -1, 1, -1.0]), np.array([1, 1, -1, -1.0])
    a, c = e1, e2
    e3 = np.array([1, -1, -1, 1.0])
    b = 0.5 * e1 - 0.5 * e2 + np.sqrt(0.5) * e3
    series = series_of(np.array([a, b, c]).reshape(3, 1, 1, 4) + 10)
    found = degrees_of(read_masked(series, full_mask(series)), 0.25, double_precision=True)
    np.testing.assert_allclose(found.binary, [1, 1, 0])
    np.testing.assert_allclose(found.weighted, [0.5, 0.5, 0], atol=1e-6)


def test_that_an_r_equal_to_the_threshold_is_not_above_it():
    a, b = np.array([1, -1, 1, -1.0]), np.array([1, 1, -1, -1.0])
    series = series_of(np.array([a, b]).reshape(2, 1, 1, 4))
    found = degrees_of(read_masked(series, full_mask(series)), 0.0, double_precision=True)
    assert found.binary.tolist() == [0, 0]


def test_that_identical_voxels_are_all_connected_and_none_to_itself():
    course = np.random.default_rng(0).standard_normal(30)
    series = series_of(np.broadcast_to(course, (3, 4, 5, 30)))
    found = degrees_of(read_masked(series, full_mask(series)), 0.25)
    assert set(found.binary) == {59}
    np.testing.assert_allclose(found.weighted, 59, rtol=1e-6)


def test_that_the_scale_and_sign_of_all_signals_change_nothing():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    once = degrees_of(read_masked(series, mask), 0.25)
    again = degrees_of(read_masked(series_of(-4 * values), mask), 0.25)
    np.testing.assert_array_equal(once.binary, again.binary)


def test_that_the_order_of_voxels_changes_nothing():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    flipped_series = series_of(values[::-1, :, ::-1])
    flipped_mask = Mask(flipped_series.grid, mask.data[::-1, :, ::-1])
    once, flipped = (
        compute_centrality(s, m)[0].volume.data for s, m in ((series, mask), (flipped_series, flipped_mask))
    )
    np.testing.assert_array_equal(once[::-1, :, ::-1], flipped)


def test_that_the_number_of_threads_changes_no_count():
    series, mask = rough_data()
    try:
        counts = []
        for threads in (1, 3):
            set_thread_count(threads)
            counts.append(degrees_of(read_masked(series, mask), 0.25).binary)
        np.testing.assert_array_equal(*counts)
    finally:
        set_thread_count(None)


def test_that_a_p_threshold_is_the_r_with_that_p():
    threshold = CentralityOptions(threshold_p=0.001).threshold_for(230)
    # p of r by the t test with 228 degrees of freedom, one-sided
    t = threshold * np.sqrt(228 / (1 - threshold**2))
    assert stats.t.sf(t, 228) == pytest.approx(0.001, rel=1e-9)
    assert CentralityOptions().threshold_for(230) == 0.25


def test_that_the_maps_are_named_standardised_and_smoothed_as_told():
    series, mask = rough_data()
    maps = {m.statistic: m for m in compute_centrality(series, mask)}
    assert list(maps) == [p + key for key in ("dc_binary", "dc_weighted") for p in ("", "m", "z", "s", "sm", "sz")]
    known = np.isfinite(maps["dc_binary"].volume.data)
    smoothed = smooth_volume(maps["mdc_binary"].volume, 6).data
    np.testing.assert_allclose(maps["smdc_binary"].volume.data[known], smoothed[known], rtol=1e-5)
    assert maps["dc_binary"].provenance.parameters["threshold_r"] == 0.25
    # A constant voxel is -1 in DPABI; here it has no value and counts in no mean.
    assert np.isnan(maps["dc_binary"].volume.data[2, 4, 2])


@pytest.mark.parametrize("bad", [{"threshold_r": 1.0}, {"threshold_r": -0.1}, {"threshold_p": 0.7}, {"fwhm_mm": -1}])
def test_that_impossible_options_are_refused(bad):
    with pytest.raises(OptionError):
        CentralityOptions(**bad)


def test_that_bad_series_and_masks_are_refused():
    series = series_of(np.random.default_rng(0).random((4, 4, 4, 20)))
    with pytest.raises(GeometryError, match="not on the grid"):
        compute_centrality(series, Mask(grid_of((4, 4, 4), 2), np.ones((4, 4, 4))))
    one = np.zeros((4, 4, 4))
    one[1, 1, 1] = 1
    with pytest.raises(DataError, match="at least two"):
        compute_centrality(series, Mask(series.grid, one))
    with pytest.raises(DataError, match="1 volume"):
        compute_centrality(series_of(np.ones((3, 3, 3, 1))), full_mask(series))


def test_that_it_can_be_cancelled():
    series, mask = rough_data()
    with pytest.raises(Cancelled):
        compute_centrality(series, mask, progress=stopped_after(0.5))


def test_that_the_matrix_of_all_pairs_is_never_held():
    series = series_of(np.random.default_rng(3).standard_normal((20, 20, 20, 12)).astype(np.float32))
    masked = read_masked(series, full_mask(series))
    degrees_of(masked, 0.25)  # imports and caches do not count
    set_thread_count(1)
    tracemalloc.start()
    try:
        degrees_of(masked, 0.25)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        set_thread_count(None)
    assert peak < 4 * 8000**2 / 20
