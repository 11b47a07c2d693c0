"""Arrival time by look-up: the table by hand, the simulated truth, what cannot be told."""

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.perfusion.arrival import delay_table, weighted_delay
from analysis.perfusion.constants import Labelling
from analysis.perfusion.kinetics import Decay, pcasl_difference
from analysis.perfusion.response import Response

DELAYS = np.array([0.5, 1.0, 1.5, 2.0, 2.5])


def response(
    labelling: Labelling = Labelling.PCASL, decay: Decay | None = None, delays: np.ndarray = DELAYS
) -> Response:
    durations = np.full(len(delays), 0.8 if labelling is Labelling.PASL else 1.8)
    return Response(labelling, decay or Decay(), 0.85, delays, durations, np.ones(len(delays)))


def no_delay(n: int) -> np.ndarray:
    return np.zeros(n)


def test_that_the_table_holds_the_weighted_delay_of_the_white_papers_model() -> None:
    """Arrival at 0.5 s: all label has come at every delay, so dM_i goes as exp(-w_i / 1.65)."""
    times, table = delay_table(response())
    weights = np.exp(-DELAYS / 1.65)
    assert times[0] == 0.5
    assert table[0] == pytest.approx((DELAYS @ weights) / weights.sum(), rel=1e-12)
    assert (times[-1], len(times)) == (2.5, 2001)
    assert (np.diff(table) > 0).all()


@pytest.mark.parametrize("att_s", [0.6, 1.0, 1.37, 1.9, 2.4])
def test_that_arrival_and_flow_come_back_from_the_forward_model(att_s: float) -> None:
    flow, arrival_s, m0 = np.array(60.0), np.array(att_s), np.array(1.0)
    signal = np.array(
        [[pcasl_difference(flow, arrival_s, m0, pld_s=w, label_duration_s=1.8, efficiency=0.85)] for w in DELAYS]
    )
    arrival = weighted_delay(signal, response(), no_delay(1))
    assert arrival.att_s[0] == pytest.approx(att_s, abs=0.001)
    assert response().cbf(signal, arrival.att_s, no_delay(1), 0.9)[0] == pytest.approx(60, abs=0.05)


@pytest.mark.parametrize("labelling", [Labelling.PCASL, Labelling.PASL])
def test_that_it_holds_with_a_tissue_t1_for_both_labellings_and_by_slice(labelling: Labelling) -> None:
    model = response(labelling, Decay(1.65, 1.2))
    slice_delay = np.array([0.0, 0.35, 0.0])
    att = np.array([1.1, 1.3, 1.6])
    signal = 0.01 / 0.9 * model.of_voxels(att, slice_delay)
    arrival = weighted_delay(signal, model, slice_delay)
    np.testing.assert_allclose(arrival.att_s, att, atol=0.001)
    np.testing.assert_allclose(model.cbf(signal, arrival.att_s, slice_delay, 0.9), 60, atol=0.1)


def test_that_blood_before_the_first_delay_is_marked_because_its_time_cannot_be_told() -> None:
    model = response()
    signal = model.of_voxels(np.array([0.2, 0.45, 2.6]), no_delay(3))
    signal[:, :2] *= [[1.0001], [1], [1], [1], [1]]  # a breath of noise towards earlier
    arrival = weighted_delay(signal, model, no_delay(3))
    np.testing.assert_array_equal(arrival.limit, [-1, -1, 1])
    np.testing.assert_array_equal(arrival.att_s, [0.5, 0.5, 2.5])


def test_that_no_positive_signal_gives_no_arrival_time() -> None:
    signal = np.column_stack([-np.ones(5), np.zeros(5), np.full(5, np.nan)])
    assert np.isnan(weighted_delay(signal, response(), no_delay(3)).att_s).all()


def test_that_the_scale_of_the_signal_changes_no_arrival_time() -> None:
    signal = response().of_voxels(np.array([0.9, 1.7]), no_delay(2))
    both = [weighted_delay(s * signal, response(), no_delay(2)).att_s for s in (1, 512)]
    np.testing.assert_allclose(both[0], both[1], rtol=1e-9)


def test_that_equal_delays_are_refused() -> None:
    with pytest.raises(DataError, match="do not differ enough"):
        delay_table(response(delays=np.array([1.8, 1.801])))
