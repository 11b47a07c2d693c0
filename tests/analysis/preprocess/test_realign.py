"""Realignment of heads that moved by a known amount, in several orientations."""

import time
from itertools import pairwise

import numpy as np
import pytest

from analysis.demo.motion import HeadMotion
from analysis.errors import Cancelled, DataError, EngineError, OptionError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series
from analysis.preprocess import realign as module
from analysis.preprocess.motion import motion_of_matrices, rigid_matrix
from analysis.preprocess.realign import realign, realigned_series
from tests.orientations import ORIENTATIONS, oriented_grid

PARAMETERS = np.array(
    [
        [0, 0, 0, 0, 0, 0],
        [0.4, -0.3, 0.8, 0.010, -0.005, 0.008],
        [-0.6, 0.5, -0.9, -0.015, 0.010, -0.012],
        [1.2, 0.8, 1.5, 0.020, 0.015, -0.02],
    ]
)


def lumpy_head(grid: Grid) -> np.ndarray:
    """An ellipsoid with soft lumps that no symmetry hides, without interpolation."""
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1)
    xyz = grid.to_mm(ijk) - grid.centre_mm
    image = 800 / (1 + np.exp((np.linalg.norm(xyz / [38, 46, 36], axis=-1) - 1) * 9))
    for place, size, height in [((15, 20, 10), 9, 300), ((-20, -10, 5), 11, -250), ((5, -25, -15), 8, 200)]:
        image += height * np.exp(-((xyz - place) ** 2).sum(axis=-1) / (2 * size**2))
    return image.astype(np.float32)


def moved_series(grid: Grid, parameters: np.ndarray = PARAMETERS) -> tuple[Series, HeadMotion]:
    motion = HeadMotion(parameters, grid.centre_mm)
    head = lumpy_head(grid)
    data = np.stack([motion.resample(head, grid, t) for t in range(len(parameters))], axis=-1)
    return Series(grid, ArrayFrames(data), 2.0, "bold"), motion


def brain_points(grid: Grid) -> np.ndarray:
    return grid.to_mm(np.argwhere(lumpy_head(grid) > 400))


@pytest.mark.parametrize("name", [n for n in ORIENTATIONS[::5] if n != "sheared"] + ["oblique"])
def test_that_known_motion_is_found_in_any_orientation(name):
    grid = oriented_grid(name, (34, 38, 30), (3.2, 3.4, 3.6))
    series, truth = moved_series(grid)
    result = realign(series)
    points = brain_points(grid)
    for timepoint in range(len(PARAMETERS)):
        found = result.to_volume(timepoint).points(points)
        assert np.linalg.norm(found - truth.moved(timepoint, points), axis=1).mean() < 0.05


def test_that_the_signs_are_spms_the_matrix_of_a_row_brings_a_volume_back():
    grid = oriented_grid("LPS", (34, 38, 30), (3.2, 3.4, 3.6))
    up = np.zeros((2, 6))
    up[1, 2] = 1.0  # the head moves up
    series, truth = moved_series(grid, up)
    motion = realign(series).motion
    assert motion.parameters[1, 2] == pytest.approx(-1.0, abs=0.05)
    points = brain_points(grid)
    matrix = rigid_matrix(motion.parameters[1])
    np.testing.assert_allclose(points @ matrix[:3, :3].T + matrix[:3, 3], truth.moved_back(1, points), atol=0.1)


def test_that_another_reference_stays_in_its_place():
    series, _ = moved_series(oriented_grid("RAS", (34, 38, 30), (3.2, 3.4, 3.6)))
    parameters = realign(series, reference=2).motion.parameters
    np.testing.assert_allclose(parameters[2], 0, atol=1e-6)
    assert np.abs(parameters[0]).max() > 0.3


def test_that_realigned_volumes_are_alike_and_end_where_a_volume_does():
    series, _ = moved_series(oriented_grid("LAS", (34, 38, 30), (3.2, 3.4, 3.6)))
    still = realigned_series(series, realign(series).motion)
    inner = (slice(4, -4),) * 3
    for before, now in pairwise(range(len(PARAMETERS))):
        change = np.abs(still.frames.frame(now) - still.frames.frame(before))[inner].max()
        assert change < 0.25 * np.abs(series.frames.frame(now) - series.frames.frame(before))[inner].max()
    assert not np.isnan(still.frames.frame(0)).any()
    assert not np.isnan(still.frames.frame(1)).any()  # 0.8 mm: less than half a voxel
    far = np.zeros((2, 6))
    far[1, 0] = 10.0
    shifted = realigned_series(series_of_two(series), motion_of_matrices([rigid_matrix(row) for row in far]))
    assert np.isnan(shifted.frames.frame(1)).sum() == 3 * 38 * 30  # 10 / 3.2 mm = 3.1 voxels


def series_of_two(series: Series) -> Series:
    data = np.stack([series.frames.frame(0)] * 2, axis=-1)
    return Series(series.grid, ArrayFrames(data), 2.0)


def test_that_matrix_and_parameters_undo_each_other():
    rows = np.random.default_rng(2).normal(0, 0.2, (5, 6))
    np.testing.assert_allclose(motion_of_matrices([rigid_matrix(row) for row in rows]).parameters, rows, atol=1e-12)


def test_that_unusable_series_are_refused():
    series, _ = moved_series(oriented_grid("RAS", (12, 12, 12), (8, 8, 8)))
    one = Series(series.grid, ArrayFrames(series.frames.frame(0)[..., None]))
    with pytest.raises(DataError, match="at least two volumes"):
        realign(one)
    with pytest.raises(OptionError, match="no volume 9"):
        realign(series, reference=9)
    data = np.stack([series.frames.frame(0), np.zeros(series.grid.shape, np.float32)], axis=-1)
    with pytest.raises(DataError, match="Volume 1 of the series is empty"):
        realign(Series(series.grid, ArrayFrames(data)))
    data[0, 0, 0, 1] = np.nan
    with pytest.raises(DataError, match="no numbers"):
        realign(Series(series.grid, ArrayFrames(data)))


def test_that_an_engine_that_gives_nothing_is_a_sentence_and_leaves_nothing(monkeypatch, tmp_path):
    series, _ = moved_series(oriented_grid("RAS", (12, 12, 12), (8, 8, 8)))
    monkeypatch.setattr(module, "run_program", lambda *arguments, **options: None)
    with pytest.raises(EngineError, match="gave no motion"):
        realign(series, scratch=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_that_a_cancel_ends_the_engine_within_a_second_and_leaves_nothing(tmp_path):
    head = lumpy_head(oriented_grid("RAS", (64, 64, 40), (3, 3, 3)))
    grid = oriented_grid("RAS", (64, 64, 40), (3, 3, 3))
    series = Series(grid, ArrayFrames(np.repeat(head[..., None], 120, axis=-1)), 2.0)
    asked = []

    def cancel_in_engine(fraction: float, message: str = "") -> None:
        if message == "Realignment":
            asked.append(time.monotonic())
            raise Cancelled

    with pytest.raises(Cancelled):
        realign(series, scratch=tmp_path, progress=cancel_in_engine)
    assert time.monotonic() - asked[-1] < 1
    assert list(tmp_path.iterdir()) == []
