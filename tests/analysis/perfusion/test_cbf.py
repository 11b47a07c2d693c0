"""The whole computation on small scans with known truth, and on the simulated subjects."""

from typing import Any

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.image import ArrayFrames, Series
from analysis.perfusion.averages import AslData
from analysis.perfusion.calibration import Calibration, M0Image, Relaxed, relaxed_map
from analysis.perfusion.cbf import CbfResult, compute_cbf, require_calibration
from analysis.perfusion.completion import complete
from analysis.perfusion.kinetics import pcasl_difference
from analysis.perfusion.quality import Tissues
from analysis.perfusion.quantify import CbfOptions, Method
from analysis.perfusion.rejection import Rejection
from tests.analysis.perfusion.made_asl import GRID, PASL, PCASL, Simulated, scan_of, volume, whole

ONE = np.ones(GRID.shape)


def compute(volumes: list[np.ndarray], types: list[str], m0: float | None = 1000.0, **fields: Any) -> CbfResult:
    scan = scan_of(volumes, types, **(PCASL | fields))
    relaxed = None if m0 is None else relaxed_map(M0Image(volume(m0), 6.0, "made"), whole())
    return compute_cbf(AslData(scan.image, whole(), complete(scan), relaxed))


def values(result: CbfResult, statistic: str) -> np.ndarray:
    return next(m for m in result.maps if m.statistic == statistic).volume.data.astype(np.float64)


def test_that_one_pair_gives_the_hand_computed_flow() -> None:
    """dM 10 of M0 1000, 1.8 s / 1.8 s at 3 T: 86.300 (see the test of the consensus equation)."""
    result = compute([900 * ONE, 890 * ONE], ["control", "label"])
    np.testing.assert_allclose(values(result, "cbf"), 86.300, atol=0.005)
    cbf = result.maps[0]
    assert cbf.volume.unit == "mL/100 g/min"
    assert values(result, "perfusion_weighted")[0, 0, 0] == 10
    assert result.equation == "CBF = 6000 * 0.9 * dM * exp(1.8 / 1.65) / (2 * 0.85 * 1.65 * S * (1 - exp(-1.8 / 1.65)))"
    assert cbf.provenance.parameters["equation"] == result.equation
    assert cbf.provenance.parameters["facts"]["PostLabelingDelay"]["source"] == "sidecar"


def test_that_the_equation_in_words_evaluates_to_the_map() -> None:
    result = compute([900 * ONE, 890 * ONE], ["control", "label"])
    number = eval(result.equation.removeprefix("CBF = "), {"exp": np.exp, "dM": 10.0, "S": 1000.0})
    assert values(result, "cbf")[0, 0, 0] == pytest.approx(number, rel=1e-6)


def test_that_pulsed_labelling_gives_the_hand_computed_flow() -> None:
    scan = scan_of([900 * ONE, 890 * ONE], ["control", "label"], **PASL)
    relaxed = relaxed_map(M0Image(volume(1000.0), 6.0, ""), whole())
    result = compute_cbf(AslData(scan.image, whole(), complete(scan), relaxed))
    np.testing.assert_allclose(values(result, "cbf"), 102.523, atol=0.005)
    number = eval(result.equation.removeprefix("CBF = "), {"exp": np.exp, "dM": 10.0, "S": 1000.0})
    assert values(result, "cbf")[0, 0, 0] == pytest.approx(number, rel=1e-6)


def test_that_label_first_and_differences_give_the_same_map() -> None:
    expected = values(compute([900 * ONE, 890 * ONE] * 2, ["control", "label"] * 2), "cbf")
    for volumes, types in (
        ([890 * ONE, 900 * ONE] * 2, ["label", "control"] * 2),
        ([900 * ONE] * 2 + [890 * ONE] * 2, ["control"] * 2 + ["label"] * 2),
        ([10 * ONE], ["deltam"]),
        ([5000 * ONE, 10 * ONE, 10 * ONE], ["m0scan", "deltam", "deltam"]),
    ):
        np.testing.assert_array_equal(values(compute(volumes, types), "cbf"), expected)


def test_that_scaling_asl_and_m0_alike_changes_nothing() -> None:
    first = values(compute([900 * ONE, 890 * ONE], ["control", "label"]), "cbf")
    second = values(compute([9000 * ONE, 8900 * ONE], ["control", "label"], 10_000.0), "cbf")
    np.testing.assert_allclose(first, second, rtol=1e-6)


