"""The region of an atlas, or the cluster of the map, that lies under the mouse."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from gui.commands import drawing, picking_regions
from gui.slices.tools.base import SliceTool


class Pick(SliceTool):
    """The left button draws it (with Shift in the region in use), the right one takes it from the region in use."""

    cursor = Qt.CursorShape.PointingHandCursor

    def press(self, event: QMouseEvent) -> bool:
        if self.is_for_view(event):
            return False
        erase = event.button() == Qt.MouseButton.RightButton
        add = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        place = self.mm(event.position())
        self.tried(lambda: self._take(place, erase=erase, add=add))
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        """Nothing more than the first click."""
        return not self.is_for_view(event)

    def _take(self, place: np.ndarray, *, erase: bool, add: bool) -> None:
        if self._session.drawing.current is None:
            drawing.begin_map(self._session)
        grid = drawing.require_grid(self._session)
        found = picking_regions.find_at(self._session, place, self._session.drawing.options.source, grid)
        picking_regions.take(self._session, found, erase=erase, add=add)
