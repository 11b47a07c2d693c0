import numpy as np

from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.tissue_fraction import fraction_on

FINE = Grid((16, 16, 16), np.array([[1, 0, 0, 0.5], [0, 1, 0, 0.5], [0, 0, 1, 0.5], [0, 0, 0, 1.0]]))
COARSE = Grid((4, 4, 4), np.array([[-4, 0, 0, 14], [0, 4, 0, 2], [0, 0, 4, 2], [0, 0, 0, 1.0]]))


def test_that_the_fraction_is_the_mean_over_the_voxel_not_the_value_at_its_centre() -> None:
    # Millimetres 0 to 4 of x hold tissue from 1 mm on, so the voxel there is three quarters full by hand; linear
    # interpolation between voxel centres blurs the edge alike on both sides.
    data = np.zeros(FINE.shape)
    data[1:4] = 1.0
    found = fraction_on(Volume(FINE, data), COARSE).data
    np.testing.assert_allclose(found[3], 0.75, atol=0.03)  # the first axis points to the left
    np.testing.assert_allclose(found[0], 0.0, atol=1e-6)


def test_that_an_even_map_stays_even() -> None:
    np.testing.assert_allclose(fraction_on(Volume(FINE, np.full(FINE.shape, 0.4)), COARSE).data, 0.4, atol=1e-6)


def test_that_a_map_on_the_grid_is_taken_as_it_is() -> None:
    volume = Volume(COARSE, np.full(COARSE.shape, 0.4))
    assert fraction_on(volume, COARSE) is volume


def test_that_where_the_map_does_not_reach_nothing_is_known() -> None:
    beyond = Grid((4, 4, 8), COARSE.affine)
    found = fraction_on(Volume(FINE, np.ones(FINE.shape)), beyond).data
    assert np.isnan(found[..., 5:]).all()
    np.testing.assert_allclose(found[..., :4], 1.0, atol=1e-6)