def test_that_later_slices_are_given_their_later_delay() -> None:
    times = [0.0, 0.4, 0.8, 1.2]
    signal = 10 * np.exp(-np.array(times) / 1.65)
    result = compute([900 * ONE, 900 - signal * ONE], ["control", "label"], MRAcquisitionType="2D", SliceTiming=times)
    np.testing.assert_allclose(values(result, "cbf"), 86.300, atol=0.02)
    assert "delay of the slice" in result.equation


def test_that_perfusion_without_m0_is_relative_and_never_has_a_unit() -> None:
    pattern = np.linspace(1, 3, GRID.n_voxels).reshape(GRID.shape)
    result = compute([900 * ONE, 900 - 10 * pattern], ["control", "label"], None)
    assert [m.statistic for m in result.maps] == ["relative_perfusion", "perfusion_weighted"]
    assert all(m.volume.unit == "" for m in result.maps)
    np.testing.assert_allclose(values(result, "relative_perfusion"), pattern / pattern.mean(), rtol=1e-4)


def test_that_absolute_flow_without_m0_is_refused_with_the_reason() -> None:
    with pytest.raises(DataError, match="background suppression the control images cannot replace"):
        require_calibration(Calibration.M0, has_m0=False, background_suppression=True)
    require_calibration(Calibration.NONE, has_m0=False, background_suppression=True)


def test_that_several_delays_without_m0_give_arrival_times_and_relative_flow() -> None:
    delays = [0.5, 1.0, 1.5, 2.0]
    volumes, times = [], []
    for w in delays:
        dm = pcasl_difference(60 * ONE, 1.2 * ONE, 1000 * ONE, pld_s=w, label_duration_s=1.8, efficiency=0.85)
        volumes, times = [*volumes, 900 * ONE, 900 - dm], [*times, w, w]
    result = compute(volumes, ["control", "label"] * 4, None, PostLabelingDelay=times)
    np.testing.assert_allclose(values(result, "att"), 1.2, atol=0.002)
    np.testing.assert_allclose(values(result, "relative_perfusion"), 1.0, atol=1e-3)


@pytest.mark.parametrize("method", Method)
def test_that_unequal_repeats_of_delays_give_the_same_flow(method: Method) -> None:
    delays = [0.5, 1.0, 1.0, 1.5, 2.0, 2.0, 2.0]
    volumes, times = [], []
    for w in delays:
        dm = pcasl_difference(60 * ONE, 1.2 * ONE, 1000 * ONE, pld_s=w, label_duration_s=1.8, efficiency=0.85)
        volumes, times = [*volumes, 900 - dm, 900 * ONE], [*times, w, w]
    scan = scan_of(volumes, ["label", "control"] * 7, **(PCASL | {"PostLabelingDelay": times}))
    relaxed = relaxed_map(M0Image(volume(1000.0), 6.0, ""), whole())
    result = compute_cbf(AslData(scan.image, whole(), complete(scan), relaxed), CbfOptions(method))
    np.testing.assert_allclose(values(result, "cbf"), 60, atol=0.3)
    np.testing.assert_allclose(values(result, "att"), 1.2, atol=0.01)
    assert [d["pairs"] for d in result.maps[0].provenance.parameters["delays"]] == [1, 2, 1, 3]


def test_that_missing_values_stay_missing_and_are_counted() -> None:
    label = 890 * ONE.copy()
    label[1, 2, 3] = np.nan
    result = compute([900 * ONE, label], ["control", "label"])
    assert np.isnan(values(result, "cbf")[1, 2, 3])
    assert np.isnan(values(result, "cbf")).sum() == 1
    assert "1 of 120 mask voxels have no perfusion." in result.maps[0].provenance.warnings


def test_that_an_implausible_map_says_so_in_its_warnings() -> None:
    result = compute([900 * ONE, 890 * ONE], ["control", "label"], 100.0)
    assert any("Not plausible: mean" in w for w in result.maps[0].provenance.warnings)


def test_that_a_bad_pair_is_left_out_and_named() -> None:
    gray = np.ones(GRID.n_voxels)
    # differences 10.0, 10.2, ... and one of 40
    labels = [890 - 0.2 * k * ONE for k in range(7)] + [860 * ONE]
    volumes = [v for label in labels for v in (900 * ONE, label)]
    scan = scan_of(volumes, ["control", "label"] * 8, **PCASL)
    relaxed = Relaxed(np.full(GRID.n_voxels, 1000.0))
    data = AslData(scan.image, whole(), complete(scan), relaxed, Tissues(gray))
    result = compute_cbf(data)
    assert [result.pairs[r.pair].in_words() for r in result.rejected] == ["volumes 15 and 16"]
    assert values(result, "perfusion_weighted")[0, 0, 0] == pytest.approx(10.6, abs=1e-4)
    kept = compute_cbf(data, CbfOptions(rejection=Rejection.NONE))
    assert values(kept, "perfusion_weighted")[0, 0, 0] == pytest.approx((7 * 10.6 + 40) / 8, abs=1e-4)


