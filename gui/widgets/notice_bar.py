"""One sentence over the views that stays until it is read: what went wrong, or what the user should know."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.language import in_window
from gui.qt_safe import QtSafe
from gui.widgets.styled import Paragraph, named, tool_button


class NoticeBar(QtSafe, QFrame):
    """Shows the newest notice; older ones that were not closed are counted and come back after it.

    It takes room above the views, except while something is drawn, when it floats over their upper edge: a view that
    moved under the mouse would be drawn on at another place.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._sentences: list[str] = []
        self._below: QWidget | None = None  # over whose upper edge it floats
        self._is_drawn_on: Callable[[], bool] = bool
        self._label = Paragraph()
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

    def clear(self) -> None:
        """Close all sentences: they were about a patient who is open no more."""
        self._sentences.clear()
        self._label.clear()
        self._show_newest()

    def float_over(self, below: QWidget, is_drawn_on: Callable[[], bool]) -> None:
        """Float over the upper edge of a widget beside it, if that is drawn on when a sentence appears."""
        self._below, self._is_drawn_on = below, is_drawn_on
        below.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._lie_over()
        return super().eventFilter(watched, event)

    @property
    def is_floating(self) -> bool:
        """Whether it takes no room."""
        area = self.parentWidget()
        layout = None if area is None else area.layout()
        return layout is not None and layout.indexOf(self) < 0

    def _find_place(self) -> None:
        """Into the layout or over the views; only while nothing is shown, so that nothing moves for that."""
        area = self.parentWidget()
        layout = None if area is None else area.layout()
        if not isinstance(layout, QBoxLayout) or self._below is None or self.isVisible():
            return
        if self._is_drawn_on() and not self.is_floating:
            layout.removeWidget(self)
        elif self.is_floating and not self._is_drawn_on():
            layout.insertWidget(0, self)

    def _lie_over(self) -> None:
        if self._below is not None and self.is_floating:
            width = self._below.width()
            self.setGeometry(self._below.x(), self._below.y(), width, self.heightForWidth(width))
            self.raise_()

    def _show_newest(self) -> None:
        if self._sentences:
            self._find_place()
        self.setVisible(bool(self._sentences))
        if self._sentences:
            self._label.setText(in_window(self._sentences[-1]))
            more = len(self._sentences) - 1
            self._count.setText(self.tr("and %n more", "", more) if more else "")
            self._lie_over()
