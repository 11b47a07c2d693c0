"""Conversions between RAS+ and the forms of the engines, over every orientation, against the engines themselves."""

import numpy as np
import pytest
import SimpleITK

from analysis.errors import GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.transforms import (
    IDENTITY,
    LinearTransform,
    Warp,
    from_itk,
    from_niimath_rows,
    itk_image,
    itk_point,
    jacobian_determinants,
    linear_to_itk,
    warp_from_itk,
    warp_of_itk_image,
    warp_to_itk,
    world_points,
)
from tests.orientations import ORIENTATIONS, oriented_grid, rotation

LPS = np.array([-1, -1, 1])


def some_affine() -> LinearTransform:
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(7, -4, 11) @ np.diag([1.05, 0.97, 1.02])
    matrix[:3, 3] = 3.0, -5.0, 8.0
    return LinearTransform(matrix)


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_itk_sees_each_voxel_at_its_place_in_lps(name):
    grid = oriented_grid(name)
    data = np.arange(grid.n_voxels, dtype=np.float32).reshape(grid.shape)
    image = itk_image(Volume(grid, data))
    for ijk in [(0, 0, 0), (4, 5, 6), (1, 4, 2)]:
        np.testing.assert_allclose(
            np.array(image.TransformIndexToPhysicalPoint(ijk)) * LPS, grid.to_mm(np.array(ijk)), atol=1e-6
        )
        assert image.GetPixel(*ijk) == data[ijk]


def test_that_a_mask_and_missing_values_reach_itk_as_zero_and_one():
    grid = oriented_grid("LPS")
    data = np.zeros(grid.shape)
    data[1, 2, 3] = 1
    assert itk_image(Mask(grid, data)).GetPixel(1, 2, 3) == 1
    assert itk_image(Volume(grid, np.where(data > 0, np.nan, 5.0))).GetPixel(1, 2, 3) == 0


def test_that_a_transform_of_itk_maps_points_as_itk_does():
    transform = SimpleITK.AffineTransform(3)
    transform.SetCenter((4.0, -9.0, 2.0))
    transform.SetMatrix(some_affine().matrix[:3, :3].ravel().tolist())
    transform.SetTranslation((1.0, 2.0, -3.0))
    ours = from_itk(transform)
    for point in np.array([[10.0, -20, 30], [-5, 60, 7]]):
        expected = np.array(transform.TransformPoint((point * LPS).tolist())) * LPS
        np.testing.assert_allclose(ours.points(point), expected, atol=1e-9)
        np.testing.assert_allclose(np.array(itk_point(point)) * LPS, point)


def test_that_a_transform_and_its_inverse_undo_each_other_and_chains_go_right_to_left():
    affine, points = some_affine(), np.random.default_rng(0).normal(0, 50, (20, 3))
    np.testing.assert_allclose(affine.inverse.points(affine.points(points)), points, atol=1e-9)
    shift = np.eye(4)
    shift[0, 3] = 10
    moved = affine.after(LinearTransform(shift))
    np.testing.assert_allclose(moved.points(points), affine.points(points + np.array([10, 0, 0])), atol=1e-9)
    np.testing.assert_array_equal(IDENTITY.points(points), points)


def test_that_a_transform_that_flattens_space_is_refused():
    with pytest.raises(GeometryError, match="cannot be inverted"):
        LinearTransform(np.diag([1.0, 1.0, 0.0, 1.0]))


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_warp_of_itk_moves_points_as_itk_does(name):
    grid = oriented_grid(name)
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1)
    ras = 0.05 * (grid.to_mm(ijk) @ rotation(20, 50, 70).T) + [1.0, -2.0, 3.0]
    image = SimpleITK.GetImageFromArray(np.ascontiguousarray((ras * LPS).transpose(2, 1, 0, 3)), isVector=True)
    image.CopyInformation(itk_image(Volume(grid, np.zeros(grid.shape))))
    field = SimpleITK.DisplacementFieldTransform(SimpleITK.Cast(image, SimpleITK.sitkVectorFloat64))
    warp = warp_from_itk(SimpleITK.GetArrayFromImage(image), grid)
    points = grid.to_mm(np.array([[1.3, 2.2, 4.1], [2.0, 3.0, 3.0]]))
    expected = [np.array(field.TransformPoint((p * LPS).tolist())) * LPS for p in points]
    np.testing.assert_allclose(warp.points(points), expected, atol=1e-4)


