"""A figure of slices: an underlay and an overlay cut at several places, with sides, millimetres and a colour bar.

The letters at the edges of a slice come from its `Plane`, as in the window; the convention is also named in words.
"""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from analysis.colour import composite
from analysis.errors import GeometryError, OptionError
from analysis.plane import Orientation, Plane, anatomical_plane
from analysis.sampling import on_plane
from gui.figures.colour_bar import colour_bar_height, draw_colour_bar
from gui.figures.export import UNITS_PER_INCH, Figure
from gui.figures.slice_figure import (
    FigureLayer,
    SliceFigure,
    description_of,
    notes_of,
    position_in_words,
    provenance_of,
    signed_mm,
    unit_of,
)
from gui.figures.slice_positions import foreground_box_mm, visible_voxels
from gui.figures.text import CENTRE, draw_text, figure_font, text_width, wrapped

_MARGIN = 12.0
_GAP = 6.0
_LETTER = 14.0  # room for a letter at each edge of a slice
_WIDTH = 680.0  # 180 mm, two columns of a journal
_LARGEST_TILE = 330.0
_BAR_WIDTH = 320.0
_SMALLEST_PIXEL_MM = 0.25
_AIR = (0, 0, 0)


__all__ = ["FigureLayer", "SliceFigure", "draw_slices"]


@dataclass(frozen=True)
class _Layout:
    """Where things are, in 1/96 inch. ``field_mm`` is the box that every slice shows, ``tile`` the size of a slice."""

    columns: int
    rows: int
    width: float
    tile: tuple[float, float]
    field_mm: np.ndarray
    title: tuple[str, ...]
    notes: tuple[str, ...]
    top: float
    height: float

    def tile_rect(self, index: int) -> QRectF:
        """The slice without its caption."""
        width, height = self.tile
        used = self.columns * (width + _GAP) - _GAP
        left = (self.width - used) / 2
        row, column = divmod(index, self.columns)
        caption = _line(_caption_font()) + _GAP
        return QRectF(left + column * (width + _GAP), self.top + row * (height + caption), width, height)


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
    n = len(figure.positions_mm)
    field = _field_mm(figure)
    across, down = _in_plane(figure.orientation)
    aspect = (field[1, down] - field[0, down]) / (field[1, across] - field[0, across])
    columns = min(figure.columns or _columns(n, aspect), n)
    width = min(_WIDTH, max(columns * (_LARGEST_TILE + _GAP) - _GAP, _LARGEST_TILE) + 2 * _MARGIN)
    tile_width = min(_LARGEST_TILE, (width - 2 * _MARGIN + _GAP) / columns - _GAP)
    inner = tile_width - 2 * _LETTER
    tile = (tile_width, inner * aspect + 2 * _LETTER)
    text_room = width - 2 * _MARGIN
    title = wrapped(figure.title, _title_font(), text_room)
    notes = tuple(line for note in notes_of(figure) for line in wrapped(note, _note_font(), text_room))
    top = _MARGIN + len(title) * _line(_title_font()) + (_GAP if title else 0)
    rows = ceil(n / columns)
    below = top + rows * (tile[1] + _line(_caption_font()) + _GAP) + _bar_height(figure)
    height = below + len(notes) * _line(_note_font()) + _MARGIN
    return _Layout(columns, rows, width, tile, field, title, notes, top, ceil(height))


