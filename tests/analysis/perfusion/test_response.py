"""The model at all delays at once: by hand at single delays, its inverse, and which arrivals it can tell apart."""

import numpy as np
import pytest

from analysis.perfusion.constants import Labelling
from analysis.perfusion.kinetics import Decay
from analysis.perfusion.response import Response

DELAYS = np.array([0.5, 1.0, 1.5, 2.0, 2.5])


def pcasl(n_pairs: tuple[int, ...] = (1, 1, 1, 1, 1)) -> Response:
    return Response(Labelling.PCASL, Decay(), 0.8, DELAYS, np.full(5, 1.8), np.array(n_pairs, dtype=float))


def pasl() -> Response:
    return Response(Labelling.PASL, Decay(), 0.98, np.array([0.4, 0.8, 1.6]), np.full(3, 0.7), np.ones(3))


def test_that_an_arrival_before_the_delay_gives_the_white_papers_signal() -> None:
    """Alsop et al. 2015, eq. 1: 2 a T1b exp(-PLD / T1b) (1 - exp(-tau / T1b)), T1b = 1.65 s."""
    expected = 2 * 0.8 * 1.65 * np.exp(-2.0 / 1.65) * (1 - np.exp(-1.8 / 1.65))
    assert pcasl().at(np.array([1.2]))[0, 3] == pytest.approx(expected)


def test_that_blood_that_has_not_arrived_gives_nothing() -> None:
    assert pasl().at(np.array([1.0]))[0, :2].tolist() == [0, 0]
    assert pcasl().at(np.array([4.4]))[0].tolist() == [0, 0, 0, 0, 0]  # after tau + PLD = 4.3 s


def test_that_the_readout_of_a_slice_adds_to_every_delay() -> None:
    later = Response(Labelling.PCASL, Decay(), 0.8, DELAYS + 0.3, np.full(5, 1.8), np.ones(5))
    att = np.array([0.7, 1.4])
    np.testing.assert_allclose(pcasl().at(att, 0.3), later.at(att))
    np.testing.assert_allclose(pcasl().of_voxels(att, np.array([0.3, 0.3])), later.at(att).T)


def test_that_flow_at_the_true_arrival_comes_back_exactly() -> None:
    att, slice_delay, flow = np.array([0.6, 1.1, 2.2]), np.array([0.0, 0.2, 0.4]), np.array([60.0, 20, 45])
    signal = pcasl().of_voxels(att, slice_delay) * flow / 6000 / 0.9
    np.testing.assert_allclose(pcasl().cbf(signal, att, slice_delay, 0.9), flow)


def test_that_a_delay_of_more_pairs_counts_more() -> None:
    """Two delays that disagree: n dM k summed over n k², by hand."""
    response = pcasl((4, 1, 1, 1, 1))
    att, none = np.array([0.4]), np.zeros(1)
    k = response.of_voxels(att, none)[:, 0]
    signal = k * np.array([50.0, 80, 80, 80, 80]) / 6000 / 0.9
    n = np.array([4.0, 1, 1, 1, 1])
    by_hand = (n * k**2 * np.array([50.0, 80, 80, 80, 80])).sum() / (n * k**2).sum()
    assert response.cbf(signal[:, None], att, none, 0.9)[0] == pytest.approx(by_hand)


def test_that_arrivals_before_the_first_and_after_the_last_delay_cannot_be_told_apart() -> None:
    assert pcasl().identifiable_s() == (0.5, 2.5)
    assert pcasl().identifiable_s(0.25) == (0.75, 2.75)
    low, high = pasl().identifiable_s()  # TI less the bolus: -0.3, which is no time, to 0.9
    assert low == 0
    assert high == pytest.approx(0.9)
