"""A region that grows from a click: the drag chooses the range of values, and what it holds is seen at once."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter

from gui.commands import drawing
from gui.commands.picking_regions import Growing
from gui.slices.decorations import draw_text
from gui.slices.frame import Frame
from gui.slices.tools.base import SliceTool, View
from gui.style import SLICE_TEXT

_PIXELS = 120.0  # for a range e times as wide


def _tr(text: str) -> str:
    return QCoreApplication.translate("tools", text)


class Grow(SliceTool):
    """Right and left widen and narrow the range, up and down move it; letting go accepts."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._gesture: drawing.Gesture | None = None
        self._growing: Growing | None = None
        self._erases = False
        self._begin_at = self._place = QPointF()
        self._share = 0.0
        self._text = ""

    def press(self, event: QMouseEvent) -> bool:
        if self.is_for_view(event):
            return False
        self._drop()
        self._erases = event.button() == Qt.MouseButton.RightButton
        self._begin_at = self._place = event.position()
        if self.tried(lambda: self._begin(self.mm(event.position()))):
            self._show()
        return True

    def move(self, event: QMouseEvent) -> bool:
        if self._gesture is None:
            return False
        self._place = event.position()
        self._show()
        return True

    def release(self, event: QMouseEvent) -> bool:
        gesture, self._gesture = self._gesture, None
        self._growing = None
        if gesture is None:
            return False
        if gesture.finish():
            self._session.drawing.set_options(grow_share=self._share)  # the next click begins with this range
        self._view.update()
        return True

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._gesture is not None:
            self._drop()
            return True
        return False

    def put_away(self) -> None:
        self._drop()

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """The range and how much it holds, beside the mouse."""
        if self._gesture is not None:
            metrics = QFontMetricsF(painter.font())
            x = min(self._place.x() + 14, frame.size[0] - metrics.horizontalAdvance(self._text) - 8)
            y = max(self._place.y() - 12, 3 * metrics.height())
            draw_text(painter, QPointF(x, y), self._text, SLICE_TEXT)

    def _begin(self, place: np.ndarray) -> None:
        gesture = drawing.begin_gesture(self._session, _tr("take away grown") if self._erases else _tr("grow"))
        grid = self.grid()
        assert grid is not None
        self._growing = Growing(self._session, place, grid)
        self._gesture = gesture

    def _show(self) -> None:
        gesture, growing = self._gesture, self._growing
        if gesture is None or growing is None:
            return
        moved = self._place - self._begin_at
        self._share = float(np.clip(self._session.drawing.options.grow_share * np.exp(moved.x() / _PIXELS), 1e-3, 4))
        middle = growing.value - growing.span * moved.y() / (4 * _PIXELS)
        low, high = middle - self._share * growing.span, middle + self._share * growing.span
        low, high = min(low, growing.value), max(high, growing.value)  # the first voxel always belongs to it
        if self.tried(lambda: gesture.show(growing.patch(low, high), erase=self._erases)):
            self._text = f"{low:.4g} – {high:.4g}: {gesture.n_shown:,} ".replace(",", " ").replace("-", "−") + _tr(
                "voxels"
            )
            self._view.compose()

    def _drop(self) -> None:
        gesture, self._gesture = self._gesture, None
        self._growing = None
        if gesture is not None:
            gesture.cancel()
        self._view.update()
