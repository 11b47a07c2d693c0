"""Region growing: voxels of similar intensity that are connected with a first one."""

from dataclasses import dataclass

import numpy as np

from analysis.errors import GeometryError, OptionError
from analysis.image import Mask, Volume
from analysis.labels.patch import Patch, trimmed

_NEIGHBOURS = {6: 1, 18: 2, 26: 3}  # largest number of steps along different axes to a neighbour


@dataclass(frozen=True)
class GrowOptions:
    """How far a region grows.

    Parameters
    ----------
    low, high : the values that belong to it, both included
    radius_mm : the farthest centre of a voxel from that of the first one
    connectivity : 6 (faces), 18 (and edges) or 26 (and corners)
    """

    low: float
    high: float
    radius_mm: float = 40.0
    connectivity: int = 6


def grow(volume: Volume, start: tuple[int, int, int], options: GrowOptions, within: Mask | None = None) -> Patch | None:
    """The connected voxels around a first one whose values are in a range; None if the first one's is not.

    Parameters
    ----------
    volume : NaN never belongs to a region
    start : voxel of `volume`
    within : the region stops at the border of this mask, such as the brain's

    Raises
    ------
    OptionError
        for a connectivity other than 6, 18 and 26, a radius that is not positive, or a range without values
    GeometryError
        if the first voxel is outside the volume, or the mask is on another grid
    """
    if options.connectivity not in _NEIGHBOURS:
        raise OptionError("The connectivity must be 6, 18 or 26 neighbours.")
    if not options.radius_mm > 0:
        raise OptionError("The radius must be larger than 0 mm.")
    if not options.low <= options.high:
        raise OptionError("The lower end of the range is above its upper end.")
    grid = volume.grid
    if any(not 0 <= i < n for i, n in zip(start, grid.shape, strict=True)):
        raise GeometryError("The first voxel is outside the image.")
    if within is not None and not within.grid.matches(grid):
        raise GeometryError("The mask that the region must stay in is on another grid.")
    from analysis.labels.growing_kernels import fill  # compiles, or reads its cache, at the first use

    reach = np.ceil(options.radius_mm * np.linalg.norm(grid.inverse[:3, :3], axis=1)).astype(np.intp)
    first = np.maximum(np.array(start) - reach, 0)
    last = np.minimum(np.array(start) + reach, np.array(grid.shape) - 1)
    box = tuple(slice(a, b + 1) for a, b in zip(first, last, strict=True))
    values = np.ascontiguousarray(volume.data[box])
    free = np.ones(values.shape, np.uint8) if within is None else np.ascontiguousarray(within.data[box], np.uint8)
    marked = np.zeros(values.shape, dtype=np.uint8)
    metric = grid.affine[:3, :3].T @ grid.affine[:3, :3]
    fill(
        values,
        free,
        np.array(start) - first,
        metric,
        (float(options.low), float(options.high), float(options.radius_mm) ** 2),
        _NEIGHBOURS[options.connectivity],
        marked,
    )
    return trimmed(first, marked.astype(bool))
