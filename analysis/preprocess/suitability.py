"""Whether an image can be what its role needs, before minutes are spent on it: sentences instead of a failed fit."""

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask, Series, Volume

_LEAST_HEAD_MM = 120.0
_MOST_VOXEL_MM = 4.5
_LEAST_SLICES = 30
LEAST_VOLUMES = 40


def require_whole_head(t1: Volume) -> None:
    """Refuse a localiser, a slab or an empty image as T1.

    Raises
    ------
    DataError
        if its field of view is smaller than 12 cm, it has fewer than 30 slices or voxels longer than 4.5 mm, or it
        has no contrast
    """
    shape, sizes = np.array(t1.grid.shape), np.array(t1.grid.voxel_size_mm)
    if shape.min() < _LEAST_SLICES or sizes.max() > _MOST_VOXEL_MM:
        raise DataError(
            f"This T1 ({t1.grid.in_words()}) looks like a localiser: a whole head in voxels of about 1 mm is needed."
        )
    if (shape * sizes).min() < _LEAST_HEAD_MM:
        raise DataError(
            f"This T1 shows only {(shape * sizes).min():.0f} mm in one direction; a whole head needs at least "
            f"{_LEAST_HEAD_MM:.0f} mm."
        )
    finite = t1.data[np.isfinite(t1.data)]
    if finite.size == 0 or finite.max() <= max(float(finite.min()), 0.0):
        raise DataError("This T1 is empty: it has the same value everywhere.")


def require_lesion(lesion: Mask) -> None:
    """Refuse a mask of a lesion that marks nothing.

    Raises
    ------
    DataError
        if no voxel is in it
    """
    if lesion.n_voxels == 0:
        raise DataError("The mask of the lesion is empty.")


def require_enough_volumes(series: Series, n_dropped: int = 0) -> None:
    """Refuse a series that is too short for a resting-state metric.

    Raises
    ------
    DataError
        if fewer than 40 volumes would be left
    """
    left = series.n_timepoints - n_dropped
    if left < LEAST_VOLUMES:
        if n_dropped:
            raise DataError(
                f"The BOLD series has {series.n_timepoints} volumes, of which {n_dropped} are dropped; at least "
                f"{LEAST_VOLUMES} must be left. Is it a test scan, or the wrong series?"
            )
        raise DataError(
            f"The BOLD series has {series.n_timepoints} volumes; at least {LEAST_VOLUMES} must be left. "
            "Is it a test scan, or the wrong series?"
        )


def require_resting_series(series: Series, n_dropped: int = 0) -> None:
    """Refuse a series that is too short for a resting-state metric, or has no repetition time.

    Raises
    ------
    DataError
        if fewer than 40 volumes would be left, or the TR is unknown
    """
    require_enough_volumes(series, n_dropped)
    if series.tr_s is None:
        raise DataError("The repetition time (TR) of the BOLD series is unknown; type it, or add its sidecar.")


def require_room(series: Series, free_bytes: int) -> None:
    """Refuse a series that cannot be held twice in memory: as it is, and with its slices brought to one time.

    Parameters
    ----------
    series : of any length
    free_bytes : of memory

    Raises
    ------
    DataError
        if it would not fit; the sentence tells how much is needed
    """
    needed = 2 * 4 * series.grid.n_voxels * series.n_timepoints
    if needed > free_bytes:
        raise DataError(
            f"The BOLD series ({series.grid.in_words()}, {series.n_timepoints} volumes) needs {needed / 1e9:.0f} GB of "
            f"memory to be processed, but {free_bytes / 1e9:.0f} GB are free. Close other programs, use a computer "
            "with more memory, or process a part of the volumes. Is it the right series?"
        )
