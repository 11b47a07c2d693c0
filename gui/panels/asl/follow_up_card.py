"""Two scans of one patient: which two, their difference as a layer, what repeatability says, and both side by side."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QFormLayout, QFrame, QPushButton, QWidget

from analysis.errors import AlgoscopeError
from gui.commands import coupling, follow_up
from gui.commands.follow_up import FollowUpChoices
from gui.jobs import JobRunner
from gui.panels.asl.layer_box import LayerBox, is_fraction
from gui.session import Change, Session
from gui.widgets.card import card_column, narrow_form
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


class FollowUpCard(QFrame):
    """Shown where two maps of perfusion are open; ``side_by_side_wanted`` when both are to be seen in one picture."""

    side_by_side_wanted = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._first, self._second = LayerBox(session, coupling.is_cbf), LayerBox(session, coupling.is_cbf)
        self._mask = LayerBox(session, is_fraction, self.tr("all voxels with both"))
        form = narrow_form()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, box in (
            (self.tr("First"), self._first),
            (self.tr("Second"), self._second),
            (self.tr("Within"), self._mask),
        ):
            form.addRow(caption, box)
            box.activated.connect(self._show_state)
        self._smooth = QDoubleSpinBox(decimals=1, maximum=50.0)
        self._smooth.setValue(6.0)
        self._smooth.setToolTip(self.tr("Single voxels of two scans differ by noise; 0 for none"))
        form.addRow(self.tr("Smooth both, mm"), self._smooth)
        self._relative = QCheckBox(self.tr("Relative to each scan's mean"))
        self._relative.setToolTip(self.tr("Takes out what changes the whole brain, such as caffeine"))
        self._align = QCheckBox(self.tr("Align the second scan with the first"))
        self._align.setChecked(True)
        self._align.setToolTip(
            self.tr("Two sessions put the head at two places: a rigid fit, refused where the brains do not match")
        )
        self._align.clicked.connect(self._show_state)
        self._resample = QCheckBox(self.tr("Interpolate the second scan"))
        self._resample.clicked.connect(self._show_state)
        self._button = named(QPushButton(self.tr("Map the difference")), "primary")
        self._button.clicked.connect(self.compare)
        self._result = Paragraph()
        self._picture = QPushButton(self.tr("Side by side…"))
        self._picture.clicked.connect(self.side_by_side_wanted)
        layout = card_column(self, self.tr("Two scans of this patient"))
        layout.addLayout(form)
        for part in (self._align, self._relative, self._resample, self._button, self._result, self._picture):
            layout.addWidget(part)
        Following(self, session)
        self.refresh(Change.LAYERS | Change.PERFUSION)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            for box in (self._first, self._second, self._mask):
                box.fill()
            self.setVisible(self._first.count() > 1)
            if self._first.count() > 1 and self._first.layer_id == self._second.layer_id:
                self._first.choose(self._first.itemData(self._first.count() - 1))  # the older one, lower in the stack
                self._second.choose(self._second.itemData(0))
            self._show_state()
        if change & (Change.PERFUSION | Change.LAYERS):
            compared = self._session.perfusion.compared
            if compared is not None:
                sentence = compared.follow_up.whole.sentence
                said = compared.follow_up.difference.provenance.warnings[1:]  # the first is what the sentence says too
                self._result.setText("\n".join((sentence[:1].upper() + sentence[1:], *said)))
            for part in (self._result, self._picture):
                part.setVisible(compared is not None)

    def _show_state(self) -> None:
        first, second, differ = self._first.layer_id, self._second.layer_id, False
        if first is not None and second is not None and first != second:
            try:
                differ = follow_up.grids_differ(self._session, first, second)
            except AlgoscopeError:
                differ = False  # told when it is tried
        differ = differ and not self._align.isChecked()
        self._resample.setVisible(differ)
        self._button.setEnabled(first != second and (not differ or self._resample.isChecked()))

    def compare(self) -> None:
        """Start the job, or say why not."""
        first, second = self._first.layer_id, self._second.layer_id
        if first is None or second is None:
            return
        choices = FollowUpChoices(
            first,
            second,
            self._mask.layer_id,
            self._relative.isChecked(),
            self._resample.isChecked(),
            self._smooth.value(),
            self._align.isChecked(),
        )
        try:
            follow_up.compare(self._session, self._jobs, choices)
        except AlgoscopeError as error:
            self._session.tell(str(error))
