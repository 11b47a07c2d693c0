"""The compiled loops of carrying against the rule of the grid, voxel by voxel."""

import numpy as np

from analysis.grid import Grid
from analysis.labels.carrying_kernels import mark_held, mark_ranked

FROM = Grid((7, 6, 5), np.array([[2.0, 0, 0, -6], [0, 2, 0, -5], [0, 0, 2, -4], [0, 0, 0, 1]]))
TURN = np.array([[np.cos(0.3), -np.sin(0.3), 0], [np.sin(0.3), np.cos(0.3), 0], [0, 0, 1]])


def test_that_a_voxel_is_marked_where_its_centre_lies_in_a_marked_voxel():
    onto = Grid((9, 10, 8), np.block([[1.3 * TURN, np.array([[-7.0], [-6.0], [-5.0]])], [np.zeros((1, 3)), 1]]))
    source = np.random.default_rng(6).random(FROM.shape) < 0.5
    found = np.zeros(onto.shape, dtype=bool)
    mark_held(np.ascontiguousarray((np.linalg.inv(FROM.affine) @ onto.affine)[:3]), source, found)
    centres = onto.to_mm(np.moveaxis(np.indices(onto.shape), 0, -1).reshape(-1, 3))
    held = [FROM.voxel_at(place) for place in centres]
    expected = [voxel is not None and bool(source[tuple(voxel)]) for voxel in held]
    np.testing.assert_array_equal(found.ravel(), expected)
    assert any(voxel is None for voxel in held)
    assert 20 < found.sum() < found.size / 2


def test_that_ranks_tell_the_voxel_of_a_patch_and_minus_one_tells_none():
    mask, low = np.random.default_rng(7).random((3, 2, 4)) < 0.5, (2, 3, 1)
    whole = np.zeros(FROM.shape, dtype=bool)
    whole[2:5, 3:5, 1:5] = mask
    ranks = np.random.default_rng(8).integers(-1, FROM.n_voxels, (6, 7, 8)).astype(np.int32)
    found = np.zeros(ranks.shape, dtype=bool)
    mark_ranked(ranks, FROM.shape, mask, low, found)
    np.testing.assert_array_equal(found, (ranks >= 0) & whole.ravel()[ranks])
