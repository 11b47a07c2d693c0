"""Six axial slices of a map over the patient's own T1, in one row: sides, millimetres and colour bar on the paper."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from analysis.colour import ColourScale, composite, one_sided, two_sided
from analysis.image import Volume
from analysis.plane import Convention, Orientation, anatomical_plane
from analysis.report.document import Slices
from analysis.sampling import Interpolation, on_plane
from gui.figures.colour_bar import colour_bar_height, draw_colour_bar
from gui.figures.export import Figure
from gui.figures.montage import continuous_scale
from gui.figures.page import UNITS_PER_INCH, UNITS_PER_MM, Page, line_height
from gui.figures.report_ink import INK, SMALL
from gui.figures.slice_figure import FigureLayer, SliceFigure, position_in_words, provenance_of
from gui.figures.slice_plan import gray_scale
from gui.figures.slice_positions import foreground_box_mm
from gui.figures.slice_tile import SlicePicture, draw_tile, outlines
from gui.figures.text import CENTRE, draw_text

_DPI = 300
_GAP, _BAR_WIDTH = 4.0, 260.0
_AIR = (0, 0, 0)
_OUTLINE = one_sided(0.5, 0.0, 1.0)
_LOWEST_END = 4.0  # |W| at the end of the colours, at least
CONVENTION = Convention.RADIOLOGICAL
SIDES = "Radiological convention: the left of each slice is the patient's right."


@dataclass(frozen=True)
class Row:
    """The slices as a figure as wide as the report; words go below ``free_top``, ``free_width`` wide from the left."""

    figure: Figure
    free_top: float
    free_width: float


def slices_row(section: Slices, width: float) -> Row:
    """The row of slices with its colour bar."""
    layers = [FigureLayer(section.underlay, gray_scale(section.underlay))]
    if section.overlay is not None:
        layers.append(FigureLayer(section.overlay, _scale(section, section.overlay)))
    page = Page(width / UNITS_PER_MM, SMALL * 72 / UNITS_PER_INCH, dpi=_DPI)
    box = foreground_box_mm(section.underlay, layers[0].scale)
    n = len(section.positions_mm)
    tile = (width - (n - 1) * _GAP) / n
    size = box[1] - box[0]
    high = tile * float(size[1] / size[0])
    pictures: list[SlicePicture] = []
    bar = _bar_height(layers, page)
    line = line_height(page.caption_font)

    def draw(painter: QPainter) -> None:
        if not pictures:  # cut when they are drawn: pages are laid out more often than that
            pictures.extend(_picture(section, layers, box, mm, tile) for mm in section.positions_mm)
        for number, (picture, mm) in enumerate(zip(pictures, section.positions_mm, strict=True)):
            rect = QRectF(number * (tile + _GAP), 0, tile, high)
            draw_tile(painter, rect, picture, 0.0, page)
            painter.setPen(INK)
            painter.setFont(page.caption_font)
            words = position_in_words(Orientation.AXIAL, mm)
            draw_text(painter, QRectF(rect.left(), rect.bottom() + 1, tile, line), CENTRE, words)
        _draw_legend(painter, QRectF(0, high + line + 3, width, bar), section, layers, page)

    template = SliceFigure(
        layers[0], layers[1] if len(layers) > 1 else None, Orientation.AXIAL, section.positions_mm, CONVENTION,
        page=page, is_montage=True,
    )  # fmt: skip
    words = f"{n} axial slices. {section.caption} {SIDES}"
    top = high + line + 3
    free = width if section.overlay is None else width - _BAR_WIDTH - 40
    return Row(Figure(width, top + bar, draw, provenance_of(template), words), top, free)


def _scale(section: Slices, overlay: Volume) -> ColourScale:
    if section.shown_from is None:
        return continuous_scale([overlay])
    sizes = np.abs(overlay.data[np.isfinite(overlay.data)])
    end = float(np.ceil(sizes.max())) if sizes.size else _LOWEST_END
    return two_sided(section.shown_from, max(_LOWEST_END, min(end, 3 * section.shown_from)))


def _picture(section: Slices, layers: list[FigureLayer], box: np.ndarray, mm: float, tile: float) -> SlicePicture:
    size, centre = box[1] - box[0], box.mean(axis=0)
    centre[2] = mm
    pixel_mm = max(0.25, float(size[0]) / (tile / UNITS_PER_INCH * _DPI))
    plane = anatomical_plane(Orientation.AXIAL, CONVENTION, centre, (float(size[0]), float(size[1])), pixel_mm)
    values = [(on_plane(layer.volume, plane, layer.interpolation), layer.scale) for layer in layers]
    lines = np.zeros((0, 4))
    if section.outline is not None:
        lines = outlines(on_plane(section.outline, plane, Interpolation.NEAREST), _OUTLINE)
    return SlicePicture(plane, composite(values, _AIR), lines)


def _bar_height(layers: list[FigureLayer], page: Page) -> float:
    line = line_height(page.caption_font)
    if len(layers) == 1:
        return line
    return colour_bar_height(page.caption_font, layers[1].scale, "", _BAR_WIDTH) + 2


def _draw_legend(painter: QPainter, rect: QRectF, section: Slices, layers: list[FigureLayer], page: Page) -> None:
    """The colour bar at the right."""
    if section.overlay is not None and len(layers) > 1:
        painter.setFont(page.caption_font)
        bar = QRectF(rect.right() - _BAR_WIDTH, rect.top(), _BAR_WIDTH, rect.height())
        draw_colour_bar(painter, bar, layers[1].scale, _unit(section, section.overlay), text_colour=INK)


def _unit(section: Slices, overlay: Volume) -> str:
    return "W" if section.shown_from is not None else overlay.unit
