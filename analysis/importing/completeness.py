"""Whether slices or volumes of a series are missing. A head with a slice missing would be shorter than it is.

Only series of one slice a file are judged: a mosaic or a multi-frame file is whole or cannot be read.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from analysis.importing.header import ImageHeader

_SAME_PLACE_MM = 0.05
_GAP = 0.15


@dataclass(frozen=True)
class Completeness:
    """Which files to convert; ``refusal`` says why none may be; ``warnings`` what was left out."""

    headers: tuple[ImageHeader, ...]
    refusal: str = ""
    warnings: tuple[str, ...] = ()


def check(headers: tuple[ImageHeader, ...]) -> Completeness:
    """Judge a series.

    A slice that lacks somewhere makes the series useless. A run that was stopped (or not exported to its end) lacks
    slices of its last volume only: then its whole volumes are taken, with a warning.
    """
    kept: list[ImageHeader] = []
    warnings: list[str] = []
    for part in _stacks(headers):
        places = _places(part)
        if places is None:
            kept += part
            continue
        counts = Counter(places)
        gap = _gap(np.array(sorted(counts)))
        if gap:
            return Completeness((), gap)
        if len(set(counts.values())) > 1:
            whole = _whole_volumes(part, places)
            if whole is None:
                return Completeness((), _uneven(counts))
            warnings.append(
                f"Its last volume has {len(part) - len(whole)} of {len(counts)} slices only and was left out."
            )
            part = whole
        kept += part
    n_volumes, announced = _volumes(kept), headers[0].n_temporal_positions
    if announced and n_volumes and n_volumes < announced:
        warnings.append(
            f"The scanner announces {announced} volumes, but {n_volumes} are here; the export or the run may have been "
            "stopped early."
        )
    return Completeness(tuple(kept), "", tuple(warnings))


def _stacks(headers: tuple[ImageHeader, ...]) -> list[list[ImageHeader]]:
    """The files that repeat one stack of slices: echoes, image kinds and orientations apart."""
    stacks: dict[tuple, list[ImageHeader]] = {}
    for image in headers:
        direction = tuple(round(value, 2) + 0.0 for value in image.orientation)
        stacks.setdefault((image.echo, image.te_ms, image.image_type, direction), []).append(image)
    return list(stacks.values())


def _places(part: list[ImageHeader]) -> list[float] | None:
    """Where along the normal of the stack each slice is, mm; None where files are not single slices."""
    if len(part) < 2 or any(len(h.position) != 3 or len(h.orientation) != 6 or h.n_frames > 1 for h in part):
        return None
    row, column = np.array(part[0].orientation).reshape(2, 3)
    along = np.array([h.position for h in part]) @ np.cross(row, column)
    places = (np.round(along / _SAME_PLACE_MM) * _SAME_PLACE_MM).tolist()
    return places if len(set(places)) > 1 else None  # a mosaic's volumes are all at one place


def _gap(places: np.ndarray) -> str:
    steps = np.diff(places)
    if len(steps) < 2:
        return ""
    usual = float(np.median(steps))
    wide = steps > (1 + _GAP) * usual + _SAME_PLACE_MM
    if not wide.any():
        return ""
    missing = int(np.round(steps[wide] / usual - 1).sum())
    return (
        f"slices are missing: there is a gap of {steps.max():.1f} mm where slices are {usual:.1f} mm apart "
        f"(about {max(1, missing)} missing); export the series again"
    )


def _uneven(counts: Counter[float]) -> str:
    most = max(counts.values())
    lacking = sum(most - count for count in counts.values())
    return (
        f"images are missing: {lacking} of {most * len(counts)} slices of its {most} volumes are not there; export the "
        "series again"
    )


def _whole_volumes(part: list[ImageHeader], places: list[float]) -> list[ImageHeader] | None:
    """The files of the whole volumes where only the end is missing; None where the middle is."""
    numbers = [h.instance for h in part]
    counts = Counter(places)
    fewest = min(counts.values())
    if None in numbers or max(counts.values()) - fewest > 1:
        return None
    known = sorted(n for n in numbers if n is not None)
    if len(set(known)) != len(known) or known[-1] - known[0] + 1 != len(known):
        return None
    seen: Counter[float] = Counter()
    kept = []
    for image, place in sorted(zip(part, places, strict=True), key=lambda pair: pair[0].instance or 0):
        seen[place] += 1
        if seen[place] <= fewest:
            kept.append(image)
    return kept


def _volumes(headers: list[ImageHeader]) -> int | None:
    """How many volumes a series has that counts its own; None where it cannot be told."""
    positions = {h.temporal_position for h in headers}
    return None if None in positions else len(positions)
