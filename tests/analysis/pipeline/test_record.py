"""The rule on head motion is applied with the preset's numbers, and kept."""

import numpy as np
import pytest

from analysis.pipeline.record import exclusion_by
from analysis.preprocess.motion import Motion
from analysis.presets import MotionRule


def moved(column: int, value: float) -> Motion:
    parameters = np.zeros((5, 6))
    parameters[2, column] = value
    return Motion(parameters)


def test_that_more_than_three_millimetres_or_degrees_exclude():
    rule = MotionRule()
    assert not exclusion_by(moved(1, 0.0), rule).is_excluded
    assert not exclusion_by(moved(1, -3.0), rule).is_excluded  # "more than"
    shifted, turned = exclusion_by(moved(1, -3.2), rule), exclusion_by(moved(4, np.radians(3.1)), rule)
    assert shifted.is_excluded
    assert turned.is_excluded
    assert shifted.largest_mm == pytest.approx(3.2)
    assert turned.largest_degrees == pytest.approx(3.1)
    assert "3.2 mm and 0.0°: by the rule of 3 mm or 3° this patient would be excluded" in shifted.sentence


def test_that_the_limits_are_those_of_the_preset():
    assert exclusion_by(moved(0, 2.0), MotionRule(1.5, 3.0)).is_excluded
    assert not exclusion_by(moved(0, 4.0), MotionRule(5.0, 3.0)).is_excluded
