"""Expected values: counted by hand, scipy.ndimage as a peer, AAL at the coordinate."""

import time

import numpy as np
import pytest
from scipy import ndimage

from analysis.atlas.parcellation import aal
from analysis.errors import DataError, OptionError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.stats.clusters import ClusterFinder
from analysis.stats.lattice import Connectivity, lattice_of
from analysis.stats.place import Side
from tests.orientations import ORIENTATIONS, oriented_grid

AFFINE = np.array([[3.0, 0, 0, -90], [0, 3, 0, -126], [0, 0, 3, -72], [0, 0, 0, 1]])
GRID = Grid((61, 73, 61), AFFINE)
STRUCTURES = {6: 1, 18: 2, 26: 3}


def volume_of(blocks):
    """Zeros with boxes of one value: ((first xyz, last xyz, value), ...)."""
    data = np.zeros(GRID.shape)
    for first, last, value in blocks:
        a, b = (GRID.voxel_at(np.array(xyz)) for xyz in (first, last))
        data[a[0] : b[0] + 1, a[1] : b[1] + 1, a[2] : b[2] + 1] = value
    return Volume(GRID, data)


@pytest.fixture(scope="module")
def noise():
    data = ndimage.gaussian_filter(np.random.default_rng(4).normal(size=GRID.shape), 1.2)
    return Volume(GRID, data / data.std())


@pytest.mark.parametrize("connectivity", list(Connectivity))
def test_that_sizes_are_those_of_scipy(noise, connectivity):
    structure = ndimage.generate_binary_structure(3, STRUCTURES[connectivity])
    expected = []
    for sign in (1, -1):
        labels, _ = ndimage.label(sign * noise.data >= np.float32(2.0), structure)
        expected += np.bincount(labels.ravel())[1:].tolist()
    table = ClusterFinder(noise, connectivity=connectivity).find(2.0)
    assert table.sizes.tolist() == sorted(expected, reverse=True)


def test_that_two_blocks_that_touch_at_a_corner_are_one_cluster_of_26():
    touching = volume_of([((0, 0, 0), (3, 3, 3), 4.0), ((6, 6, 6), (9, 9, 9), 5.0)])
    sizes = {c: ClusterFinder(touching, connectivity=c).find(3.0).sizes.tolist() for c in Connectivity}
    assert sizes == {6: [8, 8], 18: [8, 8], 26: [16]}


def test_that_a_row_solved_by_hand_comes_out():
    data = volume_of([((-42, -30, 51), (-36, -30, 51), 3.0)])
    values = np.array(data.data)
    i, j, k = GRID.voxel_at(np.array([-36, -30, 51]))
    values[i, j, k] = 6.0
    row = ClusterFinder(Volume(GRID, values)).find(2.0)[0]
    assert (row.number, row.n_voxels, row.volume_mm3) == (1, 3, 81.0)
    assert row.peak.xyz_mm == (-36, -30, 51)
    assert row.value == 6.0
    assert row.centroid_mm == pytest.approx((-39, -30, 51))
    assert row.weighted_centre_mm == pytest.approx(((-42 * 3 - 39 * 3 - 36 * 6) / 12, -30, 51))
    assert row.side is Side.LEFT
    assert row.region == aal().name_at(np.array([-36, -30, 51]))
    names = [aal().name_at(np.array([x, -30, 51])) for x in (-42, -39, -36)]
    assert sum(share.n_voxels for share in row.regions) == 3
    assert row.regions[0].percent_of_cluster == pytest.approx(100 * names.count(row.regions[0].name) / 3)
    lattice = np.stack(np.meshgrid(*(np.arange(n) for n in GRID.shape), indexing="ij"), -1)
    of_region = (aal().labels_at(GRID.to_mm(lattice)) == aal().label_of(row.regions[0].name)).sum()
    assert row.regions[0].percent_of_region == pytest.approx(100 * row.regions[0].n_voxels / of_region)


def test_that_both_signs_are_found_and_the_size_orders_the_table():
    both = volume_of([((-42, -30, 51), (-36, -24, 51), -4.0), ((30, -60, -30), (33, -60, -30), 5.0)])
    finder = ClusterFinder(both)
    table = finder.find(3.0)
    assert [(row.n_voxels, row.value) for row in table.rows] == [(9, -4.0), (2, 5.0)]
    assert [row.value for row in finder.find(3.0, signs=(1,)).rows] == [5.0]
    assert len(finder.find(3.0, extent=3)) == 1
    assert len(finder.find(4.5)) == 1
    kept = finder.find(3.0, extent=3).kept()
    assert np.isfinite(kept).sum() == 9
    assert np.nanmax(kept) == -4.0


