"""What a figure of slices shows, and how it says so in words and in its provenance."""

from dataclasses import dataclass

import numpy as np

from analysis.colour import ColourScale
from analysis.image import Volume
from analysis.plane import Convention, Orientation
from analysis.provenance import InputRecord, Provenance
from analysis.sampling import Interpolation
from gui.figures.numbers import MINUS, format_value


@dataclass(frozen=True, eq=False)
class FigureLayer:
    """A volume of the figure, its colours, and how values between voxel centres are found."""

    volume: Volume
    scale: ColourScale
    interpolation: Interpolation = Interpolation.LINEAR


@dataclass(frozen=True, eq=False)
class SliceFigure:
    """What a figure of slices shows.

    ``positions_mm`` are along the axis that is perpendicular to the planes. ``columns`` None chooses; ``title`` and
    ``unit`` may be empty. ``inputs`` and ``warnings`` go into the provenance.
    """

    underlay: FigureLayer
    overlay: FigureLayer | None
    orientation: Orientation
    positions_mm: tuple[float, ...]
    convention: Convention = Convention.RADIOLOGICAL
    columns: int | None = None
    title: str = ""
    unit: str = ""
    dpi: int = 300
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = ()


def notes_of(figure: SliceFigure) -> list[str]:
    """What a reader must know, in words."""
    notes = [_sides(figure)]
    if figure.overlay is not None:
        layer = figure.overlay
        values = layer.volume.data[np.isfinite(layer.volume.data)]
        extremes = f"{format_value(float(values.min()))} to {format_value(float(values.max()))}" if values.size else ""
        shown = _shown(layer.scale)
        how = "nearest voxel" if layer.interpolation is Interpolation.NEAREST else "linear interpolation"
        notes.append(f"{shown}The map goes from {extremes}; {how}.")
        if _passes_an_end(values, layer.scale):
            notes.append("Values beyond an end of the bar have the colour of that end.")
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
    at = ", ".join(f"{mm:g}" for mm in figure.positions_mm)
    return f"{n} {figure.orientation.name.lower()} slice{'s' if n > 1 else ''} at {at} mm. {' '.join(notes_of(figure))}"


def provenance_of(figure: SliceFigure) -> Provenance:
    """How the figure was made."""
    parameters = {
        "orientation": figure.orientation.name.lower(),
        "positions_mm": figure.positions_mm,
        "convention": figure.convention.value,
        "underlay": _layer_parameters(figure.underlay),
        "overlay": None if figure.overlay is None else _layer_parameters(figure.overlay),
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
        "interpolation": layer.interpolation.value,
    }
