"""What is drawn over the picture of a slice: crosshair, letters, title, convention badge, ruler."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from analysis.metrics.seeds import SphereSeed
from analysis.plane import Convention, Orientation, screen_axes
from gui.figures import categories
from gui.figures.colour_bar import draw_colour_bar
from gui.figures.hatching import veil_of
from gui.session import Layer
from gui.slices.frame import Frame
from gui.style import PLANE_COLOURS, SEED_COLOUR, SLICE_DIM_TEXT, SLICE_TEXT

LETTER_POINTS = 16
GAP_PIXELS = 9.0
EDGE_PIXELS = 8.0
_SHADOW = QColor(0, 0, 0, 190)
_UNSURE = QColor("#f0b429")
_AXIS_NAMES = "xyz"
_BAR_ROOM = 84.0  # of the colour bar at the right


def _tr(text: str) -> str:
    return QCoreApplication.translate("slices", text)


def orientation_name(orientation: Orientation) -> str:
    """The name of a plane."""
    names = {
        Orientation.AXIAL: _tr("Axial"),
        Orientation.CORONAL: _tr("Coronal"),
        Orientation.SAGITTAL: _tr("Sagittal"),
    }
    return names[orientation]


def draw_crosshair(painter: QPainter, frame: Frame, x: float, y: float) -> None:
    """Two lines with a gap at the centre, each in the colour of the plane that it stands for."""
    right, down = screen_axes(frame.orientation, frame.convention)
    width, height = frame.size
    vertical = PLANE_COLOURS[Orientation(int(abs(right).argmax()))]
    horizontal = PLANE_COLOURS[Orientation(int(abs(down).argmax()))]
    painter.setPen(QPen(vertical, 1))
    painter.drawLines([QLineF(x, 0, x, y - GAP_PIXELS), QLineF(x, y + GAP_PIXELS, x, height)])
    painter.setPen(QPen(horizontal, 1))
    painter.drawLines([QLineF(0, y, x - GAP_PIXELS, y), QLineF(x + GAP_PIXELS, y, width, y)])


def draw_letters(painter: QPainter, frame: Frame, letters: tuple[str, str, str, str], *, sure: bool) -> None:
    """The patient's directions at the four edges; with a question mark where the file does not tell them."""
    font = QFont(painter.font())
    font.setPointSizeF(LETTER_POINTS)
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    width, height = frame.size
    texts = letters if sure else tuple(f"{letter}?" for letter in letters)
    half_line = metrics.capHeight() / 2
    half_top = metrics.horizontalAdvance(texts[2]) / 2
    half_bottom = metrics.horizontalAdvance(texts[3]) / 2
    below_title = _title_height(painter, frame, width / 2 - half_top)
    badge = _badge_box(painter, frame)
    above_badge = badge.height() + 4 if badge.right() + EDGE_PIXELS > width / 2 - half_bottom else 0.0
    places = (
        QPointF(EDGE_PIXELS, height / 2 + half_line),
        QPointF(width - EDGE_PIXELS - metrics.horizontalAdvance(texts[1]), height / 2 + half_line),
        QPointF(width / 2 - half_top, EDGE_PIXELS + below_title + metrics.capHeight()),
        QPointF(width / 2 - half_bottom, height - EDGE_PIXELS - above_badge),
    )
    painter.setFont(font)
    for text, place in zip(texts, places, strict=True):
        draw_text(painter, place, text, SLICE_TEXT if sure else _UNSURE)


def _title_height(painter: QPainter, frame: Frame, room: float) -> float:
    """Height of the title of a view that is so narrow that the title may reach `room` pixels from the left, else 0."""
    name, where = _small(painter, QFont.Weight.DemiBold), _small(painter, QFont.Weight.Normal)
    width = QFontMetricsF(name).horizontalAdvance(orientation_name(frame.orientation) + "  ")
    width += QFontMetricsF(where).horizontalAdvance("x = −000.0 mm")  # the letter must not jump from slice to slice
    return QFontMetricsF(name).height() if 2 * EDGE_PIXELS + width > room else 0.0


def draw_title(painter: QPainter, frame: Frame) -> None:
    """The plane's name in its colour, and where it cuts, at the top left."""
    axis = frame.orientation.value
    name = orientation_name(frame.orientation)
    font = _small(painter, QFont.Weight.DemiBold)
    baseline = EDGE_PIXELS + QFontMetricsF(font).ascent()
    painter.setFont(font)
    draw_text(painter, QPointF(EDGE_PIXELS, baseline), name, PLANE_COLOURS[frame.orientation])
    x = EDGE_PIXELS + QFontMetricsF(font).horizontalAdvance(name + "  ")
    painter.setFont(_small(painter, QFont.Weight.Normal))
    where = f"{_AXIS_NAMES[axis]} = {frame.centre_mm[axis]:.1f} mm".replace("-", "−")
    draw_text(painter, QPointF(x, baseline), where, SLICE_DIM_TEXT)


