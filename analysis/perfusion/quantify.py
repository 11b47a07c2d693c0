"""Perfusion, and with several delays arrival time, from mean differences: which equation with which numbers."""

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

import numpy as np

from analysis.errors import OptionError
from analysis.perfusion.arrival import Arrival, weighted_delay
from analysis.perfusion.averages import Averages
from analysis.perfusion.consensus import consensus_cbf
from analysis.perfusion.equation import consensus_in_words, kinetic_in_words
from analysis.perfusion.fit import PRIOR_MEAN_S, PRIOR_SD_S, bayes, least_squares
from analysis.perfusion.head_motion import MOST_FD_MM
from analysis.perfusion.kinetics import ML_PER_100G_MIN, Decay
from analysis.perfusion.local_arrival import DIFFERENCE_S, FWHM_MM, Neighbourhood
from analysis.perfusion.pairs import Subtraction
from analysis.perfusion.protocol import AslProtocol
from analysis.perfusion.rejection import Rejection
from analysis.perfusion.response import Response
from analysis.progress import Progress


class HeadMotion(Enum):
    """Whether the volumes are aligned with each other first; ``AUTO``: where there are enough pairs to tell."""

    OFF = "off"
    ON = "on"
    AUTO = "auto"


class Method(Enum):
    """How several delays become perfusion and arrival time."""

    WEIGHTED_DELAY = "weighted-delay"
    LEAST_SQUARES = "least-squares"
    BAYES = "bayes"


@dataclass(frozen=True)
class CbfOptions:
    """Choices of the computation.

    Parameters
    ----------
    method : for series with several delays
    t1_tissue_s : T1' of label that has left the blood, for several delays; None where it stays in blood. Dai et al.
        2012 (and with them the product sequences of GE) take 1.2 s.
    rejection : rule for bad pairs
    partial_volume : whether flow of grey and of white matter alone is computed too
    subtraction : which controls each label is taken from
    head_motion : whether volumes are aligned with each other first (needs a series as it was acquired)
    standard_error : whether the standard error of perfusion from repeated pairs is mapped too, where they tell it
    most_fd_mm : with motion correction, pairs between whose volumes the head moved further are left out
    """

    method: Method = Method.WEIGHTED_DELAY
    t1_tissue_s: float | None = None
    rejection: Rejection = Rejection.SCORE
    partial_volume: bool = False
    subtraction: Subtraction = Subtraction.PAIRWISE
    head_motion: HeadMotion = HeadMotion.OFF
    most_fd_mm: float = MOST_FD_MM
    standard_error: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.most_fd_mm <= 10:
            raise OptionError(f"The largest displacement must be above 0 and up to 10 mm, not {self.most_fd_mm:g} mm.")
        if self.t1_tissue_s is not None and not 0.3 <= self.t1_tissue_s <= 5:
            raise OptionError(f"The T1 of tissue must be between 0.3 and 5 s, but it is {self.t1_tissue_s:g} s.")


@dataclass(frozen=True, eq=False)
class Quantified:
    """Perfusion in mL/100 g/min where the relaxed signal is that of M0; arrival for several delays."""

    perfusion: np.ndarray
    equation: str
    parameters: dict[str, Any]
    arrival: Arrival | None = None
    warnings: tuple[str, ...] = field(default=())


def from_one_delay(protocol: AslProtocol, averages: Averages, relaxed: np.ndarray) -> Quantified:
    """The consensus equation.

    Parameters
    ----------
    protocol, averages : of the series, with one delay
    relaxed : fully relaxed signal, ``(n_mask_voxels,)`` or one number
    """
    group = averages.groups[0]
    perfusion = consensus_cbf(
        averages.signal[0] / relaxed,
        group.delay_s + averages.slice_delay_s,
        group.duration_s,
        labelling=protocol.labelling,
        t1_blood_s=protocol.t1_blood.value,
        efficiency=protocol.total_efficiency,
        partition=protocol.partition.value,
    )
    equation = consensus_in_words(protocol, group.delay_s, group.duration_s)
    return Quantified(perfusion, equation, {"method": "consensus equation, one delay"})