def _columns(n: int, aspect: float) -> int:
    """As many columns as make a page that is a little wider than high, at most eight."""
    best = min(
        range(1, min(n, 8) + 1), key=lambda c: (ceil(n / c) * c - n + 6 * abs(ceil(n / c) * aspect / c - 0.7), -c)
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


def _picture(figure: SliceFigure, layout: _Layout, position_mm: float) -> tuple[Plane, np.ndarray]:
    """The plane of a slice and its colours, ``(rows, columns, 3)``."""
    across, down = _in_plane(figure.orientation)
    size = layout.field_mm[1] - layout.field_mm[0]
    centre = layout.field_mm.mean(axis=0)
    centre[figure.orientation.value] = position_mm
    dots = (layout.tile[0] - 2 * _LETTER) / UNITS_PER_INCH * figure.dpi
    pixel_mm = max(_SMALLEST_PIXEL_MM, size[across] / dots)
    plane = anatomical_plane(figure.orientation, figure.convention, centre, (size[across], size[down]), pixel_mm)
    layers = [figure.underlay] if figure.overlay is None else [figure.underlay, figure.overlay]
    values = [(on_plane(layer.volume, plane, layer.interpolation), layer.scale) for layer in layers]
    return plane, composite(values, _AIR)


def _draw(painter: QPainter, figure: SliceFigure, layout: _Layout, pictures: list[tuple[Plane, np.ndarray]]) -> None:
    painter.fillRect(QRectF(0, 0, layout.width, layout.height), QColor("white"))
    ink = QColor(20, 20, 20)
    painter.setPen(ink)
    _draw_lines(painter, layout.title, _title_font(), CENTRE, _MARGIN, layout)
    for index, (plane, colours) in enumerate(pictures):
        _draw_tile(
            painter, layout.tile_rect(index), plane, colours, figure.orientation, figure.positions_mm[index], ink
        )
    y = layout.tile_rect(len(pictures) - 1).bottom() + _line(_caption_font()) + 2 * _GAP
    if figure.overlay is not None:
        painter.setFont(_caption_font())
        bar = QRectF((layout.width - _BAR_WIDTH) / 2, y, _BAR_WIDTH, _bar_height(figure) - 2 * _GAP)
        draw_colour_bar(painter, bar, replace(figure.overlay.scale, faint=0.0), unit_of(figure), text_colour=ink)
        y += _bar_height(figure)
    painter.setPen(QColor(70, 70, 70))
    _draw_lines(painter, layout.notes, _note_font(), CENTRE, y, layout)


def _draw_lines(
    painter: QPainter, lines: tuple[str, ...], font: QFont, alignment: Qt.AlignmentFlag, y: float, layout: _Layout
) -> float:
    painter.setFont(font)
    for line in lines:
        draw_text(painter, QRectF(_MARGIN, y, layout.width - 2 * _MARGIN, _line(font)), alignment, line)
        y += _line(font)
    return y


def _draw_tile(
    painter: QPainter,
    rect: QRectF,
    plane: Plane,
    colours: np.ndarray,
    orientation: Orientation,
    position_mm: float,
    ink: QColor,
) -> None:
    painter.fillRect(rect, QColor(*_AIR))
    colours = np.ascontiguousarray(colours)
    # In 32 bits: smooth scaling of 24-bit lines reads past their end, and the edge would differ from run to run.
    image = QImage(
        colours.data, colours.shape[1], colours.shape[0], colours.strides[0], QImage.Format.Format_RGB888
    ).convertToFormat(QImage.Format.Format_RGB32)
    inner = rect.adjusted(_LETTER, _LETTER, -_LETTER, -_LETTER)
    painter.drawImage(inner, image)
    painter.setPen(QColor("white"))
    painter.setFont(_letter_font())
    left, right, top, bottom = plane.edge_letters()
    draw_text(painter, QRectF(rect.left(), rect.top(), _LETTER, rect.height()), CENTRE, left)
    draw_text(painter, QRectF(rect.right() - _LETTER, rect.top(), _LETTER, rect.height()), CENTRE, right)
    draw_text(painter, QRectF(rect.left(), rect.top(), rect.width(), _LETTER), CENTRE, top)
    draw_text(painter, QRectF(rect.left(), rect.bottom() - _LETTER, rect.width(), _LETTER), CENTRE, bottom)
    painter.setPen(ink)
    painter.setFont(_caption_font())
    caption = position_in_words(orientation, position_mm)
    if text_width(caption, _caption_font()) > rect.width() + _GAP:
        caption = signed_mm(position_mm)
    draw_text(painter, QRectF(rect.left(), rect.bottom() + 2, rect.width(), _line(_caption_font())), CENTRE, caption)


def _bar_height(figure: SliceFigure) -> float:
    if figure.overlay is None:
        return 0.0
    return colour_bar_height(_caption_font(), figure.overlay.scale, unit_of(figure), _BAR_WIDTH) + 2 * _GAP


def _title_font() -> QFont:
    return figure_font(14, QFont.Weight.DemiBold)


def _caption_font() -> QFont:
    return figure_font(11)


def _note_font() -> QFont:
    return figure_font(10)


def _letter_font() -> QFont:
    return figure_font(10, QFont.Weight.DemiBold)


def _line(font: QFont) -> float:
    return QFontMetricsF(font).height()
