"""The card that processes the open patient: scans and their roles, how, where to; then each stage as it comes."""

from pathlib import Path
from time import monotonic

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.pipeline.case import Case
from analysis.pipeline.stages import Stage, stages_of
from analysis.scan import Modality
from gui.commands import preparing, processing
from gui.jobs import Job, JobRunner, JobState
from gui.panels.lesion_box import LesionBox
from gui.session import Change, Session
from gui.widgets.styled import ElidedLabel, named, tool_button

_ROLES = (("T1", Modality.T1), ("Resting series", Modality.BOLD), ("ASL", Modality.ASL), ("M0", Modality.M0))
_VOXELS_MM = (3.0, 2.0)
_TICK_MS = 500
_DEFAULT_PRESET = "spinal_pain_zhang2025"


class ProcessingCard(QFrame):
    """From the raw scans to maps in MNI space; hidden while no raw scan is open."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._folder: Path | None = None  # chosen by the user; else the suggested one
        self._roles = {modality: QComboBox() for _, modality in _ROLES}
        self._form = self._make_form()
        self._stages = StageList()
        self._outcome = named(QLabel(wordWrap=True), "dim")
        self._start = named(QPushButton(self.tr("Process this patient")), "primary")
        self._start.clicked.connect(self.start)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(named(QLabel(self.tr("From raw scans to maps in MNI space"), wordWrap=True), "title"))
        for part in (self._form, self._stages, self._outcome, self._start, self._cancel):
            layout.addWidget(part)
        for box in (*self._roles.values(), self._lesion, self._preset, self._voxel):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.currentTextChanged.connect(box.setToolTip)
        for box in (*self._roles.values(), self._lesion):
            box.activated.connect(self._show_plan)
        session.changed.connect(self.refresh)
        jobs.changed.connect(self._on_job)
        self._show_state()
        self.refresh(Change.LAYERS)

    def _make_form(self) -> QWidget:
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, modality in _ROLES:
            rows.addRow(named(QLabel(self.tr(caption)), "dim"), self._roles[modality])
        self._lesion = LesionBox(self._session)
        self._lesion.setToolTip(self.tr("A mask of what is compared nowhere, on the grid of the T1"))
        rows.addRow(named(QLabel(self.tr("Lesion")), "dim"), self._lesion)
        self._preset, self._voxel = QComboBox(), QComboBox()
        for preset in preparing.all_presets(self._session):
            self._preset.addItem(preset.title, preset)
            if preset.key == _DEFAULT_PRESET:
                self._preset.setCurrentIndex(self._preset.count() - 1)
        self._voxel.addItem(self.tr("3 mm (as in the studies)"), _VOXELS_MM[0])
        self._voxel.addItem(self.tr("2 mm"), _VOXELS_MM[1])
        rows.addRow(named(QLabel(self.tr("Preset")), "dim"), self._preset)
        rows.addRow(named(QLabel(self.tr("Voxels")), "dim"), self._voxel)
        self._place = ElidedLabel()
        change = tool_button("…", self.tr("Choose another folder for the results"))
        change.clicked.connect(self._choose_folder)
        place = QHBoxLayout()
        place.setSpacing(5)
        place.addWidget(self._place, 1)
        place.addWidget(change)
        rows.addRow(named(QLabel(self.tr("Results in")), "dim"), place)
        self._time = named(ElidedLabel(), "dim")
        self._time.setToolTip(self.tr("Where two cores of the computer have nothing else to do"))
        rows.addRow(named(QLabel(self.tr("Time")), "dim"), self._time)
        return form

    # -- what is chosen ---------------------------------------------------------------------------------------

    @property
    def choice(self) -> processing.Choice:
        """The layers that are chosen for the roles."""
        ids = [box.currentData() for box in self._roles.values()]
        t1, bold, asl, m0 = (i if i is not None and self._session.has_layer(i) else None for i in ids)
        return processing.Choice(t1, bold, asl, m0, self._lesion.path)

    def plan(self) -> processing.Plan:
        """What would be done now; raises `AlgoscopeError` where that cannot be."""
        choice = self.choice
        case = processing.case_of(self._session, choice)
        ids = tuple(i for i in (choice.t1, choice.bold, choice.asl) if i is not None)
        out = self._folder or processing.suggested_folder(case)
        return processing.Plan(case, self._preset.currentData(), self._voxel.currentData(), out, ids)

    def use_folder(self, folder: Path) -> None:
        """Put the results there."""
        self._folder = folder
        self._show_plan()

    def refresh(self, change: Change) -> None:
        """Follow the session: scans that were opened or closed."""
        if change & Change.LAYERS:
            self._fill_roles()
            self._lesion.refresh()
            if not self._session.layers:
                self._folder = None
                self._outcome.setText("")
            self._show_plan()

    def _fill_roles(self) -> None:
        known = {box.itemData(row) for box in self._roles.values() for row in range(box.count())}
        found = processing.recognised(self._session)
        by_rule = dict(zip(self._roles, (found.t1, found.bold, found.asl, found.m0), strict=True))
        any_scan = False
        for modality, box in self._roles.items():
            before = box.currentData()
            box.clear()
            box.addItem(self.tr("none"), None)
            for layer in processing.candidates(self._session, modality):
                box.addItem(layer.name, layer.id)
                any_scan = True
            wanted = before if before is not None and self._session.has_layer(before) else by_rule[modality]
            if wanted in known and before is None:
                wanted = None  # the user has chosen none although it was there
            box.setCurrentIndex(max(box.findData(wanted), 0))
        self.setVisible(any_scan)

    def _show_plan(self) -> None:
        try:
            plan = self.plan()
        except AlgoscopeError as error:
            self._place.setText("")
            self._time.setText("")
            self._start.setEnabled(False)
            self._start.setToolTip(str(error))
            return
        self._start.setEnabled(True)
        self._start.setToolTip("")
        self._place.setText(plan.out.name)
        self._place.setToolTip(str(plan.out))
        seconds = processing.expected_s(self._session, self.choice)
        self._time.setText(self.tr("about {minutes}").format(minutes=duration_words(seconds)))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("A folder for the results"))
        if name:
            self.use_folder(Path(name))

    # -- while it runs --------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start, or say why not."""
        try:
            plan = self.plan()
        except AlgoscopeError as error:
            self._session.tell(str(error))
            return
        self._stages.begin(plan.case)
        self._job = processing.start(self._session, self._jobs, plan)
        self._show_state()

    def cancel(self) -> None:
        """Stop; what was finished stays."""
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)

    def _on_job(self, job: Job) -> None:
        if job is self._job:
            self._stages.show_job(job)
            if job.is_over:
                self._show_state()

    def _show_state(self) -> None:
        job = self._job
        running = job is not None and not job.is_over
        self._form.setVisible(not running)
        self._start.setVisible(not running)
        again = {JobState.DONE: self.tr("Process again"), JobState.CANCELLED: self.tr("Go on")}
        self._start.setText(again.get(job.state if job else JobState.WAITING, self.tr("Process this patient")))
        self._cancel.setVisible(running)
        self._cancel.setEnabled(running)
        self._stages.setVisible(job is not None)
        self._outcome.setVisible(job is not None)
        if job is None:
            return
        words = {
            JobState.DONE: self.tr(
                "Done. One map of each kind is open; all are in the folder, which can be opened again."
            ),
            JobState.CANCELLED: self.tr("Stopped. Started again, it goes on where it was."),
            JobState.FAILED: job.sentence() if job.state is JobState.FAILED else "",
        }
        self._outcome.setText(words.get(job.state, self.tr("The scans can be looked at meanwhile.")))
        self._outcome.setObjectName("warning" if job.state is JobState.FAILED else "dim")
        self._outcome.style().polish(self._outcome)


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
            row = (QLabel(), QLabel(stage.caption, wordWrap=True), named(QLabel(), "dim"))
            for column, label in enumerate(row):
                self._grid.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)
            self._rows.append(row)
        self._timer.start()
        self._show_rows()

    def show_job(self, job: Job) -> None:
        """Follow the job."""
        self._bar.setValue(round(job.fraction * 1000))
        self._message.setText("" if job.is_over else job.message)
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


def duration_words(seconds: float) -> str:
    """A time as one says it."""
    if seconds < 90:
        return f"{round(seconds / 10) * 10} s"
    return f"{round(seconds / 60)} min"
