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
    part = onto.cut(low, low + size - 1)
    ijk = np.floor(grid.to_ijk(part.to_mm(np.moveaxis(np.indices(part.shape), 0, -1))) + FACE).astype(np.intp)
    ijk -= np.array(patch.low)
    inside = ((ijk >= 0) & (ijk < patch.mask.shape)).all(axis=-1)
    mask = np.zeros(part.shape, dtype=bool)
    mask[inside] = patch.mask[tuple(ijk[inside].T)]
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
    voxels = np.argwhere(patch.mask)
    voxels = voxels[:: max(1, len(voxels) // _SAMPLES)] + np.array(patch.low)
    reach_mm = 2 * (max(onto.voxel_size_mm) + max(grid.voxel_size_mm))
    around = box_around(onto, there(grid.to_mm(voxels)), reach_mm)
    if around is None:
        return Carried(None, 0.0, before)
    low, size = around
    part = onto.cut(low, low + size - 1)
    places = back(part.to_mm(np.moveaxis(np.indices(part.shape), 0, -1)).reshape(-1, 3))
    ijk = np.floor(grid.to_ijk(places) + FACE) - np.array(patch.low)
    inside = ((ijk >= 0) & (ijk < patch.mask.shape)).all(axis=-1)  # NaN, which is nowhere, compares false
    mask = np.zeros(len(places), dtype=bool)
    mask[inside] = patch.mask[tuple(ijk[inside].astype(np.intp).T)]
    found = trimmed(low, mask.reshape(part.shape))
    return Carried(found, 0.0 if found is None else found.n_voxels * onto.voxel_volume_mm3, before)
