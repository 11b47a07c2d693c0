"""How values are distributed: what a threshold is chosen on."""

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.histogram import SAMPLE, histogram
from analysis.image import Volume


def of(values: np.ndarray) -> Volume:
    data = np.reshape(values, (-1, 1, 1))
    return Volume(Grid(data.shape, np.eye(4)), data)


def test_that_every_value_is_counted_once_and_zeros_and_missing_ones_are_not():
    values = np.concatenate([np.arange(1, 1001), np.zeros(50), np.full(20, np.nan), [np.inf]])
    result = histogram(of(values), 10)
    assert result.counts.sum() == 1000
    np.testing.assert_allclose(result.counts, 100, atol=2)


def test_that_single_bright_voxels_do_not_hide_the_rest():
    result = histogram(of(np.concatenate([np.linspace(1, 2, 10_000), [1e6]])))
    assert result.edges[-1] < 3
    assert result.counts.sum() == 10_001


@pytest.mark.parametrize("values", [np.zeros(9), np.full(9, np.nan)])
def test_that_an_image_without_values_has_one_empty_bin(values):
    result = histogram(of(values))
    assert (result.edges.tolist(), result.counts.tolist()) == ([0, 1], [0])


@pytest.mark.parametrize("value", [7.0, -7.0, 1e20, -3e38])
def test_that_a_flat_image_is_counted_between_edges_around_its_value(value):
    result = histogram(of(np.full(9, value)))
    assert result.counts.sum() == 9
    assert result.edges[0] < np.float32(value) < result.edges[-1]


def test_that_of_a_large_image_a_sample_tells_the_shape():
    result = histogram(of(np.random.default_rng(1).uniform(1, 2, 5 * SAMPLE)), 10)
    assert SAMPLE * 0.6 < result.counts.sum() < SAMPLE * 1.3
    np.testing.assert_allclose(result.counts / result.counts.sum(), 0.1, atol=0.005)


def test_that_the_sample_of_a_large_image_comes_from_more_than_one_slice():
    data = np.zeros((2, SAMPLE, 2), dtype=np.float32)  # every second value lies in the first, empty slice
    data[1] = np.linspace(1, 2, 2 * SAMPLE).reshape(SAMPLE, 2)
    assert histogram(Volume(Grid(data.shape, np.eye(4)), data)).counts.sum() > SAMPLE / 4
