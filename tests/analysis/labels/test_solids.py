import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.labels.solids import ball_stroke, box, box_stroke
from tests.orientations import oriented_grid

OBLIQUE = np.array([[1.8, 0.4, 0, -20], [-0.4, 1.8, 0.5, -18], [0, -0.3, 2.9, -15], [0, 0, 0, 1.0]])
GRID = Grid((22, 20, 12), OBLIQUE)
CENTRES = GRID.to_mm(np.moveaxis(np.indices(GRID.shape), 0, -1))


def test_that_a_ball_marks_the_voxels_with_a_centre_inside():
    centre = GRID.to_mm(np.array([10.2, 9.4, 5.6]))
    marked = ball_stroke(GRID, centre, 7.0).on(GRID)
    np.testing.assert_array_equal(marked, np.linalg.norm(CENTRES - centre, axis=-1) <= 7.0)


def test_that_a_box_reaches_as_far_along_each_axis_of_the_world():
    centre = GRID.to_mm(np.array([10.0, 9.0, 5.0]))
    np.testing.assert_array_equal(box(GRID, centre, 6.0).on(GRID), (np.abs(CENTRES - centre) <= 6.0).all(axis=-1))


def test_that_a_ball_drawn_along_a_line_marks_what_a_ball_at_every_point_of_it_marks():
    start, stop = (GRID.to_mm(np.array(ijk)) for ijk in ([5.0, 6.0, 4.0], [14.0, 11.0, 7.0]))
    marked = ball_stroke(GRID, np.array([start, stop]), 4.0).on(GRID)
    points = start + np.linspace(0, 1, 2001)[:, None] * (stop - start)
    near = np.min([np.linalg.norm(CENTRES - point, axis=-1) for point in points[::10]], axis=0)
    assert marked[near <= 3.999].all()
    assert not marked[near > 4.02].any()


def test_that_a_ball_at_the_border_is_cut_and_one_outside_is_nothing():
    corner = GRID.to_mm(np.zeros(3))
    assert ball_stroke(GRID, corner, 5.0).low == (0, 0, 0)
    assert ball_stroke(GRID, np.array([500.0, 0, 0]), 5.0) is None
    with pytest.raises(OptionError, match="radius"):
        ball_stroke(GRID, corner, 0.0)


def test_that_a_ball_smaller_than_a_voxel_marks_the_voxel_that_holds_its_centre():
    point = GRID.to_mm(np.array([3.4, 3.4, 3.4]))
    assert np.argwhere(ball_stroke(GRID, point, 0.01).on(GRID)).tolist() == [[3, 3, 3]]


@pytest.mark.parametrize("name", ["RAS", "PIL", "oblique"])
def test_that_a_drawn_box_marks_what_it_passes_over(name):
    grid = oriented_grid(name, (14, 13, 12))
    line = grid.centre_mm + np.array([[-4.0, 2, 1], [5, -3, 2.5], [5, -3, 2.5]])
    found = box_stroke(grid, line, 5.0).on(grid)
    centres = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))
    passed = np.zeros(grid.shape, dtype=bool)
    for t in np.linspace(0, 1, 2001):
        place = line[0] + t * (line[1] - line[0])
        passed |= (np.abs(centres - place) <= 5.0 + 1e-9).all(axis=-1)
    np.testing.assert_array_equal(found, passed)
    np.testing.assert_array_equal(box_stroke(grid, line[:1], 5.0).on(grid), box(grid, line[0], 5.0).on(grid))
