"""The compiled loops of brushes and outlines against distances in numpy."""

import numpy as np
import pytest

from analysis.labels import marking_kernels as kernels

TO_MM = np.array([[2.0, 0.5, 0.0, -7.0], [0.0, 1.5, 0.0, 3.0], [0.0, 0.0, 3.0, -10.0]])
SHAPE = (9, 8, 7)
CENTRES_MM = np.moveaxis(np.indices(SHAPE), 0, -1) @ TO_MM[:, :3].T + TO_MM[:, 3]


@pytest.mark.parametrize("stop", [(4.0, 9.0, 2.0), (1.0, 8.0, -1.0)])  # the second: a stroke that did not move
def test_that_voxels_near_a_segment_are_those_within_the_radius_of_it(stop):
    start, end, radius = np.array([1.0, 8.0, -1.0]), np.array(stop), 4.2
    mask = np.zeros(SHAPE, dtype=bool)
    kernels.mark_near_segment(TO_MM, start, end, radius, mask)
    on_segment = start + np.linspace(0, 1, 2001)[:, None] * (end - start)
    nearest = np.min(np.linalg.norm(CENTRES_MM[..., None, :] - on_segment, axis=-1), axis=-1)
    np.testing.assert_array_equal(mask, nearest <= radius)
    assert 5 < mask.sum() < mask.size / 2


@pytest.mark.parametrize("stop", [(4.0, 9.0, 2.0), (1.0, 8.0, -1.0)])
def test_that_a_swept_box_marks_what_it_passes_over(stop):
    start, end, half = np.array([1.0, 8.0, -1.0]), np.array(stop), 2.6
    mask = np.zeros(SHAPE, dtype=bool)
    kernels.mark_in_swept_box(TO_MM, start, end, half, mask)
    on_way = start + np.linspace(0, 1, 2001)[:, None] * (end - start)
    away = np.min(np.max(np.abs(CENTRES_MM[..., None, :] - on_way), axis=-1), axis=-1)
    np.testing.assert_array_equal(mask, away <= half)
    assert 3 < mask.sum() < mask.size / 2


def test_that_points_are_counted_in_the_voxel_that_holds_them():
    """Points at 0, 0.4, 1.0 and -0.5 along the first axis; a voxel reaches half its side, the low end included."""
    u, v = np.array([0.0, 0.4, 1.0, -0.5, 9.0]), np.array([0.0])
    inside = np.array([[True], [False], [True], [True], [True]])
    to_voxel = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])  # the third column is the offset
    seen, under = np.zeros((3, 2, 2), dtype=np.int32), np.zeros((3, 2, 2), dtype=np.int32)
    kernels.count(u, v, inside, to_voxel, seen, under)
    assert seen[:, 0, 1].tolist() == [3, 1, 0]
    assert under[:, 0, 1].tolist() == [2, 1, 0]
    assert seen.sum() == 4  # the one at 9 is in no voxel
