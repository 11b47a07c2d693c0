"""Coregistration of an echo-planar image with a T1 of the same head, from many positions."""

import numpy as np
import pytest

from analysis.demo.settings import FULL
from analysis.errors import Cancelled, DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.coregister import coregister, measure_overlap
from analysis.preprocess.linear import Kind, best_start
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.transforms import IDENTITY, LinearTransform
from tests.orientations import rotation


def moved(shift_mm: tuple[float, float, float], turn: tuple[float, float, float] = (0, 0, 0)) -> LinearTransform:
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(*turn)
    matrix[:3, 3] = shift_mm
    return LinearTransform(matrix)


def echo_planar(patient, truth: LinearTransform, grid: Grid = FULL.bold_grid) -> Volume:
    """Fluid bright, white matter dark, as T2*; the head lies where `truth` maps the T1's mm."""
    signal = Volume(
        patient.t1.grid, 700 * patient.gray.data + 560 * patient.white.data + 900 * patient.csf.data, "signal"
    )
    (image,) = volumes_onto([signal], grid, truth.inverse.points, outside=0.0)
    noise = np.random.default_rng(1).normal(0, 12, grid.shape)
    return Volume(grid, np.abs(image.data + noise), "EPI")


def error_mm(patient, found: LinearTransform, truth: LinearTransform) -> float:
    points = patient.brain.grid.to_mm(np.argwhere(patient.brain.data))
    return float(np.linalg.norm(found.points(points) - truth.points(points), axis=1).mean())


@pytest.mark.parametrize(
    ("shift", "turn"),
    [((6, -4, 5), (4, -3, 5)), ((38, -35, 30), (-12, 10, 14))],
)
def test_that_the_position_is_found_from_any_header(patient, shift, turn):
    truth = moved(shift, turn)
    affine = truth.matrix @ FULL.bold_grid.affine  # the scanner moved the field of view with the head ...
    grid = Grid(FULL.bold_grid.shape, affine)  # ... and the header of the T1 knows nothing of it
    result = coregister(echo_planar(patient, truth, grid), patient.t1, patient.brain)
    assert error_mm(patient, result.transform, truth) < 0.8
    assert result.overlap > 0.85
    assert result.coverage > 0.95


def test_that_the_same_images_give_the_same_transform(patient):
    image = echo_planar(patient, moved((3, 2, -1)))
    first, second = (coregister(image, patient.t1, patient.brain) for _ in range(2))
    np.testing.assert_array_equal(first.transform.matrix, second.transform.matrix)


def test_that_missing_values_count_as_background(patient):
    image = echo_planar(patient, IDENTITY)
    holes = np.where(image.data < 60, np.nan, image.data)
    result = coregister(Volume(image.grid, holes), patient.t1, patient.brain)
    assert error_mm(patient, result.transform, IDENTITY) < 0.8


def test_that_overlap_and_coverage_are_measured(patient):
    image = echo_planar(patient, IDENTITY)
    overlap, coverage = measure_overlap(image, patient.brain, IDENTITY)
    assert overlap > 0.85
    assert coverage > 0.98
    apart, _ = measure_overlap(image, patient.brain, moved((60, 0, 0)))
    assert apart < 0.6


def test_that_another_object_is_refused_with_the_measured_overlap(patient):
    image = echo_planar(patient, IDENTITY)
    small = np.zeros(patient.brain.grid.shape, dtype=bool)
    i, j, k = (n // 2 for n in small.shape)
    small[i - 8 : i + 8, j - 4 : j + 4, k - 12 : k + 12] = True  # "brain" of another shape
    with pytest.raises(DataError, match=r"only \d+ % of the brain"):
        coregister(image, patient.t1, Mask(patient.brain.grid, small))


def test_that_empty_images_and_masks_are_refused(patient):
    image = echo_planar(patient, IDENTITY)
    with pytest.raises(DataError, match="empty"):
        coregister(Volume(image.grid, np.zeros(image.grid.shape)), patient.t1, patient.brain)
    with pytest.raises(DataError, match="empty"):
        coregister(image, patient.t1, Mask(patient.brain.grid, np.zeros(patient.brain.grid.shape)))
    with pytest.raises(GeometryError, match="grid of the T1"):
        coregister(image, patient.t1, Mask(image.grid, np.ones(image.grid.shape)))


def test_that_images_that_cannot_meet_are_refused(patient):
    grid = patient.t1.grid
    far = Grid((4, 4, 4), np.diag([1.0, 1, 1, 1]) + np.array([[0, 0, 0, 900.0]] + [[0] * 4] * 3))
    with pytest.raises(DataError):
        best_start(patient.t1, Volume(far, np.zeros(far.shape)), Mask(grid, patient.brain.data), Kind.RIGID)


def test_that_coregistration_stops_between_two_iterations(patient):
    calls = []

    def cancel(fraction: float, message: str = "") -> None:
        calls.append(message)
        if len(calls) == 12:
            raise Cancelled

    with pytest.raises(Cancelled):
        coregister(echo_planar(patient, IDENTITY), patient.t1, patient.brain, cancel)
    assert len(calls) < 16
