import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.preprocess.motion import (
    Motion,
    MotionColumns,
    framewise_displacement_jenkinson,
    framewise_displacement_power,
    friston24,
    motion_of,
    rigid_matrix,
    summarise,
)
from tests.reference_case import grid_of

GRID = Grid((4, 4, 4), np.array([[3, 0, 0, -3], [0, 3, 0, -3], [0, 0, 3, -3], [0, 0, 0, 1.0]]))


def test_that_power_sums_shifts_and_arcs_of_fifty_mm():
    # 1 + 2 + 0.5 mm, and 0.01 + 0.02 rad on a sphere of 50 mm: 3.5 + 1.5
    motion = Motion([[0, 0, 0, 0, 0, 0], [1, -2, 0.5, 0.01, -0.02, 0]])
    np.testing.assert_allclose(framewise_displacement_power(motion), [0, 5.0])


def test_that_jenkinson_of_a_pure_shift_is_its_length():
    motion = Motion([[1, 1, 1, 0, 0, 0], [4, 5, 1, 0, 0, 0]])
    np.testing.assert_allclose(framewise_displacement_jenkinson(motion, GRID), [0, 5.0])


def test_that_jenkinson_of_a_rotation_about_the_centre_is_known():
    # c is the world origin: the voxel with 1-based index 2. For a rotation by a, trace(A'A) = 4 (1 - cos a).
    angle = 0.1
    motion = Motion([[0] * 6, [0, 0, 0, 0, 0, angle]])
    expected = np.sqrt(80**2 / 5 * 4 * (1 - np.cos(angle)))
    np.testing.assert_allclose(framewise_displacement_jenkinson(motion, GRID), [0, expected])


def test_that_jenkinson_is_the_root_mean_square_over_the_sphere():
    motion = Motion([[0.3, -0.2, 0.1, 0.01, 0.02, -0.03], [0.9, 0.1, -0.4, -0.02, 0.015, 0.03]])
    points = np.random.default_rng(0).standard_normal((200_000, 3))
    points *= (
        80 * np.cbrt(np.random.default_rng(1).random((200_000, 1))) / np.linalg.norm(points, axis=1, keepdims=True)
    )
    before, now = (rigid_matrix(row) for row in motion.parameters)
    step = before @ np.linalg.inv(now) - np.eye(4)
    moved = points @ step[:3, :3].T + step[:3, 3]
    expected = np.sqrt((moved**2).sum(axis=1).mean())
    assert framewise_displacement_jenkinson(motion, GRID)[1] == pytest.approx(expected, rel=2e-3)


def test_that_the_signs_of_rotations_are_those_of_spm():
    # spm_matrix([0 0 0 0 0 pi/2]) maps x to -y and y to x.
    np.testing.assert_allclose(
        rigid_matrix(np.array([0, 0, 0, 0, 0, np.pi / 2]))[:3, :3], [[0, 1, 0], [-1, 0, 0], [0, 0, 1]], atol=1e-12
    )


def test_that_friston24_has_the_four_blocks_in_order():
    motion = Motion(np.arange(12).reshape(2, 6) / 10)
    now = np.array([0.6, 0.7, 0.8, 0.9, 1.0, 1.1])
    before = np.array([0, 0.1, 0.2, 0.3, 0.4, 0.5])
    found = friston24(motion)
    np.testing.assert_allclose(found[1], np.concatenate([now, before, now**2, before**2]))
    assert (found[0, 6:12] == 0).all()


def test_that_fsl_columns_are_turned_into_those_of_spm():
    np.testing.assert_allclose(
        motion_of([[0.1, 0.2, 0.3, 1, 2, 3]], MotionColumns.FSL).parameters, [[1, 2, 3, 0.1, 0.2, 0.3]]
    )


def test_that_a_head_at_rest_has_no_displacement():
    motion = Motion(np.tile([1, 2, 3, 0.1, 0.2, 0.3], (5, 1)))
    assert not framewise_displacement_power(motion).any()
    np.testing.assert_allclose(framewise_displacement_jenkinson(motion, grid_of((9, 9, 9))), 0, atol=1e-6)


def test_that_the_summary_counts_volumes_above_the_usual_thresholds():
    found = summarise(np.array([0, 0.1, 0.3, 0.6]))
    assert (found.mean_mm, found.max_mm, found.n_above_0_2, found.n_above_0_5) == (0.25, 0.6, 2, 1)


@pytest.mark.parametrize("bad", [np.zeros((3, 5)), np.full((3, 6), np.nan), np.full((3, 6), 20.0), np.zeros((0, 6))])
def test_that_tables_that_are_no_motion_are_refused(bad):
    with pytest.raises(DataError):
        Motion(bad)


def test_that_the_reference_motion_is_read(fixtures):
    motion = motion_of(np.loadtxt(fixtures / "metrics/A_rp.txt"))
    assert motion.n_timepoints == 100
    jenkinson = framewise_displacement_jenkinson(motion, grid_of((20, 24, 20)))
    power = framewise_displacement_power(motion)
    # The two differ by a factor of about 2 but tell the same story (Yan et al. 2013).
    assert np.corrcoef(jenkinson[1:], power[1:])[0, 1] > 0.8
