"""Slice timing: waves whose true course at the reference is known."""

import numpy as np
import pytest

from analysis.errors import Cancelled, DataError, OptionError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series
from analysis.preprocess.slice_timing import correct_slice_timing, middle_slice_time, shift_in_time

TR_S, N = 2.0, 120
TIMES = (0.0, 1.0, 0.5, 1.5)  # interleaved


def wave(when_s: np.ndarray) -> np.ndarray:
    """A drift and slow waves, as of blood oxygen: below 0.1 Hz."""
    return 500 + 0.2 * when_s + 10 * np.sin(2 * np.pi * 0.03 * when_s) + 5 * np.cos(2 * np.pi * 0.071 * when_s + 1)


def acquired(axis: int = 2) -> Series:
    volumes = np.arange(N) * TR_S
    data = np.empty((3, 2, len(TIMES), N), dtype=np.float32)
    for index, time in enumerate(TIMES):
        data[:, :, index] = wave(volumes + time)
    return Series(Grid(np.moveaxis(data, 2, axis).shape[:3], np.eye(4)), ArrayFrames(np.moveaxis(data, 2, axis)), TR_S)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_that_all_slices_show_the_wave_at_the_reference(axis):
    series = acquired(axis)
    corrected = correct_slice_timing(series, TIMES, slice_axis=axis)
    # sorted 0, 0.5, 1, 1.5: the third slice to be acquired is the middle one
    expected = wave(np.arange(N) * TR_S + 1.0)
    for ijk in [(0, 0, 0), tuple(n - 1 for n in series.grid.shape)]:
        np.testing.assert_allclose(corrected.frames.time_course(ijk)[10:-10], expected[10:-10], atol=0.1)
        np.testing.assert_allclose(corrected.frames.time_course(ijk), expected, atol=1.5)


def test_that_the_reference_slice_stays_as_it_was():
    series = acquired()
    corrected = correct_slice_timing(series, TIMES)
    np.testing.assert_allclose(corrected.frames.time_course((1, 1, 1)), series.frames.time_course((1, 1, 1)), atol=1e-3)


def test_that_a_straight_line_is_shifted_exactly():
    line = np.arange(50, dtype=np.float32)[None] * 3 + 7
    np.testing.assert_allclose(shift_in_time(line, 0.5, 2.0), line + 0.75, atol=1e-4)


def test_that_a_shift_forth_and_back_gives_the_same():
    course = wave(np.arange(N) * TR_S)[None].astype(np.float32)
    there = shift_in_time(course, 0.8, TR_S)
    np.testing.assert_allclose(shift_in_time(there, -0.8, TR_S)[:, 5:-5], course[:, 5:-5], atol=0.1)


def test_that_the_middle_slice_is_counted_in_time():
    assert middle_slice_time((0.0, 1.2, 0.4, 1.6, 0.8)) == 0.8
    assert middle_slice_time((0.0, 0.0, 1.0, 1.0)) == 1.0  # two slices at a time


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        (None, "Nothing says when each slice was acquired"),
        ((), "Nothing says"),
        ((0.0, 1.0, 0.5), "3 slice times for 4 slices"),
        ((0.0, 1000.0, 500.0, 1500.0), "milliseconds"),
        ((0.0, 1.0, 0.5, 2.0), "not within the repetition time"),
        ((0.0, 1.0, float("nan"), 1.5), "not within"),
    ],
)
def test_that_slice_times_that_do_not_fit_are_refused(times, sentence):
    with pytest.raises(DataError, match=sentence):
        correct_slice_timing(acquired(), times)


def test_that_series_without_tr_or_of_eight_volumes_are_refused():
    data = np.random.default_rng(0).random((2, 2, 4, 8)).astype(np.float32)
    grid = Grid((2, 2, 4), np.eye(4))
    with pytest.raises(DataError, match="8 volumes"):
        correct_slice_timing(Series(grid, ArrayFrames(data), TR_S), TIMES)
    with pytest.raises(DataError, match="TR"):
        correct_slice_timing(Series(grid, ArrayFrames(data), None), TIMES)
    with pytest.raises(OptionError, match="within a volume"):
        correct_slice_timing(acquired(), TIMES, reference_s=2.5)


def test_that_slice_timing_can_be_cancelled():
    def cancel(fraction: float, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        correct_slice_timing(acquired(), TIMES, progress=cancel)
