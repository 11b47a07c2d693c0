import numpy as np
import pytest

from analysis.errors import GeometryError
from gui.scene3d.mesh import Ray, SurfaceMesh, hits
from tests.gui.scene3d.conftest import ball

FACES = ["013", "032", "467", "475", "045", "051", "237", "276", "026", "064", "157", "173"]
CUBE = SurfaceMesh(
    np.array([[x, y, z] for x in (0, 2) for y in (0, 2) for z in (0, 2)]),
    np.array([[int(corner) for corner in face] for face in FACES]),
)


def test_that_a_cube_of_2_mm_has_8_mm3_and_turned_inside_out_minus_8():
    assert CUBE.volume_mm3 == pytest.approx(8)
    assert SurfaceMesh(CUBE.points_mm, CUBE.triangles[:, ::-1]).volume_mm3 == pytest.approx(-8)


def test_that_a_ray_meets_a_cube_where_it_goes_in_and_where_it_comes_out():
    ray = Ray(np.array([0.7, -5.0, 0.4]), np.array([0.0, 1.0, 0.0]))
    np.testing.assert_allclose(hits(ray, CUBE), [5, 7])


def test_that_a_ray_does_not_meet_what_is_behind_it_or_beside_it():
    assert len(hits(Ray(np.array([0.7, 5.0, 0.4]), np.array([0.0, 1.0, 0.0])), CUBE)) == 0
    assert len(hits(Ray(np.array([2.1, -5.0, 0.4]), np.array([0.0, 1.0, 0.0])), CUBE)) == 0


def test_that_the_normals_of_a_ball_point_away_from_its_centre():
    mesh = ball((3, -4, 5), 10)
    outward = (mesh.points_mm - (3, -4, 5)) / 10
    assert (mesh.normals * outward).sum(axis=1).min() > 0.99


def test_that_the_arrays_of_a_mesh_cannot_be_written():
    with pytest.raises(ValueError, match="read-only"):
        CUBE.points_mm[0, 0] = 1


@pytest.mark.parametrize(("triangles", "shade"), [([[0, 1, 9]], None), ([[0, 1, 2]], [0.5])])
def test_that_a_mesh_whose_parts_do_not_fit_is_refused(triangles, shade):
    with pytest.raises(GeometryError):
        SurfaceMesh(np.zeros((3, 3)), np.array(triangles), None if shade is None else np.array(shade))
