"""What is done to a whole region: fill, dilate, erode, smooth, interpolate, mirror, keep the largest piece.

Each takes the voxels of a region and gives other voxels; giving them the label is `LabelMap.relabel`'s. Lengths are mm,
whatever the voxels' shape.
"""

from itertools import pairwise

import numpy as np
from scipy import ndimage

from analysis.errors import DataError, OptionError
from analysis.grid import Grid
from analysis.labels.carrying import carried
from analysis.labels.patch import Patch, count_labels, trimmed, united


def filled(patch: Patch, axis: int | None = None) -> Patch:
    """With its holes: those that are closed in 3D, or in each slice perpendicular to an axis of the grid."""
    if axis is None:
        return Patch(patch.low, ndimage.binary_fill_holes(patch.mask))
    slices = np.moveaxis(patch.mask, axis, 0)
    whole = np.stack([ndimage.binary_fill_holes(one) for one in slices])
    return Patch(patch.low, np.ascontiguousarray(np.moveaxis(whole, 0, axis)))


def dilated(patch: Patch, grid: Grid, mm: float) -> Patch:
    """With all voxels whose centre is at most `mm` from that of one of its voxels."""
    _require_length(mm)
    low, mask = _padded(patch, grid, mm)
    found = trimmed(low, ndimage.distance_transform_edt(~mask, sampling=grid.voxel_size_mm) <= mm)
    assert found is not None
    return found


def eroded(patch: Patch, grid: Grid, mm: float) -> Patch | None:
    """Without the voxels whose centre is at most `mm` from that of a voxel outside; None if none is left."""
    _require_length(mm)
    mask = np.pad(patch.mask, 1)
    distance = ndimage.distance_transform_edt(mask, sampling=grid.voxel_size_mm)
    return trimmed(np.array(patch.low) - 1, distance > mm)


def smoothed(patch: Patch, grid: Grid, fwhm_mm: float) -> Patch | None:
    """Where the region, blurred by a Gaussian (full width at half maximum), is above one half; None if nowhere."""
    _require_length(fwhm_mm)
    low, mask = _padded(patch, grid, fwhm_mm)
    sigma = [fwhm_mm / np.sqrt(8 * np.log(2)) / size for size in grid.voxel_size_mm]
    return trimmed(low, ndimage.gaussian_filter(mask.astype(np.float32), sigma, mode="constant") > 0.5)


def largest_piece(patch: Patch) -> Patch:
    """The largest set of voxels that touch by faces; the first in the order of voxels where two are as large."""
    pieces, n = ndimage.label(patch.mask)
    if n < 2:
        return patch
    sizes = count_labels(pieces)
    sizes[0] = 0
    found = trimmed(patch.low, pieces == sizes.argmax())
    assert found is not None
    return found


def pieces(patch: Patch) -> tuple[Patch, ...]:
    """The sets of voxels that touch by faces, the largest first."""
    labels, n = ndimage.label(patch.mask)
    found = [trimmed(patch.low, labels == label) for label in range(1, n + 1)]
    return tuple(sorted((part for part in found if part is not None), key=lambda part: -part.n_voxels))


def drawn_axis(patch: Patch) -> int | None:
    """The axis across the slices that a region was drawn in with gaps between; None where no axis has a gap.

    Where several have one, that along which the fewest slices are drawn for the way between the outermost.
    """
    shares = {}
    for axis in range(3):
        drawn = np.flatnonzero(patch.mask.any(axis=tuple(other for other in range(3) if other != axis)))
        if len(drawn) > 1 and (np.diff(drawn) > 1).any():
            shares[axis] = len(drawn) / (drawn[-1] - drawn[0] + 1)
    return min(shares, key=lambda axis: shares[axis]) if shares else None


def interpolated(patch: Patch, grid: Grid, axis: int) -> Patch:
    """With the slices between those that were drawn, perpendicular to an axis of the grid.

    Between two drawn slices the signed distance to the outline goes from one to the other linearly (shape-based
    interpolation: Raya and Udupa 1990, IEEE Trans Med Imaging 9:32).

    Raises
    ------
    DataError
        if there are not two drawn slices with a gap between them
    """
    slices = np.moveaxis(patch.mask, axis, 0).copy()
    drawn = np.flatnonzero(slices.any(axis=(1, 2)))
    if (np.diff(drawn) < 2).all():
        raise DataError("Draw the region in two slices with others between them; those are then filled in.")
    sampling = [size for other, size in enumerate(grid.voxel_size_mm) if other != axis]
    for lower, upper in pairwise(drawn.tolist()):
        if upper - lower < 2:
            continue
        below, above = _signed_distance(slices[lower], sampling), _signed_distance(slices[upper], sampling)
        for between in range(lower + 1, upper):
            share = (between - lower) / (upper - lower)
            slices[between] = (1 - share) * below + share * above > 0
    return Patch(patch.low, np.ascontiguousarray(np.moveaxis(slices, 0, axis)))


