import numpy as np
import pytest
from scipy.signal import detrend

from analysis.errors import DataError, OptionError
from analysis.metrics.bands import BANDS, BandOptions, BandSet, compute_bands
from analysis.preprocess.filter import filter_series
from tests.reference_case import full_mask, rough_data, series_of


def test_that_it_equals_an_obvious_slow_implementation():
    series, mask = rough_data()
    maps = {m.statistic: m for m in compute_bands(series, mask)}
    for ijk in np.argwhere(mask.data)[::7]:
        course = series.frames.time_course(tuple(ijk))
        found = {name: m.volume.data[tuple(ijk)] for name, m in maps.items()}
        if not np.isfinite(course).all() or np.ptp(course) == 0:
            assert np.isnan(list(found.values())).all()
            continue
        power = np.abs(np.fft.rfft(detrend(course), n=60)) ** 2
        hz = np.arange(31) / 120
        for band in BANDS[BandSet.SLOW]:
            in_band = power[(hz >= band.low_hz - 1e-12) & (hz <= band.high_hz + 1e-12)].sum()
            assert found[f"power_{band.name}"] == pytest.approx(100 * in_band / power[1:].sum(), rel=1e-6)


def test_that_a_sine_is_in_its_band():
    rng = np.random.default_rng(0)
    time_s = np.arange(200) * 2.0
    course = 100 * np.sin(2 * np.pi * 0.05 * time_s) + rng.standard_normal(200)
    series = series_of(np.broadcast_to(course, (2, 2, 2, 200)) + 1000)
    maps = {m.statistic: m.volume.data[0, 0, 0] for m in compute_bands(series, full_mask(series))}
    assert maps["power_slow4"] > 95
    assert sum(maps.values()) < 100
    back_pain = {m.statistic for m in compute_bands(series, full_mask(series), BandOptions(BandSet.BACK_PAIN))}
    assert back_pain == {"power_low", "power_mid", "power_high"}


def test_that_the_scale_of_the_signal_changes_nothing():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    for a, b in zip(compute_bands(series, mask), compute_bands(series_of(4 * values), mask), strict=True):
        np.testing.assert_allclose(a.volume.data, b.volume.data, rtol=1e-6, equal_nan=True)


def test_that_a_band_passed_series_is_refused():
    series, mask = rough_data()
    with pytest.raises(DataError, match="band-passed before"):
        compute_bands(filter_series(series, mask).series, mask)


def test_that_bands_above_the_nyquist_frequency_are_left_out_and_told():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    maps = compute_bands(series_of(values, 3.0), mask)
    assert [m.statistic for m in maps] == ["power_slow5", "power_slow4"]
    told = " ".join(maps[0].provenance.warnings)
    assert "slow3 was left out" in told
    assert "slow2 was left out" in told
    with pytest.raises(OptionError, match="None of the bands"):
        compute_bands(series_of(values, 30.0), mask)


def test_that_a_series_without_tr_is_refused():
    series = series_of(np.random.default_rng(0).random((3, 3, 3, 50)), None)
    with pytest.raises(DataError, match="repetition time"):
        compute_bands(series, full_mask(series))
