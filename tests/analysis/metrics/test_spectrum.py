import numpy as np
import pytest

from analysis.metrics.spectrum import amplitude_spectrum


def test_that_a_sine_shows_one_peak_of_its_amplitude_at_its_frequency():
    times = np.arange(200) * 2.0
    frequencies, amplitudes = amplitude_spectrum(500 + 7 * np.sin(2 * np.pi * 0.05 * times), 2.0)
    peak = int(amplitudes.argmax())
    assert frequencies[peak] == pytest.approx(0.05)
    # The straight line that is removed takes a little of the sine with it: its sum of squares with a line is not 0.
    assert amplitudes[peak] == pytest.approx(7, rel=0.02)
    assert np.delete(amplitudes, peak).max() < 0.3


def test_that_a_drift_has_no_spectrum():
    frequencies, amplitudes = amplitude_spectrum(3.0 * np.arange(50) - 20, 1.5)
    np.testing.assert_allclose(amplitudes, 0, atol=1e-9)
    assert frequencies[0] == pytest.approx(1 / 75)
    assert frequencies[-1] == pytest.approx(1 / 3)


@pytest.mark.parametrize("course", [[], [1, 2, 3], [1, 2, np.nan, 4, 5]])
def test_that_too_few_or_missing_values_give_nothing(course):
    frequencies, amplitudes = amplitude_spectrum(np.array(course, float), 2.0)
    assert frequencies.size == amplitudes.size == 0
