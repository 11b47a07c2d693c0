"""A figure of slices: an underlay and an overlay cut at several places, with sides, millimetres and a colour bar.

The letters at the edges of a slice come from its `Plane`, as in the window; the convention is also named in words.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from analysis.colour import composite
from analysis.errors import GeometryError, OptionError
from analysis.plane import Orientation, anatomical_plane
from analysis.sampling import on_plane
from gui.figures.colour_bar import colour_bar_height, draw_colour_bar
from gui.figures.export import Figure
from gui.figures.hatching import hatched
from gui.figures.page import UNITS_PER_INCH, line_height
from gui.figures.slice_figure import (
    FigureLayer,
    SliceFigure,
    bar_scale,
    description_of,
    notes_of,
    position_in_words,
    provenance_of,
    signed_mm,
    unit_of,
)
from gui.figures.slice_positions import foreground_box_mm, visible_voxels
from gui.figures.slice_tile import SlicePicture, draw_tile, outlines
from gui.figures.text import CENTRE, draw_text, text_width, wrapped

_MARGIN = 12.0
_GAP = 6.0
_LETTER = 14.0  # room for a letter at each edge of a slice
_LARGEST_TILE = 330.0
_BAR_WIDTH = 320.0
_SMALLEST_PIXEL_MM = 0.25
_AIR = (0, 0, 0)
_MOST_COLUMNS = 8


__all__ = ["FigureLayer", "SliceFigure", "draw_slices"]


@dataclass(frozen=True)
class _Layout:
    """Where things are, in 1/96 inch. ``field_mm`` is the box that every slice shows, ``tile`` the size of a slice.

    ``rim`` is the room for letters around a slice, ``caption`` the height of a caption with its gap.
    """

    columns: int
    rows: int
    width: float
    tile: tuple[float, float]
    rim: float
    gap: float
    caption: float
    field_mm: np.ndarray
    title: tuple[str, ...]
    notes: tuple[str, ...]
    top: float
    height: float

    def tile_rect(self, index: int) -> QRectF:
        """The slice without its caption."""
        width, height = self.tile
        used = self.columns * (width + self.gap) - self.gap
        left = (self.width - used) / 2
        row, column = divmod(index, self.columns)
        return QRectF(left + column * (width + self.gap), self.top + row * (height + self.caption), width, height)


def draw_slices(figure: SliceFigure) -> Figure:
    """Make a figure of slices.

    Returns
    -------
    Figure
        to be drawn or saved with `gui.figures.export`

    Raises
    ------
    OptionError
        if there is no position, or one does not cut the underlay
    GeometryError
        if underlay and overlay lie in different places
    """
    _check(figure)
    layout = _layout(figure)
    pictures = [_picture(figure, layout, mm) for mm in figure.positions_mm]
    return Figure(
        layout.width,
        layout.height,
        lambda painter: _draw(painter, figure, layout, pictures),
        provenance_of(figure),
        description_of(figure),
        figure.page.paper,
    )


def _check(figure: SliceFigure) -> None:
    if not figure.positions_mm:
        raise OptionError("The figure has no slice; name at least one position in mm.")
    axis = figure.orientation.value
    low, high = figure.underlay.volume.grid.box_mm[:, axis]
    outside = [mm for mm in figure.positions_mm if not low <= mm <= high]
    if outside:
        raise OptionError(
            f"A slice at {'xyz'[axis]} = {signed_mm(outside[0])} mm does not cut the underlay, which reaches from "
            f"{signed_mm(round(low, 1))} to {signed_mm(round(high, 1))} mm."
        )
    if figure.overlay is not None:
        ours, theirs = figure.underlay.volume.grid.box_mm, figure.overlay.volume.grid.box_mm
        if (np.minimum(ours[1], theirs[1]) <= np.maximum(ours[0], theirs[0])).any():
            raise GeometryError(
                "The overlay lies beside the underlay: they do not share a space; bring them into one first."
            )


def _layout(figure: SliceFigure) -> _Layout:
    n, page = len(figure.positions_mm), figure.page
    field = _field_mm(figure)
    across, down = _in_plane(figure.orientation)
    aspect = (field[1, down] - field[0, down]) / (field[1, across] - field[0, across])
    columns = min(figure.columns or _columns(n, aspect, figure.is_montage), n)
    rim, gap = (0.0, _GAP / 2) if figure.is_montage else (_LETTER, _GAP)
    margin = _GAP if figure.is_montage else _MARGIN
    width = page.width
    if not figure.is_montage:
        width = min(width, max(columns * (_LARGEST_TILE + gap) - gap, _LARGEST_TILE) + 2 * margin)
    tile_width = min(_LARGEST_TILE, (width - 2 * margin + gap) / columns - gap)
    inner = tile_width - 2 * rim
    tile = (tile_width, inner * aspect + 2 * rim)
    text_room = width - 2 * margin
    title = wrapped(figure.title, page.title_font, text_room)
    words = notes_of(figure) if figure.shows_notes else []
    notes = tuple(line for note in words for line in wrapped(note, page.note_font, text_room))
    top = margin + len(title) * line_height(page.title_font) + (_GAP if title else 0)
    rows, caption = ceil(n / columns), line_height(page.caption_font) + gap
    below = top + rows * (tile[1] + caption) + _bar_height(figure)
    height = below + len(notes) * line_height(page.note_font) + margin
    return _Layout(columns, rows, width, tile, rim, gap, caption, field, title, notes, top, ceil(height))


def _columns(n: int, aspect: float, is_montage: bool) -> int:
    """As many columns as make a page that is a little wider than high, at most eight (in a montage, twelve)."""
    most = _MOST_COLUMNS + 4 * is_montage
    best = min(
        range(1, min(n, most) + 1), key=lambda c: (ceil(n / c) * c - n + 6 * abs(ceil(n / c) * aspect / c - 0.7), -c)
    )
    return best if n > 3 else n


def _field_mm(figure: SliceFigure) -> np.ndarray:
    """``(2, 3)`` the box to show: the head, and everything of the overlay that is drawn."""
    box = foreground_box_mm(figure.underlay.volume, figure.underlay.scale)
    if figure.overlay is None:
        return box
    shown = np.argwhere(visible_voxels(figure.overlay.volume, figure.overlay.scale))
    if not len(shown) or figure.overlay.scale.gap is None:
        return box
    points = figure.overlay.volume.grid.to_mm(shown)
    return np.array([np.minimum(box[0], points.min(axis=0) - 2), np.maximum(box[1], points.max(axis=0) + 2)])


def _in_plane(orientation: Orientation) -> tuple[int, int]:
    """The world axes across and down a slice."""
    return {Orientation.AXIAL: (0, 1), Orientation.CORONAL: (0, 2), Orientation.SAGITTAL: (1, 2)}[orientation]


def _picture(figure: SliceFigure, layout: _Layout, position_mm: float) -> SlicePicture:
    """One slice as pixels, with the outlines of what passes the threshold."""
    across, down = _in_plane(figure.orientation)
    size = layout.field_mm[1] - layout.field_mm[0]
    centre = layout.field_mm.mean(axis=0)
    centre[figure.orientation.value] = position_mm
    dots = (layout.tile[0] - 2 * layout.rim) / UNITS_PER_INCH * figure.page.dpi
    pixel_mm = max(_SMALLEST_PIXEL_MM, size[across] / dots)
    plane = anatomical_plane(figure.orientation, figure.convention, centre, (size[across], size[down]), pixel_mm)
    layers = [figure.underlay] if figure.overlay is None else [figure.underlay, figure.overlay]
    values = [(on_plane(layer.volume, plane, layer.interpolation), layer.scale) for layer in layers]
    lines = np.zeros((0, 4))
    if figure.has_outlines and figure.overlay is not None:
        lines = outlines(*values[-1])
    cross = None if figure.crosshair_mm is None else plane.to_pixel(np.array(figure.crosshair_mm))
    colours = composite(values, _AIR)
    for veil in figure.veils:
        colours = hatched(colours, plane, veil)
    return SlicePicture(plane, colours, lines, cross)


def _draw(painter: QPainter, figure: SliceFigure, layout: _Layout, pictures: list[SlicePicture]) -> None:
    page = figure.page
    painter.fillRect(QRectF(0, 0, layout.width, layout.height), page.paper)
    painter.setPen(page.ink)
    _draw_lines(painter, layout.title, page.title_font, _GAP if figure.is_montage else _MARGIN, layout)
    for index, picture in enumerate(pictures):
        draw_tile(painter, layout.tile_rect(index), picture, layout.rim, page)
        _draw_caption(painter, layout.tile_rect(index), figure, figure.positions_mm[index])
    y = layout.tile_rect(layout.columns * layout.rows - 1).bottom() + layout.caption + layout.gap
    if figure.overlay is not None and figure.shows_bar:
        painter.setFont(page.caption_font)
        width = _bar_width(figure)
        bar = QRectF((layout.width - width) / 2, y, width, _bar_height(figure) - 2 * _GAP)
        draw_colour_bar(painter, bar, bar_scale(figure), unit_of(figure), text_colour=page.ink)
        y += _bar_height(figure)
    painter.setPen(page.faint_ink)
    _draw_lines(painter, layout.notes, page.note_font, y, layout)


def _draw_lines(painter: QPainter, lines: tuple[str, ...], font: QFont, y: float, layout: _Layout) -> None:
    painter.setFont(font)
    for line in lines:
        draw_text(painter, QRectF(_GAP, y, layout.width - 2 * _GAP, line_height(font)), CENTRE, line)
        y += line_height(font)


def _draw_caption(painter: QPainter, rect: QRectF, figure: SliceFigure, position_mm: float) -> None:
    page = figure.page
    painter.setPen(page.ink)
    painter.setFont(page.caption_font)
    caption = position_in_words(figure.orientation, position_mm)
    if text_width(caption, page.caption_font) > rect.width() + (0 if figure.is_montage else _GAP):
        caption = signed_mm(position_mm)
    line = line_height(page.caption_font)
    draw_text(painter, QRectF(rect.left(), rect.bottom() + 2, rect.width(), line), CENTRE, caption)


def _bar_width(figure: SliceFigure) -> float:
    return min(_BAR_WIDTH, figure.page.width - 4 * _GAP)


def _bar_height(figure: SliceFigure) -> float:
    if figure.overlay is None or not figure.shows_bar:
        return 0.0
    font = figure.page.caption_font
    return colour_bar_height(font, bar_scale(figure), unit_of(figure), _bar_width(figure)) + 2 * _GAP
