"""What was said of a patient when the scans were opened, beside the results: age, sex ..., each with its source.

``participants.tsv`` holds the values, ``participants.json`` says of each column where its value is from.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.files.results import write_json, write_tsv
from analysis.scan import FactSource
from gui.commands.case_comparing import known_of

TABLE, SOURCES = "participants.tsv", "participants.json"
COLUMNS = ("age", "sex", "handedness", "scan_date")
_DESCRIPTIONS: Mapping[str, Mapping[str, Any]] = {
    "age": {"Description": "age at the scan", "Units": "years"},
    "sex": {"Description": "sex", "Levels": {"F": "female", "M": "male", "O": "other"}},
    "handedness": {"Description": "handedness"},
    "scan_date": {"Description": "date of the scan"},
}


@dataclass(frozen=True)
class Told:
    """A value as text, and where it is from; None where nothing says it."""

    value: str
    source: FactSource | None = None


def write_about(folder: Path, name: str, told: Mapping[str, Told]) -> None:
    """Write what is known of a patient beside the results; what is not known is ``n/a``."""
    folder.mkdir(parents=True, exist_ok=True)
    row = (name, *(told[column].value if column in told else None for column in COLUMNS))
    write_tsv(("participant_id", *COLUMNS), [row], folder / TABLE, force=True)
    sources = {column: one.source.value for column, one in told.items() if one.source is not None}
    about = {
        column: {**words, **({"Source": sources[column]} if column in sources else {})}
        for column, words in _DESCRIPTIONS.items()
    }
    write_json(about, folder / SOURCES, force=True)


def read_about(folder: Path, name: str) -> dict[str, Told]:
    """What is known of a patient, by column; nothing where no table of this pseudonym is there."""
    sources = _sources(folder / SOURCES)
    known = known_of(folder / TABLE, name)
    return {column: Told(value, sources.get(column)) for column, value in known.items() if column in COLUMNS}


def _sources(path: Path) -> dict[str, FactSource]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    sources = {}
    for column, words in found.items() if isinstance(found, dict) else ():
        with suppress(ValueError, AttributeError, TypeError):
            sources[column] = FactSource(words.get("Source"))
    return sources
