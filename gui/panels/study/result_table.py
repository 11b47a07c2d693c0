"""A table of words that can be copied, by mouse and by Ctrl+C, as it stands in a spreadsheet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from gui.commands.study_words import StudyTable
from gui.qt_safe import QtSafe

_MOST_ROWS = 10
_WIDEST = 22  # letters of a column, as wide as it begins


class ResultTable(QtSafe, QTableWidget):
    """Read only; columns can be made wider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setAccessibleName(self.tr("Result"))

    def show_table(self, table: StudyTable) -> None:
        """Show another table."""
        self.clear()
        self.setColumnCount(len(table.head))
        self.setRowCount(len(table.rows))
        self.setHorizontalHeaderLabels(list(table.head))
        for at, row in enumerate(table.rows):
            for column, word in enumerate(row):
                item = QTableWidgetItem(word)
                item.setToolTip(word)
                self.setItem(at, column, item)
        self.resizeColumnsToContents()
        widest = self.fontMetrics().averageCharWidth() * _WIDEST
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), widest))
        self._set_height()

    def _set_height(self) -> None:
        rows = sum(self.rowHeight(row) for row in range(min(self.rowCount(), _MOST_ROWS)))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + bar + 2 * self.frameWidth())

    def text(self) -> str:
        """Everything, tabs between the cells."""
        heads = [self.horizontalHeaderItem(column) for column in range(self.columnCount())]
        lines = [[head.text() if head is not None else "" for head in heads]]
        lines += [[self._word(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        return "\n".join("\t".join(line) for line in lines)

    def _word(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the rows that are selected, or all."""
        if not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
            return
        lines = self.text().split("\n")
        rows = sorted({index.row() for index in self.selectedIndexes()})
        QGuiApplication.clipboard().setText("\n".join([lines[0], *(lines[1 + row] for row in rows)] if rows else lines))
        event.setAccepted(True)


def words_flag() -> Qt.TextInteractionFlag:
    """Text that can be marked by mouse and by keys."""
    return Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
