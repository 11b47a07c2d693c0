"""Perfusion maps of an ASL series, from its volumes to maps with provenance and a table of quality.

One delay gives ``cbf`` by the consensus equation; several give ``att`` too. Without calibration the map is
``relative_perfusion`` (1 = mean of the mask) and never has the unit mL/100 g/min.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.image import Mask, Series, Volume
from analysis.perfusion.arrival import Arrival, weighted_delay
from analysis.perfusion.calibration import Calibration, Relaxed
from analysis.perfusion.consensus import consensus_cbf
from analysis.perfusion.equation import consensus_in_words, kinetic_in_words
from analysis.perfusion.fit import bayes, least_squares
from analysis.perfusion.kinetics import ML_PER_100G_MIN, Decay
from analysis.perfusion.pairs import DelayGroup, Pair, check_sign, differences, groups_of, pairs_of
from analysis.perfusion.protocol import AslProtocol
from analysis.perfusion.quality import Check, Light, Measured, Tissues, check_quality
from analysis.perfusion.rejection import RejectedPair, Rejection, score
from analysis.perfusion.response import Response
from analysis.perfusion.slice_timing import delay_of_voxels
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.scan import StatMap

CBF_UNIT = "mL/100 g/min"


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
    """

    method: Method = Method.WEIGHTED_DELAY
    t1_tissue_s: float | None = None
    rejection: Rejection = Rejection.SCORE

    def __post_init__(self) -> None:
        if self.t1_tissue_s is not None and not 0.3 <= self.t1_tissue_s <= 5:
            raise OptionError(f"The T1 of tissue must be between 0.3 and 5 s, but it is {self.t1_tissue_s:g} s.")


@dataclass(frozen=True, eq=False)
class AslData:
    """What is measured: the series, its voxels, its protocol, and the relaxed signal (None: relative perfusion)."""

    series: Series
    mask: Mask
    protocol: AslProtocol
    relaxed: Relaxed | None
    tissues: Tissues | None = None
    inputs: tuple[InputRecord, ...] = ()


@dataclass(frozen=True, eq=False)
class CbfResult:
    """The maps, the checks of their quality, the pairs that were left out, and the equation in words."""

    maps: tuple[StatMap, ...]
    checks: tuple[Check, ...]
    rejected: tuple[RejectedPair, ...]
    pairs: tuple[Pair, ...]
    equation: str


@dataclass(frozen=True, eq=False)
class _Prepared:
    """Mean differences ``(n_delays, n_mask_voxels)`` with what they were averaged from."""

    signal: np.ndarray
    groups: tuple[DelayGroup, ...]
    pairs: tuple[Pair, ...]
    rejected: tuple[RejectedPair, ...]
    slice_delay_s: np.ndarray
    warnings: tuple[str, ...]

    @property
    def n_pairs(self) -> np.ndarray:
        """How many pairs were averaged at each delay."""
        return np.array([len(group.pairs) for group in self.groups], dtype=np.float64)


@dataclass(frozen=True, eq=False)
class _Quantified:
    """Perfusion in mL/100 g/min where the relaxed signal is that of M0; arrival for several delays."""

    perfusion: np.ndarray
    equation: str
    parameters: dict[str, Any]
    arrival: Arrival | None = None
    warnings: tuple[str, ...] = field(default=())


def require_calibration(calibration: Calibration, *, has_m0: bool, background_suppression: bool) -> None:
    """Raise `DataError` where absolute perfusion is wanted and nothing gives the relaxed signal."""
    if calibration is Calibration.NONE or has_m0:
        return
    why = (
        "and with background suppression the control images cannot replace it"
        if background_suppression
        else "and none was made from the control images"
    )
    raise DataError(
        f"Perfusion in {CBF_UNIT} needs an M0 image, which this scan does not have, {why}; give one, or ask for "
        "relative perfusion."
    )


