import numpy as np
import pytest

from analysis.errors import DataError
from analysis.preprocess.quality import dvars
from tests.reference_case import full_mask, rough_data, series_of


def test_that_a_step_of_two_percent_is_two():
    values = np.full((2, 2, 2, 4), 99.0)
    values[..., 2:] = 101  # mean 100
    series = series_of(values)
    np.testing.assert_allclose(dvars(series, full_mask(series)), [0, 0, 2, 0], atol=1e-6)


def test_that_it_is_the_root_mean_square_over_voxels_with_values():
    series, mask = rough_data()
    values = series.in_mask(mask).astype(float)
    values = values[:, np.isfinite(values).all(axis=0)]
    expected = 100 * np.sqrt(np.mean(np.diff(values, axis=0) ** 2, axis=1)) / values.mean()
    np.testing.assert_allclose(dvars(series, mask)[1:], expected, rtol=1e-9)


def test_that_one_volume_or_a_demeaned_series_is_refused():
    one = series_of(np.ones((2, 2, 2, 1)))
    with pytest.raises(DataError, match="only one"):
        dvars(one, full_mask(one))
    zero = series_of(np.zeros((2, 2, 2, 5)))
    with pytest.raises(DataError, match="not positive"):
        dvars(zero, full_mask(zero))


def test_that_a_mean_that_is_only_rounding_counts_as_none():
    values = np.random.default_rng(1).normal(size=(3, 3, 3, 40))
    nearly = series_of(values - values.mean(axis=3, keepdims=True) + 1e-6)
    with pytest.raises(DataError, match="not positive"):
        dvars(nearly, full_mask(nearly))
