"""A small picture of a map: the axial slice through the middle of what it covers, with its sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from analysis.colour import composite
from analysis.plane import Convention, Orientation, anatomical_plane
from analysis.progress import Progress, silent
from analysis.sampling import on_plane
from gui.figures.page import Page
from gui.figures.slice_figure import FigureLayer
from gui.figures.slice_tile import SlicePicture, draw_tile

_AIR = (0, 0, 0)
_MARGIN_MM = 6.0


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """What is drawn: a map, the image under it (None: nothing), and on which side the patient's right is."""

    overlay: FigureLayer
    underlay: FigureLayer | None
    convention: Convention


def draw_thumbnail(wanted: Thumbnail, side: int) -> QImage:
    """A square picture of `side` pixels; drawn on any thread."""
    low, high = covered_box_mm(wanted.overlay)
    centre = (low + high) / 2
    size_mm = float(max(high[0] - low[0], high[1] - low[1])) + 2 * _MARGIN_MM
    pixel_mm = size_mm / side
    plane = anatomical_plane(Orientation.AXIAL, wanted.convention, centre, (size_mm, size_mm), pixel_mm)
    layers = [wanted.overlay] if wanted.underlay is None else [wanted.underlay, wanted.overlay]
    values = [(on_plane(layer.volume, plane, layer.interpolation), layer.scale) for layer in layers]
    picture = SlicePicture(plane, composite(values, _AIR), np.zeros((0, 4)))
    image = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    draw_tile(painter, QRectF(0, 0, side, side), picture, 0.0, Page(180.0, 0.075 * side))
    painter.end()
    return image


def draw_thumbnails(wanted: Mapping[Any, Thumbnail], side: int, progress: Progress = silent) -> dict[Any, QImage]:
    """The job: a picture for each key."""
    drawn = {}
    for number, (key, thumbnail) in enumerate(wanted.items()):
        progress(number / max(1, len(wanted)), "")
        drawn[key] = draw_thumbnail(thumbnail, side)
    return drawn


def covered_box_mm(layer: FigureLayer) -> np.ndarray:
    """``(2, 3)`` mm of the voxels that have a value other than 0; of the whole grid where none has."""
    volume = layer.volume
    known = np.isfinite(volume.data) & (volume.data != 0)
    if not known.any():
        return np.asarray(volume.grid.box_mm)
    ends = []
    for axis in range(3):
        used = np.flatnonzero(known.any(axis=tuple(other for other in range(3) if other != axis)))
        ends.append((used[0], used[-1]))
    corners = np.array(np.meshgrid(*ends, indexing="ij")).reshape(3, -1).T
    places = volume.grid.to_mm(corners)
    return np.array([places.min(axis=0), places.max(axis=0)])
