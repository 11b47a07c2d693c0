import numpy as np
import pytest

from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.deviation import deviation_from
from tests.analysis.perfusion.made_asl import GRID, volume, whole


def test_that_z_is_the_difference_over_the_sd() -> None:
    """(40 - 55) / 6 = -2.5."""
    found = deviation_from(volume(40.0), volume(55.0), volume(6.0), whole(), relative=False)
    np.testing.assert_allclose(found.volume.data, -2.5)


def test_that_the_relative_map_is_divided_by_its_own_mean() -> None:
    values = np.linspace(20, 80, GRID.n_voxels).reshape(GRID.shape)
    found = deviation_from(volume(3 * values), volume(1.0), volume(0.1), whole())
    np.testing.assert_allclose(found.volume.data, (values / 50 - 1) / 0.1, atol=1e-4)


def test_that_a_voxel_without_spread_has_no_z_and_unfit_images_are_refused() -> None:
    sd = np.full(GRID.shape, 5.0)
    sd[0, 0, 0] = 0
    assert np.isnan(deviation_from(volume(40.0), volume(50.0), volume(sd), whole()).volume.data[0, 0, 0])
    with pytest.raises(DataError):
        deviation_from(volume(40.0), volume(50.0), volume(0.0), whole())
    other = Grid(GRID.shape, GRID.affine @ np.diag([-1, 1, 1, 1]))
    with pytest.raises(GeometryError):
        deviation_from(volume(40.0), Volume(other, np.ones(GRID.shape)), volume(5.0), whole())
