"""BIDS names, and the way of phase encoding from the axes of the image."""

import numpy as np
import pytest

from analysis.importing.naming import assign, direction
from analysis.importing.role import Guess, SeriesRole
from tests.orientations import AXIS_CODES, DIRECTION, directions, oriented_grid

T1 = Guess(SeriesRole.T1, "", "anat", "T1w")
BOLD = Guess(SeriesRole.BOLD, "", "func", "bold", {"task": "rest", "echo": "2"})
OTHER = Guess(SeriesRole.OTHER, "")


def test_that_entities_stand_in_the_order_of_bids():
    assert assign("sub-1", [("ses-2", 3, BOLD)]) == ["sub-1/ses-2/func/sub-1_ses-2_task-rest_echo-2_bold"]


def test_that_only_images_of_one_name_are_numbered():
    assert assign("sub-1", [("", 2, T1), ("", 5, T1), ("", 6, BOLD), ("", 7, OTHER), ("", 7, OTHER)]) == [
        "sub-1/anat/sub-1_run-1_T1w",
        "sub-1/anat/sub-1_run-2_T1w",
        "sub-1/func/sub-1_task-rest_echo-2_bold",
        "sub-1/other/sub-1_acq-series007_run-1_other",
        "sub-1/other/sub-1_acq-series007_run-2_other",
    ]


def test_that_sessions_are_numbered_apart():
    assert assign("sub-1", [("ses-1", 2, T1), ("ses-2", 2, T1)]) == [
        "sub-1/ses-1/anat/sub-1_ses-1_T1w", "sub-1/ses-2/anat/sub-1_ses-2_T1w",
    ]  # fmt: skip


@pytest.mark.parametrize("axes", AXIS_CODES)
@pytest.mark.parametrize("axis", range(3))
@pytest.mark.parametrize("sign", [1, -1])
def test_that_the_direction_runs_from_its_first_letter_to_its_second(axes, axis, sign):
    label = direction("ijk"[axis] + ("-" if sign < 0 else ""), oriented_grid(axes))
    way = sign * directions(axes)[:, axis]
    np.testing.assert_array_equal(way, DIRECTION[label[1]])
    np.testing.assert_array_equal(way, -np.array(DIRECTION[label[0]]))


@pytest.mark.parametrize("said", [None, "", "x", 3, "jj"])
def test_that_an_unknown_direction_has_no_label(said):
    assert direction(said, oriented_grid("RAS")) == ""
