"""A field for one number of any size."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QLineEdit, QWidget


class NumberField(QLineEdit):
    """Shows a number with four significant digits; ``edited(float)`` when the user has typed another."""

    edited = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        validator = QDoubleValidator(self)
        validator.setNotation(QDoubleValidator.Notation.ScientificNotation)
        self.setValidator(validator)
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
        value = float(self.text().replace(",", "."))
        if value != self._value:
            self.edited.emit(value)
