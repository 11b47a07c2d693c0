"""Where a slice view looks: widget pixel <-> mm, and the plane that is painted lies exactly where it says."""

import numpy as np
import pytest

from analysis.plane import Convention, Orientation, screen_axes
from gui.slices.frame import MAXIMUM_PIXELS, Frame, fitting_frame

ALL = [(orientation, convention) for orientation in Orientation for convention in Convention]
EVERY_WAY = pytest.mark.parametrize(("orientation", "convention"), ALL)
SIZE = (501, 340)


def frame(orientation: Orientation, convention: Convention, mm_per_pixel: float = 0.37) -> Frame:
    return Frame(orientation, convention, np.array([12.3, -4.5, 6.7]), mm_per_pixel, SIZE)


@EVERY_WAY
def test_that_screen_and_mm_are_inverse(orientation, convention):
    looking = frame(orientation, convention)
    for place in ((0, 0), (501, 340), (17.25, 301.5)):
        assert looking.to_screen(looking.to_mm(*place)) == pytest.approx(place)


@EVERY_WAY
def test_that_the_middle_of_the_widget_is_the_centre(orientation, convention):
    looking = frame(orientation, convention)
    np.testing.assert_allclose(looking.to_mm(250.5, 170), looking.centre_mm)


@EVERY_WAY
def test_that_all_places_of_a_view_lie_in_its_slice(orientation, convention):
    looking = frame(orientation, convention)
    for place in ((0, 0), (501, 340), (17.25, 301.5)):
        assert looking.to_mm(*place)[orientation.value] == looking.centre_mm[orientation.value]


# World direction that a step to the right and a step down on the screen must take.
DIRECTIONS = {
    (Orientation.AXIAL, Convention.RADIOLOGICAL): ((-1, 0, 0), (0, -1, 0)),
    (Orientation.AXIAL, Convention.NEUROLOGICAL): ((1, 0, 0), (0, -1, 0)),
    (Orientation.CORONAL, Convention.RADIOLOGICAL): ((-1, 0, 0), (0, 0, -1)),
    (Orientation.CORONAL, Convention.NEUROLOGICAL): ((1, 0, 0), (0, 0, -1)),
    (Orientation.SAGITTAL, Convention.RADIOLOGICAL): ((0, -1, 0), (0, 0, -1)),
    (Orientation.SAGITTAL, Convention.NEUROLOGICAL): ((0, -1, 0), (0, 0, -1)),
}


@EVERY_WAY
def test_that_right_and_down_on_the_screen_are_the_patients_directions(orientation, convention):
    looking = frame(orientation, convention, 0.5)
    right, down = DIRECTIONS[orientation, convention]
    start = looking.to_mm(100, 100)
    np.testing.assert_allclose(looking.to_mm(104, 100) - start, np.multiply(right, 2), atol=1e-9)
    np.testing.assert_allclose(looking.to_mm(100, 106) - start, np.multiply(down, 3), atol=1e-9)


@EVERY_WAY
@pytest.mark.parametrize("factor", [1.15, 1 / 1.15, 8, 0.1])
def test_that_zooming_keeps_what_is_under_the_pointer(orientation, convention, factor):
    looking = frame(orientation, convention)
    zoomed = looking.zoomed(factor, 77, 250)
    np.testing.assert_allclose(zoomed.to_mm(77, 250), looking.to_mm(77, 250))
    assert zoomed.mm_per_pixel == pytest.approx(looking.mm_per_pixel / factor)


def test_that_zooming_ends_before_a_voxel_or_the_body_is_lost():
    looking = frame(Orientation.AXIAL, Convention.RADIOLOGICAL)
    assert looking.zoomed(1e9, 10, 10).mm_per_pixel == 0.02
    assert looking.zoomed(1e-9, 10, 10).mm_per_pixel == 5
    np.testing.assert_allclose(looking.zoomed(1e9, 10, 20).to_mm(10, 20), looking.to_mm(10, 20))


@EVERY_WAY
def test_that_a_dragged_picture_follows_the_pointer(orientation, convention):
    looking = frame(orientation, convention)
    moved = looking.panned(30, -12)
    np.testing.assert_allclose(moved.to_mm(130, 88), looking.to_mm(100, 100))


