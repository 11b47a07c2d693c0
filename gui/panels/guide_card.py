"""The guide through the program: one card over the views, a few sentences a step, left at any time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.qt_safe import QtSafe
from gui.widgets.styled import Paragraph, named


@dataclass(frozen=True)
class GuideStep:
    """One step: what is explained, the button that does it, and the part of the window that is meant."""

    title: str
    text: str
    button: str
    do: Callable[[], None]
    target: QWidget


class GuideCard(QtSafe, QFrame):
    """``moved(int)`` tells the step that is shown, ``left()`` that the guide was closed. Esc leaves it."""

    moved = Signal(int)
    left = Signal()

    def __init__(self, steps: Sequence[GuideStep], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self._steps, self._at = tuple(steps), 0
        self._place = named(QLabel(), "dim")
        self._title = named(QLabel(), "title")
        self._text = Paragraph()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.do, self.back = named(QPushButton(), "primary"), QPushButton(self.tr("&Back"))
        self.next, self.leave = QPushButton(self.tr("&Next")), QPushButton(self.tr("Leave"))
        self.leave.setToolTip(self.tr("Leave the guide (Esc); it can be started again from the Help menu"))
        self.do.clicked.connect(self._do)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.leave.clicked.connect(self.stop)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._place)
        head.addStretch(1)
        head.addWidget(self.leave)
        row = QHBoxLayout()
        row.addWidget(self.do)
        row.addStretch(1)
        for button in (self.back, self.next):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._text)
        layout.addLayout(row)
        for before, after in pairwise((self.do, self.back, self.next, self.leave)):
            QWidget.setTabOrder(before, after)
        self.hide()

    @property
    def step(self) -> GuideStep:
        """The step that is shown."""
        return self._steps[self._at]

    def start(self) -> None:
        """Begin with the first step and take the keyboard."""
        self.show()
        self.go_to(0)
        self.do.setFocus()

    def stop(self) -> None:
        """Leave the guide."""
        self.hide()
        self.left.emit()

    def go_to(self, at: int) -> None:
        """Show a step, the first being 0."""
        self._at = max(0, min(at, len(self._steps) - 1))
        step = self.step
        self._title.setText(step.title)
        self._place.setText(self.tr("step {n} of {all}").format(n=self._at + 1, all=len(self._steps)))
        self._text.setText(step.text)
        self.do.setText(step.button)
        self.back.setEnabled(self._at > 0)
        last = self._at == len(self._steps) - 1
        self.next.setText(self.tr("Finish") if last else self.tr("&Next"))
        self.moved.emit(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
        else:
            super().keyPressEvent(event)

    def _do(self) -> None:
        self.step.do()

    def _go_back(self) -> None:
        self.go_to(self._at - 1)

    def _go_on(self) -> None:
        if self._at == len(self._steps) - 1:
            self.stop()
        else:
            self.go_to(self._at + 1)
