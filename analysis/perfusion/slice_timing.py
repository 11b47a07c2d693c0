"""When each slice of a 2D readout is taken: later slices see the label later, by up to a second.

The post-labelling delay of BIDS ends at the first slice, so the delay of a slice is ``delay + its start - the first
slice's start``. Ignoring it costs a fifth of the perfusion in late slices. 3D readouts excite the slab at once.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Mask
from analysis.scan import Scan

_LONGEST_READOUT_S = 3.0


class Facts(Protocol):
    """What is known of a scan; a field that is needed but not known becomes a question."""

    scan: Scan

    def known(self, name: str) -> Any:
        """The value of a field, or None."""

    def need(self, name: str, why: str = "") -> Any:
        """The value of a field; asked for where it is not known."""


def settle(facts: Facts) -> tuple[int, tuple[float, ...]]:
    """The axis of the slices and what each adds to the delay in s; no times for a 3D readout.

    Raises
    ------
    DataError
        if the number of times is not that of the slices, or they cannot be readout times
    """
    readout = facts.need("MRAcquisitionType")
    if readout != "2D":
        return 2, ()
    direction = facts.known("SliceEncodingDirection") or "k"  # BIDS: k where it is not said
    axis = "ijk".index(direction[0])
    times = facts.need("SliceTiming", "start of each slice's readout in s; in 2D each slice has its own delay")
    if times is None:
        return axis, ()
    grid: Grid = facts.scan.image.grid
    if len(times) != grid.shape[axis]:
        raise DataError(f"SliceTiming has {len(times)} times, but the image has {grid.shape[axis]} slices.")
    spread_s = max(times) - min(times)
    if spread_s > _LONGEST_READOUT_S:
        raise DataError(
            f"By SliceTiming the readout takes {spread_s:g} s, which is too long for ASL; are these milliseconds?"
        )
    ordered = times[::-1] if direction.endswith("-") else times
    return axis, tuple(round(t - min(times), 6) for t in ordered)


def delay_of_voxels(slice_delays_s: Sequence[float], axis: int, mask: Mask) -> np.ndarray:
    """``(n_mask_voxels,)`` s that each voxel's readout adds to the delay; zeros for a 3D readout."""
    if not slice_delays_s:
        return np.zeros(mask.n_voxels)
    return np.asarray(slice_delays_s)[np.nonzero(mask.data)[axis]]
