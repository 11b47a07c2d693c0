"""A sphere or a box at a click, or a disc or a square of this slice only; it can be dragged before it is let go."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt

from analysis.labels.footprint import stroke
from analysis.labels.patch import Patch
from analysis.labels.solids import ball_stroke, box
from gui.slices.tools.sized import SizedTool


def _tr(text: str) -> str:
    return QCoreApplication.translate("tools", text)


class Ball(SizedTool):
    """It is placed when the button goes up."""

    cursor = Qt.CursorShape.CrossCursor
    option, limits_mm = "radius_mm", (0.5, 100.0)

    def gesture_name(self) -> str:
        options = self._session.drawing.options
        flat, solid = (_tr("square"), _tr("box")) if options.square else (_tr("disc"), _tr("sphere"))
        return solid if options.solid else flat

    def radius_mm(self) -> float:
        return self._session.drawing.options.radius_mm

    def draw(self, position: QPointF) -> None:
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
