"""Layers to one picture: by the compiled compositor once it is loaded, by numpy until then.

Importing the compositor (and compiling it, the first time) takes seconds, so it happens in a job after the
window is up; both give the same picture.
"""

import importlib
import sys
from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QImage

from analysis.colour import composite
from analysis.plane import Plane
from analysis.progress import Progress, silent
from analysis.sampling import Interpolation, on_plane
from gui.session import Layer

_COMPOSITOR = "analysis.compositor"
_ready = False


def load_compositor(progress: Progress = silent) -> None:
    """Import and compile the compositor: a job for a background thread."""
    global _ready
    progress(0.0, "preparing fast drawing")
    importlib.import_module(_COMPOSITOR).warm_up()
    _ready = True


def picture(layers: Sequence[Layer], timepoint: int, plane: Plane) -> QImage:
    """The layers cut by a plane, the first at the bottom, as an opaque image."""
    if not layers:
        image = QImage(plane.shape[1], plane.shape[0], QImage.Format.Format_RGB32)
        image.fill(0)
        return image
    if _ready:
        compositor = sys.modules[_COMPOSITOR]
        pixels = compositor.paint(
            [
                compositor.PaintLayer(layer.volume(timepoint), layer.display.scale, layer.display.interpolation)
                for layer in layers
            ],
            plane,
        )
    else:
        pixels = _paint_slowly(layers, timepoint, plane)
    rows, columns = pixels.shape
    return QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_RGB32).copy()


class Painter:
    """Paints the picture of one view, and gives it again while nothing that it shows has changed.

    So the wheel over one view costs one new picture, not three.
    """

    def __init__(self) -> None:
        self._shown: object = None
        self._picture = QImage()

    def picture(self, layers: Sequence[Layer], timepoint: int, plane: Plane) -> QImage:
        """As `picture`."""
        where = (plane.shape, *(vector.tobytes() for vector in (plane.origin_mm, plane.right_mm, plane.down_mm)))
        # a volume never changes, and is only equal to itself; the numpy picture is coarser than the compiled one
        shown = (_ready, where, [(layer.volume(timepoint), layer.display) for layer in layers])
        if shown != self._shown:
            self._picture = picture(layers, timepoint, plane)
            self._shown = shown
        return self._picture


def _paint_slowly(layers: Sequence[Layer], timepoint: int, plane: Plane) -> np.ndarray:
    """``(rows, columns)`` uint32 0xFFRRGGBB, nearest voxels: fast enough for the first seconds."""
    values = [
        (on_plane(layer.volume(timepoint), plane, Interpolation.NEAREST), layer.display.scale) for layer in layers
    ]
    rgb = composite(values, (0, 0, 0)).astype(np.uint32)
    return np.uint32(0xFF000000) | rgb[..., 0] << 16 | rgb[..., 1] << 8 | rgb[..., 2]
