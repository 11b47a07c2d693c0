"""What a session keeps in archives, read and shown again: preparation and recipes, comparisons, tables, the study."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError, InputError
from analysis.files.archive import read_archive
from analysis.files.session_record import FileEntry, StudyEntry
from analysis.report.regions import DrawnRegions
from gui.commands.sessions.finding import Examined
from gui.commands.sessions.making import Making, restore_making
from gui.commands.sessions.results import KINDS, Kept, KeptCase, LoadedComparison, restore_comparisons
from gui.commands.sessions.study import KeptStudy, load_study
from gui.commands.study_state import StudyNow
from gui.session import Session

_Kind = TypeVar("_Kind")


@dataclass(frozen=True, eq=False)
class Archives:
    """All of it; what could not be read is missing, and ``warnings`` say so."""

    making: Making | None = None
    comparisons: tuple[LoadedComparison, ...] = ()
    regions_in_report: DrawnRegions | None = None
    study: StudyNow = field(default_factory=StudyNow)
    warnings: tuple[str, ...] = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("sessions", text)


def load_archives(examined: Examined) -> Archives:
    """Read the archives of a session; one that is damaged, or of another version, costs what is in it only."""
    record, warnings = examined.record, list[str]()

    def read(kind: type[_Kind], entry: FileEntry | None, words: str) -> _Kind | None:
        if entry is None:
            return None
        try:
            return _read(kind, entry, examined)
        except (AlgoscopeError, OSError) as error:
            warnings.append(_tr("{name} was not opened: {reason}").format(name=words, reason=error))
            return None

    making = read(Making, record.making, _tr("The preparation of series"))
    table = read(DrawnRegions, record.regions_in_report, _tr("The regions of the report"))
    comparisons = []
    for entry in record.comparisons:
        kept: Kept | None = read(KINDS.get(entry.kind, KeptCase), entry.result, entry.caption)
        if kept is not None:
            comparisons.append(LoadedComparison(entry, kept))
    study = StudyNow()
    if record.study is not None:
        kept_study = read(KeptStudy, record.study.kept, _tr("The study"))
        if kept_study is not None:
            study = _study(record.study, kept_study, examined, warnings)
    return Archives(making, tuple(comparisons), table, study, tuple(warnings))


def _read(kind: type[_Kind], entry: FileEntry, examined: Examined) -> _Kind:
    path = examined.places.found.get(entry)
    if path is None or entry in examined.skipped:
        raise InputError(_tr("its file is missing"))
    return read_archive(kind, path)


def _study(entry: StudyEntry, kept: KeptStudy, examined: Examined, warnings: list[str]) -> StudyNow:
    path = None if entry.table in examined.skipped else examined.places.found.get(entry.table)
    try:
        if path is None:
            raise InputError(_tr("its table is missing"))
        return load_study(entry, path, kept)
    except (AlgoscopeError, OSError) as error:
        warnings.append(_tr("{name} was not opened: {reason}").format(name=_tr("The study"), reason=error))
        return StudyNow()


def restore_archives(session: Session, archives: Archives, ids: Mapping[int, int]) -> None:
    """Show what was read, once the layers are there; ``ids`` of layers by the numbers of the session.

    The study is the window's, which shows it.
    """
    if archives.making is not None:
        restore_making(session, archives.making, ids)
    if archives.regions_in_report is not None:
        session.drawing.put_into_report(archives.regions_in_report)
    restore_comparisons(session, archives.comparisons, ids)
