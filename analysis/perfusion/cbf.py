"""Perfusion maps of an ASL series, from its volumes to maps with provenance and a table of quality.

One delay gives ``cbf`` by the consensus equation; several give ``att`` too. Without calibration the map is
``relative_perfusion`` (1 = mean of the mask) and never has the unit mL/100 g/min.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.perfusion.acknowledged import BLOCKS, with_sentence
from analysis.perfusion.averages import AslData, Averages, average_pairs
from analysis.perfusion.calibration import Calibration
from analysis.perfusion.head_motion import AslMotion
from analysis.perfusion.local_arrival import neighbourhood_of
from analysis.perfusion.maps import map_in_mask
from analysis.perfusion.pairs import Pair
from analysis.perfusion.partial_volume import correct_partial_volume
from analysis.perfusion.quality import Check, Light, Measured, check_quality
from analysis.perfusion.quantify import CbfOptions, Quantified, from_delays, from_one_delay, standard_error
from analysis.perfusion.rejection import RejectedPair
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.scan import StatMap

CBF_UNIT = "mL/100 g/min"


@dataclass(frozen=True, eq=False)
class CbfResult:
    """The maps, the checks of their quality, the pairs that were left out, and the equation in words."""

    maps: tuple[StatMap, ...]
    checks: tuple[Check, ...]
    rejected: tuple[RejectedPair, ...]
    pairs: tuple[Pair, ...]
    equation: str
    motion: AslMotion | None = None

    @property
    def blocking(self) -> tuple[Check, ...]:
        """The red lights: no report is made before a person has acknowledged them."""
        return tuple(check for check in self.checks if check.light is Light.RED)


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
        less label), where asked for ``cbf_se``, and with several delays ``att`` (s), ``att_limit`` (-1 came before the
        first delay, 1 after the last) and, by Bayes, ``att_sd``; with partial-volume correction ``cbf_gm``, ``cbf_wm``

    Raises
    ------
    OptionError
        if partial volumes are to be corrected without maps of both tissues
    DataError
        if volumes do not make pairs, the sign is wrong, or delays are too few for the method
    GeometryError
        if the mask is on another grid
    """
    options = options or CbfOptions()
    if options.partial_volume and (data.tissues is None or data.tissues.white is None):
        raise OptionError("Flow of grey and of white matter alone needs maps of both tissues.")
    averages = average_pairs(
        data,
        options.rejection,
        part(progress, 0.0, 0.4),
        subtraction=options.subtraction,
        most_fd_mm=options.most_fd_mm,
    )
    relaxed = np.ones(data.mask.n_voxels) if data.relaxed is None else data.relaxed.values
    if len(averages.groups) == 1:
        done = from_one_delay(data.protocol, averages, relaxed)
    else:
        around = neighbourhood_of(data.mask, data.tissues)
        done = from_delays(data.protocol, averages, relaxed, options, part(progress, 0.4, 0.9), around)
    progress(0.9, "Quality of the perfusion map")
    perfusion, scale = (done.perfusion, None) if data.relaxed is not None else _relative(done.perfusion)
    checks = _checks(data, averages, done, perfusion)
    provenance = _provenance(data, averages, done, perfusion, checks, options)
    if scale is not None:
        provenance = replace(provenance, parameters={**provenance.parameters, "divided_by_mask_mean": scale})
    error = standard_error(data.protocol, averages, relaxed, done, options) if options.standard_error else None
    if error is not None and scale is not None:
        error = error / scale
    maps = _maps(data, done, averages, perfusion, provenance, pure=options.partial_volume, error=error)
    progress(1.0, "Perfusion")
    return CbfResult(maps, checks, averages.rejected, averages.pairs, done.equation, data.motion)


def _relative(perfusion: np.ndarray) -> tuple[np.ndarray, float]:
    known = perfusion[np.isfinite(perfusion)]
    mean = float(known.mean()) if known.size else float("nan")
    if not mean > 0:
        raise DataError("The mean perfusion signal of the mask is not positive, so nothing can be relative to it.")
    return perfusion / mean, mean


def _checks(data: AslData, averages: Averages, done: Quantified, perfusion: np.ndarray) -> tuple[Check, ...]:
    per_voxel = data.relaxed is not None
    ratio = averages.signal.max(axis=0) / data.relaxed.values if data.relaxed is not None else None
    measured = Measured(
        perfusion, ratio, data.mask, data.tissues, per_voxel, done.arrival.limit if done.arrival else None
    )
    return check_quality(measured, len(averages.pairs) - len(averages.rejected), len(averages.pairs))


