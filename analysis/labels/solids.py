"""Solids around points: a ball drawn along a line, and a box along the axes of the world. Voxels by their centres."""

import numpy as np

from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.labels.patch import Patch, box_around, trimmed, voxels_along


def ball_stroke(grid: Grid, points_mm: np.ndarray, radius_mm: float) -> Patch | None:
    """Voxels with a centre at most `radius_mm` from the line through points ``(n, 3)``, and those on it.

    None if all is outside the grid; `OptionError` for a radius that is not positive.
    """
    from analysis.labels.marking_kernels import mark_near_segment  # compiles, or reads its cache, at the first use

    points = np.atleast_2d(np.asarray(points_mm, dtype=np.float64))
    part, low = _part(grid, points, radius_mm)
    if part is None:
        return None
    mask = np.zeros(part.shape, dtype=bool)
    for start, stop in zip(points, points[1:] if len(points) > 1 else points, strict=False):
        mark_near_segment(part.affine[:3].copy(), start.copy(), stop.copy(), float(radius_mm), mask)
    return _with_points(grid, low, mask, points)


def box(grid: Grid, centre_mm: np.ndarray, radius_mm: float) -> Patch | None:
    """Voxels with a centre at most `radius_mm` from a point along x, y and z each, and the one that holds the point."""
    points = np.atleast_2d(np.asarray(centre_mm, dtype=np.float64))
    part, low = _part(grid, points, radius_mm * np.sqrt(3))
    if part is None:
        return None
    centres = part.to_mm(np.moveaxis(np.indices(part.shape), 0, -1))
    return _with_points(grid, low, (np.abs(centres - points[0]) <= radius_mm).all(axis=-1), points)


def box_stroke(grid: Grid, points_mm: np.ndarray, radius_mm: float) -> Patch | None:
    """Voxels with a centre in a box along x, y, z whose centre is drawn along points ``(n, 3)``, and those on the line.

    None if all is outside the grid; `OptionError` for a radius that is not positive.
    """
    from analysis.labels.marking_kernels import mark_in_swept_box  # compiles, or reads its cache, at the first use

    points = np.atleast_2d(np.asarray(points_mm, dtype=np.float64))
    part, low = _part(grid, points, radius_mm * np.sqrt(3))
    if part is None:
        return None
    mask = np.zeros(part.shape, dtype=bool)
    for start, stop in zip(points, points[1:] if len(points) > 1 else points, strict=False):
        mark_in_swept_box(part.affine[:3].copy(), start.copy(), stop.copy(), float(radius_mm), mask)
    return _with_points(grid, low, mask, points)


def _part(grid: Grid, points: np.ndarray, reach_mm: float) -> tuple[Grid | None, np.ndarray]:
    """The part of the grid in reach, and its lowest voxel."""
    if not reach_mm > 0:
        raise OptionError("The radius must be larger than 0 mm.")
    around = box_around(grid, points, reach_mm)
    if around is None:
        return None, np.zeros(3, dtype=np.intp)
    low, size = around
    return grid.cut(low, low + size - 1), low


def _with_points(grid: Grid, low: np.ndarray, mask: np.ndarray, points: np.ndarray) -> Patch | None:
    mask[tuple((voxels_along(grid, points) - low).T)] = True
    return trimmed(low, mask)
