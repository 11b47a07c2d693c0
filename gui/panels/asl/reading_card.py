"""What one patient's perfusion says: territories and sides, cautions, small regions. No diagnosis."""

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from analysis.errors import AlgoscopeError
from analysis.perfusion.reading import Reading
from gui.commands import perfusion_reading
from gui.jobs import JobRunner
from gui.panels.asl.reading_view import ReadingView
from gui.session import Change, Session
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


class ReadingCard(QFrame):
    """First the place in the anatomy, which takes minutes, once; then the reading, in seconds."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._shown: Reading | None = None
        self._why = named(Paragraph(), "dim")
        self._anatomy = QPushButton(self.tr("Find anatomy with the T1"))
        self._anatomy.setToolTip(self.tr("Grey matter, and the way to MNI space; takes minutes"))
        self._anatomy.clicked.connect(self.find_anatomy)
        self._button = named(QPushButton(self.tr("Read by territory")), "primary")
        self._button.clicked.connect(self.read)
        self.view = ReadingView()
        layout = card_column(self, self.tr("Territories and sides"), spacing=6)
        for part in (self._why, self._anatomy, self._button, self.view):
            layout.addWidget(part)
        Following(self, session)
        self.refresh(Change.PERFUSION)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        layer_id = self._session.perfusion.series_id
        if not change & (Change.PERFUSION | Change.LAYERS) or layer_id is None or not self._session.has_layer(layer_id):
            return
        case = self._session.perfusion.case(layer_id)
        placement = perfusion_reading.placement_of(self._session, self._session.layer(layer_id))
        placed = placement is not None
        has_t1 = perfusion_reading.t1_layer(self._session) is not None
        words = "" if placement is None else self.tr("Found {words}.").format(words=placement.words)
        if not placed:
            words = self.tr("Territories are told in MNI space, to which the T1 of the patient leads.")
            if not has_t1:
                words = self.tr("Open one T1 of this patient to read perfusion by territory.")
        elif case.measured is None:
            words = f"{words} {self.tr('Compute perfusion to read it.')}".strip()
        self._why.setText(words)
        self._why.setVisible(bool(words))
        self._anatomy.setVisible(not placed and has_t1)
        self._button.setVisible(placed)
        self._button.setEnabled(case.measured is not None)
        if case.reading is not self._shown or case.reading is None:
            self._show(case.reading)

    def _show(self, reading: Reading | None) -> None:
        self._shown = reading
        self.view.show_reading(reading)

    # -- what the user does ------------------------------------------------------------------------------

    def find_anatomy(self) -> None:
        """Start the job, or say why not."""
        layer_id = self._session.perfusion.series_id
        try:
            if layer_id is not None:
                perfusion_reading.find_place(self._session, self._jobs, layer_id)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def read(self) -> None:
        """Start the job, or say why not."""
        layer_id = self._session.perfusion.series_id
        try:
            if layer_id is not None:
                perfusion_reading.read(self._session, self._jobs, layer_id)
        except AlgoscopeError as error:
            self._session.tell(str(error))
