"""The card of a run: what it has done, is doing and will do; where scans are only seen, the way to process them."""

from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from analysis.pipeline.case import Case
from analysis.pipeline.stages import Stage, stages_of
from gui.commands import processing
from gui.commands.processed import open_scans
from gui.commands.processing import Plan
from gui.jobs import Job, JobRunner, JobState
from gui.language import in_window
from gui.session import Change, Session
from gui.widgets.styled import ElidedLabel, Paragraph, named

_TICK_MS = 500


class ProcessingCard(QFrame):
    """``wanted()`` when the open scans are to be processed, ``again(Plan)`` when a run that was stopped is to go on."""

    wanted = Signal()
    again = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self._job: Job | None = None
        self._plan: Plan | None = None
        self._stages = StageList()
        self._outcome = named(Paragraph(), "dim")
        self._start = named(QPushButton(self.tr("Process these scans…")), "primary")
        self._start.clicked.connect(self._on_start)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(named(Paragraph(self.tr("From raw scans to maps in MNI space")), "title"))
        for part in (self._stages, self._outcome, self._start, self._cancel):
            layout.addWidget(part)
        session.changed.connect(self.refresh)
        jobs.changed.connect(self._on_job)
        self._show_state()

    def follow(self, job: Job, plan: Plan) -> None:
        """Show a run from its beginning."""
        self._job, self._plan = job, plan
        self._stages.begin(plan.case)
        self._show_state()

    def refresh(self, change: Change) -> None:
        """Follow the session: scans that were opened or closed."""
        if change & Change.LAYERS:
            over = self._job is None or self._job.is_over
            if over and self._plan is not None and not processing.is_open(self._session, self._plan):
                self._job = self._plan = None  # another patient
            self._show_state()

    def cancel(self) -> None:
        """Stop; what was finished stays."""
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)

    def _on_start(self) -> None:
        if self._plan is not None and self._job is not None and self._job.state is not JobState.DONE:
            self.again.emit(self._plan)
        else:
            self.wanted.emit()

    def _on_job(self, job: Job) -> None:
        if job is self._job:
            self._stages.show_job(job)
            if job.is_over:
                self._show_state()

    def _show_state(self) -> None:
        job = self._job
        running = job is not None and not job.is_over
        scans = bool(open_scans(self._session))
        self.setVisible(job is not None or scans)
        self._start.setVisible(not running and (scans or job is not None))
        self._cancel.setVisible(running)
        self._cancel.setEnabled(running)
        self._stages.setVisible(job is not None)
        stopped = job is not None and job.state in (JobState.CANCELLED, JobState.FAILED)
        self._start.setText(self.tr("Go on") if stopped else self.tr("Process these scans…"))
        self._outcome.setText(self._words())
        self._outcome.setObjectName("warning" if job is not None and job.state is JobState.FAILED else "dim")
        self._outcome.style().polish(self._outcome)

    def _words(self) -> str:
        job = self._job
        if job is None:
            return self.tr("These scans have not been processed.")
        if job.state is JobState.DONE:
            return self.tr("Done. One map of each kind is open; all are in the folder, which can be opened again.")
        if job.state is JobState.CANCELLED:
            return self.tr("Stopped. Started again, it goes on where it was.")
        if job.state is JobState.FAILED:
            return in_window(job.sentence())
        return self.tr("The scans can be looked at meanwhile.")


class StageList(QWidget):
    """The stages of a run: done, running or waiting, each with its seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QLabel, QLabel, QLabel]] = []
        self._stages: tuple[Stage, ...] = ()
        self._seconds: list[float] = []
        self._current = -1
        self._since_s = 0.0
        self._bar = QProgressBar(minimum=0, maximum=1000, textVisible=False)
        self._bar.setFixedHeight(6)
        self._message = named(ElidedLabel(), "dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self._bar)
        column.addWidget(self._message)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._show_rows)

    @property
    def states(self) -> tuple[str, ...]:
        """Of each stage: ``"done"``, ``"running"``, ``"waiting"`` or ``"stopped"``."""
        running = "running" if self._timer.isActive() else "stopped"
        words = ["done" if n < self._current else "waiting" for n in range(len(self._stages))]
        if 0 <= self._current < len(words):
            words[self._current] = running
        return tuple(words)

    def begin(self, case: Case) -> None:
        """Show the stages of a run that begins."""
        for row in self._rows:
            for label in row:
                self._grid.removeWidget(label)
                label.hide()
                label.deleteLater()
        self._stages = stages_of(case)
        self._seconds = [0.0] * len(self._stages)
        self._current, self._since_s = 0, monotonic()
        self._rows = []
        for number, stage in enumerate(self._stages):
            row = (QLabel(), Paragraph(in_window(stage.caption)), named(QLabel(), "dim"))
            for column, label in enumerate(row):
                self._grid.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)
            self._rows.append(row)
        self._timer.start()
        self._show_rows()

    def show_job(self, job: Job) -> None:
        """Follow the job."""
        self._bar.setValue(round(job.fraction * 1000))
        self._message.setText("" if job.is_over else in_window(job.message))
        reached = job.fraction / processing.WORK + 1e-9
        current = sum(1 for stage in self._stages if reached >= stage.stop)
        if job.state is JobState.DONE:
            current = len(self._stages)
        has_moved = current > self._current
        if has_moved:
            now = monotonic()
            self._seconds[self._current] = now - self._since_s
            self._current, self._since_s = current, now
        if job.is_over:
            self._timer.stop()
        if has_moved or job.is_over:
            self._show_rows()
        self._bar.setVisible(not job.is_over)
        self._message.setVisible(not job.is_over)

    def _show_rows(self) -> None:
        signs = {"done": "✓", "running": "▸", "waiting": "·", "stopped": "×"}
        for number, (state, row) in enumerate(zip(self.states, self._rows, strict=True)):
            sign, caption, seconds = row
            sign.setText(signs[state])
            passed = monotonic() - self._since_s if state == "running" else self._seconds[number]
            seconds.setText("" if state in ("waiting", "stopped") else f"{passed:.0f} s")
            style = "dim" if state == "waiting" else "title" if state == "running" else ""
            if caption.objectName() != style:
                caption.setObjectName(style)
                caption.style().polish(caption)
