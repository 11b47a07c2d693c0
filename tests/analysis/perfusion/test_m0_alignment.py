"""An M0 that was stored in any order of axes, oblique or on another grid ends where the head is."""

import itertools

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.m0_alignment import align_m0

SHAPE = (30, 36, 28)
AFFINE = np.array([[6.0, 0, 0, -87], [0, 6, 0, -105], [0, 0, 6, -80], [0, 0, 0, 1]])
ASL = Grid(SHAPE, AFFINE)


def head(grid: Grid, shift_mm: tuple[float, float, float] = (0, 0, 0)) -> Volume:
    """A brain of 1000 with a darker sphere on the left and a brighter one in front, fully told by mm."""
    at = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1)) - np.array(shift_mm)
    brain = (at / np.array([65.0, 85, 60])) ** 2
    image = np.where(brain.sum(axis=-1) < 1, 1000.0, 20.0)
    image[np.linalg.norm(at - np.array([-30, 0, 10]), axis=-1) < 20] = 600
    image[np.linalg.norm(at - np.array([10, 45, 0]), axis=-1) < 18] = 1500
    return Volume(grid, image)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_that_an_m0_in_any_order_and_direction_of_axes_gives_the_same_values(order: tuple[int, ...]) -> None:
    m0 = head(ASL)
    for flips in itertools.product((1, -1), repeat=3):
        steps = tuple(slice(None, None, f) for f in flips)
        data = m0.data.transpose(order)[steps]
        affine = np.eye(4)
        affine[:3, :3] = AFFINE[:3, :3][:, order] * flips
        start = np.array([0 if f > 0 else n - 1 for f, n in zip(flips, data.shape, strict=True)])
        ijk = np.zeros(3)
        ijk[list(order)] = start
        affine[:3, 3] = ASL.to_mm(ijk)
        stored = Volume(Grid(data.shape, affine), data)
        np.testing.assert_allclose(align_m0(stored, m0).volume.data, m0.data, rtol=1e-5)


def test_that_an_oblique_m0_lies_on_the_series_except_at_the_edges_of_tissue() -> None:
    affine = np.eye(4)
    affine[:3, :3] = Rotation.from_euler("xyz", [12, -7, 5], degrees=True).as_matrix() * 4.0
    affine[:3, 3] = Grid((60, 60, 50), affine).to_mm(np.zeros(3)) - affine[:3, :3] @ np.array([29.5, 29.5, 24.5])
    oblique = Grid((60, 60, 50), affine)
    found = align_m0(head(oblique), head(ASL))
    assert found.overlap is not None
    assert found.overlap > 0.97
    same = np.abs(found.volume.data - head(ASL).data) < 30
    assert same[np.isfinite(found.volume.data)].mean() > 0.8


def test_that_an_m0_of_another_place_is_refused() -> None:
    with pytest.raises(DataError, match="do not show the same place"):
        align_m0(head(Grid(SHAPE, AFFINE), (45, 30, 0)), head(ASL))


def test_that_the_fit_undoes_the_movement_of_the_head() -> None:
    moved = head(Grid((60, 72, 56), AFFINE @ np.diag([0.5, 0.5, 0.5, 1])), (8, -5, 4))
    found = align_m0(moved, head(ASL), rigid=True)
    point = np.array([10.0, 20, 5])
    np.testing.assert_allclose(found.transform.points(point), point + np.array([8, -5, 4]), atol=1.0)
    assert "was moved by" in found.warnings[0]


def test_that_nothing_is_filled_in_where_the_m0_does_not_reach() -> None:
    low = Grid((30, 36, 24), AFFINE)
    found = align_m0(head(low), head(ASL))
    assert np.isnan(found.volume.data[:, :, 25:]).all()
    assert np.isfinite(found.volume.data[:, :, :23]).all()
