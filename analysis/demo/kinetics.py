"""The difference between control and label that a known perfusion makes."""

import numpy as np

T1_BLOOD_S = 1.65
PARTITION_ML_PER_G = 0.9
EFFICIENCY = 0.85 * 0.95**2
"""Labelling 0.85, and 0.95 for each of two background-suppression pulses, which the labelled blood sees too."""


def pcasl_difference(
    cbf: np.ndarray,
    att_s: np.ndarray,
    m0: np.ndarray,
    *,
    pld_s: float,
    label_duration_s: float,
    efficiency: float = EFFICIENCY,
) -> np.ndarray:
    """Control minus label of pseudo-continuous ASL by the general kinetic model, single compartment.

    Buxton et al. 1998 (Magn Reson Med 40:383, eq. 3 and 5) with T1' = T1 of blood (the label stays in blood, as in
    Woods et al. 2024, Magn Reson Med 91:1774), ``t = label duration + PLD`` after the start of labelling, ``d`` the
    arrival time, ``f = CBF / 6000``::

        0                                                                      t < d
        2 M0a f T1b a exp(-d/T1b) (1 - exp(-(t - d)/T1b))                      d <= t < d + tau
        2 M0a f T1b a exp(-d/T1b) exp(-(t - d - tau)/T1b) (1 - exp(-tau/T1b))  d + tau <= t

    with M0a = m0 / partition coefficient. Where ``d <= PLD`` it is the equation of the white paper (Alsop et al.
    2015, Magn Reson Med 73:102, eq. 1) solved for the difference, so that equation returns `cbf` exactly.

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
    after_arrival = label_duration_s + pld_s - att_s
    arrived = np.clip(after_arrival, 0, None)
    decay_since_arrival = np.exp(-np.clip(after_arrival - label_duration_s, 0, None) / T1_BLOOD_S)
    filled = 1 - np.exp(-np.minimum(arrived, label_duration_s) / T1_BLOOD_S)
    blood = 2 * (m0 / PARTITION_ML_PER_G) * efficiency * T1_BLOOD_S * (cbf / 6000)
    return np.asarray(blood * np.exp(-att_s / T1_BLOOD_S) * decay_since_arrival * filled, dtype=np.float32)
