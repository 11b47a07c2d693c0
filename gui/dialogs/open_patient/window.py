"""The window that opens a patient: what was found, what is known of it, who it is, how it is processed, and Start."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from analysis.errors import AlgoscopeError
from analysis.importing.look_through import FoundPatient, SeriesUse
from analysis.pipeline.expected import range_s
from analysis.scan import Fact
from analysis.stats.cohort_table import usual_covariates
from gui.commands import comparing, intake, intake_kept, intake_start, preparing
from gui.commands.intake_answers import Again, Answers, Kept, OrderFound, Person
from gui.commands.intake_start import Looked, Order, Workshop
from gui.dialogs.open_patient.inquiries import Inquiries
from gui.dialogs.open_patient.looking_page import LookingPage
from gui.dialogs.open_patient.patient_form import PatientForm
from gui.dialogs.open_patient.words import time_in_words
from gui.jobs import Job, JobRunner, JobState
from gui.qt_safe import QtSafe
from gui.session import Session
from gui.turns import add_once
from gui.widgets import asking
from gui.widgets.styled import Paragraph, named

_DIGITS, _LINES = 148, 52  # of its text: about 1180 × 840 pixels at the usual size
_SPARE = 60  # pixels of the screen that are left free around the window


class OpenPatientWindow(QtSafe, QDialog):
    """``ordered(Order)`` when processing is to start, ``wanted(Order)`` when the scans are only to be looked at."""

    ordered = Signal(object)
    wanted = Signal(object)
    cohort_used = Signal(object)  # Path

    def __init__(
        self, session: Session, jobs: JobRunner, cohorts: Sequence[Path] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open patient"))
        self.setAcceptDrops(True)
        self._session, self._jobs, self._cohorts = session, jobs, tuple(cohorts)
        self._job: Job | None = None
        self._workshop: Workshop | None = None
        self._first: FoundPatient | None = None  # as it was looked through
        self.found: FoundPatient | None = None  # with kept scans, where a person goes on with them
        self.answers: Answers | None = None
        self._place, self._scans_folder = 0, ""
        self._factors: tuple[float, ...] = ()
        self._inquiries = Inquiries(jobs, self._note_order, self._note_kept)
        self._typed: dict[Path, Mapping[str, Fact]] = {}
        self._voxel_mm: float | None = None  # that is proposed
        self.looking = LookingPage()
        self._begun: PatientForm | None = None  # not all of it may be there yet
        self._form: PatientForm | None = None
        self._make_bottom()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.looking)
        layout.addWidget(self._bottom)
        self._column = layout
        self._connect()
        self._fit_screen()

    def _make_bottom(self) -> None:
        self._bottom = named(QWidget(), "bottom")
        self.lacks = named(Paragraph(), "error")
        self.lacks.setTextFormat(Qt.TextFormat.PlainText)
        self.start = named(QPushButton(self.tr("Start")), "primary")
        self.start.setToolTip(self.tr("Ctrl+Return"))
        self.look_only = QPushButton(self.tr("Only &look"))
        self.look_only.setToolTip(self.tr("Open the scans without processing them"))
        self.close_button = QPushButton(self.tr("Close"))
        for button in (self.start, self.look_only, self.close_button):
            button.setAutoDefault(False)  # Return in a field must not start anything
        row = QHBoxLayout(self._bottom)
        row.setContentsMargins(14, 8, 14, 10)
        row.addWidget(self.lacks, 1)
        for button in (self.close_button, self.look_only, self.start):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_start)

    def _connect(self) -> None:
        self.start.clicked.connect(self._on_start)
        self.look_only.clicked.connect(self._on_look_only)
        self.close_button.clicked.connect(self.reject)
        self.looking.folder_wanted.connect(self._ask_folder)
        self.looking.files_wanted.connect(self._ask_files)
        self.looking.cancelled.connect(self.stop_looking)
        self._jobs.changed.connect(self._on_job)
        self._show_state()

    @property
    def form(self) -> PatientForm:
        """All that is known and asked of a patient; made when it is first wanted, for the window comes up sooner."""
        if self._form is None:
            self._begin_form()
            assert self._begun is not None
            self._form = self._begun
            self._form.complete(preparing.all_presets(self._session))
            self._connect_form(self._form)
            self._propose_voxels(self._form)
        return self._form

    def _begin_form(self) -> None:
        if self._begun is None:
            self._begun = PatientForm(self)
            self._begun.hide()
            self._column.insertWidget(1, self._begun, 1)

    def _connect_form(self, form: PatientForm) -> None:
        form.table.place_chosen.connect(self._on_place)
        form.table.use_chosen.connect(self._on_use)
        form.facts.typed.connect(self._on_typed)
        form.sides.confirmed.connect(self._on_confirmed)
        form.person.changed.connect(self._on_person)
        form.run.preset_chosen.connect(self._on_preset)
        form.run.voxels_chosen.connect(self._on_voxels)
        form.run.cohort_chosen.connect(self.choose_cohort)
        form.run.place_chosen.connect(self._on_folder)
        form.run.again_chosen.connect(self._on_again)

    def _fit_screen(self) -> None:
        room, text = self.screen().availableGeometry(), self.fontMetrics()
        width, height = _DIGITS * text.horizontalAdvance("0"), _LINES * text.height()
        self.resize(min(width, room.width() - _SPARE), min(height, room.height() - _SPARE))

    def prefer(self, voxel_mm: float, folder: str, factors: Sequence[float] = ()) -> None:
        """Propose this size of voxels, and ask for scans in this folder first ("": the last or the documents).

        ``factors`` tell how much longer than expected the last runs took.
        """
        self._factors, self._voxel_mm, self._scans_folder = tuple(factors), voxel_mm, folder
        if self._form is not None:
            self._propose_voxels(self._form)

    def _propose_voxels(self, form: PatientForm) -> None:
        if self._voxel_mm is not None:
            form.run.voxels.setCurrentIndex(max(0, form.run.voxels.findData(self._voxel_mm)))

    # -- looking through what was dropped ----------------------------------------------------------------------

    def look_through(self, paths: Sequence[Path], typed: Mapping[Path, Mapping[str, Fact]] | None = None) -> None:
        """Look through files, folders or an archive; what was found before is forgotten.

        ``typed`` are facts that a person typed earlier, by file.
        """
        self._forget()
        self._typed = dict(typed or {})
        self._workshop = Workshop()
        add_once(self, self._begin_form)
        add_once(self, lambda: self.form.facts.prepare())
        self.looking.begin(len(paths), paths[0].name if len(paths) == 1 else "")
        self._job = intake_start.look(self._jobs, tuple(paths), self._workshop, self._on_found)
        self._show_state()

    def stop_looking(self) -> None:
        """Cancel; nothing remains."""
        if self._job is not None:
            self._job.cancel()

    def _on_job(self, job: Job) -> None:
        if job is not self._job:
            return
        self.looking.show_progress(job.fraction, job.message)
        if job.is_over:
            self._job = None
            words = {JobState.FAILED: "", JobState.CANCELLED: self.tr("Cancelled; nothing was opened.")}
            if job.state is not JobState.DONE:
                self.looking.show_outcome(words[job.state] or job.sentence(), failed=job.state is JobState.FAILED)
                self._forget()
            self._show_state()

    def _on_found(self, looked: Looked) -> None:
        if self._workshop is None:
            return
        self._job = None
        found, run = looked.found, self.form.run
        first = intake.first_answers(found, run.preset.currentData(), self._typed)
        answers = replace(first, voxel_mm=run.voxels.currentData())
        self.looking.show_found(len(found.series), found.remarks)
        asked = (n for n in intake.in_use(answers) if intake.facts_at(found, answers, n).is_open)
        used = (n for n, use in enumerate(answers.uses) if use is not SeriesUse.IGNORE)
        self._place = next(asked, next(used, 0))  # where there is something to be answered
        self.form.fill(found, answers, self._place, self._cohorts, partial(self._show_found, looked, answers))

    def _show_found(self, looked: Looked, answers: Answers) -> None:
        self.found = self._first = looked.found
        self.answers = answers
        if looked.controls is not None:
            self.choose_cohort(looked.controls, remembered=False)
        else:
            self._take(answers)
        self.form.table.setFocus()

    def _forget(self) -> None:
        self.stop_looking()
        self._inquiries.forget()
        if self._form is not None:
            self._form.stop_filling()
        self._job = self.found = self._first = self.answers = None
        if self._workshop is not None:
            self._workshop.remove()
            self._workshop = None

    # -- answers ---------------------------------------------------------------------------------------------------

    def _on_place(self, place: int) -> None:
        self._place = place
        self._show_state()

    def _on_use(self, place: int, use: SeriesUse) -> None:
        assert self.answers is not None
        self._take(intake.use_as(self.answers, place, use))

    def _on_typed(self, name: str, text: str) -> None:
        assert self.answers is not None
        assert self.found is not None
        try:
            self._take(intake.type_fact(self.found, self.answers, self._place, name, text))
        except AlgoscopeError as error:
            self._show_state()
            self.lacks.setText(str(error))

    def _on_confirmed(self, confirmed: bool) -> None:
        assert self.answers is not None
        self._take(replace(self.answers, sides_confirmed=confirmed))

    def _on_person(self, person: Person) -> None:
        assert self.answers is not None
        self._take(replace(self.answers, person=person))

    def _on_preset(self, preset: object) -> None:
        if self.answers is not None:
            self._take(replace(self.answers, preset=preset))  # type: ignore[arg-type]

    def _on_voxels(self, voxel_mm: float) -> None:
        if self.answers is not None:
            self._take(replace(self.answers, voxel_mm=voxel_mm))

    def _on_folder(self, folder: Path | None) -> None:
        if self.answers is not None:
            self._take(replace(self.answers, out=folder))

    def choose_cohort(self, path: Path | None, *, remembered: bool = True) -> None:
        """Compare with the people of a table, which is offered again later, or say why it cannot be used."""
        assert self.answers is not None
        needs: tuple[str, ...] = ()
        try:
            if path is not None:
                needs = usual_covariates(comparing.read_table(path))
        except AlgoscopeError as error:
            self.form.run.offer_cohorts(self._cohorts, self.answers.cohort)
            self.lacks.setText(str(error))
            return
        if path is not None:
            self._cohorts = (path, *(other for other in self._cohorts if other != path))
            self.form.run.offer_cohorts(self._cohorts, path)
            if remembered:
                self.cohort_used.emit(path)
        self._take(replace(self.answers, cohort=path, cohort_needs=needs))

    def _take(self, answers: Answers) -> None:
        self.answers = intake_kept.settled(answers)
        if self._first is not None:
            self.found = intake_kept.seen(self._first, self.answers)
        self._ask()
        self._show_state()

    def _ask(self) -> None:
        order = self.order()
        if order is not None:
            self._inquiries.ask(order)

    def _note_kept(self, found: FoundPatient, kept: Kept) -> None:
        if self.found is found and self.answers is not None:
            self.answers = intake_kept.noted(self.answers, kept)
            self.form.person.show_person(self.answers.person)
            self._show_state()

    def _on_again(self, again: Again) -> None:
        if self.answers is not None:
            self._take(intake_kept.decide(self.answers, again))

    def _note_order(self, found: FoundPatient, place: int, order: OrderFound) -> None:
        if self.found is found and self.answers is not None:
            self.answers = replace(self.answers, orders={**self.answers.orders, place: order})
            self._show_state()

    def _show_state(self) -> None:
        found, answers = self.found, self.answers
        ready = found is not None and answers is not None
        if ready or self._form is not None:
            self.form.setVisible(ready)
        self.looking.set_compact(ready)
        self.start.setVisible(ready)
        self.look_only.setVisible(ready)
        self.start.setEnabled(False)
        self.lacks.setText("")
        if found is None or answers is None:
            return
        self.form.show_answers(found, answers, self._place)
        self.form.run.show_run(answers.folder, self._time(found, answers))
        self.form.run.show_kept(answers, is_asked=intake_kept.is_asked(found, answers))
        said = intake.missing(found, answers)
        self.start.setEnabled(not said)
        more = self.tr("  (and {n} more)").format(n=len(said) - 1) if len(said) > 1 else ""
        self.lacks.setText(f"{said[0]}{more}" if said else "")
        self.lacks.setToolTip("\n".join(said))
        self.start.setAccessibleDescription(self.lacks.text())
        self.look_only.setEnabled(not intake.missing_to_keep(found, answers))
        buttons = (self.start, self.look_only, self.close_button, self.looking.folder, self.looking.files)
        self.form.order_stops(buttons)

    def _time(self, found: FoundPatient, answers: Answers) -> str:
        seconds = intake.seconds(found, answers)
        if not seconds:
            return ""
        words = time_in_words(*range_s(seconds, self._factors))
        if not self._factors:
            return self.tr("{time}; no run on this computer was measured yet").format(time=words)
        return self.tr("{time}, by the last runs on this computer").format(time=words)

    # -- what the user does ------------------------------------------------------------------------------------------

    def order(self) -> Order | None:
        """What would be started now."""
        if self.found is None or self.answers is None or self._workshop is None:
            return None
        return Order(self.found, self.answers, self._workshop)

    def _on_start(self) -> None:
        field = self.focusWidget()
        if isinstance(field, QLineEdit):  # what is being typed counts
            field.clearFocus()
            field.setFocus()
        if self.start.isEnabled():
            self._hand_over(self.ordered)

    def _on_look_only(self) -> None:
        self._hand_over(self.wanted)

    def _hand_over(self, signal: object) -> None:
        """Whoever takes the order has the temporary folder from now on."""
        order = self.order()
        if order is not None:
            self._workshop = None
            signal.emit(order)  # type: ignore[attr-defined]
            self.accept()

    @property
    def _preferred(self) -> Path | None:
        return Path(self._scans_folder) if self._scans_folder else None

    def _ask_folder(self) -> None:
        question = self.tr("The folder of one patient: DICOM, BIDS or NIfTI")
        folder = asking.folder(self, question, kind=asking.SCANS, preferred=self._preferred, is_one_of_many=True)
        if folder is not None:
            self.look_through([folder])

    def _ask_files(self) -> None:
        pattern = self.tr("Scans (*.nii *.nii.gz *.zip *.dcm *.ima);;All files (*)")
        question = self.tr("The files of one patient, or a zip archive")
        paths = asking.open_files(self, question, pattern, kind=asking.SCANS, preferred=self._preferred)
        if paths:
            self.look_through(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.look_through(paths)
        event.acceptProposedAction()

    def done(self, result: int) -> None:
        """Closing stops what is being looked through."""
        self._forget()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._forget()
        super().closeEvent(event)
