"""The relaxed signal: corrections by hand, floors, reference tissue, other grids."""

import math

import numpy as np
import pytest

from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.calibration import (
    CSF,
    M0Image,
    relaxed_estimate,
    relaxed_map,
    relaxed_reference,
    te_factor,
    tr_factor,
)
from tests.analysis.perfusion.made_asl import GRID, volume, whole


@pytest.mark.parametrize(("t1_s", "factor"), [(1.24, 1.098), (1.33, 1.117), (1.607, 1.183), (1.3, 1.111)])
def test_that_a_short_repetition_time_is_made_up_for(t1_s: float, factor: float) -> None:
    """1 / (1 - exp(-3 / T1)), by hand for the T1 of four toolkits."""
    assert tr_factor(3.0, t1_s) == pytest.approx(factor, abs=0.0006)


def test_that_five_seconds_count_as_relaxed() -> None:
    assert tr_factor(5.0, 1.3) == 1.0
    assert tr_factor(4.99, 1.3) > 1.0


def test_that_another_echo_time_is_made_up_for_and_an_unknown_one_is_not() -> None:
    """exp((0.03 - 0.012) / 0.0473) = 1.4631."""
    assert te_factor(0.03, 0.012) == pytest.approx(1.4631, abs=1e-4)
    assert te_factor(None, 0.012) == te_factor(0.012, 0.012) == 1.0


def test_that_the_map_is_scaled_and_what_was_done_is_told() -> None:
    relaxed = relaxed_map(M0Image(volume(1000.0), 3.0, "separate scan", scale=10.0), whole())
    np.testing.assert_allclose(relaxed.values, 10_000 / (1 - math.exp(-3 / 1.3)))
    assert "multiplied by 1.1105" in relaxed.warnings[0]
    assert relaxed.parameters["m0_scale"] == 10.0


def test_that_voxels_without_m0_have_no_value_rather_than_a_huge_one() -> None:
    values = np.full(GRID.shape, 1000.0)
    values[0, 0, 0], values[1, 0, 0], values[2, 0, 0] = 0.0, 49.0, np.nan
    relaxed = relaxed_map(M0Image(volume(values), 6.0, ""), whole())
    assert np.isnan(relaxed.values).sum() == 3
    assert "3 of 120 mask voxels" in relaxed.warnings[0]


def test_that_smoothing_does_not_darken_the_edge_of_the_mask() -> None:
    relaxed = relaxed_map(M0Image(volume(1000.0), 6.0, ""), whole(), fwhm_mm=6.0)
    np.testing.assert_allclose(relaxed.values, 1000.0, rtol=1e-6)


def test_that_an_m0_without_signal_or_on_another_grid_is_refused() -> None:
    with pytest.raises(DataError, match="no signal"):
        relaxed_map(M0Image(volume(0.0), 6.0, ""), whole())
    other = Grid(GRID.shape, GRID.affine @ np.diag([1, 1, 2, 1]))
    with pytest.raises(GeometryError, match="not on the grid of the ASL series"):
        relaxed_map(M0Image(Volume(other, np.ones(GRID.shape)), 6.0, ""), whole())


def test_that_fluid_gives_the_m0_of_blood_by_hand() -> None:
    """1000 / (1 - e^(-6/4.3)) x e^(-0.012/0.15) / e^(-0.012/0.75) / 1.15 = 1329.20 x 0.93800 / 1.15 = 1084.17."""
    relaxed = relaxed_reference(M0Image(volume(1000.0), 6.0, "", te_s=0.012), whole(), CSF, 0.9)
    assert relaxed.parameters["m0_of_blood"] == pytest.approx(1084.17, abs=0.5)
    assert float(relaxed.values) == pytest.approx(0.9 * relaxed.parameters["m0_of_blood"])


def test_that_a_reference_needs_its_region_and_the_echo_time() -> None:
    with pytest.raises(DataError, match="M0EchoTime"):
        relaxed_reference(M0Image(volume(1.0), 6.0, ""), whole(), CSF, 0.9)
    with pytest.raises(DataError, match="empty"):
        relaxed_reference(M0Image(volume(1.0), 6.0, "", te_s=0.01), Mask(GRID, np.zeros(GRID.shape)), CSF, 0.9)


def test_that_a_stated_m0_of_blood_takes_the_partition_out_of_the_equation() -> None:
    """CBF = 6000 lambda dM ... / S with S = lambda M0 of blood."""
    assert float(relaxed_estimate(1000.0, 0.9).values) == 900.0
