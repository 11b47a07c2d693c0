"""The numbers of a region as rows of a table: one for each map, as a person reads them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.commands.region_numbers import CohortNumbers, MapNumbers, RegionReport
from gui.language import in_digits
from gui.qt_safe import QtSafe

_Index = QModelIndex | QPersistentModelIndex
MAP, MEAN, SD, MIRROR, ASYMMETRY, CONTROLS, MEDIAN, MINIMUM, MAXIMUM, SPREAD, COUNT = range(11)


def _tr(text: str) -> str:
    return QCoreApplication.translate("region_number_rows", text)


def value_text(value: float) -> str:
    """A value with four digits that count, whole where it is large, with a minus that is seen."""
    return in_digits(value, 4) if np.isfinite(value) else "–"


class RegionNumberRows(QtSafe, QAbstractTableModel):
    """Rows of the newest report."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[MapNumbers, ...] = ()
        self._cohorts: dict[str, CohortNumbers] = {}
        self._titles = (
            _tr("Map"), _tr("Mean"), _tr("SD"), _tr("Mirror"), _tr("Asymmetry"), _tr("Controls"), _tr("Median"),
            _tr("Min"), _tr("Max"), _tr("5–95 %"), _tr("Voxels"),
        )  # fmt: skip
        self._tips = {
            MINIMUM: _tr("Click to go there"),
            MAXIMUM: _tr("Click to go there"),
            MIRROR: _tr("Mean of the region's mirror image across the mid-plane of MNI space"),
            ASYMMETRY: _tr("200 (L − R) / (L + R); only where no value is below 0"),
            CONTROLS: _tr("Where the mean is expected among the controls, in percent"),
            COUNT: _tr("Voxels of the map whose centre lies in the region"),
        }

    def show_report(self, report: RegionReport | None) -> None:
        """Show another report; where the maps are the same only their cells change, so that a selection stays."""
        rows = () if report is None else report.rows
        self._cohorts = {} if report is None else {found.statistic: found for found in report.cohorts}
        same = [row.layer_id for row in rows] == [row.layer_id for row in self._rows]
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, COUNT))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> MapNumbers | None:
        """The numbers in a row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as in Qt
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as in Qt
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips.get(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.remark or self._tips.get(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def _text(self, row: MapNumbers, column: int) -> str:
        if column == MAP:
            return f"{row.name}, {row.unit}" if row.unit else row.name
        found, cohort = row.numbers, self._cohorts.get(row.name)
        if found is None:
            return row.remark if column == MEAN else ""
        if column == SPREAD:
            return f"{value_text(found.percentiles[0])} – {value_text(found.percentiles[3])}"
        if column == MIRROR:
            return "" if row.mirror is None else value_text(row.mirror.mean)
        if column == ASYMMETRY:
            return f"{row.asymmetry:+.1f} %".replace("-", "−") if np.isfinite(row.asymmetry) else ""
        if column == CONTROLS:
            return "" if cohort is None else _tr("{p:.0f} % of {n}").format(p=cohort.percentile, n=cohort.n)
        if column == COUNT:
            return str(found.n_voxels)
        return value_text({MEAN: found.mean, SD: found.sd, MEDIAN: found.median, MINIMUM: found.minimum}.get(
            column, found.maximum
        ))  # fmt: skip


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == MAP else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def widths() -> Sequence[int]:
    """Of the columns, in digits."""
    return (20, 9, 8, 9, 11, 11, 9, 9, 9, 16, 8)
