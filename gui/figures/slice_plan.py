"""From a map and a threshold to a figure of slices: the colour scale, and the places to cut."""

from dataclasses import dataclass
from math import ceil, floor, inf, log10

import numpy as np

from analysis.colour import ColourScale, one_sided, two_sided
from analysis.errors import DataError, OptionError
from analysis.image import Volume
from analysis.plane import Orientation
from gui.figures.numbers import format_value
from gui.figures.slice_figure import FigureLayer
from gui.figures.slice_positions import covering_positions, even_positions, foreground_box_mm, visible_voxels

_HEADROOM = 1.1  # white matter stays a little below white, so that an overlay stands out


@dataclass(frozen=True)
class Cuts:
    """Where to cut, in mm, and what the reader should be told about it."""

    positions_mm: tuple[float, ...]
    warnings: tuple[str, ...] = ()


def gray_scale(underlay: Volume) -> ColourScale:
    """The window of an underlay: from 0 where its values are positive."""
    low, high = underlay.robust_range
    low = min(low, 0.0) if low < 0.5 * high else low
    return ColourScale("gray", low, low + _HEADROOM * (high - low))


def threshold_scale(
    overlay: Volume,
    threshold: float,
    *,
    both_signs: bool = False,
    maximum: float | None = None,
    colormap: str | None = None,
    opacity: float = 1.0,
) -> ColourScale:
    """The colours of a thresholded map.

    Parameters
    ----------
    threshold : values of at least this are drawn; a negative one draws values of at most this
    both_signs : values of both signs that are at least this in size
    maximum : size of the value at the end of the colours; by default a round one that few drawn values pass
    colormap : by default cold_hot where negative values are drawn, else hot

    Raises
    ------
    OptionError
        if the maximum is not beyond the threshold, or a threshold for both signs is negative
    DataError
        if the map has no value
    """
    values = overlay.data[np.isfinite(overlay.data)]
    if values.size == 0:
        raise DataError("The map has no value anywhere, so there is nothing to draw.")
    if both_signs and threshold < 0:
        raise OptionError("A threshold for both signs must not be negative.")
    sizes = np.abs(values) if both_signs else (values if threshold >= 0 else -values)
    maximum = _end_of_colours(sizes, abs(threshold)) if maximum is None else maximum
    if maximum <= abs(threshold):
        raise OptionError(
            f"The colours end at {format_value(maximum)}, which is not beyond the threshold of "
            f"{format_value(abs(threshold))}."
        )
    if both_signs:
        return two_sided(threshold, maximum, colormap or "cold_hot", opacity)
    if threshold < 0:
        return ColourScale(colormap or "cold_hot", -maximum, maximum, (threshold, inf), opacity)
    return one_sided(threshold, 0.0, maximum, colormap or "hot", opacity)


def _end_of_colours(sizes: np.ndarray, threshold: float) -> float:
    """A round value that 99 % of the drawn values do not pass: one odd voxel must not darken all the others."""
    shown = sizes[sizes >= threshold]
    end = float(np.percentile(shown, 99)) if shown.size else 0.0
    if end <= threshold:  # a map that stays below its threshold gets a bar, too
        return 1.25 * threshold or 1.0
    digit = 10.0 ** (floor(log10(end)) - 1)
    return float(f"{ceil(end / digit - 1e-9) * digit:.6g}")


def plan_cuts(underlay: FigureLayer, overlay: FigureLayer | None, orientation: Orientation, n: int) -> Cuts:
    """Cut `n` times through the clusters of the overlay; through the whole head where nothing is drawn."""
    axis = orientation.value
    head = foreground_box_mm(underlay.volume, underlay.scale)[:, axis]
    everywhere = even_positions(float(head[0]), float(head[1]), n)
    if overlay is None:
        return Cuts(everywhere)
    if not visible_voxels(overlay.volume, overlay.scale).any():
        return Cuts(everywhere, ("No value of the map reaches the threshold.",))
    low, high = underlay.volume.grid.box_mm[:, axis]
    positions = covering_positions(overlay.volume, overlay.scale, orientation, n)
    inside = tuple(mm for mm in positions if low <= mm <= high)
    if not inside:
        return Cuts(everywhere, ("What the map shows lies outside the underlay.",))
    return Cuts(inside)
