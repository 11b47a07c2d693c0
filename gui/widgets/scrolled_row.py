"""A row of buttons that is scrolled sideways where the window is too narrow for it, instead of widening the window."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from gui.qt_safe import QtSafe

_NARROWEST = 120  # pixels


class ScrolledRow(QtSafe, QScrollArea):
    """Holds a layout; what has the keyboard is always scrolled to."""

    def __init__(self, row: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        content.setLayout(row)
        content.installEventFilter(self)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """As high as the row, and its scroll bar where there is one."""
        row = self.widget()
        if row is None:
            return super().sizeHint()
        hint, narrow = row.sizeHint(), row.minimumSizeHint().width() > self.width()
        return QSize(hint.width(), hint.height() + (self.horizontalScrollBar().sizeHint().height() if narrow else 0))

    def minimumSizeHint(self) -> QSize:
        """Narrow: what does not fit is scrolled to."""
        return QSize(_NARROWEST, self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
