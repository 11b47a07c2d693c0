"""What brush and sphere share: a button that draws or takes away, a size by wheel and keys, an outline at the mouse."""

from abc import abstractmethod

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent

from gui.commands import drawing
from gui.slices.frame import Frame
from gui.slices.tools.base import SliceTool, View, draw_footprint

_STEP = 1.15
_RESIZE_KEYS = (Qt.Key.Key_Minus, Qt.Key.Key_Equal, Qt.Key.Key_Plus)


class SizedTool(SliceTool):
    """The left button adds, the right one takes away; ``option`` is the size in mm, within ``limits_mm``."""

    option: str
    limits_mm: tuple[float, float]

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._gesture: drawing.Gesture | None = None
        self._erases = False
        self._place: QPointF | None = None

    @abstractmethod
    def gesture_name(self) -> str:
        """What the step of undo is called."""

    @abstractmethod
    def draw(self, position: QPointF) -> None:
        """Mark what lies under the mouse, or what it passed over, in the gesture that goes on."""

    @abstractmethod
    def radius_mm(self) -> float:
        """Of the outline at the mouse."""

    def press(self, event: QMouseEvent) -> bool:
        if self.is_for_view(event):
            return False
        self.finish()
        self._erases = event.button() == Qt.MouseButton.RightButton
        if self.tried(self._begin):
            self.draw(event.position())
        return True

    def move(self, event: QMouseEvent) -> bool:
        self._place = event.position()
        if self._gesture is None:
            self._view.update()
            return False
        self.draw(event.position())
        return True

    def release(self, event: QMouseEvent) -> bool:
        was_drawing = self._gesture is not None
        self.finish()
        self._erases = False
        self._view.update()
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
        if event.key() in _RESIZE_KEYS:
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
        self.finish()

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """The outline at the mouse; red while it takes away."""
        if self._place is not None:
            pixels = self.radius_mm() / frame.mm_per_pixel
            square = self._session.drawing.options.square
            draw_footprint(painter, self._place, pixels, self.colour(self._erases), square=square)

    def finish(self) -> None:
        """End the gesture that goes on."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.finish()

    def _begin(self) -> None:
        self._gesture = drawing.begin_gesture(self._session, self.gesture_name())

    def _resize(self, direction: int) -> None:
        size = getattr(self._session.drawing.options, self.option) * _STEP**direction
        self._session.drawing.set_options(**{self.option: round(float(np.clip(size, *self.limits_mm)), 1)})
        self._view.update()
