"""What "Open patient…" and a drop do: the window that opens a patient, and what follows when it is answered."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from analysis.errors import AlgoscopeError
from analysis.files import role, source
from analysis.importing.archive import is_archive
from analysis.pipeline.expected import factor_of
from analysis.scan import Fact, Modality
from gui.commands import intake, intake_start, processed, processing
from gui.commands.intake_start import Order
from gui.dialogs.open_patient.window import OpenPatientWindow
from gui.jobs import Job, JobRunner
from gui.session import Layer, Session
from gui.settings import Settings

_SCANS = (Modality.T1, Modality.BOLD, Modality.ASL, Modality.M0)
_SCANNER_ENDINGS = (".dcm", ".ima")


class PatientOpening(QObject):
    """``started(Job, Plan)`` when processing begins; ``finished(Plan, cohort)`` when its results are open."""

    started = Signal(object, object)
    finished = Signal(object, object)

    def __init__(self, session: Session, jobs: JobRunner, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._jobs, self._settings, self._window = session, jobs, settings, window
        self.close_patient: Callable[[], None] = session.close_all
        self._dialog: OpenPatientWindow | None = None
        self._cohort: Path | None = None
        self._began_s: float | None = None  # when the run began whose time tells about the next ones

    def open_patient(self) -> None:
        """Open the window, empty."""
        self.look_through([])

    def process_open(self) -> None:
        """Open the window on the scans that are open, with what was typed about them."""
        layers = [layer for layer in self._session.layers if _is_of_patient(layer)]
        paths = {layer.scan.path: layer for layer in layers if layer.scan is not None and layer.scan.path is not None}
        typed = {path: self._session.perfusion.case(layer.id).typed for path, layer in paths.items()}
        self.look_through(list(paths), typed)

    def go_on(self, plan: processing.Plan) -> None:
        """Start a run again that was stopped."""
        self._began_s = None
        job = processing.start(self._session, self._jobs, plan, partial(self._on_shown, 0.0))
        self.started.emit(job, plan)

    def look_through(
        self, paths: Sequence[Path], typed: Mapping[Path, Mapping[str, Fact]] | None = None
    ) -> OpenPatientWindow:
        """Open the window on files, folders or an archive."""
        if self._dialog is None:
            cohorts = [Path(name) for name in self._settings.cohorts]
            dialog = OpenPatientWindow(self._session, self._jobs, cohorts, self._window)
            settings = self._settings
            dialog.prefer(settings.voxel_mm, settings.scans_folder, settings.factors_of_runs())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.ordered.connect(self._process)
            dialog.wanted.connect(self._look_only)
            dialog.cohort_used.connect(self._note_cohort)
            dialog.destroyed.connect(self._on_gone)
            self._dialog = dialog
        self._dialog.show()
        self._dialog.raise_()
        if paths:
            self._dialog.look_through(paths, typed)
        return self._dialog

    def drop(self, paths: Sequence[Path], open_files: Callable[[Sequence[Path]], None]) -> None:
        """Open a patient, or files over the one that is open."""
        if self.takes(paths):
            self.look_through(paths)
        else:
            open_files(paths)

    def takes(self, paths: Sequence[Path]) -> bool:
        """Whether dropped paths are a patient to be opened, and no image to be laid over the one that is open."""
        if any(_is_export(path) for path in paths):
            return True
        images = [path for path in paths if source.is_image_name(path.name.lower())]
        return not self._session.layers and len(images) == len(paths) and any(_is_scan(path) for path in images)

    def _on_gone(self) -> None:
        self._dialog = None

    def _note_cohort(self, path: Path) -> None:
        self._settings.note_cohort(str(path))

    def _process(self, order: Order) -> None:
        if not self._may_replace(order):
            return
        self._cohort = order.answers.cohort
        try:
            expected_s = intake.seconds(order.found, order.answers)
            shown = partial(self._on_shown, expected_s)
            intake_start.start(self._session, self._jobs, order, self._on_started, shown)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _look_only(self, order: Order) -> None:
        if self._may_replace(order):
            intake_start.look_only(self._session, self._jobs, order)

    def _may_replace(self, order: Order) -> bool:
        """Close what is open of another patient; False where the user would rather keep it, or a run goes on."""
        wanted = set(intake_start.paths_of(order))
        others = [layer for layer in self._session.layers if layer.scan is None or layer.scan.path not in wanted]
        if others:
            self.close_patient()
        elif processing.is_running(self._jobs):
            question = self.tr("A patient is being processed. Stop it? What is finished is kept.")
            if QMessageBox.question(self._window, "Algoscope", question) != QMessageBox.StandardButton.Yes:
                order.workshop.remove()
                return False
        if others and self._session.layers:
            order.workshop.remove()
            return False
        return True

    def _on_started(self, job: Job, plan: processing.Plan) -> None:
        self._began_s = None if processing.has_begun(plan) else monotonic()  # a run that goes on tells nothing
        self.started.emit(job, plan)

    def _on_shown(self, expected_s: float, plan: processing.Plan) -> None:
        if self._began_s is not None:
            factor = factor_of(monotonic() - self._began_s, expected_s)
            if factor is not None:
                self._settings.note_run(factor)
        self._began_s = None
        self.finished.emit(plan, self._cohort)


def _is_of_patient(layer: Layer) -> bool:
    """Whether a layer is a scan or a mask in the space of the scanner, read from a file."""
    scan = layer.scan
    return (
        scan is not None
        and scan.path is not None
        and not layer.is_computed
        and layer.space != "MNI152"
        and scan.modality is not Modality.MAP
    )


def _is_export(path: Path) -> bool:
    if path.is_dir():
        return not processed.is_processed(path)
    return path.suffix.lower() in _SCANNER_ENDINGS or is_archive(path)


def _is_scan(path: Path) -> bool:
    return role.of_path(path).modality in _SCANS
