import numpy as np
import pytest

from analysis.grid import Grid
from analysis.labels.carrying import carried, carried_through
from analysis.labels.patch import Patch, trimmed
from analysis.labels.solids import ball_stroke
from tests.orientations import ORIENTATIONS, oriented_grid

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


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_that_without_a_change_of_space_both_ways_agree(orientation: str) -> None:
    grid, onto = oriented_grid(orientation), oriented_grid("oblique", (9, 9, 9), (1.9, 2.2, 2.5))
    patch = Patch((1, 2, 1), np.ones((3, 2, 4), bool))
    one = carried(patch, grid, onto)
    other = carried_through(patch, grid, onto, _same, _same)
    assert one.patch is not None
    assert other.patch is not None
    assert np.array_equal(one.patch.on(onto), other.patch.on(onto))


def test_that_a_mirror_at_x_0_gives_the_voxels_of_the_other_side() -> None:
    """On a grid that is symmetric to x = 0 voxel i is mirrored to voxel n - 1 - i."""
    affine = np.diag([2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = (-9, -5, -5)
    grid = Grid((10, 6, 6), affine)
    patch = Patch((6, 1, 2), np.array([[[True, False], [True, True]], [[False, True], [False, False]]]))

    def mirrored(points: np.ndarray) -> np.ndarray:
        return points * (-1, 1, 1)

    found = carried_through(patch, grid, grid, mirrored, mirrored)
    assert found.patch is not None
    assert np.array_equal(found.patch.on(grid), patch.on(grid)[::-1])


def test_that_a_way_to_nowhere_holds_no_voxel() -> None:
    grid = oriented_grid("RAS")
    patch = Patch((1, 1, 1), np.ones((2, 2, 2), bool))
    found = carried_through(patch, grid, grid, _same, lambda points: np.full_like(points, np.nan))
    assert found.patch is None
    assert "too small or lies outside" in found.in_words()


def _same(points: np.ndarray) -> np.ndarray:
    return points
