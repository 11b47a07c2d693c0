"""The regions of one patient beside the controls, for a view."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from analysis.stats.patient_regions import RegionRow
from gui.models.columns import Column, header
from gui.qt_safe import QtSafe

_Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("region_rows", text)


def number(value: float | None, digits: int = 3) -> str:
    """A number with a minus that is seen; a dash where there is none."""
    if value is None or not np.isfinite(value):
        return "–"
    return f"{value:.{digits}g}".replace("-", "−")


def p_text(p: float | None) -> str:
    """A probability; a dash where nothing was tested."""
    if p is None or not np.isfinite(p):
        return "–"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def percentile_text(row: RegionRow) -> str:
    """The percentile with its 95 % limits."""
    if not np.isfinite(row.percentile):
        return "–"
    return f"{row.percentile:.1f} [{row.percentile_low:.1f}–{row.percentile_high:.1f}]"


_NUMBER = partial(Column[RegionRow], is_number=True)


def _last(value: float | None) -> float:
    return np.inf if value is None or not np.isfinite(value) else value


def _columns() -> tuple[Column[RegionRow], ...]:
    return (
        Column(_tr("Region"), lambda r: r.region.caption, lambda r: r.region.caption),
        _NUMBER(_tr("Value"), lambda r: f"{number(r.value)} {r.unit}".strip(), lambda r: _last(r.value)),
        _NUMBER(_tr("Expected"), lambda r: number(r.expected), lambda r: _last(r.expected)),
        _NUMBER(
            _tr("95 % interval"), lambda r: f"{number(r.low)} to {number(r.high)}", lambda r: _last(r.low),
            tip=_tr("In which 95 % of people like the controls, with the patient's covariates, are expected"),
        ),
        _NUMBER(
            _tr("Percentile [95 %]"), percentile_text, lambda r: _last(r.percentile),
            tip=_tr("The share of the population of the controls that is expected below the patient"),
        ),
        _NUMBER("W", lambda r: number(r.w, 2), lambda r: _last(r.w), tip=_tr("Descriptive")),
        _NUMBER("t", lambda r: number(r.t), lambda r: _last(r.t)),
        _NUMBER(
            _tr("Holm p"), lambda r: p_text(r.p_holm), lambda r: _last(r.p_holm),
            tip=_tr("Corrected over the pre-specified regions; no p is told of regions that are only looked at"),
        ),
        _NUMBER(_tr("Voxels"), lambda r: str(r.n_voxels), lambda r: r.n_voxels),
    )  # fmt: skip


class RegionRows(QtSafe, QAbstractTableModel):
    """Sorted by any column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = _columns()
        self._rows: tuple[RegionRow, ...] = ()
        self._order: list[int] = []

    def show_rows(self, rows: Sequence[RegionRow]) -> None:
        """Show other regions, in the order in which they come."""
        self.beginResetModel()
        self._rows, self._order = tuple(rows), list(range(len(rows)))
        self.endResetModel()

    def row(self, index: int) -> RegionRow | None:
        """The region in a row of the view."""
        return self._rows[self._order[index]] if 0 <= index < len(self._order) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; −1 is the order in which the regions came."""
        self.beginResetModel()
        self._order = list(range(len(self._rows)))
        if column >= 0:
            key = self._columns[column].key
            self._order.sort(key=lambda i: key(self._rows[i]), reverse=order is Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.row(index.row()), self._columns[index.column()]
        if row is None:
            return None
        return column.cell(row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return header(self._columns, section, orientation, role)
