"""The time courses of the demonstration patient: their spectrum, and the rhythms of pulse and breathing."""

import numpy as np
import pytest

from analysis.demo.resting_signal import amplitude_spectrum, physiology
from analysis.demo.settings import TR_S


def test_that_the_spectrum_has_unit_power_and_falls_as_one_over_f():
    hz = np.array([0.005, 0.015, 0.03, 0.16])
    amplitude = amplitude_spectrum(hz)
    assert np.sum(amplitude**2) == pytest.approx(1)
    power = amplitude**2 / amplitude[1] ** 2
    assert power[0] == pytest.approx(1, rel=1e-3)  # flat below 0.015 Hz
    assert power[2] == pytest.approx(0.5, rel=0.01)  # twice the frequency, half the power
    # (0.015 / 0.16) / (1 + (0.16 / 0.085) ** 6) = 0.09375 / 45.45
    assert power[3] == pytest.approx(0.09375 / 45.45, rel=1e-3)


def test_that_pulse_and_breathing_run_at_their_true_frequencies():
    times = np.arange(0, TR_S, 0.1)  # as if a slice were acquired every 0.1 s, so that nothing aliases
    pulse, breath = physiology(times, 300, seed=3)
    for rhythm, low, high in ((pulse, 1.0, 1.3), (breath, 0.2, 0.34)):
        power = np.abs(np.fft.rfft(rhythm.ravel() - rhythm.mean())) ** 2
        hz = np.fft.rfftfreq(rhythm.size, 0.1)
        assert low < hz[power.argmax()] < high
        assert rhythm.std() == pytest.approx(0.75, abs=0.05)  # sqrt((1 + 0.35 ** 2) / 2) and sqrt((1 + 0.0625) / 2)


def test_that_a_slice_has_the_same_pulse_whatever_other_slices_there_are():
    both = physiology(np.array([0.0, 1.0]), 50, seed=1)
    late = physiology(np.array([1.0]), 50, seed=1)
    for one, other in zip(both, late, strict=True):
        np.testing.assert_allclose(one[:, 1:], other)
