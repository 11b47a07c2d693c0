import numpy as np
import pytest

from analysis.image import Series
from analysis.perfusion.difference_frames import DifferenceFrames
from analysis.perfusion.pairs import Pair
from tests.analysis.perfusion.made_asl import PCASL, scan_of


@pytest.fixture
def series() -> Series:
    image = scan_of([100.0, 90.0, 85.0, 101.0], ("control", "label", "label", "control"), **PCASL).image
    assert isinstance(image, Series)
    return image


def test_that_a_frame_is_control_less_label_whatever_comes_first(series: Series) -> None:
    frames = DifferenceFrames(series, [Pair(1.8, 1.8, control=0, label=1), Pair(1.8, 1.8, control=3, label=2)])
    assert (frames.n_frames, frames.n_loaded) == (2, 2)
    np.testing.assert_array_equal(frames.frame(0), np.full(series.grid.shape, 10))
    np.testing.assert_array_equal(frames.frame(1), np.full(series.grid.shape, 16))


def test_that_the_course_of_a_voxel_is_that_of_the_frames(series: Series) -> None:
    frames = DifferenceFrames(series, [Pair(1.8, 1.8, control=0, label=1), Pair(1.8, 1.8, control=3, label=2)])
    np.testing.assert_array_equal(frames.time_course((2, 1, 3)), [frames.frame(n)[2, 1, 3] for n in range(2)])


def test_that_two_controls_around_a_label_are_averaged(series: Series) -> None:
    frames = DifferenceFrames(series, [Pair(1.8, 1.8, control=0, label=1, other_control=3)])
    assert frames.frame(0)[0, 0, 0] == 10.5
    assert frames.time_course((0, 0, 0)) == [10.5]


def test_that_a_stored_difference_is_shown_as_it_is(series: Series) -> None:
    frames = DifferenceFrames(series, [Pair(1.8, 1.8, deltam=2)])
    assert frames.frame(0)[0, 0, 0] == 85
    assert frames.time_course((0, 0, 0)) == [85]


def test_that_a_pair_that_does_not_exist_is_an_error(series: Series) -> None:
    with pytest.raises(IndexError):
        DifferenceFrames(series, [Pair(1.8, 1.8, control=0, label=1)]).frame(1)
