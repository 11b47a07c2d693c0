import numpy as np
import pytest

from analysis.grid import Grid
from analysis.labels import remembered
from analysis.labels.carrying import carried_through
from analysis.labels.patch import Patch
from analysis.labels.remembered import RememberedWay
from tests.orientations import ORIENTATIONS, oriented_grid

ONTO = Grid((21, 26, 19), np.array([[1.9, 0.2, 0, -18], [-0.2, 2.1, 0.1, -23], [0, -0.1, 2.3, -20], [0, 0, 0, 1]]))


def there(points):
    return points + 1.5 * np.sin(points[:, ::-1] / 9.0)


def back(points):
    return points - 1.5 * np.sin(points[:, ::-1] / 9.0)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_that_what_is_remembered_gives_the_voxels_that_are_asked_for_anew(orientation):
    """Regions that change, in any orientation: the same voxels as without a memory, first and again."""
    grid = oriented_grid(orientation, (17, 19, 18), (1.5, 2.0, 1.8))
    way, rng = RememberedWay(grid, ONTO, there, back), np.random.default_rng(1)
    for _ in range(3):
        patch = Patch((2, 5, 3), rng.random((9, 8, 10)) < 0.6)
        expected = carried_through(patch, grid, ONTO, there, back).patch
        assert expected is not None
        for _ in range(2):
            found = way.carried(patch)
            assert found is not None
            np.testing.assert_array_equal(found.on(ONTO), expected.on(ONTO))


def test_that_places_are_asked_for_only_where_a_region_is_new():
    grid = oriented_grid("RAS", (30, 30, 30), (1.0, 1.0, 1.0))
    asked = []

    def counted(points):
        asked.append(len(points))
        return back(points)

    way = RememberedWay(grid, grid, there, counted)
    way.carried(Patch((10, 10, 10), np.ones((4, 4, 4), bool)))
    first = sum(asked)
    assert first > 0
    way.carried(Patch((10, 11, 10), np.ones((4, 2, 4), bool)))
    assert sum(asked) == first
    way.carried(Patch((10, 10, 10), np.ones((4, 4, 18), bool)))
    assert sum(asked) > first


def test_that_a_way_to_nowhere_and_a_region_outside_hold_no_voxel():
    grid = oriented_grid("RAS", (10, 10, 10), (2.0, 2.0, 2.0))
    patch = Patch((1, 1, 1), np.ones((2, 2, 2), bool))
    assert RememberedWay(grid, grid, lambda p: p, lambda p: np.full_like(p, np.nan)).carried(patch) is None
    assert RememberedWay(grid, grid, lambda p: p + 900, lambda p: p - 900).carried(patch) is None


def test_that_no_more_is_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(remembered, "MOST_BLOCKS", 5)
    grid = oriented_grid("RAS", (40, 40, 40), (1.0, 1.0, 1.0))
    way, patch = RememberedWay(grid, grid, there, back), Patch((3, 3, 3), np.ones((20, 20, 20), bool))
    expected = carried_through(patch, grid, grid, there, back).patch
    found = way.carried(patch)
    assert way.n_blocks == 5
    np.testing.assert_array_equal(found.on(grid), expected.on(grid))
