"""The patients of late on the first page: one line each, by pseudonym and day; who is gone is gray."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.recent import RecentPatient
from gui.widgets.styled import named

SHOWN = 5


class RecentList(QWidget):
    """``chosen`` is sent with a patient."""

    chosen = Signal(object)  # RecentPatient

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._patients: tuple[RecentPatient, ...] = ()
        self.buttons: list[QPushButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(2)
        self._layout.addWidget(named(QLabel(self.tr("Recent patients")), "dim"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def show_patients(self, patients: Sequence[RecentPatient], there: Collection[RecentPatient]) -> None:
        """Show the first few; those of whom nothing is there any more cannot be chosen."""
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self._patients, self.buttons = tuple(patients[:SHOWN]), []
        for patient in self._patients:
            text = f"{patient.name} · {patient.day}"
            is_there = patient in there
            button = named(QPushButton(text if is_there else self.tr("{name} (missing)").format(name=text)), "flat")
            button.setEnabled(is_there)
            button.clicked.connect(self._on_clicked)
            self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.buttons.append(button)
        self.setVisible(bool(self._patients))

    def _on_clicked(self) -> None:
        sender = self.sender()
        index = next((n for n, button in enumerate(self.buttons) if button is sender), None)
        if index is not None:
            self.chosen.emit(self._patients[index])
