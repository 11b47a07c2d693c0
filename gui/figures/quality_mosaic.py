"""Slices side by side, a row for each direction: as many as the width has room for, with letters and positions."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from analysis.colour import ColourScale
from analysis.plane import Orientation
from gui.figures.colour_bar import colour_bar_height, draw_colour_bar
from gui.figures.export import Figure
from gui.figures.quality_pictures import AIR, Outline, Slice
from gui.figures.quality_sheet import Sheet
from gui.figures.slice_figure import signed_mm
from gui.figures.text import CENTRE, LEFT

_GAP = 5.0
_ROWS = (Orientation.AXIAL, Orientation.CORONAL, Orientation.SAGITTAL)
_LETTER_COLOUR = "#ffffff"
_BAR_WIDTH = 320.0


def mosaic_figure(
    slices: Sequence[Slice],
    sheet: Sheet,
    description: str,
    *,
    outlines: Sequence[Outline] = (),
    bar: tuple[ColourScale, str] | None = None,
) -> Figure:
    """A figure of slices.

    Parameters
    ----------
    slices : as `gui.figures.quality_pictures.cut` made them
    outlines : named below, in their colours
    bar : colours of the overlay and their unit
    """
    rows = [[s for s in slices if s.orientation is orientation] for orientation in _ROWS]
    n = _columns(sheet, max(len(row) for row in rows))
    tiles: list[tuple[Slice, QRectF]] = []
    y = 0.0
    width = (sheet.width + _GAP) / n - _GAP
    for row in rows:
        if row:
            height = (width - 2 * _letter(sheet)) * row[0].plane.shape[0] / row[0].plane.shape[1]
            tiles += [(s, QRectF(i * (width + _GAP), y, width, height)) for i, s in enumerate(_spread(row, n))]
            y += height + sheet.line_height(small=True) + _GAP
    legend_y, bar_y = y, y + (sheet.line_height() * len(_legend_rows(sheet, outlines)) if outlines else 0)
    bar_width = min(_BAR_WIDTH, sheet.width - 8)
    bar_height = 0.0 if bar is None else colour_bar_height(sheet.font(small=True), bar[0], bar[1], bar_width) + 4

    def draw(painter: QPainter) -> None:
        for cut_slice, rect in tiles:
            _draw_tile(painter, sheet, rect, cut_slice)
        _draw_legend(painter, sheet, legend_y, outlines)
        if bar is not None:
            painter.setFont(sheet.font(small=True))
            place = QRectF((sheet.width - bar_width) / 2, bar_y + 2, bar_width, bar_height)
            draw_colour_bar(painter, place, bar[0], bar[1], text_colour=QColor(sheet.ink))

    return sheet.figure(bar_y + bar_height, draw, "quality_mosaic.mosaic_figure", description)


def _columns(sheet: Sheet, most: int) -> int:
    room = int(sheet.width // (sheet.tile * (0.6 + 0.4 * sheet.text)))
    return max(1, min(most, room))


def _spread(row: list[Slice], n: int) -> list[Slice]:
    """So many of them, evenly spread."""
    return [row[round((i + 0.5) * len(row) / n - 0.5)] for i in range(n)]


def _letter(sheet: Sheet) -> float:
    return sheet.wide("R", small=True) + 4


def _draw_tile(painter: QPainter, sheet: Sheet, rect: QRectF, cut_slice: Slice) -> None:
    painter.fillRect(rect, QColor(*AIR))
    letter = _letter(sheet)
    painter.drawImage(rect.adjusted(letter, 0, -letter, 0), picture_of(cut_slice))
    left, right, _, _ = cut_slice.plane.edge_letters()
    for text, x in ((left, rect.left()), (right, rect.right() - letter)):
        place = QRectF(x, rect.top(), letter, rect.height())
        sheet.say(painter, place, CENTRE, text, colour=_LETTER_COLOUR, small=True, bold=True)
    caption = f"{'xyz'[cut_slice.orientation.value]} = {signed_mm(cut_slice.position_mm)}"
    below = QRectF(rect.left(), rect.bottom() + 1, rect.width(), sheet.line_height(small=True))
    sheet.say(painter, below, CENTRE, caption, colour=sheet.dim, small=True)


def picture_of(cut_slice: Slice) -> QImage:
    """The pixels of a slice."""
    colours = cut_slice.colours
    # In 32 bits: smooth scaling of 24-bit lines reads past their end, and the edge would differ from run to run.
    return QImage(
        colours.data, colours.shape[1], colours.shape[0], colours.strides[0], QImage.Format.Format_RGB888
    ).convertToFormat(QImage.Format.Format_RGB32)


def _legend_rows(sheet: Sheet, outlines: Sequence[Outline]) -> list[list[tuple[Outline, float]]]:
    """The outlines with the place of each, in as many rows as are needed."""
    rows: list[list[tuple[Outline, float]]] = [[]]
    x = 2.0
    for outline in outlines:
        width = sheet.wide(outline.caption) + 34
        if rows[-1] and x + width > sheet.width:
            rows.append([])
            x = 2.0
        rows[-1].append((outline, x))
        x += width
    return rows


def _draw_legend(painter: QPainter, sheet: Sheet, y: float, outlines: Sequence[Outline]) -> None:
    line = sheet.line_height()
    for number, row in enumerate(_legend_rows(sheet, outlines)):
        for outline, x in row:
            middle = y + (number + 0.5) * line
            painter.fillRect(QRectF(x, middle - 5, 16, 10), QColor(*AIR))
            painter.fillRect(QRectF(x, middle - 1.5, 16, 3), QColor(*outline.colour))
            sheet.say(painter, QRectF(x + 21, y + number * line, sheet.width, line), LEFT, outline.caption)
