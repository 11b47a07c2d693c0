"""The automatic session: kept up to date while someone works, so that a program that is killed loses at most a minute.

Only the snapshot is taken in the GUI thread; it is written by a thread of its own, however busy the others are. What
cannot be written is told once, and tried again until it can.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer

from analysis.errors import AlgoscopeError
from analysis.files.session_places import HashBook
from analysis.progress import Progress, silent
from gui.commands.sessions.capture import Snapshot
from gui.commands.sessions.keeping import Saved, write_session
from gui.commands.sessions.leaving import CLOSED, lock_of, remove_older, remove_session
from gui.jobs import Job, JobRunner, JobState
from gui.session import Change, Session

EVERY_MS, AFTER_STROKE_MS = 60_000, 2_000
VERSIONS_KEPT = 2
_log = logging.getLogger(__name__)


class Autosave(QObject):
    """Saves into a folder of the case below ``root``; ``capture`` takes the snapshot. Without root: nothing.

    ``words`` is what stands in the fields of the window, of which the session does not know: it is looked at each time.
    """

    def __init__(
        self,
        session: Session,
        capture: Callable[[], Snapshot],
        book: HashBook,
        parent: QObject | None = None,
        *,
        words: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._session, self._capture, self._book, self._words = session, capture, book, words
        self._kept_words: object = None
        self._root: Path | None = None
        self._runner = JobRunner(self, threads=1)
        self._runner.failed.connect(self._on_failed)
        self._lock: QLockFile | None = None
        self._locked: Path | None = None
        self._is_dirty = self._is_failing = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.save)
        self._stroke = QTimer(self, interval=AFTER_STROKE_MS, singleShot=True)
        self._stroke.timeout.connect(self.save)
        session.changed.connect(self.refresh)

    @property
    def root(self) -> Path | None:
        """The folder of all automatic sessions."""
        return self._root

    @property
    def folder(self) -> Path | None:
        """The folder of the patient who is open."""
        return None if self._root is None else self._root / self._session.case.id

    def begin(self, root: Path) -> None:
        """Keep automatic sessions below a folder from now on."""
        self._root = root
        self._timer.start()

    def refresh(self, change: Change) -> None:
        """Note that something is new; after a stroke it is saved soon."""
        if change & ~Change.FRAMES:
            self._is_dirty = True
        if self._locked is not None and self._locked != self.folder:  # another patient is open: the old one was closed
            with suppress(OSError):
                (self._locked / CLOSED).touch()
            self._let_go()
            self._is_failing = False  # what was told of it went with the old one
        if change & Change.ROIS and self._root is not None and not self._stroke.isActive():
            self._stroke.start()

    def mark(self) -> None:
        """Note that something outside of the session is new, such as a word of the report."""
        self._is_dirty = True

    def save(self) -> Job | None:
        """Save now, unless nothing is new, nothing is open, or a save is going on."""
        folder = self.folder
        if folder is None or not self._session.layers or self._runner.jobs:
            return None
        if self._session.case.is_arriving:  # what was kept before may hold more than what is open by now
            return None
        words = self._words()
        if not self._is_dirty and words == self._kept_words:
            return None
        snapshot = self._capture()
        self._is_dirty, self._kept_words = False, words
        self._hold(folder)
        return self._runner.submit(
            "Automatic session", keep, snapshot, folder, self._book, on_done=self._on_saved, quiet=True, of_case=False
        )

    def leave(self, *, keep_it: bool) -> None:
        """The patient is being closed: keep the session for the next start, or remove it."""
        folder = self.folder
        if folder is None:
            return
        if keep_it and self._session.layers:
            self._runner.shutdown()
            self._keep_for_next_start(folder)
        else:
            self._runner.shutdown()
            self._let_go()
            remove_session(folder)
        self._let_go()

    def _keep_for_next_start(self, folder: Path) -> None:
        """Written in the background, because a large drawing takes a while; the window is painted meanwhile."""
        self._hold(folder)
        runner = JobRunner(self, threads=1)
        job = runner.submit("", keep, self._capture(), folder, self._book)
        runner.wait_for(job)
        runner.shutdown()
        runner.deleteLater()
        if job.state is not JobState.DONE:
            _log.warning("the automatic session could not be kept")
            return
        with suppress(OSError):
            (folder / CLOSED).touch()
        self._let_go()
        remove_older(folder.parent, folder)

    def stop(self) -> None:
        """End the thread; the folder stays as it is."""
        self._timer.stop()
        self._stroke.stop()
        self._runner.shutdown()
        self._let_go()
        self._root = None

    def _hold(self, folder: Path) -> None:
        """Say that this program keeps the folder."""
        if self._locked == folder:
            return
        self._let_go()
        try:
            folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            return  # the save says so
        self._lock = lock_of(folder)
        self._lock.tryLock(0)
        self._locked = folder
        with suppress(OSError):
            (folder / CLOSED).unlink(missing_ok=True)

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
        self._lock, self._locked = None, None

    def _on_saved(self, saved: Saved) -> None:
        if self._is_failing:
            self._is_failing = False
            self._session.tell(self.tr("Your work is kept again."))
        if saved.case_id != self._session.case.id and self._root is not None:  # closed while it was written
            remove_session(saved.folder)

    def _on_failed(self, job: Job) -> None:
        self._is_dirty = True
        if not self._is_failing:
            self._is_failing = True
            reason = str(job.error) if isinstance(job.error, AlgoscopeError) else type(job.error).__name__
            self._session.tell(
                self.tr("Your work cannot be kept automatically: {reason} It is tried again every minute.").format(
                    reason=reason
                )
            )


def keep(snapshot: Snapshot, folder: Path, book: HashBook, progress: Progress = silent) -> Saved:
    """The job."""
    return write_session(snapshot, folder, book, kept=VERSIONS_KEPT, progress=progress)
