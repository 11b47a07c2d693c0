"""Small widgets with the name by which the style sheet finds them."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QToolTip, QWidget

from gui.qt_safe import QtSafe

W = TypeVar("W", bound=QObject)


def named(widget: W, name: str) -> W:
    """Give a widget the name of its style, such as ``"card"`` or ``"dim"``, and return it."""
    widget.setObjectName(name)
    return widget


def tool_button(text: str = "", tip: str = "", *, style: str = "", checkable: bool = False) -> QToolButton:
    """A tool button; ``style="flat"`` has no frame."""
    button = named(QToolButton(), style)
    button.setText(text)
    button.setToolTip(tip)
    button.setCheckable(checkable)
    return button


class Paragraph(QtSafe, QLabel):
    """A text in as many lines as its width asks for, which are counted once for each width.

    A layout asks every label in it for its height, several times, whenever one of them changes; each time Qt would set
    the whole text, which for a page of texts takes longer than a window may stand still.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._heights: dict[int, int] = {}  # of which text, in pixels by the width
        self._measured = text
        self.setWordWrap(True)

    def heightForWidth(self, width: int) -> int:
        text = self.text()
        if text != self._measured:
            self._measured = text
            self._heights.clear()
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()  # the font may be another
        super().changeEvent(event)

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]
        self._heights.clear()
        super().setContentsMargins(left, top, right, bottom)

    def setTextFormat(self, text_format: Qt.TextFormat) -> None:
        self._heights.clear()
        super().setTextFormat(text_format)


class ElidedLabel(QtSafe, QLabel):
    """A line of text that ends in an ellipsis where there is no room; the tool tip has the whole.

    Its size does not depend on its text, so another text asks for no new layout, which would repaint all around it.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text = ""
        self.setText(text)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the layout wants."""
        return QSize(20, super().minimumSizeHint().height())

    @property
    def is_cut(self) -> bool:
        """Whether there is no room for the whole text."""
        return self.fontMetrics().horizontalAdvance(self._text) > self.contentsRect().width()

    def event(self, event: QEvent) -> bool:
        """Tell the whole text to whoever points at a part of it, unless the label has a tip of its own."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.is_cut and not self.toolTip():
            QToolTip.showText(event.globalPos(), self._text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.contentsRect().width())
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
