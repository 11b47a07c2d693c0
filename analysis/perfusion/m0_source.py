"""Where the M0 of an ASL series is: a separate scan, volumes of the series, a stated number, or the control images.

How long tissue relaxed before it must be known, because 3 s instead of 10 s changes perfusion by a tenth. A repetition
time of 0 or of thousands of seconds counts as not known. In 3D readouts of several shots tissue relaxes for the time
between excitations only; where the files give both, a person must say which holds for the M0.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from analysis.errors import DataError, GeometryError
from analysis.image import Series, Volume
from analysis.perfusion.calibration import M0Image
from analysis.perfusion.constants import T1_TISSUE, Constant
from analysis.perfusion.fields import FIELDS, accept
from analysis.perfusion.protocol import AslProtocol
from analysis.progress import Progress, silent
from analysis.scan import Fact, Scan

_MOST_TR_S = 100.0


def find_m0(
    scan: Scan,
    protocol: AslProtocol,
    given: Mapping[str, Fact],
    separate: Scan | None = None,
    progress: Progress = silent,
) -> M0Image | None:
    """The M0 of an ASL series, None where there is none and the control images cannot replace it.

    Parameters
    ----------
    scan : the ASL series
    protocol : of it
    given : typed facts
    separate : the M0 scan, if there is one

    Raises
    ------
    DataError
        if the M0 is said to be a separate scan that was not given, or how long tissue relaxed is not known
    GeometryError
        if the separate scan is on another grid
    """
    if separate is not None:
        return _image(_mean_of(separate, progress), separate, scan, given, "separate scan", None)
    if protocol.m0_type == "Separate":
        raise DataError("By its sidecar the M0 of this series is a separate scan; give that scan too.")
    in_series = [v for v, kind in enumerate(protocol.volume_types) if kind == "m0scan"]
    if in_series:
        words = "volume" if len(in_series) == 1 else "mean of volumes"
        origin = f"{words} {', '.join(str(v + 1) for v in in_series)} of the series"
        return _image(_mean(scan, in_series, progress), scan, scan, given, origin, in_series[0])
    controls = [v for v, kind in enumerate(protocol.volume_types) if kind == "control"]
    if protocol.background_suppression or not controls or protocol.m0_type == "Estimate":
        return None
    return _image(_mean(scan, controls, progress), scan, scan, given, "mean of the control images", controls[0])


def stated_estimate(scan: Scan, given: Mapping[str, Fact]) -> float | None:
    """The signal of relaxed blood that the sidecar or a person states (M0Estimate), or None."""
    fact = given.get("M0Estimate") or scan.facts.get("M0Estimate")
    value = accept("M0Estimate", fact.value) if fact is not None else None
    return float(value) if value else None


def _image(
    volume: Volume, source: Scan, asl: Scan, given: Mapping[str, Fact], origin: str, place: int | None
) -> M0Image:
    if not volume.grid.matches(asl.image.grid):
        raise GeometryError(
            f"The M0 ({volume.grid.in_words()}) is not on the grid of the ASL series ({asl.image.grid.in_words()}); "
            "bring it there first."
        )
    tissue = given.get("T1Tissue")
    return M0Image(
        volume,
        _relaxed_for(source, given, place),
        origin,
        te_s=_value("M0EchoTime", given) or _number(source, "EchoTime"),
        asl_te_s=_number(asl, "EchoTime"),
        scale=_value("M0Scale", given) or 1.0,
        t1_tissue=T1_TISSUE if tissue is None else Constant(tissue.value, "s", tissue.source.value),
    )


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
