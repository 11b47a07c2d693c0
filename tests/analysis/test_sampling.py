"""Values between voxels: exact where a formula is known, and none where there is none."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Convention, Orientation, Plane, anatomical_plane
from analysis.sampling import Interpolation, at_point, at_points, on_plane, onto_grid
from tests.orientations import ORIENTATIONS, oriented_grid, rotation

LINEAR, NEAREST = Interpolation.LINEAR, Interpolation.NEAREST
SLOPES, OFFSET = np.array([0.5, -1.25, 2.0]), 10.0


def field_mm(xyz_mm: np.ndarray) -> np.ndarray:
    """A function that is linear in mm, so that trilinear interpolation has to give it exactly."""
    return xyz_mm @ SLOPES + OFFSET


def field_volume(grid: Grid) -> Volume:
    return Volume(grid, field_mm(grid.to_mm(np.array(list(np.ndindex(grid.shape))))).reshape(grid.shape))


def line_of(*values: float) -> Volume:
    """Voxels of 1 mm in a row along x, the first at x = 0."""
    return Volume(Grid((len(values), 1, 1), np.eye(4)), np.reshape(values, (-1, 1, 1)))


def x(mm: float) -> np.ndarray:
    return np.array([mm, 0.0, 0.0])


@pytest.mark.parametrize("name", ORIENTATIONS)
@pytest.mark.parametrize("orientation", Orientation)
def test_that_linear_sampling_gives_a_linear_field_exactly_in_any_orientation(name, orientation):
    grid = oriented_grid(name)
    plane = anatomical_plane(orientation, Convention.RADIOLOGICAL, grid.centre_mm, (5.0, 5.0), 0.61)
    values = on_plane(field_volume(grid), plane)
    rows, columns = plane.shape
    expected = [[field_mm(plane.to_mm(column, row)) for column in range(columns)] for row in range(rows)]
    np.testing.assert_allclose(values, expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_every_voxel_centre_has_the_value_of_its_voxel(name):
    grid = oriented_grid(name, shape=(3, 4, 5))
    volume = Volume(grid, np.random.default_rng(2).normal(size=grid.shape))
    for ijk in np.ndindex(grid.shape):
        for way in Interpolation:
            assert at_point(volume, grid.to_mm(np.array(ijk)), way) == pytest.approx(volume.data[ijk], abs=1e-6)


def test_that_nearest_changes_at_the_face_and_linear_goes_through_the_middle():
    volume = line_of(10, 20)
    assert [at_point(volume, x(mm), NEAREST) for mm in (0, 0.49, 0.5, 1)] == [10, 10, 20, 20]
    assert [at_point(volume, x(mm), LINEAR) for mm in (0, 0.25, 0.5, 1)] == [10, 12.5, 15, 20]


def test_that_the_outer_half_of_an_edge_voxel_has_the_value_of_its_centre():
    volume = line_of(10, 20)
    assert [at_point(volume, x(mm), LINEAR) for mm in (-0.5, -0.2, 1.3, 1.49)] == [10, 10, 20, 20]


@pytest.mark.parametrize("way", Interpolation)
@pytest.mark.parametrize("xyz_mm", [(-0.51, 0, 0), (1.5, 0, 0), (0, 0.5, 0), (0, 0, -0.6), (1e9, 0, 0)])
def test_that_there_is_no_value_outside(way, xyz_mm):
    assert np.isnan(at_point(line_of(10, 20), np.array(xyz_mm), way))


def test_that_linear_leaves_out_neighbours_without_a_value_and_never_reaches_into_them():
    volume = line_of(10, np.nan, 30)
    # Weights of 0.75 and 0.25: the neighbour without a value is left out, so 10 stays 10.
    assert at_point(volume, x(0.25), LINEAR) == 10
    assert np.isnan(at_point(volume, x(0.75), LINEAR))
    assert np.isnan(at_point(volume, x(1.0), LINEAR))
    assert at_point(volume, x(1.75), LINEAR) == 30


def test_that_the_weights_of_the_neighbours_that_are_left_are_rescaled_to_one():
    volume = Volume(Grid((2, 2, 1), np.eye(4)), np.array([[[10.0], [20.0]], [[30.0], [np.nan]]]))
    # At (0.25, 0.25): weights 9/16 of 10, 3/16 of 20, 3/16 of 30; 1/16 is left out.
    assert at_point(volume, np.array([0.25, 0.25, 0]), LINEAR) == pytest.approx((9 * 10 + 3 * 20 + 3 * 30) / 15)


@pytest.mark.parametrize("infinite", [np.inf, -np.inf])
def test_that_an_infinite_voxel_has_no_value_for_its_neighbours(infinite):
    assert at_point(line_of(10, infinite), x(0.25), LINEAR) == 10
    assert np.isnan(at_point(line_of(10, infinite), x(0.75), LINEAR))


@given(
    values=st.lists(st.floats(-100, 100, width=32), min_size=8, max_size=8),
    place=st.tuples(*[st.floats(-0.5, 1.49)] * 3),
)
def test_that_linear_stays_between_its_neighbours(values, place):
    volume = Volume(Grid((2, 2, 2), np.eye(4)), np.reshape(values, (2, 2, 2)))
    assert min(values) - 1e-4 <= at_point(volume, np.array(place), LINEAR) <= max(values) + 1e-4


@pytest.mark.parametrize("way", Interpolation)
@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_volume_on_its_own_grid_is_itself(name, way):
    grid = oriented_grid(name)
    data = np.random.default_rng(3).normal(size=grid.shape)
    data[1, 2, 3] = np.nan
    volume = Volume(grid, data, "t map", "t")
    same = onto_grid(volume, grid, way)
    np.testing.assert_allclose(same.data, volume.data, rtol=0, atol=1e-6)
    assert (same.name, same.unit) == ("t map", "t")


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_volume_in_another_axis_order_is_the_same_image(name):
    source = oriented_grid("RAS", shape=(9, 9, 9), voxel_mm=(4, 4, 4))
    target = oriented_grid(name, shape=(4, 5, 3), voxel_mm=(3, 3, 3))
    moved = onto_grid(field_volume(source), target)
    np.testing.assert_allclose(moved.data, field_volume(target).data, rtol=0, atol=1e-5)


def test_that_a_grid_that_the_volume_does_not_reach_is_filled_with_no_value():
    far = oriented_grid("RAS", centre_mm=(500, 0, 0))
    assert np.isnan(onto_grid(field_volume(oriented_grid("LPS")), far).data).all()


@pytest.mark.parametrize("way", Interpolation)
def test_that_sampling_on_a_plane_is_sampling_at_its_pixels(way):
    grid = oriented_grid("sheared")
    data = np.random.default_rng(4).normal(size=grid.shape)
    data[data > 1] = np.nan
    volume = Volume(grid, data)
    turn = rotation(31, 12, -7)
    plane = Plane(grid.centre_mm - turn @ (9.0, 8.0, 0), 1.1 * turn[:, 0], 1.1 * turn[:, 1], (16, 18))
    values = on_plane(volume, plane, way)
    assert 20 < np.isnan(values).sum() < values.size - 20
    for row, column in np.ndindex(plane.shape):
        np.testing.assert_allclose(values[row, column], at_point(volume, plane.to_mm(column, row), way), atol=1e-6)


@pytest.mark.parametrize("interpolation", Interpolation)
def test_that_many_places_have_the_values_of_each_alone(interpolation):
    volume = field_volume(oriented_grid("oblique"))
    places = volume.grid.to_mm(np.random.default_rng(1).uniform(-1, 7, (50, 3)))
    together = at_points(volume, places, interpolation)
    np.testing.assert_array_equal(together, [at_point(volume, place, interpolation) for place in places])
    assert np.isnan(together).any()


def test_that_a_plane_along_the_axes_has_the_values_of_its_points_for_all_48_axis_orders():
    """The way that is quick for such planes gives what `at_points` gives, holes and borders included."""
    rng = np.random.default_rng(5)
    data = rng.normal(size=(7, 9, 8)).astype(np.float32)
    data[rng.random(data.shape) < 0.15] = np.nan
    for order in itertools.permutations(range(3)):
        for flips in itertools.product((1.0, -1.0), repeat=3):
            affine = np.zeros((4, 4))
            affine[order, (0, 1, 2)] = np.array(flips) * (2.0, 3.0, 2.5)
            affine[:, 3] = (1.3, -2.1, 0.7, 1)
            volume = Volume(Grid(data.shape, affine), data)
            for orientation in Orientation:
                plane = anatomical_plane(
                    orientation, Convention.RADIOLOGICAL, volume.grid.centre_mm + 0.4, (30, 30), 0.9
                )
                row, column = np.indices(plane.shape)
                points = np.array([plane.to_mm(c, r) for r, c in zip(row.ravel(), column.ravel(), strict=True)])
                for interpolation in Interpolation:
                    expected = at_points(volume, points, interpolation).reshape(plane.shape)
                    found = on_plane(volume, plane, interpolation)
                    np.testing.assert_allclose(found, expected, atol=1e-5)
