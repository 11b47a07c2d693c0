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
from gui.figures.hatching import hatch_pixels, veil_of
from gui.session import Layer, Role
from gui.slices.label_picture import SeenLabels, paint_over

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
    return _image(_pixels(layers, timepoint, plane))


class Painter:
    """Paints the picture of one view, and gives it again while nothing that it shows has changed.

    So the wheel over one view costs one new picture, not three, and a stroke costs no new picture of the layers.
    """

    def __init__(self) -> None:
        self._shown: object = None
        self._labels_shown: object = None
        self._pixels = np.zeros((0, 0), dtype=np.uint32)
        self._picture = QImage()

    def picture(
        self, layers: Sequence[Layer], timepoint: int, plane: Plane, regions: Sequence[SeenLabels] = ()
    ) -> QImage:
        """As `picture`, with regions over the layers."""
        where = (plane.shape, *(vector.tobytes() for vector in (plane.origin_mm, plane.right_mm, plane.down_mm)))
        # a volume never changes, and is only equal to itself; the numpy picture is coarser than the compiled one
        shown = (_ready, where, [(layer.volume(timepoint), layer.display) for layer in layers])
        labels_shown = [one.state for one in regions]
        if shown != self._shown:
            self._pixels = _pixels(layers, timepoint, plane)
        elif labels_shown == self._labels_shown:
            return self._picture
        self._shown, self._labels_shown = shown, labels_shown
        if regions:
            pixels = self._pixels.copy()
            paint_over(pixels, regions, plane, compiled=_ready)
        else:
            pixels = self._pixels
        self._picture = _image(pixels)
        return self._picture


def _image(pixels: np.ndarray) -> QImage:
    rows, columns = pixels.shape
    return QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_RGB32).copy()


def _pixels(layers: Sequence[Layer], timepoint: int, plane: Plane) -> np.ndarray:
    """``(rows, columns)`` uint32 0xFFRRGGBB; veils are hatched over everything else."""
    pixels = _paint([layer for layer in layers if layer.role is not Role.VEIL], timepoint, plane)
    for layer in layers:
        if layer.role is Role.VEIL:
            pixels = hatch_pixels(pixels, plane, veil_of(layer, timepoint))
    return pixels


def _paint(layers: Sequence[Layer], timepoint: int, plane: Plane) -> np.ndarray:
    if not layers:
        return np.full(plane.shape, 0xFF000000, dtype=np.uint32)
    if not _ready:
        return _paint_slowly(layers, timepoint, plane)
    compositor = sys.modules[_COMPOSITOR]
    painted: np.ndarray = compositor.paint(
        [
            compositor.PaintLayer(layer.volume(timepoint), layer.display.scale, layer.display.interpolation)
            for layer in layers
        ],
        plane,
    )
    return painted


def _paint_slowly(layers: Sequence[Layer], timepoint: int, plane: Plane) -> np.ndarray:
    """``(rows, columns)`` uint32 0xFFRRGGBB, nearest voxels: fast enough for the first seconds."""
    values = [
        (on_plane(layer.volume(timepoint), plane, Interpolation.NEAREST), layer.display.scale) for layer in layers
    ]
    rgb = composite(values, (0, 0, 0)).astype(np.uint32)
    return np.uint32(0xFF000000) | rgb[..., 0] << 16 | rgb[..., 1] << 8 | rgb[..., 2]
