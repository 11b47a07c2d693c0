"""Territories of a processed patient's perfusion on the Maps page: the sentence, the table, and what to mind."""

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from analysis.perfusion.reading import Reading
from gui.commands import territories
from gui.jobs import JobRunner
from gui.panels.asl.reading_view import ReadingView
from gui.session import Change, Session
from gui.spaces import ProcessedPatient
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


class TerritoriesCard(QFrame):
    """Reads the map that processing has left; what was read of an open series stands on the perfusion page, too."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._patient: ProcessedPatient | None = None
        self._has_map = False
        self.reading: Reading | None = None
        self.why = named(Paragraph(), "dim")
        self.button = named(QPushButton(self.tr("Read by territory")), "primary")
        self.button.clicked.connect(self.read)
        self.view = ReadingView()
        layout = card_column(self, self.tr("Arterial territories"), spacing=6)
        for part in (self.why, self.button, self.view):
            layout.addWidget(part)
        Following(self, session)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & (Change.LAYERS | Change.SPACE | Change.PERFUSION):
            return
        patient = self._session.spaces.patient
        if patient is not self._patient:
            self._patient = patient
            self._has_map = self._is_in_folder(patient)
            self._show(None)
        series_id = self._session.perfusion.series_id
        of_series = None if series_id is None else self._session.perfusion.case(series_id).reading
        if of_series is not None and of_series is not self.reading:
            self._show(of_series)
        self.why.setText("" if self._has_map or self.reading is not None else self._missing())
        self.why.setVisible(bool(self.why.text()))
        self.button.setVisible(self._has_map and self.reading is None)

    @staticmethod
    def _is_in_folder(patient: ProcessedPatient | None) -> bool:
        """Whether the patient has a map of perfusion; asked once, because the folder may be far away."""
        if patient is None or patient.folder is None:
            return False
        return territories.perfusion_file(patient.folder, patient.name.removeprefix("sub-")) is not None

    def _missing(self) -> str:
        if self._session.perfusion.series_id is not None:
            return self.tr("Compute CBF on the Perfusion tab; territories are read there, and shown here, too.")
        return self.tr("Needs blood flow: no ASL series of this patient is open, and none was processed.")

    def read(self) -> None:
        """Start the job."""
        patient = self._session.spaces.patient
        if patient is None or patient.folder is None:
            self._session.tell(self._missing())
            return
        subject = patient.name.removeprefix("sub-")
        self._jobs.submit(
            self.tr("Arterial territories"), territories.read_territories, patient.folder, subject,
            on_done=self._take, key="territories",
        )  # fmt: skip

    def _take(self, reading: Reading) -> None:
        if self._session.spaces.patient is self._patient and self._patient is not None:
            self._show(reading)
            territories.show_asymmetry(self._session, self._patient, reading)
            self.refresh(Change.LAYERS)

    def _show(self, reading: Reading | None) -> None:
        self.reading = reading
        self.view.show_reading(reading)
