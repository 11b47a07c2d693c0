import numpy as np
import pytest
from scipy.stats import rankdata

from analysis.blocks import set_thread_count
from analysis.errors import Cancelled, DataError, GeometryError, OptionError
from analysis.image import Mask
from analysis.metrics.reho import RehoOptions, compute_reho, neighbour_offsets
from analysis.preprocess.smooth import smooth_volume
from tests.reference_case import full_mask, grid_of, load_mask, load_series, reference, rough_data, series_of
from tests.stopped import stopped_after


def _slow(series, mask, neighbours, *, tie_correction=False):
    """Kendall's W voxel by voxel, from its definition."""
    values = np.stack([series.frames.frame(t) for t in range(series.n_timepoints)], axis=-1).astype(float)
    usable = mask.data & np.isfinite(values).all(axis=-1) & (np.ptp(values, axis=-1) > 0)
    n = series.n_timepoints
    w = np.full(mask.grid.shape, np.nan)
    for ijk in np.argwhere(usable):
        if (ijk == 0).any() or (ijk == np.array(mask.grid.shape) - 1).any():
            continue
        ranks, ties = [], 0.0
        for step in np.ndindex(3, 3, 3):
            offset = np.array(step) - 1
            at = tuple(ijk + offset)
            if np.abs(offset).sum() <= {7: 1, 19: 2, 27: 3}[neighbours] and usable[at]:
                ranks.append(rankdata(values[at]))
                lengths = np.unique(values[at], return_counts=True)[1].astype(float)
                ties += np.sum(lengths**3 - lengths)
        k = len(ranks)
        if k > 1:
            total = np.sum(ranks, axis=0)
            denominator = k**2 * (n**3 - n) - (k * ties if tie_correction else 0)
            w[tuple(ijk)] = 12 * np.sum((total - total.mean()) ** 2) / denominator
    return w


@pytest.mark.parametrize("neighbours", [7, 19, 27])
@pytest.mark.parametrize("tie_correction", [False, True])
def test_that_it_equals_an_obvious_slow_implementation(neighbours, tie_correction):
    series, mask = rough_data()
    found = compute_reho(series, mask, RehoOptions(neighbours, tie_correction=tie_correction))[0].volume.data
    expected = _slow(series, mask, neighbours, tie_correction=tie_correction)
    assert np.isfinite(expected).sum() > 50
    np.testing.assert_allclose(found, expected, rtol=1e-6, equal_nan=True)


@pytest.mark.parametrize("neighbours", [7, 27])
def test_that_it_equals_dpabi(fixtures, neighbours):
    mask = load_mask(fixtures)
    found = compute_reho(load_series(fixtures, "dpabi_A_filt_meanback"), mask, RehoOptions(neighbours))[0]
    expected = reference(fixtures, f"dpabi_A_reho{neighbours}", mask)  # DPABI V9.0, y_reho
    np.testing.assert_allclose(found.volume.data[mask.data], expected, atol=2e-5, rtol=0)


def test_that_reho_of_identical_neighbours_is_one():
    course = np.random.default_rng(0).standard_normal(40)
    series = series_of(np.broadcast_to(course, (4, 4, 4, 40)))
    reho = compute_reho(series, full_mask(series))[0].volume.data
    np.testing.assert_allclose(reho[1:-1, 1:-1, 1:-1], 1, rtol=1e-7)


def test_that_reho_of_two_opposite_neighbours_is_zero():
    course = np.random.default_rng(0).permutation(30).astype(float)
    values = np.zeros((4, 3, 3, 30))
    values[1, 1, 1], values[2, 1, 1] = course, -course
    series = series_of(values)
    mask = Mask(series.grid, np.ptp(values, axis=-1) > 0)
    np.testing.assert_allclose(compute_reho(series, mask)[0].volume.data[mask.data], 0, atol=1e-12)


def test_that_two_courses_of_three_volumes_give_the_value_computed_by_hand():
    # Ranks 1 2 3 and 2 1 3: sums 3 3 6, mean 4, S = 1 + 1 + 4 = 6, W = 12 * 6 / (4 * 24) = 0.75.
    values = np.zeros((4, 3, 3, 3))
    values[1, 1, 1], values[2, 1, 1] = (10, 20, 30), (20, 10, 30)
    series = series_of(values)
    mask = Mask(series.grid, np.ptp(values, axis=-1) > 0)
    np.testing.assert_allclose(compute_reho(series, mask)[0].volume.data[mask.data], 0.75)


def test_that_ties_take_their_mean_rank():
    # Ranks 1.5 1.5 3 and 1 2 3: sums 2.5 3.5 6, mean 4, S = 2.25 + 0.25 + 4 = 6.5; W = 12 * 6.5 / 96 = 0.8125.
    # With the correction the denominator is 96 - 2 * (2^3 - 2) = 84, W = 0.928571.
    values = np.zeros((4, 3, 3, 3))
    values[1, 1, 1], values[2, 1, 1] = (-0.0, 0.0, 9), (1, 2, 3)
    series = series_of(values)
    mask = Mask(series.grid, np.ptp(values, axis=-1) > 0)
    np.testing.assert_allclose(compute_reho(series, mask)[0].volume.data[mask.data], 0.8125)
    corrected = compute_reho(series, mask, RehoOptions(tie_correction=True))[0].volume.data[mask.data]
    np.testing.assert_allclose(corrected, 78 / 84, rtol=1e-6)


