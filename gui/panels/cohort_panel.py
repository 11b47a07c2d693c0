"""The patient beside the controls, in the drawer: regions with dot plots, the calibration, and the control parade."""

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QStackedWidget,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from analysis.stats.calibration import Calibration
from analysis.stats.exchangeable import Kind
from gui.commands import case_comparing, opened_comparison
from gui.compare_state import OpenedCase
from gui.jobs import JobRunner
from gui.models.region_rows import RegionRows
from gui.panels.compare.fields import choice_box
from gui.panels.compare.qq_plot import QqPlot
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.widgets.dot_strip import DotStrip
from gui.widgets.following import Following
from gui.widgets.scrolled_row import ScrolledRow
from gui.widgets.styled import Paragraph, named, tool_button

_WIDTHS = (22, 12, 9, 15, 18, 6, 7, 9, 7)  # of the columns of regions, in digits
_VIEWS = ("regions", "calibration", "parade")


class CohortPanel(QtSafe, QWidget):
    """Three views; one is shown."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._shown_result: object = None
        self._shown_calibration: object = None
        self._sets = choice_box()
        self._views = QStackedWidget()
        self._buttons = QButtonGroup(self)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        captions = (
            (self.tr("Regions"), self.tr("The patient's regions beside those of the controls")),
            (self.tr("Calibration"), self.tr("Whether controls, left out one by one, are called unusual too often")),
            (self.tr("Control parade"), self.tr("The same slice in each control")),
        )
        for index, (caption, tip) in enumerate(captions):
            button = tool_button(caption, tip, checkable=True)
            self._buttons.addButton(button, index)
            bar.addWidget(button)
        self._buttons.idClicked.connect(self._on_view)
        bar.addSpacing(12)
        bar.addWidget(self._sets)
        self._bar = bar
        for text, name in (
            (self.tr("Pre-specified regions"), "regions"),
            (self.tr("Their asymmetries"), "asymmetries"),
            (self.tr("Whole AAL"), "atlas"),
            (self.tr("Asymmetries of AAL"), "atlas_asymmetries"),
        ):
            self._sets.addItem(text, name)
        self._sets.setMinimumContentsLength(20)
        self._sets.setToolTip(self.tr("Which regions are listed"))
        self._sets.activated.connect(self._fill_regions)
        for view in (self._make_regions(), self._make_calibration(), self._make_parade()):
            self._views.addWidget(view)
        bar.addStretch(1)
        self._empty = named(Paragraph(self.tr("Compare a patient with controls on the Compare page first.")), "dim")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(4)
        layout.addWidget(ScrolledRow(bar))
        layout.addWidget(self._empty)
        layout.addWidget(self._views, 1)
        self._set_sizes()
        Following(self, session)
        self.show_view("regions")
        self.refresh(Change.COMPARE)

    # -- the views ---------------------------------------------------------------------------------------------

    def _make_regions(self) -> QWidget:
        self._rows, self._table = RegionRows(self), QTableView()
        self._table.setModel(self._rows)
        self._table.setSortingEnabled(True)
        self._table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setAlternatingRowColors(True)
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setHighlightSections(False)
        self._table.selectionModel().currentRowChanged.connect(self._on_region)
        self._dots, self._maxima = DotStrip(), DotStrip()
        self._maxima.setToolTip(self.tr("The largest |t| anywhere in the map of each control, against all others"))
        side = QVBoxLayout()
        side.addWidget(self._dots, 1)
        side.addWidget(self._maxima, 1)
        view = QWidget()
        row = QHBoxLayout(view)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._table, 5)
        row.addLayout(side, 2)
        return view

    def _make_calibration(self) -> QWidget:
        self._qq, self._words = QqPlot(), Paragraph()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._false_map, self._skew_map = QPushButton(self.tr("False positives")), QPushButton(self.tr("Skewness"))
        self._false_map.setToolTip(
            self.tr("Map of the share of controls beyond p < .001, though nothing is to be found")
        )
        self._skew_map.setToolTip(self.tr("Map of how unevenly the controls are spread about their mean"))
        self._false_map.clicked.connect(self._show_false_positives)
        self._skew_map.clicked.connect(self._show_skewness)
        self._bar.addWidget(self._false_map)
        self._bar.addWidget(self._skew_map)
        middle = QScrollArea(widgetResizable=True)
        middle.setWidget(self._words)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._false = QTableWidget(0, 3)
        self._false.setHorizontalHeaderLabels(
            [self.tr("Region"), self.tr("Beyond p < .001"), self.tr("Controls with such a voxel")]
        )
        self._false.verticalHeader().hide()
        self._false.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._false.setShowGrid(False)
        self._false.horizontalHeader().setStretchLastSection(True)
        view = QWidget()
        row = QHBoxLayout(view)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._qq, 2)
        row.addWidget(middle, 4)
        row.addWidget(self._false, 4)
        return view

    def _make_parade(self) -> QWidget:
        self._who = named(QLabel(), "title")
        self._hint = named(Paragraph(), "dim")
        self._hint.setText(
            self.tr(
                "The arrow keys flip the same slice through the controls: the t of each against all others, at the "
                "threshold of the patient's t map. The line is the contour of the patient."
            )
        )
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setPageStep(1)
        self._slider.setRange(0, 0)
        self._slider.valueChanged.connect(self._on_slide)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 4, 0, 0)
        for part in (self._who, self._slider, self._hint):
            column.addWidget(part)
        column.addStretch(1)
        return view

    # -- following the session -----------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_sizes()

    def _set_sizes(self) -> None:
        digit, height = self.fontMetrics().horizontalAdvance("0"), self.fontMetrics().height() + 6
        for table in (self._table, self._false):
            table.verticalHeader().setMinimumSectionSize(1)
            table.verticalHeader().setDefaultSectionSize(height)
        for column, digits in enumerate(_WIDTHS):
            self._table.setColumnWidth(column, digits * digit + 8)
        for column, digits in enumerate((22, 18)):
            self._false.setColumnWidth(column, digits * digit)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & Change.COMPARE:
            return
        newest = self._session.comparing.newest
        self._empty.setVisible(newest is None)
        self._views.setVisible(newest is not None)
        for button in self._buttons.buttons():
            button.setEnabled(newest is not None)
        if newest is None:
            self._shown_result = None
            return
        if isinstance(newest, OpenedCase):
            self._show_opened(newest)
            return
        self._buttons.button(2).setEnabled(newest.result.everyone is not None)
        if newest.result is not self._shown_result:
            self._shown_result = newest.result
            self._slider.blockSignals(True)
            self._slider.setRange(0, newest.result.cohort.n)
            self._slider.setValue(0)
            self._slider.blockSignals(False)
            self._who.setText(self.tr("The patient"))
            self._fill_regions()
            self._fill_maxima()
        self._fill_calibration(newest.calibration)

    def _show_opened(self, opened: OpenedCase) -> None:
        """Of a comparison that was read from a folder there are the regions; controls cannot be flipped through."""
        for index in (1, 2):
            self._buttons.button(index).setEnabled(False)
        if opened.comparison is not self._shown_result:
            self._shown_result = opened.comparison
            self.show_view("regions")
            self._fill_regions()
            self._fill_maxima()

    def show_view(self, name: str) -> None:
        """Show the regions, the calibration or the parade; the parade takes the arrow keys."""
        index = _VIEWS.index(name)
        button = self._buttons.button(index)
        assert isinstance(button, QToolButton)
        button.setChecked(True)
        self._views.setCurrentIndex(index)
        self._sets.setVisible(name == "regions")
        case = self._session.comparing.case
        self._fill_calibration(None if case is None else case.calibration)
        if name == "calibration":
            case_comparing.start_calibration(self._session, self._jobs)
        elif name == "parade":
            case_comparing.show_control(self._session, self._slider.value() - 1)
            self._slider.setFocus()

    def _on_view(self, index: int) -> None:
        self.show_view(_VIEWS[index])

    def _fill_regions(self, *_: object) -> None:
        newest, name = self._session.comparing.newest, self._sets.currentData()
        if newest is None:
            return
        if isinstance(newest, OpenedCase):
            self._rows.show_rows(opened_comparison.rows_of(newest.comparison, name))
        else:
            self._rows.show_rows(getattr(newest.result, name))
        self._table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        if self._rows.rowCount():
            self._table.selectRow(0)

    def _fill_maxima(self) -> None:
        newest = self._session.comparing.newest
        if isinstance(newest, OpenedCase):
            self._show_maxima_of(newest)
            return
        claim = None if newest is None else next((c for c in newest.result.claims if c.kind is Kind.VOXEL), None)
        self._maxima.setVisible(claim is not None)
        if claim is not None:
            title = self.tr("Largest |t|: {k} of {n} controls reach it").format(k=claim.n_at_least, n=claim.n_controls)
            self._maxima.show_values(title, claim.maxima[1:], float(claim.maxima[0]), unit="|t|")

    def _show_maxima_of(self, opened: OpenedCase) -> None:
        claim = opened.comparison.claim(Kind.VOXEL.value)
        self._maxima.setVisible(claim is not None)
        if claim is not None:
            title = self.tr("Largest |t|: {k} of {n} controls reach it").format(
                k=claim["n_at_least"], n=claim["n_controls"]
            )
            self._maxima.show_values(title, np.array(claim["controls"], float), float(claim["patient"]), unit="|t|")

    def _fill_calibration(self, calibration: Calibration | None) -> None:
        ready = calibration is not None
        for part in (self._qq, self._false):
            part.setVisible(ready)
        for button in (self._false_map, self._skew_map):
            button.setVisible(ready and self._views.currentIndex() == _VIEWS.index("calibration"))
        if calibration is None:
            self._words.setText(self.tr("Each control is being compared with the others …"))
            self._shown_calibration = None
            return
        if calibration is self._shown_calibration:
            return
        self._shown_calibration = calibration
        self._qq.show_quantiles(calibration.expected, calibration.observed)
        self._words.setText("\n\n".join(calibration.sentences()))
        rows = [row for row in calibration.regions if row.n_voxels]
        rows.sort(key=lambda row: -np.nan_to_num(row.share))
        self._false.setRowCount(len(rows))
        for index, row in enumerate(rows):
            cells = (row.region.caption, f"{100 * row.share:.2f} %", f"{row.n_controls} of {calibration.n}")
            for column, cell in enumerate(cells):
                self._false.setItem(index, column, QTableWidgetItem(cell))

    # -- what the user does ----------------------------------------------------------------------------------------

    def _on_region(self, index: QModelIndex, *_: object) -> None:
        row = self._rows.row(index.row()) if index.isValid() else None
        if row is not None:
            band = (row.low, row.high)
            self._dots.show_values(
                row.region.caption, row.controls, row.value, band=band, expected=row.expected, unit=row.unit
            )

    def _on_slide(self, value: int) -> None:
        case_comparing.show_control(self._session, value - 1)
        n = self._slider.maximum()
        self._who.setText(self.tr("The patient") if value == 0 else self.tr("Control {i} of {n}").format(i=value, n=n))

    def _show_false_positives(self) -> None:
        case_comparing.show_calibration_map(self._session, "false positives")

    def _show_skewness(self) -> None:
        case_comparing.show_calibration_map(self._session, "skewness")
