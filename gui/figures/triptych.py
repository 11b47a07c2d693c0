"""The brain from several sides with a map painted on its surface, drawn without a graphics library.

Of the values just under the surface the one furthest from zero counts, as in the 3D view of the window.
"""

from dataclasses import dataclass, field, replace
from math import ceil

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from analysis.atlas.surface import BrainSurface
from analysis.colour import ColourScale, rgba
from analysis.errors import OptionError
from analysis.image import Volume
from analysis.network.views import VIEW_SETS, VIEWS, View
from analysis.provenance import InputRecord, Provenance
from analysis.sampling import at_points
from gui.figures.colour_bar import colour_bar_height, cut_to, draw_colour_bar
from gui.figures.depth_canvas import DepthCanvas
from gui.figures.export import Figure
from gui.figures.glass_brain import LIGHT, SUPERSAMPLING, brain_parts, frame_mm
from gui.figures.numbers import format_scale, format_value
from gui.figures.page import UNITS_PER_INCH, Page, line_height, page_parameters
from gui.figures.slice_figure import FigureLayer, facts_in_words
from gui.figures.text import CENTRE, draw_text, wrapped

DEPTHS_MM = (0.5, 2.0, 3.5)  # through the grey matter
_BRAIN = np.array([214.0, 205.0, 196.0])
_MARGIN, _GAP, _BAR_WIDTH = 8.0, 6.0, 320.0
_FINEST_PIXEL_MM = 0.2


@dataclass(frozen=True, eq=False)
class SurfaceFigure:
    """What a figure of the painted surface shows; the map is in MNI space."""

    overlay: FigureLayer
    views: tuple[View, ...] = field(default_factory=lambda: tuple(VIEWS[key] for key in VIEW_SETS["3"]))
    page: Page = field(default_factory=Page)
    columns: int | None = None
    title: str = ""
    unit: str = ""
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = ()


def values_at(volume: Volume, part: BrainSurface) -> np.ndarray:
    """``(n,)`` values at the points of a surface: of those just under it the one furthest from zero, or NaN."""
    deepest = np.full(len(part.points_mm), np.nan, dtype=np.float32)
    normals = part.normals()
    for depth_mm in DEPTHS_MM:
        values = at_points(volume, part.points_mm - depth_mm * normals)
        stronger = np.isfinite(values) & ~(np.abs(values) <= np.abs(deepest))
        deepest[stronger] = values[stronger]
    return deepest


def draw_painted(view: View, overlay: FigureLayer, frame: np.ndarray, pixel_mm: float) -> np.ndarray:
    """``(rows, columns, 4)`` uint8 picture of one view, straight alpha, top row first."""
    columns, rows = (max(1, round(float(mm) / pixel_mm)) for mm in frame[1] - frame[0])
    canvas = DepthCanvas(rows * SUPERSAMPLING, columns * SUPERSAMPLING)
    for part in brain_parts(view):
        canvas.add(view, part, frame, values_at(overlay.volume, part))
    light = 0.5 + 0.5 * np.clip(canvas.facing() @ LIGHT, 0, 1)
    bare = _BRAIN * ((0.55 + 0.45 * canvas.shade) * light)[:, None]
    colours = rgba(canvas.value, overlay.scale).astype(np.float32)
    painted = colours[:, :3] * (0.8 + 0.2 * canvas.shade)[:, None]
    alpha = colours[:, 3:] / 255
    picture = np.empty((rows * columns * SUPERSAMPLING**2, 4), dtype=np.float32)
    picture[:, :3] = bare * (1 - alpha) + painted * alpha
    picture[:, 3] = 255
    picture[~canvas.is_drawn] = 0
    return canvas.averaged(picture, SUPERSAMPLING)


def draw_surface(figure: SurfaceFigure) -> Figure:
    """Make the figure; raises `OptionError` where there is no view."""
    if not figure.views:
        raise OptionError("The figure has no view; name at least one, such as left, top or right.")
    layout = _Layout(figure)
    return Figure(
        figure.page.width, layout.height, layout.draw, _provenance(figure), describe(figure), figure.page.paper
    )


def describe(figure: SurfaceFigure) -> str:
    """The figure in words."""
    views = ", ".join(view.caption.lower() for view in figure.views)
    facts = facts_in_words(figure.overlay.facts)
    title = f"{figure.title.rstrip('.')}. " if figure.title else ""
    return f"{title}The map on the surface of the brain; views: {views}. {facts} {' '.join(_notes(figure))}"


def _notes(figure: SurfaceFigure) -> list[str]:
    values = figure.overlay.volume.data[np.isfinite(figure.overlay.volume.data)]
    ends, power = format_scale([float(values.min()), float(values.max())]) if values.size else (["no value"], "")
    gap = figure.overlay.scale.gap
    edges = [] if gap is None else [f"≤ {format_value(gap[0])}"] * bool(np.isfinite(gap[0]))
    edges += [] if gap is None else [f"≥ {format_value(gap[1])}"] * bool(np.isfinite(gap[1]))
    shown = f"Shown where {' or '.join(edges)}. " if edges else ""
    depths = f"{DEPTHS_MM[0]:g} to {DEPTHS_MM[-1]:g} mm"
    return [
        f"{shown}The map goes from {' to '.join(ends)}{power}.",
        f"Painted is the value furthest from zero {depths} under the surface (fsaverage5 in MNI152 mm).",
        *figure.warnings,
    ]


