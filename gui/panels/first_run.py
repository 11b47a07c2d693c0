"""What stands in the centre while nothing is open: three buttons, and what this computer can do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.panels.recent_list import RecentList
from gui.widgets.styled import named


class FirstRunPage(QWidget):
    """Open a patient, explore the demonstration patient, or go on with the last session."""

    def __init__(self, actions: Actions, *, has_last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = named(QLabel("Algoscope"), "display")
        purpose = named(QLabel(self.tr("What a patient's brain MRI says about pain")), "dim")
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for key, text, meaning in (
            ("open_patient", self.tr("Open patient"), self.tr("DICOM folder or zip, NIfTI files or a BIDS subject")),
            ("demo", self.tr("Explore the demonstration patient"), self.tr("Made by this computer; no real person")),
            ("last", self.tr("Open last session"), self.tr("What was open before, as it was")),
        ):
            buttons.addWidget(self._card(actions, key, text, meaning, enabled=key != "last" or has_last))
        drop = named(QLabel(self.tr("Or drop files or a folder on this window.")), "dim")
        self._self_test = named(QLabel(self.tr("Checking graphics, memory and cores …"), wordWrap=True), "dim")
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(2)
        for label in (title, purpose):
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(18)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(buttons, 8)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(8)
        layout.addWidget(drop, 0, Qt.AlignmentFlag.AlignHCenter)
        self.recent = RecentList()
        layout.addWidget(self.recent)
        layout.addStretch(2)
        self._self_test.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._self_test)
        layout.addSpacing(10)

    def allow_last(self, allowed: bool) -> None:
        """Let the last session be opened, once there is one."""
        self._last.setEnabled(allowed)

    def show_self_test(self, sentence: str) -> None:
        """Say what this computer can do."""
        self._self_test.setText(sentence)

    def _card(self, actions: Actions, key: str, text: str, meaning: str, *, enabled: bool) -> QFrame:
        card = named(QFrame(), "card")
        button = named(QPushButton(text), "primary" if key == "open_patient" else "")
        button.setMinimumHeight(40)
        button.setEnabled(enabled)
        if key == "last":
            self._last = button
        button.clicked.connect(actions.action(key).trigger)
        label = named(QLabel(meaning, wordWrap=True), "dim")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.addWidget(button)
        layout.addWidget(label)
        return card
