"""The way of an ASL series to MNI space and back, and the tissue of its voxels."""

from types import SimpleNamespace

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.placement import in_mni_space, place_by_structure
from analysis.preprocess.transforms import LinearTransform

POINTS = np.array([[0.0, 0, 0], [10, -20, 30]])
T1_GRID = Grid((20, 20, 20), np.array([[2.0, 0, 0, -19], [0, 2, 0, -19], [0, 0, 2, -19], [0, 0, 0, 1]]))
MOVED = LinearTransform(np.array([[0.0, -1, 0, 5], [1, 0, 0, -3], [0, 0, 1, 8], [0, 0, 0, 1]]))  # T1 mm -> image mm


@pytest.fixture
def placed():
    gray = np.zeros(T1_GRID.shape)
    gray[10:] = 1.0  # where x of the T1 is above 0
    tissues = SimpleNamespace(gray=Volume(T1_GRID, gray, "gray"), white=Volume(T1_GRID, 1 - gray, "white"))
    normalisation = SimpleNamespace(to_mni=lambda p: 2 * p, from_mni=lambda p: p / 2, correlation=0.93)
    structure = SimpleNamespace(tissues=tissues, normalisation=normalisation)
    found = SimpleNamespace(transform=MOVED, overlap=0.91)
    grid = Grid((8, 8, 8), np.array([[3.0, 0, 0, -5], [0, 3, 0, -13], [0, 0, 3, -2], [0, 0, 0, 1]]))
    return place_by_structure(Volume(grid, np.ones(grid.shape)), structure, found)


def test_that_a_series_in_mni_space_stays_where_it_is():
    there = in_mni_space()
    np.testing.assert_array_equal(there.to_mni(POINTS), POINTS)
    np.testing.assert_array_equal(there.from_mni(POINTS), POINTS)
    assert (there.gray, there.white) == (None, None)


def test_that_points_go_through_the_t1_both_ways(placed):
    """MNI (0, 0, 0) and (20, -40, 60) are (0, 0, 0) and (10, -20, 30) in the T1; then a quarter turn and a shift."""
    np.testing.assert_allclose(placed.from_mni(2 * POINTS), [[5, -3, 8], [25, 7, 38]])
    np.testing.assert_allclose(placed.to_mni(placed.from_mni(POINTS)), POINTS, atol=1e-12)


def test_that_tissue_comes_to_the_voxels_that_lie_in_it(placed):
    """x of the T1 above 0 is y of the image above -3: the turn would be lost if headers alone brought the tissue."""
    y = placed.gray.grid.to_mm(np.moveaxis(np.indices(placed.gray.grid.shape), 0, -1).reshape(-1, 3))[:, 1]
    gray, white = placed.gray.data.ravel(), placed.white.data.ravel()
    assert (gray[y > -1] > 0.99).all()
    assert (gray[y < -5] < 0.01).all()
    np.testing.assert_allclose(gray + white, 1.0, atol=1e-5)
    assert placed.words == "through the T1 (overlap of the brains 91%, template r 0.93)"
