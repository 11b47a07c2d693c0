"""Views with a tool in hand, and the mouse that draws in them."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from analysis.colour import ColourScale
from analysis.grid import Grid
from analysis.image import Volume
from analysis.sampling import Interpolation
from analysis.scan import Modality
from gui.session import LayerDisplay, Role, Session
from gui.slices.view import SliceView
from tests.gui.made_scans import scan

NONE = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def drag(qtbot: QtBot) -> Callable[..., None]:
    """Press, move through all places, release."""

    def dragged(view: QWidget, path: list[QPoint], button: Qt.MouseButton = LEFT, modifier=NONE) -> None:
        qtbot.mousePress(view, button, modifier, path[0])
        for place in path[1:]:
            qtbot.mouseMove(view, place)
        qtbot.mouseRelease(view, button, modifier, path[-1])

    return dragged


def add_image(session: Session, on: Grid, data: np.ndarray | None = None) -> None:
    """An image of zeros by default, each voxel drawn as it is."""
    image = Volume(on, np.zeros(on.shape) if data is None else data, "T1")
    display = LayerDisplay(ColourScale("gray", 0, 100), True, Interpolation.NEAREST)
    session.add_layer("T1", image, Role.UNDERLAY, display, scan=scan(Modality.T1, image))


def pixel(view: SliceView, xyz_mm: np.ndarray) -> QPoint:
    """The pixel of a view at a place of its slice."""
    x, y = view.frame.to_screen(xyz_mm)
    return QPoint(int(x), int(y))


def voxel_under(view: SliceView, on: Grid, place: QPoint | QPointF) -> tuple[int, int, int] | None:
    """The voxel that a click there finds."""
    return on.voxel_at(view.frame.to_mm(place.x(), place.y()))
