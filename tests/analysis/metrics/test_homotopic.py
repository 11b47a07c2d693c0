import numpy as np
import pytest

from analysis.errors import Cancelled, DataError, GeometryError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series
from analysis.metrics.homotopic import compute_vmhc, mirror_indices
from tests.reference_case import load, load_mask, load_series
from tests.stopped import stopped_after


def _grid(nx, *, flipped=False, offset_mm=0.0):
    affine = np.diag([-3.0 if flipped else 3.0, 3, 3, 1])
    affine[0, 3] = (1 if flipped else -1) * 3 * (nx - 1) / 2 + offset_mm
    return Grid((nx, 4, 3), affine)


def _random(grid, seed=0):
    values = np.random.default_rng(seed).standard_normal((*grid.shape, 30)).astype(np.float32)
    return Series(grid, ArrayFrames(values), 2.0), values


@pytest.mark.parametrize("nx", [7, 8])
@pytest.mark.parametrize("flipped", [False, True])
def test_that_each_voxel_is_compared_with_its_mirror_image(nx, flipped):
    grid = _grid(nx, flipped=flipped)
    series, values = _random(grid)
    found = compute_vmhc(series, Mask(grid, np.ones(grid.shape)))[0].volume.data
    for ijk in np.ndindex(grid.shape):
        mirror = (nx - 1 - ijk[0], *ijk[1:])
        if mirror == ijk:
            assert np.isnan(found[ijk])
        else:
            assert found[ijk] == pytest.approx(np.corrcoef(values[ijk], values[mirror])[0, 1], abs=1e-6)


def test_that_it_equals_dpabi(fixtures):
    # The reference mirrors the array; here the grid is moved so that x = 0 is in the middle of it.
    stored = load_mask(fixtures)
    affine = stored.grid.affine.copy()
    affine[0, 3] = 28.5
    grid = Grid(stored.grid.shape, affine)
    series = Series(grid, load_series(fixtures, "dpabi_A_filt_meanback").frames, 2.0)
    made = compute_vmhc(series, Mask(grid, stored.data))[0]
    expected = load(fixtures, "dpabi_A_vmhc")[1]  # DPABI V9.0, y_VMHC
    both = made.mask.data & (expected != 0)
    # DPABI writes 0 into slab fix(20 / 2) + 1 = 11 also where the array has no middle voxel.
    assert set(np.argwhere(made.mask.data & np.isfinite(made.volume.data) & (expected == 0))[:, 0]) == {10}
    np.testing.assert_allclose(made.volume.data[both], expected[both], atol=1e-6)


def test_that_the_map_is_the_same_on_both_sides():
    grid = _grid(9)
    series, _ = _random(grid)
    found = compute_vmhc(series, Mask(grid, np.ones(grid.shape)))[0].volume.data
    np.testing.assert_allclose(found, found[::-1], atol=1e-7, equal_nan=True)


def test_that_a_mask_of_one_half_is_completed():
    grid = _grid(8)
    series, _ = _random(grid)
    inside = np.zeros(grid.shape)
    inside[:3] = 1
    made = compute_vmhc(series, Mask(grid, inside))[0]
    assert made.mask.n_voxels == 2 * 3 * 12
    assert np.isfinite(made.volume.data[made.mask.data]).all()


def test_that_z_is_fishers_of_r():
    grid = _grid(8)
    series, _ = _random(grid)
    r, z = compute_vmhc(series, Mask(grid, np.ones(grid.shape)))
    np.testing.assert_allclose(z.volume.data, np.arctanh(r.volume.data), rtol=1e-5)


def test_that_mirrors_beyond_the_image_are_none():
    axis, mirrored = mirror_indices(_grid(6, offset_mm=3.0))
    assert axis == 0
    assert mirrored.tolist() == [3, 2, 1, 0, -1, -1]


def test_that_a_grid_whose_voxels_do_not_mirror_onto_voxels_is_refused():
    grid = _grid(8, offset_mm=1.0)
    series, _ = _random(grid)
    with pytest.raises(GeometryError, match="not mirror images"):
        compute_vmhc(series, Mask(grid, np.ones(grid.shape)))


def test_that_an_oblique_grid_is_refused():
    angle = 0.1
    affine = np.eye(4)
    affine[:2, :2] = 3 * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    with pytest.raises(GeometryError, match="symmetric standard space"):
        mirror_indices(Grid((5, 5, 5), affine))


def test_that_a_mask_on_the_midline_only_is_refused():
    grid = _grid(7)
    series, _ = _random(grid)
    inside = np.zeros(grid.shape)
    inside[3] = 1
    with pytest.raises(DataError, match="No voxel of the mask has a mirror image"):
        compute_vmhc(series, Mask(grid, inside))


def test_that_it_can_be_cancelled():
    grid = _grid(7)
    series, _ = _random(grid)
    with pytest.raises(Cancelled):
        compute_vmhc(series, Mask(grid, np.ones(grid.shape)), progress=stopped_after(0.6))
