"""The Quality page: everything that the files themselves make doubtful, and how steady the series is.

Where a processed patient is open, its lights and figures are above that.
"""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from analysis.errors import AlgoscopeError
from analysis.files.doubts import still_open
from gui.commands import steadiness
from gui.jobs import JobRunner
from gui.panels.quality.patient_view import PatientView
from gui.qt_safe import QtSafe
from gui.session import Change, Layer, Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


class QualityPage(QtSafe, QScrollArea):
    """The warnings of every scan and of every computed map; motion and DVARS at the press of a button.

    ``patient_wanted`` when nothing is open and the user wants to open a patient.
    """

    patient_wanted = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._jobs = session, jobs
        self._button = QPushButton(self.tr("Measure motion and DVARS"))
        self._button.clicked.connect(self.measure)
        self._steadiness = Paragraph()
        self._steadiness.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(named(QLabel(self.tr("Quality")), "heading"))
        self._empty = EmptyState(
            self.tr("Nothing to check yet"),
            self.tr("Quality is told from scans, and more of it once they are processed. Open a patient first."),
            self.tr("Go to Patient"),
            self.patient_wanted.emit,
        )
        layout.addWidget(self._empty)
        self.patient = PatientView(session, jobs)
        layout.addWidget(self.patient)
        self._files = named(QLabel(self.tr("Open files")), "heading")
        layout.addWidget(self._files)
        self._text = Paragraph()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._text)
        layout.addWidget(self._button)
        layout.addWidget(self._steadiness)
        layout.addStretch(1)
        self.setWidget(content)
        Following(self, session)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & (Change.SPACE | Change.DISPLAY | Change.LAYERS):
            opened = self._session.spaces.patient
            if opened is not None:
                self.show_processed(opened.folder, opened.name.removeprefix("sub-"))
            else:
                self.show_processed(None)
        if change & Change.COMPARE:
            self.patient.follow_cohort()
        if change & Change.PERFUSION:
            self._text.setText(self._words())
        if change & Change.LAYERS:
            self._text.setText(self._words())
            self._empty.setVisible(not self._session.layers)
            self._text.setVisible(bool(self._session.layers))
            self._button.setVisible(self._session.series_layer is not None)
            self._steadiness.clear()

    def show_processed(self, folder: Path | None, subject: str | None = None) -> None:
        """Show the quality of a processed patient, as soon as the page is seen; None shows open files only."""
        self.patient.want(folder, subject)
        self._files.setVisible(folder is not None)
        if self.isVisible():
            self.patient.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.patient.load()

    def measure(self) -> None:
        """Start the job, or say why not."""
        try:
            steadiness.measure_steadiness(self._session, self._jobs, self._show)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _show(self, found: steadiness.Steadiness) -> None:
        self._steadiness.setText("\n".join(steadiness.in_words(found)))

    def _words(self) -> str:
        if not self._session.layers:
            return self.tr("Nothing is open, so there is nothing to check.")
        typed = {layer.id: self._session.perfusion.case(layer.id).typed for layer in self._session.layers}
        doubts = ((layer.name, warnings_of(layer, typed[layer.id])) for layer in self._session.layers)
        found: dict[tuple[str, ...], list[str]] = {}
        for name, warnings in doubts:
            if warnings:
                found.setdefault(warnings, []).append(name)
        if not found:
            return self.tr("The headers and sidecars of all open files agree with themselves.")
        # maps of one run have the same doubts: said once, and not laid out twenty times
        return "\n\n".join("\n".join([", ".join(names), *(f"⚠ {w}" for w in ws)]) for ws, names in found.items())


def warnings_of(layer: Layer, typed: Collection[str] = ()) -> tuple[str, ...]:
    """What is doubtful about a layer: its file's warnings but for what was typed, or those of its computation."""
    scan = still_open(layer.scan.warnings, typed) if layer.scan is not None and not layer.is_computed else ()
    computed = layer.stat_map.provenance.warnings if layer.stat_map is not None else ()
    return (*scan, *computed)
