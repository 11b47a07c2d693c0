import numpy as np
import pytest

from analysis.grid import Grid
from analysis.image import Mask
from analysis.perfusion.partial_volume import correct_partial_volume
from analysis.perfusion.quality import Tissues

GRID = Grid((14, 12, 7), np.diag([4.0, 4, 4, 1]))
MASK = Mask(GRID, np.ones(GRID.shape))


def fractions(seed: int = 1) -> Tissues:
    rng = np.random.default_rng(seed)
    gray = rng.uniform(0.1, 0.9, GRID.n_voxels)
    return Tissues(gray, (1 - gray) * rng.uniform(0.7, 1, GRID.n_voxels))


@pytest.mark.parametrize("slice_axis", [None, 2])
def test_that_even_flows_come_back_whatever_the_mixture(slice_axis: int | None) -> None:
    tissues = fractions()
    gray, white = correct_partial_volume(60 * tissues.gray + 20 * tissues.white, tissues, MASK, slice_axis=slice_axis)
    np.testing.assert_allclose(gray, 60, rtol=1e-8)
    known = np.isfinite(white)
    np.testing.assert_allclose(white[known], 20, rtol=1e-8)
    assert known.mean() > 0.85


def test_that_it_is_least_squares_over_the_window() -> None:
    """An obvious implementation at one voxel, with noise and a gap."""
    rng = np.random.default_rng(7)
    tissues = fractions()
    cbf = 60 * tissues.gray + 20 * tissues.white + rng.normal(0, 10, GRID.n_voxels)
    cbf[500] = np.nan
    gray, white = correct_partial_volume(cbf, tissues, MASK)
    i, j, k = 6, 5, 3
    near = np.zeros(GRID.shape, bool)
    near[i - 2 : i + 3, j - 2 : j + 3, k - 2 : k + 3] = True
    rows = near.ravel() & np.isfinite(cbf)
    expected, *_ = np.linalg.lstsq(np.column_stack([tissues.gray, tissues.white])[rows], cbf[rows], rcond=None)
    here = np.ravel_multi_index((i, j, k), GRID.shape)
    np.testing.assert_allclose([gray[here], white[here]], expected, rtol=1e-8)


def test_that_tissues_that_cannot_be_told_apart_have_no_value() -> None:
    same = Tissues(np.full(GRID.n_voxels, 0.5), np.full(GRID.n_voxels, 0.4))
    gray, white = correct_partial_volume(np.full(GRID.n_voxels, 38.0), same, MASK)
    assert np.isnan(gray).all()
    assert np.isnan(white).all()
    pure = Tissues(np.ones(GRID.n_voxels), np.zeros(GRID.n_voxels))
    gray, white = correct_partial_volume(np.full(GRID.n_voxels, 60.0), pure, MASK)
    np.testing.assert_allclose(gray, 60)
    assert np.isnan(white).all()


def test_that_missing_flow_stays_missing() -> None:
    tissues = fractions()
    cbf = 60 * tissues.gray + 20 * tissues.white
    cbf[10] = np.nan
    gray, _ = correct_partial_volume(cbf, tissues, MASK)
    assert np.isnan(gray[10])
    assert np.isfinite(gray[11])