@pytest.mark.parametrize("name", ["RAS", "LPS", "oblique", "sheared"])
def test_that_the_jacobian_of_a_stretch_is_its_determinant(name):
    grid, stretch = oriented_grid(name), np.diag([1.1, 0.9, 1.2])
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1)
    points = grid.to_mm(ijk)
    warp = Warp(grid, points @ stretch.T - points)
    np.testing.assert_allclose(jacobian_determinants(warp), 1.1 * 0.9 * 1.2, rtol=1e-4)


def test_that_world_points_are_in_the_order_of_boolean_indexing():
    grid = oriented_grid("PSR")
    where = np.random.default_rng(1).random(grid.shape) > 0.6
    np.testing.assert_allclose(world_points(grid, where), grid.to_mm(np.argwhere(where)), atol=1e-5)
    assert world_points(grid).shape == (grid.n_voxels, 3)


def test_that_a_shift_of_niimath_goes_along_the_axes_of_the_grid():
    # one mm towards superior, left and posterior: -S, L and P turned into the world by an unrotated grid
    grid = Grid((4, 4, 4), np.diag([-3.0, 3.0, 3.0, 1.0]))
    (up,) = from_niimath_rows(np.array([[0, 0, 0, 1.0, 0, 0]]), grid)
    np.testing.assert_allclose(up.points(np.zeros(3)), [0, 0, -1.0], atol=1e-12)


def test_that_motion_of_a_sheared_series_is_refused():
    with pytest.raises(GeometryError, match="right angles"):
        from_niimath_rows(np.zeros((1, 6)), oriented_grid("sheared"))


@pytest.mark.parametrize("name", ["RAS", "LPS", "PSR", "oblique"])
def test_that_a_placed_grid_puts_each_voxel_where_the_map_says(name):
    grid = oriented_grid(name)
    turn = LinearTransform(np.array([[0, -1.0, 0, 5], [1, 0, 0, -3], [0, 0, 1, 2], [0, 0, 0, 1]]))
    placed = turn.placed(grid)
    ijk = np.array([1, 2, 3])
    # The map goes from fixed to moving mm: forwards again it must give where the voxel was.
    np.testing.assert_allclose(turn.points(placed.to_mm(ijk)), grid.to_mm(ijk), atol=1e-9)
    assert placed.shape == grid.shape
    assert turn.angle_degrees == pytest.approx(90)


def test_that_itk_forms_go_there_and_back():
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(10, 4, -7) * 1.1
    matrix[:3, 3] = 3, -2, 8
    there = from_itk(linear_to_itk(LinearTransform(matrix)))
    np.testing.assert_allclose(there.matrix, matrix, atol=1e-12)
    grid = Grid((4, 5, 6), np.array([[-2.0, 0, 0, 9], [0, 3, 0, -7], [0, 0, 2.5, 1], [0, 0, 0, 1]]))
    warp = Warp(grid, np.random.default_rng(0).normal(size=(4, 5, 6, 3)))
    back = warp_of_itk_image(warp_to_itk(warp))
    np.testing.assert_array_equal(back.displacement_mm, warp.displacement_mm)
    np.testing.assert_allclose(back.grid.affine, grid.affine, atol=1e-9)


def test_that_an_image_without_vectors_is_no_warp():
    with pytest.raises(GeometryError, match="three numbers"):
        warp_of_itk_image(itk_image(Volume(Grid((3, 3, 3), np.eye(4)), np.ones((3, 3, 3)))))
