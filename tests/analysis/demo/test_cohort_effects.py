"""The balls that are put into the simulated cohort, from the numbers of the published table."""

import numpy as np
import pytest

from analysis.demo.cohort_effects import IMPLANTS, Implant, effect_map
from analysis.stats.place import Side


def test_that_a_ball_has_the_volume_of_its_voxels():
    # 276 voxels of 27 mm3 are 7452 mm3; r = (3 * 7452 / (4 pi)) ** (1/3) = 12.116 mm
    assert IMPLANTS[0].radius_mm == pytest.approx(12.116, abs=0.001)


def test_that_the_weight_is_whole_to_half_the_radius_and_falls_as_a_cosine():
    ball = Implant((10.0, 20.0, 30.0), 276, 1)
    away = np.array([0, 0.5, 0.75, 1.0, 1.5])[:, None] * ball.radius_mm * np.array([0.6, 0.0, 0.8])
    weights = ball.weights(np.array(ball.centre_mm) + away)
    assert weights == pytest.approx([1, 1, 0.5, 0, 0], abs=1e-12)  # (1 + cos(pi / 2)) / 2 in the middle of the edge


def test_that_sides_come_from_x_and_signs_from_the_table():
    assert [implant.side for implant in IMPLANTS] == [
        Side.LEFT, Side.MIDLINE, Side.RIGHT, Side.LEFT, Side.RIGHT, Side.LEFT,
    ]  # fmt: skip
    centres = np.array([implant.centre_mm for implant in IMPLANTS])
    assert effect_map(centres).tolist() == [1, -1, -1, -1, -1, 1]


def test_that_no_two_balls_overlap():
    for n, one in enumerate(IMPLANTS):
        for other in IMPLANTS[n + 1 :]:
            gap = np.linalg.norm(np.subtract(one.centre_mm, other.centre_mm))
            assert gap > one.radius_mm + other.radius_mm
