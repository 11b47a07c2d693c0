"""Where the M0 of an ASL series is: a separate scan, volumes of the series, a stated number, or the control images.

How long tissue relaxed before it must be known, because 3 s instead of 10 s changes perfusion by a tenth. A repetition
time of 0 or of thousands of seconds counts as not known. Where a 2D readout follows a saturation of the whole slab,
tissue of later slices relaxes longer; whether it does must be said where it matters. In 3D readouts of several shots
tissue relaxes for the time between excitations only; where the files give both, a person must say which holds for the
M0.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.errors import DataError
from analysis.image import Series, Volume
from analysis.perfusion.calibration import M0Image, tr_factor
from analysis.perfusion.constants import T1_TISSUE, Constant
from analysis.perfusion.fields import FIELDS, accept
from analysis.perfusion.m0_alignment import align_m0
from analysis.perfusion.protocol import PERFUSION_TYPES, AslProtocol, Question
from analysis.perfusion.vendors import is_made_by, philips_factor
from analysis.progress import Progress, part, silent
from analysis.scan import Fact, Scan

_MOST_TR_S = 100.0
_MATTERS = 0.01  # what changes perfusion by more is asked for


def find_m0(
    scan: Scan,
    protocol: AslProtocol,
    given: Mapping[str, Fact],
    separate: Scan | None = None,
    progress: Progress = silent,
    *,
    align: bool = False,
) -> M0Image | None:
    """The M0 of an ASL series, None where there is none and the control images cannot replace it.

    Parameters
    ----------
    scan : the ASL series
    protocol : of it
    given : typed facts
    separate : the M0 scan, if there is one; on any grid
    align : whether an M0 that was taken apart is aligned rigidly with the labelled images; else the headers count

    Raises
    ------
    DataError
        if the M0 is said to be a separate scan that was not given, it shows another place, or how long tissue relaxed
        or how a maker scaled it is not known
    """
    if separate is not None:
        mean = _mean_of(separate, part(progress, 0.0, 0.3))
        if align or not mean.grid.matches(scan.image.grid):
            return _moved(mean, scan, protocol, given, separate, align, part(progress, 0.3, 1.0))
        return _image(mean, separate, scan, protocol, given, "separate scan", None)
    if protocol.m0_type == "Separate":
        raise DataError("By its sidecar the M0 of this series is a separate scan; give that scan too.")
    in_series = [v for v, kind in enumerate(protocol.volume_types) if kind == "m0scan"]
    if in_series:
        words = "volume" if len(in_series) == 1 else "mean of volumes"
        origin = f"{words} {', '.join(str(v + 1) for v in in_series)} of the series"
        mean = _mean(scan, in_series, part(progress, 0.0, 0.3))
        found = _image(mean, scan, scan, protocol, given, origin, in_series[0])
        if not align:
            return found
        aligned = align_m0(mean, _labelled(scan, protocol), rigid=True, progress=part(progress, 0.3, 1.0))
        return replace(found, volume=aligned.volume, notes=(*found.notes, *aligned.warnings))
    controls = [v for v, kind in enumerate(protocol.volume_types) if kind == "control"]
    if protocol.background_suppression or not controls or protocol.m0_type == "Estimate":
        return None
    mean = _mean(scan, controls, progress)
    return _image(mean, scan, scan, protocol, given, "mean of the control images", controls[0])


def m0_questions(
    scan: Scan, protocol: AslProtocol, given: Mapping[str, Fact], separate: Scan | None = None
) -> tuple[Question, ...]:
    """What `find_m0` would refuse for want of a fact, for a form; parameters as there."""
    if separate is None and protocol.m0_type == "Separate":
        return (Question("M0", "by its sidecar the M0 is a separate scan; open it too"),)
    kinds = ("m0scan",) if "m0scan" in protocol.volume_types else ("control",)
    places = [v for v, kind in enumerate(protocol.volume_types) if kind in kinds]
    replaced = "m0scan" not in protocol.volume_types
    if separate is None and (
        not places or (replaced and (protocol.background_suppression or protocol.m0_type == "Estimate"))
    ):
        return ()
    source = separate or scan
    tissue = given["T1Tissue"].value if "T1Tissue" in given else T1_TISSUE.value
    try:
        tr_s = _relaxed_for(source, given, None if separate is not None else places[0])
    except DataError as error:
        return (Question("M0RepetitionTime", str(error)),)
    found = []
    for name, check in (
        ("M0Scale", lambda: _scale(source, scan, given)),
        ("M0SliceRecovery", lambda: _slice_recovery(protocol, given, tr_s, tissue)),
    ):
        try:
            check()
        except DataError as error:
            found.append(Question(name, str(error)))
    return tuple(found)


def stated_estimate(scan: Scan, given: Mapping[str, Fact]) -> float | None:
    """The signal of relaxed blood that the sidecar or a person states (M0Estimate), or None."""
    fact = given.get("M0Estimate") or scan.facts.get("M0Estimate")
    value = accept("M0Estimate", fact.value) if fact is not None else None
    return float(value) if value else None


def _moved(
    mean: Volume,
    scan: Scan,
    protocol: AslProtocol,
    given: Mapping[str, Fact],
    separate: Scan,
    align: bool,
    progress: Progress,
) -> M0Image:
    """A separate M0 brought onto the grid of the series."""
    aligned = align_m0(mean, _labelled(scan, protocol), rigid=align, progress=progress)
    how = "aligned rigidly" if align else "resampled by the headers"
    found = _image(aligned.volume, separate, scan, protocol, given, f"separate scan, {how}", None)
    return replace(found, notes=(*found.notes, *aligned.warnings))


def _labelled(scan: Scan, protocol: AslProtocol) -> Volume:
    """The mean of control and label (or difference) images: where the head was."""
    volumes = [v for v, kind in enumerate(protocol.volume_types) if kind in PERFUSION_TYPES]
    return _mean(scan, volumes, silent)


def _image(
    volume: Volume,
    source: Scan,
    asl: Scan,
    protocol: AslProtocol,
    given: Mapping[str, Fact],
    origin: str,
    place: int | None,
) -> M0Image:
    tissue = given.get("T1Tissue")
    constant = T1_TISSUE if tissue is None else Constant(tissue.value, "s", tissue.source.value)
    tr_s = _relaxed_for(source, given, place)
    scale, origin_of_scale = _scale(source, asl, given)
    return M0Image(
        volume,
        tr_s,
        origin,
        te_s=_value("M0EchoTime", given) or _number(source, "EchoTime"),
        asl_te_s=_number(asl, "EchoTime"),
        scale=scale,
        t1_tissue=constant,
        slice_axis=protocol.slice_axis,
        slice_delays_s=_slice_recovery(protocol, given, tr_s, constant.value),
        scale_source=origin_of_scale,
    )


def _scale(source: Scan, asl: Scan, given: Mapping[str, Fact]) -> tuple[float, str]:
    """By what the stored M0 is multiplied to be on the scale of the labelled images, and who says so."""
    typed = _value("M0Scale", given)
    if typed is not None:
        return float(typed), "typed"
    if source is asl or not (is_made_by(source.facts, "PHILIPS") or is_made_by(asl.facts, "PHILIPS")):
        return 1.0, ""
    of_m0, of_asl = philips_factor(source.facts), philips_factor(asl.facts)
    if of_m0 is None or of_asl is None:
        raise DataError(
            "Philips scales each scan by slopes of its own, and the files do not tell those of M0 and series; type "
            "M0Scale (1 if both hold precise values, P = D / (RS x SS))."
        )
    return of_m0.value / of_asl.value, f"M0: {of_m0.source}; series: {of_asl.source}"


def _slice_recovery(protocol: AslProtocol, given: Mapping[str, Fact], tr_s: float, t1_s: float) -> tuple[float, ...]:
    """For how many s longer each slice of the M0 relaxed; empty where that is none, or changes nothing."""
    delays = protocol.slice_delays_s
    if not delays or tr_factor(tr_s, t1_s) / tr_factor(tr_s + max(delays), t1_s) < 1 + _MATTERS:
        return ()
    said = _value("M0SliceRecovery", given)
    if said is None:
        raise DataError(
            f"The M0 relaxed for {tr_s:.4g} s and its last slice is read {max(delays):.4g} s after the first; type "
            f"{FIELDS['M0SliceRecovery'].meaning} (M0SliceRecovery=yes or no)."
        )
    return delays if said else ()


def _value(name: str, given: Mapping[str, Fact]) -> Any:
    return given[name].value if name in given else None


def _relaxed_for(source: Scan, given: Mapping[str, Fact], place: int | None) -> float:
    """The time in s for which tissue relaxed before the M0; `place` is its volume in a series."""
    typed = _value("M0RepetitionTime", given)
    if typed is not None:
        return float(typed)
    tr_s = _number(source, "RepetitionTimePreparation", place) or _number(source, "RepetitionTime", place)
    if tr_s is None:
        raise DataError(
            f"Nothing plausible says {FIELDS['M0RepetitionTime'].meaning} (its repetition time); type M0RepetitionTime."
        )
    excitation_s = _number(source, "RepetitionTimeExcitation")
    if excitation_s is not None and excitation_s < 0.99 * tr_s and excitation_s < 5:
        raise DataError(
            f"For the M0 the files give {tr_s:.4g} s between volumes and {excitation_s:.4g} s between excitations; "
            f"type {FIELDS['M0RepetitionTime'].meaning} (M0RepetitionTime)."
        )
    return tr_s


def _number(scan: Scan, name: str, place: int | None = None) -> float | None:
    """A plausible time of a scan, or None; of a list, that of one volume."""
    fact = scan.facts.get(name)
    value: Any = fact.value if fact is not None else None
    if isinstance(value, list | tuple):
        value = value[place] if place is not None and place < len(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value <= _MOST_TR_S else None


def _mean_of(scan: Scan, progress: Progress) -> Volume:
    if isinstance(scan.image, Volume):
        return scan.image
    return _mean(scan, list(range(scan.image.n_timepoints)), progress)


def _mean(scan: Scan, volumes: list[int], progress: Progress) -> Volume:
    assert isinstance(scan.image, Series)
    scan.image.require_complete()
    total = np.zeros(scan.image.grid.shape)
    for number, volume in enumerate(volumes):
        progress(number / len(volumes), "M0")
        total += scan.image.frames.frame(volume)
    return Volume(scan.image.grid, total / len(volumes), "M0")