def compute_cbf(data: AslData, options: CbfOptions | None = None, progress: Progress = silent) -> CbfResult:
    """Perfusion of an ASL series.

    Returns
    -------
    CbfResult
        maps ``cbf`` (mL/100 g/min; ``relative_perfusion`` without calibration), ``perfusion_weighted`` (mean control
        less label), and with several delays ``att`` (s), ``att_limit`` (-1 came before the first delay, 1 after the
        last) and, by Bayes, ``att_sd``

    Raises
    ------
    DataError
        if volumes do not make pairs, the sign is wrong, or delays are too few for the method
    GeometryError
        if the mask is on another grid
    """
    options = options or CbfOptions()
    prepared = _prepare(data, options, part(progress, 0.0, 0.4))
    relaxed = np.ones(data.mask.n_voxels) if data.relaxed is None else data.relaxed.values
    if len(prepared.groups) == 1:
        done = _from_one_delay(data, prepared, relaxed)
    else:
        done = _from_delays(data, prepared, relaxed, options, part(progress, 0.4, 0.9))
    progress(0.9, "Quality of the perfusion map")
    perfusion, scale = (done.perfusion, None) if data.relaxed is not None else _relative(done.perfusion)
    checks = _checks(data, prepared, done, perfusion)
    maps = _maps(data, prepared, done, perfusion, checks, {} if scale is None else {"divided_by_mask_mean": scale})
    progress(1.0, "Perfusion")
    return CbfResult(maps, checks, prepared.rejected, prepared.pairs, done.equation)


def _prepare(data: AslData, options: CbfOptions, progress: Progress) -> _Prepared:
    pairs, warnings = pairs_of(data.protocol)
    perfusion = differences(data.series, pairs, data.mask, progress)
    check_sign(perfusion, pairs)
    everything = range(len(pairs))
    rejected: tuple[RejectedPair, ...] = ()
    if options.rejection is Rejection.SCORE:
        masks = data.tissues.masks() if data.tissues is not None else []
        rejected = score(perfusion, groups_of(pairs, everything), masks)
    out = {r.pair for r in rejected}
    groups = groups_of(pairs, [n for n in everything if n not in out])
    signal = np.stack([perfusion[list(group.pairs)].mean(axis=0, dtype=np.float64) for group in groups])
    if rejected:
        listed = "; ".join(f"{pairs[r.pair].in_words()}: {r.reason}" for r in rejected)
        warnings = (*warnings, f"{len(rejected)} of {len(pairs)} pairs were left out ({listed}).")
    slice_delay = delay_of_voxels(data.protocol.slice_delays_s, data.protocol.slice_axis, data.mask)
    return _Prepared(signal, groups, pairs, rejected, slice_delay, warnings)


def _from_one_delay(data: AslData, prepared: _Prepared, relaxed: np.ndarray) -> _Quantified:
    protocol, group = data.protocol, prepared.groups[0]
    perfusion = consensus_cbf(
        prepared.signal[0] / relaxed,
        group.delay_s + prepared.slice_delay_s,
        group.duration_s,
        labelling=protocol.labelling,
        t1_blood_s=protocol.t1_blood.value,
        efficiency=protocol.total_efficiency,
        partition=protocol.partition.value,
    )
    equation = consensus_in_words(protocol, group.delay_s, group.duration_s)
    return _Quantified(perfusion, equation, {"method": "consensus equation, one delay"})


def _from_delays(
    data: AslData, prepared: _Prepared, relaxed: np.ndarray, options: CbfOptions, progress: Progress
) -> _Quantified:
    protocol = data.protocol
    t1_blood = protocol.t1_blood.value
    decay = Decay(t1_blood, options.t1_tissue_s or t1_blood)
    response = Response(
        protocol.labelling,
        decay,
        protocol.total_efficiency,
        np.array([g.delay_s for g in prepared.groups]),
        np.array([g.duration_s for g in prepared.groups]),
        prepared.n_pairs,
    )
    partition, slices = protocol.partition.value, prepared.slice_delay_s
    if options.method is Method.WEIGHTED_DELAY:
        arrival = weighted_delay(prepared.signal, response, slices, progress)
        perfusion = response.cbf(prepared.signal / relaxed, arrival.att_s, slices, partition)
    else:
        solve = bayes if options.method is Method.BAYES else least_squares
        fit = solve(prepared.signal, response, slices, progress)
        arrival, perfusion = fit.arrival, ML_PER_100G_MIN * partition * fit.flow / relaxed
    lost = np.isnan(arrival.att_s) & np.isfinite(prepared.signal).all(axis=0)
    warnings = list(_about_limits(arrival, lost))
    if lost.any() and not lost.all():
        usual = np.full(arrival.att_s.shape, np.nanmedian(arrival.att_s))
        perfusion = np.where(lost, response.cbf(prepared.signal / relaxed, usual, slices, partition), perfusion)
    parameters = {"method": options.method.value, "t1_after_arrival_s": decay.t1_tissue_s}
    equation = kinetic_in_words(protocol, decay.t1_tissue_s)
    return _Quantified(perfusion, equation, parameters, arrival, tuple(warnings))


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


