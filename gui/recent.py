"""The patients who were open last: a pseudonym, a day and where they are; nothing else of them is remembered."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from analysis.progress import Progress, silent
from gui.settings import Settings

LIMIT = 10


@dataclass(frozen=True)
class RecentPatient:
    """``paths`` are the folder of a session or of results, or the files that were open; ``day`` is an ISO date."""

    name: str
    day: str
    paths: tuple[str, ...]


def recent_patients(settings: Settings) -> tuple[RecentPatient, ...]:
    """Those that are remembered, the newest first; what is damaged is left out."""
    found = []
    for text in settings.recent_patients:
        try:
            entry = json.loads(text)
            found.append(RecentPatient(str(entry["name"]), str(entry["day"]), tuple(map(str, entry["paths"]))))
        except (ValueError, KeyError, TypeError):
            continue
    return tuple(found)


def note_patient(settings: Settings, name: str, paths: Sequence[Path], instead_of: Sequence[Path] = ()) -> None:
    """Remember a patient, unless the user would rather not have any remembered.

    ``instead_of`` are the paths under which the same patient was noted before, such as scans that are in a session now.
    """
    if not settings.remember_patients or not name or not paths:
        return
    places = tuple(str(path) for path in paths)
    new = RecentPatient(name, datetime.date.today().isoformat(), places)
    known = {*places, *map(str, instead_of)}
    others = [one for one in recent_patients(settings) if one.name != name or not set(one.paths) & known]
    settings.recent_patients = [json.dumps(asdict(one)) for one in (new, *others)][:LIMIT]


def forget_patients(settings: Settings) -> None:
    """Forget all of them."""
    settings.recent_patients = []


def existing(patients: Sequence[RecentPatient], progress: Progress = silent) -> frozenset[RecentPatient]:
    """The job: those of whom something is still there; a network drive that is gone may take seconds to say so."""
    progress(0.0, "")
    return frozenset(one for one in patients if any(_exists(Path(path)) for path in one.paths))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
