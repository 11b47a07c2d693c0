"""Voxel <-> mm in every orientation, and the rule of faces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nibabel.affines import apply_affine

from analysis.errors import GeometryError
from analysis.grid import Grid
from tests.orientations import AXIS_CODES, DIRECTION, ORIENTATIONS, oriented_grid, rotation

LPS_2MM = np.array([[-2.0, 0, 0, 10], [0, -2, 0, 20], [0, 0, 2, -30], [0, 0, 0, 1]])


def all_voxels(grid: Grid) -> np.ndarray:
    return np.array(list(np.ndindex(grid.shape)))


def test_that_there_are_48_axis_orders_and_flips():
    assert len(set(AXIS_CODES)) == 48


def test_that_an_lps_voxel_lies_where_the_hand_calculation_puts_it():
    grid = Grid((4, 5, 6), LPS_2MM)
    # x = 10 - 2 * 1, y = 20 - 2 * 2, z = -30 + 2 * 3
    assert grid.to_mm(np.array([1, 2, 3])).tolist() == [8, 16, -24]
    assert grid.to_ijk(np.array([8, 16, -24])).tolist() == [1, 2, 3]


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_mm_agree_with_nibabel(name):
    grid = oriented_grid(name)
    np.testing.assert_allclose(
        grid.to_mm(all_voxels(grid)), apply_affine(grid.affine, all_voxels(grid)), rtol=0, atol=1e-12
    )


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_voxel_to_mm_and_back_is_where_it_started(name):
    grid = oriented_grid(name)
    ijk = np.random.default_rng(1).uniform(-20, 20, (4, 50, 3))
    np.testing.assert_allclose(grid.to_ijk(grid.to_mm(ijk)), ijk, rtol=0, atol=1e-11)


@given(
    angles=st.tuples(*[st.floats(-180, 180)] * 3),
    voxel_mm=st.tuples(*[st.floats(0.2, 10)] * 3),
    ijk=st.tuples(*[st.floats(-300, 300)] * 3),
)
def test_that_the_round_trip_holds_for_any_rotation_and_voxel_size(angles, voxel_mm, ijk):
    affine = np.eye(4)
    affine[:3, :3] = rotation(*angles) * voxel_mm
    grid = Grid((10, 10, 10), affine)
    np.testing.assert_allclose(grid.to_ijk(grid.to_mm(np.array(ijk))), ijk, rtol=0, atol=1e-9)


@pytest.mark.parametrize("codes", AXIS_CODES)
def test_that_axis_codes_name_the_direction_of_each_axis(codes):
    grid = oriented_grid(codes)
    assert grid.axis_codes == codes
    assert not grid.is_oblique
    for axis, code in enumerate(codes):
        step = grid.to_mm(np.eye(3)[axis]) - grid.to_mm(np.zeros(3))
        np.testing.assert_allclose(step / np.linalg.norm(step), DIRECTION[code], atol=1e-12)


def test_that_an_oblique_grid_has_the_codes_of_the_nearest_axes_and_its_angle():
    affine = np.eye(4)
    affine[:3, :3] = rotation(0, 0, 10) * (2, 2, 2)
    grid = Grid((4, 4, 4), affine)
    assert grid.axis_codes == "RAS"
    assert grid.is_oblique
    assert grid.obliquity_degrees == pytest.approx(10)
    assert oriented_grid("oblique").axis_codes == "LIP"


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_centre_of_every_voxel_is_in_that_voxel(name):
    grid = oriented_grid(name)
    assert [grid.voxel_at(grid.to_mm(ijk)) for ijk in all_voxels(grid)] == [tuple(ijk) for ijk in all_voxels(grid)]


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_face_belongs_to_the_upper_voxel_whatever_the_rounding(name):
    grid = oriented_grid(name)
    last = np.array(grid.shape) - 1
    for axis in range(3):
        for ijk in all_voxels(grid):
            upper_face = grid.to_mm(ijk + 0.5 * np.eye(3)[axis])
            expected = tuple(ijk + np.eye(3, dtype=int)[axis]) if ijk[axis] < last[axis] else None
            assert grid.voxel_at(upper_face) == expected


def test_that_the_first_face_is_inside_and_the_last_is_outside():
    grid = Grid((2, 2, 2), np.eye(4))
    assert grid.voxel_at(np.array([-0.5, 0, 0])) == (0, 0, 0)
    assert grid.voxel_at(np.array([-0.51, 0, 0])) is None
    assert grid.voxel_at(np.array([1.49, 0, 0])) == (1, 0, 0)
    assert grid.voxel_at(np.array([1.5, 0, 0])) is None
    assert grid.voxel_at(np.array([0, 1e6, 0])) is None


def test_that_a_place_that_is_not_a_number_is_in_no_voxel():
    grid = Grid((2, 2, 2), np.eye(4))
    assert grid.voxel_at(np.array([0, np.nan, 0])) is None


def test_that_the_box_reaches_the_outer_faces():
    # i runs to the left from x = 10: faces at 10 + 1 and 10 - 2 * 3.5; j to the back; k upwards.
    grid = Grid((4, 5, 6), LPS_2MM)
    np.testing.assert_allclose(grid.box_mm, [[3, 11, -31], [11, 21, -19]])


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_box_is_the_smallest_that_holds_every_face(name):
    grid = oriented_grid(name)
    faces = np.array([grid.to_mm(ijk + half) for ijk in all_voxels(grid) for half in (-0.5, 0.5)])
    corner_offsets = np.array(list(np.ndindex(2, 2, 2))) - 0.5
    corners = grid.to_mm((all_voxels(grid)[:, None] + corner_offsets).reshape(-1, 3))
    assert (faces >= grid.box_mm[0] - 1e-9).all()
    assert (faces <= grid.box_mm[1] + 1e-9).all()
    np.testing.assert_allclose(grid.box_mm, [corners.min(axis=0), corners.max(axis=0)], atol=1e-9)


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_parts_of_a_divided_voxel_fill_it(name):
    grid = oriented_grid(name)
    fine = grid.divided(3)
    np.testing.assert_allclose(fine.box_mm, grid.box_mm, atol=1e-9)
    assert fine.voxel_volume_mm3 * 27 == pytest.approx(grid.voxel_volume_mm3)
    for ijk in all_voxels(fine)[::7]:
        assert grid.voxel_at(fine.to_mm(ijk)) == tuple(ijk // 3)


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_centre_is_the_middle_of_the_grid(name):
    np.testing.assert_allclose(oriented_grid(name).centre_mm, (1.37, -2.19, 3.71), atol=1e-12)


def test_that_a_sheared_voxel_has_the_volume_of_its_parallelepiped():
    affine = np.array([[2, 1, 0, 0], [0, 3, 0, 0], [0, 0, 4, 0], [0, 0, 0, 1.0]])
    assert Grid((1, 1, 1), affine).voxel_volume_mm3 == pytest.approx(2 * 3 * 4)


def test_that_grids_match_only_within_the_tolerance_and_with_the_same_shape():
    grid = oriented_grid("oblique")

    def shifted(mm: float) -> Grid:
        affine = grid.affine.copy()
        affine[0, 3] += mm
        return Grid(grid.shape, affine)

    assert grid.matches(shifted(0.009))
    assert not grid.matches(shifted(0.011))
    assert grid.matches(shifted(0.5), tolerance_mm=1)
    assert not grid.matches(Grid((5, 6, 8), grid.affine))


@pytest.mark.parametrize("codes", [codes for codes in AXIS_CODES if codes != "RAS"])
def test_that_a_cube_in_another_orientation_does_not_match(codes):
    cube = {"shape": (4, 4, 4), "voxel_mm": (2, 2, 2)}
    assert not oriented_grid("RAS", **cube).matches(oriented_grid(codes, **cube))


@pytest.mark.parametrize(
    ("shape", "affine", "sentence"),
    [
        ((2, 2), np.eye(4), "three positive sizes"),
        ((2, 0, 2), np.eye(4), "three positive sizes"),
        ((2, -3, 2), np.eye(4), "three positive sizes"),
        ((2, 2.5, 2), np.eye(4), "three positive sizes"),
        ((2, 2, 2), np.eye(3), "left and right are unknown"),
        ((2, 2, 2), np.full((4, 4), np.nan), "left and right are unknown"),
        ((2, 2, 2), np.diag([1, np.inf, 1, 1]), "left and right are unknown"),
        ((2, 2, 2), np.diag([1, 1, 1, 2]), "last row"),
        ((2, 2, 2), np.diag([1, 0, 1, 1]), "size of zero"),
        ((2, 2, 2), np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1.0]]), "point the same way"),
    ],
)
def test_that_an_impossible_grid_is_refused_with_the_reason(shape, affine, sentence):
    with pytest.raises(GeometryError, match=sentence):
        Grid(shape, affine)


def test_that_a_grid_keeps_its_own_read_only_affine():
    affine = np.eye(4)
    grid = Grid((2, 2, 2), affine)
    affine[0, 3] = 99
    assert grid.affine[0, 3] == 0
    assert affine.flags.writeable
    for matrix in (grid.affine, grid.inverse):
        with pytest.raises(ValueError, match="read-only"):
            matrix[0, 3] = 1


def test_that_a_grid_is_told_in_words():
    assert Grid((4, 5, 6), LPS_2MM).in_words() == (
        "4 × 5 × 6 voxels of 2.00 × 2.00 × 2.00 mm, i to the left, j to the back, k to the top"
    )
    assert "oblique by " in oriented_grid("oblique").in_words()


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_a_part_of_a_grid_keeps_its_places(name):
    grid = oriented_grid(name)
    part = grid.cut(np.array([1, 2, 3]), np.array([3, 5, 4]))
    assert part.shape == (3, 4, 2)
    np.testing.assert_allclose(part.to_mm(np.array([2, 3, 1])), grid.to_mm(np.array([3, 5, 4])), atol=1e-9)


@pytest.mark.parametrize(("low", "high"), [((0, 0, -1), (1, 1, 1)), ((0, 0, 0), (5, 5, 6)), ((3, 0, 0), (2, 5, 6))])
def test_that_a_part_outside_the_grid_is_refused(low, high):
    with pytest.raises(GeometryError, match="not a part"):
        oriented_grid("RAS").cut(np.array(low), np.array(high))


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_cells_of_several_voxels_cover_the_grid(name):
    grid = oriented_grid(name)  # 5 × 6 × 7
    cells = grid.every(4)
    assert cells.shape == (2, 2, 2)
    np.testing.assert_allclose(cells.to_mm(np.array([1, 0, 1])), grid.to_mm(np.array([5, 1, 5])), atol=1e-9)
    np.testing.assert_allclose(cells.voxel_size_mm, 4 * np.array(grid.voxel_size_mm))


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_mirror_images_of_voxels_lie_across_the_middle(name):
    grid = oriented_grid(name)
    ijk = np.array([[0, 0, 0], [1, 2, 3], [2.5, 0.5, 1]])
    np.testing.assert_allclose(grid.mirrored().to_mm(ijk), grid.to_mm(ijk) * (-1, 1, 1), atol=1e-12)


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_voxels_of_one_grid_are_found_in_another(name):
    grid, other = oriented_grid(name), Grid((5, 6, 7), np.diag([2.0, -3.0, 1.5, 1.0]))
    ijk = np.array([[0, 0, 0], [1, 2, 3], [2.5, 0.5, 1]])
    steps = grid.voxels_of(other)
    np.testing.assert_allclose(ijk @ steps[:, :3].T + steps[:, 3], other.to_ijk(grid.to_mm(ijk)), atol=1e-9)
