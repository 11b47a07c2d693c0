"""What stands where there is nothing yet: what is missing, why, and the button that fixes it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.widgets.styled import Paragraph, named


class EmptyState(QWidget):
    """A heading, a sentence and at most one button, in the middle of the free space."""

    def __init__(
        self,
        heading: str,
        sentence: str,
        button: str = "",
        on_click: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 24, 18, 24)
        layout.setSpacing(10)
        layout.addStretch(1)
        title = named(QLabel(heading), "title")
        self.sentence = named(Paragraph(sentence), "dim")
        for label in (title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        if button and on_click is not None:
            action = named(QPushButton(button), "primary")
            action.clicked.connect(on_click)
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
