"""Places between the spaces of a patient: there and back, left stays left, names are the same in every space."""

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import OptionError
from analysis.image import Volume
from analysis.pipeline.routes import Routes, Space, project
from analysis.sampling import Interpolation, at_point
from tests.known_routes import T1_TO_EPI, box_grid, known_routes, truly_native

RANDOM = np.random.default_rng(3)
PLACES = RANDOM.uniform((-65, -95, -45), (65, 65, 75), (400, 3))  # the brain in MNI space
NATIVE = (Space.T1, Space.EPI, Space.ASL)


@pytest.fixture(scope="module")
def routes() -> Routes:
    return known_routes()


@pytest.mark.parametrize("space", NATIVE)
def test_that_a_native_place_comes_back_from_mni_within_half_a_millimetre(routes, space):
    native = routes.points(PLACES, Space.MNI, space)
    there = routes.points(native, space, Space.MNI)
    back = routes.points(there, Space.MNI, space)
    assert np.linalg.norm(back - native, axis=1).max() < 0.5
    assert np.linalg.norm(there - PLACES, axis=1).max() < 0.5


def test_that_the_way_is_the_known_one(routes):
    found = routes.points(PLACES, Space.MNI, Space.T1)
    assert np.linalg.norm(found - truly_native(PLACES), axis=1).max() < 0.1  # sines on a grid of 4 mm
    shifted = found @ T1_TO_EPI.matrix[:3, :3].T + T1_TO_EPI.matrix[:3, 3]
    assert np.allclose(routes.points(PLACES, Space.MNI, Space.EPI), shifted, atol=1e-6)


@pytest.mark.parametrize("space", NATIVE)
def test_that_left_stays_left_front_stays_front_and_top_stays_top(routes, space):
    ends = np.array([[-40.0, 0, 0], [40, 0, 0], [0, -60, 0], [0, 60, 0], [0, 0, -30], [0, 0, 60]])
    left, right, back, front, low, high = routes.points(ends, Space.MNI, space)
    assert left[0] < right[0]
    assert back[1] < front[1]
    assert low[2] < high[2]


def test_that_between_native_spaces_nothing_but_the_grid_moves(routes):
    volume_grid = routes.grids[Space.EPI]
    placed = routes.placed(volume_grid, Space.EPI, Space.T1)
    ijk = np.array([[3, 5, 7], [20, 1, 60]])
    assert placed.shape == volume_grid.shape
    assert np.allclose(T1_TO_EPI.points(placed.to_mm(ijk)), volume_grid.to_mm(ijk))
    again = routes.placed(routes.placed(volume_grid, Space.EPI, Space.ASL), Space.ASL, Space.EPI)
    assert again.matches(volume_grid, 1e-6)


def test_that_a_space_without_a_scan_is_refused():
    known = known_routes(8.0)
    routes = Routes(known.normalisation, Space.T1, {}, known.grids)
    assert routes.spaces == (Space.T1, Space.MNI)
    with pytest.raises(OptionError, match="Native EPI"):
        routes.point(np.zeros(3), Space.MNI, Space.EPI)


def test_that_without_a_t1_the_epi_is_the_anatomy():
    known = known_routes(8.0)
    routes = Routes(known.normalisation, Space.EPI, {}, {Space.EPI: known.grids[Space.T1]})
    assert routes.spaces == (Space.EPI, Space.MNI)
    assert np.allclose(
        routes.point(np.array([10.0, 20, 30]), Space.MNI, Space.EPI),
        known.point(np.array([10.0, 20, 30]), Space.MNI, Space.T1),
    )


@pytest.mark.parametrize("space", NATIVE)
def test_that_the_region_in_a_native_voxel_is_that_of_its_mni_place(routes, space):
    atlas = aal()
    native = project(Volume(atlas.grid, atlas.labels), routes, Space.MNI, space, Interpolation.NEAREST)
    ijk = np.argwhere(np.nan_to_num(native.data) > 0)
    ijk = ijk[RANDOM.choice(len(ijk), 300, replace=False)]
    there = routes.points(native.grid.to_mm(ijk), space, Space.MNI)
    found = native.data[tuple(ijk.T)]
    expected = atlas.labels_at(there)
    assert (found == expected).mean() > 0.99  # a place on the border of two regions may be rounded to either
    assert set(np.unique(native.data[np.isfinite(native.data)])) <= {0.0, *map(float, atlas.names)}


def test_that_projecting_misses_no_region(routes):
    atlas = aal()
    native = project(Volume(atlas.grid, atlas.labels), routes, Space.MNI, Space.T1, Interpolation.NEAREST)
    found = np.unique(native.data[np.isfinite(native.data)])
    assert set(found) - {0.0} == set(map(float, atlas.names))


def test_that_a_region_of_the_left_lies_on_the_left_of_the_native_head(routes):
    atlas = aal()
    native = project(Volume(atlas.grid, atlas.labels), routes, Space.MNI, Space.EPI, Interpolation.NEAREST)
    middle = {
        name: native.grid.to_mm(np.argwhere(native.data == atlas.label_of(name))).mean(axis=0)
        for name in ("Precentral_L", "Precentral_R")
    }
    assert middle["Precentral_L"][0] < middle["Precentral_R"][0] - 40


def test_that_a_single_voxel_is_not_lost(routes):
    grid = box_grid(-90, 90, 3.0)
    data = np.zeros(grid.shape)
    data[20, 41, 33] = 7
    native = project(Volume(grid, data), routes, Space.MNI, Space.T1, Interpolation.NEAREST)
    ijk = np.argwhere(native.data == 7)
    assert 1 <= len(ijk) < 30  # 27 mm³ in a head that is 1.24 times as large, in voxels of 8 mm³
    middle = native.grid.to_mm(ijk).mean(axis=0)
    expected = truly_native(grid.to_mm(np.array([[20, 41, 33]])))[0]
    assert np.linalg.norm(middle - expected) < 1.5


def test_that_a_value_is_interpolated_where_its_place_comes_from(routes):
    grid = box_grid(-100, 100, 4.0)
    ijk = np.stack(np.meshgrid(*map(np.arange, grid.shape), indexing="ij"), axis=-1)
    ramp = Volume(grid, 200 + grid.to_mm(ijk) @ np.array([1.0, -0.5, 0.25]))
    native = project(ramp, routes, Space.MNI, Space.T1, Interpolation.LINEAR)
    for place in PLACES[:20]:
        expected = 200 + place @ np.array([1.0, -0.5, 0.25])
        assert at_point(native, truly_native(place[None])[0], Interpolation.LINEAR) == pytest.approx(expected, abs=0.5)


def test_that_a_native_map_is_drawn_in_mni_where_it_belongs(routes):
    grid = routes.grids[Space.EPI]
    data = np.zeros(grid.shape)
    place = np.array([[-30.0, -20.0, 40.0]])
    native = routes.points(place, Space.MNI, Space.EPI)[0]
    data[grid.voxel_at(native)] = 1
    there = project(Volume(grid, data), routes, Space.EPI, Space.MNI, Interpolation.NEAREST)
    middle = there.grid.to_mm(np.argwhere(there.data == 1)).mean(axis=0)
    assert np.linalg.norm(middle - place[0]) < 4  # within the voxel
