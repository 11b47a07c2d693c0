"""What is computed of an ASL series: calibration, tissue, options, and the button."""

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.perfusion.calibration import REFERENCES, Calibration
from analysis.perfusion.pairs import Subtraction
from analysis.perfusion.placement import Placement
from analysis.perfusion.quantify import CbfOptions, HeadMotion, Method
from analysis.perfusion.rejection import Rejection
from gui.commands import perfusion
from gui.commands.asl_form import read_form
from gui.commands.perfusion import PerfusionChoices
from gui.jobs import Job, JobRunner
from gui.language import in_window
from gui.panels.asl.layer_box import LayerBox, is_fraction
from gui.session import Change, Layer, Role, Session
from gui.widgets.card import card_column, narrow_form
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named, tool_button


def _is_mask(layer: Layer) -> bool:
    return layer.role is Role.MASK


class ComputeCard(QFrame):
    """Choices and the button; a refusal stands in its place, with what can be computed instead."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._calibration = QComboBox()
        for kind, words in (
            (Calibration.M0, self.tr("M0, voxel by voxel")),
            (Calibration.REFERENCE, self.tr("M0 of a reference tissue")),
            (Calibration.NONE, self.tr("None: relative perfusion")),
        ):
            self._calibration.addItem(words, kind)
        self._reference = QComboBox()
        self._reference.addItems(list(REFERENCES))
        none = self.tr("not given")
        self._region = LayerBox(session, _is_mask, none)
        self._gray, self._white = LayerBox(session, is_fraction, none), LayerBox(session, is_fraction, none)
        self._form = narrow_form()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, field in (
            (self.tr("Calibration"), self._calibration),
            (self.tr("Reference tissue"), self._reference),
            (self.tr("Its region"), self._region),
            (self.tr("Grey matter map"), self._gray),
            (self.tr("White matter map"), self._white),
        ):
            self._form.addRow(caption, field)
        self._refusal = named(Paragraph(), "error")
        self._instead = QPushButton(self.tr("Relative perfusion instead"))
        self._instead.clicked.connect(self._go_relative)
        self._button = named(QPushButton(self.tr("Compute perfusion")), "primary")
        self._button.clicked.connect(self.compute)
        self._more = tool_button(
            self.tr("Options"), self.tr("Model, calibration and region of the flow"), checkable=True
        )
        self._details = self._make_details()
        self._details.hide()
        self._more.toggled.connect(self._details.setVisible)
        self._failure = ""
        self._placement: Placement | None = None
        self._assemble()
        self._calibration.activated.connect(self._on_choice)
        Following(self, session)
        jobs.failed.connect(self._on_failed)
        self.refresh(Change.PERFUSION | Change.LAYERS)

    def _make_details(self) -> QWidget:
        details = QWidget()
        form = narrow_form(details)
        self._method = QComboBox()
        for method in Method:
            self._method.addItem(in_window(method.value.replace("-", " ")), method)
        self._subtraction = QComboBox()
        for subtraction in Subtraction:
            self._subtraction.addItem(in_window(subtraction.value), subtraction)
        self._smooth = QDoubleSpinBox(decimals=1, maximum=50.0)
        self._motion = QCheckBox(self.tr("Correct head motion"))
        self._motion.setChecked(True)
        self._motion.setToolTip(
            self.tr(
                "Control and label are aligned rigidly first, where there are at least four pairs; the result says so"
            )
        )
        self._reject = QCheckBox(self.tr("Leave bad pairs out (SCORE)"))
        self._reject.setChecked(True)
        self._reject.setToolTip(self.tr("Dolui et al. 2017; needs a map of grey matter"))
        self._pure = QCheckBox(self.tr("Flow of pure grey and white matter"))
        self._pure.setToolTip(self.tr("Partial-volume correction (Asllani et al. 2008); needs both maps of tissue"))
        self._align = QCheckBox(self.tr("Align the M0 with the series"))
        form.addRow(self.tr("Several delays"), self._method)
        form.addRow(self.tr("Subtraction"), self._subtraction)
        form.addRow(self.tr("Smooth the M0, mm"), self._smooth)
        for box in (self._align, self._motion, self._reject, self._pure):
            form.addRow(box)
        return details

    def _assemble(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._button, 1)
        buttons.addWidget(self._more)
        layout = card_column(self, self.tr("Perfusion"))
        layout.addLayout(self._form)
        layout.addWidget(self._details)
        layout.addWidget(self._refusal)
        layout.addWidget(self._instead)
        layout.addLayout(buttons)

    # -- following the session ---------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            for box in (self._region, self._gray, self._white):
                box.fill()
        if change & Change.PERFUSION:
            self._take_tissue()
        if change & (Change.PERFUSION | Change.LAYERS):
            self._failure = "" if change & Change.PERFUSION else self._failure
            self._show_state()

    def _take_tissue(self) -> None:
        """Choose the tissue that has just been found for this series; what the user chooses afterwards stays."""
        layer_id = self._session.perfusion.series_id
        placement = None if layer_id is None else self._session.perfusion.case(layer_id).placement
        if placement is not self._placement and layer_id is not None and placement is not None:
            case = self._session.perfusion.case(layer_id)
            self._gray.choose(case.gray_id)
            self._white.choose(case.white_id)
        self._placement = placement

    @property
    def choices(self) -> PerfusionChoices:
        """What is chosen."""
        return PerfusionChoices(
            self._calibration.currentData(),
            self._reference.currentText(),
            self._region.layer_id,
            self._gray.layer_id,
            self._white.layer_id,
            self._smooth.value(),
            self._align.isChecked(),
            CbfOptions(
                method=self._method.currentData(),
                rejection=Rejection.SCORE if self._reject.isChecked() else Rejection.NONE,
                partial_volume=self._pure.isChecked(),
                subtraction=self._subtraction.currentData(),
                head_motion=HeadMotion.AUTO if self._motion.isChecked() else HeadMotion.OFF,
            ),
        )

    def _show_state(self) -> None:
        kind = self._calibration.currentData()
        for field in (self._reference, self._region):
            self._form.setRowVisible(field, kind is Calibration.REFERENCE)
        layer_id = self._session.perfusion.series_id
        if layer_id is None or not self._session.has_layer(layer_id):
            return
        form = read_form(self._session, layer_id)
        refusal = perfusion.refusal(self._session, layer_id, kind) if form.protocol is not None else ""
        self._instead.setVisible(bool(refusal) and kind is not Calibration.NONE)
        self._refusal.setText(refusal or self._failure)
        self._refusal.setVisible(bool(self._refusal.text()))
        asked = [q for q in form.questions if kind is not Calibration.NONE or not q.field.startswith("M0")]
        ready = not form.problem and not asked and not refusal
        self._button.setEnabled(ready)
        self._button.setToolTip("" if ready else self.tr("Answer the open questions first."))

    # -- what the user does ------------------------------------------------------------------------------

    def compute(self) -> None:
        """Start the job, or say why not."""
        layer_id = self._session.perfusion.series_id
        if layer_id is None:
            return
        self._failure = ""
        try:
            perfusion.compute_perfusion(self._session, self._jobs, layer_id, self.choices)
        except AlgoscopeError as error:
            self._failure = str(error)
        self._show_state()

    def _on_choice(self) -> None:
        self._failure = ""
        self._show_state()

    def _go_relative(self) -> None:
        self._calibration.setCurrentIndex(self._calibration.findData(Calibration.NONE))
        self._on_choice()

    def _on_failed(self, job: Job) -> None:
        if job.key == f"perfusion {self._session.perfusion.series_id}":
            self._failure = job.sentence()
            self._show_state()