def _maps(
    data: AslData,
    done: Quantified,
    averages: Averages,
    perfusion: np.ndarray,
    provenance: Provenance,
    *,
    pure: bool,
    error: np.ndarray | None,
) -> tuple[StatMap, ...]:
    absolute = data.relaxed is not None
    name, caption, unit = ("cbf", "CBF", CBF_UNIT) if absolute else ("relative_perfusion", "relative perfusion", "")
    values = [(name, perfusion, caption, unit)]
    if done.arrival is not None:
        values += [
            ("att", done.arrival.att_s, "arrival time", "s"),
            ("att_limit", done.arrival.limit, "beyond the delays", ""),
        ]
        if done.arrival.sd_s is not None:
            values.append(("att_sd", done.arrival.sd_s, "SD of the arrival time", "s"))
    if error is not None:
        values.append((f"{name}_se", error, f"standard error of {caption}", unit))
    weighted = averages.n_pairs @ averages.signal / averages.n_pairs.sum()
    values.append(("perfusion_weighted", weighted, "control less label", ""))
    if pure and data.tissues is not None:
        axis = data.protocol.slice_axis if data.protocol.slice_delays_s else None
        gray, white = correct_partial_volume(perfusion, data.tissues, data.mask, slice_axis=axis)
        values += [
            (f"{name}_gm", gray, f"{caption} of grey matter", unit),
            (f"{name}_wm", white, f"{caption} of white matter", unit),
        ]
    return tuple(map_in_mask(data.mask, provenance, *value) for value in values)


def _provenance(
    data: AslData,
    averages: Averages,
    done: Quantified,
    perfusion: np.ndarray,
    checks: Sequence[Check],
    options: CbfOptions,
) -> Provenance:
    relaxed = data.relaxed
    red = [
        f"Not plausible: {c.caption} is {c.value:.4g} {c.unit} ({c.limits})." for c in checks if c.light is Light.RED
    ]
    missing = int(np.count_nonzero(~np.isfinite(perfusion)))
    gaps = [f"{missing} of {perfusion.size} mask voxels have no perfusion."] if missing else []
    warnings = (
        *data.protocol.warnings,
        *(relaxed.warnings if relaxed is not None else ()),
        *averages.warnings,
        *done.warnings,
        *gaps,
        *red,
    )
    parameters = _parameters(data, averages, done, checks, options)
    return with_sentence(Provenance("analysis.perfusion.cbf.compute_cbf", parameters, _inputs(data), warnings))


def _parameters(
    data: AslData, averages: Averages, done: Quantified, checks: Sequence[Check], options: CbfOptions
) -> dict[str, Any]:
    """Everything that the numbers depend on, and the lights."""
    relaxed = data.relaxed
    return {
        **done.parameters,
        "equation": done.equation,
        **data.protocol.as_parameters(),
        **(relaxed.parameters if relaxed is not None else {"calibration": "none: relative perfusion"}),
        "delays": [{"delay_s": g.delay_s, "duration_s": g.duration_s, "pairs": len(g.pairs)} for g in averages.groups],
        "difference_scale": data.protocol.difference_scale,
        "subtraction": options.subtraction.value,
        **_about_motion(data, averages, options),
        "slice_delays_s": data.protocol.slice_delays_s,
        "slice_axis": data.protocol.slice_axis,
        "rejected": [{"pair": averages.pairs[r.pair].in_words(), "reason": r.reason} for r in averages.rejected],
        BLOCKS: [c.key for c in checks if c.light is Light.RED],
        "quality": [
            {"check": c.key, "caption": c.caption, "value": c.value, "unit": c.unit, "light": c.light.value}
            for c in checks
        ],
    }


def _about_motion(data: AslData, averages: Averages, options: CbfOptions) -> dict[str, Any]:
    if data.motion is None:
        return {"motion_correction": "none"}
    return {
        "motion_correction": "rigid, control and label together, zig-zag removed",
        "zigzag_mm_rad": np.round(data.motion.zigzag, 6).tolist(),
        "displacement_of_pairs_mm": np.round(data.motion.displacement_mm(averages.pairs), 4).tolist(),
        "most_displacement_mm": options.most_fd_mm,
    }


def _inputs(data: AslData) -> tuple[InputRecord, ...]:
    if any(record.role == "mask" for record in data.inputs):
        return data.inputs
    return (*data.inputs, InputRecord("mask", sha256_of_array(data.mask.data)))
