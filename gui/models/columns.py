"""Columns of a table whose cells are written when a view asks for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How a row is written in a column, and by what it is sorted."""

    title: str
    text: Callable[[Row], str]
    key: Callable[[Row], Any]
    is_number: bool = False
    tip: str = ""

    @property
    def alignment(self) -> int:
        """Numbers at the right, so that their digits stand under each other."""
        side = Qt.AlignmentFlag.AlignRight if self.is_number else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def cell(self, row: Row, role: int) -> Any:
        """What a model answers for a cell; a tool tip tells what was cut off."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(row)
        return self.alignment if role == Qt.ItemDataRole.TextAlignmentRole else None


def header(columns: Sequence[Column[Row]], section: int, orientation: Qt.Orientation, role: int) -> Any:
    """What a model answers for the head of a column."""
    if orientation is not Qt.Orientation.Horizontal or section >= len(columns):
        return None
    column = columns[section]
    if role == Qt.ItemDataRole.DisplayRole:
        return column.title
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return column.alignment
    return column.tip or None if role == Qt.ItemDataRole.ToolTipRole else None
