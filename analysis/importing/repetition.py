"""The time between two volumes, by the header's own witnesses rather than by the converter's sum.

The witnesses are the repetition time that the operator set (0018,0080) and the clock at which each volume was taken
(0008,0032, or 0018,1060 where the clock tells nothing). The converter divides the time from the first to the last
volume by their number, so one jump of the scanner's clock spoils it (dcm2niix, issues 560, 911, 1028). Here the
*median* of the steps counts, which a jump cannot move. Volumes cannot follow faster than excitations, so a step below
the repetition time is a wrong clock; a step above it is a pause or an acquisition in several shots.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analysis.importing.header import ImageHeader

_TOLERANCE = 0.01
_TAG = "DICOM (0018,0080)"


@dataclass(frozen=True)
class Repetition:
    """The settled time, s, or None; where it comes from; what contradicts it. ``excitation_s`` if it is another."""

    tr_s: float | None
    source: str
    warnings: tuple[str, ...] = ()
    excitation_s: float | None = None


@dataclass(frozen=True)
class Clock:
    """Steps between volumes: their median, s, how many there are, and how many are not as long as the median."""

    step_s: float | None
    n_steps: int = 0
    n_odd: int = 0


def settle(headers: Sequence[ImageHeader], converter_s: float | None) -> Repetition:
    """Choose the repetition time of a series of volumes.

    Parameters
    ----------
    headers : of all its files
    converter_s : what the converter computed, s
    """
    tag_ms = headers[0].tr_ms
    tag_s = round(tag_ms / 1000, 5) if tag_ms and tag_ms > 0 else None
    clock = clock_of(headers)
    chosen = _chosen(tag_s, clock, converter_s)
    warnings = list(chosen.warnings)
    if clock.n_odd:
        warnings.append(
            f"The scanner's clock is uneven at {clock.n_odd} of {clock.n_steps} steps between volumes; the usual step "
            f"is {clock.step_s:.4g} s."
        )
    if converter_s and chosen.tr_s and _differ(converter_s, chosen.tr_s):
        warnings.insert(
            0,
            f"The converter computed a repetition time of {converter_s:.4g} s, but it is {chosen.tr_s:.4g} s by "
            f"{chosen.source}; {chosen.tr_s:.4g} s was written.",
        )
    return Repetition(chosen.tr_s, chosen.source, tuple(warnings), chosen.excitation_s)


def _chosen(tag_s: float | None, clock: Clock, converter_s: float | None) -> Repetition:
    step_s = clock.step_s
    if tag_s is None or step_s is None:
        return _without_clock(tag_s, step_s, converter_s)
    by_clock = f"the acquisition times of {clock.n_steps + 1} volumes"
    if not _differ(tag_s, step_s):
        return Repetition(tag_s, f"{_TAG} and {by_clock}")
    if step_s < tag_s:
        return Repetition(
            tag_s,
            _TAG,
            (
                f"By {by_clock} a volume took {step_s:.4g} s, less than its repetition time of {tag_s:.4g} s, which is "
                "impossible; the clock was not used. Please confirm the repetition time.",
            ),
        )
    pause = f"Volumes follow each other in {step_s:.4g} s, with a repetition time of {tag_s:.4g} s between excitations."
    return Repetition(round(step_s, 4), by_clock, (pause,), tag_s)


def _without_clock(tag_s: float | None, step_s: float | None, converter_s: float | None) -> Repetition:
    if step_s is not None:
        return Repetition(round(step_s, 4), "the acquisition times of the volumes")
    if tag_s is None:
        return Repetition(converter_s, "dcm2niix" if converter_s else "")
    if converter_s is None or converter_s < tag_s or not _differ(tag_s, converter_s):
        return Repetition(tag_s, _TAG)
    return Repetition(converter_s, "dcm2niix (time from volume to volume)", (), tag_s)


def clock_of(headers: Sequence[ImageHeader]) -> Clock:
    """The steps of the scanner's clock from volume to volume, at each slice's place."""
    by_place: dict[tuple, list[ImageHeader]] = {}
    for image in headers:
        by_place.setdefault((image.position, image.echo, image.te_ms, image.image_type), []).append(image)
    groups = [sorted(group, key=lambda h: (h.temporal_position or 0, h.instance or 0)) for group in by_place.values()]
    steps = _steps([[h.acquisition_s for h in group] for group in groups])
    if not len(steps) or np.median(steps) <= 0:
        steps = _steps([[h.trigger_ms / 1000 if h.trigger_ms is not None else None for h in group] for group in groups])
    if not len(steps) or np.median(steps) <= 0:
        return Clock(None)
    median = float(np.median(steps))
    n_odd = int((np.abs(steps - median) > _TOLERANCE * median).sum())
    per_place = max(len(group) for group in groups) - 1
    return Clock(median, per_place, round(n_odd * per_place / len(steps)))


def _steps(times: list[list[float | None]]) -> np.ndarray:
    """Differences of neighbours where both are known, s."""
    found = [later - earlier for group in times for earlier, later in pairwise(group) if None not in (earlier, later)]  # type: ignore[operator]
    return np.array(found, dtype=np.float64)


def _differ(one_s: float, other_s: float) -> bool:
    return abs(one_s - other_s) > _TOLERANCE * max(one_s, other_s)
