import numpy as np
import pytest

from analysis.errors import DataError
from analysis.image import ArrayFrames, Mask, Series
from analysis.metrics.connectivity import SeedFcOptions, compute_seed_fc, fisher_z
from analysis.metrics.live import make_live
from analysis.metrics.seeds import SphereSeed
from analysis.preprocess.filter import FilterOptions, filter_series
from analysis.preprocess.preparation import Preparation
from tests.orientations import ORIENTATIONS, oriented_grid

SHAPE = (6, 7, 5)


def _case(name: str = "RAS") -> tuple[Series, Mask]:
    """Noise with a common part that fades along i, in every voxel of an inner box."""
    grid = oriented_grid(name, SHAPE, (3.0, 3.0, 3.0), (4.0, -9.0, 21.0))
    random = np.random.default_rng(3)
    shared = random.standard_normal(60)
    data = random.standard_normal((*SHAPE, 60)) + shared * np.linspace(0, 2, SHAPE[0])[:, None, None, None] + 100
    inner = np.zeros(SHAPE, bool)
    inner[1:-1, 1:-1, 1:-1] = True
    return Series(grid, ArrayFrames(data), 2.0, "rest"), Mask(grid, inner)


def _seed(series: Series, ijk: tuple[int, int, int], radius_mm: float = 3.5) -> SphereSeed:
    x, y, z = series.grid.to_mm(np.array(ijk))
    return SphereSeed("live", (x, y, z), radius_mm)


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_that_the_live_map_is_the_map_that_is_kept(name):
    series, mask = _case(name)
    seed = _seed(series, (3, 4, 2))
    live = make_live(series, mask, Preparation())
    kept = compute_seed_fc(series, mask, SeedFcOptions((seed,)))[0].volume.data
    shown = live.r_map(live.course_of(seed)).data
    np.testing.assert_allclose(shown, kept, atol=2e-6)
    assert np.isnan(shown[~mask.data]).all()


def test_that_the_filter_is_the_filter_step():
    series, mask = _case()
    options = FilterOptions(low_hz=0.02, high_hz=0.1)
    seed = _seed(series, (2, 3, 2))
    filtered = filter_series(series, mask, options).series
    kept = compute_seed_fc(filtered, mask, SeedFcOptions((seed,)))[0].volume.data
    live = make_live(series, mask, Preparation(filtering=options))
    np.testing.assert_allclose(live.r_map(live.course_of(seed)).data, kept, atol=2e-6)


def test_that_a_difference_is_that_of_fishers_z():
    series, mask = _case()
    live = make_live(series, mask, Preparation())
    first, second = (live.course_of(_seed(series, ijk)) for ijk in ((4, 3, 2), (1, 3, 2)))
    expected = fisher_z(live.r_map(first).data) - fisher_z(live.r_map(second).data)
    np.testing.assert_allclose(live.difference_map(first, second).data, expected, atol=1e-5)
    np.testing.assert_array_equal(live.difference_map(first, first).data[mask.data], 0)


@pytest.mark.parametrize("name", ["RAS", "LPS", "oblique"])
def test_that_the_course_at_a_place_is_that_of_its_voxel(name):
    series, mask = _case(name)
    live = make_live(series, mask, Preparation())
    ijk = (4, 2, 3)
    expected = series.frames.time_course(ijk)
    np.testing.assert_allclose(live.course_at(series.grid.to_mm(np.array(ijk))), expected - expected.mean(), atol=1e-4)


def test_that_outside_the_mask_there_is_no_course_and_no_seed():
    series, mask = _case()
    live = make_live(series, mask, Preparation())
    assert live.course_at(series.grid.to_mm(np.array((0, 0, 0)))) is None
    assert live.course_at(np.array([900.0, 0, 0])) is None
    with pytest.raises(DataError, match="move it"):
        live.course_of(_seed(series, (0, 0, 0), radius_mm=1))
