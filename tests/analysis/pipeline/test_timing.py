"""Slice times by the sidecar."""

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series
from analysis.pipeline.timing import slice_times_of
from analysis.scan import Fact, FactSource

SERIES = Series(Grid((2, 2, 3), np.eye(4)), ArrayFrames(np.ones((2, 2, 3, 12), np.float32)), 2.0)


def facts(**values):
    return {name: Fact(value, FactSource.SIDECAR) for name, value in values.items()}


def test_that_times_are_in_the_order_of_the_array():
    assert slice_times_of(facts(SliceTiming=[0.0, 1.0, 0.5]), SERIES) == ((0.0, 1.0, 0.5), 2, ())
    backwards = facts(SliceTiming=[0.0, 1.0, 0.5], SliceEncodingDirection="k-")
    assert slice_times_of(backwards, SERIES) == ((0.5, 1.0, 0.0), 2, ())
    along_j = facts(SliceTiming=[0.0, 1.0], SliceEncodingDirection="j")
    assert slice_times_of(along_j, SERIES)[:2] == ((0.0, 1.0), 1)


def test_that_unknown_times_are_said_and_wrong_ones_refused():
    times, _, sentences = slice_times_of(facts(), SERIES)
    assert times is None
    assert "slice timing was not corrected" in sentences[0]
    with pytest.raises(DataError, match="2 slice times for 3 slices"):
        slice_times_of(facts(SliceTiming=[0.0, 1.0]), SERIES)
