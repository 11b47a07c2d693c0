"""Normalisation of a brain whose way to the template is known."""

import numpy as np
import pytest

from analysis.errors import Cancelled, DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.normalise import fit_affine, normalise
from analysis.preprocess.transforms import IDENTITY, LinearTransform
from tests.orientations import rotation


def errors_mm(found: np.ndarray, truth: np.ndarray) -> np.ndarray:
    return np.linalg.norm(found - truth, axis=1)


@pytest.fixture(scope="module")
def normalisation(patient):
    return normalise(patient.t1, patient.template, patient.best_affine())


def test_that_the_warp_finds_what_no_affine_map_can(patient, normalisation):
    points = patient.brain_points_mni()
    truth = patient.anatomy.from_mni(points)
    affine = errors_mm(patient.best_affine().points(points), truth).mean()
    warped = errors_mm(normalisation.from_mni(points), truth).mean()
    assert affine > 1.5  # else there is nothing to find
    assert warped < 0.5 * affine


def test_that_there_and_back_is_the_same_place(patient, normalisation):
    points = patient.brain_points_mni()
    assert errors_mm(normalisation.to_mni(normalisation.from_mni(points)), points).max() < 0.5


def test_that_right_stays_right(patient, normalisation):
    right = np.array([[50.0, -20.0, 10.0]])
    np.testing.assert_allclose(normalisation.from_mni(right), patient.anatomy.from_mni(right), atol=3)


def test_that_the_quality_is_told(normalisation):
    assert normalisation.correlation > 0.9
    assert 0.3 < normalisation.jacobian[0] < 1 < normalisation.jacobian[1] < 3


def test_that_the_same_t1_gives_the_same_warp_bit_by_bit(patient, normalisation):
    again = normalise(patient.t1, patient.template, patient.best_affine())
    np.testing.assert_array_equal(again.warp.displacement_mm, normalisation.warp.displacement_mm)
    np.testing.assert_array_equal(again.inverse_warp.displacement_mm, normalisation.inverse_warp.displacement_mm)


def test_that_the_affine_fit_survives_a_header_that_is_far_off(patient):
    offset = np.eye(4)
    offset[:3, :3] = rotation(15, -10, 12)
    offset[:3, 3] = 35.0, -30.0, 40.0
    moved = LinearTransform(offset)
    elsewhere = Volume(Grid(patient.t1.grid.shape, offset @ patient.t1.grid.affine), patient.t1.data)
    points = patient.brain_points_mni()
    truth = moved.points(patient.anatomy.from_mni(points))
    best = errors_mm(moved.after(patient.best_affine()).points(points), truth).mean()
    assert errors_mm(fit_affine(elsewhere, patient.template).points(points), truth).mean() < best + 0.6


def test_that_a_lesion_does_not_pull_the_warp(patient, normalisation):
    i, j, k = (n // 2 for n in patient.t1.grid.shape)
    hole = np.zeros(patient.t1.grid.shape, dtype=bool)
    hole[i + 5 : i + 13, j - 6 : j + 6, k - 2 : k + 8] = True
    lesioned = Volume(patient.t1.grid, np.where(hole, 100.0, patient.t1.data))
    lesion = Mask(patient.t1.grid, hole)
    points = normalisation.to_mni(patient.t1.grid.to_mm(np.argwhere(hole)))
    truth = patient.anatomy.from_mni(points)
    blind = normalise(lesioned, patient.template, patient.best_affine())
    told = normalise(lesioned, patient.template, patient.best_affine(), lesion=lesion)
    assert errors_mm(told.from_mni(points), truth).mean() < errors_mm(blind.from_mni(points), truth).mean()


def test_that_what_is_no_brain_is_refused(patient):
    noise = np.random.default_rng(5).random(patient.t1.grid.shape)
    with pytest.raises(DataError, match=r"correlate by -?0\.\d\d only"):
        normalise(Volume(patient.t1.grid, noise), patient.template, IDENTITY, iterations=(5, 0, 0))


def test_that_a_mask_of_another_grid_is_refused(patient):
    with pytest.raises(GeometryError, match="not on the grid of the T1"):
        normalise(patient.t1, patient.template, IDENTITY, brain=patient.template.brain)


def test_that_the_engine_is_stopped(patient):
    def cancel(fraction: float, message: str = "") -> None:
        if message == "Nonlinear registration":
            raise Cancelled

    with pytest.raises(Cancelled):
        normalise(patient.t1, patient.template, patient.best_affine(), progress=cancel)
