"""The compiled loop of region growing against the connected parts that scipy finds."""

import numpy as np
import pytest
from scipy import ndimage

from analysis.labels.growing_kernels import fill

SHAPE = (24, 20, 22)  # of half a noise: its parts are larger than the first 1024 places of the stack
WIDE = 1e9


@pytest.fixture
def values():
    return ndimage.gaussian_filter(np.random.default_rng(3).standard_normal(SHAPE), 1).astype(np.float32)


def grown(values, start, low=0.0, high=WIDE, radius2=WIDE, steps=1, free=None, metric=None):
    marked = np.zeros(values.shape, dtype=np.uint8)
    free = np.ones(values.shape, dtype=np.uint8) if free is None else free
    metric = np.eye(3) if metric is None else metric
    fill(values, free, np.array(start), metric, (low, high, radius2), steps, marked)
    return marked.astype(bool)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_that_it_is_the_connected_part_of_faces_edges_or_corners(values, steps):
    inside = values >= 0
    parts, _ = ndimage.label(inside, ndimage.generate_binary_structure(3, steps))
    largest = np.argmax(np.bincount(parts[inside]))
    start = np.argwhere(parts == largest)[0]
    found = grown(values, start, steps=steps)
    np.testing.assert_array_equal(found, parts == largest)
    assert found.sum() > 1024


def test_that_nothing_grows_from_a_start_that_is_outside_the_limits_or_not_free(values):
    values[5, 5, 5] = 2.0
    assert grown(values, (5, 5, 5), low=1.9, high=2.1)[5, 5, 5]
    assert not grown(values, (5, 5, 5), low=2.1).any()
    assert not grown(values, (5, 5, 5), high=1.9).any()
    closed = np.ones(SHAPE, dtype=np.uint8)
    closed[5, 5, 5] = 0
    assert not grown(values, (5, 5, 5), low=1.9, free=closed).any()


def test_that_it_does_not_go_through_what_is_not_free():
    values = np.ones((7, 3, 3), dtype=np.float32)
    free = np.ones(values.shape, dtype=np.uint8)
    free[3] = 0
    assert grown(values, (0, 0, 0), free=free).sum() == 3 * 9


def test_that_the_radius_is_one_of_mm_where_axes_are_oblique():
    """Voxels of 2 × 1 × 3 mm, the first two axes 60° apart: the metric holds the products of the axes."""
    axes = np.array([[2.0, 0, 0], [np.cos(np.pi / 3), np.sin(np.pi / 3), 0], [0, 0, 3.0]])
    values = np.ones((15, 21, 11), dtype=np.float32)
    found = grown(values, (7, 10, 5), radius2=7.1**2, metric=axes @ axes.T)
    away_mm = np.linalg.norm((np.indices(values.shape).reshape(3, -1).T - (7, 10, 5)) @ axes, axis=1)
    np.testing.assert_array_equal(found.ravel(), away_mm <= 7.1)
