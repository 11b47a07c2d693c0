"""How much the whole image changes from one volume to the next (DVARS)."""

from itertools import pairwise

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask, Series
from analysis.preprocess.masked_frames import read_in_mask
from analysis.progress import Progress, silent

_LEAST_MEAN = 1e-3  # of the root mean square of all values


def dvars(series: Series, mask: Mask, progress: Progress = silent) -> np.ndarray:
    """``(n_timepoints,)`` root mean square over a mask of the change since the volume before, in percent; first 0.

    Power et al. 2012, NeuroImage 59:2142, with the signal scaled so that its mean over the mask and time is 100.
    Voxels without a value in some volume are left out.

    Raises
    ------
    DataError
        if there are fewer than two volumes, no voxel has values, or their mean is not positive
    GeometryError
        if the mask is on another grid
    """
    if series.n_timepoints < 2:
        raise DataError("DVARS compares volumes, but the series has only one.")
    values = read_in_mask(series, mask, progress)
    finite = np.isfinite(values).all(axis=0)
    if not finite.any():
        raise DataError("No voxel of the mask has a value in every volume; check the mask.")
    known = values[:, finite]
    mean = float(known.mean(dtype=np.float64))
    # where the mean was removed before, rounding leaves a little of either sign
    if mean <= _LEAST_MEAN * float(np.sqrt(np.mean(np.square(known), dtype=np.float64))):
        raise DataError("The mean signal in the mask is not positive, so changes in percent of it have no meaning.")
    changes = [0.0]
    for before, now in pairwise(known):
        step = now.astype(np.float64) - before
        changes.append(100 * float(np.sqrt(np.mean(step**2))) / mean)
    return np.array(changes)
