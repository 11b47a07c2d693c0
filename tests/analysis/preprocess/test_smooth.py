import numpy as np
import pytest
from scipy.integrate import quad

from analysis.errors import Cancelled, OptionError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.smooth import smooth_in_mask, smooth_series, smooth_volume, spm_kernel
from tests.reference_case import grid_of, series_of
from tests.stopped import stopped_after


@pytest.mark.parametrize("fwhm_voxels", [0.8, 4 / 3, 2.0, 3.5])
def test_that_the_kernel_is_a_gaussian_seen_through_linear_interpolation(fwhm_voxels):
    sigma = fwhm_voxels / np.sqrt(8 * np.log(2))

    def gaussian(u):
        return np.exp(-0.5 * (u / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))

    kernel = spm_kernel(fwhm_voxels)
    reach = len(kernel) // 2
    assert reach == round(6 * sigma)
    triangle = [quad(lambda u, x=x: (1 - abs(u)) * gaussian(x - u), -1, 1, points=[0])[0] for x in range(reach + 1)]
    expected = np.array(triangle[:0:-1] + triangle)
    np.testing.assert_allclose(kernel, expected / expected.sum(), atol=1e-9)


def test_that_the_kernel_is_wider_than_a_sampled_gaussian():
    # The triangle adds a variance of 1/6 voxel²: 2/2.3548 -> 0.7214 + 0.1667.
    kernel = spm_kernel(2.0)
    x = np.arange(len(kernel)) - len(kernel) // 2
    assert np.sum(kernel * x**2) == pytest.approx(4 / (8 * np.log(2)) + 1 / 6, rel=1e-3)


def _slow(data, kernels):
    """Weighted sums voxel by voxel, zero outside, the third axis rescaled near its ends."""
    data = np.nan_to_num(data)
    result = np.zeros(data.shape)
    for ijk in np.ndindex(data.shape):
        reach_k = len(kernels[2]) // 2
        inside = [kernels[2][s + reach_k] for s in range(-reach_k, reach_k + 1) if 0 <= ijk[2] + s < data.shape[2]]
        for source in np.ndindex(data.shape):
            steps = np.subtract(source, ijk)
            reach = [len(k) // 2 for k in kernels]
            if (np.abs(steps) <= reach).all():
                weight = np.prod([kernels[a][steps[a] + reach[a]] for a in range(3)])
                result[ijk] += weight * data[source] / sum(inside)
    return result


def test_that_it_equals_an_obvious_slow_implementation():
    rng = np.random.default_rng(0)
    data = rng.standard_normal((5, 6, 4))
    data[2, 3, 1] = np.nan
    grid = Grid((5, 6, 4), np.diag([3, 2.5, 4, 1.0]))
    found = smooth_volume(Volume(grid, data), 6).data
    expected = _slow(data.astype(np.float32).astype(float), [spm_kernel(6 / s) for s in (3, 2.5, 4)])
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_that_the_sum_is_kept_away_from_the_edges():
    data = np.zeros((31, 31, 31))
    data[15, 15, 15] = 7
    smoothed = smooth_volume(Volume(grid_of(data.shape), data), 6).data
    assert smoothed.sum(dtype=float) == pytest.approx(7, rel=1e-5)
    assert smoothed[15, 15, 15] == smoothed.max()


def test_that_smoothing_flips_with_the_image():
    data = np.random.default_rng(1).standard_normal((8, 7, 6))
    volume, flipped = (Volume(grid_of(data.shape), d) for d in (data, data[::-1, :, ::-1]))
    np.testing.assert_allclose(
        smooth_volume(volume, 5).data[::-1, :, ::-1], smooth_volume(flipped, 5).data, rtol=1e-5, atol=1e-6
    )


def test_that_a_map_in_a_mask_is_zero_outside_and_keeps_its_missing_voxels():
    rng = np.random.default_rng(2)
    inside = rng.random((6, 7, 5)) < 0.6
    mask = Mask(grid_of(inside.shape), inside)
    values = rng.standard_normal(mask.n_voxels)
    values[4] = np.nan
    whole = np.zeros(inside.shape)
    whole[inside] = np.nan_to_num(values)
    expected = smooth_volume(Volume(mask.grid, whole), 6).data[inside]
    found = smooth_in_mask(values, mask, 6)
    assert np.isnan(found[4])
    np.testing.assert_allclose(np.delete(found, 4), np.delete(expected, 4), rtol=1e-5, atol=1e-6)


def test_that_a_series_is_smoothed_frame_by_frame():
    series = series_of(np.random.default_rng(3).standard_normal((5, 6, 4, 3)))
    smoothed = smooth_series(series, 5)
    for t in range(3):
        np.testing.assert_allclose(smoothed.frames.frame(t), smooth_volume(series.volume(t), 5).data, rtol=1e-6)
    assert smoothed.tr_s == series.tr_s


def test_that_a_width_of_zero_changes_nothing():
    data = np.random.default_rng(4).standard_normal((3, 3, 3)).astype(np.float32)
    np.testing.assert_array_equal(smooth_volume(Volume(grid_of((3, 3, 3)), data), 0).data, data)


@pytest.mark.parametrize("fwhm_mm", [-1, 51, np.nan])
def test_that_impossible_widths_are_refused(fwhm_mm):
    with pytest.raises(OptionError, match="between 0 and 50 mm"):
        smooth_volume(Volume(grid_of((3, 3, 3)), np.zeros((3, 3, 3))), fwhm_mm)


def test_that_it_can_be_cancelled():
    with pytest.raises(Cancelled):
        smooth_series(series_of(np.zeros((5, 6, 4, 30))), 5, stopped_after(0))
