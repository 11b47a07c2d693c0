import numpy as np
import pytest

from analysis.grid import Grid
from analysis.labels.patch import Patch, trimmed
from analysis.labels.surface import RegionSurface, region_surface
from tests.orientations import ORIENTATIONS, oriented_grid

RADIUS_MM = 9.0


def ball(grid: Grid) -> Patch:
    places = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))
    found = trimmed((0, 0, 0), np.linalg.norm(places - grid.centre_mm, axis=-1) <= RADIUS_MM)
    assert found is not None
    return found


def assert_closed(surface: RegionSurface) -> None:
    """Each edge is passed as often one way as the other."""
    ends = np.concatenate([surface.triangles[:, pair] for pair in ([0, 1], [1, 2], [2, 0])])
    there, count = np.unique(ends, axis=0, return_counts=True)
    back, count_back = np.unique(ends[:, ::-1], axis=0, return_counts=True)
    assert np.array_equal(there, back)
    assert np.array_equal(count, count_back)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_that_a_ball_is_closed_looks_outwards_and_is_as_large_as_its_voxels(orientation: str) -> None:
    grid = oriented_grid(orientation, (16, 14, 12))
    patch = ball(grid)
    surface = region_surface(patch, grid)
    assert_closed(surface)
    assert surface.volume_mm3 == pytest.approx(patch.n_voxels * grid.voxel_volume_mm3, rel=0.01)
    distance = np.linalg.norm(surface.points_mm - grid.centre_mm, axis=1)
    assert distance.min() > RADIUS_MM - 2.0
    assert distance.max() < RADIUS_MM + 2.0


def test_that_a_ball_is_nearly_a_ball() -> None:
    grid = oriented_grid("oblique", (40, 40, 40), (1.0, 1.0, 1.0))
    surface = region_surface(ball(grid), grid)
    assert surface.volume_mm3 == pytest.approx(4 / 3 * np.pi * RADIUS_MM**3, rel=0.03)
    corners = surface.points_mm[surface.triangles]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1).sum() / 2
    assert area == pytest.approx(4 * np.pi * RADIUS_MM**2, rel=0.06)  # the faces of the voxels are 1.5 times as large


@pytest.mark.parametrize("orientation", ["RAS", "LAS", "oblique", "sheared"])
def test_that_without_smoothing_it_is_the_faces_of_the_voxels(orientation: str) -> None:
    grid = oriented_grid(orientation)
    mask = np.zeros((2, 1, 2), bool)
    mask[0, 0, 0] = mask[1, 0, 0] = mask[1, 0, 1] = True
    surface = region_surface(Patch((1, 2, 3), mask), grid, steps=0)
    assert_closed(surface)
    assert len(surface.triangles) == 2 * 14  # three cubes in a row have 14 free faces
    assert surface.volume_mm3 == pytest.approx(3 * grid.voxel_volume_mm3)
    low, high = grid.to_ijk(surface.points_mm).min(axis=0), grid.to_ijk(surface.points_mm).max(axis=0)
    np.testing.assert_allclose(low, (0.5, 1.5, 2.5), atol=1e-9)
    np.testing.assert_allclose(high, (2.5, 2.5, 4.5), atol=1e-9)


def test_that_one_voxel_keeps_its_place_and_its_size() -> None:
    grid = oriented_grid("oblique")
    surface = region_surface(Patch((2, 3, 4), np.ones((1, 1, 1), bool)), grid)
    np.testing.assert_allclose(surface.points_mm.mean(axis=0), grid.to_mm((2, 3, 4)), atol=1e-9)
    assert surface.volume_mm3 == pytest.approx(grid.voxel_volume_mm3, rel=0.02)


def test_that_voxels_that_touch_by_an_edge_and_a_hole_stay_closed() -> None:
    mask = np.ones((5, 5, 5), bool)
    mask[2, 2, 2] = False
    mask[0, 0, :] = mask[1, 1, :] = False
    surface = region_surface(Patch((0, 0, 0), mask), Grid((5, 5, 5), np.eye(4)))
    assert_closed(surface)
    assert surface.volume_mm3 == pytest.approx(mask.sum(), rel=0.02)
