"""A map from the values of mask voxels."""

import numpy as np

from analysis.image import Mask, Volume
from analysis.provenance import Provenance
from analysis.scan import StatMap


def map_in_mask(
    mask: Mask, provenance: Provenance, statistic: str, values: np.ndarray, caption: str, unit: str
) -> StatMap:
    """The map of ``(n_mask_voxels,)`` values, voxels in C order of the grid; NaN outside the mask."""
    data = np.full(mask.grid.shape, np.nan, dtype=np.float32, order="F")
    data[mask.data] = values
    return StatMap(Volume(mask.grid, data, caption, unit), statistic, provenance, mask)
