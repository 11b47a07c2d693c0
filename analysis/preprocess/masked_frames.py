"""A series that is kept in memory only inside its mask: a quarter of the whole, and of one piece for metrics."""

import numpy as np

from analysis.errors import GeometryError
from analysis.image import Mask, Series, frozen_float32
from analysis.progress import Progress, silent

_FRAMES_AT_ONCE = 16


def read_in_mask(series: Series, mask: Mask, progress: Progress = silent) -> np.ndarray:
    """``(n_timepoints, n_mask_voxels)`` float32 values inside a mask, read-only, as `Series.in_mask` with progress.

    Raises
    ------
    DataError
        if the mask is empty or frames are missing
    GeometryError
        if the mask is on another grid
    """
    if isinstance(series.frames, MaskedFrames) and series.frames.mask is mask:
        return series.frames.values
    values = np.empty((series.n_timepoints, mask.n_voxels), dtype=np.float32)
    for start in range(0, series.n_timepoints, _FRAMES_AT_ONCE):
        progress(start / series.n_timepoints, "Reading the series")
        stop = min(start + _FRAMES_AT_ONCE, series.n_timepoints)
        values[start:stop] = series.in_mask(mask, range(start, stop))
    values.flags.writeable = False
    progress(1.0, "Reading the series")
    return values


class MaskedFrames:
    """Frames that have no value (NaN) outside a mask.

    Parameters
    ----------
    mask : which voxels have values
    values : ``(n_timepoints, n_mask_voxels)``, voxels in C order of the grid; kept as read-only float32
    """

    def __init__(self, mask: Mask, values: np.ndarray) -> None:
        if values.ndim != 2 or values.shape[1] != mask.n_voxels or len(values) == 0:
            raise GeometryError(f"{mask.n_voxels} mask voxels do not fit values of shape {values.shape}.")
        self.mask = mask
        self.values: np.ndarray = np.ascontiguousarray(values, dtype=np.float32).view()
        self.values.flags.writeable = False
        self.n_frames = len(values)
        self._columns: np.ndarray | None = None

    @property
    def n_loaded(self) -> int:
        """All of them."""
        return self.n_frames

    def frame(self, index: int) -> np.ndarray:
        """``(ni, nj, nk)`` float32 values of one frame, NaN outside the mask."""
        data = np.full(self.mask.grid.shape, np.nan, dtype=np.float32, order="F")
        data[self.mask.data] = self.values[index]
        return frozen_float32(data)

    def time_course(self, ijk: tuple[int, int, int]) -> np.ndarray:
        """``(n_timepoints,)`` float64 values of one voxel, NaN outside the mask."""
        if not self.mask.data[ijk]:
            return np.full(self.n_frames, np.nan)
        if self._columns is None:
            columns = np.full(self.mask.grid.shape, -1, dtype=np.int64)
            columns[self.mask.data] = np.arange(self.mask.n_voxels)
            self._columns = columns
        return self.values[:, self._columns[ijk]].astype(np.float64)
