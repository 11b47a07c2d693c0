"""The study as a session keeps it: its table by reference, columns that were added to it, the results, the forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from analysis.errors import InputError
from analysis.files.session_content import ContentStore
from analysis.files.session_record import StudyEntry
from analysis.provenance import InputRecord
from analysis.stats.cohort_table import CohortTable
from gui.commands.comparing import read_table
from gui.commands.study_state import Found, Order, Outcome, Study, StudyNow
from gui.commands.studying import open_study


@dataclass(frozen=True, eq=False)
class KeptOutcome:
    """One analysis."""

    order: Order
    found: Found


@dataclass(frozen=True, eq=False)
class KeptStudy:
    """What is in no table: ``cells`` of the added columns ``names`` for each row, where they come from, the results."""

    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    units: Mapping[str, str]
    inputs: tuple[InputRecord, ...]
    chosen: Mapping[str, bool]
    outcomes: tuple[KeptOutcome, ...]
    forms: Mapping[str, Mapping[str, Any]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("sessions", text)


def keep_study(now: StudyNow, store: ContentStore) -> StudyEntry | None:
    """Keep a study; None where none is open. Raises OSError where its table cannot be read any more."""
    study = now.study
    if study is None:
        return None
    table = study.table
    n_own = len(read_table(study.path, table.id_column).names)  # columns are only ever added behind those of the file
    outcomes = tuple(KeptOutcome(one.order, one.found) for one in now.outcomes)
    kept = KeptStudy(
        table.names[n_own:],
        tuple(row[n_own:] for row in table.rows),
        study.units,
        study.inputs,
        study.chosen,
        outcomes,
        now.forms,
    )
    return StudyEntry(store.refer(study.path), store.archive(kept, "study"), table.id_column, now.section)


def load_study(entry: StudyEntry, table_at: Path, kept: KeptStudy) -> StudyNow:
    """Read the study again.

    Raises
    ------
    InputError
        if its table is another one by now; as `open_study` where it cannot be read
    """
    found = open_study(table_at, entry.id_column)
    if found.inputs[0] != kept.inputs[0]:
        raise InputError(
            _tr("The table {name} of the study has changed, so its results do not belong to it any more.").format(
                name=table_at.name
            )
        )
    old = found.table
    rows = tuple((*own, *added) for own, added in zip(old.rows, kept.cells, strict=True))
    table = CohortTable(old.folder, (*old.names, *kept.names), rows, old.lines, old.id_column)
    study = Study(table_at, table, kept.units, kept.inputs, kept.chosen)
    outcomes = tuple(Outcome(study, one.order, one.found) for one in kept.outcomes)
    return StudyNow(study, outcomes, entry.section, kept.forms)
