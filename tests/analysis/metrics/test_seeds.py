import numpy as np
import pytest

from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Mask
from analysis.metrics.seeds import MaskSeed, RegionSeed, SphereSeed, seed_columns, seed_voxels
from tests.orientations import ORIENTATIONS, oriented_grid
from tests.reference_case import grid_of


def _slow_sphere(grid, voxel, radius_mm):
    centre = grid.to_mm(np.array(voxel))
    inside = np.zeros(grid.shape, dtype=bool)
    for ijk in np.ndindex(grid.shape):
        inside[ijk] = np.linalg.norm(grid.to_mm(np.array(ijk)) - centre) <= radius_mm + 1e-6
    return inside


@pytest.mark.parametrize(("radius_mm", "n_voxels"), [(0, 1), (2.9, 1), (3, 7), (4.3, 19), (6, 33), (5.2, 27)])
def test_that_a_sphere_in_voxels_of_three_mm_has_the_known_size(radius_mm, n_voxels):
    # 1, 6 faces at 3 mm, 12 edges at 4.24, 8 corners at 5.20, 6 at 6 mm
    found = seed_voxels(SphereSeed("s", (15, 15, 15), radius_mm), grid_of((11, 11, 11)))
    assert np.count_nonzero(found) == n_voxels


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_that_a_sphere_is_at_its_place_in_every_orientation(orientation):
    grid = oriented_grid(orientation)
    voxel = tuple(n // 2 for n in grid.shape)
    centre = grid.to_mm(np.array(voxel))
    found = seed_voxels(SphereSeed("s", tuple(centre), 4.5), grid)
    np.testing.assert_array_equal(found, _slow_sphere(grid, voxel, 4.5))


def test_that_the_centre_moves_to_the_centre_of_its_voxel():
    grid = grid_of((11, 11, 11))
    a, b = (seed_voxels(SphereSeed("s", (x, 15, 15), 6), grid) for x in (15.0, 16.2))
    np.testing.assert_array_equal(a, b)


def test_that_a_sphere_at_the_edge_is_cut():
    found = seed_voxels(SphereSeed("s", (0, 0, 0), 3), grid_of((5, 5, 5)))
    assert np.count_nonzero(found) == 4


def test_that_a_region_lies_on_its_own_side():
    affine = np.diag([4.0, 4, 4, 1])
    affine[:3, 3] = (-90, -126, -72)
    grid = Grid((46, 55, 46), affine)
    for name, sign in (("Postcentral_L", -1), ("Postcentral_R", 1)):
        x_mm = grid.to_mm(np.argwhere(seed_voxels(RegionSeed(name), grid)))[:, 0]
        assert len(x_mm) > 100
        assert (np.sign(x_mm) == sign).all()


def test_that_columns_are_the_usable_voxels_of_the_mask():
    grid = grid_of((5, 5, 5))
    inside = np.zeros(grid.shape)
    inside[1:4, 1:4, 1:4] = 1
    mask = Mask(grid, inside)
    usable = np.ones(27, dtype=bool)
    assert seed_columns(SphereSeed("s", (6, 6, 6), 0), mask, usable).tolist() == [13]
    usable[13] = False
    with pytest.raises(DataError, match=r"s at \(6, 6, 6\) mm holds no voxel"):
        seed_columns(SphereSeed("s", (6, 6, 6), 0), mask, usable)


def test_that_a_seed_outside_the_image_is_refused():
    with pytest.raises(DataError, match="outside the image"):
        seed_voxels(SphereSeed("s", (500, 0, 0), 3), grid_of((5, 5, 5)))


def test_that_a_mask_on_another_grid_and_an_unknown_region_are_refused():
    with pytest.raises(GeometryError, match="not on the grid"):
        seed_voxels(MaskSeed("s", Mask(grid_of((5, 5, 5), 2), np.ones((5, 5, 5)))), grid_of((5, 5, 5)))
    with pytest.raises(OptionError, match="no region called"):
        seed_voxels(RegionSeed("Postcentral"), grid_of((5, 5, 5)))


@pytest.mark.parametrize("bad", [{"name": "a/b"}, {"radius_mm": -1}, {"centre_mm": (np.nan, 0, 0)}])
def test_that_impossible_seeds_are_refused(bad):
    with pytest.raises(OptionError):
        SphereSeed(**{"name": "s", "centre_mm": (0, 0, 0), "radius_mm": 3, **bad})
