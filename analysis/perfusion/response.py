"""What a multi-delay acquisition sees of blood that arrives at some time: the model at all delays at once."""

from dataclasses import dataclass

import numpy as np

from analysis.perfusion.constants import Labelling
from analysis.perfusion.kinetics import ML_PER_100G_MIN, Decay, pasl_response, pcasl_response


@dataclass(frozen=True, eq=False)
class Response:
    """Delays of an acquisition with the kinetic model.

    Parameters
    ----------
    labelling, decay, efficiency : as in `kinetics`
    delays_s : ``(n_delays,)`` PLD of each, or TI for PASL
    durations_s : ``(n_delays,)`` labelling duration, or duration of the PASL bolus
    n_pairs : ``(n_delays,)`` how many pairs were averaged at each
    """

    labelling: Labelling
    decay: Decay
    efficiency: float
    delays_s: np.ndarray
    durations_s: np.ndarray
    n_pairs: np.ndarray

    def at(self, att_s: np.ndarray, slice_delay_s: float = 0.0) -> np.ndarray:
        """``(n_att, n_delays)`` signal per M0a and flow (mL/g/s) for arrival times ``(n_att,)``, in s.

        Parameters
        ----------
        att_s : arrival times
        slice_delay_s : what the readout of the voxel's slice adds to every delay
        """
        model = pasl_response if self.labelling is Labelling.PASL else pcasl_response
        delays = self.delays_s + slice_delay_s
        return model(np.asarray(att_s)[:, None], delays, self.durations_s, self.decay, self.efficiency)

    def of_voxels(self, att_s: np.ndarray, slice_delay_s: np.ndarray) -> np.ndarray:
        """``(n_delays, n_voxels)`` like `at`, for one arrival time and slice delay per voxel."""
        model = pasl_response if self.labelling is Labelling.PASL else pcasl_response
        delays = self.delays_s[:, None] + slice_delay_s
        return model(att_s, delays, self.durations_s[:, None], self.decay, self.efficiency)

    def identifiable_s(self, slice_delay_s: float = 0.0) -> tuple[float, float]:
        """The arrival times that the delays can tell apart.

        Blood that arrives before the first delay (PASL: before TI - bolus) has arrived wholly at every delay, so how
        early it came cannot be seen; after the last one, it has not wholly arrived at any.
        """
        seen = self.delays_s - (self.durations_s if self.labelling is Labelling.PASL else 0) + slice_delay_s
        return max(float(seen.min()), 0.0), max(float(seen.max()), 0.0)

    def cbf(self, signal: np.ndarray, att_s: np.ndarray, slice_delay_s: np.ndarray, partition: float) -> np.ndarray:
        """``(n_voxels,)`` perfusion by least squares over the delays at known arrival times.

        ``f = sum(n dM k) / sum(n k^2)``: a plain mean over delays of ``dM / k`` would divide by almost nothing where
        the label has hardly arrived.

        Parameters
        ----------
        signal : ``(n_delays, n_voxels)`` dM / S
        att_s, slice_delay_s : ``(n_voxels,)``
        """
        k = self.of_voxels(att_s, slice_delay_s)
        n = self.n_pairs[:, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            flow = (n * signal * k).sum(axis=0) / (n * k**2).sum(axis=0)
        return np.asarray(ML_PER_100G_MIN * partition * flow)
