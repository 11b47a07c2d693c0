"""The table of clusters for a view: a cell is written when it is asked for, so that a slider can drive it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from analysis.stats.clusters import Cluster, ClusterTable
from gui.models.columns import Column, header
from gui.qt_safe import QtSafe

MOST_ROWS = 300
_Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("cluster_rows", text)


def number_text(value: float, digits: int = 2) -> str:
    """A number with a minus that is seen."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def place_text(xyz_mm: Sequence[float]) -> str:
    """Three coordinates in mm."""
    return "  ".join(number_text(x, 0 if abs(x - round(x)) < 0.05 else 1) for x in xyz_mm)


def region_text(cluster: Cluster) -> str:
    """The region of the peak, or the nearest one and how far it is."""
    if cluster.region:
        return cluster.region
    return _tr("none; {mm:.1f} mm from {name}").format(mm=cluster.nearest.distance_mm, name=cluster.nearest.name)


def regions_text(cluster: Cluster) -> str:
    """All regions that a cluster touches, with the share of the cluster and of the region."""
    parts = [f"{r.name} {r.percent_of_cluster:.0f} % ({r.percent_of_region:.0f} % of it)" for r in cluster.regions]
    if cluster.percent_outside_atlas:
        parts.append(_tr("outside the atlas {percent:.0f} %").format(percent=cluster.percent_outside_atlas))
    return ", ".join(parts)


def _columns(statistic: str) -> tuple[Column[Cluster], ...]:
    return (
        Column("#", lambda c: str(c.number), lambda c: c.number, True),
        Column(_tr("Voxels"), lambda c: f"{c.n_voxels}", lambda c: -c.n_voxels, True),
        Column("mm³", lambda c: f"{c.volume_mm3:.0f}", lambda c: -c.volume_mm3, True),
        Column(_tr("Peak {s}").format(s=statistic), lambda c: number_text(c.value), lambda c: -abs(c.value), True),
        Column(_tr("Peak, mm"), lambda c: place_text(c.peak.xyz_mm), lambda c: c.peak.xyz_mm),
        Column(_tr("Side"), lambda c: c.side.value, lambda c: c.side.value, tip=_tr("From the sign of x of the peak")),
        Column(_tr("AAL at the peak"), region_text, region_text),
        Column(_tr("Centroid, mm"), lambda c: place_text(c.centroid_mm), lambda c: c.centroid_mm),
        Column(
            _tr("Weighted centre, mm"), lambda c: place_text(c.weighted_centre_mm), lambda c: c.weighted_centre_mm
        ),
        Column(
            _tr("All AAL regions"), regions_text, regions_text,
            tip=_tr("Share of the cluster, and in brackets of the region"),
        ),
    )  # fmt: skip


class ClusterRows(QtSafe, QAbstractTableModel):
    """At most `MOST_ROWS` clusters, the largest; sorted by any column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = _columns("")
        self._table: ClusterTable | None = None
        self._order: list[int] = []
        self._sorting = (0, Qt.SortOrder.AscendingOrder)

    def show_table(self, table: ClusterTable | None, statistic: str = "") -> None:
        """Show the clusters of another threshold."""
        self.beginResetModel()
        self._table, self._columns = table, _columns(statistic)
        self._arrange()
        self.endResetModel()

    def cluster(self, row: int) -> Cluster | None:
        """The cluster in a row of the view."""
        return self._table[self._order[row]] if self._table is not None and 0 <= row < len(self._order) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._sorting = (max(column, 0), order)
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        self._order = list(range(min(MOST_ROWS, 0 if self._table is None else len(self._table))))
        column, order = self._sorting
        backwards = order is Qt.SortOrder.DescendingOrder
        if column in (0, 1, 2):  # the table is in the order of size already: no row needs to be made
            self._order = self._order[::-1] if backwards else self._order
        elif self._table is not None:
            table, key = self._table, self._columns[column].key
            self._order.sort(key=lambda index: key(table[index]), reverse=backwards)

    # -- what a view asks --------------------------------------------------------------------------------

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cluster, column = self.cluster(index.row()), self._columns[index.column()]
        if cluster is None:
            return None
        return column.cell(cluster, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return header(self._columns, section, orientation, role)
