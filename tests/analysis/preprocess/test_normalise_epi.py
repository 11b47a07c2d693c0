"""Normalisation of a series without a T1, on a brain whose way to the template is known."""

import numpy as np
import pytest

from analysis.demo import FULL
from analysis.demo.anatomy import make_anatomy
from analysis.demo.resting import make_resting
from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.normalise import Template
from analysis.preprocess.normalise_epi import normalise_epi
from analysis.preprocess.realign import realign
from analysis.preprocess.slice_timing import correct_slice_timing
from tests.analysis.preprocess.test_structural import the_template


def mean_epi(patient, *, seed: int = 0) -> Volume:
    """Fluid bright, white matter dark, shaded, in the patient's own place: as no T1 looks."""
    tissue = 900 * patient.csf.data + 650 * patient.gray.data + 480 * patient.white.data
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in tissue.shape], indexing="ij"), axis=-1)
    shade = 1 + 0.15 * np.sin(ijk[..., 1] / 25)
    noise = np.random.default_rng(seed).normal(0, 8, tissue.shape)
    return Volume(patient.t1.grid, np.maximum(tissue * shade + noise, 0), "mean EPI")


@pytest.fixture(scope="module")
def way(patient):
    return normalise_epi(mean_epi(patient), patient.template)


def errors_mm(found: np.ndarray, truth: np.ndarray) -> np.ndarray:
    return np.linalg.norm(found - truth, axis=1)


def test_that_the_warp_finds_what_no_affine_map_can(patient, way):
    points = patient.brain_points_mni()
    truth = patient.anatomy.from_mni(points)
    best = errors_mm(patient.best_affine().points(points), truth).mean()
    found = errors_mm(way.from_mni(points), truth)
    print(f"best affine map {best:.2f} mm, found {found.mean():.2f}, p95 {np.percentile(found, 95):.2f} mm")
    assert found.mean() < 0.8 * best
    assert way.correlation > 0.8


def test_that_right_stays_right(patient, way):
    right = np.array([[50.0, -20.0, 10.0]])
    np.testing.assert_allclose(way.from_mni(right), patient.anatomy.from_mni(right), atol=4)


def test_that_a_series_that_shows_half_of_the_brain_is_refused(patient):
    mean = mean_epi(patient)
    upper = mean.grid.to_mm(np.argwhere(np.ones(mean.grid.shape, dtype=bool)))[:, 2].reshape(mean.grid.shape)
    first = int(np.argmax(upper.mean(axis=(0, 1)) > 10))  # above the thalamus
    affine = mean.grid.affine.copy()
    affine[:3, 3] += affine[:3, 2] * first
    half = mean.data[:, :, first:]
    with pytest.raises(DataError, match=r"(Only \d\d % of the brain|times its volume|equally well).*Give a T1"):
        normalise_epi(Volume(Grid(half.shape, affine), half), patient.template)


@pytest.mark.slow  # the whole affine search must fail first
def test_that_what_is_no_brain_is_refused(patient):
    rng = np.random.default_rng(5)
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in patient.t1.grid.shape], indexing="ij"), axis=-1)
    ball = np.linalg.norm((ijk - np.array(patient.t1.grid.shape) / 2) * 3.0, axis=-1) < 70
    blob = np.where(ball, rng.random(ball.shape) * 800 + 100, 0)
    with pytest.raises(DataError, match="Give a T1 of the patient"):
        normalise_epi(Volume(patient.t1.grid, blob), patient.template)


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_the_demonstration_patient_lies_within_two_millimetres_without_its_t1():
    anatomy = make_anatomy(0)
    scan = make_resting(FULL, anatomy, 0)
    mean = realign(correct_slice_timing(scan.series, FULL.slice_times_s)).mean
    template: Template = the_template()
    way = normalise_epi(mean, template)
    brain: Mask = template.brain
    points = brain.grid.to_mm(np.argwhere(brain.data)[::101])
    error = errors_mm(way.from_mni(points), anatomy.from_mni(points))
    print(f"without T1: mean {error.mean():.2f}, 95th percentile {np.percentile(error, 95):.2f} mm")
    assert error.mean() < 1.0
    assert np.percentile(error, 95) < 2.3
