"""Everything of sessions that the window has: saving and opening, what is offered back, the patients of late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.commands.region_files import Leftovers
from gui.commands.sessions.capture import pseudonym
from gui.jobs import JobRunner
from gui.panels.recent_list import RecentList
from gui.recent_menu import RecentMenu
from gui.recovery import Recovery
from gui.session import Change, Session
from gui.session_files import SessionFiles
from gui.session_window import SessionWindow
from gui.settings import Settings


@dataclass(frozen=True)
class Others:
    """What opens files and drawings where there is no session."""

    offer_drawings: Callable[[Leftovers], None]
    open_paths: Callable[[Sequence[Path]], None]
    open_last_files: Callable[[], None]


class PatientSessions(QObject):
    """Each action of the menu is a method of its key. ``has_last`` tells whether there is a session to go on with."""

    has_last = Signal(bool)

    def __init__(
        self, session: Session, jobs: JobRunner, settings: Settings, arranged: SessionWindow, others: Others,
        window: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session, self._settings, self._others = session, settings, others
        self.files = SessionFiles(session, jobs, settings, arranged, window)
        arranged.tell_kept_words(self.files.note_texts_kept)
        self.recent = RecentMenu(jobs, settings, window)
        self._recovery = Recovery(session, jobs, self.files.open_folder, others.offer_drawings, window)
        self._noted: tuple[str, list[Path]] = ("", [])
        self.recent.wanted.connect(others.open_paths)
        self.files.saved.connect(self._note)
        self.files.opened.connect(self._note)
        session.changed.connect(self.refresh)

    def keep_in(self, folder: Path, journals: Path) -> None:
        """Keep what is open below a folder from now on, and offer what an earlier run has left there."""
        self.files.autosave.begin(folder)
        self._recovery.look(folder, journals)
        self.recent.look()
        self.has_last.emit(self.can_go_on)

    def show_recent_in(self, shown: RecentList) -> None:
        """Show the patients of late in a list, too."""
        self.recent.changed.connect(shown.show_patients)
        shown.chosen.connect(self.recent.choose)

    @property
    def can_go_on(self) -> bool:
        """Whether there is a session, or files, that were open before."""
        return bool(self._settings.last_session) or self.files.has_last

    def refresh(self, change: Change) -> None:
        """Remember the patient who is open."""
        if change & Change.LAYERS and self._session.layers:
            self._note()

    def opens(self, paths: Sequence[Path]) -> bool:
        """Open the session among paths that are dropped; False where there is none."""
        found = self.files.session_among(paths)
        if found is not None:
            self.files.open_folder(found)
        return found is not None

    def save_session(self) -> None:
        """Save the session where it is, or ask where."""
        self.files.save_session()

    def save_session_as(self) -> None:
        """Ask for a folder and save the session there."""
        self.files.save_session_as()

    def open_session(self) -> None:
        """Let the user choose the folder of a session."""
        self.files.open_session()

    def last(self) -> None:
        """Open what was open before, as it was; where it was not kept, its files."""
        if not self.files.last():
            self._others.open_last_files()

    def may_close(self) -> bool:
        """Ask what happens to what is not saved; False if the user would rather go on."""
        return self.files.may_close()

    def _note(self, _saved: object = None) -> None:
        case_id, before = self._noted
        places = self._places()
        self.recent.note(pseudonym(self._session), places, before if case_id == self._session.case.id else ())
        self._noted = (self._session.case.id, places)

    def _places(self) -> list[Path]:
        """Where the patient is found again: the folder of the session or of the results, or the scans."""
        patient = self._session.spaces.patient
        if self.files.folder is not None:
            return [self.files.folder]
        if patient is not None and patient.folder is not None:
            return [patient.folder]
        return [Path(path) for path in self._settings.last_session]
