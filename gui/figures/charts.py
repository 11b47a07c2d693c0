"""Charts as figures: a time course with its spectrum, a histogram with the patient marked, a connectivity matrix."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from analysis.atlas.abbreviations import abbreviation
from analysis.colour import ColourScale, rgba
from analysis.errors import DataError, OptionError
from analysis.metrics.spectrum import amplitude_spectrum
from analysis.network.matrix import ConnectivityMatrix, network_order
from analysis.provenance import InputRecord, Provenance
from gui.figures.axes import Axes, padded
from gui.figures.colour_bar import colour_bar_height, draw_colour_bar
from gui.figures.export import Figure
from gui.figures.node_figure import MODULE_COLOURS
from gui.figures.numbers import MINUS, format_value
from gui.figures.page import Page, line_height, page_parameters
from gui.figures.text import CENTRE, RIGHT, draw_text, figure_font, text_width, wrapped

_BLUE, _ORANGE, _GREEN, _RED = (QColor(name) for name in ("#2f6fb5", "#e07b39", "#2f9e58", "#c8321e"))
_MARGIN = 8.0


@dataclass(frozen=True)
class Course:
    """A time course: its values, the seconds between them, where it was taken, and what the values are."""

    values: np.ndarray
    tr_s: float
    place_mm: tuple[float, float, float]
    unit: str = ""
    band_hz: tuple[float, float] | None = (0.01, 0.08)


def draw_course(course: Course, page: Page, *, title: str = "", inputs: tuple[InputRecord, ...] = ()) -> Figure:
    """The course over time, and its amplitude spectrum beside it with the band of the metrics.

    Raises
    ------
    DataError
        if there are fewer than four values, or one is missing
    """
    frequencies, amplitudes = amplitude_spectrum(course.values, course.tr_s)
    if not len(frequencies):
        raise DataError("The time course at this place has missing values or is too short for a spectrum.")
    place = ", ".join(f"{mm:g}".replace("-", MINUS) for mm in course.place_mm)
    head, plot = _head(title, page), 0.24 * page.width
    left, gap, line = (
        4.6 * line_height(page.caption_font),
        5.2 * line_height(page.caption_font),
        line_height(page.caption_font),
    )
    room = page.width - left - gap - 2 * _MARGIN
    seconds = np.arange(len(course.values)) * course.tr_s
    first = Axes(
        page, QRectF(left, head + 1.4 * line, 0.6 * room, plot), (0, float(seconds[-1])), padded(course.values),
        "Time, s", course.unit or "Signal", f"Time course at ({place}) mm",
    )  # fmt: skip
    second = Axes(
        page, QRectF(first.plot.right() + gap, first.plot.top(), 0.4 * room, plot), (0, float(frequencies[-1])),
        (0, float(amplitudes.max()) * 1.06 or 1.0), "Frequency, Hz", "Amplitude", "Amplitude spectrum",
    )  # fmt: skip
    height = float(ceil(first.plot.bottom() + 2.6 * line + _MARGIN))

    def draw(painter: QPainter) -> None:
        _draw_head(painter, title, page, height)
        if course.band_hz is not None:
            band = QColor(_GREEN)
            band.setAlpha(40)
            second.draw_band(painter, *course.band_hz, band)
        first.draw_curve(painter, seconds, course.values, _BLUE)
        second.draw_curve(painter, frequencies, amplitudes, _GREEN)
        first.draw_frame(painter)
        second.draw_frame(painter)

    band_words = ""
    if course.band_hz is not None:
        band_words = f" The green band is {course.band_hz[0]:g}–{course.band_hz[1]:g} Hz."
    words = (
        f"{len(course.values)} volumes, one in {course.tr_s:g} s, at ({place}) mm; the spectrum is that of the course "
        f"without its straight line.{band_words}"
    )
    parameters = {
        "place_mm": course.place_mm, "tr_s": course.tr_s, "n_timepoints": len(course.values), "title": title,
        "page": page_parameters(page),
    }  # fmt: skip
    provenance = Provenance("gui.figures.charts.draw_course", parameters, inputs)
    return Figure(page.width, height, draw, provenance, _described(title, words), page.paper)


def draw_motion(
    parameters: np.ndarray,
    displacement_mm: np.ndarray,
    tr_s: float | None,
    page: Page,
    *,
    title: str = "",
    inputs: tuple[InputRecord, ...] = (),
) -> Figure:
    """Head motion over time: translations, rotations and framewise displacement, one below the other.

    Parameters
    ----------
    parameters : ``(n, 6)`` mm and radians, as `analysis.preprocess.motion.Motion` has them
    displacement_mm : ``(n,)`` framewise displacement (Power)
    tr_s : for the time axis; None counts volumes
    """
    n = len(parameters)
    x = np.arange(n) * tr_s if tr_s else np.arange(1.0, n + 1)
    line, head = line_height(page.caption_font), _head(title, page)
    left, plot = 5.0 * line, 0.13 * page.width
    degrees = np.degrees(parameters[:, 3:])
    groups = (
        ("Translation", "mm", parameters[:, :3], ("x", "y", "z")),
        ("Rotation", "degrees", degrees, ("pitch", "roll", "yaw")),
        ("Framewise displacement (Power)", "mm", displacement_mm[:, None], ("",)),
    )
    axes = []
    for index, (name, unit, values, _) in enumerate(groups):
        top = head + 1.5 * line + index * (plot + 3.2 * line)
        caption = ("Time, s" if tr_s else "Volume") if index == len(groups) - 1 else ""
        low, high = padded(values)
        axes.append(Axes(
            page, QRectF(left, top, page.width - left - 2 * _MARGIN, plot), (float(x[0]), float(x[-1])),
            (min(low, 0.0) if index < 2 else 0.0, max(high, 0.1)), caption, unit, name,
        ))  # fmt: skip
    height = float(ceil(axes[-1].plot.bottom() + 2.6 * line + _MARGIN))

    def draw(painter: QPainter) -> None:
        _draw_head(painter, title, page, height)
        for own, (_, _, values, names) in zip(axes, groups, strict=True):
            for column, colour in zip(values.T, (_BLUE, _ORANGE, _GREEN), strict=False):
                own.draw_curve(painter, x, column, colour)
            own.draw_frame(painter)
            _draw_names(painter, own, names)

    words = (
        f"Head motion of {n} volumes: mean framewise displacement {format_value(float(displacement_mm.mean()))} mm, "
        f"largest {format_value(float(displacement_mm.max()))} mm (Power)."
    )
    parameters_ = {"tr_s": tr_s, "n_timepoints": n, "title": title, "page": page_parameters(page)}
    provenance = Provenance("gui.figures.charts.draw_motion", parameters_, inputs)
    return Figure(page.width, height, draw, provenance, _described(title, words), page.paper)


def _draw_names(painter: QPainter, axes: Axes, names: Sequence[str]) -> None:
    """The names of curves in their colours, at the right above a plot."""
    font, right = axes.page.caption_font, axes.plot.right()
    painter.setFont(font)
    line = line_height(font)
    for name, colour in reversed(list(zip(names, (_BLUE, _ORANGE, _GREEN), strict=False))):
        width = text_width(name, font)
        painter.setPen(colour)
        draw_text(painter, QRectF(right - width, axes.plot.top() - 1.3 * line, width, line), CENTRE, name)
        right -= width + line


def draw_histogram(
    values: np.ndarray,
    page: Page,
    *,
    marked: float | None = None,
    caption: str = "",
    title: str = "",
    n_bins: int | None = None,
    inputs: tuple[InputRecord, ...] = (),
) -> Figure:
    """How values are distributed, with one of them marked: the patient among the cohort.

    Parameters
    ----------
    values : of the cohort; NaN is left out and counted in the caption
    marked : the patient's value, or None
    caption : what the values are, with their unit
    n_bins : None takes Freedman & Diaconis' rule (1981), at least 5 and at most 60

    Raises
    ------
    DataError
        if no value is there
    """
    known = np.asarray(values, dtype=float)
    missing = int((~np.isfinite(known)).sum())
    known = known[np.isfinite(known)]
    if not known.size:
        raise DataError("There is no value to draw a histogram of.")
    low, high = padded(known if marked is None else np.append(known, marked), 0.04)
    bins = n_bins or int(np.clip(len(np.histogram_bin_edges(known, "fd")) - 1, 5, 60))
    counts, edges = np.histogram(known, bins=bins)
    line, head = line_height(page.caption_font), _head(title, page)
    left = 4.6 * line
    axes = Axes(
        page, QRectF(left, head + line, page.width - left - 2 * _MARGIN, 0.42 * page.width), (low, high),
        (0, float(counts.max()) * 1.12), caption, "Count", "",
    )  # fmt: skip
    height = float(ceil(axes.plot.bottom() + 2.6 * line + _MARGIN))

    def draw(painter: QPainter) -> None:
        _draw_head(painter, title, page, height)
        axes.draw_bars(painter, edges, counts, QColor("#7ba6d6"))
        axes.draw_frame(painter)
        if marked is not None:
            axes.draw_mark(painter, marked, f"patient {format_value(marked)}", _RED)

    words = f"n = {known.size}{f', {missing} without a value' if missing else ''}."
    if marked is not None:
        below = int((known < marked).sum())
        words += f" The patient's value is {format_value(marked)}; {below} of {known.size} lie below it."
    parameters = {
        "n": known.size, "missing": missing, "marked": marked, "caption": caption, "title": title,
        "n_bins": bins, "page": page_parameters(page),
    }  # fmt: skip
    provenance = Provenance("gui.figures.charts.draw_histogram", parameters, inputs)
    return Figure(page.width, height, draw, provenance, _described(title, words), page.paper)


def draw_matrix(
    matrix: ConnectivityMatrix,
    page: Page,
    *,
    modules: Sequence[int] | None = None,
    networks: dict[int, str] | None = None,
    scale: ColourScale | None = None,
    title: str = "",
    inputs: tuple[InputRecord, ...] = (),
) -> Figure:
    """A connectivity matrix, its regions ordered by network, with their short names.

    Parameters
    ----------
    modules : the network of each region, from 1; None keeps the order
    networks : names of the networks by number
    scale : colours; by default cold–hot to the largest size off the diagonal

    Raises
    ------
    OptionError
        if there are not as many modules as regions
    """
    n = len(matrix.names)
    if modules is not None and len(modules) != n:
        raise OptionError(f"There are {n} regions, but {len(modules)} numbers of networks.")
    order = [int(i) for i in (range(n) if modules is None else network_order(modules))]
    values = matrix.values[np.ix_(order, order)].copy()
    np.fill_diagonal(values, np.nan)
    largest = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 1.0
    scale = scale or ColourScale("blue_red", -(largest or 1.0), largest or 1.0)
    names = [abbreviation(matrix.names[index]) for index in order]
    groups = [] if modules is None else [(m, len(list(g))) for m, g in groupby(modules[index] for index in order)]
    drawing = _Matrix(values, names, groups, networks or {}, scale, matrix.unit, page, title)
    words = f"{n} regions"
    if groups:
        words += " in " + ", ".join(f"{(networks or {}).get(m, f'network {m}')} ({k})" for m, k in groups)
    words += f". Values from {format_value(float(np.nanmin(values)))} to {format_value(float(np.nanmax(values)))}."
    parameters = {
        "names": list(names), "modules": None if modules is None else [int(modules[i]) for i in order],
        "unit": matrix.unit, "title": title, "page": page_parameters(page),
    }  # fmt: skip
    provenance = Provenance("gui.figures.charts.draw_matrix", parameters, inputs)
    return Figure(page.width, drawing.height, drawing.draw, provenance, _described(title, words), page.paper)


class _Matrix:
    """Where the cells, names and networks of a matrix lie."""

    def __init__(
        self, values: np.ndarray, names: list[str], groups: list[tuple[int, int]], networks: dict[int, str],
        scale: ColourScale, unit: str, page: Page, title: str,
    ) -> None:  # fmt: skip
        self.values, self.names, self.groups, self.networks = values, names, groups, networks
        self.scale, self.unit, self.page, self.title = scale, unit, page, title
        line = line_height(page.note_font)
        self.head = _head(title, page)
        room = page.width - 2 * _MARGIN - 0.5 * line
        size = min(page.note_font.pixelSize(), max(4, int(0.8 * room / (len(names) + 8))))
        self.font = figure_font(size)
        self.name_width = max(text_width(name, self.font) for name in names) + 4
        self.strip = 5.0 if groups else 0.0
        side = room - self.name_width - self.strip
        self.cells = QRectF(_MARGIN + self.name_width + self.strip, self.head + self.strip, side, side)
        self.bar_top = self.cells.bottom() + self.name_width + 6 + (line * 1.3 if groups else 0)
        width = min(300.0, page.width - 4 * _MARGIN)
        self.bar = QRectF(
            (page.width - width) / 2, self.bar_top, width, colour_bar_height(page.caption_font, scale, unit, width)
        )
        self.height = float(ceil(self.bar.bottom() + _MARGIN))

    def draw(self, painter: QPainter) -> None:
        page, cells = self.page, self.cells
        _draw_head(painter, self.title, page, self.height)
        pixels = np.ascontiguousarray(rgba(self.values, self.scale))
        n = len(self.names)
        image = QImage(pixels.data, n, n, 4 * n, QImage.Format.Format_RGBA8888)
        painter.save()
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform, False)  # a cell is a cell
        painter.drawImage(cells, image)
        painter.restore()
        painter.setPen(QPen(page.ink, 0.6))
        painter.drawRect(cells)
        self._draw_groups(painter)
        self._draw_names(painter)
        painter.setFont(page.caption_font)
        draw_colour_bar(painter, self.bar, self.scale, self.unit, text_colour=page.ink)

    def _draw_groups(self, painter: QPainter) -> None:
        step = self.cells.width() / len(self.names)
        start = 0
        x = self.cells.left()
        line = line_height(self.page.note_font)
        for number, count in self.groups:
            colour = MODULE_COLOURS[(number - 1) % len(MODULE_COLOURS)]
            a, length = start * step, count * step
            painter.fillRect(
                QRectF(self.cells.left() - self.strip, self.cells.top() + a, self.strip - 1, length), colour
            )
            painter.fillRect(
                QRectF(self.cells.left() + a, self.cells.top() - self.strip, length, self.strip - 1), colour
            )
            if start:
                painter.setPen(QPen(self.page.ink, 0.6))
                y, across = self.cells.top() + a, self.cells.left() + a
                painter.drawLine(QLineF(self.cells.left(), y, self.cells.right(), y))
                painter.drawLine(QLineF(across, self.cells.top(), across, self.cells.bottom()))
            name = self.networks.get(number, f"network {number}")
            top = self.bar_top - 1.3 * line
            painter.fillRect(QRectF(x, top + 0.2 * line, 0.6 * line, 0.6 * line), colour)
            painter.setFont(self.page.note_font)
            painter.setPen(self.page.ink)
            width = text_width(name, self.page.note_font)
            draw_text(painter, QRectF(x + 0.8 * line, top, width, line), CENTRE, name)
            x += 0.8 * line + width + line
            start += count

    def _draw_names(self, painter: QPainter) -> None:
        step = self.cells.width() / len(self.names)
        painter.setFont(self.font)
        painter.setPen(self.page.ink)
        for index, name in enumerate(self.names):
            y = self.cells.top() + index * step
            rect = QRectF(self.cells.left() - self.strip - self.name_width, y, self.name_width - 3, step)
            draw_text(painter, rect, RIGHT, name)
            painter.save()
            painter.translate(self.cells.left() + (index + 0.5) * step, self.cells.bottom() + 3)
            painter.rotate(-90)
            draw_text(painter, QRectF(-self.name_width, -step / 2, self.name_width, step), RIGHT, name)
            painter.restore()


def _head(title: str, page: Page) -> float:
    lines = wrapped(title, page.title_font, page.width - 2 * _MARGIN)
    return _MARGIN + len(lines) * line_height(page.title_font)


def _draw_head(painter: QPainter, title: str, page: Page, height: float) -> None:
    painter.fillRect(QRectF(0, 0, page.width, height), page.paper)
    painter.setPen(page.ink)
    painter.setFont(page.title_font)
    y = _MARGIN / 2
    for line in wrapped(title, page.title_font, page.width - 2 * _MARGIN):
        draw_text(painter, QRectF(0, y, page.width, line_height(page.title_font)), CENTRE, line)
        y += line_height(page.title_font)


def _described(title: str, words: str) -> str:
    return f"{title.rstrip('.')}. {words}" if title else words
