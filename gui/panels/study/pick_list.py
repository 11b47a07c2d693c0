"""Columns of a table to be ticked, each with what it holds."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

_MOST_ROWS = 5.5
CIRCULAR = "↺"
"""The mark of a column whose region was chosen by comparing these very people."""


class PickList(QListWidget):
    """``changed()`` when other columns are ticked; the arrow keys move, Space ticks."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.itemChanged.connect(self._on_changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked columns, in the order of the table."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def choose(self, *names: str) -> None:
        """Tick these columns and no others."""
        for row in range(self.count()):
            item = self.item(row)
            ticked = item.data(Qt.ItemDataRole.UserRole) in names
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def fill(self, names: Sequence[str], kinds: Mapping[str, str]) -> None:
        """Offer other columns; those that stay keep their tick."""
        kept = set(self.chosen)
        self.blockSignals(True)
        self.clear()
        for name in names:
            kind = kinds.get(name, "")
            # the kind is in the tool tip: in a narrow list it would squeeze the name; that it is circular must be seen
            item = QListWidgetItem(f"{CIRCULAR} {name}" if CIRCULAR in kind else name)
            item.setToolTip(f"{name}: {kind}" if kind else name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in kept else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.blockSignals(False)
        self._set_height()
        self.changed.emit()

    def _set_height(self) -> None:
        row = max(self.sizeHintForRow(0), self.fontMetrics().height() + 4)
        self.setFixedHeight(round(row * min(max(self.count(), 1), _MOST_ROWS)) + 2 * self.frameWidth() + 2)

    def _on_changed(self) -> None:
        self.changed.emit()
