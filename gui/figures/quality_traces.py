"""Head motion over time, and the carpet plot under the displacement and DVARS: one time axis in each figure."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from analysis.quality.record import HIGH_DISPLACEMENT_MM, HeadMotion, Quality
from gui.figures.export import Figure
from gui.figures.quality_plot import (
    Curve,
    Plot,
    Threshold,
    TimeAxis,
    axis_width,
    draw_plot,
    draw_time_axis,
    header_height,
    time_axis_height,
)
from gui.figures.quality_sheet import BLUE, GREEN, ORANGE, Sheet
from gui.figures.text import CENTRE

_COLOURS = (BLUE, ORANGE, GREEN)
_PLOT_HEIGHT = 92.0
_GAP = 8.0
_RIGHT = 12.0
_STRICT_DISPLACEMENT_MM = 0.2
_CARPET_LIMIT = 2.0  # standard deviations that are black and white


def motion_figure(motion: HeadMotion, tr_s: float | None, limits: tuple[float, float], sheet: Sheet) -> Figure:
    """Translations, rotations and displacement.

    Parameters
    ----------
    motion : of the series
    tr_s : for the time axis; None counts volumes
    limits : translation in mm and rotation in degrees above which the patient is excluded
    """
    shift, turn = limits
    plots = (
        Plot(
            "Translation, mm",
            _three(motion.translations_mm, ("x", "y", "z")),
            _both_signs(shift, "excluded", sheet),
            -0.5,
            0.5,
            (f"largest {motion.largest_translation_mm:.2f},", f"excluded above {shift:g}"),
        ),
        Plot(
            "Rotation, °",
            _three(motion.rotations_degrees, ("pitch", "roll", "yaw")),
            _both_signs(turn, "excluded", sheet),
            -0.5,
            0.5,
            (f"largest {motion.largest_rotation_degrees:.2f},", f"excluded above {turn:g}"),
        ),
        displacement_plot(motion, sheet),
    )
    axis = TimeAxis(motion.n_timepoints, tr_s)
    words = (
        f"Head motion over {motion.n_timepoints} volumes: translations up to {motion.largest_translation_mm:.2f} mm, "
        f"rotations up to {motion.largest_rotation_degrees:.2f} degrees, mean displacement {motion.mean_fd_mm:.3f} mm."
    )
    rects, bottom = _stacked(sheet, plots, 0.0)

    def draw(painter: QPainter) -> None:
        for plot, rect in zip(plots, rects, strict=True):
            draw_plot(painter, sheet, rect, plot, axis)
        draw_time_axis(painter, sheet, rects[-1], axis)

    return sheet.figure(bottom + time_axis_height(sheet), draw, "quality_traces.motion_figure", words)


def displacement_plot(motion: HeadMotion, sheet: Sheet) -> Plot:
    """Framewise displacement by both definitions, with the thresholds of Power."""
    curves = (
        Curve("Power", motion.fd_power_mm, sheet.ink),
        Curve("Jenkinson", motion.fd_jenkinson_mm, BLUE),
    )
    thresholds = (
        Threshold(_STRICT_DISPLACEMENT_MM, "0.2 mm (Power 2014)", sheet.warning),
        Threshold(HIGH_DISPLACEMENT_MM, "0.5 mm (Power 2012)", sheet.error),
    )
    details = (f"mean {motion.mean_fd_mm:.3f},", f"largest {motion.max_fd_mm:.2f} (Power)")
    return Plot("FD, mm", curves, thresholds, 0.0, 0.6, details)


def _three(values: np.ndarray, names: tuple[str, str, str]) -> tuple[Curve, ...]:
    return tuple(Curve(n, v, c) for n, v, c in zip(names, values.T, _COLOURS, strict=True))


def _both_signs(limit: float, caption: str, sheet: Sheet) -> tuple[Threshold, ...]:
    return tuple(Threshold(sign * limit, caption, sheet.error) for sign in (1, -1))


def _stacked(sheet: Sheet, plots: tuple[Plot, ...], top: float) -> tuple[list[QRectF], float]:
    """A place for each plot below the one before, and where the last one ends."""
    left = axis_width(sheet, plots)
    width = sheet.width - left - _RIGHT
    height = _PLOT_HEIGHT * (0.5 + 0.5 * sheet.text)
    rects = []
    for plot in plots:
        top += header_height(sheet, plot, width) + _GAP
        rects.append(QRectF(left, top, width, height))
        top += height
    return rects, top


def carpet_figure(quality: Quality, sheet: Sheet) -> Figure | None:
    """The carpet plot (Power 2017) with displacement and DVARS above it; None without a series."""
    carpet, changes = quality.carpet, quality.dvars_percent
    if carpet is None or changes is None:
        return None
    n = carpet.z.shape[1]
    axis = TimeAxis(n, quality.tr_s)
    known = np.where(np.arange(n) > 0, changes, np.nan)  # the first volume has none before it
    plots = [Plot("DVARS, %", (Curve("DVARS", known, ORANGE),), (), float(changes[1:].min()), float(changes.max()))]
    if quality.motion is not None and quality.motion.n_timepoints == n:
        plots.insert(0, displacement_plot(quality.motion, sheet))
    rects, top = _stacked(sheet, tuple(plots), 0.0)
    strip = sheet.line_height(small=True) + 4
    rows = QRectF(rects[0].left(), top + 2 * _GAP, rects[0].width(), min(320.0, 0.55 * sheet.width + 60))
    picture = _carpet_image(carpet.z)
    note = sheet.lines(
        f"{len(carpet.z)} voxels as rows: gray matter, white matter, CSF (tissues from {quality.tissue_source}); each "
        f"without its trend, black to white from −{_CARPET_LIMIT:g} to {_CARPET_LIMIT:g} standard deviations."
    )
    words = f"Carpet plot of {len(carpet.z)} voxels over {n} volumes with displacement and DVARS above it."

    def draw(painter: QPainter) -> None:
        for plot, rect in zip(plots, rects, strict=True):
            draw_plot(painter, sheet, rect, plot, axis)
        painter.drawImage(rows, picture)
        painter.setPen(QPen(QColor(sheet.line), 1))
        painter.drawRect(rows)
        _draw_tissues(painter, sheet, rows, carpet.n_rows, strip)
        draw_time_axis(painter, sheet, rows, axis)
        sheet.paragraph(painter, rows.bottom() + time_axis_height(sheet) + 2, note)

    height = rows.bottom() + time_axis_height(sheet) + 2 + len(note) * sheet.line_height(small=True)
    return sheet.figure(height, draw, "quality_traces.carpet_figure", words)


def _carpet_image(z: np.ndarray) -> QImage:
    gray = np.clip((z / _CARPET_LIMIT + 1) / 2 * 255, 0, 255).astype(np.uint8)
    pixels = np.ascontiguousarray(np.repeat(gray[..., None], 4, axis=2))
    pixels[..., 3] = 255
    image = QImage(pixels.data, pixels.shape[1], pixels.shape[0], pixels.strides[0], QImage.Format.Format_RGBA8888)
    return image.copy()  # the array does not outlive this function


def _draw_tissues(painter: QPainter, sheet: Sheet, rows: QRectF, n_rows: tuple[int, int, int], strip: float) -> None:
    """A coloured strip at the left of the rows of each tissue, its name along it where there is room."""
    top = rows.top()
    for name, n, colour in zip(("gray", "white", "CSF"), n_rows, _COLOURS, strict=True):
        height = rows.height() * n / max(1, sum(n_rows))
        place = QRectF(rows.left() - strip - 3, top, strip, height)
        if n:
            painter.fillRect(place.adjusted(0, 0.5, 0, -0.5), QColor(colour))
        if height > sheet.wide(name, small=True) + 4:
            painter.save()
            painter.translate(place.center())
            painter.rotate(-90)
            along = QRectF(-height / 2, -strip / 2, height, strip)
            sheet.say(painter, along, CENTRE, name, colour="#ffffff", small=True)
            painter.restore()
        top += height
