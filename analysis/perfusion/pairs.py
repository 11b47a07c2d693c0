"""Control less label: which volumes belong together, their differences, and whether the sign is right.

*Pairwise*, within one delay the first control goes with the first label and so on, in the order of the scan, whether
they alternate or come in blocks. *Surround* takes from each label the mean of the controls before and after it at the
same delay (at the ends of the scan the only one there is), which cancels slow drifts (Liu & Wong 2005, NeuroImage
24:207). Differences that the scanner has already taken (deltam) count as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask, Series
from analysis.perfusion.protocol import AslProtocol
from analysis.progress import Progress, silent


class Subtraction(Enum):
    """Which controls a label is taken from."""

    PAIRWISE = "pairwise"
    SURROUND = "surround"


@dataclass(frozen=True)
class Pair:
    """Volumes (counted from 0) whose difference is perfusion: control and label, or ``deltam`` alone.

    With surround subtraction ``other_control`` is the control on the other side of the label, -1 where there is none.
    """

    delay_s: float
    duration_s: float
    control: int = -1
    label: int = -1
    deltam: int = -1
    other_control: int = -1

    @property
    def volumes(self) -> tuple[int, ...]:
        """All volumes of it, in the order of the scan."""
        return tuple(sorted(v for v in (self.control, self.label, self.deltam, self.other_control) if v >= 0))

    def in_words(self) -> str:
        """Such as ``volumes 3 and 4``, counted from 1."""
        *rest, last = (str(volume + 1) for volume in self.volumes)
        return f"volumes {', '.join(rest)} and {last}" if rest else f"volume {last}"


@dataclass(frozen=True)
class DelayGroup:
    """The pairs that share a delay and a labelling duration, by their place in the list of pairs."""

    delay_s: float
    duration_s: float
    pairs: tuple[int, ...]


def pairs_of(
    protocol: AslProtocol, subtraction: Subtraction = Subtraction.PAIRWISE
) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """The pairs of an acquisition, and a sentence about a volume that has no partner.

    Raises
    ------
    DataError
        if control and label do not go together at some delay, or differences are mixed with raw volumes
    """
    types = protocol.volume_types
    if "deltam" in types:
        if {"control", "label"} & set(types):
            raise DataError("The series mixes differences (deltam) with control and label volumes; name one kind only.")
        return tuple(
            Pair(protocol.delays_s[v], protocol.durations_s[v], deltam=v) for v, t in enumerate(types) if t == "deltam"
        ), ()
    warnings: list[str] = []
    found: list[Pair] = []
    times = list(zip(protocol.delays_s, protocol.durations_s, strict=True))
    for time in dict.fromkeys(t for t, kind in zip(times, types, strict=True) if kind in ("control", "label")):
        controls, labels = (
            [v for v, t in enumerate(times) if t == time and types[v] == kind] for kind in ("control", "label")
        )
        if subtraction is Subtraction.SURROUND:
            found += _surrounded(controls, labels, time)
            continue
        _drop_last(controls, labels, types, time[0], warnings)
        found += [Pair(*time, control=c, label=lab) for c, lab in zip(controls, labels, strict=True)]
    if not found:
        raise DataError("The series has no pair of control and label, so no perfusion can be computed.")
    return tuple(sorted(found, key=lambda p: min(p.control, p.label))), tuple(warnings)


def _surrounded(controls: list[int], labels: list[int], time: tuple[float, float]) -> list[Pair]:
    """Each label with the control before and the one after it; refused where a delay has no control or no label."""
    if not controls or not labels:
        kind = "control" if not controls else "label"
        raise DataError(f"At the delay of {time[0]:g} s there is no {kind} volume; correct VolumeTypes.")
    found = []
    for label in labels:
        before = max((c for c in controls if c < label), default=-1)
        after = min((c for c in controls if c > label), default=-1)
        near, far = (before, after) if before >= 0 else (after, -1)
        found.append(Pair(*time, control=near, label=label, other_control=far))
    used = {c for pair in found for c in (pair.control, pair.other_control) if c >= 0}
    if 2 * len(used) < len(controls):
        raise DataError(
            f"At the delay of {time[0]:g} s control and label volumes come in blocks, so a label has no controls "
            "around it; choose pairwise subtraction."
        )
    return found


def _drop_last(
    controls: list[int], labels: list[int], types: Sequence[str], delay_s: float, warnings: list[str]
) -> None:
    """Leave out the last volume of a scan that was stopped between control and label; refuse other odd counts."""
    if len(controls) == len(labels):
        return
    longer = controls if len(controls) > len(labels) else labels
    last = max(v for v, kind in enumerate(types) if kind in ("control", "label"))
    if abs(len(controls) - len(labels)) == 1 and longer[-1] == last:
        warnings.append(f"The last volume ({last + 1}, {types[last]}) has no partner and was left out.")
        longer.pop()
        return
    raise DataError(
        f"At the delay of {delay_s:g} s there are {len(controls)} control and {len(labels)} label volumes, which do "
        "not make pairs; correct VolumeTypes (a volume to leave out is n/a)."
    )


def groups_of(pairs: Sequence[Pair], kept: Sequence[int]) -> tuple[DelayGroup, ...]:
    """The kept pairs by delay and duration, in order of the delay."""
    times = sorted({(pairs[n].delay_s, pairs[n].duration_s) for n in kept})
    return tuple(
        DelayGroup(*time, tuple(n for n in kept if (pairs[n].delay_s, pairs[n].duration_s) == time)) for time in times
    )


def differences(series: Series, pairs: Sequence[Pair], mask: Mask, progress: Progress = silent) -> np.ndarray:
    """``(n_pairs, n_mask_voxels)`` float32 control less label, in the signal's unit; raises as `Series.in_mask`."""
    result = np.empty((len(pairs), mask.n_voxels), dtype=np.float32)
    for row, pair in enumerate(pairs):
        progress(row / len(pairs), "Control less label")
        if pair.deltam >= 0:
            result[row] = series.in_mask(mask, [pair.deltam])[0]
        else:
            controls = [v for v in (pair.control, pair.other_control) if v >= 0]
            *around, label = series.in_mask(mask, [*controls, pair.label])
            result[row] = np.mean(around, axis=0, dtype=np.float32) - label
    return result


def check_sign(perfusion: np.ndarray, pairs: Sequence[Pair]) -> None:
    """Confirm that control is brighter than label: labelled blood lowers the signal.

    Parameters
    ----------
    perfusion : ``(n_pairs, n_mask_voxels)`` differences

    Raises
    ------
    DataError
        if the median of the mean difference is not positive
    """
    mean = perfusion.mean(axis=0, dtype=np.float64)
    middle = float(np.median(mean[np.isfinite(mean)])) if np.isfinite(mean).any() else float("nan")
    if middle > 0:
        return
    if middle == 0 or np.isnan(middle):
        raise DataError("Control and label do not differ in the brain, so there is no perfusion to compute.")
    if pairs[0].deltam >= 0:
        raise DataError(
            "The differences (deltam) are negative in most of the brain: label less control seems to be stored; "
            "subtract the other way round."
        )
    raise DataError(
        "In most of the brain the control volumes are darker than the label volumes, so their order seems to be the "
        "other way round; check it, then type SwapControlLabel=yes."
    )
