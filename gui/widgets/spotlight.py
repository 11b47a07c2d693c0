"""A frame of the accent colour around a part of the window, to say "here"; it takes no click and no key."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from gui.qt_safe import QtSafe

_WIDTH = 3


class Spotlight(QtSafe, QWidget):
    """Lies over the window; ``show_on`` puts it around a widget, and it follows that one's size."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def target(self) -> QWidget | None:
        """What the frame is around now."""
        return self._target

    def show_on(self, target: QWidget | None) -> None:
        """Put the frame around a part of the window; None takes it away."""
        if self._target is not None:
            self._target.removeEventFilter(self)
        self._target = target
        if target is not None:
            target.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), _WIDTH))
        inset = _WIDTH // 2 + 1
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.end()

    def _follow(self) -> None:
        target, window = self._target, self.parentWidget()
        shown = target is not None and target.isVisible()
        self.setVisible(shown)
        if shown and target is not None and window is not None:
            self.setGeometry(target.rect().translated(target.mapTo(window, target.rect().topLeft())))
            self.raise_()
