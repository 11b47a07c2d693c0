"""Screen <-> mm, and the letters at the edges of a view."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plane import Convention, Orientation, Plane, anatomical_plane, screen_axes
from tests.orientations import DIRECTION, ORIENTATIONS, oriented_grid, rotation

# From the definition of the views: radiological shows the patient's right at the left of the screen in axial and
# coronal planes; axial planes are seen with the face up, the others with the head up; sagittal ones face left.
LETTERS = {
    (Orientation.AXIAL, Convention.RADIOLOGICAL): ("R", "L", "A", "P"),
    (Orientation.AXIAL, Convention.NEUROLOGICAL): ("L", "R", "A", "P"),
    (Orientation.CORONAL, Convention.RADIOLOGICAL): ("R", "L", "S", "I"),
    (Orientation.CORONAL, Convention.NEUROLOGICAL): ("L", "R", "S", "I"),
    (Orientation.SAGITTAL, Convention.RADIOLOGICAL): ("A", "P", "S", "I"),
    (Orientation.SAGITTAL, Convention.NEUROLOGICAL): ("A", "P", "S", "I"),
}
VIEWS = tuple(LETTERS)


def view(orientation: Orientation, convention: Convention, pixel_mm: float = 1.7) -> Plane:
    return anatomical_plane(orientation, convention, np.array([1.3, -2.2, 3.7]), (61.0, 47.0), pixel_mm)


def oblique_plane() -> Plane:
    turn = rotation(20, 30, 40)
    return Plane(np.array([3.0, -7, 11]), 1.5 * turn[:, 0], 2.5 * turn[:, 1], (30, 20))


@pytest.mark.parametrize(("orientation", "convention"), VIEWS)
def test_that_each_view_has_its_letters(orientation, convention):
    assert view(orientation, convention).edge_letters() == LETTERS[orientation, convention]


@pytest.mark.parametrize(("orientation", "convention"), VIEWS)
def test_that_going_to_an_edge_goes_to_what_its_letter_says(orientation, convention):
    plane = view(orientation, convention)
    rows, columns = plane.shape
    left, right, top, bottom = plane.edge_letters()
    across = plane.to_mm(columns - 1, 0) - plane.to_mm(0, 0)
    down = plane.to_mm(0, rows - 1) - plane.to_mm(0, 0)
    for step, start, end in ((across, left, right), (down, top, bottom)):
        assert step @ DIRECTION[end] > 0.99 * np.linalg.norm(step)
        assert step @ DIRECTION[start] < -0.99 * np.linalg.norm(step)


def test_that_letters_of_a_plane_that_is_tilted_come_from_its_nearest_axes():
    tilted = rotation(15, 0, 0)
    plane = Plane(np.zeros(3), tilted @ (-1, 0, 0), tilted @ (0, -1, 0), (5, 5))
    assert plane.edge_letters() == ("R", "L", "A", "P")


def test_that_both_conventions_show_the_same_sagittal_plane():
    a, b = (screen_axes(Orientation.SAGITTAL, convention) for convention in Convention)
    np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("orientation", [Orientation.AXIAL, Orientation.CORONAL])
def test_that_the_conventions_are_mirror_images(orientation):
    (right_a, down_a), (right_b, down_b) = (screen_axes(orientation, convention) for convention in Convention)
    np.testing.assert_array_equal(right_a, -right_b)
    np.testing.assert_array_equal(down_a, down_b)


@pytest.mark.parametrize(("orientation", "convention"), VIEWS)
def test_that_a_view_stays_in_the_plane_through_its_centre(orientation, convention):
    plane = view(orientation, convention)
    axis = orientation.value
    for column, row in ((0, 0), (plane.shape[1] - 1, 0), (0, plane.shape[0] - 1), (7.5, 3.25)):
        assert plane.to_mm(column, row)[axis] == pytest.approx((1.3, -2.2, 3.7)[axis], abs=1e-12)


@pytest.mark.parametrize(("orientation", "convention"), VIEWS)
def test_that_the_centre_of_a_view_is_the_middle_of_its_pixels(orientation, convention):
    plane = view(orientation, convention)
    rows, columns = plane.shape
    assert (columns, rows) == (36, 28)  # 61 / 1.7 = 35.9, 47 / 1.7 = 27.6
    assert plane.pixel_mm == pytest.approx(1.7)
    np.testing.assert_allclose(plane.to_mm((columns - 1) / 2, (rows - 1) / 2), (1.3, -2.2, 3.7), atol=1e-12)


def test_that_a_view_smaller_than_a_pixel_has_one_pixel_at_its_centre():
    plane = anatomical_plane(Orientation.AXIAL, Convention.RADIOLOGICAL, np.array([1, 2, 3]), (0.1, 0.1), 1.0)
    assert plane.shape == (1, 1)
    np.testing.assert_array_equal(plane.origin_mm, (1, 2, 3))


@pytest.mark.parametrize("plane", [*(view(*v) for v in VIEWS), oblique_plane()])
@given(column=st.floats(-1000, 1000), row=st.floats(-1000, 1000))
def test_that_pixel_to_mm_and_back_is_where_it_started(plane, column, row):
    assert plane.to_pixel(plane.to_mm(column, row)) == pytest.approx((column, row), abs=1e-9)


def test_that_a_point_off_the_plane_is_seen_at_its_foot():
    plane = oblique_plane()
    normal = np.cross(plane.right_mm, plane.down_mm)
    assert plane.to_pixel(plane.to_mm(4, 9) + 12 * normal) == pytest.approx((4, 9))


@pytest.mark.parametrize("name", ORIENTATIONS)
@pytest.mark.parametrize("plane", [*(view(*v) for v in VIEWS), oblique_plane()])
def test_that_the_matrix_for_drawing_finds_the_voxels_that_picking_finds(name, plane):
    grid = oriented_grid(name)
    for column, row in ((0, 0), (35, 27), (3.25, 11.75), (-400, 900)):
        drawn = plane.pixel_to_voxel(grid) @ (column, row, 1)
        np.testing.assert_allclose(drawn, grid.to_ijk(plane.to_mm(column, row)), rtol=0, atol=1e-9)
