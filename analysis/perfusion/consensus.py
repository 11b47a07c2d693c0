"""Perfusion from one delay: the consensus equations (Alsop et al. 2015, Magn Reson Med 73:102).

    pCASL, CASL  CBF = 6000 lambda dM exp(PLD/T1b) / (2 a T1b S (1 - exp(-tau/T1b)))          (eq. 1)
    PASL         CBF = 6000 lambda dM exp(TI/T1b)  / (2 a TI1 S)                              (eq. 2)

They hold where all labelled blood has arrived (arrival time at most the delay; for PASL, TI - TI1) and stays in
blood. Where it arrives later, perfusion comes out too low: that is an artefact of arrival, not of flow. The exponent
has TI itself (a variant in use takes the second saturation time).
"""

import numpy as np

from analysis.perfusion.constants import Labelling
from analysis.perfusion.kinetics import ML_PER_100G_MIN


def consensus_cbf(
    ratio: np.ndarray,
    delay_s: np.ndarray | float,
    duration_s: float,
    *,
    labelling: Labelling,
    t1_blood_s: float,
    efficiency: float,
    partition: float,
) -> np.ndarray:
    """Perfusion from the difference relative to the relaxed signal.

    Parameters
    ----------
    ratio : dM / S, ``(n_voxels,)``
    delay_s : PLD (PASL: TI) of each voxel, readout of its slice included; a number or ``(n_voxels,)``
    duration_s : labelling duration tau; for PASL the duration of the bolus, TI1
    efficiency : fraction of the blood inverted at readout, background suppression included
    partition : lambda, mL/g

    Returns
    -------
    ``(n_voxels,)`` float64, mL/100 g/min
    """
    bolus_s = duration_s if labelling is Labelling.PASL else t1_blood_s * -np.expm1(-duration_s / t1_blood_s)
    scale = ML_PER_100G_MIN * partition / (2 * efficiency * bolus_s)
    return np.asarray(scale * np.exp(np.asarray(delay_s) / t1_blood_s) * np.asarray(ratio, dtype=np.float64))