def test_that_a_rising_transform_of_any_voxel_changes_nothing():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    bent = np.sign(values - 1000) * (values - 1000) ** 2 - 1e6
    np.testing.assert_array_equal(
        compute_reho(series, mask)[0].volume.data, compute_reho(series_of(bent), mask)[0].volume.data
    )


def test_that_flipping_an_axis_flips_the_map():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    once = compute_reho(series, mask)[0].volume.data
    flipped = compute_reho(series_of(values[:, ::-1]), Mask(series.grid, mask.data[:, ::-1]))[0].volume.data
    np.testing.assert_array_equal(once[:, ::-1], flipped)


def test_that_the_number_of_threads_changes_no_value():
    series, mask = rough_data()
    try:
        set_thread_count(1)
        one = compute_reho(series, mask)[2].volume.data
        set_thread_count(4)
        np.testing.assert_array_equal(one, compute_reho(series, mask)[2].volume.data)
    finally:
        set_thread_count(None)


def test_that_neighbourhoods_have_their_size():
    for n in (7, 19, 27):
        assert len(np.unique(neighbour_offsets(n), axis=0)) == n


def test_that_m_and_z_rest_on_the_voxels_with_a_value():
    series, mask = rough_data()
    reho, mreho, zreho = (m.volume.data for m in compute_reho(series, mask)[:3])
    known = reho[np.isfinite(reho)].astype(float)
    np.testing.assert_allclose(mreho, reho / known.mean(), rtol=1e-5, equal_nan=True)
    np.testing.assert_allclose(zreho, (reho - known.mean()) / known.std(ddof=1), atol=1e-5, equal_nan=True)


def test_that_smoothed_forms_are_smoothed_after_standardising():
    series, mask = rough_data()
    maps = {m.statistic: m for m in compute_reho(series, mask, RehoOptions(fwhm_mm=6))}
    for key in ("reho", "mreho", "zreho"):
        expected = smooth_volume(maps[key].volume, 6).data
        known = np.isfinite(maps[key].volume.data)
        smoothed = maps[{"reho": "sreho", "mreho": "smreho", "zreho": "szreho"}[key]]
        np.testing.assert_allclose(smoothed.volume.data[known], expected[known], rtol=1e-5, atol=1e-6)
        assert np.isnan(smoothed.volume.data[~known]).all()
        assert smoothed.provenance.parameters["fwhm_mm"] == 6
    assert [m.statistic for m in compute_reho(series, mask, RehoOptions(fwhm_mm=0))] == ["reho", "mreho", "zreho"]


def test_that_isolated_border_and_lonely_voxels_are_told():
    series, mask = rough_data()
    made = compute_reho(series, mask)[0]
    assert np.isnan(made.volume.data[5, 6, 4])
    told = " ".join(made.provenance.warnings)
    for words in ("no neighbour", "outermost layer", "do not change", "no value in some volume"):
        assert words in told


def test_that_the_outermost_layer_has_values_when_asked_for():
    series = series_of(np.random.default_rng(0).random((4, 4, 4, 20)))
    mask = full_mask(series)
    assert np.isfinite(compute_reho(series, mask, RehoOptions(volume_border=True))[0].volume.data).all()
    assert np.isfinite(compute_reho(series, mask)[0].volume.data).sum() == 8


def test_that_a_mask_of_one_voxel_is_refused():
    series = series_of(np.random.default_rng(0).random((4, 4, 4, 20)))
    inside = np.zeros((4, 4, 4))
    inside[1, 1, 1] = 1
    with pytest.raises(DataError, match="neighbour to be compared with"):
        compute_reho(series, Mask(series.grid, inside))


@pytest.mark.parametrize("neighbours", [0, 2, 6, 26])
def test_that_other_neighbourhoods_are_refused(neighbours):
    with pytest.raises(OptionError, match="7, 19 or 27"):
        RehoOptions(neighbours)


def test_that_bad_series_and_masks_are_refused():
    series = series_of(np.random.default_rng(0).random((4, 4, 4, 20)))
    with pytest.raises(GeometryError, match="not on the grid"):
        compute_reho(series, Mask(grid_of((4, 4, 4), 2), np.ones((4, 4, 4))))
    with pytest.raises(DataError, match="mask is empty"):
        compute_reho(series, Mask(series.grid, np.zeros((4, 4, 4))))
    flat = series_of(np.ones((4, 4, 4, 20)))
    with pytest.raises(DataError, match="changes over time"):
        compute_reho(flat, full_mask(flat))


def test_that_it_can_be_cancelled():
    series, mask = rough_data()
    with pytest.raises(Cancelled):
        compute_reho(series, mask, progress=stopped_after(0.5))
