"""What a brush or an outline marks on a plane: the voxels that are seen under it.

A voxel is marked when at least half of what is seen of it on the plane lies under the tool; a brush always marks the
voxels that its centre passes over. "Seen" is the rule by which slices are drawn and picked (`Grid.voxel_at`), sampled
at eight points along the shortest side of a voxel. On a plane along the grid's axes this marks the voxels whose centre
is under the tool; on an oblique one it leaves no gaps. It does not depend on the zoom or on where a stroke began.
"""

from dataclasses import dataclass

import numpy as np

from analysis.grid import Grid
from analysis.labels.patch import Patch, box_around, trimmed, voxels_along

_SAMPLES = 8  # along the shortest side of a voxel
_MOST_SAMPLES = 8_000_000


@dataclass(frozen=True, eq=False)
class Sheet:
    """A plane of the world without borders.

    Parameters
    ----------
    point_mm : ``(3,)`` a point of it
    right, down : ``(3,)`` unit vectors in it, at a right angle
    """

    point_mm: np.ndarray
    right: np.ndarray
    down: np.ndarray

    def coordinates(self, points_mm: np.ndarray) -> np.ndarray:
        """``(n, 2)`` mm along right and down of points ``(n, 3)``."""
        return np.asarray(points_mm, dtype=np.float64) @ np.column_stack([self.right, self.down])

    def to_mm(self, along: np.ndarray) -> np.ndarray:
        """``(n, 3)`` xyz of coordinates ``(n, 2)``."""
        foot = self.point_mm - self.right * (self.point_mm @ self.right) - self.down * (self.point_mm @ self.down)
        return foot + along @ np.array([self.right, self.down])


def stroke(grid: Grid, sheet: Sheet, points_mm: np.ndarray, radius_mm: float, *, square: bool = False) -> Patch | None:
    """What a brush marks that is drawn along a line of points ``(n, 3)`` of a plane, in mm; None outside the grid."""
    along = sheet.coordinates(points_mm)
    samples = _Samples(grid, sheet, along.min(axis=0) - radius_mm, along.max(axis=0) + radius_mm)
    if samples.is_empty:
        return None
    inside = np.zeros(samples.shape, dtype=bool)
    test = _in_square if square else _in_round
    for start, stop in zip(along, along[1:] if len(along) > 1 else along, strict=False):
        part = samples.window(np.minimum(start, stop) - radius_mm, np.maximum(start, stop) + radius_mm)
        u, v = samples.u[part[0]][:, None] - start[0], samples.v[part[1]][None, :] - start[1]
        inside[part] |= test(u, v, stop - start, radius_mm)
    return samples.patch(inside, voxels_along(grid, sheet.to_mm(along)))


def polygon(grid: Grid, sheet: Sheet, vertices_mm: np.ndarray) -> Patch | None:
    """What an outline with vertices ``(n, 3)`` of a plane marks, by the even-odd rule; None if nothing."""
    along = sheet.coordinates(vertices_mm)
    if len(along) < 3:
        return None
    samples = _Samples(grid, sheet, along.min(axis=0), along.max(axis=0))
    if samples.is_empty:
        return None
    return samples.patch(_even_odd(samples.u, samples.v, along), np.empty((0, 3), dtype=np.intp))


class _Samples:
    """Points of a plane around a rectangle of it, and the voxel that each lies in."""

    def __init__(self, grid: Grid, sheet: Sheet, low: np.ndarray, high: np.ndarray) -> None:
        margin = float(np.linalg.norm(grid.voxel_size_mm))  # so that voxels at the rim are seen whole
        step = min(grid.voxel_size_mm) / _SAMPLES
        area = float(np.prod(high - low + 2 * margin))
        step = max(step, float(np.sqrt(area / _MOST_SAMPLES)))
        first = np.floor((low - margin) / step).astype(int)
        count = np.ceil((high + margin) / step).astype(int) - first + 1
        self._step = step
        self.u, self.v = ((np.arange(n) + start + 0.5) * step for n, start in zip(count, first, strict=True))
        corners = np.array([(u, v) for u in (self.u[0], self.u[-1]) for v in (self.v[0], self.v[-1])])
        box = box_around(grid, sheet.to_mm(corners), max(grid.voxel_size_mm))
        self.is_empty = box is None
        self.shape = (len(self.u), len(self.v))
        if box is None:
            return
        self._low, self._size = box
        origin = grid.to_ijk(sheet.to_mm(np.zeros((1, 2))))[0]
        right, down = (grid.to_ijk(sheet.to_mm(np.array([e])))[0] - origin for e in ((1.0, 0.0), (0.0, 1.0)))
        self._to_voxel = np.column_stack([right, down, origin - self._low])

    def window(self, low: np.ndarray, high: np.ndarray) -> tuple[slice, slice]:
        """The samples in a rectangle."""
        first = [int(np.searchsorted(axis, value)) for axis, value in zip((self.u, self.v), low, strict=True)]
        last = [int(np.searchsorted(axis, value, "right")) for axis, value in zip((self.u, self.v), high, strict=True)]
        return slice(first[0], last[0]), slice(first[1], last[1])

    def patch(self, inside: np.ndarray, always: np.ndarray) -> Patch | None:
        """The voxels of which at least half is inside, and some others ``(n, 3)``."""
        from analysis.labels.marking_kernels import count  # compiles, or reads its cache, at the first use

        seen, under = (np.zeros(self._size, dtype=np.int32) for _ in range(2))
        count(self.u, self.v, inside, np.ascontiguousarray(self._to_voxel), seen, under)
        mask = (under > 0) & (2 * under >= seen)
        mask[tuple((always - self._low).T)] = True
        return trimmed(self._low, mask)


def _in_round(u: np.ndarray, v: np.ndarray, segment: np.ndarray, radius_mm: float) -> np.ndarray:
    """Which points are at most a radius from the segment that begins at (0, 0)."""
    length2 = float(segment @ segment)
    t = np.clip((u * segment[0] + v * segment[1]) / length2, 0, 1) if length2 > 0 else np.zeros((1, 1))
    return (u - t * segment[0]) ** 2 + (v - t * segment[1]) ** 2 <= radius_mm**2


def _in_square(u: np.ndarray, v: np.ndarray, segment: np.ndarray, radius_mm: float) -> np.ndarray:
    """Which points a square of half side `radius_mm` passes over on its way along the segment from (0, 0)."""
    begin = np.zeros(np.broadcast_shapes(u.shape, v.shape))
    end = np.ones_like(begin)
    for place, step in ((u, segment[0]), (v, segment[1])):
        if step == 0:
            end = np.where(np.abs(place) <= radius_mm, end, -1.0)
        else:
            ways = (place - radius_mm) / step, (place + radius_mm) / step
            begin, end = np.maximum(begin, np.minimum(*ways)), np.minimum(end, np.maximum(*ways))
    return begin <= end


def _even_odd(u: np.ndarray, v: np.ndarray, vertices: np.ndarray) -> np.ndarray:
    """``(n_u, n_v)`` booleans: points with an odd number of edges to their left."""
    crossings = np.zeros((len(u) + 1, len(v)), dtype=np.int32)
    for start, stop in zip(vertices, np.roll(vertices, -1, axis=0), strict=True):
        rows = np.flatnonzero((v >= min(start[1], stop[1])) & (v < max(start[1], stop[1])))
        if rows.size:
            at = start[0] + (v[rows] - start[1]) * (stop[0] - start[0]) / (stop[1] - start[1])
            np.add.at(crossings, (np.searchsorted(u, at), rows), 1)
    return (np.cumsum(crossings, axis=0)[:-1] % 2).astype(bool)
