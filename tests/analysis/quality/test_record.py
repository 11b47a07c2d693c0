"""The record of quality: numbers of head motion by hand, and nothing where nothing was measured."""

import numpy as np
import pytest

from analysis.perfusion.quality import Check
from analysis.quality.record import CheckGroup, Exclusion, HeadMotion, Quality, Topic

MOTION = HeadMotion(
    np.array([[0.0, 0, 0], [0.2, -1.4, 0.3], [0.1, 0.5, -0.9]]),
    np.array([[0.0, 0, 0], [0.1, 0.2, -0.6], [0.3, 0, 0.4]]),
    np.array([0.0, 0.5, 0.7]),
    np.array([0.0, 0.2, 0.3]),
)


def test_that_head_motion_is_told_by_its_means_and_extremes_whatever_their_sign():
    assert MOTION.n_timepoints == 3
    assert MOTION.mean_fd_mm == pytest.approx(0.4)  # (0 + 0.5 + 0.7) / 3: the first counts
    assert MOTION.max_fd_mm == 0.7
    assert MOTION.percent_high == pytest.approx(100 / 3)  # 0.5 mm itself is not above 0.5 mm
    assert MOTION.largest_translation_mm == 1.4
    assert MOTION.largest_rotation_degrees == 0.6


def test_that_the_rule_of_exclusion_is_told_with_its_numbers():
    assert Exclusion(None, 3.0, 2.5).rule == "more than 3 mm along, or 2.5° about, one axis"


def test_that_checks_are_found_by_their_topic_and_a_topic_without_any_is_empty():
    checks: tuple[Check, ...] = ()
    quality = Quality("01", "own", Exclusion(None, 3, 3), "", (CheckGroup(Topic.MOTION, checks),))
    assert quality.group(Topic.MOTION) is checks
    assert quality.group(Topic.PERFUSION) == ()
    assert (quality.motion, quality.tsnr_gray, quality.volumes) == (None, None, None)  # never 0
