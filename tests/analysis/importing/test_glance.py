"""Three slices: what is at the patient's right is at the left of the picture, whatever the order of the axes."""

from itertools import permutations, product

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.image import Volume
from analysis.importing.glance import glance_at
from analysis.plane import Orientation

CORNERS = [(order, flips) for order in permutations(range(3)) for flips in product((1, -1), repeat=3)]


def head(order: tuple[int, ...], flips: tuple[int, ...]) -> Volume:
    """A box of 40 mm whose bright spots are at the patient's right, front and top."""
    affine = np.zeros((4, 4))
    for axis, (world, sign) in enumerate(zip(order, flips, strict=True)):
        affine[world, axis] = 4.0 * sign
        affine[world, 3] = -18.0 * sign
    affine[3, 3] = 1
    grid = Grid((10, 10, 10), affine)
    ijk = np.stack(np.meshgrid(*[np.arange(10)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    xyz = grid.to_mm(ijk)
    values = 10.0 + 5 * (xyz[:, 0] > 8) + 10 * (xyz[:, 1] > 8) + 20 * (xyz[:, 2] > 8)
    return Volume(grid, values.reshape(10, 10, 10).astype(np.float32))


@pytest.mark.parametrize(("order", "flips"), CORNERS)
def test_that_right_is_left_in_the_picture_and_the_letters_say_so(order, flips):
    axial, coronal, sagittal = glance_at(head(order, flips), 40).slices
    assert [s.orientation for s in (axial, coronal, sagittal)] == [
        Orientation.AXIAL, Orientation.CORONAL, Orientation.SAGITTAL,
    ]  # fmt: skip
    assert axial.letters == ("R", "L", "A", "P")
    assert coronal.letters == ("R", "L", "S", "I")
    assert sagittal.letters == ("A", "P", "S", "I")
    for picture in (axial.pixels, coronal.pixels):
        assert picture[20:, :8].mean() > picture[20:, -8:].mean() + 5  # the right side is the brighter one
    assert axial.pixels[:8].mean() > axial.pixels[-8:].mean() + 20
    assert sagittal.pixels[:8].mean() > sagittal.pixels[-8:].mean() + 40


def test_that_the_longer_edge_has_the_wanted_pixels_and_nan_is_black():
    volume = head((0, 1, 2), (1, 1, 1))
    data = volume.data.copy()
    data[:, :, :5] = np.nan
    picture = glance_at(Volume(volume.grid, data), 64).slices[1].pixels
    assert picture.shape == (64, 64)
    assert picture.dtype == np.uint8
    assert (picture[40:] == 0).all()
