"""One sentence over the views that stays until it is read: what went wrong, or what the user should know."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.language import in_window
from gui.widgets.styled import named, tool_button


class NoticeBar(QFrame):
    """Shows the newest notice; older ones that were not closed are counted and come back after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._sentences: list[str] = []
        self._label = QLabel(wordWrap=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._count = named(QLabel(), "dim")
        close = tool_button("✕", self.tr("Close this message"), style="flat")
        close.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._count)
        layout.addWidget(close)
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What has not been closed yet, the newest last."""
        return tuple(self._sentences)

    def tell(self, sentence: str) -> None:
        """Show a sentence; one that is there already is not repeated."""
        if sentence in self._sentences:
            self._sentences.remove(sentence)
        self._sentences.append(sentence)
        self._show_newest()

    def dismiss(self) -> None:
        """Close the newest sentence."""
        if self._sentences:
            self._sentences.pop()
        self._show_newest()

    def _show_newest(self) -> None:
        self.setVisible(bool(self._sentences))
        if self._sentences:
            self._label.setText(in_window(self._sentences[-1]))
            more = len(self._sentences) - 1
            self._count.setText(self.tr("and %n more", "", more) if more else "")