@EVERY_WAY
@pytest.mark.parametrize(("mm_per_pixel", "finest_mm"), [(0.37, 0.7), (0.37, 3.0), (0.05, 0.7), (2.5, 1.0)])
def test_that_each_pixel_of_the_plane_is_drawn_where_its_mm_are(orientation, convention, mm_per_pixel, finest_mm):
    looking = frame(orientation, convention, mm_per_pixel)
    plane = looking.plane(finest_mm)
    left, top, width, height = looking.screen_rect(plane)
    rows, columns = plane.shape
    for column, row in ((0, 0), (columns - 1, 0), (3, rows - 1), (columns // 2, rows // 3)):
        x, y = left + (column + 0.5) * width / columns, top + (row + 0.5) * height / rows
        np.testing.assert_allclose(plane.to_mm(column, row), looking.to_mm(x, y), atol=1e-9)


@EVERY_WAY
def test_that_the_plane_covers_the_whole_widget(orientation, convention):
    looking = frame(orientation, convention)
    left, top, width, height = looking.screen_rect(looking.plane(3.3))
    assert left <= 0
    assert top <= 0
    assert left + width >= SIZE[0]
    assert top + height >= SIZE[1]


def test_that_pixels_are_no_finer_than_half_a_voxel_or_a_screen_pixel():
    looking = frame(Orientation.AXIAL, Convention.RADIOLOGICAL, 0.1)
    assert looking.plane(3.0).pixel_mm == pytest.approx(1.5)
    assert looking.plane(0.1).pixel_mm == pytest.approx(0.1)


@pytest.mark.parametrize("size", [(300, 200), (958, 538), (3840, 2160), (7680, 4320)])
def test_that_no_screen_asks_for_more_pixels_than_a_frame_of_the_screen_allows(size):
    looking = Frame(Orientation.AXIAL, Convention.RADIOLOGICAL, np.zeros(3), 0.05, size)
    rows, columns = looking.plane(0.05).shape
    assert rows * columns <= MAXIMUM_PIXELS * 1.02


BOX = np.array([[-20.0, -60, -10], [31, 12, 40]])


@EVERY_WAY
@pytest.mark.parametrize(("mm_per_pixel", "finest_mm", "dots"), [(0.37, 0.7, 1), (0.37, 0.5, 2), (0.05, 0.7, 1.5)])
def test_that_what_is_painted_of_a_box_lies_where_it_would_without(
    orientation, convention, mm_per_pixel, finest_mm, dots
):
    looking = frame(orientation, convention, mm_per_pixel)
    plane = looking.plane(finest_mm, BOX, dots)
    left, top, width, height = looking.screen_rect(plane)
    rows, columns = plane.shape
    for column, row in ((0, 0), (columns - 1, rows - 1), (columns // 2, rows // 3)):
        x, y = left + (column + 0.5) * width / columns, top + (row + 0.5) * height / rows
        np.testing.assert_allclose(plane.to_mm(column, row), looking.to_mm(x, y), atol=1e-9)
    whole = looking.plane(finest_mm, None, dots)
    if whole.pixel_mm == plane.pixel_mm:  # then also in the same pixels
        place = np.array(whole.to_pixel(plane.origin_mm))
        np.testing.assert_allclose(place, np.round(place), atol=1e-6)


@EVERY_WAY
def test_that_all_of_a_box_that_the_widget_shows_is_painted_and_little_else(orientation, convention):
    looking = frame(orientation, convention)
    plane = looking.plane(0.7, BOX)
    axes = np.array(screen_axes(orientation, convention))
    shown = np.array([np.sort((BOX - looking.centre_mm) @ axis) for axis in axes])  # (2, 2): low and high of x and y
    half = np.array(SIZE)[:, None] / 2 * looking.mm_per_pixel * [-1, 1]
    shown = np.clip(shown, half[:, :1], half[:, 1:])
    ends = np.array(
        [
            (plane.to_mm(*pixel) - looking.centre_mm) @ axes.T
            for pixel in ((-0.5, -0.5), (plane.shape[1] - 0.5, plane.shape[0] - 0.5))
        ]
    ).T
    slack = shown - ends
    assert (slack[:, 0] > -1e-9).all()
    assert (slack[:, 0] < plane.pixel_mm).all()
    assert (slack[:, 1] < 1e-9).all()
    assert (slack[:, 1] > -plane.pixel_mm).all()


def test_that_a_screen_of_twice_the_dots_is_given_finer_pixels_where_the_voxels_have_them():
    looking = frame(Orientation.AXIAL, Convention.RADIOLOGICAL, 0.8)
    assert looking.plane(1.0, BOX).pixel_mm == pytest.approx(0.8)
    assert looking.plane(0.5, BOX, 2.0).pixel_mm == pytest.approx(0.4)
    assert looking.plane(1.0, BOX, 2.0).pixel_mm == pytest.approx(0.5)


def test_that_a_box_outside_the_widget_costs_next_to_nothing():
    looking = frame(Orientation.AXIAL, Convention.RADIOLOGICAL)
    assert looking.plane(1.0, BOX + 1000).shape == (1, 1)


def test_that_a_head_of_1_mm_voxels_is_as_fine_as_can_be_seen_on_a_screen_of_twice_the_dots():
    head = np.array([[-90.0, -126, -72], [91, 91, 109]])
    looking = fitting_frame(Orientation.AXIAL, Convention.RADIOLOGICAL, head, (958, 538))
    plane = looking.plane(1.0, head, 2.0)
    assert plane.pixel_mm == pytest.approx(0.5)
    assert looking.plane(1.0, None, 2.0).pixel_mm > 0.6  # most of it would be air
    assert plane.shape[0] * plane.shape[1] <= MAXIMUM_PIXELS


@EVERY_WAY
@pytest.mark.parametrize("size", [(400, 300), (300, 400), (50, 2000)])
def test_that_a_fitting_frame_shows_the_whole_box_and_fills_the_widget(orientation, convention, size):
    box = np.array([[-90.0, -126, -72], [91, 91, 109]])
    looking = fitting_frame(orientation, convention, box, size)
    xs, ys = zip(*(looking.to_screen(corner) for corner in box), strict=True)
    assert min(xs) >= 0
    assert max(xs) <= size[0]
    assert min(ys) >= 0
    assert max(ys) <= size[1]
    share = max(abs(xs[1] - xs[0]) / size[0], abs(ys[1] - ys[0]) / size[1])
    assert 0.85 < share < 1
    right, down = screen_axes(orientation, convention)
    np.testing.assert_allclose(looking.to_screen(box.mean(axis=0)), (size[0] / 2, size[1] / 2), atol=1e-9)
    assert right @ down == 0


def test_that_a_box_without_extent_can_be_shown():
    looking = fitting_frame(Orientation.AXIAL, Convention.RADIOLOGICAL, np.zeros((2, 3)), (300, 200))
    assert looking.mm_per_pixel > 0
