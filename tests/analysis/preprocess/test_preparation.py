import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.image import Mask
from analysis.preprocess.censor import CensorOptions, Filling
from analysis.preprocess.confounds import Confounds, MotionModel, join, motion_confounds, tissue_confound
from analysis.preprocess.filter import FilterOptions, FilterOrder, filter_series
from analysis.preprocess.motion import Displacement, Motion, framewise_displacement_jenkinson
from analysis.preprocess.preparation import Preparation, drop_first, prepare
from analysis.preprocess.smooth import smooth_series
from tests.reference_case import full_mask, series_of

SHAPE, N = (5, 6, 4), 60


@pytest.fixture
def series():
    return series_of(np.random.default_rng(1).standard_normal((*SHAPE, N)).cumsum(axis=-1) + 300)


@pytest.fixture
def mask(series):
    return full_mask(series)


@pytest.fixture
def motion():
    return Motion(np.random.default_rng(2).standard_normal((N, 6)) * [0.1, 0.1, 0.1, 0.01, 0.01, 0.01])


def _values(series, mask):
    return series.in_mask(mask)


def test_that_nothing_asked_changes_nothing(series, mask):
    prepared = prepare(series, mask, Preparation())
    assert prepared.series is series
    assert prepared.parameters == {"steps": []}


def test_that_dropped_volumes_are_the_first_ones(series):
    later = drop_first(series, 10)
    assert later.n_timepoints == N - 10
    np.testing.assert_array_equal(later.frames.frame(0), series.frames.frame(10))
    np.testing.assert_array_equal(later.frames.time_course((1, 2, 3)), series.frames.time_course((1, 2, 3))[10:])
    with pytest.raises(IndexError):
        later.frames.frame(-1)
    with pytest.raises(IndexError):
        later.frames.frame(N - 10)


def test_that_too_many_dropped_volumes_are_refused(series):
    with pytest.raises(DataError, match="leaves too few"):
        drop_first(series, N - 2)
    with pytest.raises(OptionError):
        Preparation(n_dropped=-1)


def test_that_the_filter_is_the_filter_step_on_the_volumes_that_are_kept(series, mask):
    options = FilterOptions()
    prepared = prepare(series, mask, Preparation(n_dropped=4, filtering=options))
    expected = filter_series(drop_first(series, 4), mask, options).series
    np.testing.assert_array_equal(_values(prepared.series, mask), _values(expected, mask))
    assert prepared.parameters["filter"]["high_hz"] == options.high_hz


def test_that_the_rows_of_motion_follow_the_dropped_volumes(series, mask, motion):
    options = FilterOptions(low_hz=0, high_hz=0)
    prepared = prepare(series, mask, Preparation(n_dropped=5, filtering=options, motion=motion))
    kept = Motion(motion.parameters[5:])
    confounds = motion_confounds(kept, Preparation().motion_model)
    expected = filter_series(drop_first(series, 5), mask, options, confounds).series
    np.testing.assert_allclose(_values(prepared.series, mask), _values(expected, mask), atol=1e-4)


def test_that_motion_of_another_scan_is_refused(series, mask, motion):
    short = Motion(motion.parameters[:-1])
    with pytest.raises(DataError, match="59 rows, but the series has 60 volumes"):
        prepare(series, mask, Preparation(motion=short))


def test_that_tissues_and_the_global_signal_are_regressed_out(series, mask):
    tissue = np.zeros(SHAPE, bool)
    tissue[0] = True
    white = Mask(series.grid, tissue)
    prepared = prepare(series, mask, Preparation(white_matter=white, global_signal=True))
    signals = [tissue_confound(series, white, "white_matter"), tissue_confound(series, mask, "global_signal")]
    both = Confounds(("white_matter", "global_signal"), np.hstack([s.values for s in signals]))
    left = _values(prepared.series, mask) - _values(prepared.series, mask).mean(axis=0)
    centred = both.values - both.values.mean(axis=0)
    # What was regressed out is not in what is left.
    assert np.abs(centred.T @ left).max() < 1e-3 * np.abs(centred.T @ _values(series, mask)).max()


