"""The outline: corners by clicks, or freehand; it can be changed until it is accepted."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF, QWheelEvent

from analysis.labels.footprint import Sheet, polygon
from analysis.plane import screen_axes
from gui.commands import drawing
from gui.slices.frame import Frame
from gui.slices.tools.base import SliceTool, View
from gui.slices.tools.outline import nearest_edge, simplified

GRAB_PIXELS = 8.0
_FREEHAND_PIXELS = 5.0  # a shorter drag is a click
_STEP_PIXELS = 2.0


def _tr(text: str) -> str:
    return QCoreApplication.translate("tools", text)


class Contour(SliceTool):
    """A closed outline is accepted by Enter, by another slice, tool or outline; Escape drops it."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._corners: list[np.ndarray] = []  # mm
        self._is_closed = False
        self._held: int | None = None  # the corner that is dragged
        self._drawn: list[QPointF] | None = None  # a freehand line while it is drawn
        self._place: QPointF | None = None

    # -- mouse ---------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> bool:
        if self.is_for_view(event):
            return False
        if self._corners and not self._is_here(self._view.frame):
            self.settle()
        if event.button() == Qt.MouseButton.RightButton:
            self._drop_last()
        elif event.button() == Qt.MouseButton.LeftButton and self.tried(self._may_draw):
            self._press_left(event.position())
        self._view.update()
        return True

    def _press_left(self, position: QPointF) -> None:
        self._held = self._corner_at(position)
        if self._held == 0 and not self._is_closed and len(self._corners) > 2:
            self._is_closed, self._held = True, None
        elif self._held is None and self._is_closed:
            edge = nearest_edge(self._screen(), position, GRAB_PIXELS)
            if edge is None:  # another outline begins
                self.settle()
                self._begin_line(position)
            else:
                self._corners.insert(edge + 1, self.mm(position))
                self._held = edge + 1
        elif self._held is None:
            self._begin_line(position)

    def _begin_line(self, position: QPointF) -> None:
        self._drawn = [position]

    def move(self, event: QMouseEvent) -> bool:
        self._place = event.position()
        if self._held is not None:
            self._corners[self._held] = self.mm(event.position())
        elif self._drawn is not None:
            moved = event.position() - self._drawn[-1]
            if abs(moved.x()) + abs(moved.y()) >= _STEP_PIXELS:
                self._drawn.append(event.position())
        if self._corners or self._drawn is not None:
            self._view.update()
        return self._held is not None or self._drawn is not None

    def release(self, event: QMouseEvent) -> bool:
        used = self._held is not None or self._drawn is not None
        self._held = None
        line, self._drawn = self._drawn, None
        if line is not None:
            reach = max(np.hypot(p.x() - line[0].x(), p.y() - line[0].y()) for p in line)
            if reach < _FREEHAND_PIXELS:
                self._corners.append(self.mm(line[0]))
            else:
                self._corners += [self.mm(point) for point in simplified(line, 0.7)]
                self._is_closed = len(self._corners) > 2
        self._view.update()
        return used

    def double_click(self, event: QMouseEvent) -> bool:
        """Close the outline; a second double click, inside or outside, accepts it."""
        if self.is_for_view(event) or event.button() != Qt.MouseButton.LeftButton:
            return not self.is_for_view(event)
        if self._is_closed:
            self.accept()
        else:
            self._is_closed = len(self._corners) > 2
        self._held = self._drawn = None
        self._view.update()
        return True

    def wheel(self, event: QWheelEvent) -> bool:
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and self._is_closed:
            self.settle()
        return False

    def key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._corners:
            self.accept(erase=event.modifiers() == Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Escape and (self._corners or self._drawn):
            self._drop()
        elif event.key() == Qt.Key.Key_Backspace and self._corners:
            self._drop_last()
        else:
            if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._is_closed:
                self.settle()
            return False
        self._view.update()
        return True

    def put_away(self) -> None:
        self.settle()

    # -- the outline ---------------------------------------------------------------------------------------------

    @property
    def corners_mm(self) -> np.ndarray:
        """``(n, 3)`` the corners as they are now."""
        return np.array(self._corners).reshape(-1, 3)

    def accept(self, *, erase: bool = False) -> None:
        """Mark what lies in the outline, or take it from the region in use."""
        corners = self.corners_mm
        self._drop()
        if len(corners) > 2:
            self.tried(lambda: self._mark(corners, erase=erase))

    def settle(self) -> None:
        """Accept an outline of three corners or more; nothing that was drawn is lost, undo takes it back."""
        if self._corners:
            self.accept()

    def _mark(self, corners: np.ndarray, *, erase: bool) -> None:
        gesture = drawing.begin_gesture(self._session, _tr("take away outline") if erase else _tr("outline"))
        grid = drawing.require_grid(self._session)
        frame = self._view.frame
        sheet = Sheet(corners[0], *screen_axes(frame.orientation, frame.convention))
        gesture.paint(polygon(grid, sheet, corners), erase=erase)
        gesture.finish()

    def _may_draw(self) -> None:
        """A refusal comes before the first corner, not after the last."""
        if not self._corners:
            drawing.begin_gesture(self._session, "")

    def _drop(self) -> None:
        self._corners, self._is_closed, self._held, self._drawn = [], False, None, None
        self._view.update()

    def _drop_last(self) -> None:
        if self._corners:
            self._corners.pop()
            self._is_closed = self._is_closed and len(self._corners) > 2
            self._held = None

    def _is_here(self, frame: Frame) -> bool:
        axis = frame.orientation.value
        return not self._corners or abs(self._corners[0][axis] - frame.centre_mm[axis]) < 1e-3

    def _screen(self) -> list[QPointF]:
        frame = self._view.frame
        return [QPointF(*frame.to_screen(corner)) for corner in self._corners]

    def _corner_at(self, position: QPointF) -> int | None:
        distances = [float(np.hypot(p.x() - position.x(), p.y() - position.y())) for p in self._screen()]
        nearest = int(np.argmin(distances)) if distances else -1
        return nearest if distances and distances[nearest] <= GRAB_PIXELS else None

    # -- painting ------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """The outline with its corners; the inside is tinted once it is closed."""
        if not self._is_here(frame) or not (self._corners or self._drawn):
            return
        points = self._screen()
        line = [*points, *(self._drawn or ())]
        if not self._is_closed and self._drawn is None and self._place is not None:
            line.append(self._place)
        colour = self.colour(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QColor(colour)
        inside.setAlpha(70)
        painter.setBrush(inside if self._is_closed else Qt.BrushStyle.NoBrush)
        draw = painter.drawPolygon if self._is_closed else painter.drawPolyline
        for pen in (QPen(QColor(0, 0, 0, 170), 3), QPen(colour, 1.6)):
            painter.setPen(pen)
            draw(QPolygonF(line))
        painter.setBrush(colour)
        painter.setPen(QPen(QColor(0, 0, 0, 200), 1))
        for point in points:
            painter.drawEllipse(point, 3.5, 3.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
