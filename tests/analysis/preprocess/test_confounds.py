import numpy as np
import pytest

from analysis.errors import DataError, GeometryError
from analysis.image import Mask
from analysis.preprocess.confounds import Confounds, MotionModel, join, motion_confounds, tissue_confound
from analysis.preprocess.motion import Motion, friston24
from tests.reference_case import grid_of, rough_data


def test_that_the_tissue_signal_is_the_mean_over_voxels_with_values():
    series, mask = rough_data()
    found = tissue_confound(series, mask, "csf")
    courses = np.array([series.frames.time_course(tuple(ijk)) for ijk in np.argwhere(mask.data)])
    expected = courses[np.isfinite(courses).all(axis=1)].mean(axis=0)
    assert found.names == ("csf",)
    np.testing.assert_allclose(found.values[:, 0], expected, rtol=1e-7)


@pytest.mark.parametrize("model", list(MotionModel))
def test_that_a_motion_model_is_the_first_columns_of_friston24(model):
    motion = Motion(np.random.default_rng(0).standard_normal((10, 6)) / 10)
    found = motion_confounds(motion, model)
    assert len(set(found.names)) == model.value
    np.testing.assert_array_equal(found.values, friston24(motion)[:, : model.value])


def test_that_tables_stand_side_by_side():
    found = join([Confounds(("a",), np.ones((4, 1))), Confounds(("b", "c"), np.zeros((4, 2)))])
    assert found.names == ("a", "b", "c")
    assert found.values.shape == (4, 3)


def test_that_tables_of_different_length_are_refused():
    with pytest.raises(DataError, match=r"\[4, 5\] rows"):
        join([Confounds(("a",), np.ones((4, 1))), Confounds(("b",), np.ones((5, 1)))])


def test_that_a_column_with_nan_is_named():
    with pytest.raises(DataError, match="confounds dvars hold"):
        Confounds(("x", "dvars"), np.array([[1, np.nan], [1, 2]]))


def test_that_a_tissue_mask_on_another_grid_or_empty_is_refused():
    series, mask = rough_data()
    with pytest.raises(GeometryError):
        tissue_confound(series, Mask(grid_of(mask.grid.shape, 2), mask.data), "csf")
    with pytest.raises(DataError, match="empty"):
        tissue_confound(series, Mask(mask.grid, np.zeros(mask.grid.shape)), "csf")
