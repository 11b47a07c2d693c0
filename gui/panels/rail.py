"""The rail at the left: the tasks, in the order in which a case goes through them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.style import Theme
from gui.widgets.icons import add_tinted, beside_text
from gui.widgets.styled import tool_button

ICON_PIXELS = 26
PADDING = 12  # around a caption, with what the style sheet keeps free


@dataclass(frozen=True)
class Task:
    """One task: key (also the name of its icon), caption, and why it cannot be used ("" if it can), what it is for.

    ``takes_text``: its page is there to be written on, so a click, too, gives it the keyboard.
    """

    key: str
    caption: str
    unavailable: str = ""
    tip: str = ""
    takes_text: bool = False


class Rail(QFrame):
    """One button a task; ``chosen(key)`` when the user picks one, ``chosen("")`` when the open one is closed."""

    chosen = Signal(str)
    opened = Signal(str)  # by a key, or to be written on: the keyboard goes there too

    def __init__(self, tasks: Sequence[Task], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[str, QToolButton] = {}
        self._written_on = {task.key for task in tasks if task.takes_text}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 8)
        layout.setSpacing(4)
        for task in tasks:
            button = tool_button(task.caption, style="rail", checkable=True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(ICON_PIXELS, ICON_PIXELS))
            button.setMinimumWidth(68)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setEnabled(not task.unavailable)
            button.setToolTip(task.unavailable or task.tip)
            self._buttons[task.key] = button
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.buttonClicked.connect(self._on_click)

    def set_theme(self, theme: Theme) -> None:
        """Colour the icons."""
        for key, button in self._buttons.items():
            button.ensurePolished()
            icon, pixels = QIcon(), beside_text(ICON_PIXELS, button)
            add_tinted(icon, key, theme.dim, pixels)
            add_tinted(icon, key, theme.accent, pixels, state=QIcon.State.On)
            add_tinted(icon, key, theme.line, pixels, QIcon.Mode.Disabled)
            button.setIcon(icon)
            button.setIconSize(QSize(pixels, pixels))
            # a hint that was asked for before the text had its size would cut the captions
            button.setMinimumWidth(max(68, button.fontMetrics().horizontalAdvance(button.text()) + 2 * PADDING))

    def page_patient(self) -> None:
        """Open this page by key."""
        self.opened.emit("patient")

    def page_quality(self) -> None:
        """Open this page by key."""
        self.opened.emit("quality")

    def page_maps(self) -> None:
        """Open this page by key."""
        self.opened.emit("maps")

    def page_compare(self) -> None:
        """Open this page by key."""
        self.opened.emit("compare")

    def page_report(self) -> None:
        """Open this page by key."""
        self.opened.emit("report")

    def show_task(self, key: str) -> None:
        """Mark a task as the open one; "" for none."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def _on_click(self, clicked: QToolButton) -> None:
        key = next(name for name, button in self._buttons.items() if button is clicked)
        chosen = key if clicked.isChecked() else ""
        self.show_task(chosen)
        self.chosen.emit(chosen)
        if chosen in self._written_on:
            self.opened.emit(chosen)
