"""Leaving everyone out in turn: the closed form against the obvious loop, and who a correlation hangs on."""

import numpy as np
import pytest

from analysis.stats.clinical.influence import influence, leave_one_out
from analysis.stats.clinical.partial import correlate_pair, residual_pair

RANDOM = np.random.default_rng(5)
X, NOISE, AGE = RANDOM.normal(size=(3, 25))
Y = 0.5 * X + NOISE + AGE


def leverage_of(z: np.ndarray) -> np.ndarray:
    design = np.column_stack([np.ones(len(z)), z])
    return np.diag(design @ np.linalg.pinv(design))


@pytest.mark.parametrize("z", [np.empty((25, 0)), AGE[:, None]], ids=["plain", "with a covariate"])
def test_that_each_r_is_that_of_the_others_computed_again(z: np.ndarray) -> None:
    left_x, left_y = residual_pair(X, Y, z)
    fast = leave_one_out(left_x, left_y, leverage_of(z))
    for i in range(25):
        others = np.arange(25) != i
        assert fast[i] == pytest.approx(correlate_pair(X[others], Y[others], z[others]).r, abs=1e-12), i


def test_that_a_correlation_of_one_person_is_said_to_hang_on_that_person() -> None:
    """Twenty people in a round cloud and one far away: r is large with the one, and near nothing without."""
    angle = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    x, y = np.append(np.cos(angle), 12.0), np.append(np.sin(angle), 12.0)
    none = np.empty((21, 0))
    found = influence(x, y, none, correlate_pair(x, y), [f"sub-{i:02}" for i in range(21)])
    assert found.without_one[0] == pytest.approx(0, abs=1e-9)  # a whole circle has no slope
    assert any(w.startswith("hangs on one person: without sub-20 r = ") for w in found.warnings), found.warnings
    assert any(w.startswith("sub-20 is far from all others") for w in found.warnings)


def test_that_an_even_cloud_gives_no_warning_and_few_people_do() -> None:
    x = np.linspace(-1, 1, 30)
    y = x + 0.3 * np.sin(20 * x)
    none = np.empty((30, 0))
    assert influence(x, y, none, correlate_pair(x, y), [str(i) for i in range(30)]).warnings == ()
    few = influence(x[:8], y[:8], none[:8], correlate_pair(x[:8], y[:8]), [str(i) for i in range(8)])
    assert "only 6 degrees of freedom: r is very uncertain" in few.warnings
