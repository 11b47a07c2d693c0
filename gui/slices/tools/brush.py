"""The brush: the left button paints the region in use, the right one takes from it."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt

from analysis.labels.footprint import stroke
from analysis.labels.patch import Patch
from analysis.labels.solids import ball_stroke, box_stroke
from gui.slices.tools.base import View
from gui.slices.tools.sized import SizedTool


def _tr(text: str) -> str:
    return QCoreApplication.translate("tools", text)


class Brush(SizedTool):
    """Each move of the mouse marks what the brush passed over since the last one; a stroke is one step of undo."""

    cursor = Qt.CursorShape.BlankCursor
    option, limits_mm = "size_mm", (0.5, 200.0)

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._last: np.ndarray | None = None

    def gesture_name(self) -> str:
        return _tr("erase") if self._erases else _tr("brush")

    def radius_mm(self) -> float:
        return self._session.drawing.options.size_mm / 2

    def draw(self, position: QPointF) -> None:
        place = self.mm(position)
        line = np.array([place]) if self._last is None else np.array([self._last, place])
        self._last, self._place = place, position
        gesture = self._gesture
        if gesture is not None and self.tried(lambda: gesture.paint(self._patch(line), erase=self._erases)):
            self._view.compose()

    def finish(self) -> None:
        super().finish()
        self._last = None

    def _patch(self, line: np.ndarray) -> Patch | None:
        grid = self.grid()
        if grid is None:
            return None
        options, radius = self._session.drawing.options, self.radius_mm()
        if not options.solid:
            return stroke(grid, self.sheet(), line, radius, square=options.square)
        return (box_stroke if options.square else ball_stroke)(grid, line, radius)
