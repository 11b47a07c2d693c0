"""Values of mask voxels become a map in the order of the grid, without a value elsewhere."""

import numpy as np

from analysis.grid import Grid
from analysis.image import Mask
from analysis.perfusion.maps import map_in_mask
from analysis.provenance import Provenance


def test_that_values_lie_in_the_voxels_they_are_of_and_nan_outside():
    grid = Grid((2, 3, 2), np.diag([-2.0, 2.0, 2.0, 1.0]))
    inside = np.zeros(grid.shape, dtype=bool)
    inside[0, 2, 1] = inside[1, 0, 0] = inside[1, 0, 1] = True
    found = map_in_mask(Mask(grid, inside), Provenance("test"), "cbf", np.array([10.0, 20, 30]), "CBF", "mL/100g/min")
    assert (found.volume.data[0, 2, 1], found.volume.data[1, 0, 0], found.volume.data[1, 0, 1]) == (10, 20, 30)
    assert np.isnan(found.volume.data[~inside]).all()
    assert (found.statistic, found.volume.unit, found.volume.name) == ("cbf", "mL/100g/min", "CBF")
    assert found.volume.grid is grid
