"""Red lights in a report: one rule for all of them, whatever they are about.

Every red light on the page waits for the reader: it is acknowledged, one by one, or what it concerns is marked as not
interpretable on the page. A light of motion, signal, registration or anatomy concerns everything, one of perfusion the
maps of perfusion, one of coverage the regions that the scans do not cover. That somebody has looked does not make data
good: a patient whose data are red as a whole stays stamped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from analysis.errors import InputError
from analysis.perfusion.acknowledged import ACKNOWLEDGED, BLOCKS
from analysis.perfusion.quality import Check, Light
from analysis.perfusion.reading import PERFUSION_MAPS
from analysis.quality.record import Topic
from analysis.report.case import Case


class UnseenRedLightsError(InputError):
    """A red light waits for a person."""


class Part(Enum):
    """What a red light concerns, as the page calls it."""

    ALL = "everything"
    PERFUSION = "perfusion"
    UNCOVERED = "regions that are not covered"


_PARTS = {Topic.PERFUSION: Part.PERFUSION, Topic.COVERAGE: Part.UNCOVERED}


@dataclass(frozen=True)
class RedLight:
    """A red light, with its number and unit as they are printed (``""`` where only the light is known)."""

    key: str
    caption: str
    value: str
    part: Part

    @property
    def words(self) -> str:
        """Caption and number: a tick belongs to what was looked at, and to no other number."""
        return f"{self.caption}: {self.value}" if self.value else self.caption


def red_lights(case: Case) -> tuple[RedLight, ...]:
    """Every red light of the patient, seen or not: of the quality record, then those that only records of maps hold."""
    found: dict[str, RedLight] = {}
    for group in case.quality.groups:
        part = _PARTS.get(group.topic, Part.ALL)
        for check in group.checks:
            if check.light is Light.RED:
                found.setdefault(check.key, RedLight(check.key, check.caption, _value(check), part))
    for provenance in case.provenances.values():
        for key in _parameters(provenance).get(BLOCKS, ()):
            found.setdefault(str(key), RedLight(str(key), str(key), "", Part.PERFUSION))
    return tuple(found.values())


def noted(case: Case) -> frozenset[str]:
    """The red lights that somebody has noted as seen, in the records of the maps, by their keys."""
    parameters = map(_parameters, case.provenances.values())
    return frozenset(str(key) for entry in parameters for key in entry.get(ACKNOWLEDGED, ()))


def require_seen(
    case: Case,
    *,
    also: frozenset[str] = frozenset(),
    ticked: frozenset[str] = frozenset(),
    acknowledge: bool = False,
    mark: bool = False,
) -> tuple[str, ...]:
    """The keys of the red lights that were seen; a report waits for a decision about all of them.

    Parameters
    ----------
    also : keys that were noted as seen in the window
    ticked : words of the lights that the reader has ticked
    acknowledge : whether the person who asks for the report has seen all of them now
    mark : whether what the others concern is to be marked as not interpretable

    Raises
    ------
    UnseenRedLightsError
        if one was not seen and nothing is to be marked
    """
    known = noted(case) | also
    red = red_lights(case)
    seen = tuple(one.key for one in red if acknowledge or one.key in known or one.words in ticked)
    waiting = ", ".join(one.caption for one in red if one.key not in seen)
    if waiting and not mark:
        raise UnseenRedLightsError(
            f"Red lights that nobody has acknowledged: {waiting}. Look at the pictures they are about, then confirm "
            "that you have seen them (--acknowledge), or have what they concern marked as not interpretable "
            "(--mark-not-interpretable)."
        )
    return seen


def unseen(lights: Sequence[RedLight], acknowledged: Sequence[str]) -> tuple[RedLight, ...]:
    """The red lights that nobody has acknowledged."""
    return tuple(one for one in lights if one.key not in acknowledged)


def mark_of(part: Part, waiting: Sequence[RedLight]) -> str:
    """What stands beside a part of the page; ``""`` where no red light of it waits."""
    captions = ", ".join(one.caption for one in waiting if one.part is part)
    whole = "" if part is Part.ALL else f": {part.value}"
    return f"NOT INTERPRETABLE{whole}. Red, and acknowledged by no reader: {captions}." if captions else ""


def is_perfusion(case: Case, name: str) -> bool:
    """Whether a map, by its name, shows perfusion or was made of it."""
    parameters = _parameters(case.provenances.get(name, {}))
    acquisition = parameters.get("acquisition") or {}
    return name in PERFUSION_MAPS or BLOCKS in parameters or "PostLabelingDelay" in acquisition


def _value(check: Check) -> str:
    return f"{check.value:.4g} {check.unit}".strip()


def _parameters(provenance: Mapping[str, Any]) -> Mapping[str, Any]:
    found = provenance.get("parameters")
    return found if isinstance(found, Mapping) else {}
