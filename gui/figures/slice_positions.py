"""Which slices a figure shows, and what part of each: so that no cluster of the overlay is left out without need."""

from itertools import pairwise

import numpy as np
from scipy import ndimage

from analysis.colour import ColourScale
from analysis.image import Volume
from analysis.plane import Orientation

_CLOSEST_MM = 3.0  # two slices nearer than this show the same
_SPECK_VOXELS = 5
_MARGIN_MM = 5.0
_FOREGROUND = 0.12  # of the gray scale: air is darker than this


def visible_voxels(volume: Volume, scale: ColourScale) -> np.ndarray:
    """``(ni, nj, nk)`` booleans: the voxels that a scale draws."""
    shown = np.isfinite(volume.data)
    if scale.gap is not None:
        shown &= ~((volume.data > scale.gap[0]) & (volume.data < scale.gap[1]))
    return shown


def foreground_box_mm(underlay: Volume, scale: ColourScale) -> np.ndarray:
    """``(2, 3)`` lowest and highest xyz in mm of the head in an underlay, with a margin.

    A few bright voxels of air do not count.
    """
    bright = underlay.data > scale.low + _FOREGROUND * (scale.high - scale.low)
    ijk = np.argwhere(bright)
    if not len(ijk):
        return underlay.grid.box_mm
    points = underlay.grid.to_mm(ijk[:: max(1, len(ijk) // 300_000)])
    low, high = np.percentile(points, (0.05, 99.95), axis=0)
    box = underlay.grid.box_mm
    return np.array([np.maximum(low - _MARGIN_MM, box[0]), np.minimum(high + _MARGIN_MM, box[1])])


def even_positions(low_mm: float, high_mm: float, n: int) -> tuple[float, ...]:
    """Whole mm, evenly spread inside a range, without its ends."""
    step = (high_mm - low_mm) / (n + 1)
    return tuple(sorted({float(round(low_mm + step * (index + 1))) for index in range(n)}))


def covering_positions(overlay: Volume, scale: ColourScale, orientation: Orientation, n: int) -> tuple[float, ...]:
    """Positions in mm along the axis of an orientation that cut as many clusters as `n` slices can.

    Clusters (26 neighbours) are taken from the largest to the smallest; one that no slice cuts yet gets a slice
    through its most extreme value, unless it is a speck of a few voxels while there are larger ones, or another
    slice passes close by. Slices that are left over go where the others are furthest apart.

    Returns
    -------
    at most `n` positions in whole mm where that cuts the cluster, ascending; none if the scale draws nothing
    """
    labels, n_clusters = ndimage.label(visible_voxels(overlay, scale), structure=np.ones((3, 3, 3)))
    if n_clusters == 0:
        return ()
    extents = _extents_mm(overlay, labels, orientation.value)
    sizes = np.bincount(labels.ravel())[1:]
    speck = min(_SPECK_VOXELS, int(sizes.max()))
    chosen: list[float] = []
    for cluster in np.argsort(-sizes, kind="stable"):
        low, peak, high = extents[cluster]
        is_cut = any(low <= mm <= high or abs(mm - peak) < _CLOSEST_MM for mm in chosen)
        if len(chosen) < n and sizes[cluster] >= speck and not is_cut:
            whole = float(round(peak))
            chosen.append(whole if low <= whole <= high else round(float(peak), 1))
    large = extents[sizes >= speck]
    _fill(chosen, float(large[:, 0].min()), float(large[:, 2].max()), n)
    return tuple(sorted(chosen))


def _extents_mm(overlay: Volume, labels: np.ndarray, axis: int) -> np.ndarray:
    """``(n_clusters, 3)`` lowest position, position of the most extreme value, and highest position of each cluster.

    The faces of the voxels count, so that a cluster of one layer has a thickness.
    """
    ijk = np.argwhere(labels > 0)
    cluster = labels[tuple(ijk.T)] - 1
    size = np.abs(overlay.data[tuple(ijk.T)])
    mm = overlay.grid.to_mm(ijk)[:, axis]
    order = np.lexsort((size, cluster))
    last = np.flatnonzero(np.diff(cluster[order], append=cluster.max() + 1))
    ids = np.arange(cluster.max() + 1)
    low, high = ndimage.minimum(mm, cluster, ids), ndimage.maximum(mm, cluster, ids)
    half = overlay.grid.voxel_size_mm[overlay.grid.voxel_axis(axis)] / 2
    return np.column_stack([low - half, mm[order[last]], high + half])


def _fill(chosen: list[float], low_mm: float, high_mm: float, n: int) -> None:
    """Add positions in the widest gaps of a list, in place, until there are `n` or all gaps are narrow."""
    while len(chosen) < n:
        ends = sorted({low_mm, *chosen, high_mm})
        gaps = [(right - left, (left + right) / 2) for left, right in pairwise(ends)]
        width, middle = max(gaps, default=(0.0, 0.0))
        if width < 2 * _CLOSEST_MM:
            return
        chosen.append(float(round(middle)))
