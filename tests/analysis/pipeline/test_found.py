"""The way from MNI space to a series goes through the T1 where there is one."""

from types import SimpleNamespace

import numpy as np

from analysis.pipeline.found import Way

POINTS = np.array([[0.0, 0, 0], [10, -20, 30]])


def test_that_points_go_through_the_t1_and_then_to_the_series():
    """MNI to T1 doubles them, T1 to the series moves them by 1, 2, 3 mm: the other order would double the move."""
    normalisation = SimpleNamespace(from_mni=lambda points: 2 * points)
    coregistration = SimpleNamespace(transform=SimpleNamespace(points=lambda points: points + np.array([1.0, 2, 3])))
    np.testing.assert_array_equal(Way(normalisation, coregistration).from_mni(POINTS), [[1, 2, 3], [21, -38, 63]])


def test_that_without_a_t1_the_normalisation_is_the_whole_way():
    normalisation = SimpleNamespace(from_mni=lambda points: -points)
    np.testing.assert_array_equal(Way(normalisation, None).from_mni(POINTS), -POINTS)
