import numpy as np
import pytest
from scipy import ndimage

from analysis.errors import GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.labels.growing import GrowOptions, grow

SHAPE = (24, 22, 20)
GRID = Grid(SHAPE, np.array([[1.5, 0.2, 0, -10], [0, 2.0, 0, -20], [0, 0, 2.5, -30], [0, 0, 0, 1.0]]))


def noise(seed=0):
    field = ndimage.gaussian_filter(np.random.default_rng(seed).standard_normal(SHAPE), 1.2)
    field[3, 3, 3] = np.nan
    return Volume(GRID, field)


@pytest.mark.parametrize("connectivity", [6, 18, 26])
def test_that_growing_finds_the_connected_component_that_scipy_labels(connectivity):
    volume = noise()
    start = tuple(int(n) for n in np.unravel_index(np.nanargmax(volume.data), SHAPE))
    found = grow(volume, start, GrowOptions(0.0, 99.0, radius_mm=500.0, connectivity=connectivity)).on(GRID)
    structure = ndimage.generate_binary_structure(3, {6: 1, 18: 2, 26: 3}[connectivity])
    components, _ = ndimage.label(np.nan_to_num(volume.data, nan=-1) >= 0, structure)
    np.testing.assert_array_equal(found, components == components[start])


def test_that_a_region_stays_within_its_radius_and_its_mask():
    volume = Volume(GRID, np.ones(SHAPE))
    start = (12, 10, 9)
    distance = np.linalg.norm(GRID.to_mm(np.moveaxis(np.indices(SHAPE), 0, -1)) - GRID.to_mm(np.array(start)), axis=-1)
    half = np.zeros(SHAPE, dtype=bool)
    half[:14] = True
    found = grow(volume, start, GrowOptions(0.5, 1.5, radius_mm=8.0), Mask(GRID, half)).on(GRID)
    np.testing.assert_array_equal(found, (distance <= 8.0) & half)


def test_that_nothing_grows_from_a_voxel_outside_the_range_or_without_a_value():
    volume = noise()
    assert grow(volume, (3, 3, 3), GrowOptions(-99, 99)) is None
    assert grow(volume, (0, 0, 0), GrowOptions(98, 99)) is None


def test_that_impossible_options_are_refused():
    volume = noise()
    for options in (GrowOptions(0, 1, connectivity=4), GrowOptions(1, 0), GrowOptions(0, 1, radius_mm=0)):
        with pytest.raises(OptionError):
            grow(volume, (5, 5, 5), options)
    with pytest.raises(GeometryError, match="outside"):
        grow(volume, (24, 0, 0), GrowOptions(0, 1))
    with pytest.raises(GeometryError, match="another grid"):
        grow(volume, (1, 1, 1), GrowOptions(0, 1), Mask(Grid(SHAPE, np.eye(4)), np.ones(SHAPE)))
