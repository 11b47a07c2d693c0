"""What a figure of slices shows, and how it says so in words and in its provenance."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from analysis.colour import ColourScale
from analysis.image import Volume
from analysis.plane import Convention, Orientation
from analysis.provenance import InputRecord, Provenance
from analysis.sampling import Interpolation
from gui.figures.categories import is_categorical
from gui.figures.colour_bar import cut_to
from gui.figures.hatching import Veil
from gui.figures.numbers import MINUS, format_scale, format_value
from gui.figures.page import Page, page_parameters


@dataclass(frozen=True, eq=False)
class FigureLayer:
    """A volume of the figure, its colours, and how values between voxel centres are found.

    ``facts`` are what is known of a map besides its values: ``n``, ``dof``, ``correction`` …, for caption and recipe.
    """

    volume: Volume
    scale: ColourScale
    interpolation: Interpolation = Interpolation.LINEAR
    facts: Mapping[str, Any] = field(default_factory=dict)


def _default_page() -> Page:
    return Page(180.0, 8.25)


@dataclass(frozen=True, eq=False)
class SliceFigure:
    """What a figure of slices shows.

    ``positions_mm`` are along the axis that is perpendicular to the planes. ``columns`` None chooses; ``title`` and
    ``unit`` may be empty. ``inputs`` and ``warnings`` go into the provenance.

    ``is_montage`` fills the width of the page with slices, with letters for left and right in their corners, and
    lets the bar end at the exact extremes; ``has_outlines`` draws a line around what passes the threshold. A part
    of a larger figure leaves bar and notes to the whole: ``shows_bar``, ``shows_notes``. ``crosshair_mm`` is marked.
    ``veils`` are hatched over everything.
    """

    underlay: FigureLayer
    overlay: FigureLayer | None
    orientation: Orientation
    positions_mm: tuple[float, ...]
    convention: Convention = Convention.RADIOLOGICAL
    columns: int | None = None
    title: str = ""
    unit: str = ""
    page: Page = field(default_factory=_default_page)
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = ()
    is_montage: bool = False
    has_outlines: bool = False
    shows_bar: bool = True
    shows_notes: bool = True
    crosshair_mm: tuple[float, float, float] | None = None
    veils: tuple[Veil, ...] = ()


def bar_scale(figure: SliceFigure) -> ColourScale:
    """The scale of the colour bar: what is hidden has no colour there, even where it is drawn faintly."""
    assert figure.overlay is not None
    scale = replace(figure.overlay.scale, faint=0.0)
    values = figure.overlay.volume.data[np.isfinite(figure.overlay.volume.data)]
    if not figure.is_montage or not values.size:
        return scale
    return cut_to(scale, float(values.min()), float(values.max()))


def notes_of(figure: SliceFigure) -> list[str]:
    """What a reader must know, in words."""
    notes = [_sides(figure)]
    if figure.overlay is not None and not is_categorical(figure.overlay.scale):
        layer = figure.overlay
        values = layer.volume.data[np.isfinite(layer.volume.data)]
        ends, power = format_scale([float(values.min()), float(values.max())]) if values.size else (["no value"], "")
        extremes = f"{' to '.join(ends)}{power}"
        shown = _shown(layer.scale)
        how = "nearest voxel" if layer.interpolation is Interpolation.NEAREST else "linear interpolation"
        notes.append(f"{shown}The map goes from {extremes}; {how}.")
        if layer.scale.faint > 0 and layer.scale.gap is not None:
            notes.append("Values that do not pass the threshold are faint.")
        if figure.has_outlines:
            notes.append("Lines surround what passes the threshold.")
        if _passes_an_end(values, layer.scale):
            notes.append("Values beyond an end of the bar have the colour of that end.")
    notes.extend(f"Hatched {veil.sign}: {veil.words}." for veil in figure.veils)
    notes.extend(figure.warnings)
    return notes


def _passes_an_end(values: np.ndarray, scale: ColourScale) -> bool:
    """Whether a value that is drawn lies beyond the colours."""
    below, above = scale.gap or (np.inf, -np.inf)
    beyond = ((values > scale.high) & (values >= above)) | ((values < scale.low) & (values <= below))
    return bool(beyond.any())


def _sides(figure: SliceFigure) -> str:
    if figure.orientation is Orientation.SAGITTAL:
        return "Seen from the patient's left side: the face is at the left of each slice."
    side = "right" if figure.convention is Convention.RADIOLOGICAL else "left"
    return f"{figure.convention.value.capitalize()} convention: the left of each slice is the patient's {side}."


def _shown(scale: ColourScale) -> str:
    if scale.gap is None:
        return ""
    below, above = scale.gap
    parts = [f"≤ {format_value(below)}"] if np.isfinite(below) else []
    parts += [f"≥ {format_value(above)}"] if np.isfinite(above) else []
    return f"Shown where {' or '.join(parts)}. "


def unit_of(figure: SliceFigure) -> str:
    """What the colour bar says of the overlay's values: the unit that was given, or its name and unit."""
    assert figure.overlay is not None
    volume = figure.overlay.volume
    if figure.unit or not volume.name:
        return figure.unit or volume.unit
    return f"{volume.name} ({volume.unit})" if volume.unit else volume.name


