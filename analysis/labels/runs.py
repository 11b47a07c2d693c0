"""A large change of a map of labels as runs along its memory, so that it is undone within a turn of a window.

An edit holds its voxels compressed: unpacking those of a whole grid takes half a second. What is done to a whole
region changes long rows of voxels from one label to another, and a row is four numbers.
"""

from dataclasses import dataclass

import numpy as np

LEAST_VOXELS = 100_000  # fewer are unpacked fast enough
MOST_BYTES_PER_VOXEL = 1.0  # shorter runs take more memory than they are worth


@dataclass(frozen=True, eq=False)
class Runs:
    """Changed voxels of a box, one run for neighbours in a row along the first axis with the same two labels.

    Parameters
    ----------
    starts : ``(n,)`` uint32 place of the first voxel in the box, the first axis fastest
    lengths, before, after : ``(n,)`` uint16 how many voxels, and their labels before and after
    """

    starts: np.ndarray
    lengths: np.ndarray
    before: np.ndarray
    after: np.ndarray

    @property
    def n_bytes(self) -> int:
        """Memory that they take."""
        return sum(one.nbytes for one in (self.starts, self.lengths, self.before, self.after))


def runs_of(before: np.ndarray, after: np.ndarray) -> Runs | None:
    """The runs in which two boxes of labels differ.

    Parameters
    ----------
    before, after : ``(ni, nj, nk)`` uint16

    Returns
    -------
    None for a change that is small, or so scattered that its runs would take more than a byte for each voxel.
    """
    from analysis.labels.editing_kernels import count_runs, fill_runs  # compiles, or reads its cache, at first use

    n_voxels, n_runs = count_runs(before, after)
    is_addressable = before.size < 2**32 and before.shape[0] < 2**16
    if n_voxels < LEAST_VOXELS or not is_addressable or 10 * n_runs > MOST_BYTES_PER_VOXEL * n_voxels:
        return None
    found = Runs(np.empty(n_runs, np.uint32), *(np.empty(n_runs, np.uint16) for _ in range(3)))
    fill_runs(before, after, found.starts, found.lengths, found.before, found.after)
    return found
