import numpy as np
import pytest
from scipy.spatial import KDTree

from analysis.errors import DataError, OptionError
from analysis.grid import Grid
from analysis.labels import shaping
from analysis.labels.footprint import Sheet, stroke
from analysis.labels.patch import Patch, trimmed, united
from tests.orientations import oriented_grid

GRID = Grid((40, 40, 30), np.array([[-1.0, 0, 0, 19.5], [0, 1.0, 0, -20], [0, 0, 2.0, -30], [0, 0, 0, 1]]))
CENTRES = GRID.to_mm(np.moveaxis(np.indices(GRID.shape), 0, -1))


def ball(centre, radius):
    return trimmed((0, 0, 0), np.linalg.norm(CENTRES - np.array(centre), axis=-1) <= radius)


def test_that_dilating_a_voxel_gives_a_ball_in_mm():
    grown = shaping.dilated(Patch((20, 20, 15), np.ones((1, 1, 1), bool)), GRID, 5.0)
    at = GRID.to_mm(np.array([20, 20, 15]))
    np.testing.assert_array_equal(grown.on(GRID), np.linalg.norm(CENTRES - at, axis=-1) <= 5.0)


def test_that_eroding_takes_away_what_is_near_the_outside():
    patch = ball((0, 0, 0), 9.0)
    left = shaping.eroded(patch, GRID, 3.0).on(GRID)
    nearest, _ = KDTree(CENTRES[~patch.on(GRID)]).query(CENTRES[patch.on(GRID)])
    np.testing.assert_array_equal(left[patch.on(GRID)], nearest > 3.0)
    assert shaping.eroded(ball((0, 0, 0), 2.0), GRID, 5.0) is None


def test_that_filling_closes_holes_in_a_slice_and_in_space():
    mask = np.ones((5, 5, 5), bool)
    mask[2, 2, 2] = False
    assert shaping.filled(Patch((0, 0, 0), mask)).mask.all()
    mask[2, 2, :] = False  # a tunnel: open in space, closed in the slices across it
    assert not shaping.filled(Patch((0, 0, 0), mask)).mask[2, 2].any()
    assert shaping.filled(Patch((0, 0, 0), mask), axis=2).mask.all()


def test_that_smoothing_keeps_the_volume_of_a_ball_and_takes_a_spike_away():
    patch = ball((0, 0, 0), 9.0)
    mask = patch.on(GRID)
    spiky = mask.copy()
    spiky[20, 20:36, 15] = True
    smooth = shaping.smoothed(trimmed((0, 0, 0), spiky), GRID, 3.0).on(GRID)
    assert not smooth[20, 33:, 15].any()
    assert smooth.sum() == pytest.approx(mask.sum(), rel=0.1)


def test_that_the_largest_piece_is_kept_and_pieces_come_in_order():
    mask = np.zeros((10, 3, 3), bool)
    mask[0:2], mask[4:9] = True, True
    patch = Patch((3, 3, 3), mask)
    assert shaping.largest_piece(patch).low == (7, 3, 3)
    assert [part.n_voxels for part in shaping.pieces(patch)] == [45, 18]


def test_that_interpolation_between_slices_of_a_ball_gives_the_ball_back():
    patch = ball((0.0, 0.0, 0.0), 12.0)
    sparse = patch.mask.copy()
    kept = np.arange(0, sparse.shape[2], 2)
    sparse[:, :, [n for n in range(sparse.shape[2]) if n not in kept]] = False
    whole = shaping.interpolated(Patch(patch.low, sparse), GRID, axis=2).mask
    both = np.count_nonzero(whole & patch.mask)
    assert 2 * both / (np.count_nonzero(whole) + np.count_nonzero(patch.mask)) > 0.95
    np.testing.assert_array_equal(whole[:, :, kept], patch.mask[:, :, kept])


def test_that_interpolation_needs_a_gap():
    with pytest.raises(DataError, match="two slices"):
        shaping.interpolated(ball((0, 0, 0), 5.0), GRID, axis=2)


def test_that_a_region_is_mirrored_to_the_other_side():
    patch = ball((9.0, 3.0, 4.0), 6.0)  # on the patient's right
    mirror = shaping.mirrored(patch, GRID, np.zeros(3), np.array([1.0, 0, 0])).on(GRID)
    np.testing.assert_array_equal(mirror, ball((-9.0, 3.0, 4.0), 6.0).on(GRID))
    assert CENTRES[mirror][:, 0].max() < 0


def test_that_a_copy_to_the_next_slices_is_cut_at_the_border():
    patch = Patch((1, 1, 27), np.ones((2, 2, 2), bool))
    assert shaping.moved_by_slices(patch, GRID, 2, 1).low == (1, 1, 28)
    assert shaping.moved_by_slices(patch, GRID, 2, 2).mask.shape == (2, 2, 1)
    assert shaping.moved_by_slices(patch, GRID, 2, 3) is None


def test_that_lengths_must_be_positive():
    for tool in (shaping.dilated, shaping.eroded, shaping.smoothed):
        with pytest.raises(OptionError, match="0 mm"):
            tool(ball((0, 0, 0), 3.0), GRID, 0.0)


def test_that_the_axis_across_drawn_slices_is_found_by_its_gaps():
    mask = np.zeros((6, 7, 8), dtype=bool)
    mask[:, :, [0, 4, 7]] = True
    assert shaping.drawn_axis(Patch((0, 0, 0), mask)) == 2
    mask[2] = False  # a gap of one along i too, but more of its slices are drawn
    assert shaping.drawn_axis(Patch((0, 0, 0), mask)) == 2
    assert shaping.drawn_axis(Patch((0, 0, 0), np.ones((3, 3, 3), dtype=bool))) is None


@pytest.mark.parametrize("name", ["RAS", "PIL", "oblique"])
def test_that_discs_drawn_in_slices_of_the_world_become_a_cylinder_on_any_grid(name):
    grid = oriented_grid(name, (40, 40, 40), (1.0, 1.0, 1.0), (0, 0, 0))
    sheets = [Sheet(np.array([0.0, 0, z]), np.array([1.0, 0, 0]), np.array([0, 1.0, 0])) for z in (-8.2, 0.0, 8.2)]
    discs = united([stroke(grid, sheet, sheet.point_mm[None], 7.0) for sheet in sheets])
    found = shaping.interpolated_across(discs, grid)
    centres = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))
    away = np.hypot(centres[..., 0], centres[..., 1])
    marked = found.on(grid)
    assert marked[(away < 6.0) & (np.abs(centres[..., 2]) < 7.5)].all()  # no notch beside a drawn slice
    assert not marked[(away > 8.5) | (np.abs(centres[..., 2]) > 10.0)].any()
    # a sheet of voxels that are tilted by 31 degrees is thicker than one voxel: what is drawn holds more at its ends
    assert found.n_voxels == pytest.approx(np.pi * 49 * 17.4, rel=0.13)


def test_that_a_mirror_between_voxels_cuts_nothing_off():
    block = Patch((24, 12, 8), np.ones((8, 8, 8), dtype=bool))
    # mirrored across x = 0.13 mm each voxel falls between two; across a plane that leans it falls between eight
    for normal in ([1.0, 0, 0], [1.0, 0.04, 0.03]):
        found = shaping.mirrored(block, GRID, np.array([0.13, 0, 0]), np.array(normal))
        assert found.n_voxels == pytest.approx(512, rel=0.03)
