"""A map of regions as it was at a moment, for work that goes on while someone draws.

Copying a whole map takes longer than a window may stand still, so a map keeps its last copy in slabs of slices:
of the next one only those slabs are new in which something has changed. A slab is never changed once it is made, so
that all copies may share it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.grid import Grid
from analysis.labels.patch import Patch

if TYPE_CHECKING:
    from analysis.labels.label_map import LabelMap, Region

SLAB_BYTES = 1 << 20  # copied in a fraction of a millisecond


@dataclass(frozen=True, eq=False)
class FrozenLabels:
    """What `LabelMap.frozen` returns; nobody changes it.

    Parameters
    ----------
    grid : where its voxels are
    regions : what the labels are called
    revision : that of the map
    slabs : uint16 labels, one after the other along the last axis
    """

    grid: Grid
    regions: tuple["Region", ...]
    revision: int
    slabs: tuple[np.ndarray, ...]

    def data(self) -> np.ndarray:
        """``grid.shape`` uint16 labels, Fortran-ordered, put together anew: for a job, not for the GUI thread."""
        whole = np.empty(self.grid.shape, dtype=np.uint16, order="F")
        return np.concatenate(self.slabs, axis=2, out=whole)

    def patch(self, label: int) -> Patch | None:
        """The voxels of a region in their smallest box, None where it has none: for a job, not for the GUI thread."""
        from analysis.labels.editing_kernels import box_of  # compiles, or reads its cache, at first use

        found, start = [], 0
        for slab in self.slabs:
            ends = box_of(slab, label)
            if ends[1] >= 0:
                found.append((start, slab, ends))
            start += slab.shape[2]
        if not found:
            return None
        every = np.array([(*ends[:4], start + ends[4], start + ends[5]) for start, _, ends in found])
        low, high = every[:, ::2].min(axis=0), every[:, 1::2].max(axis=0) + 1
        mask = np.zeros(high - low, dtype=bool)
        i, j = slice(low[0], high[0]), slice(low[1], high[1])
        for start, slab, ends in found:
            layers = slice(start + ends[4] - low[2], start + ends[5] + 1 - low[2])
            np.equal(slab[i, j, ends[4] : ends[5] + 1], label, out=mask[:, :, layers])
        return Patch((int(low[0]), int(low[1]), int(low[2])), mask)

    def map(self) -> "LabelMap":
        """A map of its own that can be edited: for a job, not for the GUI thread."""
        from analysis.labels.label_map import LabelMap  # it makes this

        return LabelMap(self.grid, self.data(), self.regions)


class Slabs:
    """The last copy of a map of some shape, which begins with zeros, and what of it is still true."""

    def __init__(self, shape: Sequence[int]) -> None:
        ni, nj, nk = shape
        self._n_slices = max(1, SLAB_BYTES // max(1, 2 * ni * nj))
        self._starts = range(0, nk, self._n_slices)
        empty = np.zeros((ni, nj, min(nk, self._n_slices)), dtype=np.uint16, order="F")
        self._kept: list[np.ndarray | None] = [empty[:, :, : nk - start] for start in self._starts]

    def change(self, low: int, high: int) -> None:
        """Slices ``low`` to ``high - 1`` of the map have changed."""
        for n in range(low // self._n_slices, -(-high // self._n_slices)):
            self._kept[n] = None

    def change_all(self, known: np.ndarray | None = None) -> None:
        """The whole map has changed; ``known`` is an array like it now that nobody changes any more."""
        self._kept = [None if known is None else known[self._slices(start)] for start in self._starts]

    def taken(self, data: np.ndarray) -> tuple[np.ndarray, ...]:
        """The slabs of the map as it is now: ``data``."""
        fresh = [
            data[self._slices(start)].copy(order="F") if slab is None else slab
            for start, slab in zip(self._starts, self._kept, strict=True)
        ]
        self._kept = list(fresh)
        return tuple(fresh)

    def _slices(self, start: int) -> tuple[slice, slice, slice]:
        return slice(None), slice(None), slice(start, start + self._n_slices)
