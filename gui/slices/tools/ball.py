"""A sphere or a box at a click, or a disc or a square of this slice only; it can be dragged before it is let go."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent

from analysis.labels.footprint import stroke
from analysis.labels.patch import Patch
from analysis.labels.solids import ball_stroke, box
from gui.commands import drawing
from gui.slices.frame import Frame
from gui.slices.tools.base import SliceTool, View, draw_footprint

RADII_MM = (0.5, 100.0)
_STEP = 1.15


def _tr(text: str) -> str:
    return QCoreApplication.translate("tools", text)


class Ball(SliceTool):
    """The left button adds, the right one takes away; it is placed when the button goes up."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._gesture: drawing.Gesture | None = None
        self._erases = False
        self._place: QPointF | None = None

    def press(self, event: QMouseEvent) -> bool:
        if self.is_for_view(event):
            return False
        self._finish()
        self._erases = event.button() == Qt.MouseButton.RightButton
        if self.tried(self._begin):
            self._show(event.position())
        return True

    def move(self, event: QMouseEvent) -> bool:
        self._place = event.position()
        if self._gesture is None:
            self._view.update()
            return False
        self._show(event.position())
        return True

    def release(self, event: QMouseEvent) -> bool:
        was_drawing = self._gesture is not None
        self._finish()
        return was_drawing

    def double_click(self, event: QMouseEvent) -> bool:
        """The second of two quick clicks."""
        return self.press(event)

    def wheel(self, event: QWheelEvent) -> bool:
        if event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
            return False
        self._resize(1 if (event.angleDelta().y() or event.angleDelta().x()) > 0 else -1)
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
        """The outline of what a click would mark."""
        if self._place is not None:
            options = self._session.drawing.options
            pixels = options.radius_mm / frame.mm_per_pixel
            draw_footprint(painter, self._place, pixels, self.colour(self._erases), square=options.square)

    def _begin(self) -> None:
        options = self._session.drawing.options
        flat, solid = (_tr("square"), _tr("box")) if options.square else (_tr("disc"), _tr("sphere"))
        self._gesture = drawing.begin_gesture(self._session, solid if options.solid else flat)

    def _show(self, position: QPointF) -> None:
        self._place = position
        gesture, place = self._gesture, self.mm(position)
        if gesture is not None and self.tried(lambda: gesture.show(self._patch(place), erase=self._erases)):
            self._view.compose()

    def _patch(self, place: np.ndarray) -> Patch | None:
        grid = self.grid()
        if grid is None:
            return None
        options = self._session.drawing.options
        if not options.solid:
            return stroke(grid, self.sheet(), place[None], options.radius_mm, square=options.square)
        return box(grid, place, options.radius_mm) if options.square else ball_stroke(grid, place, options.radius_mm)

    def _finish(self) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.finish()

    def _resize(self, direction: int) -> None:
        radius = self._session.drawing.options.radius_mm * _STEP**direction
        self._session.drawing.set_options(radius_mm=round(float(np.clip(radius, *RADII_MM)), 1))
        self._view.update()
