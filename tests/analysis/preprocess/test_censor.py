import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.preprocess.censor import CensorOptions, Filling, fill_censored, kept_timepoints


def test_that_volumes_above_the_threshold_and_their_neighbours_go():
    fd = np.zeros(40)
    fd[10] = 0.5
    fd[20] = 0.2  # not above
    kept = kept_timepoints(fd, CensorOptions(0.2, n_before=1, n_after=2))
    assert np.flatnonzero(~kept).tolist() == [9, 10, 11, 12]


def test_that_too_few_volumes_are_refused():
    fd = np.ones(100)
    fd[:20] = 0
    with pytest.raises(DataError, match="only 20 of 100"):
        kept_timepoints(fd, CensorOptions(0.5))


def test_that_cutting_leaves_the_others_as_they_were():
    values = np.arange(12, dtype=np.float32).reshape(6, 2)
    kept = np.array([1, 1, 0, 1, 0, 1], bool)
    np.testing.assert_array_equal(fill_censored(values, kept, Filling.CUT), values[kept])


@pytest.mark.parametrize("filling", [Filling.LINEAR, Filling.SPLINE, Filling.PCHIP])
def test_that_a_line_is_restored_within(filling):
    values = np.outer(np.arange(9), [1, -2]).astype(np.float32)
    kept = np.array([1, 1, 0, 0, 1, 1, 0, 1, 1], bool)
    broken = values.copy()
    broken[~kept] = 99
    np.testing.assert_allclose(fill_censored(broken, kept, filling), values, atol=1e-5)
    assert broken[2, 0] == 99


@pytest.mark.parametrize("filling", [Filling.NEAREST, Filling.LINEAR, Filling.SPLINE, Filling.PCHIP])
def test_that_beyond_the_ends_the_nearest_volume_is_repeated(filling):
    values = np.array([[7], [1], [4], [9], [16], [50]], dtype=np.float32)
    kept = np.array([0, 1, 1, 1, 1, 0], bool)
    found = fill_censored(values, kept, filling)
    assert (found[0, 0], found[-1, 0]) == (1, 16)


def test_that_a_threshold_of_zero_is_refused():
    with pytest.raises(OptionError):
        CensorOptions(0.0)
