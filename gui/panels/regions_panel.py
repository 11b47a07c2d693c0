"""The list of drawn regions: names, colours, sizes, and what can be done with them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QColorDialog,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from gui.commands import drawing, naming_regions, regions
from gui.drawing import OpenLabels
from gui.models.drawn_regions import COLOUR, LOCKED, NAME, SEEN, VOLUME, VOXELS, DrawnRegions
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.spaces import space_name
from gui.widgets.icons import icon
from gui.widgets.rows_view import fit_to_text
from gui.widgets.scrolled_row import ScrolledRow
from gui.widgets.styled import ElidedLabel, named, tool_button

_ICON_PIXELS = 16
_WIDTHS = {SEEN: 4, COLOUR: 4, LOCKED: 4, VOXELS: 11, VOLUME: 11}  # in digits


class RegionsPanel(QtSafe, QWidget):
    """A tab of the drawer; the current row is the region that is drawn."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_following = False
        self._rows = DrawnRegions(self)
        self._rows.renamed.connect(self._rename)
        self._view = self._make_view()
        self._maps = QComboBox()
        self._maps.setToolTip(self.tr("The drawing, by the image whose grid it is on"))
        self._maps.activated.connect(self._on_map)
        self._note = named(ElidedLabel(), "dim")
        self._buttons = [
            self._button(self.tr("New"), self.tr("A new region (Ctrl+N)"), self._add),
            self._button(self.tr("Name"), self.tr("Take the name of the atlas region that it is in"), self._propose),
            self._button(self.tr("Merge"), self.tr("Give all selected regions to the current one"), self._merge),
            self._button(self.tr("Split"), self.tr("A region for each separate piece"), self._split),
            self._button(self.tr("Delete"), self.tr("Delete the selected regions (Del)"), self._remove),
        ]
        self._change = tool_button(self.tr("Change ▾"), self.tr("What is done to the whole of the current region"))
        self._menu = QMenu(self)
        self._change.clicked.connect(self._show_menu)
        self._change.hide()
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self._maps)
        bar.addWidget(self._note, 1)
        for button in self._buttons:
            bar.addWidget(button)
        bar.insertWidget(3, self._change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(4)
        layout.addWidget(ScrolledRow(bar))
        layout.addWidget(self._view, 1)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.show_regions)
        session.changed.connect(self.refresh)
        session.closed.connect(
            self.show_regions
        )  # also while nobody looks: the rows of one patient are not the next one's
        self._set_sizes()

    def _button(self, text: str, tip: str, slot: Callable[[], None]) -> QWidget:
        button = tool_button(text, tip)
        button.clicked.connect(slot)
        return button

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._rows)
        view.setSortingEnabled(True)
        view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setIconSize(QSize(_ICON_PIXELS, _ICON_PIXELS))
        view.verticalHeader().hide()
        view.horizontalHeader().setHighlightSections(False)
        view.clicked.connect(self._on_click)
        view.selectionModel().currentRowChanged.connect(self._on_row)
        return view

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._set_sizes()

    def _set_sizes(self) -> None:
        """Rows and columns as large as the text, icons in its colour."""
        header = self._view.horizontalHeader()
        header.setMinimumSectionSize(1)
        fit_to_text(self._view, self.fontMetrics(), _WIDTHS.items(), gap=8)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        text = QApplication.palette().color(QPalette.ColorRole.WindowText).name()
        names = ("eye", "eye_off", "lock", "unlock")
        self._rows.icons = {name: icon(name, text, _ICON_PIXELS) for name in names}

    # -- following the session -----------------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Follow the drawing: once for all changes that arrive together."""
        if change & (Change.ROIS | Change.SPACE) and self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        self._set_sizes()
        self._timer.start()

    def show_regions(self) -> None:
        """List the regions of the current drawing."""
        session = self._session.drawing
        self._is_following = True
        self._rows.show_labels(session.labels)
        row = self._rows.row_of(session.label)
        if row >= 0 and self._view.currentIndex().row() != row:
            self._view.selectRow(row)
        self._is_following = False
        self._show_maps()
        for button in self._buttons[1:]:
            button.setEnabled(session.region is not None)

    def _show_maps(self) -> None:
        session = self._session.drawing
        own = [one for one in session.maps if not one.is_reference]
        self._maps.clear()
        for one in own:
            self._maps.addItem(one.name + (" *" if one.is_unsaved else ""), one.id)
        current = session.current
        self._maps.setVisible(bool(own))
        self._note.setVisible(True)
        if current is None:
            self._note.setText(self.tr("Take a tool over the views (2 to 6) and draw: regions are listed here."))
            return
        self._maps.setCurrentIndex(self._maps.findData(current.id))
        note = current.labels.grid.in_words()
        if self._session.grid_of(current) is None:
            note = self._note_on_brought(current)
        self._note.setText(note)
        self._note.setToolTip(note)

    def _note_on_brought(self, drawn: OpenLabels) -> str:
        spaces = self._session.spaces
        home = spaces.home_of_regions(drawn.home, drawn.space)
        if home is None or spaces.regions_seen(drawn.id) is None:
            return self.tr("These regions are in another space of the patient and are not seen in this one.")
        words = self.tr("Drawn in {space}, outlined here through the registration; show {space} to draw in them.")
        return words.format(space=space_name(home))

    # -- what the user does --------------------------------------------------------------------------------------

    def selected_labels(self) -> list[int]:
        """The selected regions, the current one first."""
        rows = [index.row() for index in self._view.selectionModel().selectedRows()]
        labels = [region.label for row in rows if (region := self._rows.region(row)) is not None]
        current = self._session.drawing.label
        return sorted(labels, key=lambda label: label != current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self._remove()
        else:
            super().keyPressEvent(event)

    def _try(self, step: Callable[[], object]) -> None:
        try:
            step()
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _on_map(self, index: int) -> None:
        self._session.drawing.choose_map(self._maps.itemData(index))

    def _on_row(self, index: QModelIndex, *_: object) -> None:
        region = self._rows.region(index.row())
        if region is not None and not self._is_following:
            self._session.drawing.choose_region(region.label)

    def _on_click(self, index: QModelIndex) -> None:
        region = self._rows.region(index.row())
        if region is None:
            return
        if index.column() == SEEN:
            drawing.show_region(self._session, region.label, visible=not region.visible)
        elif index.column() == LOCKED:
            regions.lock(self._session, region.label, locked=not region.locked)
        elif index.column() == COLOUR:
            chosen = QColorDialog.getColor(QColor(*region.colour), self, region.name)
            if chosen.isValid():
                regions.recolour(self._session, region.label, (chosen.red(), chosen.green(), chosen.blue()))

    def offer(self, actions: Sequence[QAction]) -> None:
        """Offer what is done to the whole of a region, in a menu."""
        self._menu.addActions(list(actions))
        self._change.show()

    def _show_menu(self) -> None:
        self._menu.popup(self._change.mapToGlobal(self._change.rect().bottomLeft()))

    def _rename(self, label: int, name: str) -> None:
        self._try(lambda: regions.rename(self._session, label, name))

    def _add(self) -> None:
        self._try(lambda: drawing.add_region(self._session))

    def _propose(self) -> None:
        label = self._session.drawing.label
        name = naming_regions.proposed_name(self._session, label)
        if name:
            regions.rename(self._session, label, name)
        else:
            self._session.tell(
                self.tr("Where this region is in MNI space is not known, or no atlas region is there, so no name fits.")
            )

    def _merge(self) -> None:
        self._try(lambda: regions.merge(self._session, self.selected_labels()))

    def _split(self) -> None:
        self._try(lambda: regions.split(self._session, self._session.drawing.label))

    def _remove(self) -> None:
        labels = self.selected_labels() or [self._session.drawing.label]
        if self._session.drawing.region is not None:
            self._try(lambda: regions.remove(self._session, labels))
