import numpy as np
import pytest

from analysis.errors import DataError, GeometryError
from analysis.image import Mask
from analysis.metrics.voxels import MapWriter, read_masked, usable_voxels
from analysis.provenance import InputRecord
from tests.reference_case import full_mask, grid_of, rough_data, series_of


def test_that_voxels_with_nan_or_without_change_are_not_usable_and_are_told():
    values = np.array([[1, 1, 1, np.inf], [2, 1, np.nan, 3], [3, 1, 2, 1]], dtype=np.float32)
    usable, warnings = usable_voxels(values)
    assert usable.tolist() == [True, False, False, False]
    assert any("2 of 4 mask voxels have no value" in w for w in warnings)
    assert any("1 of 4 mask voxels do not change" in w for w in warnings)


def test_that_the_values_are_those_of_the_mask_voxels_in_c_order():
    series, mask = rough_data()
    masked = read_masked(series, mask)
    voxels = np.argwhere(mask.data)
    for column in (0, 17, len(voxels) - 1):
        np.testing.assert_array_equal(masked.values[:, column], series.frames.time_course(tuple(voxels[column])))
    assert np.count_nonzero(~masked.usable) == 2


def test_that_values_come_back_to_their_voxels_and_nan_is_everywhere_else():
    _, mask = rough_data()
    values = np.arange(mask.n_voxels, dtype=float)
    data = MapWriter("f", mask).write("s", values, "S").volume.data
    np.testing.assert_array_equal(data[mask.data], values)
    assert np.isnan(data[~mask.data]).all()


def test_that_a_map_keeps_the_inputs_given_and_adds_the_mask():
    _, mask = rough_data()
    made = MapWriter("f", mask, {"a": 1}, (InputRecord("bold", "00"),), ("w",)).write("s", np.zeros(mask.n_voxels), "S")
    assert [record.role for record in made.provenance.inputs] == ["bold", "mask"]
    assert made.provenance.warnings == ("w",)
    assert made.provenance.parameters == {"a": 1}


def test_that_one_volume_is_refused():
    series = series_of(np.ones((3, 3, 3, 1)))
    with pytest.raises(DataError, match="1 volume, but at least 3"):
        read_masked(series, full_mask(series))


def test_that_a_mask_on_another_grid_is_refused():
    series = series_of(np.random.default_rng(0).random((3, 3, 3, 5)))
    with pytest.raises(GeometryError, match="not on the grid"):
        read_masked(series, Mask(grid_of((3, 3, 3), 2.0), np.ones((3, 3, 3))))


def test_that_an_empty_mask_is_refused():
    series = series_of(np.random.default_rng(0).random((3, 3, 3, 5)))
    with pytest.raises(DataError, match="mask is empty"):
        read_masked(series, Mask(series.grid, np.zeros((3, 3, 3))))


def test_that_a_series_in_which_nothing_changes_is_refused():
    series = series_of(np.ones((3, 3, 3, 5)))
    with pytest.raises(DataError, match="No voxel of the mask changes"):
        read_masked(series, full_mask(series))