def _relative(perfusion: np.ndarray) -> tuple[np.ndarray, float]:
    known = perfusion[np.isfinite(perfusion)]
    mean = float(known.mean()) if known.size else float("nan")
    if not mean > 0:
        raise DataError("The mean perfusion signal of the mask is not positive, so nothing can be relative to it.")
    return perfusion / mean, mean


def _checks(data: AslData, prepared: _Prepared, done: _Quantified, perfusion: np.ndarray) -> tuple[Check, ...]:
    per_voxel = data.relaxed is not None
    ratio = prepared.signal.max(axis=0) / data.relaxed.values if data.relaxed is not None else None
    measured = Measured(
        perfusion, ratio, data.mask, data.tissues, per_voxel, done.arrival.limit if done.arrival else None
    )
    return check_quality(measured, len(prepared.pairs) - len(prepared.rejected), len(prepared.pairs))


def _maps(
    data: AslData,
    prepared: _Prepared,
    done: _Quantified,
    perfusion: np.ndarray,
    checks: Sequence[Check],
    scale: dict[str, float],
) -> tuple[StatMap, ...]:
    relaxed = data.relaxed
    red = [
        f"Not plausible: {c.caption} is {c.value:.4g} {c.unit} ({c.limits})." for c in checks if c.light is Light.RED
    ]
    missing = int(np.count_nonzero(~np.isfinite(perfusion)))
    gaps = [f"{missing} of {perfusion.size} mask voxels have no perfusion."] if missing else []
    provenance = Provenance(
        "analysis.perfusion.cbf.compute_cbf",
        {
            **done.parameters,
            "equation": done.equation,
            **data.protocol.as_parameters(),
            **(relaxed.parameters if relaxed is not None else {"calibration": "none: relative perfusion"}),
            **scale,
            "delays": [
                {"delay_s": g.delay_s, "duration_s": g.duration_s, "pairs": len(g.pairs)} for g in prepared.groups
            ],
            "slice_delays_s": data.protocol.slice_delays_s,
            "rejected": [{"pair": prepared.pairs[r.pair].in_words(), "reason": r.reason} for r in prepared.rejected],
            "quality": [{"check": c.key, "value": c.value, "unit": c.unit, "light": c.light.value} for c in checks],
        },
        _inputs(data),
        (
            *data.protocol.warnings,
            *(relaxed.warnings if relaxed is not None else ()),
            *prepared.warnings,
            *done.warnings,
            *gaps,
            *red,
        ),
    )
    name, caption, unit = (
        ("cbf", "CBF", CBF_UNIT) if relaxed is not None else ("relative_perfusion", "relative perfusion", "")
    )
    single = data.protocol.labelling is not None and done.arrival is None
    values = [(name, perfusion, caption, unit)]
    if done.arrival is not None:
        values += [
            ("att", done.arrival.att_s, "arrival time", "s"),
            ("att_limit", done.arrival.limit, "beyond the delays", ""),
        ]
        if done.arrival.sd_s is not None:
            values.append(("att_sd", done.arrival.sd_s, "SD of the arrival time", "s"))
    weighted = prepared.signal[0] if single else prepared.n_pairs @ prepared.signal / prepared.n_pairs.sum()
    values.append(("perfusion_weighted", weighted, "control less label", ""))
    return tuple(_map(data.mask, provenance, *value) for value in values)


def _map(mask: Mask, provenance: Provenance, statistic: str, values: np.ndarray, caption: str, unit: str) -> StatMap:
    data = np.full(mask.grid.shape, np.nan, dtype=np.float32, order="F")
    data[mask.data] = values
    return StatMap(Volume(mask.grid, data, caption, unit), statistic, provenance, mask)


def _inputs(data: AslData) -> tuple[InputRecord, ...]:
    if any(record.role == "mask" for record in data.inputs):
        return data.inputs
    return (*data.inputs, InputRecord("mask", sha256_of_array(data.mask.data)))
