"""The brush: the left button paints the region in use, the right one takes from it."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent

from analysis.labels.footprint import stroke
from analysis.labels.patch import Patch
from analysis.labels.solids import ball_stroke, box_stroke
from gui.commands import drawing
from gui.slices.frame import Frame
from gui.slices.tools.base import SliceTool, View, draw_footprint

SIZES_MM = (0.5, 200.0)
_STEP = 1.15


def _tr(text: str) -> str:
    return QCoreApplication.translate("tools", text)


class Brush(SliceTool):
    """Each move of the mouse marks what the brush passed over since the last one; a stroke is one step of undo."""

    cursor = Qt.CursorShape.BlankCursor

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._gesture: drawing.Gesture | None = None
        self._erases = False
        self._last: np.ndarray | None = None
        self._place: QPointF | None = None

    def press(self, event: QMouseEvent) -> bool:
        if self.is_for_view(event):
            return False
        self._finish()
        self._erases = event.button() == Qt.MouseButton.RightButton
        if self.tried(self._begin):
            self._last = None
            self._mark(event.position())
        return True

    def move(self, event: QMouseEvent) -> bool:
        self._place = event.position()
        if self._gesture is None:
            self._view.update()
            return False
        self._mark(event.position())
        return True

    def release(self, event: QMouseEvent) -> bool:
        was_drawing = self._gesture is not None
        self._finish()
        self._erases = False
        self._view.update()
        return was_drawing

    def double_click(self, event: QMouseEvent) -> bool:
        """The second of two quick dabs."""
        return self.press(event)

    def wheel(self, event: QWheelEvent) -> bool:
        if event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
            return False
        delta = event.angleDelta().y() or event.angleDelta().x()
        self._resize(1 if delta > 0 else -1)
        return True

    def key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Equal, Qt.Key.Key_Plus):
            self._resize(-1 if event.key() == Qt.Key.Key_Minus else 1)
            return True
        if event.key() == Qt.Key.Key_Escape and self._gesture is not None:
            self._gesture.cancel()
            self._gesture = None
            return True
        return False

    def leave(self) -> None:
        self._place = None
        self._view.update()

    def put_away(self) -> None:
        self._finish()

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """The outline of the brush under the mouse; red while it erases."""
        if self._place is None:
            return
        options = self._session.drawing.options
        pixels = options.size_mm / 2 / frame.mm_per_pixel
        draw_footprint(painter, self._place, pixels, self.colour(self._erases), square=options.square)

    # -- a stroke ----------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        name = _tr("erase") if self._erases else _tr("brush")
        self._gesture = drawing.begin_gesture(self._session, name)

    def _mark(self, position: QPointF) -> None:
        assert self._gesture is not None
        place = self.mm(position)
        line = np.array([place]) if self._last is None else np.array([self._last, place])
        self._last, self._place = place, position
        gesture = self._gesture
        if self.tried(lambda: gesture.paint(self._patch(line), erase=self._erases)):
            self._view.compose()

    def _patch(self, line: np.ndarray) -> Patch | None:
        grid = self.grid()
        if grid is None:
            return None
        options = self._session.drawing.options
        radius = options.size_mm / 2
        if not options.solid:
            return stroke(grid, self.sheet(), line, radius, square=options.square)
        return (box_stroke if options.square else ball_stroke)(grid, line, radius)

    def _finish(self) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.finish()

    def _resize(self, direction: int) -> None:
        size = self._session.drawing.options.size_mm * _STEP**direction
        self._session.drawing.set_options(size_mm=round(float(np.clip(size, *SIZES_MM)), 1))
        self._view.update()
