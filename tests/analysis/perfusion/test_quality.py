"""Lights change at their limits, and the QEI is its published formula."""

import numpy as np
import pytest

from analysis.perfusion.quality import Light, Measured, Tissues, check_quality, quality_evaluation_index, table_of
from analysis.preprocess.smooth import smooth_in_mask
from tests.analysis.perfusion.made_asl import GRID, whole

N = int(np.prod(GRID.shape))
GRAY = (np.arange(N) % 2 == 0).astype(float)
TISSUES = Tissues(GRAY, 1 - GRAY)


def lights(perfusion: np.ndarray, **changes: object) -> dict[str, Light]:
    fields = {"ratio": None, "mask": whole(), "tissues": TISSUES, "absolute": True} | changes
    return {c.key: c.light for c in check_quality(Measured(perfusion, **fields), 8, 10)}


def healthy() -> np.ndarray:
    return np.where(GRAY > 0.5, 60.0, 22.0) + np.sin(np.arange(N))


def test_that_a_healthy_map_is_green() -> None:
    found = lights(healthy(), ratio=np.full(N, 0.007), att_limit=np.zeros(N))
    assert {light for key, light in found.items() if light is not Light.NONE} == {Light.GREEN}
    assert found["qei"] is found["kept_pairs"] is Light.NONE


@pytest.mark.parametrize(
    ("gray", "light"), [(60, Light.GREEN), (39, Light.AMBER), (120, Light.AMBER), (15, Light.RED), (600, Light.RED)]
)
def test_that_the_mean_of_grey_matter_is_judged(gray: float, light: Light) -> None:
    assert lights(np.where(GRAY > 0.5, gray, gray / 3))["mean_cbf"] is light


@pytest.mark.parametrize(
    ("percent", "light"), [(0.7, Light.GREEN), (0.15, Light.AMBER), (7, Light.RED), (0.05, Light.RED)]
)
def test_that_an_m0_stored_ten_times_too_small_or_large_shows(percent: float, light: Light) -> None:
    assert lights(healthy(), ratio=np.full(N, percent / 100))["difference"] is light


def test_that_zeros_negatives_and_gaps_are_seen() -> None:
    assert lights(np.where(np.arange(N) % 10 == 0, 0.0, healthy()))["zeros"] is Light.RED
    assert lights(np.where(np.arange(N) % 10 == 0, -20.0, healthy()))["negative"] is Light.AMBER
    assert lights(np.where(np.arange(N) % 3 == 0, np.nan, healthy()))["coverage"] is Light.RED
    assert lights(np.where(GRAY > 0.5, 20.0, 50.0))["gray_white_ratio"] is Light.RED


def test_that_late_arrival_is_told() -> None:
    assert lights(healthy(), att_limit=np.where(np.arange(N) < N // 2, 1, 0))["late_arrival"] is Light.AMBER


def test_that_relative_perfusion_has_no_mean_to_judge() -> None:
    assert "mean_cbf" not in lights(healthy() / 40, absolute=False)


def test_that_a_map_without_any_value_is_red() -> None:
    assert lights(np.full(N, np.nan)) == {"coverage": Light.RED}


def test_that_the_qei_is_the_published_formula() -> None:
    """Dolui et al. 2024: each part computed the plain way."""
    rng = np.random.default_rng(2)
    perfusion = healthy() + rng.normal(0, 25, N)
    gray, white = perfusion[GRAY > 0.5], perfusion[GRAY < 0.5]
    r = np.corrcoef(smooth_in_mask(perfusion, whole(), 5.0), 2.5 * GRAY + (1 - GRAY))[0, 1]
    pooled = ((gray.size - 1) * gray.var(ddof=1) + (white.size - 1) * white.var(ddof=1)) / (N - 2)
    inner = 0.054 * (pooled / abs(gray.mean())) ** 0.9272 + 2.8478 * np.mean(gray < 0) ** 0.5196
    expected = ((1 - np.exp(-3.0126 * max(r, 0) ** 2.4419)) * np.exp(-inner)) ** (1 / 3)
    assert quality_evaluation_index(perfusion, whole(), TISSUES) == pytest.approx(expected, rel=1e-9)


def test_that_the_qei_needs_white_matter() -> None:
    assert quality_evaluation_index(healthy(), whole(), Tissues(GRAY)) is None


def test_that_the_table_has_a_row_for_each_check_with_limits_and_source() -> None:
    checks = check_quality(Measured(healthy(), np.full(N, 0.007), whole(), TISSUES, True), 8, 10)
    columns, rows = table_of(checks)
    assert len(rows) == len(checks) > 6
    assert all(len(row) == len(columns) for row in rows)
    assert all(c.limits for c in checks)
    assert all(c.source for c in checks if c.light is not Light.NONE)
