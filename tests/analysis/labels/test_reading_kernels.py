"""The compiled loops that read a region against numpy: finite values, ranks, and bins with their edges."""

import numpy as np
import pytest

from analysis.labels import reading_kernels as kernels


@pytest.fixture
def volume():
    data = np.asfortranarray(np.random.default_rng(1).normal(50, 20, (9, 8, 7)).astype(np.float32))
    data[3, 3, 3], data[4, 3, 3] = np.nan, np.inf
    return data


def gathered(data, mask, low):
    kept = np.empty(mask.sum(), dtype=np.float64)
    n, missing, at_min, at_max = kernels.gather(data, mask, low, kept)
    return kept[:n], missing, at_min, at_max


def test_that_finite_values_of_the_marked_voxels_are_gathered_and_the_others_counted(volume):
    mask, low = np.random.default_rng(2).random((5, 4, 3)) < 0.7, (2, 1, 2)
    mask[1, 2, 1] = mask[2, 2, 1] = True  # those without a number
    box = volume[2:7, 1:5, 2:5]
    kept, missing, at_min, at_max = gathered(volume, mask, low)
    finite = mask & np.isfinite(box)
    assert missing == 2
    np.testing.assert_array_equal(np.sort(kept), np.sort(box[finite].astype(np.float64)))
    assert at_min == np.argmin(np.where(finite, box, np.inf))
    assert at_max == np.argmax(np.where(finite, box, -np.inf))


def test_that_the_first_of_equal_extremes_is_told():
    data = np.asfortranarray(np.array([[[2, 1], [1, 3]], [[3, 1], [2, 2]]], dtype=np.float32))
    _, _, at_min, at_max = gathered(data, np.ones((2, 2, 2), bool), (0, 0, 0))
    assert (at_min, at_max) == (1, 3)  # in the order of C


def test_that_a_region_without_any_number_has_no_extremes():
    data = np.full((2, 2, 2), np.nan, dtype=np.float32, order="F")
    kept, missing, at_min, at_max = gathered(data, np.ones((2, 2, 2), bool), (0, 0, 0))
    assert (len(kept), missing, at_min, at_max) == (0, 8, -1, -1)


@pytest.mark.parametrize(
    "values",
    [
        np.random.default_rng(3).normal(0, 1, 5000),
        np.round(np.random.default_rng(4).exponential(3, 5000)),  # many equal ones
        np.array([1e-320, 0.0, 3e-323]),  # so near each other that their bins would be infinite
        np.array([-1e308, 1e308, 5.0]),  # so far from each other that their distance is
        np.full(9, 7.5),
    ],
)
def test_that_ranks_are_those_of_the_sorted_values(values):
    ranks = np.unique(np.linspace(0, len(values) - 1, 7).astype(np.int64))
    picked = np.empty(len(ranks))
    with np.errstate(over="ignore"):
        kernels.pick_ranks(values, values.min(), values.max(), ranks, picked)
    np.testing.assert_array_equal(picked, np.sort(values)[ranks])


def test_that_bins_hold_what_numpy_puts_into_them_edges_included():
    rng = np.random.default_rng(5)
    edges = np.linspace(-2.3, 4.1, 41)
    values = np.concatenate([rng.uniform(-2.3, 4.1, 3000), edges, np.nextafter(edges[1:], -9)])
    counts = np.zeros(40, dtype=np.int64)
    kernels.count_in_bins(values, edges, counts)
    np.testing.assert_array_equal(counts, np.histogram(values, edges)[0])
