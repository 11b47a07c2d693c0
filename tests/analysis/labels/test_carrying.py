import numpy as np
import pytest

from analysis.grid import Grid
from analysis.labels.carrying import carried
from analysis.labels.patch import Patch, trimmed
from analysis.labels.solids import ball_stroke

FINE = Grid((40, 44, 36), np.array([[-1.0, 0.1, 0, 20], [0.1, 1.0, 0.05, -22], [0, -0.05, 1.0, -18], [0, 0, 0, 1]]))
COARSE = Grid((14, 15, 12), np.array([[3.0, 0, 0, -20], [0, 3.0, 0, -21], [0, 0, 3.0, -17], [0, 0, 0, 1]]))


@pytest.mark.parametrize(("grid", "onto"), [(FINE, COARSE), (COARSE, FINE)])
def test_that_a_voxel_is_carried_when_its_centre_is_picked_in_the_region(grid, onto):
    patch = ball_stroke(grid, np.array([2.0, 3.0, 1.0]), 9.0)
    marked = patch.on(grid)
    expected = np.zeros(onto.shape, dtype=bool)
    for ijk in np.ndindex(onto.shape):
        voxel = grid.voxel_at(onto.to_mm(np.array(ijk)))
        expected[ijk] = voxel is not None and marked[voxel]
    found = carried(patch, grid, onto)
    np.testing.assert_array_equal(found.patch.on(onto), expected)
    assert found.volume_mm3 == pytest.approx(expected.sum() * onto.voxel_volume_mm3)


def test_that_the_same_grid_keeps_every_voxel():
    patch = trimmed((0, 0, 0), np.random.default_rng(0).random(FINE.shape) < 0.1)
    assert carried(patch, FINE, FINE).patch is patch


def test_that_a_region_between_the_centres_is_said_to_be_lost():
    tiny = Patch((20, 20, 18), np.ones((1, 1, 1), bool))
    lost = [carried(Patch((i, 20, 18), tiny.mask), FINE, COARSE) for i in range(15, 25)]
    assert any(one.patch is None and "No voxel" in one.in_words() for one in lost)
    outside = carried(
        tiny, FINE, Grid((5, 5, 5), np.array([[1.0, 0, 0, 500], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]))
    )
    assert outside.patch is None
