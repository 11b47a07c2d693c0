"""How perfusion goes with activity: two maps and a mask, r with what it does not mean, the ratio as a layer."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QPushButton, QWidget

from analysis.errors import AlgoscopeError
from analysis.perfusion.coupling import CouplingOptions, Order
from gui.commands import coupling
from gui.commands.coupling import CouplingChoices
from gui.jobs import JobRunner
from gui.panels.asl.layer_box import LayerBox, is_fraction
from gui.session import Change, Session
from gui.widgets.card import card_column, narrow_form
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named

_SURROGATES = 1000


class CouplingCard(QFrame):
    """The plot of the points is in the drawer below the views."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._cbf = LayerBox(session, coupling.is_cbf)
        self._metric = LayerBox(session, coupling.is_metric)
        self._mask = LayerBox(session, is_fraction, self.tr("all voxels with both"))
        form = narrow_form()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, box in (
            (self.tr("Perfusion"), self._cbf),
            (self.tr("Activity"), self._metric),
            (self.tr("Within"), self._mask),
        ):
            form.addRow(caption, box)
            box.activated.connect(self._show_state)
        self._resample = QCheckBox(self.tr("Interpolate on the grid of CBF"))
        self._resample.clicked.connect(self._show_state)
        self._order = QComboBox()
        self._order.addItem(self.tr("ratio, then z"), Order.RATIO_THEN_Z)
        self._order.addItem(self.tr("z, then ratio"), Order.Z_THEN_RATIO)
        self._order.setToolTip(self.tr("Of the standardised ratio; the two are different quantities. r is the same."))
        form.addRow(self.tr("Order"), self._order)
        self._null = QCheckBox(self.tr("p by random maps as smooth"))
        self._null.setToolTip(self.tr("1000 maps of the same smoothness and distribution (Burt et al. 2020)"))
        self._why = named(Paragraph(), "dim")
        self._button = named(QPushButton(self.tr("Correlate and map the ratio")), "primary")
        self._button.clicked.connect(self.compute)
        self._result = named(Paragraph(), "title")
        self._caution = named(Paragraph(), "warning")
        layout = card_column(self, self.tr("Coupling with activity"))
        layout.addLayout(form)
        for part in (self._null, self._resample, self._why, self._button, self._result, self._caution):
            layout.addWidget(part)
        Following(self, session)
        self.refresh(Change.LAYERS | Change.PERFUSION)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            for box in (self._cbf, self._metric, self._mask):
                box.fill()
            self._show_state()
        if change & Change.PERFUSION:
            self._show_result()

    @property
    def choices(self) -> CouplingChoices | None:
        """What is chosen; None while one of the maps is missing."""
        cbf, metric = self._cbf.layer_id, self._metric.layer_id
        if cbf is None or metric is None:
            return None
        options = CouplingOptions(
            order=self._order.currentData(), n_surrogates=_SURROGATES if self._null.isChecked() else 0
        )
        return CouplingChoices(cbf, metric, self._mask.layer_id, self._resample.isChecked(), options)

    def _show_state(self) -> None:
        choices, reason = self.choices, ""
        other_grid = False
        if choices is None:
            missing = self.tr("a map of perfusion") if self._cbf.layer_id is None else self.tr("a map of activity")
            reason = self.tr("Compute or open {missing} first (ReHo, ALFF or degree centrality).")
            if self._cbf.layer_id is None:
                reason = self.tr("Compute or open {missing} first.")
            reason = reason.format(missing=missing)
        else:
            try:
                other_grid = coupling.grids_differ(self._session, choices)
            except AlgoscopeError as error:
                reason = str(error)
        if other_grid and not self._resample.isChecked():
            reason = self.tr("The two maps are on different grids.")
        self._resample.setVisible(other_grid)
        self._why.setText(reason)
        self._why.setVisible(bool(reason))
        self._button.setEnabled(not reason)

    def _show_result(self) -> None:
        points = self._session.perfusion.coupled
        for label in (self._result, self._caution):
            label.setVisible(points is not None)
        if points is not None:
            self._result.setText(coupling.in_words(points.coupling))
            self._caution.setText("\n".join(points.coupling.provenance.warnings))

    def compute(self) -> None:
        """Start the job, or say why not."""
        choices = self.choices
        if choices is None:
            return
        try:
            coupling.couple_maps(self._session, self._jobs, choices)
        except AlgoscopeError as error:
            self._session.tell(str(error))
