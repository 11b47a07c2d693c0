import numpy as np
import pytest

from analysis.errors import GeometryError
from analysis.image import Mask, Series
from analysis.preprocess.masked_frames import MaskedFrames, read_in_mask
from tests.reference_case import rough_data


def test_that_it_gives_back_what_was_in_the_mask_and_nan_outside():
    series, mask = rough_data()
    values = series.in_mask(mask)
    masked = Series(series.grid, MaskedFrames(mask, values), 2.0)
    for t in (0, 10, 59):
        expected = np.where(mask.data, series.frames.frame(t), np.nan)
        np.testing.assert_array_equal(masked.frames.frame(t), expected)
    np.testing.assert_array_equal(masked.in_mask(mask), values)
    inside, outside = tuple(np.argwhere(mask.data)[7]), tuple(np.argwhere(~mask.data)[3])
    np.testing.assert_array_equal(masked.frames.time_course(inside), series.frames.time_course(inside))
    assert np.isnan(masked.frames.time_course(outside)).all()


def test_that_reading_it_in_its_own_mask_copies_nothing():
    series, mask = rough_data()
    values = read_in_mask(series, mask)
    np.testing.assert_array_equal(values, series.in_mask(mask))
    again = read_in_mask(Series(series.grid, MaskedFrames(mask, values)), mask)
    assert np.shares_memory(values, again)
    assert not again.flags.writeable


def test_that_values_that_do_not_fit_the_mask_are_refused():
    series, mask = rough_data()
    with pytest.raises(GeometryError, match="do not fit"):
        MaskedFrames(Mask(series.grid, mask.data), np.zeros((5, 3)))
