"""Volumes, masks and series: read-only, on their grid, and never with a value that is not there."""

import numpy as np
import pytest

from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume, frozen_float32
from tests.orientations import ORIENTATIONS, oriented_grid

GRID = Grid((2, 3, 4), np.diag([2.0, 3, 4, 1]))


def numbers(shape: tuple[int, ...], dtype: type = np.float32) -> np.ndarray:
    return np.arange(np.prod(shape)).reshape(shape).astype(dtype)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.int32, np.float32, np.float64, ">f4", ">i2"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_that_any_array_becomes_read_only_native_fortran_float32_with_the_same_values(dtype, order):
    given = np.asarray(numbers((2, 3, 4)).astype(dtype), order=order)
    before = given.copy()
    data = Volume(GRID, given).data
    assert data.dtype == np.float32
    assert data.dtype.isnative
    assert data.flags.f_contiguous
    assert not data.flags.writeable
    np.testing.assert_array_equal(data, before)
    assert given.flags.writeable
    np.testing.assert_array_equal(given, before)


def test_that_the_array_of_the_caller_may_change_without_changing_the_volume():
    given = np.asfortranarray(numbers((2, 3, 4)))
    volume = Volume(GRID, given)
    given[0, 0, 0] = 99
    assert volume.data[0, 0, 0] == 0


def test_that_a_writable_memory_map_may_change_without_changing_the_volume(tmp_path):
    given = np.memmap(tmp_path / "values", np.float32, "w+", shape=(2, 3, 4), order="F")
    volume = Volume(GRID, given)
    given[0, 0, 0] = 99
    assert volume.data[0, 0, 0] == 0


def test_that_an_array_that_is_right_already_is_not_copied():
    given = np.asfortranarray(numbers((2, 3, 4)))
    given.flags.writeable = False
    assert np.shares_memory(Volume(GRID, given).data, given)


def test_that_values_at_an_odd_address_are_aligned_for_compiled_code():
    given = np.frombuffer(b"\0" + numbers((24,)).tobytes(), np.uint8)[1:].view(np.float32).reshape((2, 3, 4), order="F")
    assert not given.flags.aligned
    assert frozen_float32(given).flags.aligned


def test_that_data_of_another_shape_are_refused():
    with pytest.raises(GeometryError, match="shape"):
        Volume(GRID, np.zeros((2, 3, 5)))
    with pytest.raises(GeometryError, match="shape"):
        Mask(GRID, np.zeros((4, 3, 2), bool))


def test_that_the_first_window_leaves_out_air_and_extremes():
    data = np.zeros((10, 10, 12))
    data.flat[:1001] = np.arange(1001) + 1000.0
    data.flat[1001:1003] = np.nan, np.inf
    # The 2nd and 98th percentile of 1000, 1001 ... 2000, by linear interpolation.
    assert Volume(Grid(data.shape, np.eye(4)), data).robust_range == pytest.approx((1020, 1980))


@pytest.mark.parametrize(("values", "expected"), [(0.0, (0, 1)), (np.nan, (0, 1)), (7.0, (6.5, 7.5))])
def test_that_the_first_window_of_a_flat_image_is_not_empty(values, expected):
    assert Volume(GRID, np.full(GRID.shape, values)).robust_range == expected


@pytest.mark.parametrize("value", [1e20, -1e20, 3e38])
def test_that_the_first_window_of_a_flat_image_of_huge_values_is_not_empty(value):
    low, high = Volume(GRID, np.full(GRID.shape, value)).robust_range
    assert low < np.float32(value) < high


def test_that_the_first_window_looks_at_more_than_one_slice_of_a_large_image():
    data = np.zeros((2, 400, 500), dtype=np.float32)  # every second value lies in the first, empty slice
    data[1] = 50
    assert Volume(Grid(data.shape, np.eye(4)), data).robust_range == (49.5, 50.5)


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_volume_of_a_mask_is_its_voxels_times_theirs(name):
    grid = oriented_grid(name, shape=(2, 3, 4), voxel_mm=(2, 3, 4))
    inside = np.zeros(grid.shape, bool)
    inside[0, :, 1] = True
    mask = Mask(grid, inside)
    one_voxel = 24.0 if name != "sheared" else abs(np.linalg.det(grid.affine[:3, :3]))
    assert mask.n_voxels == 3
    assert mask.volume_mm3 == pytest.approx(3 * one_voxel)