def draw_badge(painter: QPainter, frame: Frame) -> None:
    """The convention's name at the bottom left."""
    radiological = frame.convention is Convention.RADIOLOGICAL
    painter.setFont(_small(painter, QFont.Weight.Medium))
    box = _badge_box(painter, frame)
    painter.setPen(QPen(SLICE_DIM_TEXT if radiological else _UNSURE, 1))
    painter.setBrush(_SHADOW)
    painter.drawRoundedRect(box, 4, 4)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _convention_name(frame))


def _convention_name(frame: Frame) -> str:
    return _tr("Radiological") if frame.convention is Convention.RADIOLOGICAL else _tr("Neurological")


def _badge_box(painter: QPainter, frame: Frame) -> QRectF:
    metrics = QFontMetricsF(_small(painter, QFont.Weight.Medium))
    box = QRectF(EDGE_PIXELS, 0, metrics.horizontalAdvance(_convention_name(frame)) + 12, metrics.height() + 4)
    box.moveBottom(frame.size[1] - EDGE_PIXELS)
    return box


def draw_ruler(painter: QPainter, frame: Frame) -> None:
    """A ruler of a round length at the bottom right."""
    wanted_mm = 0.18 * frame.size[0] * frame.mm_per_pixel
    length_mm = max((n for n in (1, 2, 5, 10, 20, 50, 100) if n <= wanted_mm), default=1)
    pixels = length_mm / frame.mm_per_pixel
    right, bottom = frame.size[0] - EDGE_PIXELS, frame.size[1] - EDGE_PIXELS - 2
    painter.setFont(_small(painter, QFont.Weight.Normal))
    text = f"{length_mm} mm"
    advance = QFontMetricsF(painter.font()).horizontalAdvance(text)
    painter.setPen(QPen(SLICE_DIM_TEXT, 2))
    painter.drawLine(QLineF(right - pixels, bottom, right, bottom))
    draw_text(painter, QPointF(right - max(advance, pixels / 2 + advance / 2), bottom - 6), text, SLICE_DIM_TEXT)


def draw_seed(painter: QPainter, frame: Frame, seed: SphereSeed) -> None:
    """The circle in which the slice cuts a seed's sphere; pinned seeds have their name beside it."""
    axis = frame.orientation.value
    away = abs(seed.centre_mm[axis] - frame.centre_mm[axis])
    radius = max(seed.radius_mm, 1.0)
    if away > radius:
        return
    x, y = frame.to_screen(np.array(seed.centre_mm))
    pixels = max(3.0, float(np.sqrt(radius**2 - away**2)) / frame.mm_per_pixel)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_SHADOW, 3.5))
    painter.drawEllipse(QPointF(x, y), pixels, pixels)
    painter.setPen(QPen(SEED_COLOUR, 1.8))
    painter.drawEllipse(QPointF(x, y), pixels, pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if seed.name != "live":
        painter.setFont(_small(painter, QFont.Weight.Medium))
        draw_text(painter, QPointF(x + pixels + 4, y - pixels), seed.name, SEED_COLOUR)


def draw_veils(painter: QPainter, frame: Frame, layers: Sequence[Layer]) -> None:
    """What each hatching means, below the title."""
    painter.setFont(_small(painter, QFont.Weight.Normal))
    metrics = QFontMetricsF(painter.font())
    y = EDGE_PIXELS + 2.3 * metrics.height()
    for layer in layers:
        text = f"{veil_of(layer).sign} {layer.name}"
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, frame.size[0] - 2 * EDGE_PIXELS - _BAR_ROOM)
        draw_text(painter, QPointF(EDGE_PIXELS, y), shown, SLICE_TEXT)
        y += 1.15 * metrics.height()


def draw_legend(painter: QPainter, frame: Frame, layer: Layer) -> None:
    """The colour bar of an overlay at the upper right, where no letter stands."""
    height = min(190.0, 0.36 * frame.size[1])
    if height < 70:
        return
    painter.setFont(_small(painter, QFont.Weight.Normal))
    unit, width = layer.image.unit or layer.name, 78.0
    if categories.is_categorical(layer.display.scale):
        width = min(categories.legend_width(painter.font(), layer.display.scale) + 4, 0.6 * frame.size[0])
        height = categories.legend_height(painter.font(), layer.display.scale, unit, 0.0) + 2
    box = QRectF(frame.size[0] - width - 6, EDGE_PIXELS + 2, width, height)
    painter.setBrush(_SHADOW)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    draw_colour_bar(painter, box, layer.display.scale, unit, text_colour=SLICE_TEXT, vertical=True)


def draw_text(painter: QPainter, place: QPointF, text: str, colour: QColor) -> None:
    """Text that is readable on any picture: with a dark shadow around it."""
    painter.setPen(_SHADOW)
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1), (1, 1)):
        painter.drawText(place + QPointF(dx, dy), text)
    painter.setPen(colour)
    painter.drawText(place, text)


def _small(painter: QPainter, weight: QFont.Weight) -> QFont:
    font = QFont(painter.font())
    font.setPointSizeF(9.5)
    font.setWeight(weight)
    return font
