import numpy as np
import pytest
from scipy import ndimage

from analysis.errors import Cancelled, DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from gui.scene3d.mesh import SurfaceMesh
from gui.scene3d.surfaces import brain_surface, lighter, mask_surface, overlay_surfaces, template_surface
from tests.gui.scene3d.conftest import ball
from tests.orientations import ORIENTATIONS, oriented_grid

CENTRE_MM = np.array([9.0, -6.0, 11.0])


def distances_mm(grid: Grid) -> np.ndarray:
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1)
    return np.linalg.norm(grid.to_mm(ijk) - CENTRE_MM, axis=-1)


def middle_mm(mesh: SurfaceMesh) -> np.ndarray:
    """Centre of mass of what a closed mesh encloses."""
    corners = mesh.points_mm.astype(float)[mesh.triangles]
    weights = np.linalg.det(corners)
    return (corners.sum(axis=1) / 4 * weights[:, None]).sum(axis=0) / weights.sum()


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_blob_lies_where_its_voxels_are_and_looks_outwards(name):
    grid = oriented_grid(name, (30, 26, 22))
    inside = distances_mm(grid) < 12
    values = np.where(inside, 5.0, np.where(distances_mm(grid) < 25, 1.0, np.nan))
    found = overlay_surfaces(Volume(grid, values), 3.0, None)
    assert found.negative is None
    assert found.positive is not None
    np.testing.assert_allclose(middle_mm(found.positive), grid.to_mm(np.argwhere(inside)).mean(axis=0), atol=0.15)
    voxels_mm3 = inside.sum() * grid.voxel_volume_mm3
    assert found.positive.volume_mm3 == pytest.approx(voxels_mm3, rel=0.2)
    assert found.positive.volume_mm3 > 0  # counter-clockwise from outside, also where the grid is left-handed


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_surface_of_a_mask_lies_on_its_border(name):
    grid = oriented_grid(name, (40, 36, 30), (2.0, 2.2, 2.4))
    mask = Mask(grid, distances_mm(grid) < 25)
    mesh = mask_surface(mask)
    np.testing.assert_allclose(middle_mm(mesh), CENTRE_MM, atol=0.3)
    radii = np.linalg.norm(mesh.points_mm - CENTRE_MM, axis=1)
    assert radii.mean() == pytest.approx(25, abs=0.7)
    assert radii.std() < 0.8
    assert mesh.volume_mm3 > 0


@pytest.mark.parametrize("name", ["RAS", "LPI", "ASR", "oblique"])
def test_that_the_brain_surface_is_the_border_of_the_tissue_within_the_mask(name):
    grid = oriented_grid(name, (60, 56, 50), (1.6, 1.7, 1.8))
    distance = distances_mm(grid)
    head = Volume(grid, np.where(distance < 30, 100.0, np.where((distance > 36) & (distance < 42), 90.0, 5.0)))
    mesh = brain_surface(head, Mask(grid, distance < 33))
    np.testing.assert_allclose(middle_mm(mesh), CENTRE_MM, atol=0.3)
    assert np.linalg.norm(mesh.points_mm - CENTRE_MM, axis=1).mean() == pytest.approx(30, abs=1.0)
    skin = brain_surface(head)
    assert np.linalg.norm(skin.points_mm - CENTRE_MM, axis=1).mean() == pytest.approx(42, abs=2.5)


def test_that_a_furrow_is_shaded_and_a_ridge_is_not():
    grid = oriented_grid("RAS", (60, 60, 60), (1.5, 1.5, 1.5))
    ijk = np.stack(np.meshgrid(*[np.arange(60)] * 3, indexing="ij"), axis=-1)
    x, y, z = np.moveaxis(grid.to_mm(ijk) - CENTRE_MM, -1, 0)
    solid = (np.sqrt(x**2 + y**2 + z**2) < 30) & ~((np.abs(x) < 2.3) & (z > 12))
    mesh = brain_surface(Volume(grid, solid * 100.0), Mask(grid, ndimage.binary_dilation(solid, iterations=3)))
    assert mesh.shade is not None
    point = mesh.points_mm - CENTRE_MM
    furrow = (np.abs(point[:, 0]) < 4) & (point[:, 2] < 18) & (point[:, 2] > 10) & (np.abs(point[:, 1]) < 10)
    ridge = (np.abs(point[:, 0]) > 12) & (point[:, 2] > 0) & (np.linalg.norm(point, axis=1) > 28)
    assert furrow.sum() > 20
    assert mesh.shade[furrow].mean() < mesh.shade[ridge].mean() - 0.3


def test_that_a_single_voxel_keeps_its_place_and_about_its_size():
    grid = oriented_grid("LAS", (9, 9, 9), (3.0, 3.0, 3.0))
    data = np.full((9, 9, 9), np.nan)
    data[2, 5, 6] = -4.0
    found = overlay_surfaces(Volume(grid, data), 3.0, -3.0)
    assert found.positive is None
    assert found.negative is not None
    np.testing.assert_allclose(middle_mm(found.negative), grid.to_mm(np.array([2, 5, 6])), atol=0.05)
    assert 9 < found.negative.volume_mm3 < 40  # the voxel has 27


def test_that_a_blob_at_the_edge_of_the_image_is_closed():
    grid = oriented_grid("RAS", (6, 6, 6), (3.0, 3.0, 3.0))
    data = np.zeros((6, 6, 6))
    data[0:2, 0:2, 0:2] = 9
    found = overlay_surfaces(Volume(grid, data), 1.0, None).positive
    assert found is not None
    edges = np.sort(
        np.concatenate([found.triangles[:, [0, 1]], found.triangles[:, [1, 2]], found.triangles[:, [2, 0]]])
    )
    _, counts = np.unique(edges, axis=0, return_counts=True)
    assert (counts == 2).all()  # each edge has two triangles


def test_that_the_light_version_has_the_same_form_with_fewer_triangles():
    mesh = ball((5, 6, 7), 40, steps=80)
    shaded = SurfaceMesh(mesh.points_mm, mesh.triangles, np.linspace(0, 1, len(mesh.points_mm)))
    light = lighter(shaded, 3000)
    assert light.n_triangles <= 3000
    assert light.volume_mm3 == pytest.approx(mesh.volume_mm3, rel=0.02)
    assert light.shade is not None
    assert lighter(light, 5000) is light


def test_that_making_a_mesh_lighter_can_be_cancelled():
    def stop(fraction: float, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        lighter(ball((0, 0, 0), 40, steps=80), 500, stop)


def test_that_the_template_is_both_hemispheres_in_mni_space():
    mesh = template_surface()
    assert mesh.n_triangles == 40960  # fsaverage5: 20,480 for each hemisphere
    # The published extents of the MNI152 brain: about -72..72, -107..74, -50..82 mm with the cerebellum.
    low, high = mesh.box_mm
    assert -75 < low[0] < -62 < 62 < high[0] < 75
    assert -112 < low[1] < -98 < 62 < high[1] < 76
    assert mesh.volume_mm3 > 0


def test_that_nothing_to_show_is_said_in_words():
    grid = oriented_grid("RAS", (8, 8, 8))
    with pytest.raises(DataError):
        mask_surface(Mask(grid, np.zeros((8, 8, 8), bool)))
    with pytest.raises(GeometryError, match="not on the grid"):
        brain_surface(Volume(grid, np.ones((8, 8, 8))), Mask(oriented_grid("LPS", (8, 8, 8)), np.ones((8, 8, 8))))
