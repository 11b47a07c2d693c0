import numpy as np
import pytest
from scipy import stats

from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.coupling import CAUTION, CouplingOptions, Order, couple
from tests.analysis.perfusion.made_asl import GRID, volume, whole


def maps() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    activity = rng.uniform(0.1, 0.9, GRID.shape)
    return 50 * activity + rng.normal(0, 8, GRID.shape) + 20, activity


def test_that_r_z_and_ratio_are_those_of_four_voxels_by_hand() -> None:
    """CBF 10 20 30 40, metric 1 2 4 3: r = 4 / 5 = 0.8; z = atanh 0.8 = 1.098612; ratio 10 10 7.5 13.333."""
    inside = np.zeros(GRID.shape, bool)
    inside.ravel()[:12] = True
    flow, activity = np.full(GRID.shape, np.nan), np.full(GRID.shape, np.nan)
    flow[inside], activity[inside] = np.repeat([10.0, 20, 30, 40], 3), np.repeat([1.0, 2, 4, 3], 3)
    found = couple(volume(flow), volume(activity), Mask(GRID, inside))
    assert found.r == pytest.approx(0.8)
    assert found.fisher_z == pytest.approx(1.098612, abs=1e-6)
    assert (found.n_voxels, found.n_mask_voxels) == (12, 12)
    np.testing.assert_allclose(found.ratio.volume.data[inside], np.repeat([10, 10, 7.5, 40 / 3], 3), rtol=1e-6)
    ratio = np.repeat([10, 10, 7.5, 40 / 3], 3)
    np.testing.assert_allclose(found.zratio.volume.data[inside], (ratio - ratio.mean()) / ratio.std(ddof=1), rtol=1e-5)
    assert np.isnan(found.ratio.volume.data[~inside]).all()


def test_that_r_is_scipys() -> None:
    flow, activity = maps()
    found = couple(volume(flow), volume(activity), whole())
    flow32, activity32 = flow.astype(np.float32).ravel(), activity.astype(np.float32).ravel()
    assert found.r == pytest.approx(stats.pearsonr(flow32.astype(float), activity32.astype(float))[0], abs=1e-9)


def test_that_linear_changes_of_a_map_leave_r_and_scales_leave_the_z_of_the_ratio() -> None:
    flow, activity = maps()
    first = couple(volume(flow), volume(activity), whole())
    second = couple(volume(3 * flow), volume(0.5 * activity), whole())
    assert second.r == pytest.approx(first.r, abs=1e-6)
    assert couple(volume(100 - flow), volume(activity), whole()).r == pytest.approx(-first.r, abs=1e-6)
    np.testing.assert_allclose(second.zratio.volume.data, first.zratio.volume.data, atol=1e-4)


def test_that_voxels_without_a_value_count_nowhere_and_none_has_a_ratio_where_the_metric_is_not_positive() -> None:
    flow, activity = maps()
    flow[0, 0, 0], activity[1, 0, 0], activity[2, :, :] = np.nan, np.nan, -0.5
    found = couple(volume(flow), volume(activity), whole())
    assert found.n_voxels == 118
    assert np.isnan(found.ratio.volume.data).sum() == 2 + 20
    words = " ".join(found.provenance.warnings)
    assert "2 of 120 mask voxels lack" in words
    assert "z-scored" in words
    assert CAUTION in words


def test_that_zeros_inside_the_mask_are_told() -> None:
    flow, activity = maps()
    flow[:, 0, :] = 0
    assert any("exactly 0" in w for w in couple(volume(flow), volume(activity), whole()).provenance.warnings)


def test_that_equal_maps_have_a_finite_z() -> None:
    flow, _ = maps()
    assert np.isfinite(couple(volume(flow), volume(flow), whole()).fisher_z)


def test_that_other_grids_few_voxels_and_constant_maps_are_refused() -> None:
    flow, activity = maps()
    other = Grid(GRID.shape, GRID.affine @ np.diag([-1, 1, 1, 1]))
    with pytest.raises(GeometryError, match="map of the metric"):
        couple(volume(flow), Volume(other, activity), whole())
    with pytest.raises(GeometryError, match="mask"):
        couple(volume(flow), volume(activity), Mask(other, np.ones(GRID.shape)))
    few = np.zeros(GRID.shape, bool)
    few[0, 0] = True
    with pytest.raises(DataError, match="Only 4 voxels"):
        couple(volume(flow), volume(activity), Mask(GRID, few))
    with pytest.raises(DataError, match="same value"):
        couple(volume(flow), volume(1.0), whole())


def test_that_the_other_order_divides_z_scores_and_leaves_out_those_near_0() -> None:
    """CBF 10 20 30 40 and metric 1 2 4 3, three times each: z = (x - mean) / SD of the twelve values."""
    inside = np.zeros(GRID.shape, bool)
    inside.ravel()[:12] = True
    flow, activity = np.full(GRID.shape, np.nan), np.full(GRID.shape, np.nan)
    flow[inside], activity[inside] = np.repeat([10.0, 20, 30, 40], 3), np.repeat([1.0, 2, 4, 3], 3)
    options = CouplingOptions(Order.Z_THEN_RATIO)
    found = couple(volume(flow), volume(activity), Mask(GRID, inside), options=options)
    # deviations -15 -5 5 15 and -1.5 -0.5 1.5 0.5; SD of CBF is 10 times that of the metric: ratios 1, 1, 1/3, 3
    np.testing.assert_allclose(found.zratio.volume.data[inside], np.repeat([1, 1, 1 / 3, 3], 3), rtol=1e-5)
    assert found.zratio.provenance.parameters["order"].startswith("z of each map")
    assert any("z scores were divided" in w for w in found.provenance.warnings)
    np.testing.assert_allclose(found.ratio.volume.data[inside], np.repeat([10, 10, 7.5, 40 / 3], 3), rtol=1e-6)
    middle = activity.copy()
    middle[inside] = np.repeat([1.0, 2.5, 4, 2.5], 3)  # two values are the mean itself
    partly = couple(volume(flow), volume(middle), Mask(GRID, inside), options=options)
    assert np.isnan(partly.zratio.volume.data[inside]).sum() == 6


def test_that_a_floor_of_the_metric_leaves_low_values_without_ratio() -> None:
    flow, activity = maps()
    found = couple(volume(flow), volume(activity), whole(), options=CouplingOptions(least_metric=0.5))
    low = activity.astype(np.float32) <= 0.5
    np.testing.assert_array_equal(np.isnan(found.ratio.volume.data), low)
    assert found.provenance.parameters["least_metric"] == 0.5
    with pytest.raises(OptionError):
        CouplingOptions(least_metric=-1)


def test_that_random_maps_give_a_p_value_and_an_effective_number() -> None:
    flow, activity = maps()
    found = couple(volume(flow), volume(activity), whole(), options=CouplingOptions(n_surrogates=199, seed=5))
    assert found.null is not None
    assert found.null.p == 1 / 200  # r is about 0.8 in white noise
    assert (found.provenance.parameters["seed"], found.provenance.parameters["n_surrogates"]) == (5, 199)
    assert any("independent ones, and p is 0.005" in w for w in found.provenance.warnings)
