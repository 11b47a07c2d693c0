"""The wheel scrolls a page and never changes a choice on its way: combo boxes and spin boxes pass it on.

A page of controls is scrolled with the wheel; a box that happens to be under the pointer would change its value unseen.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox

from gui.qt_safe import QtSafe


class WheelGuard(QtSafe, QObject):
    """Watches a whole application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer."""
        parent = self.parent()
        assert parent is not None
        parent.removeEventFilter(self)
        self.setParent(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel or not isinstance(watched, QComboBox | QAbstractSpinBox):
            return False
        event.ignore()  # so that Qt offers it to the widget around
        return True
