import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.labels.patch import Patch, trimmed
from analysis.labels.reading import asymmetry_percent, dice, mean_course, mean_in, numbers_in

GRID = Grid((4, 3, 2), np.diag([2.0, 2.0, 2.5, 1.0]))


def test_that_the_numbers_are_those_of_a_hand_calculation():
    data = np.full(GRID.shape, 100.0)
    data[1:3, 1, 0], data[1:3, 1, 1] = (2, 4), (4, np.nan)
    found = numbers_in(Volume(GRID, data, "CBF"), Patch((1, 1, 0), np.ones((2, 1, 2), bool)))
    assert (found.n_voxels, found.n_missing) == (4, 1)
    assert found.volume_mm3 == pytest.approx(40.0)
    assert found.mean == pytest.approx(10 / 3)
    assert found.sd == pytest.approx(np.sqrt(((2 - 10 / 3) ** 2 + 2 * (4 - 10 / 3) ** 2) / 2))
    assert (found.minimum, found.median, found.maximum) == (2, 4, 4)
    assert found.min_mm.tolist() == [2, 2, 0]
    assert found.max_mm.tolist() == [2, 2, 2.5]
    assert found.percentiles == pytest.approx((2.2, 3.0, 4.0, 4.0))
    assert found.counts.sum() == 3


def made_values(kind: str) -> np.ndarray:
    rng = np.random.default_rng(3)
    noise = rng.standard_normal((17, 13, 11))
    kinds = {
        "noise": noise,
        "few different values": np.round(noise),
        "one far away": np.where(np.arange(noise.size).reshape(noise.shape) == 700, 1e9, noise),
        "holes": np.where(noise > 1, np.nan, np.where(noise < -1.5, np.inf, noise)),
        "the same everywhere": np.full(noise.shape, 7.5),
        "hardly different": 1 + 1e-7 * np.round(noise),
        "as large as a float can be": noise * 5e37,
    }
    return kinds[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "noise",
        "few different values",
        "one far away",
        "holes",
        "the same everywhere",
        "hardly different",
        "as large as a float can be",
    ],
)
@pytest.mark.parametrize("share", [1.0, 0.4, 0.002])
def test_that_the_numbers_are_those_of_numpy_over_the_values_one_by_one(kind, share):
    data = made_values(kind).astype(np.float32)
    on = Grid(data.shape, np.diag([-2.0, 2.0, 2.5, 1.0]))
    patch = trimmed((0, 0, 0), np.random.default_rng(5).random(data.shape) < share)
    found = numbers_in(Volume(on, data), patch)
    marked = patch.on(on)
    values = data[marked].astype(np.float64)
    kept, places = values[np.isfinite(values)], np.argwhere(marked)[np.isfinite(values)]
    assert (found.n_voxels, found.n_missing) == (len(values), len(values) - len(kept))
    assert found.mean == pytest.approx(kept.mean(), rel=1e-12, abs=1e-9)
    assert mean_in(Volume(on, data), patch) == found.mean
    assert found.sd == pytest.approx(kept.std(ddof=1), rel=1e-9, abs=1e-12)
    assert (found.minimum, found.median, found.maximum) == (kept.min(), np.median(kept), kept.max())
    np.testing.assert_array_equal(found.min_mm, on.to_mm(places[kept.argmin()]))
    np.testing.assert_array_equal(found.max_mm, on.to_mm(places[kept.argmax()]))
    assert found.percentiles == tuple(np.percentile(kept, (5, 25, 75, 95)))
    counts, edges = np.histogram(kept, bins=32)
    np.testing.assert_array_equal(found.edges, edges)
    np.testing.assert_array_equal(found.counts, counts)


def test_that_the_mean_of_no_value_is_none():
    assert np.isnan(mean_in(Volume(GRID, np.full(GRID.shape, np.nan)), Patch((0, 0, 0), np.ones((1, 1, 1), bool))))


def test_that_one_voxel_has_no_standard_deviation():
    assert np.isnan(numbers_in(Volume(GRID, np.ones(GRID.shape)), Patch((0, 0, 0), np.ones((1, 1, 1), bool))).sd)


def test_that_a_region_without_values_is_refused():
    with pytest.raises(DataError, match="CBF has no value"):
        numbers_in(Volume(GRID, np.full(GRID.shape, np.nan), "CBF"), Patch((0, 0, 0), np.ones((1, 1, 1), bool)))


def test_that_a_course_is_the_mean_of_the_voxels_with_a_value():
    data = np.ones((*GRID.shape, 3), dtype=np.float32, order="F")
    data[0, 0, 0] = (1, 2, np.nan)
    data[1, 0, 0] = (3, np.nan, np.nan)
    course = mean_course(Series(GRID, ArrayFrames(data), 2.0), Patch((0, 0, 0), np.ones((2, 1, 1), bool)))
    np.testing.assert_allclose(course, [2, 2, np.nan])


def test_that_the_asymmetry_is_positive_where_the_left_is_larger():
    assert asymmetry_percent(60, 40) == pytest.approx(40)
    assert asymmetry_percent(40, 60) == pytest.approx(-40)
    assert np.isnan(asymmetry_percent(-1, 3))
    assert np.isnan(asymmetry_percent(0, 0))


def test_that_dice_is_twice_the_common_part():
    first, second = (Patch((n, 0, 0), np.ones((2, 3, 2), bool)) for n in (0, 1))
    assert dice(first, second) == pytest.approx(0.5)
    assert dice(first, first) == 1
    assert dice(first, Patch((3, 0, 0), np.ones((1, 1, 1), bool))) == 0
