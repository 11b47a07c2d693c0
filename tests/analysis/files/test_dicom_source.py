"""How the voxels of a grid are numbered in the scanner's own: turned and mirrored, but never moved."""

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.files.dicom_source import index_map, laid_out, series_on, turned_over
from analysis.grid import Grid


def grid(shape, *columns, at=(0, 0, 0)) -> Grid:
    """A grid whose axes lead along these directions in mm from a first voxel."""
    affine = np.eye(4)
    affine[:3, :3] = np.array(columns).T
    affine[:3, 3] = at
    return Grid(shape, affine)


UPRIGHT = grid((4, 3, 2), (2, 0, 0), (0, 3, 0), (0, 0, 5))
# the same voxels: first axis down (2 of 5 mm), second to the left (4 of 2 mm), third to the front (3 of 3 mm)
TURNED = grid((2, 4, 3), (0, 0, -5), (-2, 0, 0), (0, 3, 0), at=(6, 0, 5))


def test_that_the_same_voxels_in_another_order_are_known():
    order, steps, first = index_map(UPRIGHT, TURNED)
    assert order == (2, 0, 1)  # along the axes of the target run z, x and y
    assert steps.tolist() == [-1, -1, 1]
    assert first.tolist() == [1, 3, 0]


def test_that_each_value_stays_at_its_place_in_the_patient():
    values = np.arange(24, dtype=np.int16).reshape(4, 3, 2)
    laid = laid_out(values, UPRIGHT, TURNED)
    for ijk in np.ndindex(TURNED.shape):
        at = np.rint(UPRIGHT.to_ijk(TURNED.to_mm(np.array(ijk, dtype=float)))).astype(int)
        assert laid[ijk] == values[tuple(at)]
    np.testing.assert_array_equal(laid_out(laid, TURNED, UPRIGHT), values)


def test_that_a_part_of_the_grid_is_laid_where_it_belongs_and_a_value_is_never_lost():
    part = grid((2, 3, 2), (2, 0, 0), (0, 3, 0), (0, 0, 5), at=(4, 0, 0))  # the right half of it
    values = np.zeros(UPRIGHT.shape, dtype=np.uint8)
    values[3, 1, 1] = 7
    assert np.argwhere(laid_out(values, UPRIGHT, part)).tolist() == [[1, 1, 1]]
    assert laid_out(values[2:], part, UPRIGHT)[3, 1, 1] == 7
    values[0, 0, 0] = 1  # in the left half
    assert laid_out(values, UPRIGHT, part) is None


@pytest.mark.parametrize(
    "other",
    [
        grid((4, 3, 2), (2, 0, 0), (0, 3, 0), (0, 0, 5), at=(1, 0, 0)),  # moved by half a voxel
        grid((4, 3, 2), (2.2, 0, 0), (0, 3, 0), (0, 0, 5)),  # other voxels
        grid((4, 3, 2), (1.99, 0.2, 0), (-0.3, 2.98, 0), (0, 0, 5)),  # tilted
    ],
)
def test_that_another_lattice_has_no_place_for_it(other):
    assert index_map(UPRIGHT, other) is None
    assert laid_out(np.ones(UPRIGHT.shape), UPRIGHT, other) is None


def test_that_left_and_front_of_dicom_become_right_and_front():
    # LPS (10, 20, 30) is 10 mm to the left and 20 mm to the back: RAS (-10, -20, 30)
    lps = np.eye(4)
    lps[:3, 3] = 10, 20, 30
    ras = turned_over(lps)
    assert ras[:3, 3].tolist() == [-10, -20, 30]
    assert np.diag(ras).tolist() == [-1, -1, 1, 1]
    assert lps[0, 3] == 10
    np.testing.assert_array_equal(turned_over(ras), lps)


def test_that_a_folder_without_images_is_refused_in_words(tmp_path):
    (tmp_path / "note.txt").write_text("no image")
    with pytest.raises(InputError, match="no DICOM images"):
        series_on(tmp_path, UPRIGHT)
