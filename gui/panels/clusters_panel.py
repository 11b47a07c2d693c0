"""The clusters of the map that is shown: the table follows the threshold, a row leads all views to its peak."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.stats.clusters import ClusterTable
from analysis.stats.lattice import Connectivity
from gui.commands import clustering
from gui.commands.clustering import Holds, Meaning, NoClusters, Prepared, Threshold
from gui.commands.saving import proposed_folder
from gui.jobs import JobRunner
from gui.language import in_window
from gui.models.cluster_rows import MOST_ROWS, ClusterRows
from gui.qt_safe import QtSafe
from gui.session import Change, Layer, Session
from gui.widgets import asking
from gui.widgets.following import Following
from gui.widgets.rows_view import fit_to_text, rows_view
from gui.widgets.scrolled_row import ScrolledRow
from gui.widgets.styled import ElidedLabel, Paragraph, named, tool_button

_WANTED = Change.LAYERS | Change.DISPLAY | Change.SELECTION | Change.VALUES | Change.SPACE
_REST_MS = 150  # FDR sorts all voxels: it is told when the slider rests
_MOST_VOXELS = 99_999
_WIDTHS = (6, 8, 8, 9, 15, 9, 24, 18, 20)  # of the columns, in digits


class ClustersPanel(QtSafe, QWidget):
    """A tab of the drawer; nothing is computed while it is not seen."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._prepared: Prepared | None = None
        self._waiting_for: tuple[object, Connectivity] | None = None
        self._refused: NoClusters | None = None
        self._table: ClusterTable | None = None
        self._given: dict[int, Meaning] = {}  # what the user said that a layer holds
        self._make_controls()
        self._rows = ClusterRows(self)
        self._view = self._make_view()
        self._assemble()
        self._set_sizes()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.show_clusters)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._tell_with_rate)
        Following(self, session)
        session.closed.connect(self._forget)

    def _make_controls(self) -> None:
        self._words = Paragraph()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note = named(ElidedLabel(), "dim")
        self._holds = QComboBox()
        self._holds.setToolTip(self.tr("What the numbers of the map are; p is told of t and z only"))
        for holds in (Holds.VALUES, Holds.T, Holds.Z):
            self._holds.addItem(in_window(holds.value), holds)
        self._holds.activated.connect(self._on_meaning)
        self._dof = QSpinBox(minimum=1, maximum=100_000, prefix=self.tr("df "))
        self._dof.setToolTip(self.tr("Degrees of freedom of the t"))
        self._dof.setValue(30)
        self._dof.editingFinished.connect(self._on_meaning)
        self._extent = QSpinBox(minimum=1, maximum=_MOST_VOXELS, prefix="k ≥ ")
        self._extent.setToolTip(self.tr("The least number of voxels of a cluster"))
        self._extent.valueChanged.connect(self._later)
        self._take = tool_button(tip=self.tr("Take the size that random field theory asks for"))
        self._take.clicked.connect(self._take_size)
        self._touch = QComboBox()
        self._touch.setToolTip(self.tr("Which voxels touch: by faces (6), edges (18) or corners (26)"))
        for connectivity in sorted(Connectivity, reverse=True):
            self._touch.addItem(str(int(connectivity)), connectivity)
        self._touch.activated.connect(self._later)
        self._copy = tool_button(self.tr("Copy"), self.tr("Copy the whole table, with tabs"))
        self._copy.clicked.connect(self.copy)
        self._save = tool_button(self.tr("Save…"), self.tr("Save the whole table as TSV or CSV"))
        self._save.clicked.connect(self._ask_file)

    def _make_view(self) -> QTableView:
        view = rows_view(self._rows)
        view.setSortingEnabled(True)
        view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        view.clicked.connect(self._on_index)
        view.selectionModel().currentRowChanged.connect(self._on_index)
        return view

    def _assemble(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self._note, 1)
        tools = (self._holds, self._dof, self._extent, self._take, self._touch, self._copy, self._save)
        for tool in tools:
            bar.addWidget(tool)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(4)
        layout.addWidget(self._words)
        layout.addWidget(ScrolledRow(bar))
        layout.addWidget(self._view, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_sizes()

    def _set_sizes(self) -> None:
        """Rows and columns as large as the text."""
        fit_to_text(self._view, self.fontMetrics(), enumerate(_WIDTHS))

    # -- following the session -----------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Follow the session: once for all changes that arrive together."""
        if change & _WANTED and self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()

    @property
    def table(self) -> ClusterTable | None:
        """The clusters that are listed now."""
        return self._table

    def show_clusters(self) -> None:
        """List the clusters at the threshold of now, or say why there are none."""
        layer = clustering.map_shown(self._session)
        if layer is None:
            self._show_nothing(self.tr("Show a map in MNI space: its clusters are listed here."))
            return
        try:
            volume = clustering.volume_of(self._session, layer)
            threshold = clustering.threshold_of(layer.display.scale)
        except AlgoscopeError as error:
            self._show_nothing(str(error))
            return
        connectivity = Connectivity(self._touch.currentData())
        prepared = self._prepared
        if prepared is None or prepared.volume is not volume or prepared.finder.connectivity is not connectivity:
            self._prepare(layer, connectivity)
            return
        self._show_meaning(layer, prepared)
        meaning = self._meaning(layer, prepared)
        self._table = prepared.finder.find(threshold.height, extent=self._extent.value(), signs=threshold.signs)
        self._rows.show_table(self._table, meaning.holds.value if meaning.holds is not Holds.VALUES else "")
        self._tell(layer, prepared, threshold, None)
        self._rest.start()

    def _prepare(self, layer: Layer, connectivity: Connectivity) -> None:
        volume = layer.image
        if self._waiting_for == (volume, connectivity):
            if self._refused is not None and self._refused.volume is volume:
                self._show_nothing(self._refused.sentence)
            return
        self._waiting_for = (volume, connectivity)
        if self._prepared is None or self._prepared.volume is not volume:
            self._show_nothing(self.tr("Preparing the table …"))
        path = None if layer.scan is None or layer.stat_map is not None else layer.scan.path
        self._jobs.submit(
            self.tr("Clusters of {name}").format(name=layer.name),
            clustering.prepare,
            volume,
            layer.stat_map,
            path,
            connectivity,
            on_done=self._take_prepared,
            key="clusters",
            quiet=True,
        )

    def _take_prepared(self, prepared: Prepared | NoClusters) -> None:
        if isinstance(prepared, NoClusters):  # it stays what is waited for, so that it is not tried again
            self._refused = prepared
            self._prepared = None
        else:
            self._prepared, self._waiting_for = prepared, None
        self._timer.start()

    def _forget(self) -> None:
        """The table goes with its patient, also while nobody looks."""
        self._prepared = self._waiting_for = None
        self._show_nothing("")

    def _show_nothing(self, sentence: str) -> None:
        self._table = None
        self._rows.show_table(None)
        self._rest.stop()
        self._words.setText(sentence)
        self._note.setText("")
        for part in (self._holds, self._dof, self._take):
            part.hide()
        for part in (self._copy, self._save):
            part.setEnabled(False)

    # -- what the map holds ----------------------------------------------------------------------------------

    def _meaning(self, layer: Layer, prepared: Prepared) -> Meaning:
        return self._given.get(layer.id, prepared.recorded)

    def _show_meaning(self, layer: Layer, prepared: Prepared) -> None:
        """The boxes are for maps without a record of a test only."""
        meaning = self._meaning(layer, prepared)
        unknown = prepared.recorded.holds is Holds.VALUES
        self._holds.setVisible(unknown)
        self._dof.setVisible(unknown and meaning.holds is Holds.T)
        self._holds.setCurrentIndex(max(self._holds.findData(meaning.holds), 0))
        if meaning.dof is not None and not self._dof.hasFocus():
            self._dof.setValue(round(meaning.dof))

    def _on_meaning(self, *_: object) -> None:
        layer = clustering.map_shown(self._session)
        if layer is not None:
            holds = self._holds.currentData()
            dof = float(self._dof.value()) if holds is Holds.T else None
            self._given[layer.id] = Meaning(holds, dof)
            self._timer.start()

    # -- words -------------------------------------------------------------------------------------------------

    def _tell(self, layer: Layer, prepared: Prepared, threshold: Threshold, rate: float | None) -> None:
        meaning, table = self._meaning(layer, prepared), self._table
        assert table is not None
        self._words.setText(clustering.in_words(prepared, meaning, threshold, rate))
        rule = clustering.rule_at(prepared, meaning, threshold)
        self._take.setVisible(rule is not None and rule.k_min != self._extent.value())
        if rule is not None:
            self._take.setText(self.tr("Take k ≥ {k}").format(k=rule.k_min))
        n = len(table)
        note = self.tr("No voxel is beyond the threshold in a cluster of this size.") if n == 0 else ""
        if n > MOST_ROWS:
            note = self.tr("{n} clusters; the {most} largest are listed, files hold all.").format(n=n, most=MOST_ROWS)
        note = f"{note} {clustering.doubts(prepared, meaning, threshold)}".strip()
        self._note.setText(note)
        self._note.setToolTip(note)
        for part in (self._copy, self._save):
            part.setEnabled(n > 0)

    def _tell_with_rate(self) -> None:
        layer, prepared = clustering.map_shown(self._session), self._prepared
        if layer is None or prepared is None or self._table is None or prepared.volume is not layer.image:
            return
        meaning, threshold = self._meaning(layer, prepared), clustering.threshold_of(layer.display.scale)
        if meaning.has_p:
            self._tell(layer, prepared, threshold, clustering.q_at(prepared.finder, meaning, threshold))

    # -- what the user does --------------------------------------------------------------------------------------

    def _later(self, *_: object) -> None:
        self._timer.start()

    def _on_index(self, index: QModelIndex, *_: object) -> None:
        cluster = self._rows.cluster(index.row()) if index.isValid() else None
        if cluster is not None:
            clustering.jump_to(self._session, cluster.peak.xyz_mm)

    def _take_size(self) -> None:
        layer, prepared = clustering.map_shown(self._session), self._prepared
        if layer is None or prepared is None:
            return
        threshold = clustering.threshold_of(layer.display.scale)
        rule = clustering.rule_at(prepared, self._meaning(layer, prepared), threshold)
        if rule is not None:
            self._extent.setValue(rule.k_min)

    def copy(self) -> None:
        """Copy the whole table, also what is not listed, or say why not."""
        if self._prepared is None or self._table is None:
            return
        try:
            QGuiApplication.clipboard().setText(clustering.as_text(self._prepared, self._table))
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _ask_file(self) -> None:
        question, pattern = self.tr("Save the cluster table"), self.tr("Tables (*.tsv *.csv)")
        usual = proposed_folder(self._session)
        chosen, _ = asking.save_file(self, question, "clusters.tsv", pattern, usual=usual)
        if chosen is not None:
            self.save(chosen)

    def save(self, path: Path) -> None:
        """Write the whole table."""
        if self._prepared is not None and self._table is not None:
            clustering.save(self._jobs, self._prepared, self._table, path)
