"""What would be lost if the patient were closed now, and what a program that ended without closing has left.

Automatic sessions are folders below one folder of the user's own, named by the number of their case. The lock beside
such a folder says that a program keeps it; a file ``closed`` in it, that the program was left in order.
"""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QLockFile

from analysis.errors import AlgoscopeError
from analysis.files.session_folder import is_session, read_session
from analysis.files.session_record import SessionRecord
from analysis.progress import Progress, silent
from gui.commands.region_files import Leftovers, find_unfinished, journals_of
from gui.session import Layer, Session

LOCK, CLOSED = ".lock", "closed"


@dataclass(frozen=True, eq=False)
class Unsaved:
    """Names of computed maps and of drawings that are in no file of the user's, and whether a comment is."""

    maps: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    comment: bool = False

    def __bool__(self) -> bool:
        return bool(self.maps or self.regions or self.comment)


@dataclass(frozen=True)
class KeptWords:
    """Where words for the report of a case are already: in its session, and in a report that was written.

    ``in_folder``: the session is in a folder of the user's own.
    """

    case_id: str = ""
    in_session: Mapping[str, str] = field(default_factory=dict)
    in_report: Mapping[str, str] = field(default_factory=dict)
    in_folder: bool = False

    def lose(self, typed: Mapping[str, str]) -> bool:
        """Whether something that a person has typed would be lost.

        A session that would come back with other words is out of date, even where they were only deleted. While there
        is none, words that stand in a report are where they belong.
        """
        if not _differ(typed, self.in_session):
            return False
        return self.in_folder or (any(text.strip() for text in typed.values()) and _differ(typed, self.in_report))


def _differ(typed: Mapping[str, str], kept: Mapping[str, str]) -> bool:
    return any(text.strip() != kept.get(name, "").strip() for name, text in typed.items())


def unsaved_of(session: Session, typed: Mapping[str, str], kept: KeptWords) -> Unsaved:
    """What is not saved; ``typed`` is what a person has typed for the report."""
    maps = tuple(layer.name for layer in session.layers if _is_unsaved(session, layer))
    regions = tuple(drawn.name for drawn in session.drawing.unsaved)
    return Unsaved(maps, regions, kept.lose(typed))


def _is_unsaved(session: Session, layer: Layer) -> bool:
    return layer.stat_map is not None and not session.case.is_kept(layer.stat_map)


# -- automatic sessions -------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Interrupted:
    """An automatic session that nobody has closed."""

    folder: Path
    record: SessionRecord


@dataclass(frozen=True, eq=False)
class LeftBehind:
    """What programs that ended without closing have left: sessions, the newest first, and drawings of none of them."""

    sessions: tuple[Interrupted, ...]
    drawings: Leftovers


def lock_of(folder: Path) -> QLockFile:
    """The lock of an automatic session; that of a program that was killed is found stale."""
    lock = QLockFile(str(folder.with_suffix(LOCK)))
    lock.setStaleLockTime(0)
    return lock


def find_left_behind(automatic: Path, journals: Path, progress: Progress = silent) -> LeftBehind:
    """The job: sessions and drawings that were open when a program ended without closing them."""
    sessions = []
    for folder in _folders(automatic):
        progress(0.0, "")
        if (folder / CLOSED).exists() or _is_locked(folder):
            continue
        with suppress(AlgoscopeError):
            sessions.append(Interrupted(folder, read_session(folder).record))
    sessions.sort(key=lambda one: one.record.saved, reverse=True)
    named = {entry.journal for one in sessions for entry in one.record.regions if entry.journal}
    cases = {one.record.case.id for one in sessions}
    if not journals.is_dir():
        return LeftBehind(tuple(sessions), Leftovers((), 0))
    return LeftBehind(tuple(sessions), find_unfinished(journals, progress, spared=named, cases=cases))


def closed_session(automatic: Path) -> Path | None:
    """The automatic session of the patient who was closed last."""
    folders = [folder for folder in _folders(automatic) if (folder / CLOSED).exists() and not _is_locked(folder)]
    try:
        return max(folders, key=lambda folder: (folder / CLOSED).stat().st_mtime, default=None)
    except OSError:
        return None


def remove_session(folder: Path) -> None:
    """Give an automatic session up for good."""
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        folder.with_suffix(LOCK).unlink(missing_ok=True)


def discard(left: Interrupted, journals: Path | None) -> None:
    """Give up what a program has left: the session, and the journals of its drawings."""
    if journals is not None:
        named = [Path(entry.journal).name for entry in left.record.regions if entry.journal]
        for name in (*named, *(path.name for path in journals_of(left.record.case.id, journals))):
            (journals / name).unlink(missing_ok=True)
    remove_session(left.folder)


def remove_older(automatic: Path, kept: Path) -> None:
    """Remove the automatic sessions that were closed before this one."""
    for folder in _folders(automatic):
        if folder != kept and (folder / CLOSED).exists() and not _is_locked(folder):
            remove_session(folder)


def _folders(automatic: Path) -> list[Path]:
    try:
        return [folder for folder in automatic.iterdir() if is_session(folder)]
    except OSError:
        return []


def _is_locked(folder: Path) -> bool:
    lock = lock_of(folder)
    free = lock.tryLock(0)
    if free:
        lock.unlock()
    return not free
