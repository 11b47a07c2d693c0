"""Two ASL acquisitions of the known perfusion: one delay with many pairs, and several delays; each with its M0."""

from dataclasses import dataclass

import numpy as np

from analysis.demo.perfusion_truth import PerfusionTruth
from analysis.demo.settings import LABEL_DURATION_S, MULTI_PLDS_S, SINGLE_PLD_S, DemoSettings, random_stream
from analysis.demo.structural import receive_bias
from analysis.image import ArrayFrames, Series, Volume
from analysis.perfusion.kinetics import pcasl_difference
from analysis.progress import Progress, silent

TR_S = {"single": 4.5, "multi": 5.2}
M0_TR_S = 10.0
_STATIC = 0.12  # what background suppression leaves of the tissue
_THERMAL_SD = 7.0
_PULSATION = 0.002  # of the static signal, the same in the whole brain


@dataclass(frozen=True, eq=False)
class LabellingScan:
    """An ASL series (whole numbers), the delay of each volume in s, its volume types, and its M0 image."""

    acquisition: str
    series: Series
    plds_s: tuple[float, ...]
    volume_types: tuple[str, ...]
    m0: Volume


def make_labelling(
    acquisition: str, settings: DemoSettings, truth: PerfusionTruth, seed: int, progress: Progress = silent
) -> LabellingScan:
    """Acquire ``"single"`` or ``"multi"``: label first, then control, the head at rest."""
    single = acquisition == "single"
    delays = (SINGLE_PLD_S,) * settings.n_pairs if single else MULTI_PLDS_S * settings.n_pairs_per_delay
    grid = settings.asl_grid
    random = random_stream(seed, f"asl {acquisition}")
    m0 = truth.density * receive_bias(grid, random_stream(seed, "asl coil"), log_sd=0.12)
    differences = {
        pld: pcasl_difference(truth.cbf, truth.att_s, m0, pld_s=pld, label_duration_s=LABEL_DURATION_S)
        for pld in dict.fromkeys(delays)
    }
    data = np.empty((*grid.shape, 2 * len(delays)), dtype=np.int16, order="F")
    for pair, pld in enumerate(delays):
        progress(pair / len(delays), f"ASL pair {pair + 1} of {len(delays)}")
        for place, kind in enumerate(("label", "control")):
            static = m0 * (_STATIC * (1 + _PULSATION * random.normal()))
            signal = static - differences[pld] if kind == "label" else static
            data[..., 2 * pair + place] = _received(signal, random)
    return LabellingScan(
        acquisition,
        Series(grid, ArrayFrames(data), TR_S[acquisition], f"pCASL, {'one delay' if single else 'several delays'}"),
        tuple(pld for pld in delays for _ in range(2)),
        ("label", "control") * len(delays),
        Volume(grid, _received(m0, random), "M0"),
    )


def _received(signal: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Magnitude with the noise of both channels, as whole numbers."""
    real = signal + _THERMAL_SD * random.standard_normal(signal.shape, dtype=np.float32)
    imaginary = _THERMAL_SD * random.standard_normal(signal.shape, dtype=np.float32)
    return np.asarray(np.rint(np.hypot(real, imaginary)), dtype=np.int16)
