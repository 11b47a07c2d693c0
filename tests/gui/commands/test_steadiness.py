"""Head motion and DVARS of the shown series."""

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.image import ArrayFrames, Mask, Series
from analysis.preprocess.motion import Displacement, Motion
from gui.commands import steadiness
from tests.gui import made_scans


def _series(values):
    """Every voxel has the same course."""
    on = made_scans.grid((4, 4, 4))
    return Series(on, ArrayFrames(np.broadcast_to(np.array(values, float), (*on.shape, len(values)))), 2.0)


def _everything(series):
    return Mask(series.grid, np.ones(series.grid.shape, bool))


def test_that_dvars_is_the_change_in_percent_of_the_mean():
    series = _series([100, 102, 98, 100])  # mean 100: changes of 2, 4 and 2 %
    found = steadiness.measure(series, _everything(series), None)
    np.testing.assert_allclose(found.dvars_percent, [0, 2, 4, 2])
    assert steadiness.in_words(found)[0] == "DVARS: median 2.00 %, largest 4.00 % (volume 3)"
    assert "motion file" in steadiness.in_words(found)[1]


def test_that_both_displacements_are_told_where_motion_is_known():
    series = _series([100, 101, 100])
    moved = np.zeros((3, 6))
    moved[1, 0] = 0.3  # 0.3 mm to one side and back: Power's FD is 0, 0.3, 0.3
    found = steadiness.measure(series, _everything(series), Motion(moved))
    np.testing.assert_allclose(found.displacement_mm[Displacement.POWER], [0, 0.3, 0.3])
    assert steadiness.in_words(found)[1] == ("FD (Power): mean 0.20 mm, largest 0.30 mm; 2 of 3 volumes above 0.2 mm")
    assert len(steadiness.in_words(found)) == 3


def test_that_motion_of_another_series_is_refused():
    series = _series([100, 101, 100])
    with pytest.raises(DataError, match="5 rows, but the series has 3 volumes"):
        steadiness.measure(series, _everything(series), Motion(np.zeros((5, 6))))


def test_that_the_mask_layer_is_used_and_the_result_given_back(session, jobs, finish):
    layer = made_scans.add_series(session)
    made_scans.add_mask(session)
    seen = []
    steadiness.measure_steadiness(session, jobs, seen.append)
    finish()
    assert len(seen[0].dvars_percent) == layer.image.n_timepoints
