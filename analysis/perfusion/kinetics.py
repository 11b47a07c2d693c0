"""The difference between control and label that a known perfusion makes: the general kinetic model.

Buxton et al. 1998 (Magn Reson Med 40:383). Labelled blood arrives from ``d`` (arrival time, ATT) to ``d + tau``
after the start of labelling and is seen at ``t``; until it arrives it decays with the T1 of blood, afterwards with
T1'. Divided by M0a (the signal of relaxed blood) and by the flow ``f`` (mL/g/s), the difference is, for pCASL::

    k(d) = 2 a T1' exp(-d/T1b) [exp(-max(w - d, 0)/T1') - exp(-max(tau + w - d, 0)/T1')],   w = t - tau

(the three cases of Buxton's eq. 3 in one line; Dai et al. 2012, Magn Reson Med 67:1252, eq. 1), and for PASL::

    k(d) = 2 a exp(-t/T1') [exp(-k d) - exp(-k m)] / k,   m = min(max(t, d), d + tau),  k = 1/T1b - 1/T1'

which becomes ``2 a exp(-t/T1b) (m - d)`` where T1' = T1b. With T1' = T1b the label stays in blood (single
compartment; Woods et al. 2024, Magn Reson Med 91:1774); Dai et al. take T1' = 1.2 s.
"""

from dataclasses import dataclass

import numpy as np

T1_BLOOD_S = 1.65
PARTITION_ML_PER_G = 0.9
EFFICIENCY = 0.85 * 0.95**2
"""Labelling 0.85, and 0.95 for each of two background-suppression pulses, which the labelled blood sees too."""

ML_PER_100G_MIN = 6000.0
"""One mL/g/s in mL/100 g/min."""


@dataclass(frozen=True)
class Decay:
    """How the label decays: T1 of blood, and T1' after arrival (the same where the label stays in blood), s."""

    t1_blood_s: float = T1_BLOOD_S
    t1_tissue_s: float = T1_BLOOD_S


def pcasl_response(
    att_s: np.ndarray, pld_s: np.ndarray, label_duration_s: np.ndarray, decay: Decay, efficiency: float
) -> np.ndarray:
    """k(d) of (pseudo-)continuous labelling, in s; the arguments broadcast.

    Parameters
    ----------
    att_s : arrival time d
    pld_s : from the end of labelling to the readout, w
    label_duration_s : tau
    decay : the two relaxation times
    efficiency : fraction of the blood that is inverted at readout, background suppression included
    """
    since_end = np.exp(-np.maximum(pld_s - att_s, 0) / decay.t1_tissue_s)
    since_start = np.exp(-np.maximum(label_duration_s + pld_s - att_s, 0) / decay.t1_tissue_s)
    arrived = np.exp(-np.asarray(att_s) / decay.t1_blood_s)
    return np.asarray(2 * efficiency * decay.t1_tissue_s * arrived * (since_end - since_start))


def pasl_response(
    att_s: np.ndarray, inversion_time_s: np.ndarray, bolus_s: np.ndarray, decay: Decay, efficiency: float
) -> np.ndarray:
    """k(d) of pulsed labelling, in s; the arguments broadcast.

    Parameters
    ----------
    att_s : arrival time d
    inversion_time_s : from the labelling pulse to the readout, t
    bolus_s : duration of the bolus, tau (TI1 where it is cut off by saturation)
    decay, efficiency : as `pcasl_response`
    """
    inflow = np.clip(inversion_time_s - np.asarray(att_s), 0, bolus_s)
    k = 1 / decay.t1_blood_s - 1 / decay.t1_tissue_s
    if abs(k) < 1e-9:
        return np.asarray(2 * efficiency * np.exp(-inversion_time_s / decay.t1_blood_s) * inflow)
    weight = np.exp(-k * np.asarray(att_s)) * -np.expm1(-k * inflow) / k
    return np.asarray(2 * efficiency * np.exp(-inversion_time_s / decay.t1_tissue_s) * weight)


def pcasl_difference(
    cbf: np.ndarray,
    att_s: np.ndarray,
    m0: np.ndarray,
    *,
    pld_s: float,
    label_duration_s: float,
    efficiency: float = EFFICIENCY,
) -> np.ndarray:
    """Control minus label of pseudo-continuous ASL, single compartment.

    Where ``att <= PLD`` it is the equation of the white paper (Alsop et al. 2015, Magn Reson Med 73:102, eq. 1)
    solved for the difference, so that equation returns `cbf` exactly.

    Parameters
    ----------
    cbf : perfusion in mL/100 g/min, any shape
    att_s : arterial transit time in s, same shape
    m0 : signal of the fully relaxed tissue, same shape
    pld_s : from the end of labelling to the readout, s
    label_duration_s : tau, s
    efficiency : fraction of the blood that is inverted at readout, background suppression included

    Returns
    -------
    float32 of the same shape, in the unit of `m0`
    """
    response = pcasl_response(att_s, np.asarray(pld_s), np.asarray(label_duration_s), Decay(), efficiency)
    return np.asarray((m0 / PARTITION_ML_PER_G) * (cbf / ML_PER_100G_MIN) * response, dtype=np.float32)