def test_that_smoothing_is_that_of_every_frame(series, mask):
    prepared = prepare(series, mask, Preparation(fwhm_mm=6))
    np.testing.assert_array_equal(prepared.series.frames.frame(7), smooth_series(series, 6).frames.frame(7))


def test_that_a_metric_of_unfiltered_data_keeps_all_frequencies(motion):
    full = Preparation(filtering=FilterOptions(), motion=motion, fwhm_mm=6)
    assert full.unfiltered().filtering.has_band is False
    assert full.unfiltered().motion is motion
    assert Preparation(filtering=FilterOptions()).unfiltered().filtering is None
    assert full.unsmoothed().fwhm_mm == 0


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (
            FilterOrder.REGRESS_THEN_FILTER,
            ("remove a straight line", "regress out 24 of motion, the global signal", "keep 0.01–0.08 Hz"),
        ),
        (
            FilterOrder.FILTER_THEN_REGRESS,
            ("remove a straight line", "keep 0.01–0.08 Hz", "regress out 24 of motion, the global signal"),
        ),
        (
            FilterOrder.SIMULTANEOUS,
            (
                "remove a straight line",
                "regress out 24 of motion, the global signal and keep 0.01–0.08 Hz, in one step",
            ),
        ),
    ],
)
def test_that_the_steps_are_told_in_their_order(motion, order, expected):
    preparation = Preparation(
        n_dropped=10, filtering=FilterOptions(order=order), motion=motion, global_signal=True, fwhm_mm=4
    )
    assert preparation.steps() == ("drop the first 10 volumes", "smooth by 4 mm", *expected)


def test_that_more_confounds_are_regressed_out_with_the_others(series, mask, motion):
    table = Confounds(("a", "b"), np.random.default_rng(5).standard_normal((N - 3, 2)))
    options = FilterOptions(low_hz=0, high_hz=0)
    prepared = prepare(series, mask, Preparation(3, options, motion, more_confounds=table))
    both = join([motion_confounds(Motion(motion.parameters[3:]), Preparation().motion_model), table])
    expected = filter_series(drop_first(series, 3), mask, options, both).series
    np.testing.assert_array_equal(_values(prepared.series, mask), _values(expected, mask))
    assert Preparation(more_confounds=table).has_confounds
    assert Preparation(filtering=options, more_confounds=table).steps()[-1] == "regress out a, b"


def test_that_confounds_of_another_scan_are_refused(series, mask):
    table = Confounds(("a",), np.zeros((N, 1)))
    with pytest.raises(DataError, match="table of confounds has 62 rows, but the series has 60 volumes"):
        prepare(series, mask, Preparation(n_dropped=2, filtering=FilterOptions(), more_confounds=table))


@pytest.mark.parametrize("definition", Displacement)
def test_that_scrubbing_takes_the_displacement_of_the_volumes_that_are_kept(series, mask, definition):
    rows = np.zeros((N, 6))
    rows[2:, 0] = 5  # a jump among the volumes that are dropped: the first that is kept has 0
    rows[20:, 0] = 6  # mm along x: both definitions give 1 mm
    censor = CensorOptions(0.9, 1, 2, displacement=definition)
    options = FilterOptions(censor=censor)
    prepared = prepare(series, mask, Preparation(2, options, Motion(rows), MotionModel.NONE))
    assert prepared.parameters["filter"]["censored_timepoints"] == [17, 18, 19, 20]
    assert prepared.series.n_timepoints == N - 2 - 4
    assert "no meaning" in prepared.warnings[0]
    assert framewise_displacement_jenkinson(Motion(rows), series.grid)[20] == pytest.approx(1)
    assert "1 before and 2 after" in Preparation(filtering=options).steps()[-1]


def test_that_scrubbing_without_motion_is_refused(series, mask):
    with pytest.raises(DataError, match="give the motion file"):
        prepare(series, mask, Preparation(filtering=FilterOptions(censor=CensorOptions())))


def test_that_a_metric_of_unfiltered_data_is_not_scrubbed(motion):
    options = FilterOptions(censor=CensorOptions(filling=Filling.CUT))
    assert Preparation(filtering=options, motion=motion).unfiltered().filtering.censor is None
