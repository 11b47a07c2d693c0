"""Control less label: which volumes belong together, their differences, and whether the sign is right.

Within one delay the first control goes with the first label and so on, in the order of the scan, whether they
alternate or come in blocks. Differences that the scanner has already taken (deltam) count as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask, Series
from analysis.perfusion.protocol import AslProtocol
from analysis.progress import Progress, silent


@dataclass(frozen=True)
class Pair:
    """Volumes (counted from 0) whose difference is perfusion: control and label, or ``deltam`` alone."""

    delay_s: float
    duration_s: float
    control: int = -1
    label: int = -1
    deltam: int = -1

    def in_words(self) -> str:
        """Such as ``volumes 3 and 4``, counted from 1."""
        if self.deltam >= 0:
            return f"volume {self.deltam + 1}"
        first, second = sorted((self.control, self.label))
        return f"volumes {first + 1} and {second + 1}"


@dataclass(frozen=True)
class DelayGroup:
    """The pairs that share a delay and a labelling duration, by their place in the list of pairs."""

    delay_s: float
    duration_s: float
    pairs: tuple[int, ...]


def pairs_of(protocol: AslProtocol) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
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
        _drop_last(controls, labels, types, time[0], warnings)
        found += [Pair(*time, control=c, label=lab) for c, lab in zip(controls, labels, strict=True)]
    if not found:
        raise DataError("The series has no pair of control and label, so no perfusion can be computed.")
    return tuple(sorted(found, key=lambda p: min(p.control, p.label))), tuple(warnings)


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
            control, label = series.in_mask(mask, [pair.control, pair.label])
            result[row] = control - label
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
