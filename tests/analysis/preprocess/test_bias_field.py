"""The bias field of a brain whose shading is known."""

import time

import numpy as np
import pytest

from analysis.errors import Cancelled, DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.bias_field import correct_bias


def crisp(patient) -> tuple[Volume, Mask]:
    """The patient with one brightness per tissue, in voxels of 6 mm: quick."""
    tissues = np.stack([patient.csf.data, patient.gray.data, patient.white.data])[:, ::2, ::2, ::2]
    noise = np.random.default_rng(0).normal(0, 10, tissues.shape[1:])
    brain = patient.brain.data[::2, ::2, ::2]
    affine = patient.t1.grid.affine @ np.diag([2.0, 2.0, 2.0, 1.0])
    grid = Grid((brain.shape[0], brain.shape[1], brain.shape[2]), affine)
    bright = np.choose(tissues.argmax(axis=0), [150, 380, 600]) + noise
    return Volume(grid, np.where(brain, bright, 20.0)), Mask(grid, brain)


def shading(shape: tuple[int, int, int]) -> np.ndarray:
    i, j, k = np.meshgrid(*[np.linspace(-1, 1, n) for n in shape], indexing="ij")
    return np.exp(0.4 * i - 0.2 * j * k + 0.3 * k**2)


def test_that_a_known_shading_is_taken_away(patient):
    t1, brain = crisp(patient)
    field = shading(t1.grid.shape)
    shaded = Volume(t1.grid, t1.data * field)
    result = correct_bias(shaded, brain)
    left = np.log(field / result.field.data)[brain.data]
    assert left.std() < 0.3 * np.log(field)[brain.data].std()
    np.testing.assert_allclose(result.corrected.data * result.field.data, shaded.data, rtol=1e-4)
    assert result.field.data[brain.data].mean() == pytest.approx(1, abs=1e-4)  # as bright as before


def test_that_too_little_brain_or_another_grid_is_refused(patient):
    with pytest.raises(DataError, match="too little"):
        correct_bias(patient.t1, Mask(patient.t1.grid, np.zeros(patient.t1.grid.shape)))
    with pytest.raises(GeometryError, match="not on the grid"):
        correct_bias(patient.t1, patient.template.brain)


def test_that_it_is_stopped_within_a_second(patient):
    asked = []

    def cancel(fraction: float, message: str = "") -> None:
        asked.append(time.monotonic())
        raise Cancelled

    with pytest.raises(Cancelled):
        correct_bias(patient.t1, patient.brain, cancel)
    assert time.monotonic() - asked[0] < 1