def test_that_a_voxel_at_the_threshold_is_in_as_it_is_drawn():
    at = volume_of([((0, 0, 0), (0, 0, 0), 3.1)])
    assert len(ClusterFinder(at).find(3.1)) == 1  # 3.1 in single precision is below 3.1 in double
    assert len(ClusterFinder(at).find(3.1001)) == 0


def test_that_subpeaks_keep_their_distance_and_every_one_is_a_local_maximum():
    line = np.zeros(GRID.shape)
    i, j, k = GRID.voxel_at(np.array([0, 0, 0]))
    line[i : i + 9, j, k] = [9, 3, 8, 3, 7, 3, 3, 3, 5]  # at 0, 6, 12 and 24 mm
    row = ClusterFinder(Volume(GRID, line)).find(2.0)[0]
    assert [(p.xyz_mm[0], p.value) for p in row.subpeaks] == [(12, 7), (24, 5)]
    closer = ClusterFinder(Volume(GRID, line), subpeak_distance_mm=6.0).find(2.0)[0]
    assert [p.value for p in closer.subpeaks] == [8, 7, 5]


def test_that_a_plateau_is_one_maximum():
    flat = volume_of([((0, 0, 0), (30, 3, 3), 4.0)])
    assert ClusterFinder(flat).find(2.0)[0].subpeaks == ()


def test_that_a_peak_outside_the_atlas_has_the_nearest_region_and_its_distance():
    # white matter, 28 mm from the region it was published as (Zhang et al. 2025, Table 2)
    point = np.array([-21.0, 12, 33])
    row = ClusterFinder(volume_of([(point, point, 4.2789)])).find(4.0)[0]
    assert row.region is None
    everywhere = aal().grid.to_mm(np.argwhere(aal().labels))
    distance = np.linalg.norm(everywhere - point, axis=1).min()
    assert row.nearest.distance_mm == pytest.approx(distance)
    assert row.percent_outside_atlas == 100
    assert row.regions == ()


def test_that_the_midline_is_half_a_voxel_wide_on_each_side():
    sides = [ClusterFinder(volume_of([((x, 0, 0), (x, 0, 0), 4.0)])).find(1.0)[0].side.value for x in (-3, 0, 3)]
    assert sides == ["L", "midline", "R"]


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_that_place_and_side_hold_in_every_order_and_direction_of_the_axes(orientation):
    centre = np.array([-40.0, -24, 50])
    grid = oriented_grid(orientation, (15, 15, 15), (3, 3, 3), centre)  # the middle voxel, (7, 7, 7), is there
    data = np.zeros(grid.shape)
    data[7, 7, 7] = 5.0
    row = ClusterFinder(Volume(grid, data)).find(1.0)[0]
    assert row.peak.xyz_mm == pytest.approx(centre, abs=1e-6)
    assert row.side is Side.LEFT
    assert row.region == "Postcentral_L" == aal().name_at(centre)


def test_that_no_value_and_no_height_are_refused():
    with pytest.raises(DataError, match="holds no value"):
        ClusterFinder(Volume(GRID, np.full(GRID.shape, np.nan)))
    finder = ClusterFinder(volume_of([((0, 0, 0), (0, 0, 0), 3.0)]))
    with pytest.raises(OptionError, match="above 0"):
        finder.find(0.0)
    with pytest.raises(IndexError):
        finder.find(9.0)[0]


def test_that_neighbours_are_those_of_their_definition():
    inside = np.ones((3, 3, 3), dtype=bool)
    lattice = lattice_of(inside)
    for connectivity in Connectivity:
        around = lattice.rows[lattice.places[13] + lattice.offsets(connectivity)]
        steps = np.abs(lattice.ijk[around] - 1).sum(axis=1)
        assert len(around) == connectivity
        assert steps.max() == STRUCTURES[connectivity]
        assert len(lattice.earlier(connectivity)) == connectivity // 2


def test_that_a_new_threshold_takes_less_than_fifty_milliseconds(noise):
    finder = ClusterFinder(noise)
    assert len(finder.find(3.0).rows) > 0
    spent = []
    for height in np.linspace(2.3, 3.5, 15):
        start = time.process_time()
        assert len(finder.find(float(height), extent=5).rows) > 0
        spent.append(time.process_time() - start)
    assert np.median(spent) < 0.05
