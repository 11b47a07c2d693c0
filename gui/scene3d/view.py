"""The widget of the 3D view: shows what a `Stage` draws, turns it with the mouse, says where a click went.

Nothing of VTK is imported before `start`, and nothing at all where nothing can draw. While the picture moves it
is drawn at half the resolution with a light mesh, when it rests in full. However often `schedule` is called,
one picture is drawn per paint.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPushButton, QWidget

from gui.qt_safe import QtSafe
from gui.scene3d.graphics import TIMEOUT_S, Graphics

if TYPE_CHECKING:
    from gui.scene3d.scene import Scene
    from gui.scene3d.stage import Stage

QUICK_MS = 25.0  # a full picture that takes no longer needs no lighter one
REST_MS = 500
CLICK_PX = 4
KEYPAD_SIDES = {
    Qt.Key.Key_4: "L",
    Qt.Key.Key_6: "R",
    Qt.Key.Key_5: "A",
    Qt.Key.Key_0: "P",
    Qt.Key.Key_8: "S",
    Qt.Key.Key_2: "I",
}
"""Keys of the keypad and the side of the patient from which they look; the decimal point resets."""


class View3D(QtSafe, QWidget):
    """Left drag turns, middle or Shift + left drag moves, right drag and wheel zoom, a click picks a place."""

    picked = Signal(object)  # (3,) xyz in mm of what was clicked
    maximise_requested = Signal()
    started = Signal()
    again = Signal()  # the user wants graphics looked for once more
    node_entered = Signal(object)  # int, the node under the pointer, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.WheelFocus)
        self.setMinimumSize(120, 100)
        self.setMouseTracking(True)
        self._node: int | None = None
        self.stage: Stage | None = None
        self._sentence = self.tr("The 3D view is being prepared.")
        self.try_again = QPushButton(self.tr("Try again"), self)
        self.try_again.clicked.connect(self._ask_again)
        self.try_again.hide()
        self._image: QImage | None = None
        self._is_stale, self._is_moving = True, False
        self._full_ms = self._last_ms = 0.0
        self._pressed_at: QPointF | None = None
        self._dragged_from = QPointF()
        self._is_click = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._come_to_rest)

    # -- for the panel --------------------------------------------------------------------------------------

    def start(self, graphics: Graphics) -> None:
        """Make the scene, or say why there is none, by the answer of `probe_graphics`; a second call does nothing."""
        if self.stage is not None:
            return
        self.try_again.setVisible(graphics.timed_out)
        if graphics.timed_out:
            words = self.tr(
                "The trial of 3D graphics took over {seconds} s on this busy computer; everything else works without. "
                "Try again when it has less to do."
            )
            self.say(words.format(seconds=round(TIMEOUT_S)))
            self._place_button()
            return
        if not graphics.can_draw:
            self.say(self.tr("3D needs OpenGL, which this computer does not offer; everything else works without."))
            return
        graphics.prepare()
        from gui.scene3d.scene import Scene
        from gui.scene3d.stage import Stage

        self.stage = Stage(Scene(is_soft=graphics.kind == "software"))
        self.stage.scene.look_from("A")
        self._sentence = ""
        self._resize_stage()
        self.started.emit()
        self.schedule()

    def _ask_again(self) -> None:
        self.try_again.hide()
        self.say(self.tr("The 3D view is being prepared."))
        self.again.emit()

    def _place_button(self) -> None:
        """Below the sentence, which stands in the middle."""
        self.try_again.adjustSize()
        below = round(self.height() / 2 + 3 * self.fontMetrics().height())
        top = min(below, self.height() - self.try_again.height() - 4)
        self.try_again.move((self.width() - self.try_again.width()) // 2, max(0, top))

    @property
    def scene(self) -> Scene | None:
        """What there is to see; None before `start` and where nothing can draw."""
        return None if self.stage is None else self.stage.scene

    @property
    def last_ms(self) -> float:
        """How long the last picture took to draw, in ms."""
        return self._last_ms

    @property
    def sentence(self) -> str:
        """What is written over the picture; empty for nothing."""
        return self._sentence

    def say(self, sentence: str) -> None:
        """Write a sentence over the picture (in its place, where nothing can draw); empty takes it away."""
        if sentence != self._sentence:
            self._sentence = sentence
            self.update()

    def schedule(self, *, moving: bool = False) -> None:
        """Draw again with the next paint; a quick picture while something moves, a full one when it rests."""
        if moving and self._full_ms > QUICK_MS:
            self._set_moving(True)
            self._rest.start()
        self._is_stale = True
        self.update()

    def look_from(self, side: str) -> None:
        """Look from the patient's L, R, A, P, S or I."""
        if self.stage is not None:
            self.stage.scene.look_from(side)
            self.schedule()

    def look_obliquely(self) -> None:
        """The first view: from the front, the left and above, so that three sides are seen."""
        if self.stage is not None:
            self.stage.scene.look_along(np.array([0.62, -1.0, -0.52]), np.array([0.0, 0.0, 1.0]))
            self.schedule()

    def render_image(self, width: int | None = None, height: int | None = None) -> QImage:
        """A full picture, of the widget's size or of another one in pixels, for figures and tests.

        Raises RuntimeError where there is no scene.
        """
        if self.stage is None:
            raise RuntimeError("there is no 3D scene to draw")
        was_moving = self._is_moving
        self._set_moving(False)
        if width is not None and height is not None:
            self.stage.resize(width, height, height / max(1, self.height()))
        image = _image_of(self.stage.render())
        self._set_moving(was_moving)
        self._resize_stage()
        return image

    def release(self) -> None:
        """Give back what VTK holds; to be called before the widget goes. A second call does nothing."""
        self._rest.stop()
        if self.stage is not None:
            self.stage.release()
            self.stage = None
        self._image = None

    # -- drawing --------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A quarter of a usual window."""
        return QSize(480, 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_stale and self.stage is not None:
            self._draw(self.stage)
        painter = QPainter(self)
        if self._image is None:
            painter.fillRect(self.rect(), QColor("#0c0e12"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._is_moving)
            painter.drawImage(self.rect(), self._image)
        if self._sentence:
            self._write(painter)
        painter.end()

    def _draw(self, stage: Stage) -> None:
        start = time.perf_counter()
        self._image = _image_of(stage.render())
        self._is_stale = False
        self._last_ms = (time.perf_counter() - start) * 1000
        if not self._is_moving:
            self._full_ms = self._last_ms

    def _write(self, painter: QPainter) -> None:
        width = min(self.width() - 32.0, 420.0)
        if width < 40:
            return
        area = QRectF((self.width() - width) / 2, 12, width, self.height() - 24)
        place = Qt.AlignmentFlag.AlignCenter if self._image is None else Qt.AlignmentFlag.AlignTop
        painter.setPen(QColor("#c3cad6") if self._is_dark() else QColor("#334055"))
        painter.drawText(
            area, int(place | Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap), self._sentence
        )

    def _is_dark(self) -> bool:
        return self._image is None or self._image.pixelColor(self._image.width() // 2, 0).lightness() < 128

    def _come_to_rest(self) -> None:
        if self._pressed_at is not None and not self._is_click:
            self._rest.start()  # the button is still held
            return
        self._set_moving(False)
        self.schedule()

    def _set_moving(self, moving: bool) -> None:
        if moving != self._is_moving and self.stage is not None:
            self._is_moving = moving
            self.stage.scene.set_moving(moving)
            self._resize_stage()

    @property
    def _scale(self) -> float:
        """Pixels of the picture per pixel of Qt."""
        return self.devicePixelRatioF() * (0.5 if self._is_moving else 1.0)

    def _resize_stage(self) -> None:
        if self.stage is not None:
            scale = self._scale
            self.stage.resize(round(self.width() * scale), round(self.height() * scale), scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._resize_stage()
        self._place_button()
        self.schedule()

    # -- mouse and keys -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            self._pressed_at = self._dragged_from = event.position()
            self._is_click = event.button() == Qt.MouseButton.LeftButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.stage is None:
            return
        if self._pressed_at is None:
            self._note_node(event.position() * self._scale)
            return
        if self._is_click and (event.position() - self._pressed_at).manhattanLength() < CLICK_PX:
            return
        self._is_click = False
        moved = (event.position() - self._dragged_from) * self._scale
        self._dragged_from = event.position()
        buttons, shift = event.buttons(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if buttons & Qt.MouseButton.RightButton:
            self.stage.zoom(1.01 ** (-moved.y() / self._scale))
        elif buttons & Qt.MouseButton.MiddleButton or shift:
            self.stage.pan(moved.x(), moved.y())
        else:
            self.stage.rotate(moved.x(), moved.y())
        self.schedule(moving=True)

    def _note_node(self, position: QPointF) -> None:
        node = None if self.stage is None else self.stage.node_at(position.x(), position.y())
        if node != self._node:
            self._node = node
            self.node_entered.emit(node)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_click, self._pressed_at, self._is_click = self._is_click, None, False
        if was_click and self.stage is not None:
            position = event.position() * self._scale
            place = self.stage.pick(position.x(), position.y())
            if place is not None:
                self.picked.emit(place)
        elif self._is_moving:
            self._come_to_rest()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.maximise_requested.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.stage is not None and event.angleDelta().y():
            self.stage.zoom(1.15 ** (event.angleDelta().y() / 120))
            self.schedule(moving=True)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, on_keypad = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
        if on_keypad and key in KEYPAD_SIDES:
            self.look_from(KEYPAD_SIDES[key])
        elif on_keypad and key in (Qt.Key.Key_Period, Qt.Key.Key_Comma):
            self.look_obliquely()
        else:
            super().keyPressEvent(event)


def _image_of(rgba: np.ndarray) -> QImage:
    """A picture ``(height, width, 4)`` uint8 as a QImage of its own."""
    height, width = rgba.shape[:2]
    return QImage(rgba.data, width, height, width * 4, QImage.Format.Format_RGBX8888).copy()
