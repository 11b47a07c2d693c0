"""A field for one number of any size."""

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.qt_safe import QtSafe


class _Number(QtSafe, QDoubleValidator):
    """Accepts a number with a decimal point in every country; a comma becomes a point before the user's eyes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        plain = QLocale.c()
        plain.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)  # "1,000" must not become 1 unseen
        self.setLocale(plain)
        self.setNotation(QDoubleValidator.Notation.ScientificNotation)

    def validate(self, text: str, position: int) -> object:
        return super().validate(text.replace(",", "."), position)


class NumberField(QLineEdit):
    """Shows a number with four significant digits; ``edited(float)`` when the user has typed another."""

    edited = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(_Number(self))
        self.setMinimumWidth(54)
        self._value = 0.0
        self.editingFinished.connect(self._on_finished)

    def show_value(self, value: float) -> None:
        """Show a number, unless the user is typing one."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self.setText(f"{value:.4g}")
            self.setCursorPosition(0)

    def _on_finished(self) -> None:
        if not self.isModified():
            return
        self.setModified(False)
        value = float(self.text())
        if value != self._value:
            self.edited.emit(value)
