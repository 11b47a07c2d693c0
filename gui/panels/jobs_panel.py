"""The list of jobs: what runs, how far it is, how it ended, and the button that stops it."""

from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from gui.jobs import Job, JobRunner, JobState
from gui.language import in_window
from gui.widgets.styled import Paragraph, named, tool_button

_KEPT = 30


class JobRow(QFrame):
    """One job."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._job = job
        self._title = named(Paragraph(in_window(job.title)), "title")
        self._state = named(QLabel(), "dim")
        self._reason = named(Paragraph(), "error")
        self._reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar(minimum=0, maximum=1000)
        self._cancel = tool_button(self.tr("Cancel"))
        self._cancel.clicked.connect(self._stop)
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(self._title, 0, 0)
        layout.addWidget(self._state, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._cancel, 0, 2, 2, 1)
        layout.addWidget(self._bar, 1, 0, 1, 2)
        layout.addWidget(self._reason, 2, 0, 1, 3)
        layout.setColumnStretch(0, 1)
        self.refresh()

    @property
    def is_over(self) -> bool:
        """Whether the job has ended."""
        return self._job.is_over

    def refresh(self) -> None:
        """Show the job as it is now."""
        job = self._job
        self._bar.setValue(round(job.fraction * 1000))
        self._bar.setVisible(not job.is_over)
        self._cancel.setVisible(not job.is_over)
        self._cancel.setEnabled(not job.is_stopping)
        has_failed = job.state is JobState.FAILED
        self._state.setText("" if has_failed else self._words())
        self._reason.setText(self._words() if has_failed else "")
        self._reason.setVisible(has_failed)

    def _words(self) -> str:
        job = self._job
        if job.state is JobState.FAILED:
            return self.tr("failed: {reason}").format(reason=in_window(job.sentence()))
        if job.state is JobState.CANCELLED:
            return self.tr("cancelled")
        seconds = monotonic() - job.started_s
        if job.state is JobState.DONE:
            return self.tr("done")
        if job.is_stopping:
            return self.tr("stopping …")
        if job.state is JobState.WAITING:
            return self.tr("waiting")
        return f"{in_window(job.message)}  {job.fraction * 100:.0f} %  {seconds:.0f} s".strip()

    def _stop(self) -> None:
        self._job.cancel()
        self.refresh()


class JobsPanel(QScrollArea):
    """All jobs of the session that are worth a line, the newest first."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        content = named(QFrame(), "panel")
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(8, 8, 8, 8)
        self._layout.setSpacing(5)
        self._empty = QLabel(self.tr("No job has run yet. Reading files and computing metrics appear here."))
        self._empty.setObjectName("dim")
        self._layout.addWidget(self._empty)
        self._layout.addStretch(1)
        self.setWidget(content)
        self._rows: dict[int, JobRow] = {}
        self._leaving: set[int] = set()  # of a patient who was closed, and not over yet
        jobs.changed.connect(self.show_job)

    def show_job(self, job: Job) -> None:
        """Add a line for a new job, or bring its line up to date."""
        if job.quiet and job.state is not JobState.FAILED:
            return
        if job.is_over and job.id in self._leaving:
            self._remove(job.id)
            return
        row = self._rows.get(job.id)
        if row is None:
            row = self._rows[job.id] = JobRow(job)
            self._layout.insertWidget(0, row)
            self._empty.hide()
            if len(self._rows) > _KEPT:
                self._remove(min(self._rows))
        row.refresh()

    def forget(self) -> None:
        """The patient was closed: lines of work that is over go at once, the others when it is."""
        for job_id, row in tuple(self._rows.items()):
            if row.is_over:
                self._remove(job_id)
            else:
                self._leaving.add(job_id)

    def _remove(self, job_id: int) -> None:
        self._leaving.discard(job_id)
        row = self._rows.pop(job_id, None)
        if row is not None:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._empty.setVisible(not self._rows)
