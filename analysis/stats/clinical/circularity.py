"""Whether a ROC curve is of people who already chose what it is drawn of.

Where regions were chosen because they differ between two groups, their ROC curve for the same groups in the same people
is large by construction: of many regions of pure noise the best have an AUC of 0.7 and more. Such a curve gets a stamp,
and the honest number is that of `nested_roc`, where the choice is made inside each fold.
"""

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path

from analysis.errors import FileFormatError

STAMP = "CIRCULAR"


class Circularity(Enum):
    """How the variables of a curve were chosen."""

    CIRCULAR = "chosen by the same contrast in the same people"
    INDEPENDENT = "chosen beforehand or in other people"
    UNKNOWN = "not told how they were chosen"

    @property
    def sentence(self) -> str:
        """What is said beside every AUC."""
        return _SENTENCES[self]


_SENTENCES = {
    Circularity.CIRCULAR: (
        f"{STAMP}: these variables were chosen by the same contrast in the same people, so AUC, interval and p are too "
        "good by construction and say nothing about new people; only an AUC with the choice inside the folds does."
    ),
    Circularity.INDEPENDENT: "The variables were chosen beforehand or in other people, as was said or is on record.",
    Circularity.UNKNOWN: (
        "How were these variables chosen? If because they differ between these groups in these people, the AUC is "
        "circular: say so (chosen by the same contrast), and give all candidates for an AUC with the choice inside the "
        "folds."
    ),
}


def choices_on_record(table: Path, columns: Sequence[str]) -> dict[str, bool]:
    """Which columns are of regions chosen from a result, and whether that result holds maps of these very people.

    Parameters
    ----------
    table : whose JSON file (of its name, beside it) describes the columns, as `regional_files` writes it
    columns : that are asked for

    Returns
    -------
    dict
        only columns whose record says it: True for a choice from the same people, False for other people
    """
    described = table.with_suffix(".json")
    try:
        content = json.loads(described.read_text("utf-8-sig")) if described.is_file() else {}
    except (OSError, ValueError) as error:
        raise FileFormatError(f'"{described.name}", which describes the columns of the table, is damaged.') from error
    entries = {name: content.get(name) for name in columns} if isinstance(content, dict) else {}
    return {
        name: bool(entry["Circular"])
        for name, entry in entries.items()
        if isinstance(entry, dict) and entry.get("SharedPeople") is not None and "Circular" in entry
    }


def circularity_of(asked: Circularity, on_record: Mapping[str, bool], columns: Sequence[str]) -> Circularity:
    """What is known of the choice: the record of the values first, then what a person said.

    Parameters
    ----------
    asked : what a person said; a record that proves circularity overrules it
    on_record : of `choices_on_record`
    columns : that are asked for
    """
    if any(on_record.get(name, False) for name in columns):
        return Circularity.CIRCULAR
    if asked is Circularity.UNKNOWN and columns and all(name in on_record for name in columns):
        return Circularity.INDEPENDENT
    return asked
