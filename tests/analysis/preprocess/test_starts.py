"""Where a linear registration begins: near enough to the truth, whatever the header says."""

import numpy as np
import pytest

from analysis.errors import Cancelled, DataError
from analysis.image import Mask, Volume
from analysis.preprocess.starts import promising_starts
from tests.analysis.preprocess.made_offsets import displaced, offsets, with_neck


def distance_mm(patient, found, moved) -> float:
    """From the truth, mean over the brain."""
    points = patient.brain_points_mni()
    truth = moved.points(patient.anatomy.from_mni(points))
    return float(np.linalg.norm(found.points(points) - truth, axis=1).mean())


@pytest.mark.parametrize(("turn", "shift"), offsets(6))
def test_that_a_start_is_near_the_truth_from_any_header(patient, turn, shift):
    elsewhere, moved = displaced(patient.t1, turn, shift)
    starts = promising_starts(patient.template.t1, elsewhere, patient.template.rim)
    assert 1 <= len(starts) <= 6
    assert min(distance_mm(patient, start, moved) for start in starts) < 22


@pytest.mark.parametrize(("turn", "shift"), [((0, 0, 0), (0, 0, 0)), *offsets(2)])
def test_that_neck_and_shoulders_do_not_mislead(patient, turn, shift):
    elsewhere, moved = displaced(with_neck(patient.t1, 150), turn, shift)
    starts = promising_starts(patient.template.t1, elsewhere, patient.template.rim)
    assert min(distance_mm(patient, start, moved) for start in starts) < 22


def test_that_a_right_header_is_the_first_choice(patient):
    first, *others = promising_starts(patient.template.t1, patient.template.t1, patient.template.rim)
    np.testing.assert_allclose(first.matrix, np.eye(4), atol=1e-9)
    assert len(others) <= 1


def test_that_the_scale_of_the_image_and_missing_values_change_nothing(patient):
    holes = np.where(patient.t1.data < 40, np.nan, patient.t1.data)
    zeros = Volume(patient.t1.grid, np.nan_to_num(holes))
    one, other = (
        promising_starts(patient.template.t1, image, patient.template.rim)
        for image in (zeros, Volume(patient.t1.grid, 1e4 * holes))
    )
    np.testing.assert_array_equal([s.matrix for s in one], [s.matrix for s in other])


def test_that_empty_images_and_masks_are_refused(patient):
    template = patient.template
    with pytest.raises(DataError, match="The image is empty"):
        promising_starts(template.t1, Volume(patient.t1.grid, np.zeros(patient.t1.grid.shape)), template.rim)
    with pytest.raises(DataError, match="mask is empty"):
        promising_starts(template.t1, patient.t1, Mask(template.rim.grid, np.zeros(template.rim.grid.shape)))


def test_that_it_stops_between_two_tilts(patient):
    calls = []

    def cancel(fraction: float, message: str = "") -> None:
        calls.append(fraction)
        if len(calls) == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        promising_starts(patient.template.t1, patient.t1, patient.template.rim, cancel)
    assert len(calls) == 5