def test_that_a_mask_keeps_its_own_read_only_booleans():
    given = np.zeros(GRID.shape, dtype=np.uint8)
    given[0, 0, 0] = 200
    mask = Mask(GRID, given)
    given[:] = 1
    assert mask.data.dtype == bool
    assert mask.n_voxels == 1
    with pytest.raises(ValueError, match="read-only"):
        mask.data[0, 0, 0] = False


def test_that_a_mask_with_voxels_without_a_value_is_refused_and_not_counted_as_inside():
    with pytest.raises(DataError, match="NaN"):
        Mask(GRID, np.full(GRID.shape, np.nan))


def series(tr_s: float | None = 2.0) -> Series:
    return Series(GRID, ArrayFrames(numbers((2, 3, 4, 6))), tr_s)


def test_that_frames_and_time_courses_are_the_same_values():
    given = series()
    assert given.n_timepoints == 6
    assert given.is_complete
    # numbers(): the value is 72 i + 24 j + 6 k + t for the shape (2, 3, 4, 6)
    assert given.volume(5).data[1, 2, 3] == 72 + 48 + 18 + 5
    np.testing.assert_array_equal(given.frames.time_course((1, 2, 3)), 138 + np.arange(6))


@pytest.mark.parametrize("timepoint", [-1, 6, 1000])
def test_that_a_timepoint_that_does_not_exist_is_not_another_one(timepoint):
    with pytest.raises(IndexError):
        series().volume(timepoint)


def test_that_a_volume_asked_for_again_is_the_same_object_and_old_ones_are_let_go():
    given = series()
    first = given.volume(0)
    assert given.volume(0) is first
    for timepoint in range(1, 6):
        given.volume(timepoint)
    assert len(given._volumes) <= 4
    np.testing.assert_array_equal(given.volume(0).data, first.data)


@pytest.mark.parametrize("tr_s", [0, -2, np.nan, np.inf])
def test_that_a_meaningless_repetition_time_is_refused(tr_s):
    with pytest.raises(DataError, match="repetition time"):
        series(tr_s)


def test_that_a_missing_repetition_time_stays_missing():
    assert series(None).tr_s is None


def test_that_a_three_dimensional_array_is_no_series():
    with pytest.raises(GeometryError, match="four dimensions"):
        ArrayFrames(np.zeros((2, 3, 4)))


def test_that_values_in_a_mask_are_one_row_per_timepoint_in_c_order():
    inside = np.zeros(GRID.shape, bool)
    inside[0, 1, 2] = inside[1, 0, 0] = True
    values = series().in_mask(Mask(GRID, inside))
    np.testing.assert_array_equal(values, np.arange(6)[:, None] + [24 + 12, 72])
    np.testing.assert_array_equal(series().in_mask(Mask(GRID, inside), [4, 1]), values[[4, 1]])


def test_that_a_mask_on_another_grid_is_refused_even_with_the_same_shape():
    flipped = Grid(GRID.shape, np.diag([-2.0, 3, 4, 1]))
    with pytest.raises(GeometryError, match="not on the grid"):
        series().in_mask(Mask(flipped, np.ones(GRID.shape, bool)))


def test_that_an_empty_mask_is_refused():
    with pytest.raises(DataError, match="mask is empty"):
        series().in_mask(Mask(GRID, np.zeros(GRID.shape, bool)))


class HalfArrived(ArrayFrames):
    @property
    def n_loaded(self) -> int:
        return 3


def test_that_no_values_are_given_of_a_series_that_is_still_arriving():
    arriving = Series(GRID, HalfArrived(numbers((2, 3, 4, 6))), 2.0)
    assert not arriving.is_complete
    with pytest.raises(DataError, match="Only 3 of 6 volumes"):
        arriving.in_mask(Mask(GRID, np.ones(GRID.shape, bool)))
