"""The voxels of a mask and who their neighbours are."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np


class Connectivity(IntEnum):
    """Which voxels touch: those that share a face (6), also an edge (18; SPM), also a corner (26; FSL, DPABI)."""

    FACES = 6
    EDGES = 18
    CORNERS = 26


@dataclass(frozen=True, eq=False)
class Lattice:
    """Voxels in C order of their volume, and the same volume padded by one voxel on each side.

    ``ijk`` is ``(n_voxels, 3)`` int32, ``places`` ``(n_voxels,)`` their flat index in the padded volume, ``rows``
    ``(n_places,)`` the way back, -1 where there is no voxel.
    """

    shape: tuple[int, int, int]
    ijk: np.ndarray
    places: np.ndarray
    rows: np.ndarray

    @property
    def n_voxels(self) -> int:
        """How many voxels."""
        return len(self.places)

    def row_at(self, ijk: tuple[int, int, int]) -> int:
        """The row of a voxel of the volume, -1 where it is not part of the lattice."""
        _, nj, nk = self.shape
        i, j, k = ijk
        return int(self.rows[((i + 1) * (nj + 2) + j + 1) * (nk + 2) + k + 1])

    def offsets(self, connectivity: Connectivity) -> np.ndarray:
        """``(connectivity,)`` what to add to a place to reach each neighbour, ascending."""
        steps = np.array(list(np.ndindex(3, 3, 3))) - 1
        reach = {6: 1, 18: 2, 26: 3}[int(connectivity)]
        steps = steps[(np.abs(steps).sum(axis=1) >= 1) & (np.abs(steps).sum(axis=1) <= reach)]
        _, nj, nk = self.shape
        return np.sort(steps @ np.array([(nj + 2) * (nk + 2), nk + 2, 1])).astype(np.int64)

    def earlier(self, connectivity: Connectivity) -> np.ndarray:
        """The offsets of neighbours that come before a voxel."""
        offsets = self.offsets(connectivity)
        return offsets[offsets < 0]


def lattice_of(inside: np.ndarray) -> Lattice:
    """The lattice of the voxels that are True in ``(ni, nj, nk)``."""
    ni, nj, nk = inside.shape
    ijk = np.ascontiguousarray(np.argwhere(inside), dtype=np.int32)
    places = (ijk.astype(np.int64) + 1) @ np.array([(nj + 2) * (nk + 2), nk + 2, 1])
    rows = np.full((ni + 2) * (nj + 2) * (nk + 2), -1, dtype=np.int32)
    rows[places] = np.arange(len(places), dtype=np.int32)
    return Lattice((ni, nj, nk), ijk, places, rows)
