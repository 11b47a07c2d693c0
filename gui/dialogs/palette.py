"""Ctrl+K: type a few letters, find any command."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.qt_safe import QtSafe

LETTERS_ACROSS, ROWS = 62, 18


class CommandPalette(QtSafe, QDialog):
    """A list of all actions that narrows while one types; Enter runs the first that is left."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._entries = [action for _, action in actions.all() if action.isEnabled()]
        self._field = QLineEdit(placeholderText=self.tr("Find a command"))
        self._field.setToolTip(self.tr("A few letters of its name; Enter runs the first that is left"))
        self._field.textChanged.connect(self.narrow)
        self._field.installEventFilter(self)
        self._list = QListWidget()
        self._list.itemActivated.connect(self._run_item)
        self._list.itemClicked.connect(self._run_item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        letters = self.fontMetrics().averageCharWidth()
        self.resize(max(520, LETTERS_ACROSS * letters), max(380, ROWS * self.fontMetrics().lineSpacing()))
        self.narrow("")
        self._field.setFocus()

    def narrow(self, text: str) -> None:
        """List the actions that hold every word of the text."""
        words = text.lower().split()
        self._list.clear()
        for action in self._entries:
            caption = action.text().replace("&", "")
            if all(word in caption.lower() for word in words):
                shortcut = action.shortcut().toString()
                item = QListWidgetItem(f"{caption}    {shortcut}" if shortcut else caption)
                item.setData(Qt.ItemDataRole.UserRole, action)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    @property
    def captions(self) -> tuple[str, ...]:
        """What is listed now."""
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    def run_current(self) -> None:
        """Run the chosen action."""
        item = self._list.currentItem()
        if item is not None:
            self._run_item(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._list.setCurrentRow((self._list.currentRow() + step) % max(1, self._list.count()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run_current()
                return True
        return super().eventFilter(watched, event)

    def _run_item(self, item: QListWidgetItem) -> None:
        action: QAction = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        action.trigger()
