import numpy as np
import pytest

from analysis.colour import ColourScale, one_sided, two_sided
from analysis.image import Volume
from analysis.plane import Orientation
from gui.scene3d.painting import blob_colour, cutting_plane, plane_picture, surface_colours, thresholds
from gui.session import Layer, LayerDisplay, Role
from tests.gui.scene3d.conftest import ball
from tests.orientations import ORIENTATIONS, oriented_grid

BOX = np.array([[-60.0, -90.0, -40.0], [62.0, 70.0, 80.0]])


@pytest.mark.parametrize("orientation", Orientation)
def test_that_a_cutting_plane_goes_through_the_cursor_and_covers_the_box(orientation):
    cursor = np.array([11.0, -22.0, 33.0])
    plane = cutting_plane(orientation, cursor, BOX)
    rows, columns = plane.shape
    corners = np.array([plane.to_mm(c, r) for c in (-0.5, columns - 0.5) for r in (-0.5, rows - 0.5)])
    axis = orientation.value
    np.testing.assert_allclose(corners[:, axis], cursor[axis])
    others = [a for a in range(3) if a != axis]
    np.testing.assert_allclose(corners.min(axis=0)[others], BOX[0][others], atol=0.51)
    np.testing.assert_allclose(corners.max(axis=0)[others], BOX[1][others], atol=0.51)


def layer_of(volume: Volume) -> Layer:
    return Layer(1, "made", volume, Role.UNDERLAY, LayerDisplay(ColourScale("gray", 0, 100)))


def test_that_a_plane_is_open_outside_the_brain_and_shows_the_layers_inside():
    grid = oriented_grid("LPS", (30, 30, 30), (4.0, 4.0, 4.0), (0, 0, 0))
    ijk = np.stack(np.meshgrid(*[np.arange(30)] * 3, indexing="ij"), axis=-1)
    distance = np.linalg.norm(grid.to_mm(ijk), axis=-1)
    image, brain = Volume(grid, np.full(grid.shape, 100.0)), Volume(grid, distance < 40)
    plane = cutting_plane(Orientation.AXIAL, np.zeros(3), np.array([[-60.0] * 3, [60.0] * 3]))
    picture = plane_picture([layer_of(image)], 0, plane, brain)
    column, row = (round(v) for v in plane.to_pixel(np.array([0.0, 0.0, 0.0])))
    assert picture[row, column].tolist() == [255, 255, 255, 255]
    column, row = (round(v) for v in plane.to_pixel(np.array([50.0, 0.0, 0.0])))
    assert picture[row, column, 3] == 0


def test_that_without_a_brain_the_air_is_open_and_dark_parts_inside_are_not():
    grid = oriented_grid("RAS", (30, 30, 30), (4.0, 4.0, 4.0), (0, 0, 0))
    ijk = np.stack(np.meshgrid(*[np.arange(30)] * 3, indexing="ij"), axis=-1)
    distance = np.linalg.norm(grid.to_mm(ijk), axis=-1)
    image = Volume(grid, np.where((distance < 50) & (distance > 15), 80.0, 0.0))
    plane = cutting_plane(Orientation.CORONAL, np.zeros(3), np.array([[-60.0] * 3, [60.0] * 3]))
    alpha = plane_picture([layer_of(image)], 0, plane, None)[..., 3]
    assert alpha[60, 60] == 255  # a ventricle
    assert alpha[2, 2] == 0  # air


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_surface_has_the_colour_of_the_voxels_just_under_it(name):
    grid = oriented_grid(name, (30, 30, 30), (4.0, 4.0, 4.0), (0, 0, 0))
    ijk = np.stack(np.meshgrid(*[np.arange(30)] * 3, indexing="ij"), axis=-1)
    xyz = grid.to_mm(ijk)
    data = np.where(xyz[..., 0] > 10, 5.0, np.where(xyz[..., 0] < -10, -5.0, 1.0))
    mesh = ball((0, 0, 0), 40)
    colours = surface_colours(mesh, [(Volume(grid, data), two_sided(3.0, 6.0))])
    x = mesh.points_mm[:, 0]
    assert (colours[x > 20, 3] == 255).all()
    assert (colours[x > 20, 0] > colours[x > 20, 2]).all()  # cold_hot: positive is warm
    assert (colours[x < -20, 2] > colours[x < -20, 0]).all()
    assert (colours[np.abs(x) < 4, 3] == 0).all()


def test_that_no_value_has_no_colour():
    grid = oriented_grid("RAS", (30, 30, 30), (4.0, 4.0, 4.0), (0, 0, 0))
    data = np.full(grid.shape, np.nan)
    assert (surface_colours(ball((0, 0, 0), 40), [(Volume(grid, data), two_sided(3.0, 6.0))])[:, 3] == 0).all()


def test_that_thresholds_are_those_of_the_colour_scale():
    assert thresholds(two_sided(2.5, 6.0)) == (2.5, -2.5)
    assert thresholds(one_sided(2.5, 0.0, 6.0)) == (2.5, None)
    assert thresholds(ColourScale("gray", 0, 1)) == (None, None)


def test_that_blobs_of_both_signs_have_colours_from_their_own_end():
    scale = two_sided(2.0, 6.0)
    red, _, blue = blob_colour(scale, 2.0, positive=True)
    assert red > blue
    red, _, blue = blob_colour(scale, -2.0, positive=False)
    assert blue > red
