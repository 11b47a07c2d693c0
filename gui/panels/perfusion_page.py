"""The perfusion part of the Maps page: from an ASL series, question by question, to maps that were looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from analysis.errors import AlgoscopeError
from analysis.image import Series
from gui.commands import asl_form, asl_order
from gui.jobs import JobRunner
from gui.panels.asl.compute_card import ComputeCard
from gui.panels.asl.facts_card import FactsCard
from gui.panels.asl.layer_box import LayerBox
from gui.panels.asl.pairs_card import PairsCard
from gui.panels.asl.reading_card import ReadingCard
from gui.panels.asl.result_card import ResultCard
from gui.panels.asl.scheme_card import SchemeCard
from gui.panels.verdict_card import VerdictCard
from gui.qt_safe import QtSafe
from gui.session import Change, Layer, Session
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


class PerfusionPage(QtSafe, QScrollArea):
    """The cards, top to bottom in the order of the work; ``tools`` stand below and need no ASL series.

    ``patient_wanted`` when no ASL series is open and the user wants to open one.
    """

    patient_wanted = Signal()

    def __init__(
        self, session: Session, jobs: JobRunner, tools: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._jobs = session, jobs
        self._asked: set[int] = set()
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(named(QLabel(self.tr("Perfusion")), "heading"))
        layout.addWidget(VerdictCard(session))
        self._series = LayerBox(session, self._is_asl)
        self._series.setToolTip(self.tr("The perfusion series that is quantified"))
        self._series.activated.connect(self._on_series)
        self._why = named(Paragraph(), "dim")
        layout.addWidget(self._series)
        layout.addWidget(self._why)
        self._open = named(QPushButton(self.tr("Go to Patient")), "primary")
        self._open.clicked.connect(self.patient_wanted)
        layout.addWidget(self._open)
        self._cards = (
            FactsCard(session),
            SchemeCard(session),
            ComputeCard(session, jobs),
            ResultCard(session),
            ReadingCard(session, jobs),
            PairsCard(session),
        )
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for card in self._cards:
            column.addWidget(card)
        layout.addWidget(self._work)
        for tool in tools:
            layout.addWidget(tool)
        layout.addStretch(1)
        self.setWidget(content)
        Following(self, session)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            self._series.fill()
            self._choose()
        if change & (Change.LAYERS | Change.FRAMES | Change.PERFUSION):
            self._show_state()
            self._ask_order()

    @staticmethod
    def _is_asl(layer: Layer) -> bool:
        return asl_form.is_asl(layer)

    def _choose(self) -> None:
        """Work on the series that is chosen, as long as it is open; else on the first one."""
        chosen = self._session.perfusion.series_id
        if chosen is None or not self._session.has_layer(chosen):
            found = asl_form.asl_layers(self._session)
            chosen = found[0].id if found else None
            self._session.perfusion.choose(chosen)
        self._series.choose(chosen)

    def _on_series(self, row: int) -> None:
        self._session.perfusion.choose(self._series.itemData(row))

    def _show_state(self) -> None:
        layer_id = self._session.perfusion.series_id
        is_open = layer_id is not None and self._session.has_layer(layer_id)
        self._work.setVisible(is_open)
        self._open.setVisible(not is_open)
        self._series.setVisible(self._series.count() > 1)
        sentence = ""
        if not is_open or layer_id is None:
            sentence = self.tr("Open an ASL series: perfusion is computed on its control and label volumes.")
        elif self._series.count() == 1:
            sentence = self._session.layer(layer_id).name
        image = self._session.layer(layer_id).image if is_open and layer_id is not None else None
        if isinstance(image, Series) and not image.is_complete:
            sentence = self.tr("Reading: {n} of {total} volumes are here.").format(
                n=image.frames.n_loaded, total=image.n_timepoints
            )
        self._why.setText(sentence)
        self._why.setVisible(bool(sentence))

    def _ask_order(self) -> None:
        """Have the order told from the values, once for each series and table, while somebody looks at this page."""
        layer_id = self._session.perfusion.series_id
        if layer_id is None or not self.isVisible() or not self._session.has_layer(layer_id):
            return
        image = self._session.layer(layer_id).image
        if self._session.perfusion.case(layer_id).order is not None:
            self._asked.discard(layer_id)
        elif isinstance(image, Series) and image.is_complete and layer_id not in self._asked:
            self._asked.add(layer_id)
            try:
                asl_order.check_order(self._session, self._jobs, layer_id)
            except AlgoscopeError as error:
                self._session.tell(str(error))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_order()
