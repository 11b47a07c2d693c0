"""The kinetic fit: noise-free truth, a brute-force oracle, and noise no worse than the peers' published figures."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import minimize

from analysis.errors import DataError
from analysis.perfusion.arrival import weighted_delay
from analysis.perfusion.constants import Labelling
from analysis.perfusion.fit import Fit, bayes, least_squares
from analysis.perfusion.kinetics import Decay
from analysis.perfusion.response import Response

DELAYS = np.array([0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25])


def response(
    n_pairs: int | np.ndarray = 1, labelling: Labelling = Labelling.PCASL, t1_tissue: float = 1.65
) -> Response:
    durations = np.full(8, 0.8 if labelling is Labelling.PASL else 1.8)
    return Response(labelling, Decay(1.65, t1_tissue), 0.85, DELAYS, durations, np.ones(8) * n_pairs)


@pytest.mark.parametrize("labelling", [Labelling.PCASL, Labelling.PASL])
@pytest.mark.parametrize("t1_tissue", [1.65, 1.3])
def test_that_noise_free_flow_and_arrival_come_back(labelling: Labelling, t1_tissue: float) -> None:
    model = response(1, labelling, t1_tissue)
    low = model.identifiable_s()[0]
    att = np.linspace(max(low, 0.05) + 0.05, min(2.4, low + 1.6), 40)
    slice_delay = np.where(np.arange(40) % 2, 0.0, 0.2)
    fit = least_squares(0.01 * model.of_voxels(att, slice_delay), model, slice_delay)
    known = att > low + 0.2
    np.testing.assert_allclose(fit.arrival.att_s[known], att[known], atol=1e-4)
    np.testing.assert_allclose(fit.flow[known], 0.01, rtol=1e-4)
    assert (fit.residual[known] < 1e-12).all()


def test_that_it_finds_the_least_squares_that_a_general_minimiser_finds_from_many_starts() -> None:
    rng = np.random.default_rng(3)
    n = np.array([1, 2, 1, 3, 1, 1, 2, 1.0])
    model = response(n)
    signal = 0.01 * model.of_voxels(np.array([0.8, 1.2, 1.7, 2.1]), np.zeros(4))
    signal += rng.normal(0, 0.001, signal.shape) / np.sqrt(n)[:, None]
    fit = least_squares(signal, model, np.zeros(4))
    for voxel in range(4):

        def cost(p: np.ndarray, y: np.ndarray = signal[:, voxel]) -> float:
            return float(n @ (y - 0.01 * p[0] * model.at(np.array([p[1]]))[0]) ** 2) * 1e6

        best = min(
            (
                minimize(cost, (1.0, d), method="Nelder-Mead", bounds=[(0, 10), (0, 2.75)])
                for d in np.arange(0.2, 2.7, 0.2)
            ),
            key=lambda found: found.fun,
        )
        ours = cost(np.array([fit.flow[voxel] * 100, fit.arrival.att_s[voxel]]))
        assert ours <= best.fun * (1 + 1e-6)


def test_that_voxels_without_signal_have_no_flow_by_least_squares_and_a_small_one_by_bayes() -> None:
    rng = np.random.default_rng(0)
    model = response()
    signal = rng.normal(0, 1e-3, (8, 300))
    signal[:, 0] = -1e-3
    assert np.isnan(least_squares(signal, model, np.zeros(300)).flow[0])
    fit = bayes(signal, model, np.zeros(300))
    assert np.isfinite(fit.flow).all()
    assert fit.flow[0] < np.median(fit.flow)
    assert 1.3 <= fit.arrival.att_s.mean() < 1.6  # near the prior: late arrival is less contradicted by no signal


def test_that_the_bayesian_spread_holds_the_truth_as_often_as_it_says() -> None:
    """68 % of true arrival times within one SD, for arrivals drawn from the prior."""
    rng = np.random.default_rng(5)
    model = response(3)
    att = np.clip(rng.normal(1.3, 0.5, 3000), 0.05, 2.7)
    signal = 0.01 * model.of_voxels(att, np.zeros(3000)) + rng.normal(0, 0.0015, (8, 3000))
    fit = bayes(signal, model, np.zeros(3000))
    inside = np.abs(fit.arrival.att_s - att) < fit.arrival.sd_s
    assert 0.62 < inside.mean() < 0.74


def test_that_two_delays_are_too_few() -> None:
    model = Response(Labelling.PCASL, Decay(), 0.85, DELAYS[:2], np.full(2, 1.8), np.ones(2))
    with pytest.raises(DataError, match="at least three delays"):
        least_squares(np.ones((2, 3)), model, np.zeros(3))


@pytest.mark.parametrize("method", ["weighted-delay", "least-squares", "bayes"])
def test_that_without_noise_arrival_is_within_30_ms_and_flow_within_1_percent_over_the_usual_range(method: str) -> None:
    """Arrival 0.5 to 2.5 s, flow 60, six delays of 0.5 to 3.0 s: the same model made the signal."""
    att = np.linspace(0.5, 2.5, 201)
    delays = np.arange(0.5, 3.01, 0.5)
    response = Response(Labelling.PCASL, Decay(), 0.85, delays, np.full(6, 1.8), np.full(6, 4.0))
    none = np.zeros(att.shape)
    signal = 60 / 6000 / 0.9 * response.of_voxels(att, none)
    if method == "weighted-delay":
        found = weighted_delay(signal, response, none)
        flow = response.cbf(signal, found.att_s, none, 0.9)
    else:
        fit = (least_squares if method == "least-squares" else bayes)(signal, response, none)
        found, flow = fit.arrival, 6000 * 0.9 * fit.flow
    np.testing.assert_allclose(found.att_s, att, atol=0.03)
    np.testing.assert_allclose(flow, 60, rtol=0.01)


@pytest.mark.parametrize("method", [least_squares, bayes])
def test_that_blood_before_the_first_delay_is_held_at_it_and_marked(method: Callable[..., Fit]) -> None:
    """Its signal is that of any earlier arrival; noise of a thousandth tells which side of the limit it is on."""
    response = Response(Labelling.PCASL, Decay(), 0.85, np.arange(1.0, 3.1, 0.5), np.full(5, 1.8), np.full(5, 4.0))
    none = np.zeros(50)
    signal = 60 / 6000 / 0.9 * response.of_voxels(np.full(50, 0.5), none)
    noisy = signal * (1 + 1e-3 * np.random.default_rng(0).standard_normal(signal.shape))
    found = method(noisy, response, none)
    assert (found.arrival.att_s >= 1.0).all()
    assert np.mean(found.arrival.att_s < 1.05) > 0.9
    np.testing.assert_allclose(6000 * 0.9 * found.flow, 60, rtol=0.02)
    assert (found.arrival.limit == -1).mean() > 0.4
