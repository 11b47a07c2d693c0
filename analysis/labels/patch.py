"""A set of voxels of a grid, kept as booleans in the smallest box that holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analysis.grid import FACE, Grid


@dataclass(frozen=True, eq=False)
class Patch:
    """Some voxels of a grid.

    Parameters
    ----------
    low : the voxel in the lowest corner of the box
    mask : ``(ni, nj, nk)`` booleans of the box, which lies inside its grid
    """

    low: tuple[int, int, int]
    mask: np.ndarray

    @property
    def slices(self) -> tuple[slice, slice, slice]:
        """The box in the array of the grid."""
        i, j, k = (slice(start, start + size) for start, size in zip(self.low, self.mask.shape, strict=True))
        return i, j, k

    @property
    def n_voxels(self) -> int:
        """How many voxels are marked."""
        return int(np.count_nonzero(self.mask))

    def on(self, grid: Grid) -> np.ndarray:
        """``(ni, nj, nk)`` booleans of the whole grid."""
        whole = np.zeros(grid.shape, dtype=bool, order="F")
        whole[self.slices] = self.mask
        return whole


def trimmed(low: np.ndarray | tuple[int, int, int], mask: np.ndarray) -> Patch | None:
    """The patch of some booleans and their corner, in the smallest box; None where nothing is marked."""
    ends = []
    for axis in range(3):
        others = tuple(other for other in range(3) if other != axis)
        marked = np.flatnonzero(mask.any(axis=others))
        if marked.size == 0:
            return None
        ends.append((int(marked[0]), int(marked[-1]) + 1))
    box = tuple(slice(start, stop) for start, stop in ends)
    i, j, k = (int(corner) + start for corner, (start, _) in zip(low, ends, strict=True))
    return Patch((i, j, k), np.ascontiguousarray(mask[box]))


def united(patches: Sequence[Patch]) -> Patch | None:
    """The voxels of any of some patches of one grid; None without a patch."""
    if not patches:
        return None
    low = np.min([patch.low for patch in patches], axis=0)
    high = np.max([np.add(patch.low, patch.mask.shape) for patch in patches], axis=0)
    mask = np.zeros(high - low, dtype=bool)
    for patch in patches:
        mask[tuple(slice(a - o, a - o + n) for a, o, n in zip(patch.low, low, patch.mask.shape, strict=True))] |= (
            patch.mask
        )
    i, j, k = (int(corner) for corner in low)
    return Patch((i, j, k), mask)


def voxels_along(grid: Grid, points_mm: np.ndarray) -> np.ndarray:
    """``(n, 3)`` the voxels of a grid that the line through points ``(m, 3)`` passes over, however short the way."""
    places = grid.to_ijk(points_mm) + FACE
    found = [places]
    for start, stop in pairwise(places):
        step = stop - start
        low, high = np.minimum(start, stop), np.maximum(start, stop)
        faces = [
            (np.arange(np.ceil(low[axis]), high[axis] + 1e-12) - start[axis]) / step[axis]
            for axis in range(3)
            if step[axis] != 0
        ]
        crossings = np.sort(np.concatenate([[0.0, 1.0], *faces]))
        middles = (crossings[1:] + crossings[:-1]) / 2  # between two faces the line is in one voxel
        found.append(start + middles[:, None] * step)
    ijk = np.floor(np.concatenate(found)).astype(np.intp)
    return ijk[((ijk >= 0) & (ijk < grid.shape)).all(axis=1)]


def box_around(grid: Grid, points_mm: np.ndarray, reach_mm: float) -> tuple[np.ndarray, np.ndarray] | None:
    """Lowest voxel and shape, both ``(3,)``, of what lies within a distance of some points ``(n, 3)``, cut at the grid.

    None if all of it is outside.
    """
    ijk = grid.to_ijk(points_mm)
    reach = reach_mm * np.linalg.norm(grid.inverse[:3, :3], axis=1)  # of the ball, along each axis of the grid
    low = np.maximum(np.floor(ijk.min(axis=0) - reach), 0).astype(np.intp)
    high = np.minimum(np.ceil(ijk.max(axis=0) + reach), np.array(grid.shape) - 1).astype(np.intp)
    return None if (high < low).any() else (low, high - low + 1)


def count_labels(data: np.ndarray) -> np.ndarray:
    """How many voxels of ``(ni, nj, nk)`` whole numbers from 0 each number has.

    It goes slice by slice, because `np.bincount` lets no other thread go on meanwhile.
    """
    counts = np.zeros(int(data.max(initial=0)) + 1, dtype=np.int64)
    for k in range(data.shape[2]):
        found = np.bincount(data[:, :, k].ravel(order="K"))
        counts[: len(found)] += found
    return counts
