"""The list of drawn regions for a view: what is seen, its colour, its name, whether it is locked, how large it is."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon

from analysis.labels.label_map import LabelMap, Region
from gui.qt_safe import QtSafe

_Index = QModelIndex | QPersistentModelIndex
SEEN, COLOUR, NAME, LOCKED, VOXELS, VOLUME = range(6)
_ROLE = Qt.ItemDataRole


class DrawnRegions(QtSafe, QAbstractTableModel):
    """Rows follow the map in place, so that the numbers move while a stroke is drawn; ``renamed(label, name)``."""

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Region, int, float]] = []
        self._held: frozenset[int] = frozenset()
        self._sorted_by, self._order = -1, Qt.SortOrder.AscendingOrder
        self.icons: dict[str, QIcon] = {}

    def show_labels(self, labels: LabelMap | None) -> None:
        """Show the regions of a map."""
        found = [] if labels is None else list(labels.regions)
        self._held = frozenset() if labels is None else labels.held
        rows = [(r, labels.n_voxels(r.label), labels.volume_mm3(r.label)) for r in found if labels is not None]
        rows.sort(key=self._key, reverse=self._order is Qt.SortOrder.DescendingOrder)
        if [row[0].label for row in rows] == [row[0].label for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, VOLUME))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _key(self, row: tuple[Region, int, float]) -> Any:
        region, n_voxels, _ = row
        keys: dict[int, Any] = {
            SEEN: region.visible,
            COLOUR: region.colour,
            NAME: region.name.lower(),
            LOCKED: region.locked,
            VOXELS: n_voxels,
            VOLUME: n_voxels,
        }
        return keys.get(self._sorted_by, region.label)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order in which they were made."""
        self._sorted_by, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        self._rows.sort(key=self._key, reverse=order is Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()

    def region(self, row: int) -> Region | None:
        """The region of a row."""
        return self._rows[row][0] if 0 <= row < len(self._rows) else None

    def row_of(self, label: int) -> int:
        """The row of a region; -1 where it is not listed."""
        return next((n for n, row in enumerate(self._rows) if row[0].label == label), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 6

    def flags(self, index: _Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        return ("", "", self.tr("Region"), "", self.tr("Voxels"), "mm³")[section]

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        region, n_voxels, volume = self._rows[index.row()]
        column = index.column()
        if role == _ROLE.DisplayRole:
            texts = {NAME: region.name, VOXELS: f"{n_voxels:,}".replace(",", " ")}
            texts[VOLUME] = f"{volume:,.0f}".replace(",", " ")
            return texts.get(column)
        if role == _ROLE.EditRole and column == NAME:
            return region.name
        if role == _ROLE.DecorationRole:
            if column == COLOUR:
                return QColor(*region.colour)
            names = {
                SEEN: "eye" if region.visible else "eye_off",
                LOCKED: "lock" if self._is_kept(region) else "unlock",
            }
            return self.icons.get(names.get(column, ""))
        if role == _ROLE.TextAlignmentRole and column in (VOXELS, VOLUME):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _ROLE.ToolTipRole:
            return self._tip(column, region)
        return QSize(20, 20) if role == _ROLE.SizeHintRole and column in (SEEN, COLOUR, LOCKED) else None

    def _tip(self, column: int, region: Region) -> str:
        tips = {
            SEEN: self.tr("Click: show or hide"),
            COLOUR: self.tr("Click: another colour"),
            NAME: self.tr("Double click: rename"),
            LOCKED: self._lock_tip(region),
        }
        return tips.get(column, "")

    def _is_kept(self, region: Region) -> bool:
        return region.locked or region.label in self._held

    def _lock_tip(self, region: Region) -> str:
        if region.locked:
            return self.tr("Click: unlock")
        if self._is_kept(region):
            return self.tr("Being changed in the background: protected until that is done")
        return self.tr("Click: protect from every tool")

    def setData(self, index: _Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        region = self.region(index.row())
        if role != _ROLE.EditRole or region is None or index.column() != NAME:
            return False
        self.renamed.emit(region.label, str(value))
        return True
