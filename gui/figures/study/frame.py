"""Axes with room for what stands beside them: long captions are broken into lines, and nothing is cut or overlaps."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.figures.axes import TICK, Axes, widest_tick
from gui.figures.page import Page, line_height
from gui.figures.study.sheet import MARGIN
from gui.figures.text import CENTRE, broken, draw_text

_GAP = 3.0
_SPACING = 3.5  # lines of text between two ticks below


@dataclass(frozen=True, eq=False)
class Frame:
    """Axes and the lines of their captions; ``tick_lines`` are kept free below for what stands at the ticks."""

    axes: Axes
    x_lines: tuple[str, ...]
    y_lines: tuple[str, ...]
    tick_lines: float = 1.0

    @property
    def bottom(self) -> float:
        """Where the last caption ends."""
        line = line_height(self.axes.page.caption_font)
        return self.axes.plot.bottom() + TICK + (self.tick_lines + len(self.x_lines)) * line + 2 * _GAP

    def draw(self, painter: QPainter, *, x_ticks: bool = True) -> None:
        """Sides, ticks and captions."""
        axes, page = self.axes, self.axes.page
        axes.draw_sides(painter)
        axes.draw_y_ticks(painter)
        if x_ticks:
            axes.draw_x_ticks(painter, _SPACING)
        painter.setFont(page.caption_font)
        painter.setPen(page.ink)
        line, plot = line_height(page.caption_font), axes.plot
        y = plot.bottom() + TICK + self.tick_lines * line + _GAP
        for text in self.x_lines:
            draw_text(painter, QRectF(plot.left(), y, plot.width(), line), CENTRE, text)
            y += line
        painter.save()
        painter.translate(plot.left() - left_room(axes, len(self.y_lines)) + MARGIN, plot.center().y())
        painter.rotate(-90)
        for index, text in enumerate(self.y_lines):
            draw_text(painter, QRectF(-plot.height() / 2, index * line, plot.height(), line), CENTRE, text)
        painter.restore()


def framed(
    page: Page, place: QRectF, x_range: tuple[float, float], y_range: tuple[float, float], captions: tuple[str, str]
) -> Frame:
    """Axes that fill the width of a place, their values as high as the place is; captions stand at the left and below.

    Parameters
    ----------
    place : with the captions at the left, without those below
    captions : of x and y
    """
    line = line_height(page.caption_font)
    y_lines = broken(captions[1], page.caption_font, place.height() + line)
    probe = Axes(page, place, x_range, y_range)
    left = left_room(probe, len(y_lines))
    plot = place.adjusted(left, 0, -2 * MARGIN, 0)  # the last tick's words reach beyond it
    return Frame(
        Axes(page, plot, x_range, y_range), broken(captions[0], page.caption_font, plot.width()), y_lines
    )  # fmt: skip


def left_room(axes: Axes, n_lines: int) -> float:
    """Between the edge of the page and the values: margin, caption, ticks."""
    line = line_height(axes.page.caption_font)
    return MARGIN + n_lines * line + _GAP + widest_tick(axes.page, axes.y_range, axes.plot.height()) + 2 + TICK