def signed_mm(mm: float) -> str:
    """A position with a real minus sign."""
    return f"{mm:g}".replace("-", MINUS)


def position_in_words(orientation: Orientation, position_mm: float) -> str:
    """Where a slice lies; a sagittal one also on which side of the head."""
    words = f"{'xyz'[orientation.value]} = {signed_mm(position_mm)} mm"
    if orientation is not Orientation.SAGITTAL or position_mm == 0:
        return words
    return f"{words}, {'right' if position_mm > 0 else 'left'}"


def description_of(figure: SliceFigure) -> str:
    """The figure in words, for those who cannot see it."""
    n = len(figure.positions_mm)
    at = ", ".join(signed_mm(mm) for mm in figure.positions_mm)
    facts = [facts_in_words(figure.overlay.facts)] if figure.overlay is not None else []
    words = " ".join([*filter(None, facts), *notes_of(figure)])
    return f"{n} {figure.orientation.name.lower()} slice{'s' if n > 1 else ''} at {at} mm. {words}"


def facts_in_words(facts: Mapping[str, Any]) -> str:
    """What is known of a map's statistics, as a sentence; ``""`` for nothing."""
    parts = [f"n = {facts['n']}"] if facts.get("n") else []
    parts += [f"degrees of freedom = {facts['dof']:g}"] if facts.get("dof") else []
    parts += [f"correction: {facts['correction']}"] if facts.get("correction") else []
    return f"{'; '.join(parts)}." if parts else ""


def provenance_of(figure: SliceFigure) -> Provenance:
    """How the figure was made."""
    parameters = {
        "orientation": figure.orientation.name.lower(),
        "positions_mm": figure.positions_mm,
        "convention": figure.convention.value,
        "underlay": _layer_parameters(figure.underlay),
        "overlay": None if figure.overlay is None else _layer_parameters(figure.overlay),
        "columns": figure.columns,
        "is_montage": figure.is_montage,
        "has_outlines": figure.has_outlines,
        "crosshair_mm": figure.crosshair_mm,
        "veils": [veil.words for veil in figure.veils],
        "title": figure.title,
        "unit": figure.unit,
        "page": page_parameters(figure.page),
    }
    return Provenance("gui.figures.slices.draw_slices", parameters, figure.inputs, figure.warnings)


def _layer_parameters(layer: FigureLayer) -> dict[str, object]:
    scale = layer.scale
    return {
        "colormap": scale.colormap,
        "low": scale.low,
        "high": scale.high,
        "hidden_between": None if scale.gap is None else [str(edge) for edge in scale.gap],
        "opacity": scale.opacity,
        "faint": scale.faint,
        "interpolation": layer.interpolation.value,
        "name": layer.volume.name,
        "unit": layer.volume.unit,
        "facts": dict(layer.facts),
    }
