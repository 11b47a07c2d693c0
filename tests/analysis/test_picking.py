"""What is seen at a pixel is what a click there finds, with either painter; and right is where its letter is."""

from collections.abc import Callable

import numpy as np
import pytest

from analysis.colour import ColourScale, composite
from analysis.compositor import PaintLayer, paint
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Convention, Orientation, Plane, anatomical_plane
from analysis.sampling import Interpolation, on_plane
from tests.orientations import ORIENTATIONS, oriented_grid

SCALE = ColourScale("gray", 0, 1)
Painter = Callable[[Volume, Plane, Interpolation], np.ndarray]


def with_numpy(volume: Volume, plane: Plane, way: Interpolation) -> np.ndarray:
    return composite([(on_plane(volume, plane, way), SCALE)], (0, 0, 0))[..., 0].astype(int)


def compiled(volume: Volume, plane: Plane, way: Interpolation) -> np.ndarray:
    return (paint([PaintLayer(volume, SCALE, way)], plane) & 255).astype(int)


PAINTERS = pytest.mark.parametrize("painter", [with_numpy, compiled])


def one_bright(grid: Grid, ijk: tuple[int, int, int]) -> Volume:
    data = np.zeros(grid.shape, dtype=np.float32)
    data[ijk] = 1
    return Volume(grid, data)


def picked(grid: Grid, plane: Plane) -> list[list[tuple[int, int, int] | None]]:
    rows, columns = plane.shape
    return [[grid.voxel_at(plane.to_mm(column, row)) for column in range(columns)] for row in range(rows)]


def assert_drawn_is_picked(painter: Painter, grid: Grid, ijk: tuple[int, int, int], plane: Plane) -> None:
    bright = painter(one_bright(grid, ijk), plane, Interpolation.NEAREST) == 255
    assert bright.any()
    np.testing.assert_array_equal(bright, [[voxel == ijk for voxel in row] for row in picked(grid, plane)])


@PAINTERS
@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_pixels_of_a_voxel_are_those_that_pick_it(name, orientation, painter):
    grid = oriented_grid(name)
    for ijk, convention in (((1, 2, 4), Convention.RADIOLOGICAL), ((4, 0, 6), Convention.NEUROLOGICAL)):
        plane = anatomical_plane(orientation, convention, grid.to_mm(np.array(ijk)), (13.0, 11.0), 0.7)
        assert_drawn_is_picked(painter, grid, ijk, plane)


@PAINTERS
@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_pixels_exactly_on_the_faces_of_voxels_are_picked_as_drawn(name, orientation, painter):
    # Pixels of half a voxel whose centres fall on centres and on faces, but for rounding.
    grid = oriented_grid(name, voxel_mm=(2.2, 2.2, 2.2))
    plane = anatomical_plane(orientation, Convention.RADIOLOGICAL, grid.to_mm(np.array([2, 3, 3])), (9.9, 9.9), 1.1)
    assert_drawn_is_picked(painter, grid, (2, 3, 3), plane)
    on_the_face = Plane(plane.origin_mm + grid.affine[:3, :3] @ (0.5, 0.5, 0.5), plane.right_mm, plane.down_mm, (9, 9))
    assert_drawn_is_picked(painter, grid, (3, 4, 4), on_the_face)


def blob(grid: Grid, centre_mm: np.ndarray, radius_mm: float) -> Volume:
    ijk = np.stack(np.meshgrid(*map(np.arange, grid.shape), indexing="ij"), axis=-1)
    distance = np.linalg.norm(grid.to_mm(ijk) - centre_mm, axis=-1)
    return Volume(grid, (distance < radius_mm).astype(np.float32))


# Which side of the screen (x: -1 left, +1 right; y: -1 top, +1 bottom) shows a place 12 mm from the centre towards
# the patient's right, front and top.
SIDES = {
    (Orientation.AXIAL, Convention.RADIOLOGICAL): {"R": (-1, 0), "A": (0, -1)},
    (Orientation.AXIAL, Convention.NEUROLOGICAL): {"R": (1, 0), "A": (0, -1)},
    (Orientation.CORONAL, Convention.RADIOLOGICAL): {"R": (-1, 0), "S": (0, -1)},
    (Orientation.CORONAL, Convention.NEUROLOGICAL): {"R": (1, 0), "S": (0, -1)},
    (Orientation.SAGITTAL, Convention.RADIOLOGICAL): {"A": (-1, 0), "S": (0, -1)},
    (Orientation.SAGITTAL, Convention.NEUROLOGICAL): {"A": (-1, 0), "S": (0, -1)},
}
TOWARDS = {"R": (12.0, 0, 0), "A": (0, 12.0, 0), "S": (0, 0, 12.0)}


@PAINTERS
@pytest.mark.parametrize("way", Interpolation)
@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_what_is_at_the_patients_right_is_on_the_side_whose_letter_is_r(name, way, painter):
    grid = oriented_grid(name, shape=(20, 21, 22), voxel_mm=(2.2, 2.0, 1.9))
    for letter, offset_mm in TOWARDS.items():
        volume = blob(grid, grid.centre_mm + offset_mm, 4.0)
        for (orientation, convention), sides in SIDES.items():
            if letter not in sides:
                continue
            plane = anatomical_plane(orientation, convention, grid.centre_mm, (40.0, 40.0), 1.0)
            bright = painter(volume, plane, way) > 127
            assert bright.any()
            place = np.argwhere(bright).mean(axis=0)[::-1] - 19.5  # column, row from the middle
            np.testing.assert_allclose(place, np.multiply(sides[letter], 12), atol=1)
            left, right, top, bottom = plane.edge_letters()
            assert letter == {(-1, 0): left, (1, 0): right, (0, -1): top, (0, 1): bottom}[sides[letter]]