def interpolated_across(patch: Patch, grid: Grid) -> Patch:
    """With the slices between those that were drawn along an axis of the grid or, where it is oblique, of the world.

    A slice of the world cuts several slices of an oblique grid, and each holds a part of its outline only. So the
    region is brought to voxels along the world's axes, where drawn slices are whole, filled in there, and brought back.

    Raises
    ------
    DataError
        if there are not two drawn slices with a gap between them
    """
    if not grid.is_oblique:
        axis = drawn_axis(patch)
        return interpolated(patch, grid, 2 if axis is None else axis)
    ends = grid.to_mm(
        (np.array(patch.low) - 1)[None] + np.array(list(np.ndindex(2, 2, 2))) * (np.add(patch.mask.shape, 1))
    )
    step = min(grid.voxel_size_mm)
    affine = np.diag([step, step, step, 1.0])
    affine[:3, 3] = ends.min(axis=0)
    i, j, k = (int(n) for n in np.ceil(np.ptp(ends, axis=0) / step) + 1)
    world = Grid((i, j, k), affine)
    straight = carried(patch, grid, world).patch
    axis = None if straight is None else drawn_axis(straight)
    if straight is None or axis is None:
        raise DataError("Draw the region in two slices with others between them; those are then filled in.")
    back = carried(interpolated(_with_whole_sheets(straight, axis), world, axis), world, grid).patch
    whole = united([patch] if back is None else [patch, back])
    assert whole is not None
    return whole


def _with_whole_sheets(patch: Patch, axis: int) -> Patch:
    """Thin stacks of slices made whole: each slice of a stack of up to three takes what the others have."""
    slices = np.moveaxis(patch.mask, axis, 0).copy()
    drawn = slices.any(axis=(1, 2))
    stacks, n = ndimage.label(drawn)
    for stack in range(1, n + 1):
        places = np.flatnonzero(stacks == stack)
        if len(places) <= 3:
            slices[places] = slices[places].any(axis=0)
    return Patch(patch.low, np.ascontiguousarray(np.moveaxis(slices, 0, axis)))


def moved_by_slices(patch: Patch, grid: Grid, axis: int, step: int) -> Patch | None:
    """The same voxels some slices further along an axis of the grid; None outside it."""
    low = np.array(patch.low)
    low[axis] += step
    first = np.maximum(low, 0)
    last = np.minimum(low + patch.mask.shape, np.array(grid.shape))
    if (first >= last).any():
        return None
    part = tuple(slice(a - o, b - o) for a, b, o in zip(first, last, low, strict=True))
    return trimmed(first, patch.mask[part])


def mirrored(patch: Patch, grid: Grid, point_mm: np.ndarray, normal: np.ndarray) -> Patch | None:
    """The voxels whose mirror images across a plane lie in the region; None if none is inside the grid.

    Parameters
    ----------
    point_mm, normal : ``(3,)`` a point of the plane in mm, and its direction (any length)
    """
    length = float(np.linalg.norm(normal))
    if not length > 0:
        raise OptionError("The plane of the mirror has no direction.")
    unit = np.asarray(normal, dtype=np.float64) / length
    corners = np.array(np.meshgrid(*[(0, n - 1) for n in patch.mask.shape], indexing="ij")).reshape(3, -1).T
    around = grid.to_ijk(_reflected(grid.to_mm(corners + np.array(patch.low)), point_mm, unit))
    low = np.maximum(np.floor(around.min(axis=0)) - 1, 0).astype(np.intp)
    high = np.minimum(np.ceil(around.max(axis=0)) + 1, np.array(grid.shape) - 1).astype(np.intp)
    if (high < low).any():
        return None
    box = grid.cut(low, high)
    places = _reflected(box.to_mm(np.moveaxis(np.indices(box.shape), 0, -1)), point_mm, unit)
    source = grid.to_ijk(places) - np.array(patch.low)
    values, places_of = patch.mask.astype(np.float32), np.moveaxis(source, -1, 0)
    # "constant" would cut half a voxel off at each face of the box: it does not reach beyond the outermost centres
    found = ndimage.map_coordinates(values, places_of, order=1, mode="grid-constant")
    return trimmed(low, found >= 0.5)


def _reflected(xyz_mm: np.ndarray, point_mm: np.ndarray, unit: np.ndarray) -> np.ndarray:
    return xyz_mm - 2 * ((xyz_mm - point_mm) @ unit)[..., None] * unit


def _signed_distance(mask: np.ndarray, sampling: list[float]) -> np.ndarray:
    """mm inside (positive) or outside of an outline."""
    padded = np.pad(mask, 1)
    inside = ndimage.distance_transform_edt(padded, sampling=sampling)
    outside = ndimage.distance_transform_edt(~padded, sampling=sampling)
    return np.where(padded, inside - min(sampling) / 2, min(sampling) / 2 - outside)[1:-1, 1:-1]


def _padded(patch: Patch, grid: Grid, mm: float) -> tuple[np.ndarray, np.ndarray]:
    """The box with as many voxels around it as `mm` reach, at most to the border of the grid."""
    reach = np.ceil(mm / np.array(grid.voxel_size_mm)).astype(np.intp) + 1
    low = np.maximum(np.array(patch.low) - reach, 0)
    high = np.minimum(np.array(patch.low) + patch.mask.shape + reach, np.array(grid.shape))
    mask = np.zeros(high - low, dtype=bool)
    start = np.array(patch.low) - low
    mask[tuple(slice(a, a + n) for a, n in zip(start, patch.mask.shape, strict=True))] = patch.mask
    return low, mask


def _require_length(mm: float) -> None:
    if not (np.isfinite(mm) and mm > 0):
        raise OptionError("The distance must be larger than 0 mm.")
