import itertools

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.labels.patch import Patch, count_labels, united, voxels_along
from tests.orientations import oriented_grid

GRID = Grid((6, 5, 4), np.eye(4))


def test_that_a_line_passes_over_the_voxels_between_its_ends():
    found = voxels_along(GRID, np.array([[0.0, 1, 2], [3, 1, 2]]))
    assert {tuple(ijk) for ijk in found.tolist()} == {(0, 1, 2), (1, 1, 2), (2, 1, 2), (3, 1, 2)}


def test_that_a_corner_that_is_cut_by_a_hair_is_passed_over():
    # from (0, 0) to (1, 1) but a thousandth above the diagonal: voxel (0, 1) is crossed near the corner
    found = voxels_along(GRID, np.array([[0.0, 0.001, 0], [1, 1.001, 0]]))
    assert {tuple(ijk) for ijk in found.tolist()} == {(0, 0, 0), (0, 1, 0), (1, 1, 0)}


def test_that_what_is_outside_the_grid_is_left_out():
    assert len(voxels_along(GRID, np.array([[-9.0, 0, 0], [-5, 0, 0]]))) == 0


@pytest.mark.parametrize("name", ["RAS", "PIL", "oblique", "sheared"])
def test_that_a_line_passes_over_what_its_points_lie_in(name):
    grid = oriented_grid(name, (9, 8, 7))
    rng = np.random.default_rng(4)
    line = grid.centre_mm + rng.uniform(-9, 9, (5, 3))
    sampled = [start + (stop - start) * t for start, stop in itertools.pairwise(line) for t in np.linspace(0, 1, 999)]
    expected = {voxel for point in sampled if (voxel := grid.voxel_at(point)) is not None}
    found = {tuple(ijk) for ijk in voxels_along(grid, line).tolist()}
    assert expected <= found
    assert len(found) <= len(expected) + 3  # corners cut by less than a thousandth of the way


def test_that_patches_become_one_that_holds_all_of_them():
    first, second = Patch((1, 1, 1), np.ones((2, 1, 1), dtype=bool)), Patch((4, 0, 3), np.ones((1, 1, 1), dtype=bool))
    both = united([first, second])
    np.testing.assert_array_equal(both.on(GRID), first.on(GRID) | second.on(GRID))
    assert united([]) is None


@pytest.mark.parametrize("order", ["C", "F"])
def test_that_voxels_of_each_label_are_counted(order):
    data = np.zeros((3, 4, 5), dtype=np.uint16, order=order)
    data[0, :, 1], data[1:, 0, 4] = 2, 7
    assert count_labels(data).tolist() == [54, 0, 4, 0, 0, 0, 0, 2]
