"""A made map of perfusion, and the same brain in another session: turned, shifted, on another grid."""

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.scan_alignment import align_scans
from analysis.preprocess.transforms import LinearTransform

GRID = Grid((44, 52, 40), np.array([[4.0, 0, 0, -86], [0, 4, 0, -102], [0, 0, 4, -78], [0, 0, 0, 1]]))
OTHER = Grid((64, 64, 30), np.array([[-3.4, 0, 0, 110], [0, 3.4, 0, -115], [0, 0, 5.0, -75], [0, 0, 0, 1]]))


def flow(points: np.ndarray, pattern: float = 1.0) -> np.ndarray:
    """Folds of 60 and 25 in an ellipsoid; NaN outside."""
    x, y, z = np.moveaxis(points, -1, 0)
    inside = (x / 68) ** 2 + (y / 86) ** 2 + (z / 62) ** 2 < 1
    folds = np.sin(x / 9 * pattern + np.cos(y / 13)) * np.cos(y / 11 * pattern) + 0.6 * np.sin(z / 8 + x / 30)
    return np.where(inside, 42 + 17 * np.tanh(2 * folds) + 0.06 * y, np.nan)


def made(grid: Grid, place: LinearTransform | None = None, pattern: float = 1.0) -> Volume:
    points = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1).reshape(-1, 3))
    points = points if place is None else place.points(points)
    rng = np.random.default_rng(0)
    values = flow(points, pattern).reshape(grid.shape)
    return Volume(grid, values + rng.normal(0, 4, grid.shape), "CBF", "mL/100 g/min")


def turned(degrees: float, shift: tuple[float, float, float]) -> LinearTransform:
    angle = np.deg2rad(degrees)
    matrix = np.eye(4)
    matrix[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    matrix[:3, 3] = shift
    return LinearTransform(matrix)


def test_that_another_session_is_found_and_brought_to_the_grid_of_the_first():
    place = turned(6, (5.0, -7.0, 4.0))
    first, second = made(GRID), made(OTHER, place)
    found = align_scans(first, second)
    corners = np.array([[50.0, 0, 0], [0, 60, 0], [0, 0, 45], [-40, -40, -30]])
    np.testing.assert_allclose(place.points(found.transform.points(corners)), corners, atol=0.8)
    assert found.volume.grid.matches(GRID)
    assert found.volume.unit == "mL/100 g/min"
    assert found.moved_mm == pytest.approx(np.linalg.norm([5, 7, 4]), abs=1.5)
    assert "moved by" in found.sentence
    assert "6.0°" in found.sentence or "5.9°" in found.sentence or "6.1°" in found.sentence


def test_that_another_brain_is_refused_with_what_was_measured():
    with pytest.raises(DataError, match=r"could not be aligned.*r = .*same patient"):
        align_scans(made(GRID), made(GRID, pattern=1.9))


def test_that_an_empty_map_is_refused():
    empty = Volume(GRID, np.full(GRID.shape, np.nan))
    with pytest.raises(DataError, match="without any value"):
        align_scans(made(GRID), empty)