def data_of(subject: Simulated, series: Series | None = None) -> AslData:
    relaxed = relaxed_map(M0Image(subject.m0.image, 20.0, "separate scan"), subject.mask)
    tissues = Tissues(subject.gray, subject.white)
    return AslData(series or subject.scan.image, subject.mask, complete(subject.scan), relaxed, tissues)


def test_that_the_simulated_single_delay_subject_comes_back_exactly(one_delay: Simulated) -> None:
    """asldro 2.2.0, tissue T1 chosen so that the consensus equation is exact: every voxel within 0.01."""
    cbf = compute_cbf(data_of(one_delay)).maps[0].volume.data[one_delay.mask.data]
    np.testing.assert_allclose(cbf, one_delay.cbf, atol=0.01)


@pytest.mark.parametrize(("method", "flow", "arrival"), [
    (Method.WEIGHTED_DELAY, 0.01, 0.001), (Method.LEAST_SQUARES, 0.01, 0.001), (Method.BAYES, 0.6, 0.03),
])  # fmt: skip
def test_that_the_simulated_eight_delay_subject_comes_back(
    eight_delays: Simulated, method: Method, flow: float, arrival: float
) -> None:
    """Noise-free, the same model: flow within 1 % of 60 and arrival within 30 ms at the most; look-up and fit exact."""
    result = compute_cbf(data_of(eight_delays), CbfOptions(method))
    perfused = eight_delays.cbf > 1
    for statistic, truth, tolerance in (("cbf", eight_delays.cbf, flow), ("att", eight_delays.att_s, arrival)):
        found = next(m for m in result.maps if m.statistic == statistic).volume.data[eight_delays.mask.data]
        np.testing.assert_allclose(found[perfused], truth[perfused], atol=tolerance)


def test_that_with_noise_bayes_is_no_worse_than_the_best_of_the_other_tools(eight_delays: Simulated) -> None:
    """SNR 250 (mean M0 / noise SD), three repeats. On the same simulation VABY 0.2 (the model of BASIL) had a
    root-mean-square error of 11.8 mL/100 g/min (bias 4.5 %) and 0.26 s in grey matter, pyasl-osipi 0.2.1 12.2 (0.5 %)
    and 0.34 s. Ours is 8.8 (0.8 %, mean of five seeds) and 0.12 s; without tissue maps 10.6 (3.2 %) and 0.22 s."""
    rng = np.random.default_rng(1)
    m0, series = eight_delays.m0.image.data, eight_delays.scan.image
    sd = float(m0[m0 > 0].mean()) / 250
    clean = np.stack([series.frames.frame(t) for t in range(series.n_timepoints)], axis=-1)
    noisy = np.mean(
        [np.hypot(clean + rng.normal(0, sd, clean.shape), rng.normal(0, sd, clean.shape)) for _ in range(3)], axis=0
    )
    data = data_of(eight_delays, Series(series.grid, ArrayFrames(noisy.astype(np.float32)), 5.0))
    result = compute_cbf(data, CbfOptions(Method.BAYES))
    cbf, att = (m.volume.data[eight_delays.mask.data] for m in result.maps[:2])
    gray = eight_delays.gray > 0.7
    assert np.isfinite(cbf).all()
    assert np.isfinite(att).all()
    assert np.sqrt(np.mean((cbf - eight_delays.cbf)[gray] ** 2)) < 9.5
    assert abs(np.mean((cbf - eight_delays.cbf)[gray])) < 0.012 * np.mean(eight_delays.cbf[gray])
    # in white matter VABY was 14.3 % too high with 18.6 mL/100 g/min
    white = eight_delays.white > 0.7
    assert np.sqrt(np.mean((cbf - eight_delays.cbf)[white] ** 2)) < 18.6
    assert abs(np.mean((cbf - eight_delays.cbf)[white])) < 0.143 * np.mean(eight_delays.cbf[white])
    assert np.sqrt(np.mean((att - eight_delays.att_s)[gray] ** 2)) < 0.15
    assert "same tissue" in result.maps[0].provenance.parameters["prior_of_arrival"]


def test_that_the_arguments_are_left_as_they_were(one_delay: Simulated) -> None:
    before = one_delay.scan.image.frames.frame(0).copy()
    compute_cbf(data_of(one_delay))
    np.testing.assert_array_equal(one_delay.scan.image.frames.frame(0), before)
