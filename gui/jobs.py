"""Background work: a `JobRunner` runs pure functions in threads and tells the GUI thread how they fare.

A job's function is pure and module-level, takes read-only inputs and ``progress``, and touches no widget.
Cancelling sets a flag; the job's next call of ``progress`` raises `Cancelled`. Results, failures and progress
arrive in the GUI thread, in order, each in a turn of its own: many jobs that end together do not hold the window up.
A job with a ``key`` replaces the earlier one with the same key: the newest wins.
Jobs give way: where jobs and window want the same core, the window has it first. And they begin when the turn of the
event loop in which they were asked for is over: what asks for ten of them at once also makes the window show much.
"""

import itertools
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable
from enum import Enum
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThread, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from analysis.errors import AlgoscopeError, Cancelled
from gui.language import in_window
from gui.turns import NEXT_TURN_MS, Turns

_log = logging.getLogger(__name__)
_KINDNESS = 5  # of 19, as that of processing: the window comes first


class JobState(Enum):
    """Where a job is in its life."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Job:
    """One piece of background work, as the GUI thread sees it."""

    def __init__(self, job_id: int, title: str, on_done: Callable[[Any], None] | None, *, quiet: bool) -> None:
        self.id = job_id
        self.title = title
        self.quiet = quiet  # not worth a line in the list of jobs
        self.state = JobState.WAITING
        self.fraction = 0.0
        self.message = ""
        self.error: BaseException | None = None
        self.started_s = monotonic()
        self.key = ""
        self.opens = False  # whether a patient is open when it is done
        self.case_id = ""  # of the patient who was open when it began; "" where it is of no patient
        self._on_done = on_done
        self._on_progress: Callable[[], None] | None = None
        self._stop = threading.Event()

    @property
    def is_over(self) -> bool:
        """Whether the job has ended, in whatever way."""
        return self.state not in (JobState.WAITING, JobState.RUNNING)

    def cancel(self) -> None:
        """Ask the job to stop; it does at its next report of progress."""
        self._stop.set()

    @property
    def is_stopping(self) -> bool:
        """Whether the job has been asked to stop."""
        return self._stop.is_set()

    def sentence(self) -> str:
        """What went wrong, for the user."""
        if isinstance(self.error, AlgoscopeError):
            return str(self.error)
        if isinstance(self.error, OSError) and self.error.strerror:  # a file or a drive that is gone, or a full disk
            words = QCoreApplication.translate(
                "jobs", '{title}: "{name}" could not be read or written ({reason}). Nothing that is open has changed.'
            )
            name = os.path.basename(str(self.error.filename or "")) or "?"
            return words.format(title=in_window(self.title), name=name, reason=self.error.strerror)
        words = QCoreApplication.translate("jobs", "{title} failed unexpectedly ({kind}); the log has the details.")
        return words.format(title=in_window(self.title), kind=type(self.error).__name__)


class _Run:
    """Calls the function in a thread of the pool and hands everything to the runner's signals.

    No ``QRunnable``: Qt for Python keeps such an object for ever where it ends before ``start()`` returns.
    """

    def __init__(self, runner: "JobRunner", job: Job, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self._runner, self._job, self._function, self._arguments = runner, job, function, arguments
        self._outcome: tuple[JobState, Any] = (JobState.CANCELLED, None)
        self._last_report_s = 0.0

    def _progress(self, fraction: float, message: str = "") -> None:
        if self._job.is_stopping:
            raise Cancelled
        now = monotonic()
        if now - self._last_report_s > 0.05 or fraction >= 1:  # a screen needs no more than 20 a second
            self._last_report_s = now
            self._runner._reported.emit(self._job.id, float(fraction), message)

    def run(self) -> None:
        _give_way()
        try:
            self._progress(0.0)
            self._outcome = (JobState.DONE, self._function(*self._arguments, progress=self._progress))
            if self._job.is_stopping:
                self._outcome = (JobState.CANCELLED, None)
        except Cancelled:
            self._outcome = (JobState.CANCELLED, None)
        except BaseException as error:  # a thread must not end in silence
            self._outcome = (JobState.FAILED, error)
        try:
            self._runner._ended.emit(self)  # with all that it holds
        except RuntimeError:
            _log.debug("a job ended after the application had closed")

    def taken(self) -> tuple[int, JobState, Any]:
        """How the job ended; to be called in the GUI thread, which thereby lets go of all that the job was given.

        The last who holds an object of Qt destroys it, which the GUI thread alone may do. And the pool lets go of
        this object in its own time: images must not stay with it.
        """
        taken = (self._job.id, *self._outcome)
        del self._runner, self._job, self._function, self._arguments, self._outcome
        return taken


class JobRunner(QObject):
    """Runs jobs and keeps them by id until they are over."""

    changed = Signal(object)  # Job: it started, made progress or ended
    failed = Signal(object)  # Job: to be shown to the user
    _reported = Signal(int, float, str)
    _ended = Signal(object)  # _Run

    def __init__(self, parent: QObject | None = None, threads: int | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)  # does nothing on Linux: see `_give_way`
        self._pool.setMaxThreadCount(threads or max(2, (os.cpu_count() or 2) - 1))
        self._asked: list[tuple[_Run, int]] = []  # with their priority: those that begin after this turn
        self._starter = QTimer(self, interval=NEXT_TURN_MS, singleShot=True)
        self._starter.timeout.connect(self._begin)
        self._ids = itertools.count(1)
        self._jobs: dict[int, Job] = {}
        self._keys: dict[str, int] = {}
        self._case_of: Callable[[], str] = str
        self._turns = Turns(self)
        self._reports: dict[int, tuple[float, str]] = {}  # the newest of each job, until its turn comes
        self._reported.connect(self._on_reported)
        self._ended.connect(self._on_ended)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Jobs that are waiting or running, oldest first."""
        return tuple(self._jobs.values())

    def follow(self, case_of: Callable[[], str]) -> None:
        """Drop what is done for a patient who is not open any more when it is done; `case_of` tells who is."""
        self._case_of = case_of

    def submit(
        self,
        title: str,
        function: Callable[..., Any],
        *arguments: Any,
        on_done: Callable[[Any], None] | None = None,
        on_progress: Callable[[], None] | None = None,
        key: str | None = None,
        quiet: bool = False,
        priority: int = 0,
        of_case: bool = True,
        opens: bool = False,
    ) -> Job:
        """Run ``function(*arguments, progress=...)`` in the background, then ``on_done(result)`` in the GUI thread.

        ``on_progress()`` is called in the GUI thread whenever the job has reported. ``of_case``: the result is dropped
        if another patient is open by then. ``opens``: a patient, or files; shown where nothing is open yet.
        """
        job = Job(next(self._ids), title, on_done, quiet=quiet)
        job._on_progress, job.opens = on_progress, opens
        job.case_id = self._case_of() if of_case else ""
        if key is not None:
            older = self._jobs.get(self._keys.get(key, 0))
            if older is not None:
                older.cancel()
            self._keys[key] = job.id
            job.key = key
        self._jobs[job.id] = job
        self._asked.append((_Run(self, job, function, arguments), priority))
        if not self._starter.isActive():
            self._starter.start()
        self.changed.emit(job)
        return job

    def _begin(self) -> None:
        asked, self._asked = self._asked, []
        for run, priority in asked:
            self._pool.start(run.run, priority)

    def wait_for(self, job: Job) -> None:
        """Return when a job is over; until then the window lives on, but takes no input."""
        loop = QEventLoop(self)

        def leave(other: Job) -> None:
            if other is job and job.is_over:
                loop.quit()

        self.changed.connect(leave)
        try:
            if not job.is_over:
                loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        finally:
            self.changed.disconnect(leave)
            loop.deleteLater()

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.jobs:
            job.cancel()

    def shutdown(self, timeout_ms: int = 5000) -> bool:
        """Cancel everything and wait for the threads; True when all of them have ended."""
        self.cancel_all()
        self._begin()  # to end at once
        return self._pool.waitForDone(timeout_ms)

    def _on_reported(self, job_id: int, fraction: float, message: str) -> None:
        if job_id not in self._reports:
            self._turns.add(partial(self._note, job_id))
        self._reports[job_id] = (fraction, message)

    def _note(self, job_id: int) -> None:
        fraction, message = self._reports.pop(job_id)
        job = self._jobs.get(job_id)
        if job is not None:
            job.state, job.fraction = JobState.RUNNING, fraction
            job.message = message or job.message
            if job.case_id and job.case_id != self._case_of():
                job.cancel()  # its patient was closed
            elif job._on_progress is not None and _is_there(job._on_progress):
                job._on_progress()
            self.changed.emit(job)

    def _on_ended(self, run: _Run) -> None:
        self._turns.add(partial(self._finish, *run.taken()))

    def _finish(self, job_id: int, state: JobState, result: Any) -> None:
        job = self._jobs.pop(job_id, None)
        if job is None:
            return
        self._keys = {key: i for key, i in self._keys.items() if i != job_id}
        dropped = job.is_stopping or (job.case_id and job.case_id != self._case_of())
        job.state = JobState.CANCELLED if dropped and state is not JobState.FAILED else state
        try:
            self._hand_over(job, result)
        finally:
            self.changed.emit(job)

    def _hand_over(self, job: Job, result: Any) -> None:
        if job.state is JobState.DONE:
            job.fraction = 1.0
            if job._on_done is not None and _is_there(job._on_done):
                job._on_done(result)
        elif job.state is JobState.FAILED:
            job.error = result
            _log.error("job %s failed", job.title, exc_info=result)
            _forget_variables(result)
            self.failed.emit(job)


def _give_way() -> None:
    """Let this thread, and those that it starts, wait for the window's; on Linux that is a thread's own kindness.

    Source: setpriority(2), whose process may be a thread there, and sched(7): a thread hands its kindness on.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        wanted = min(19, os.getpriority(os.PRIO_PROCESS, os.getpid()) + _KINDNESS)  # the main thread has its number
        if os.getpriority(os.PRIO_PROCESS, thread) < wanted:
            os.setpriority(os.PRIO_PROCESS, thread, wanted)


def _is_there(function: Callable[..., object]) -> bool:
    """Whether a function belongs to nothing, or to something that Qt has not destroyed while the job ran."""
    while isinstance(function, partial):
        function = function.func
    owner = getattr(function, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _forget_variables(error: BaseException | None) -> None:
    """Let go of what the functions that failed had in hand: images, which the error would keep for as long as it is."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
