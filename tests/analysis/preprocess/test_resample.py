"""One interpolation through a chain of transforms, on images whose values are known everywhere."""

import numpy as np
import pytest

from analysis.errors import Cancelled, DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.preprocess.motion import Motion, rigid_matrix
from analysis.preprocess.resample import mni_grid, prefiltered, resample_series, values_at, volumes_onto
from analysis.preprocess.transforms import LinearTransform
from tests.orientations import ORIENTATIONS, oriented_grid, rotation

MAPPING = np.eye(4)
MAPPING[:3, :3] = rotation(4, -3, 6) @ np.diag([1.02, 0.97, 1.01])
MAPPING[:3, 3] = 2.0, -3.0, 1.5
TO_SERIES = LinearTransform(MAPPING)
MOTION = Motion([[0] * 6, [0.5, -0.8, 1.0, 0.01, -0.02, 0.015], [-1.0, 0.4, 0.3, -0.01, 0.01, 0.02]])


def smooth_signal(xyz_mm: np.ndarray) -> np.ndarray:
    return 500 + 100 * np.sin(xyz_mm @ [0.10, 0.03, -0.05]) + 80 * np.cos(xyz_mm @ [-0.02, 0.09, 0.06])


def points_of(grid: Grid) -> np.ndarray:
    return grid.to_mm(np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1))


def acquired(grid: Grid) -> Series:
    """What the scanner saw: the matrix of a row of motion maps a place in that volume to the reference's."""
    volumes = []
    for row in MOTION.parameters:
        matrix = rigid_matrix(row)
        volumes.append(smooth_signal(points_of(grid) @ matrix[:3, :3].T + matrix[:3, 3]))
    return Series(grid, ArrayFrames(np.stack(volumes, axis=-1).astype(np.float32)), 2.0, "bold", "au")


def whole(grid: Grid) -> Mask:
    return Mask(grid, np.ones(grid.shape))


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_motion_and_map_are_undone_in_one_step_in_every_orientation(name):
    grid = oriented_grid(name, (14, 15, 16), (3.0, 3.2, 3.4))
    small = oriented_grid("RAS", (7, 7, 7), (3, 3, 3))
    result = resample_series(acquired(grid), MOTION, whole(small), TO_SERIES.points)
    truth = smooth_signal(TO_SERIES.points(points_of(small)))
    assert result.fraction_covered == 1
    for timepoint in range(3):
        np.testing.assert_allclose(result.series.frames.frame(timepoint), truth, atol=1.5)


def test_that_what_the_series_does_not_reach_has_no_value():
    grid = oriented_grid("LPS", (14, 15, 16), (3.0, 3.2, 3.4))
    shifted = Grid((9, 7, 7), oriented_grid("RAS", (9, 7, 7), (3, 3, 3), (15.0, 0, 0)).affine)
    result = resample_series(acquired(grid), MOTION, whole(shifted), lambda points: points)
    assert 0.5 < result.fraction_covered < 1
    frame = result.series.frames.frame(1)
    np.testing.assert_array_equal(np.isnan(frame), ~result.coverage.data)
    assert result.coverage.n_voxels == pytest.approx(result.fraction_covered * shifted.n_voxels)


def test_that_a_failed_registration_is_refused_with_the_measured_coverage():
    grid = oriented_grid("RAS", (14, 15, 16), (3.0, 3.2, 3.4))
    with pytest.raises(DataError, match="Only 0 % of the standard brain"):
        resample_series(acquired(grid), MOTION, whole(grid), lambda points: points + 200)


def test_that_motion_of_another_length_and_empty_masks_are_refused():
    grid = oriented_grid("RAS", (14, 15, 16), (3.0, 3.2, 3.4))
    with pytest.raises(DataError, match="2 rows"):
        resample_series(acquired(grid), Motion(np.zeros((2, 6))), whole(grid), lambda points: points)
    with pytest.raises(GeometryError, match="empty"):
        resample_series(acquired(grid), MOTION, Mask(grid, np.zeros(grid.shape)), lambda points: points)


@pytest.mark.parametrize("name", ["RAS", "LPI", "oblique"])
def test_that_volumes_are_sampled_where_the_map_says(name):
    grid, wanted = oriented_grid(name, (12, 13, 14)), oriented_grid("PSR", (4, 5, 6), (2, 2, 2))
    ramp = Volume(grid, points_of(grid) @ [1.0, 2.0, -3.0])  # trilinear interpolation is exact for it
    (result,) = volumes_onto([ramp], wanted, TO_SERIES.points)
    np.testing.assert_allclose(result.data, TO_SERIES.points(points_of(wanted)) @ [1.0, 2.0, -3.0], atol=1e-3)


def test_that_only_wanted_voxels_are_computed():
    grid = oriented_grid("RAS", (12, 13, 14))
    ones = Volume(grid, np.ones(grid.shape))
    where = np.zeros(grid.shape, dtype=bool)
    where[3:5, 2, 1] = True
    (result,) = volumes_onto([ones], grid, lambda points: points, where=where, outside=-1.0)
    np.testing.assert_array_equal(result.data, np.where(where, 1, -1))


def test_that_the_outer_half_of_the_outermost_voxel_has_a_value():
    grid = Grid((4, 4, 4), np.eye(4))
    data = prefiltered(Volume(grid, np.full((4, 4, 4), 7.0)))
    values = values_at(data, grid, np.array([[-0.4, 0, 0], [3.4, 3, 3], [-0.6, 0, 0], [0, 3.6, 0]]), order=3)
    np.testing.assert_allclose(values, [7, 7, np.nan, np.nan], rtol=1e-5)


def test_that_the_grids_of_mni_space_are_those_of_the_toolkits():
    three = mni_grid()
    assert three.shape == (61, 73, 61)  # DPABI and RESTplus
    np.testing.assert_array_equal(three.box_mm, [[-91.5, -127.5, -73.5], [91.5, 91.5, 109.5]])
    assert mni_grid(2.0).shape == (91, 109, 91)
    np.testing.assert_array_equal(mni_grid(2.0).to_mm(np.zeros(3)), [-90, -126, -72])
    assert three.axis_codes == "RAS"
    for wrong in (0.0, -3.0, 7.0, 3.5):
        with pytest.raises(OptionError, match="3 or 2 mm"):
            mni_grid(wrong)


def test_that_resampling_can_be_cancelled():
    grid = oriented_grid("RAS", (14, 15, 16), (3.0, 3.2, 3.4))

    def cancel(fraction: float, message: str = "") -> None:
        if message == "Interpolating once":
            raise Cancelled

    with pytest.raises(Cancelled):
        resample_series(acquired(grid), MOTION, whole(grid), lambda points: points, cancel)
