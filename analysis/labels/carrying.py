"""A region on another grid: which voxels of an image lie in a region that was drawn on another one.

A voxel belongs to the region when its centre lies in a voxel of the region: the rule of drawing and of picking. It is
exact where both grids are the same; else volumes differ, and how much is reported, never hidden.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.grid import FACE, Grid
from analysis.labels.patch import Patch, box_around, trimmed

Places = Callable[[np.ndarray], np.ndarray]
"""Maps points ``(n, 3)`` in mm of one space to mm of another."""

_AT_ONCE = 1 << 14  # voxels whose places are computed together: these arrays stay in the cache
_SAMPLES = 4000  # voxels of a region whose places tell where it lies in another space


@dataclass(frozen=True)
class Carried:
    """A region on another grid; ``patch`` is None where no centre of a voxel lies in it."""

    patch: Patch | None
    volume_mm3: float
    volume_before_mm3: float

    def in_words(self) -> str:
        """By how much the volume changed."""
        if self.patch is None:
            return "No voxel of the other grid has its centre in the region: it is too small or lies outside."
        change = 100 * (self.volume_mm3 / self.volume_before_mm3 - 1)
        return (
            f"{self.patch.n_voxels} voxels, {self.volume_mm3:.0f} mm³ (drawn: {self.volume_before_mm3:.0f} mm³, "
            f"{change:+.0f} %)."
        )


def carried(patch: Patch, grid: Grid, onto: Grid) -> Carried:
    """A region of one grid on another; both in the same world."""
    before = patch.n_voxels * grid.voxel_volume_mm3
    if grid.matches(onto, 1e-3):
        return Carried(patch, before, before)
    corners = np.array(np.meshgrid(*[(-0.5, n - 0.5) for n in patch.mask.shape], indexing="ij")).reshape(3, -1).T
    around = box_around(onto, grid.to_mm(corners + np.array(patch.low)), max(onto.voxel_size_mm))
    if around is None:
        return Carried(None, 0.0, before)
    low, size = around
    from analysis.labels.carrying_kernels import mark_held  # compiles, or reads its cache, at the first use

    part = onto.cut(low, low + size - 1)
    mask = np.zeros(part.shape, dtype=bool)
    drawn = grid.cut(np.array(patch.low), np.add(patch.low, patch.mask.shape) - 1)
    mark_held(part.voxels_of(drawn), patch.mask, mask)
    found = trimmed(low, mask)
    return Carried(found, 0.0 if found is None else found.n_voxels * onto.voxel_volume_mm3, before)


def carried_through(patch: Patch, grid: Grid, onto: Grid, there: Places, back: Places) -> Carried:
    """A region of one grid on another whose millimetres mean something else, such as those of a standard brain.

    Parameters
    ----------
    there : from mm of `grid` to mm of `onto`; tells only where to look
    back : from mm of `onto` to mm of `grid`; decides which voxels belong to the region
    """
    before = patch.n_voxels * grid.voxel_volume_mm3
    around = box_of_way(patch, grid, onto, there)
    if around is None:
        return Carried(None, 0.0, before)
    low, size = around
    part = onto.cut(low, low + size - 1)
    mask = np.empty(part.shape, dtype=bool)
    rows = mask.reshape(-1, part.shape[2])
    step = max(1, _AT_ONCE // part.shape[2])
    for start in range(0, len(rows), step):
        held = rows[start : start + step]
        i, j = np.divmod(np.arange(start, start + len(held)), part.shape[1])
        ijk = np.empty((*held.shape, 3))
        ijk[..., 0], ijk[..., 1], ijk[..., 2] = i[:, None], j[:, None], np.arange(part.shape[2])
        held[...] = is_held(patch, grid, back(part.to_mm(ijk).reshape(-1, 3))).reshape(held.shape)
    found = trimmed(low, mask)
    return Carried(found, 0.0 if found is None else found.n_voxels * onto.voxel_volume_mm3, before)


def box_of_way(patch: Patch, grid: Grid, onto: Grid, there: Places) -> tuple[np.ndarray, np.ndarray] | None:
    """Where a region comes to lie on another grid, by a sample of its voxels: as `box_around` tells it."""
    voxels = np.argwhere(patch.mask)
    voxels = voxels[:: max(1, len(voxels) // _SAMPLES)] + np.array(patch.low)
    reach_mm = 2 * (max(onto.voxel_size_mm) + max(grid.voxel_size_mm))
    return box_around(onto, there(grid.to_mm(voxels)), reach_mm)


def is_held(patch: Patch, grid: Grid, xyz_mm: np.ndarray) -> np.ndarray:
    """``(n,)`` whether points ``(n, 3)`` in mm lie in a voxel of a region of a grid; NaN lies in none."""
    ijk = grid.to_ijk(xyz_mm)
    i, j, k = (np.floor(ijk[:, axis] + FACE) - patch.low[axis] for axis in range(3))
    ni, nj, nk = patch.mask.shape
    inside = (i >= 0) & (i < ni) & (j >= 0) & (j < nj) & (k >= 0) & (k < nk)
    rank = np.where(inside, (i * nj + j) * nk + k, 0).astype(np.intp)
    held: np.ndarray = inside & patch.mask.ravel()[rank]
    return held