def from_delays(
    protocol: AslProtocol,
    averages: Averages,
    relaxed: np.ndarray,
    options: CbfOptions,
    progress: Progress,
    around: Neighbourhood | None = None,
) -> Quantified:
    """Arrival time by the chosen method, and perfusion at it; parameters as `from_one_delay`.

    `around` tells where voxels and their tissues are, for the prior of Bayes.
    """
    response = _response(protocol, averages, options)
    partition, slices = protocol.partition.value, averages.slice_delay_s
    if options.method is Method.WEIGHTED_DELAY:
        arrival = weighted_delay(averages.signal, response, slices, progress)
        perfusion = response.cbf(averages.signal / relaxed, arrival.att_s, slices, partition)
    else:
        if options.method is Method.BAYES:
            fit = bayes(averages.signal, response, slices, progress, around=around)
        else:
            fit = least_squares(averages.signal, response, slices, progress)
        arrival, perfusion = fit.arrival, ML_PER_100G_MIN * partition * fit.flow / relaxed
    lost = np.isnan(arrival.att_s) & np.isfinite(averages.signal).all(axis=0)
    warnings = list(_about_limits(arrival, lost))
    if lost.any() and not lost.all():
        usual = np.full(arrival.att_s.shape, np.nanmedian(arrival.att_s))
        perfusion = np.where(lost, response.cbf(averages.signal / relaxed, usual, slices, partition), perfusion)
    parameters: dict[str, Any] = {"method": options.method.value, "t1_after_arrival_s": response.decay.t1_tissue_s}
    if options.method is Method.BAYES:
        parameters["prior_of_arrival"] = _prior_in_words(response, around)
    equation = kinetic_in_words(protocol, response.decay.t1_tissue_s)
    return Quantified(perfusion, equation, parameters, arrival, tuple(warnings))


def _prior_in_words(response: Response, around: Neighbourhood | None) -> str:
    usual = f"{PRIOR_MEAN_S[response.labelling]:g} +- {PRIOR_SD_S:g} s"
    if around is None:
        return usual
    return f"neighbours of the same tissue ({FWHM_MM:g} mm FWHM), +- {DIFFERENCE_S:g} s; theirs: {usual}"


def _response(protocol: AslProtocol, averages: Averages, options: CbfOptions) -> Response:
    t1_blood = protocol.t1_blood.value
    return Response(
        protocol.labelling,
        Decay(t1_blood, options.t1_tissue_s or t1_blood),
        protocol.total_efficiency,
        np.array([g.delay_s for g in averages.groups]),
        np.array([g.duration_s for g in averages.groups]),
        averages.n_pairs,
    )


def standard_error(
    protocol: AslProtocol, averages: Averages, relaxed: np.ndarray, done: Quantified, options: CbfOptions
) -> np.ndarray | None:
    """``(n_mask_voxels,)`` standard error of perfusion by the spread of repeated pairs, arrival time taken as known.

    One delay: that of the mean, through the consensus equation. Several: ``s / sqrt(sum(n k^2))``, as of a
    least-squares slope. None where pairs are too few to tell.
    """
    if averages.pair_variance is None:
        return None
    spread = np.sqrt(averages.pair_variance)
    if done.arrival is None:
        mean_error = replace(averages, signal=(spread / np.sqrt(averages.n_pairs[0]))[None])
        return np.abs(from_one_delay(protocol, mean_error, relaxed).perfusion)
    att_s = np.where(np.isfinite(done.arrival.att_s), done.arrival.att_s, np.nanmedian(done.arrival.att_s))
    k = _response(protocol, averages, options).of_voxels(att_s, averages.slice_delay_s)
    strength = (averages.n_pairs[:, None] * k**2).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = ML_PER_100G_MIN * protocol.partition.value * spread / np.sqrt(strength) / relaxed
    return np.where(strength > 0, error, np.nan)


def _about_limits(arrival: Arrival, lost: np.ndarray) -> list[str]:
    n, sentences = arrival.att_s.size, []
    if early := int(np.count_nonzero(arrival.limit < 0)):
        sentences.append(
            f"In {early} of {n} voxels blood came before the first delay; how early cannot be told from these delays."
        )
    if late := int(np.count_nonzero(arrival.limit > 0)):
        sentences.append(f"In {late} of {n} voxels blood came after the last delay; perfusion is uncertain there.")
    if n_lost := int(np.count_nonzero(lost)):
        sentences.append(
            f"In {n_lost} of {n} voxels the signal is not positive, so they have no arrival time; their perfusion was "
            "computed with the median arrival time."
        )
    return sentences
