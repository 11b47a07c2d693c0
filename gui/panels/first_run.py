"""The centre while nothing is open: three buttons or what is being opened, and what this computer can do."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.jobs import JobRunner
from gui.language import in_window
from gui.panels.recent_list import RecentList
from gui.qt_safe import QtSafe
from gui.widgets.opening_card import OpeningCard
from gui.widgets.styled import Paragraph, named

_AROUND = 60  # pixels between and beside three cards


class FirstRunPage(QtSafe, QScrollArea):
    """Open a patient, explore the demonstration patient, or go on with the last session.

    The cards stand side by side where there is room, else one below the other; what does not fit is scrolled to. While
    something is being opened, that stands in their place.
    """

    def __init__(self, actions: Actions, *, has_last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        title = named(QLabel("Algoscope"), "display")
        purpose = named(Paragraph(self.tr("What a patient's brain MRI says about pain")), "dim")
        self._cards = [
            self._card(actions, key, text, meaning, enabled=key != "last" or has_last)
            for key, text, meaning in (
                (
                    "open_patient",
                    self.tr("Open patient"),
                    self.tr("DICOM folder or zip, NIfTI files or a BIDS subject"),
                ),
                (
                    "demo",
                    self.tr("Explore the demonstration patient"),
                    self.tr("Made by this computer; no real person"),
                ),
                ("last", self.tr("Open last session"), self.tr("What was open before, as it was")),
            )
        ]
        self._places = QGridLayout()
        self._places.setSpacing(12)
        self._in_a_row: bool | None = None
        self._guide = named(QPushButton(self.tr("New here? A guide in four steps")), "flat")
        self._guide.clicked.connect(actions.action("guide").trigger)
        self.opening = OpeningCard()
        self.opening.begun.connect(self._show_choices)
        self.opening.ended.connect(self._show_choices)
        self.recent = RecentList()
        self._self_test = named(Paragraph(self.tr("Checking graphics, memory and cores …")), "dim")
        self._assemble(title, purpose)

    def _assemble(self, title: QLabel, purpose: QLabel) -> None:
        self._drop = named(Paragraph(self.tr("Or drop files or a folder on this window.")), "dim")
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setSpacing(10)
        layout.addStretch(2)
        for label in (title, purpose):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(18)
        row = QHBoxLayout()
        row.addStretch(1)
        middle = QVBoxLayout()
        middle.addLayout(self._places)
        middle.addWidget(self.opening)
        row.addLayout(middle, 8)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(8)
        self._drop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._drop)
        layout.addWidget(self._guide, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.recent)
        layout.addStretch(2)
        self._self_test.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._self_test)
        layout.addSpacing(10)
        self.setWidget(content)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_guide"):
            self._place()

    def _place(self) -> None:
        wanted = sum(card.minimumSizeHint().width() for card in self._cards) + _AROUND
        in_a_row = wanted <= self.viewport().width()
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for number, card in enumerate(self._cards):
            self._places.removeWidget(card)
            self._places.addWidget(card, 0 if in_a_row else number, number if in_a_row else 0)

    def follow(self, jobs: JobRunner, tell: Callable[..., None]) -> None:
        """Show what these jobs open; ``tell(title)`` when it begins, ``tell()`` when it is over."""
        self.opening.follow(jobs)
        self.opening.begun.connect(tell)
        self.opening.ended.connect(tell)

    def _show_choices(self) -> None:
        is_opening = self.opening.job is not None
        for part in (*self._cards, self._drop):
            part.setVisible(not is_opening)
        self.recent.setVisible(not is_opening and bool(self.recent.buttons))

    def allow_last(self, allowed: bool) -> None:
        """Let the last session be opened, once there is one."""
        self._last.setEnabled(allowed)

    def show_self_test(self, sentence: str) -> None:
        """Say what this computer can do."""
        self._self_test.setText(in_window(sentence))

    def _card(self, actions: Actions, key: str, text: str, meaning: str, *, enabled: bool) -> QFrame:
        card = named(QFrame(), "card")
        button = named(QPushButton(text), "primary" if key == "open_patient" else "")
        button.setMinimumHeight(40)
        button.setEnabled(enabled)
        if key == "last":
            self._last = button
        button.clicked.connect(actions.action(key).trigger)
        label = named(Paragraph(meaning), "dim")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.addWidget(button)
        layout.addWidget(label)
        return card