def _provenance(figure: SurfaceFigure) -> Provenance:
    scale = figure.overlay.scale
    parameters = {
        "views": [view.key for view in figure.views],
        "overlay": {
            "colormap": scale.colormap, "low": scale.low, "high": scale.high,
            "hidden_between": None if scale.gap is None else [str(edge) for edge in scale.gap],
            "facts": dict(figure.overlay.facts),
        },
        "title": figure.title,
        "unit": figure.unit,
        "page": page_parameters(figure.page),
    }  # fmt: skip
    return Provenance("gui.figures.triptych.draw_surface", parameters, figure.inputs, figure.warnings)


class _Layout:
    """Where the views lie, and their pictures."""

    def __init__(self, figure: SurfaceFigure) -> None:
        self.figure, page = figure, figure.page
        room = page.width - 2 * _MARGIN
        self.title = wrapped(figure.title, page.title_font, room)
        self.notes = tuple(line for note in _notes(figure) for line in wrapped(note, page.note_font, room))
        frames = [frame_mm(view, brain_parts(view)) for view in figure.views]
        columns = min(figure.columns or _columns(len(frames), page), len(frames))
        widths = [max(f[1, 0] - f[0, 0] for f in frames[c::columns]) for c in range(columns)]
        letter = line_height(page.strong_font)
        scale = min((room - 2 * letter * columns) / sum(widths), 330 / max(widths))
        left = (page.width - scale * sum(widths) - 2 * letter * columns) / 2
        y = _MARGIN + len(self.title) * line_height(page.title_font)
        self.brains: list[tuple[View, QRectF, QImage]] = []
        for row in range(ceil(len(frames) / columns)):
            members = range(row * columns, min((row + 1) * columns, len(frames)))
            height = max(frames[i][1, 1] - frames[i][0, 1] for i in members) * scale
            x = left + letter
            for column, index in enumerate(members):
                width_mm, height_mm = frames[index][1] - frames[index][0]
                cell = widths[column] * scale
                rect = QRectF(
                    x + (cell - width_mm * scale) / 2, y + (height - height_mm * scale) / 2,
                    width_mm * scale, height_mm * scale,
                )  # fmt: skip
                self.brains.append((figure.views[index], rect, self._picture(index, frames[index], scale)))
                x += cell + 2 * letter
            y += height + line_height(page.caption_font) + _GAP
        self.bar_top = y
        self.height = float(ceil(y + self._bar_height + len(self.notes) * line_height(page.note_font) + _MARGIN))

    def _picture(self, index: int, frame: np.ndarray, scale: float) -> QImage:
        pixel_mm = max(_FINEST_PIXEL_MM, UNITS_PER_INCH / self.figure.page.dpi / scale)
        pixels = np.ascontiguousarray(draw_painted(self.figure.views[index], self.figure.overlay, frame, pixel_mm))
        rows, columns = pixels.shape[:2]
        return QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()

    @property
    def _scale(self) -> ColourScale:
        values = self.figure.overlay.volume.data[np.isfinite(self.figure.overlay.volume.data)]
        scale = replace(self.figure.overlay.scale, faint=0.0)
        return cut_to(scale, float(values.min()), float(values.max())) if values.size else scale

    @property
    def _bar_height(self) -> float:
        width = min(_BAR_WIDTH, self.figure.page.width - 4 * _MARGIN)
        return colour_bar_height(self.figure.page.caption_font, self._scale, self.figure.unit, width) + _GAP

    def draw(self, painter: QPainter) -> None:
        page = self.figure.page
        painter.fillRect(QRectF(0, 0, page.width, self.height), page.paper)
        painter.setPen(page.ink)
        painter.setFont(page.title_font)
        for number, line in enumerate(self.title):
            top = _MARGIN / 2 + number * line_height(page.title_font)
            draw_text(painter, QRectF(0, top, page.width, line_height(page.title_font)), CENTRE, line)
        for view, rect, picture in self.brains:
            self._draw_view(painter, view, rect, picture)
        painter.setFont(page.caption_font)
        width = min(_BAR_WIDTH, page.width - 4 * _MARGIN)
        bar = QRectF((page.width - width) / 2, self.bar_top, width, self._bar_height - _GAP)
        draw_colour_bar(painter, bar, self._scale, self.figure.unit, text_colour=page.ink)
        painter.setFont(page.note_font)
        painter.setPen(page.faint_ink)
        for number, line in enumerate(self.notes):
            top = self.bar_top + self._bar_height + number * line_height(page.note_font)
            draw_text(painter, QRectF(0, top, page.width, line_height(page.note_font)), CENTRE, line)

    def _draw_view(self, painter: QPainter, view: View, rect: QRectF, picture: QImage) -> None:
        page = self.figure.page
        painter.drawImage(rect, picture)
        painter.setPen(page.ink)
        painter.setFont(page.strong_font)
        size = line_height(page.strong_font)
        left, right, _, _ = view.edge_letters()
        y = rect.bottom() - size if view.right[0] == 0 else rect.center().y() - size / 2
        draw_text(painter, QRectF(rect.left() - size, y, size, size), CENTRE, left)
        draw_text(painter, QRectF(rect.right(), y, size, size), CENTRE, right)
        painter.setFont(page.caption_font)
        below = QRectF(rect.left() - size, rect.bottom() + 1, rect.width() + 2 * size, line_height(page.caption_font))
        draw_text(painter, below, CENTRE, view.caption)


def _columns(n: int, page: Page) -> int:
    if page.width_mm < 120:
        return min(n, 2)
    return 4 if n in (4, 8) else min(n, 3)
