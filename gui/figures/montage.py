"""Slices side by side as published figures have them, of one map or of several as rows or panels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor

import numpy as np

from analysis.colour import ColourScale
from analysis.errors import DataError, OptionError
from analysis.image import Volume
from analysis.plane import Orientation
from gui.figures.colour_bar import cut_to
from gui.figures.export import Figure
from gui.figures.panels import PanelSheet, compose, panel_page
from gui.figures.slice_figure import FigureLayer, SliceFigure, bar_scale, notes_of, unit_of
from gui.figures.slices import draw_slices

AXIAL_RANGE_MM = (-70.0, 106.0)
"""The axial slices of the spinal-pain study's figures, in MNI space."""
_MOST_SLICES = 120


@dataclass(frozen=True)
class Arrangement:
    """How several maps lie on the page: ``columns`` of panels; each panel's slices in ``slice_columns``."""

    columns: int = 1
    slice_columns: int | None = None


def stepped_positions(low_mm: float, high_mm: float, step_mm: float) -> tuple[float, ...]:
    """Places from one end to the other in equal steps, the first one included.

    Raises
    ------
    OptionError
        if the ends are the wrong way round, or there would be too many slices
    """
    if not low_mm <= high_mm or not step_mm > 0:
        raise OptionError("The range of slices goes from its lower to its higher end, in steps above 0 mm.")
    n = floor((high_mm - low_mm) / step_mm + 1e-9) + 1
    if n > _MOST_SLICES:
        raise OptionError(f"{n} slices are too many for a figure; take larger steps.")
    return tuple(round(low_mm + step_mm * index, 6) for index in range(n))


def continuous_scale(
    volumes: Sequence[Volume], *, low: float | None = None, high: float | None = None, colormap: str | None = None
) -> ColourScale:
    """The colours of maps without a threshold, the same for all of them: from their 2nd to their 98th percentile.

    Maps that are nowhere negative begin at 0 and take a sequential map; others are symmetrical around 0.
    """
    values = np.concatenate([v.data[np.isfinite(v.data)].ravel() for v in volumes])
    if not values.size:
        raise DataError("The map has no value anywhere, so there is nothing to draw.")
    lowest, highest = (float(v) for v in np.percentile(values, (2, 98)))
    if lowest >= 0:
        return ColourScale(
            colormap or "inferno", 0.0 if low is None else low, _round_up(highest) if high is None else high
        )
    end = _round_up(max(-lowest, highest)) if high is None else high
    return ColourScale(colormap or "cold_hot", -end if low is None else low, end)


def _round_up(value: float) -> float:
    """The next number of two digits."""
    if value <= 0:
        return 1.0
    digit = 10.0 ** (np.floor(np.log10(value)) - 1)
    return float(f"{np.ceil(value / digit - 1e-9) * digit:.6g}")


def draw_montage(
    underlay: FigureLayer,
    overlays: Sequence[FigureLayer],
    captions: Sequence[str],
    template: SliceFigure,
    arrangement: Arrangement = Arrangement(),
) -> Figure:
    """A montage of one map, or of several as panels.

    Parameters
    ----------
    underlay : below every map
    overlays : the maps; none draws the underlay alone
    captions : one for each map; a single map needs none
    template : what all panels share: orientation, positions, convention, page, title, unit …

    Raises
    ------
    OptionError, GeometryError
        as `draw_slices`
    """
    whole = replace(template, underlay=underlay, is_montage=True)
    if len(overlays) <= 1:
        alone = replace(whole, overlay=overlays[0] if overlays else None, columns=arrangement.slice_columns)
        if not (captions and captions[0]):
            return draw_slices(alone)
    page = panel_page(template.page, arrangement.columns)
    figures = [
        replace(
            whole, overlay=overlay, page=page, title="", columns=arrangement.slice_columns, shows_notes=False,
            shows_bar=not _shares(overlays, template),
        )
        for overlay in overlays
    ]  # fmt: skip
    drawn = [draw_slices(figure) for figure in figures]
    bar = _shared_bar(figures) if _shares(overlays, template) else None
    sheet = PanelSheet(template.page, arrangement.columns, template.title, _notes(figures), bar)
    return compose(drawn, captions, sheet)


def _shares(overlays: Sequence[FigureLayer], template: SliceFigure) -> bool:
    """Whether one colour bar is true for all maps."""
    units = {unit_of(replace(template, overlay=overlay)) for overlay in overlays}
    return len({overlay.scale for overlay in overlays}) == 1 and (len(units) == 1 or bool(template.unit))


def _shared_bar(figures: Sequence[SliceFigure]) -> tuple[ColourScale, str]:
    layers = [figure.overlay for figure in figures if figure.overlay is not None]
    values = np.concatenate([layer.volume.data[np.isfinite(layer.volume.data)].ravel() for layer in layers])
    scale = replace(layers[0].scale, faint=0.0)
    cut = cut_to(scale, float(values.min()), float(values.max())) if values.size else bar_scale(figures[0])
    return cut, unit_of(figures[0])


def _notes(figures: Sequence[SliceFigure]) -> tuple[str, ...]:
    """What holds for all panels once, what holds for one with its letter."""
    words = [notes_of(figure) for figure in figures]
    shared = [note for note in words[0] if all(note in other for other in words)]
    own = [
        f"({chr(ord('a') + index)}) {note}" for index, notes in enumerate(words) for note in notes if note not in shared
    ]
    return (*shared, *own)


def draw_crosshair(
    underlay: FigureLayer, overlay: FigureLayer | None, place_mm: tuple[float, float, float], template: SliceFigure
) -> Figure:
    """The three slices through a place, with the crosshair on it; raises as `draw_slices`.

    Parameters
    ----------
    template : what the slices share: convention, page, title, unit …
    """
    page = panel_page(template.page, 3)
    figures = [
        replace(
            template, underlay=underlay, overlay=overlay, orientation=orientation, page=page, title="",
            positions_mm=(place_mm[orientation.value],), crosshair_mm=place_mm, is_montage=True, shows_bar=False,
            shows_notes=False,
        )
        for orientation in (Orientation.AXIAL, Orientation.CORONAL, Orientation.SAGITTAL)
    ]  # fmt: skip
    bar = None if overlay is None else _shared_bar(figures)
    sheet = PanelSheet(template.page, 3, template.title, _notes(figures), bar)
    return compose([draw_slices(figure) for figure in figures], ["", "", ""], sheet)
