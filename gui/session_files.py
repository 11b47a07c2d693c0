"""Saving, opening and leaving sessions: what is asked over a window, and what is offered at the next start."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from analysis.files.session_folder import NAME, is_session
from analysis.files.session_places import HashBook
from analysis.files.session_record import FileEntry, ReportEntry, ViewEntry
from analysis.pipeline.case import subject_of
from analysis.progress import Progress, silent
from gui import log
from gui.autosave import Autosave
from gui.commands.sessions import finding, keeping, loading, showing
from gui.commands.sessions.capture import Snapshot, capture, pseudonym, sizes_of_scans, subjects_of
from gui.commands.sessions.finding import Examined
from gui.commands.sessions.forms import with_layers
from gui.commands.sessions.keeping import Saved
from gui.commands.sessions.leaving import (
    CLOSED,
    KeptWords,
    Unsaved,
    closed_session,
    remove_older,
    unsaved_of,
)
from gui.commands.sessions.loading import Loaded
from gui.commands.study_state import StudyNow
from gui.compare_state import FormsNow
from gui.dialogs.missing_files import MissingFilesDialog
from gui.dialogs.save_session import SaveSessionDialog
from gui.dialogs.unsaved import Answer, UnsavedDialog
from gui.jobs import JobRunner
from gui.session import Session
from gui.settings import Settings
from gui.turns import add_once
from gui.widgets import asking

_LOOK_MS, _LONGEST_MS = 20, 30_000


class WindowParts(Protocol):
    """How the window is arranged, and what a person has written in it."""

    def view(self) -> ViewEntry:
        """As it is now."""

    def report(self) -> ReportEntry:
        """What was written for the report."""

    def typed(self) -> Mapping[str, str]:
        """Of that, what was not filled in by the program."""

    def study(self) -> StudyNow:
        """What the Study page holds."""

    def forms(self) -> FormsNow:
        """What stands in the fields of Compare."""

    def apply(self, view: ViewEntry, report: ReportEntry, study: StudyNow, forms: FormsNow) -> None:
        """Arrange it as it was."""


class SessionFiles(QObject):
    """The questions are asked over a window; nothing that was computed, drawn or written goes without one."""

    saved = Signal(object)  # Saved
    opened = Signal()

    def __init__(
        self, session: Session, jobs: JobRunner, settings: Settings, parts: WindowParts, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._settings, self._parts, self._window = session, jobs, settings, parts, window
        self._book = HashBook()
        self.autosave = Autosave(session, self._capture_automatic, self._book, self, words=self._words)
        self._own: tuple[str, Path] | None = None  # case and folder of the session that was saved or opened
        self._kept_words = KeptWords()
        self._missing: MissingFilesDialog | None = None
        self._waiting: tuple[str, Path, bool] | None = None  # case, folder and copies of a save that waits for layers
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._save_if_whole)

    @property
    def folder(self) -> Path | None:
        """The folder in which the open session is saved."""
        return self._own[1] if self._own is not None and self._own[0] == self._session.case.id else None

    # -- saving -----------------------------------------------------------------------------------------------

    def save_session(self) -> None:
        """Save the session where it is, or ask where."""
        if self.folder is None:
            self.save_session_as()
        else:
            self._submit(self.folder, copy_scans=False)

    def save_session_as(self) -> None:
        """Ask for a folder and save the session there."""
        chosen = self._ask_folder()
        if chosen is not None:
            self._submit(*chosen)

    def _submit(self, folder: Path, copy_scans: bool) -> None:
        self._waiting = (self._session.case.id, folder, copy_scans)
        self._save_if_whole()

    def _save_if_whole(self) -> None:
        """Save, unless layers of the patient are still to come: they would be missing."""
        if self._waiting is not None and self._session.case.is_arriving:
            self._look.start()
            return
        self._look.stop()
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting[0] != self._session.case.id:
            return
        _, folder, copy_scans = waiting
        self._jobs.submit(
            self.tr("Save session"), save, self._capture(), folder, self._book, copy_scans, on_done=self._on_saved,
            key="save session",
        )  # fmt: skip

    def _wait_for_layers(self) -> None:
        """Return once all layers of the patient are there; the window lives on meanwhile, but takes no input."""
        loop, look, longest = QEventLoop(self), QTimer(interval=_LOOK_MS), QTimer(interval=_LONGEST_MS)

        def leave() -> None:
            if not self._session.case.is_arriving:
                loop.quit()

        look.timeout.connect(leave)
        longest.timeout.connect(loop.quit)
        if self._session.case.is_arriving:
            look.start()
            longest.start()
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        loop.deleteLater()

    def _ask_folder(self) -> tuple[Path, bool] | None:
        sizes = sizes_of_scans(self._session)
        dialog = SaveSessionDialog(self._proposed(), len(sizes), sum(sizes), self._window)
        try:
            return (dialog.folder, dialog.copy_scans.isChecked()) if dialog.exec() else None
        finally:
            dialog.deleteLater()

    def _proposed(self) -> Path:
        last = Path(self._settings.last_folder).parent if self._settings.last_folder else None
        parent = asking.start_folder(kind=asking.SESSION, preferred=last)
        stem = f"{pseudonym(self._session) or 'patient'}_{datetime.date.today().isoformat()}"
        name = next(name for n in range(1, 1000) if not (parent / (name := stem if n == 1 else f"{stem}_{n}")).exists())
        return parent / name

    def _on_saved(self, saved: Saved) -> None:
        for warning in saved.warnings:
            self._session.tell(warning)
        if saved.case_id != self._session.case.id:
            return
        for stat_map in saved.maps:
            self._session.case.note_kept(stat_map)
        for map_id, revision in saved.revisions:
            if self._session.drawing.has_map(map_id):
                self._session.drawing.note_kept(map_id, revision)
        self._own = (saved.case_id, saved.folder)
        self._kept_words = KeptWords(saved.case_id, dict(saved.snapshot.report.texts), in_folder=True)
        self._settings.last_folder = str(saved.folder)
        self.saved.emit(saved)

    def note_texts_kept(self, texts: Mapping[str, str]) -> None:
        """What was written for the report is in a report that was saved; a session that has other words is not."""
        self._kept_words = replace(self._words_of_case, in_report=dict(texts))

    @property
    def _words_of_case(self) -> KeptWords:
        case_id = self._session.case.id
        return self._kept_words if self._kept_words.case_id == case_id else KeptWords(case_id)

    def _capture(self) -> Snapshot:
        parts = self._parts
        return capture(self._session, parts.view(), parts.report(), parts.study(), forms=parts.forms())

    def _words(self) -> object:
        study = self._parts.study()
        return self._parts.report(), self._parts.forms(), self._parts.view(), study.section, dict(study.forms)

    def _capture_automatic(self) -> Snapshot:
        return replace(self._capture(), belongs_to=self.folder)

    def _save_and_wait(self) -> bool:
        """Save before something is closed; the window lives on meanwhile. False where it was not saved."""
        chosen = (self.folder, False) if self.folder is not None else self._ask_folder()
        if chosen is None:
            return False
        done: list[Saved] = []
        runner = JobRunner(self, threads=1)
        job = runner.submit("", save, self._capture(), chosen[0], self._book, chosen[1], on_done=done.append)
        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        try:
            runner.wait_for(job)
        finally:
            QApplication.restoreOverrideCursor()
            runner.shutdown()
            runner.deleteLater()
        if not done:
            self._session.tell(job.sentence())
            return False
        self._on_saved(done[0])
        return True

    # -- leaving ----------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> Unsaved:
        """What would be lost if the patient were closed now."""
        return unsaved_of(self._session, self._parts.typed(), self._words_of_case)

    def may_close(self) -> bool:
        """Ask what happens to what is not saved, then let go of the patient; False if the user would rather go on."""
        self._wait_for_layers()
        unsaved, keep_it = self.unsaved, True
        if unsaved:
            dialog = UnsavedDialog(unsaved, self._window)
            answer = dialog.ask()
            dialog.deleteLater()
            if answer is Answer.CANCEL or (answer is Answer.SAVE and not self._save_and_wait()):
                return False
            keep_it = answer is Answer.SAVE
        self.autosave.leave(keep_it=keep_it)
        if not keep_it:
            for drawn in self._session.drawing.unsaved:
                self._session.drawing.close_map(drawn.id)
            if self.autosave.root is not None:
                remove_older(self.autosave.root, self.autosave.root)
        return True

    def close_all(self) -> bool:
        """Close the patient, after asking where something would be lost; False if the user would rather go on."""
        if not self.may_close():
            return False
        self._jobs.cancel_all()
        self._session.close_all()
        return True

    def may_open(self, paths: Sequence[Path]) -> bool:
        """Whether files may be opened beside what is open: those of another patient only after that one was closed."""
        here = set(subjects_of(self._session))
        named = pseudonym(self._session).removeprefix("sub-")
        here |= {named} if named and self._session.layers else set()
        new = {label for path in paths if (label := subject_of(path / "x" if path.is_dir() else path))}
        if not here or not new or new & here:
            return True
        box = QMessageBox(self._window)
        box.setObjectName("another patient")
        box.setText(self.tr("These are images of sub-{new}, and sub-{old} is open.").format(
            new=sorted(new)[0], old=sorted(here)[0]
        ))  # fmt: skip
        box.setInformativeText(self.tr("Two patients are never shown together: close the one who is open first?"))
        close = box.addButton(self.tr("Close and open"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        agreed = box.clickedButton() is close
        box.deleteLater()
        return agreed and self.close_all()

    # -- opening ----------------------------------------------------------------------------------------------

    def open_session(self) -> None:
        """Let the user choose the folder of a session."""
        question = self.tr("Open the folder of a session")
        last = Path(self._settings.last_folder).parent if self._settings.last_folder else None
        folder = asking.folder(self._window, question, usual=last, kind=asking.SESSION, is_one_of_many=True)
        if folder is not None:
            self.open_folder(folder)

    def session_among(self, paths: Sequence[Path]) -> Path | None:
        """The first path that is the folder of a session, or the record in it."""
        folders = (path.parent if path.name == NAME else path for path in paths)
        return next((folder for folder in folders if is_session(folder)), None)

    def before_opening(self, paths: Sequence[Path]) -> bool:
        """Open sessions among paths; False where nothing is left to open, or the user would rather not."""
        found = self.session_among(paths)
        if found is not None:
            self.open_folder(found)
            return False
        return self.may_open(paths)

    def open_folder(self, folder: Path) -> None:
        """Open a session; what is open is closed once it can be."""
        log.hide(folder)
        self._jobs.submit(
            self.tr("Open session"), finding.examine, folder, self._book, on_done=self._on_examined, key="open session",
            of_case=False, opens=True,
        )  # fmt: skip

    def last(self) -> bool:
        """Open the session that was open before; False where there is none."""
        folder = self._last()
        if folder is None:
            return False
        self.open_folder(folder)
        return True

    @property
    def has_last(self) -> bool:
        """Whether there is a session that was open before."""
        return self._last() is not None

    def _last(self) -> Path | None:
        automatic = None if self.autosave.root is None else closed_session(self.autosave.root)
        if automatic is not None:  # that of the patient who was closed last, saved in a folder or not
            return automatic
        own = Path(self._settings.last_folder) if self._settings.last_folder else None
        return own if own is not None and is_session(own) else None

    def _on_examined(self, examined: Examined) -> None:
        if examined.is_complete:
            self._load(examined)
            return
        self._missing = MissingFilesDialog(examined, self._look_in, self._window)
        self._missing.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._missing.chosen.connect(self._on_chosen)
        self._examined = examined
        self._missing.open()

    def _look_in(self, folder: Path) -> None:
        log.hide(folder)
        self._jobs.submit(
            self.tr("Look for files"), finding.look_for_missing, self._examined, folder, self._book,
            on_done=self._on_looked, of_case=False,
        )  # fmt: skip

    def _on_looked(self, examined: Examined) -> None:
        self._examined = examined
        if self._missing is not None:
            self._missing.update_found(examined)

    def _on_chosen(self, skipped: frozenset[FileEntry], use_changed: bool) -> None:
        examined, self._missing = self._examined, None
        if use_changed:
            changed = examined.places.changed
            names = ", ".join(entry.name for entry in changed)
            words = self.tr("Used although it has changed since the session was saved: {names}.").format(names=names)
            examined = replace(
                examined, places=replace(examined.places, changed=()), warnings=(*examined.warnings, words)
            )
        self._load(replace(examined, skipped=skipped))

    def _load(self, examined: Examined) -> None:
        journals = self._session.drawing.folder
        self._jobs.submit(
            self.tr("Open session"), loading.load, examined, journals, on_done=self._on_loaded, key="open session",
            of_case=False, opens=True,
        )  # fmt: skip

    def _on_loaded(self, loaded: Loaded) -> None:
        if self._session.layers and not self.close_all():
            return
        showing.close(self._session, self._jobs)
        self._session.case.begin_arrival(loaded)
        # the window empties itself in one turn, and is filled in another
        add_once(self, partial(self._fill, loaded, self._session.case.id))

    def _fill(self, loaded: Loaded, case_id: str) -> None:
        self._session.case.end_arrival(loaded)
        if self._session.layers or self._session.case.id != case_id:  # something was opened in between
            showing.close(self._session, self._jobs)
        folder = loaded.examined.folder
        is_automatic = self.autosave.root is not None and folder.parent == self.autosave.root
        is_kept = not is_automatic or (folder / CLOSED).exists()
        own = loaded.belongs_to if is_automatic else folder
        then = partial(self._arrange, loaded, is_kept, own)
        showing.fill_in_turns(self._session, self._jobs, loaded, is_kept=is_kept, then=then)

    def _arrange(self, loaded: Loaded, is_kept: bool, own: Path | None, ids: Mapping[int, int]) -> None:
        record = loaded.examined.record
        self._parts.apply(record.view, record.report, loaded.archives.study, with_layers(loaded.forms, ids))
        if own is not None:
            self._own = (record.case.id, own)
            self._settings.last_folder = str(own)
        words = dict(record.report.texts) if is_kept else {}
        self._kept_words = KeptWords(record.case.id, words, in_folder=own is not None)
        self.opened.emit()


def save(snapshot: Snapshot, folder: Path, book: HashBook, copy_scans: bool, progress: Progress = silent) -> Saved:
    """The job."""
    log.hide(folder)
    return keeping.write_session(snapshot, folder, book, copy_scans=copy_scans, progress=progress)
