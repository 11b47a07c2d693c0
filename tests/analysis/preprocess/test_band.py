import nibabel
import numpy as np
import pytest
from scipy.signal import butter, filtfilt

from analysis.errors import DataError, OptionError
from analysis.preprocess.band import Convention, band_bins, bins_for, fft_length, is_low_passed, short_series_warnings
from tests.reference_case import series_of

DPABI, RESTPLUS = Convention.DPABI, Convention.RESTPLUS


@pytest.mark.parametrize(
    ("n", "convention", "length"),
    [
        (230, DPABI, 256),
        (256, DPABI, 256),
        (257, DPABI, 512),
        (230, RESTPLUS, 240),
        (100, RESTPLUS, 120),
        (240, RESTPLUS, 240),
        (150, RESTPLUS, 160),
        (17, RESTPLUS, 20),
        (12, RESTPLUS, 16),
        (2, DPABI, 2),
    ],
)
def test_that_series_are_padded_as_the_toolkits_do(n, convention, length):
    assert fft_length(n, convention) == length


@pytest.mark.parametrize(
    ("n", "convention", "one_based"),
    # The bins that y_IdealFilter and rest_IdealFilter keep at 0.01-0.08 Hz and TR 2 s, run in GNU Octave.
    [(230, DPABI, (7, 41)), (230, RESTPLUS, (6, 39)), (100, DPABI, (4, 21)), (100, RESTPLUS, (4, 20))],
)
def test_that_the_bins_of_a_band_are_those_of_the_toolkits(n, convention, one_based):
    bins = band_bins(0.01, 0.08, n, 2.0, convention)
    assert (bins.first + 1, bins.last + 1) == one_based
    assert 0.01 <= bins.low_hz <= bins.high_hz <= 0.08


def test_that_the_nyquist_frequency_takes_in_the_last_bin():
    assert band_bins(0.1, 0.25, 100, 2.0, DPABI).last == 64


def test_that_a_band_above_the_nyquist_frequency_is_refused():
    with pytest.raises(OptionError, match=r"nothing above 0\.25 Hz"):
        band_bins(0.01, 0.3, 100, 2.0, DPABI)


def test_that_a_band_between_two_bins_is_refused():
    with pytest.raises(OptionError, match="no frequency between"):
        band_bins(0.0105, 0.0110, 100, 2.0, DPABI)


@pytest.mark.parametrize(("low", "high"), [(0.08, 0.01), (0.05, 0.05), (-0.01, 0.08), (0.01, np.nan), (0.01, np.inf)])
def test_that_a_band_must_rise(low, high):
    with pytest.raises(OptionError, match="is not one"):
        band_bins(low, high, 100, 2.0, DPABI)


def test_that_a_series_without_tr_has_no_bands():
    with pytest.raises(DataError, match="repetition time"):
        bins_for(series_of(np.zeros((2, 2, 2, 50)), None), 0.01, 0.08, DPABI)


def test_that_a_series_shorter_than_one_period_of_the_band_is_refused():
    with pytest.raises(DataError, match="less than one period"):
        bins_for(series_of(np.zeros((2, 2, 2, 5)), 2.0), 0.01, 0.08, DPABI)


def test_that_a_series_shorter_than_the_slowest_period_is_warned_of():
    assert "100" not in "".join(short_series_warnings(series_of(np.zeros((1, 1, 1, 60)), 2.0), 0.01))
    assert len(short_series_warnings(series_of(np.zeros((1, 1, 1, 40)), 2.0), 0.01)) == 1


@pytest.mark.parametrize("high_hz", [0.08, 0.1, 0.2])
def test_that_a_series_without_its_highest_frequencies_is_noticed(high_hz):
    noise = np.random.default_rng(0).standard_normal((150, 30)) + 500
    assert not is_low_passed(noise)
    low = filtfilt(*butter(5, high_hz / 0.25), noise, axis=0)
    assert is_low_passed(low)
    spectrum = np.fft.rfft(noise, axis=0)
    spectrum[np.fft.rfftfreq(150, 2.0) > high_hz] = 0
    assert is_low_passed(np.fft.irfft(spectrum, 150, axis=0)[:140])


def test_that_a_measured_series_is_not_taken_for_filtered(fixtures):
    image = nibabel.load(fixtures / "real/studyforrest/bold_task-oneback_156vol.nii.gz")
    values = np.asarray(image.dataobj[30:50, 30:50, 15], dtype=np.float32).reshape(-1, 156).T
    assert not is_low_passed(values)
    # Nor after smoothing in space, which lowers the noise.
    assert not is_low_passed(values.reshape(156, 4, 10, 10).mean(axis=-1).reshape(156, -1))
