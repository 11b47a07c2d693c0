import numpy as np
import pytest

from analysis.colour import ColourScale, two_sided
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Orientation
from gui.figures.slice_positions import covering_positions, even_positions, foreground_box_mm, visible_voxels

SCALE = two_sided(2, 5)
AFFINE = np.array([[-2.0, 0, 0, 39], [0, 2, 0, -50], [0, 0, 2, -30], [0, 0, 0, 1]])


def overlay(blobs):
    """Cubes of 3 voxels around voxels, with values, on a 2 mm grid whose first axis points to the left."""
    data = np.zeros((40, 50, 30), np.float32)
    for (i, j, k), value in blobs.items():
        data[i - 1 : i + 2, j - 1 : j + 2, k - 1 : k + 2] = 0.9 * value
        data[i, j, k] = value
    return Volume(Grid(data.shape, AFFINE), data)


@pytest.mark.parametrize("orientation", list(Orientation))
def test_that_every_cluster_is_cut_through_its_peak_where_there_are_enough_slices(orientation):
    blobs = {(5, 6, 4): 4.0, (20, 25, 15): -3.0, (33, 44, 26): 2.5}
    volume = overlay(blobs)
    positions = covering_positions(volume, SCALE, orientation, 3)
    peaks = sorted(float(volume.grid.to_mm(np.array(ijk))[orientation.value]) for ijk in blobs)
    assert positions == pytest.approx(peaks, abs=0.5)


def test_that_the_largest_cluster_is_cut_where_there_is_one_slice():
    volume = overlay({(5, 6, 4): 2.2, (20, 25, 15): 4.0, (20, 25, 17): 3.0})
    (position,) = covering_positions(volume, SCALE, Orientation.AXIAL, 1)
    assert position == volume.grid.to_mm(np.array([20, 25, 15]))[2]


def test_that_slices_left_over_are_spread_between_the_clusters():
    volume = overlay({(5, 6, 4): 4.0, (20, 25, 24): 3.0})
    positions = covering_positions(volume, SCALE, Orientation.AXIAL, 6)
    assert len(positions) == 6
    assert list(positions) == sorted(positions)
    assert min(np.diff(positions)) >= 3
    assert {float(volume.grid.to_mm(np.array(ijk))[2]) for ijk in ((5, 6, 4), (20, 25, 24))} <= set(positions)


def test_that_a_map_below_its_threshold_gives_no_position():
    assert covering_positions(overlay({(5, 6, 4): 1.5}), SCALE, Orientation.AXIAL, 6) == ()


def test_that_a_value_at_the_threshold_is_visible_and_no_value_is_not():
    data = np.array([[[2.0, -2.0, 1.99, np.nan]]], np.float32)
    assert visible_voxels(Volume(Grid((1, 1, 4), np.eye(4)), data), SCALE).ravel().tolist() == [
        True,
        True,
        False,
        False,
    ]


def test_that_even_positions_are_inside_their_range():
    assert even_positions(-10, 90, 4) == (10, 30, 50, 70)


def test_that_the_head_is_found_and_a_few_bright_voxels_of_air_are_not():
    data = np.zeros((40, 50, 30), np.float32)
    data[10:30, 15:35, 8:20] = 100
    data[0, 0, 0] = data[39, 49, 29] = 100
    volume = Volume(Grid(data.shape, AFFINE), data)
    box = foreground_box_mm(volume, ColourScale("gray", 0, 100))
    head = volume.grid.to_mm(np.array([[29, 15, 8], [10, 34, 19]]))
    assert np.abs(box - (head + np.array([[-5.0], [5.0]]))).max() < 1e-6
