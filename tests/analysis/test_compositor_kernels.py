"""The compiled loops, pixel by pixel, against colours that were calculated by hand."""

import numpy as np
import pytest

from analysis.compositor_kernels import pack, paint_labels, paint_linear, paint_nearest

GRAYS = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
SHAPE = (2, 2, 1)
VALUES = np.array([0, 100, 200, 50], dtype=np.float32)  # (0, 0), (1, 0), (0, 1), (1, 1): i fastest
OPAQUE = tuple(np.float32(v) for v in (0, 1, 0, 0, 1, 1))  # entry = value, no gap, shown whole


def matrix(step: float, start: float = 0.0) -> np.ndarray:
    """From (column, row, 1) to voxels: column along i, row along j."""
    return np.array([[step, 0, start], [0, step, start], [0, 0, 0]], dtype=np.float64)


def painted(kernel, values, to_voxel, size, scale=OPAQUE, under=7.0):
    picture = np.full((3, *size), under, dtype=np.float32)
    kernel(values, SHAPE, to_voxel, GRAYS, scale, picture)
    assert (picture[0] == picture[1]).all()
    assert (picture[0] == picture[2]).all()
    return picture[0]


def test_that_each_pixel_shows_the_voxel_that_holds_it():
    seen = painted(paint_nearest, VALUES, matrix(0.5, -0.25), (4, 4))  # at -0.25, 0.25, 0.75 and 1.25
    assert seen.tolist() == [[0, 0, 100, 100], [0, 0, 100, 100], [200, 200, 50, 50], [200, 200, 50, 50]]


@pytest.mark.parametrize("kernel", [paint_nearest, paint_linear])
def test_that_pixels_outside_the_volume_keep_what_is_under_them(kernel):
    seen = painted(kernel, VALUES, matrix(1, -1), (4, 4))  # at -1, 0, 1 and 2
    assert seen.tolist() == [[7, 7, 7, 7], [7, 0, 100, 7], [7, 200, 50, 7], [7, 7, 7, 7]]


def test_that_between_voxels_the_value_is_their_weighted_mean():
    seen = painted(paint_linear, VALUES, matrix(0.5), (3, 3))
    # entries are whole, cut off: (0 + 100) / 2 = 50, (100 + 50) / 2 = 75, (0 + 100 + 200 + 50) / 4 = 87.5 -> 87
    assert seen[:2, :2] == pytest.approx(np.array([[0, 50], [100, 87]]), abs=1e-3)
    assert seen[1, 2] == pytest.approx(75, abs=1e-3)


def test_that_a_voxel_without_a_value_is_left_out_and_pulls_no_neighbour_down():
    holed = VALUES.copy()
    holed[1] = np.nan
    assert painted(paint_nearest, holed, matrix(1), (2, 2)).tolist() == [[0, 7], [200, 50]]
    beside = painted(paint_linear, holed, np.array([[1, 0, 0.4], [0, 1, 1e-12], [0, 0, 0]]), (1, 1))
    assert beside[0, 0] == 0  # its own value; the neighbour's weight of 0.4 is given to the others


def test_that_opacity_and_the_gap_of_a_threshold_weigh_the_colours():
    half = tuple(np.float32(v) for v in (0, 1, -60, 60, 0.5, 0.25))  # within -60 to 60 a quarter is shown
    seen = painted(paint_nearest, VALUES, matrix(1), (2, 2), half, under=20.0)
    # 20 + (0 - 20) / 4, 20 + (100 - 20) / 2, 20 + (200 - 20) / 2, 20 + (50 - 20) / 4
    assert seen.tolist() == [[15, 60], [110, 27.5]]


def test_that_values_beyond_the_window_take_the_ends_of_the_table():
    window = tuple(np.float32(v) for v in (50, 255 / 100, 0, 0, 1, 1))  # from 50 to 150
    assert painted(paint_nearest, VALUES, matrix(1), (2, 2), window).tolist() == [[0, 127], [255, 0]]


def test_that_a_picture_is_packed_as_red_green_blue_rounded():
    picture = np.array([[[1.4, 255.0]], [[2.6, 0.0]], [[3.5, 127.49]]], dtype=np.float32)
    out = np.zeros((1, 2), dtype=np.uint32)
    pack(picture, out)
    assert [hex(pixel) for pixel in out[0]] == ["0xff010304", "0xffff007f"]


def test_that_a_region_has_its_rim_and_its_inside_and_hides_nothing_else():
    labels = np.zeros((5, 5), dtype=np.uint16)
    labels[1:4, 1:4] = 1
    labels[0, 0] = 9  # a label without a colour
    table = np.zeros((2, 5), dtype=np.uint8)
    table[1] = 255, 0, 0, 51, 255  # red; a fifth inside, whole at the rim
    pixels = np.full((5, 5), 0xFF000064, dtype=np.uint32)
    seen = np.empty((5, 5), dtype=np.uint16)
    paint_labels(labels.ravel(order="F"), (5, 5, 1), matrix(1), table, seen, pixels)
    np.testing.assert_array_equal(seen, labels.T)
    assert hex(pixels[1, 1]) == "0xffff0000"
    # inside: red 255 / 5 = 51 = 0x33, blue 100 * 4 / 5 = 80 = 0x50
    assert hex(pixels[2, 2]) == "0xff330050"
    assert {hex(pixels[0, 0]), hex(pixels[4, 4]), hex(pixels[0, 2])} == {"0xff000064"}
