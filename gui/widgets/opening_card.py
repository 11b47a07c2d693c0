"""What is being opened while nothing is open yet: how far it is, and the button that stops it."""

from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.jobs import Job, JobRunner
from gui.language import in_window
from gui.turns import add_if_watched
from gui.widgets.styled import Paragraph, named


class OpeningCard(QFrame):
    """Follows the newest job that opens something, ``begun(title)`` and ``ended()``; hidden while there is none."""

    begun = Signal(str)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._job: Job | None = None
        self.title = named(Paragraph(), "title")
        self.words = named(Paragraph(), "dim")
        self.bar = QProgressBar(minimum=0, maximum=1000, textVisible=False)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.bar)
        layout.addLayout(row)
        self.hide()

    @property
    def job(self) -> Job | None:
        """What is shown."""
        return self._job

    def follow(self, jobs: JobRunner) -> None:
        """Show the jobs of this runner."""
        jobs.changed.connect(self._on_job)

    def _on_job(self, job: Job) -> None:
        if not job.opens:
            return
        if not job.is_over and (self._job is None or job.id > self._job.id):
            self._job = job
            self.title.setText(f"{in_window(job.title)} …")
            self.show()
            self.begun.emit(self.title.text())
        if job is not self._job:
            return
        self._refresh(job)
        if job.is_over:
            self._job = None
            add_if_watched(self, self._end)  # after what was opened has taken the place of the page

    def _end(self) -> None:
        if self._job is None:  # nothing else is opened by now
            self.hide()
            self.ended.emit()

    def _refresh(self, job: Job) -> None:
        self.bar.setValue(round(1000 * job.fraction))
        self.cancel.setEnabled(not job.is_stopping)
        if job.is_stopping:
            self.words.setText(self.tr("stopping …"))
            return
        seconds = self.tr("{n} s").format(n=f"{monotonic() - job.started_s:.0f}")
        self.words.setText(f"{in_window(job.message)}  {job.fraction * 100:.0f} %  {seconds}".strip())

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._refresh(self._job)
