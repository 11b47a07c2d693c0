"""What a slice view asks of its tool."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent

from analysis.errors import AlgoscopeError
from analysis.grid import Grid
from analysis.labels.footprint import Sheet
from analysis.plane import Orientation, screen_axes
from gui.session import Session
from gui.slices.frame import Frame

ERASING = QColor("#ff5252")
_CROSSHAIR = Qt.KeyboardModifier.AltModifier
_SEED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class View(Protocol):
    """What a tool may know of the view that it works in."""

    orientation: Orientation

    @property
    def session(self) -> Session:
        """The session that the view shows."""

    @property
    def frame(self) -> Frame:
        """Where the view looks."""

    def update(self) -> None:
        """Paint what is over the picture anew, soon."""

    def compose(self) -> None:
        """Paint the picture anew, now."""


class SliceTool:
    """The crosshair: each handler returns whether the tool used the event; what it leaves the view does itself."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, view: View) -> None:
        self._view = view
        self._session = view.session

    def press(self, event: QMouseEvent) -> bool:
        """A button went down."""
        return False

    def move(self, event: QMouseEvent) -> bool:
        """The mouse moved, with a button down or not."""
        return False

    def release(self, event: QMouseEvent) -> bool:
        """A button went up."""
        return False

    def double_click(self, event: QMouseEvent) -> bool:
        """A button went down for the second time."""
        return False

    def wheel(self, event: QWheelEvent) -> bool:
        """The wheel was turned."""
        return False

    def key(self, event: QKeyEvent) -> bool:
        """A key went down."""
        return False

    def leave(self) -> None:
        """The mouse left the view."""

    def put_away(self) -> None:
        """Another tool is taken: what is not finished is dropped."""

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw over the slice."""

    # -- for all tools -----------------------------------------------------------------------------------------

    @staticmethod
    def is_for_view(event: QMouseEvent) -> bool:
        """Whether a press is the view's own, whatever the tool: the crosshair by Alt, a seed, panning, the window."""
        modifiers = event.modifiers()
        return (
            bool(modifiers & _CROSSHAIR)
            or (modifiers & _SEED) == _SEED
            or event.button() == Qt.MouseButton.MiddleButton
            or (event.button() == Qt.MouseButton.RightButton and bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        )

    def mm(self, position: QPointF) -> np.ndarray:
        """``(3,)`` xyz in mm under a position of the widget."""
        return self._view.frame.to_mm(position.x(), position.y())

    def sheet(self) -> Sheet:
        """The plane of the slice."""
        frame = self._view.frame
        right, down = screen_axes(frame.orientation, frame.convention)
        return Sheet(frame.centre_mm, right, down)

    def grid(self) -> Grid | None:
        """Where the voxels of the current map are in the space shown; None where there is no map."""
        drawn = self._session.drawing.current
        return None if drawn is None else self._session.grid_of(drawn)

    def colour(self, erases: bool) -> QColor:
        """Of what the tool shows: red while it takes away, else that of the region in use."""
        region = self._session.drawing.region
        return ERASING if erases else QColor(*(region.colour if region is not None else (255, 255, 255)))

    def tried(self, step: Callable[[], object]) -> bool:
        """Do a step; what prevents it is told to the user in its sentence. True if it was done."""
        try:
            step()
        except AlgoscopeError as error:
            self._session.tell(str(error))
            return False
        return True


def draw_footprint(painter: QPainter, place: QPointF, radius: float, colour: QColor, *, square: bool) -> None:
    """A circle or a square around a place, readable on any picture."""
    box = QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(0, 0, 0, 170), 3), QPen(colour, 1.5)):
        painter.setPen(pen)
        if square:
            painter.drawRect(box)
        else:
            painter.drawEllipse(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
