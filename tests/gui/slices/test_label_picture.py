"""Regions over a slice: the fast and the slow picture agree, and a region has the colour it says, with a firm rim."""

import numpy as np
import pytest

from analysis.labels.label_map import LabelMap, Region
from analysis.plane import Convention, Orientation, anatomical_plane
from gui.slices import painter
from gui.slices.label_picture import SeenLabels, colour_table, paint_over
from tests.gui.made_scans import grid
from tests.orientations import oriented_grid


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("name", ["RAS", "LPI", "SRP", "oblique"])
def test_that_the_fast_and_the_slow_picture_agree(name, orientation):
    on = oriented_grid(name, (9, 9, 9))
    labels = LabelMap(on, np.random.default_rng(2).integers(0, 5, on.shape))
    labels.change_region(3, visible=False)
    plane = anatomical_plane(orientation, Convention.RADIOLOGICAL, np.array([0.3, 0.2, -0.1]), (24, 20), 0.31)
    under = np.random.default_rng(3).integers(0, 1 << 24, plane.shape).astype(np.uint32) | np.uint32(0xFF000000)
    painter.load_compositor()
    pictures = []
    for compiled in (True, False):
        pixels = under.copy()
        paint_over(pixels, [SeenLabels(labels, on, 0.4)], plane, compiled=compiled)
        pictures.append(pixels)
    assert (pictures[0] != under).mean() > 0.3
    np.testing.assert_array_equal(*pictures)


def test_that_the_inside_is_mixed_by_the_opacity_and_the_rim_is_firmer():
    on = grid((9, 9, 9), 1.0)
    data = np.zeros(on.shape, dtype=int)
    data[2:7, 2:7, 2:7] = 1
    labels = LabelMap(on, data, [Region(1, "red", (255, 0, 0))])
    plane = anatomical_plane(Orientation.AXIAL, Convention.NEUROLOGICAL, np.zeros(3), (9, 9), 1.0)
    pixels = np.full(plane.shape, 0xFF000000, dtype=np.uint32)
    paint_over(pixels, [SeenLabels(labels, on, 0.4)], plane, compiled=False)
    assert pixels[4, 4] == 0xFF000000 | 102 << 16  # 0.4 of 255
    assert pixels[2, 2] == 0xFF000000 | 204 << 16  # 0.8 of 255
    assert pixels[1, 1] == 0xFF000000


def test_that_hidden_regions_have_no_colour_and_no_opacity_means_none():
    labels = LabelMap(grid(), regions=[Region(1, "a", (9, 8, 7)), Region(2, "b", (1, 2, 3), visible=False)])
    np.testing.assert_array_equal(colour_table(labels, 0.5)[:, :3], [[0, 0, 0], [9, 8, 7], [0, 0, 0]])
    assert not colour_table(labels, 0.0)[:, 3:].any()


def test_that_regions_of_another_space_are_outlined_and_not_filled():
    on = grid((9, 9, 9), 1.0)
    data = np.zeros(on.shape, dtype=np.uint16, order="F")
    data[2:7, 2:7, 2:7] = 1
    drawn = LabelMap(grid((4, 4, 4), 1.0), None, [Region(1, "red", (255, 0, 0))])
    plane = anatomical_plane(Orientation.AXIAL, Convention.NEUROLOGICAL, np.zeros(3), (9, 9), 1.0)
    pixels = np.full(plane.shape, 0xFF000000, dtype=np.uint32)
    paint_over(pixels, [SeenLabels(drawn, on, 0.4, data)], plane, compiled=False)
    red = pixels == 0xFFFF0000
    assert red.sum() == 16  # the rim of 5 x 5
    assert (pixels[~red] == 0xFF000000).all()
    paint_over(hidden := pixels.copy(), [SeenLabels(drawn, on, 0.0, data)], plane, compiled=False)
    np.testing.assert_array_equal(hidden, pixels)
