import numpy as np
import pytest
from scipy import ndimage, stats

from analysis.blocks import set_thread_count
from analysis.errors import DataError, OptionError
from analysis.grid import Grid
from analysis.perfusion.spatial_null import spatial_null

GRID = Grid((22, 24, 20), np.diag([3.0, 3, 3, 1]))
AT = np.indices(GRID.shape)
INSIDE = (((AT - np.array([10.5, 11.5, 9.5])[:, None, None, None]) / 10) ** 2).sum(axis=0) < 1


def field(seed: int, sigma: float) -> np.ndarray:
    """Smooth noise in a ball; Gaussian smoothing by sigma has the autocorrelation exp(-d^2 / (4 sigma^2))."""
    noise = np.random.default_rng(seed).standard_normal([n + 24 for n in GRID.shape])
    smooth = ndimage.gaussian_filter(noise, sigma) if sigma else noise
    return smooth[12:-12, 12:-12, 12:-12][INSIDE]


def test_that_unrelated_smooth_maps_are_called_related_no_more_often_than_they_should() -> None:
    """30 pairs at 5 %: 1.5 expected, more than 5 has p 0.003; by the number of voxels most would be significant."""
    found, naive = 0, 0
    for n in range(30):
        x, y = field(2 * n, 1.8), field(2 * n + 1, 1.8)
        found += spatial_null(x, y, GRID, INSIDE, n_surrogates=99, seed=n).p <= 0.05
        naive += stats.pearsonr(x, y)[1] <= 0.05
    assert found <= 5
    assert naive >= 15


def test_that_a_true_relation_is_found() -> None:
    x = field(1, 1.8)
    assert spatial_null(x, x + 0.5 * field(2, 1.8), GRID, INSIDE, n_surrogates=199).p == 1 / 200


def test_that_white_noise_has_about_as_many_independent_voxels_as_voxels_and_smooth_maps_far_fewer() -> None:
    n = int(INSIDE.sum())
    white = spatial_null(field(3, 0), field(4, 0), GRID, INSIDE, n_surrogates=499)
    smooth = spatial_null(field(3, 2.0), field(4, 2.0), GRID, INSIDE, n_surrogates=499)
    assert white.effective_n == pytest.approx(n, rel=0.25)
    assert smooth.effective_n < n / 20


def test_that_the_width_is_that_of_the_autocorrelation() -> None:
    """exp(-d^2 / (4 sigma^2)) = 1/2 at d = 2 sigma sqrt(ln 2): with sigma 2 voxels of 3 mm twice that is 20 mm."""
    widths = [spatial_null(field(3, 0), field(s, 2.0), GRID, INSIDE, n_surrogates=99).fwhm_mm for s in range(8)]
    assert np.mean(widths) == pytest.approx(4 * 2 * 3 * np.sqrt(np.log(2)), rel=0.15)


def test_that_the_same_seed_gives_the_same_p_on_any_number_of_threads() -> None:
    x, y = field(5, 1.5), field(6, 1.5)
    results = []
    for threads in (1, 2, None):
        set_thread_count(threads)
        results.append(spatial_null(x, y, GRID, INSIDE, n_surrogates=101, seed=9))
    assert results[0] == results[1] == results[2]
    assert spatial_null(x, y, GRID, INSIDE, n_surrogates=101, seed=10).r_sd != results[0].r_sd


def test_that_too_few_maps_or_voxels_and_constant_maps_are_refused() -> None:
    x, y = field(5, 1.5), field(6, 1.5)
    with pytest.raises(OptionError, match="at least 99"):
        spatial_null(x, y, GRID, INSIDE, n_surrogates=10)
    few = np.zeros(GRID.shape, bool)
    few[0, 0, :20] = True
    with pytest.raises(DataError, match="at least 50 voxels"):
        spatial_null(x[:20], y[:20], GRID, few)
    with pytest.raises(DataError, match="same value"):
        spatial_null(x, np.ones_like(y), GRID, INSIDE)
