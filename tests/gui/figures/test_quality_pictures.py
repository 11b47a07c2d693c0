"""Outlines are where the border is, and left is left."""

import numpy as np
import pytest

from analysis.colour import ColourScale
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Convention, Orientation, anatomical_plane
from analysis.sampling import on_plane
from gui.figures.quality_pictures import (
    Cuts,
    Outline,
    Shown,
    border,
    checkerboard,
    cut,
    cuts_around,
    mni_cuts,
    outlined,
)
from tests.orientations import ORIENTATIONS, oriented_grid

RED = (255, 0, 0)
GRAY = ColourScale("gray", 0, 1)


def ball_on_the_right(convention, pixel_mm=1.0):
    """A cube of 10 mm around x = +20 mm, and its slices."""
    grid = Grid((61, 61, 61), np.array([[1.0, 0, 0, -30], [0, 1, 0, -30], [0, 0, 1, -30], [0, 0, 0, 1]]))
    data = np.zeros(grid.shape)
    data[45:56, 25:36, 25:36] = 1  # centres at 15 to 25, -5 to 5, -5 to 5 mm
    volume = Volume(grid, data)
    field = np.array([[-30.0, -30, -30], [30, 30, 30]])
    cuts = Cuts(field, {Orientation.AXIAL: (0.0,), Orientation.CORONAL: (0.0,)}, convention, pixel_mm)
    slices = outlined(cut(Shown(volume, GRAY), cuts), [Outline(volume, 0.5, RED, "cube")])
    return volume, slices


def reds(one):
    return np.argwhere((one.colours == RED).all(axis=2))


@pytest.mark.parametrize("convention", list(Convention))
def test_that_an_outline_lies_on_the_border_and_on_the_patients_right(convention):
    _, slices = ball_on_the_right(convention)
    for one in slices:
        places = np.array([one.plane.to_mm(column, row) for row, column in reds(one)])
        assert len(places)
        assert (places[:, 0] > 10).all()  # the patient's right, whatever side of the screen
        # the border is at 14.5 and 25.5 mm: the pixels on either side of it are within one pixel of 1 mm
        distance = np.minimum(np.abs(places[:, 0] - 14.5), np.abs(places[:, 0] - 25.5))
        other = next(axis for axis in (1, 2) if axis != one.orientation.value)
        across = np.abs(np.abs(places[:, other]) - 5.5)
        assert np.minimum(distance, across).max() <= 1.0
        assert not (one.colours[place_of(one, [20, 0, 0])] == RED).all()
        columns = reds(one)[:, 1]
        middle = one.plane.shape[1] / 2
        on_left_of_screen = convention is Convention.RADIOLOGICAL
        assert (columns < middle).all() if on_left_of_screen else (columns > middle).all()
        assert one.plane.edge_letters()[0] == ("R" if on_left_of_screen else "L")


def place_of(one, xyz_mm):
    column, row = one.plane.to_pixel(np.array(xyz_mm))
    return round(row), round(column)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("convention", list(Convention))
def test_that_pixels_have_the_values_of_the_plane_however_the_file_is_stored(orientation, convention):
    grid = oriented_grid(orientation, (14, 15, 16))
    volume = Volume(grid, np.random.default_rng(0).random(grid.shape))
    at = Orientation.AXIAL
    cuts = Cuts(np.array([[-20.0, -22, -24], [22, 21, 20]]), {at: (3.0,)}, convention, 1.3)
    (made,) = cut(Shown(volume, GRAY), cuts)
    plane = anatomical_plane(at, convention, np.array([1.0, -0.5, 3.0]), (42, 43), 1.3)
    values = on_plane(volume, plane)
    expected = np.where(np.isfinite(values), np.clip(values * 256, 0, 255), 0)
    assert np.abs(made.colours[..., 0] - expected).max() <= 1.01


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_that_the_outline_of_what_is_on_the_right_stays_on_the_right_however_the_file_is_stored(orientation):
    grid = oriented_grid(orientation, (30, 31, 32), (2.0, 2.0, 2.0), (0.0, 0.0, 0.0))
    points = grid.to_mm(np.argwhere(np.ones(grid.shape)))
    data = (np.linalg.norm(points - [16.0, 0, 0], axis=1) < 8).reshape(grid.shape)
    volume = Volume(grid, data)
    cuts = Cuts(np.array([[-30.0] * 3, [30.0] * 3]), {Orientation.AXIAL: (0.0,)}, Convention.RADIOLOGICAL, 1.0)
    (one,) = outlined(cut(Shown(volume, GRAY), cuts), [Outline(volume, 0.5, RED, "ball")])
    places = np.array([one.plane.to_mm(column, row) for row, column in reds(one)])
    assert np.abs(np.linalg.norm(places - [16.0, 0, 0], axis=1) - 8).max() < 2.5  # a voxel and a pixel
    assert (reds(one)[:, 1] < one.plane.shape[1] / 2).all()  # the patient's right is at the left


def test_that_a_border_is_one_pixel_on_either_side():
    values = np.zeros((7, 7))
    values[2:5, 2:5] = 1
    found = border(values, 0.5)
    assert found[1, 2:5].all()
    assert found[2, 2:5].all()
    assert not found[3, 3]
    assert not found[0].any()
    assert not border(np.full((3, 3), np.nan), 0.5).any()
    assert not border(np.ones((3, 3)), 0.5).any()  # the edge of the picture is no border


def test_that_squares_show_one_image_and_the_other_in_turn():
    volume, _ = ball_on_the_right(Convention.RADIOLOGICAL)
    cuts = Cuts(np.array([[-30.0, -30, -30], [30, 30, 30]]), {Orientation.AXIAL: (0.0,)}, Convention.RADIOLOGICAL, 1.0)
    dark = cut(Shown(Volume(volume.grid, np.zeros(volume.grid.shape)), GRAY), cuts)
    bright = cut(Shown(Volume(volume.grid, np.ones(volume.grid.shape)), GRAY), cuts)
    (made,) = checkerboard(dark, bright, 10.0)
    level = made.colours[..., 0]
    assert level[0, 0] == 0
    assert level[0, 9] == 0
    assert level[0, 10] == 255
    assert level[10, 0] == 255
    assert level[10, 10] == 0


def test_that_cuts_are_within_the_box_and_show_it_with_a_rim():
    cuts = cuts_around(np.array([[-70.0, -90, -50], [70, 80, 85]]), Convention.RADIOLOGICAL, n=3)
    assert cuts.positions_mm[Orientation.SAGITTAL] == (-35.0, 0.0, 35.0)
    assert cuts.field_mm[0].tolist() == [-82, -102, -62]
    assert len(mni_cuts(Convention.RADIOLOGICAL).positions_mm[Orientation.AXIAL]) == 7
