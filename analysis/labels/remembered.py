"""A way between two grids that remembers where its voxels lie, so that a region that changes is carried again at once.

Where a voxel of the other grid lies does not depend on what is drawn: it is computed once for blocks of voxels, when a
region first comes near, and then looked up. The rule is that of `analysis.labels.carrying`.
"""

from collections import OrderedDict
from itertools import product
from threading import Lock

import numpy as np

from analysis.grid import FACE, Grid
from analysis.labels.carrying import Places, box_of_way
from analysis.labels.patch import Patch, trimmed

BLOCK = 8
MOST_BLOCKS = 12_000  # of 2 kB
_AT_ONCE = 32  # blocks whose places are computed together: these arrays stay in the cache
_Block = tuple[int, int, int]


class RememberedWay:
    """From a grid to another one; may be used by several threads.

    Parameters
    ----------
    grid, onto : the regions are drawn on the first and carried to the second
    there, back : as in `analysis.labels.carrying.carried_through`
    """

    def __init__(self, grid: Grid, onto: Grid, there: Places, back: Places) -> None:
        self.grid, self.onto = grid, onto
        self._there, self._back = there, back
        self._known: OrderedDict[_Block, np.ndarray] = OrderedDict()
        self._lock = Lock()

    @property
    def n_blocks(self) -> int:
        """How many blocks are remembered."""
        return len(self._known)

    def carried(self, patch: Patch) -> Patch | None:
        """The voxels of the other grid whose centres lie in a region; None without any."""
        around = box_of_way(patch, self.grid, self.onto, self._there)
        if around is None:
            return None
        low, size = around
        first, last = low // BLOCK, (low + size - 1) // BLOCK
        along = [range(a, b + 1) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        wanted = list(product(along[0], along[1], along[2]))
        from analysis.labels.carrying_kernels import mark_ranked  # compiles, or reads its cache, at the first use

        mask = np.zeros((last - first + 1) * BLOCK, dtype=bool)
        for block, ranks in zip(wanted, self._ranks(wanted), strict=True):
            box = tuple(slice((b - a) * BLOCK, (b - a + 1) * BLOCK) for a, b in zip(first, block, strict=True))
            mark_ranked(ranks, self.grid.shape, patch.mask, patch.low, mask[box])
        return trimmed(first * BLOCK, mask)

    def _ranks(self, wanted: list[_Block]) -> list[np.ndarray]:
        """For each block the voxels of the first grid, counted as in C, that hold its voxels' centres; -1 for none."""
        with self._lock:
            missing = [block for block in wanted if block not in self._known]
            for start in range(0, len(missing), _AT_ONCE):
                some = missing[start : start + _AT_ONCE]
                self._known.update(zip(some, self._computed(some), strict=True))
            for block in wanted:
                self._known.move_to_end(block)
            found = [self._known[block] for block in wanted]
            while len(self._known) > MOST_BLOCKS:
                self._known.popitem(last=False)
            return found

    def _computed(self, blocks: list[_Block]) -> np.ndarray:
        inside = np.moveaxis(np.indices((BLOCK, BLOCK, BLOCK)), 0, -1)
        ijk = np.array(blocks)[:, None, None, None] * BLOCK + inside
        places = self.grid.to_ijk(self._back(self.onto.to_mm(ijk).reshape(-1, 3)))
        ranks = np.full(len(places), -1, dtype=np.int32)
        held = (ijk < self.onto.shape).all(axis=-1).ravel()
        voxels = np.floor(places + FACE)
        held &= ((voxels >= 0) & (voxels < self.grid.shape)).all(axis=1)  # NaN lies in none
        i, j, k = voxels[held].astype(np.int32).T
        ranks[held] = (i * self.grid.shape[1] + j) * self.grid.shape[2] + k
        return ranks.reshape(-1, BLOCK, BLOCK, BLOCK)
