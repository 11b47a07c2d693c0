"""A form whose fields have a place for the sentence that says why they cannot be used."""

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from gui.widgets.choice_box import ChoiceBox
from gui.widgets.styled import Paragraph, named


class Fields(QFormLayout):
    """Captions, fields, and under each field its error; rows can be hidden as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setVerticalSpacing(4)
        self.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._errors: dict[str, QLabel] = {}
        self._holders: dict[str, QWidget] = {}

    def add(self, key: str, caption: str, field: QWidget) -> None:
        """Add a field under a key."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        error = named(Paragraph(), "error")
        error.hide()
        column.addWidget(field)
        column.addWidget(error)
        self._errors[key], self._holders[key] = error, holder
        label = QLabel(caption)
        label.setBuddy(field)  # not the holder, which takes no key
        self.addRow(label, holder)

    def show_row(self, key: str, shown: bool) -> None:
        """Show a field with its caption, or neither."""
        self.setRowVisible(self._holders[key], shown)

    def tell(self, key: str, sentence: str) -> None:
        """Write a sentence beside a field; "" takes it away."""
        self._errors[key].setText(sentence)
        self._errors[key].setVisible(bool(sentence))

    def told(self, key: str) -> str:
        """The sentence beside a field."""
        return self._errors[key].text()


def choice_box() -> QComboBox:
    """A box that may be narrower than its longest entry."""
    return ChoiceBox()


def fill(box: QComboBox, entries: list[tuple[str, object]]) -> None:
    """Other entries; the choice stays where it is still among them."""
    before = box.currentData()
    box.blockSignals(True)
    box.clear()
    for text, data in entries:
        box.addItem(text, data)
    position = box.findData(before)
    box.setCurrentIndex(max(position, 0) if box.count() else -1)
    box.blockSignals(False)
