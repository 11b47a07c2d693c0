import time

import numpy as np
import pytest
from scipy.signal import detrend

from analysis.errors import Cancelled, DataError, GeometryError, OptionError
from analysis.image import Mask
from analysis.metrics.alff import AlffOptions, compute_alff
from analysis.preprocess.band import Convention
from analysis.preprocess.filter import filter_series
from tests.reference_case import full_mask, grid_of, load_mask, load_series, reference, rough_data, series_of

OUTPUTS = ("alff", "malff", "zalff", "falff", "mfalff", "zfalff", "peraf")


def _by_name(maps):
    return {m.statistic: m for m in maps}


def _slow(course, low_hz, high_hz, tr_s, n_fft):
    """ALFF, fALFF and PerAF of one time course by a sum over every frequency and time point."""
    n = len(course)
    x = detrend(course)
    time_point = np.arange(n)
    amplitude = np.array(
        [2 * abs(np.sum(x * np.exp(-2j * np.pi * k * time_point / n_fft))) / n for k in range(n_fft // 2 + 1)]
    )
    first = int(np.ceil(low_hz * n_fft * tr_s + 1)) - 1
    last = int(np.fix(high_hz * n_fft * tr_s + 1)) - 1
    full = np.array([np.sum(x * np.exp(-2j * np.pi * k * time_point / n_fft)) for k in range(n_fft)])
    kept = [k if first <= k <= last or first <= n_fft - k <= last else None for k in range(n_fft)]
    filtered = (
        sum(full[k] * np.exp(2j * np.pi * k * time_point / n_fft) / n_fft for k in kept if k is not None).real
        + course.mean()
    )
    peraf = 100 * np.mean(np.abs(filtered - filtered.mean())) / filtered.mean()
    return amplitude[first : last + 1].mean(), amplitude[first : last + 1].sum() / amplitude[1:].sum(), peraf


@pytest.mark.parametrize(("convention", "n_fft"), [(Convention.DPABI, 64), (Convention.RESTPLUS, 60)])
def test_that_it_equals_an_obvious_slow_implementation(convention, n_fft):
    series, mask = rough_data()
    maps = _by_name(compute_alff(series, mask, AlffOptions(convention=convention)))
    for ijk in np.argwhere(mask.data)[::5]:
        course = series.frames.time_course(tuple(ijk))
        found = [maps[name].volume.data[tuple(ijk)] for name in ("alff", "falff", "peraf")]
        if not np.isfinite(course).all() or np.ptp(course) == 0:
            assert np.isnan(found).all()
        else:
            np.testing.assert_allclose(found, _slow(course, 0.01, 0.08, 2.0, n_fft), rtol=1e-6)


@pytest.mark.parametrize("name", ["alff", "falff", "malff", "zalff"])
def test_that_it_equals_dpabi(fixtures, name):
    mask = load_mask(fixtures)
    maps = _by_name(compute_alff(load_series(fixtures), mask, AlffOptions(convention=Convention.DPABI)))
    expected = reference(fixtures, f"dpabi_A_{name}_001_008", mask)  # DPABI V9.0, y_alff_falff
    # z crosses 0, where single precision of the stored map is absolute
    np.testing.assert_allclose(maps[name].volume.data[mask.data], expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", ["alff", "falff"])
def test_that_it_equals_rest(fixtures, name):
    mask = load_mask(fixtures)
    maps = _by_name(compute_alff(load_series(fixtures), mask))
    expected = reference(fixtures, f"rest18_A_{name}_001_008", mask)  # REST V1.8
    np.testing.assert_allclose(maps[name].volume.data[mask.data], expected, rtol=1e-5)


def test_that_a_sine_within_the_band_has_its_amplitude_in_one_of_the_bins():
    # 64 samples every 2 s: bin 4 is 0.03125 Hz. Amplitude 3 in 1 of the 9 bins 2..10 of 0.01-0.08 Hz, so the mean
    # is 3 / 9. About the middle of the series the cosine is even: no line to take away.
    course = 3 * np.cos(2 * np.pi * 4 * (np.arange(64) - 31.5) / 64)
    values = np.broadcast_to(course + 100, (2, 2, 2, 64)).astype(np.float32)
    maps = _by_name(compute_alff(series_of(values), full_mask(series_of(values))))
    np.testing.assert_allclose(maps["alff"].volume.data, 3 / 9, rtol=1e-5)
    np.testing.assert_allclose(maps["falff"].volume.data, 1, rtol=1e-5)
    np.testing.assert_allclose(maps["malff"].volume.data, 1, rtol=1e-6)
    assert "same value" in " ".join(maps["zalff"].provenance.warnings)


def test_that_scaling_the_signal_scales_alff_and_nothing_else():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    once = _by_name(compute_alff(series, mask))
    eightfold = _by_name(compute_alff(series_of(values * 8), mask))
    for name in OUTPUTS:
        factor = 8 if name == "alff" else 1
        np.testing.assert_allclose(
            eightfold[name].volume.data, once[name].volume.data * factor, rtol=1e-6, atol=1e-6, equal_nan=True
        )


def test_that_adding_a_line_changes_no_alff():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    once = _by_name(compute_alff(series, mask))
    tilted = _by_name(compute_alff(series_of(values + 2 * np.arange(60, dtype=np.float32) + 300), mask))
    known = np.isfinite(once["alff"].volume.data)
    for name in ("alff", "falff"):
        np.testing.assert_allclose(tilted[name].volume.data[known], once[name].volume.data[known], rtol=1e-6)


def test_that_flipping_an_axis_flips_the_map():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    once = compute_alff(series, mask)
    flipped = compute_alff(series_of(values[::-1]), Mask(series.grid, mask.data[::-1]))
    for a, b in zip(once, flipped, strict=True):
        np.testing.assert_array_equal(a.volume.data[::-1], b.volume.data)


def test_that_the_maps_say_where_they_come_from():
    series, mask = rough_data()
    maps = compute_alff(series, mask)
    assert tuple(m.statistic for m in maps) == OUTPUTS
    told = maps[1].provenance
    assert told.parameters["tr_s"] == 2.0
    assert told.parameters["fft_length"] == 60
    assert told.parameters["mask_mean"] == pytest.approx(np.nanmean(maps[0].volume.data), rel=1e-5)
    assert any("do not change over time" in w for w in told.warnings)
    assert maps[6].volume.unit == "%"


def test_that_peraf_of_a_demeaned_series_has_no_value_and_it_is_told():
    rng = np.random.default_rng(0)
    values = rng.standard_normal((3, 3, 3, 60))
    values -= 5
    series = series_of(values)
    peraf = compute_alff(series, full_mask(series))[-1]
    assert np.isnan(peraf.volume.data).all()
    assert "no meaning" in peraf.provenance.warnings[-1]


def test_that_a_series_that_was_filtered_before_is_told():
    series, mask = rough_data()
    assert "band-passed" not in " ".join(compute_alff(series, mask)[0].provenance.warnings)
    assert "band-passed before" in " ".join(
        compute_alff(filter_series(series, mask).series, mask)[0].provenance.warnings
    )


def test_that_a_series_without_tr_is_refused():
    series = series_of(np.random.default_rng(0).random((3, 3, 3, 50)), None)
    with pytest.raises(DataError, match="repetition time"):
        compute_alff(series, full_mask(series))


def test_that_a_band_above_the_nyquist_frequency_is_refused():
    series = series_of(np.random.default_rng(0).random((3, 3, 3, 50)), 8.0)
    with pytest.raises(OptionError, match=r"nothing above 0\.0625 Hz"):
        compute_alff(series, full_mask(series))


def test_that_one_volume_is_refused():
    series = series_of(np.ones((3, 3, 3, 1)))
    with pytest.raises(DataError):
        compute_alff(series, full_mask(series))


def test_that_a_mask_on_another_grid_is_refused():
    series, mask = rough_data()
    with pytest.raises(GeometryError, match="not on the grid"):
        compute_alff(series, Mask(grid_of(mask.grid.shape, 2.0), mask.data))


def test_that_a_falling_band_is_refused():
    with pytest.raises(OptionError):
        AlffOptions(low_hz=0.08, high_hz=0.01)


def test_that_it_stops_within_a_second_of_being_cancelled():
    rng = np.random.default_rng(0)
    series = series_of(rng.standard_normal((40, 40, 30, 100), dtype=np.float32))
    begun = time.perf_counter()

    def progress(fraction, _):
        if fraction > 0.5:
            nonlocal begun
            begun = time.perf_counter()
            raise Cancelled

    with pytest.raises(Cancelled):
        compute_alff(series, full_mask(series), progress=progress)
    assert time.perf_counter() - begun < 1
