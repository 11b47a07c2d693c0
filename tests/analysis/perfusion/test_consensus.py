"""The consensus equations against values computed by hand."""

import math

import numpy as np
import pytest
from scipy.integrate import quad

from analysis.perfusion.consensus import consensus_cbf
from analysis.perfusion.constants import Labelling, labelling_efficiency, loss_by_suppression, t1_of_blood

USUAL = {"t1_blood_s": 1.65, "efficiency": 0.85, "partition": 0.9}


def test_that_pcasl_is_equation_one_of_the_white_paper() -> None:
    """6000 x 0.9 x 0.01 x e^(1.8/1.65) / (2 x 0.85 x 1.65 x (1 - e^(-1.8/1.65))) = 54 x 2.97697 / 1.862767 = 86.300."""
    cbf = consensus_cbf(np.array([0.01]), 1.8, 1.8, labelling=Labelling.PCASL, **USUAL)
    assert cbf[0] == pytest.approx(86.300, abs=0.005)


def test_that_pasl_divides_by_the_bolus_and_has_the_inversion_time_in_the_exponent() -> None:
    """6000 x 0.9 x 0.01 x e^(1.8/1.65) / (2 x 0.98 x 0.8) = 54 x 2.97697 / 1.568 = 102.523."""
    cbf = consensus_cbf(
        np.array([0.01]), 1.8, 0.8, labelling=Labelling.PASL, t1_blood_s=1.65, efficiency=0.98, partition=0.9
    )
    assert cbf[0] == pytest.approx(102.523, abs=0.005)


def test_that_casl_has_the_equation_of_pcasl() -> None:
    both = [
        consensus_cbf(np.array([0.01]), 1.5, 2.0, labelling=kind, **USUAL)[0]
        for kind in (Labelling.CASL, Labelling.PCASL)
    ]
    assert both[0] == both[1]


def test_that_each_slice_has_its_own_delay() -> None:
    """A slice read out 0.5 s later sees e^(-0.5/1.65) of the signal for the same flow."""
    cbf = consensus_cbf(
        np.array([0.01, 0.01 * math.exp(-0.5 / 1.65)]), np.array([1.8, 2.3]), 1.8, labelling=Labelling.PCASL, **USUAL
    )
    assert cbf[1] == pytest.approx(cbf[0], rel=1e-12)


def test_that_flow_is_proportional_to_the_difference_and_a_negative_one_stays_negative() -> None:
    cbf = consensus_cbf(np.array([0.01, -0.02]), 1.8, 1.8, labelling=Labelling.PCASL, **USUAL)
    assert cbf[1] == pytest.approx(-2 * cbf[0])


@pytest.mark.parametrize(("field_t", "t1_s"), [(1.5, 1.35), (3, 1.65), (2.89, 1.65), (7, 2.09)])
def test_that_t1_of_blood_goes_by_the_field(field_t: float, t1_s: float) -> None:
    """Alsop et al. 2015: 1.35 s at 1.5 T, 1.65 s at 3 T; Zhang et al. 2013: 2.09 s at 7 T."""
    found = t1_of_blood(field_t)
    assert found is not None
    assert found.value == t1_s


def test_that_no_t1_of_blood_is_invented_for_other_fields() -> None:
    assert t1_of_blood(4.7) is None


def test_that_efficiencies_are_those_of_the_white_paper_and_each_pulse_costs_five_percent() -> None:
    assert labelling_efficiency(Labelling.PCASL).value == 0.85
    assert labelling_efficiency(Labelling.PASL).value == 0.98
    assert loss_by_suppression(2).value == pytest.approx(0.9025)
    assert "Alsop" in labelling_efficiency(Labelling.PCASL).in_words()


def buxton(att_s: float, t1_tissue_s: float) -> float:
    """dM / M0a / f of pCASL at 1.8 s after 1.8 s of labelling: the convolution integral of Buxton et al. 1998, eq. 1.

    The arterial input 2 a exp(-att / T1b) lasts from att to att + tau, and decays in tissue with T1'.
    """
    t = 3.6
    return float(
        quad(lambda s: 2 * 0.85 * np.exp(-att_s / 1.65) * np.exp(-(t - s) / t1_tissue_s), att_s, min(t, att_s + 1.8))[0]
    )


@pytest.mark.parametrize(
    ("att_s", "t1_tissue_s", "bias_percent"),
    [
        (0.8, 1.65, 0.0),  # the model that the equation is made for: all label arrived, and stays in blood
        (1.8, 1.65, 0.0),
        (2.0, 1.65, -17.2),  # late arrival: e^(-0.2 / 1.65) (1 - e^(-1.6 / 1.65)) / (1 - e^(-1.8 / 1.65)) - 1
        (2.5, 1.65, -52.1),
        (1.0, 1.29, -22.65),  # label that left the blood at arrival decays faster
        (1.5, 1.29, -15.82),
    ],
)
def test_that_the_equation_has_its_textbook_bias(att_s: float, t1_tissue_s: float, bias_percent: float) -> None:
    ratio = np.array([60 / 6000 / 0.9 * buxton(att_s, t1_tissue_s)])
    found = consensus_cbf(ratio, 1.8, 1.8, labelling=Labelling.PCASL, t1_blood_s=1.65, efficiency=0.85, partition=0.9)
    assert 100 * (found[0] / 60 - 1) == pytest.approx(bias_percent, abs=0.06)
