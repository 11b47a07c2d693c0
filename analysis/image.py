"""Images: a `Volume` is 3D, a `Series` is 4D and may still be arriving, a `Mask` is boolean.

Values are in the unit of the scan with the header's scaling applied. `Volume.data` is float32 and
Fortran-ordered (the order of NIfTI files), so that one compiled kernel serves every image; it is read-only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import gcd
from typing import Protocol

import numpy as np

from analysis.errors import DataError, GeometryError
from analysis.grid import Grid


def frozen_float32(array: np.ndarray) -> np.ndarray:
    """A read-only, Fortran-ordered float32 array with the same values; no copy if it is one already."""
    result = np.asarray(array, dtype=np.float32, order="F")
    others_may_write = result.flags.writeable and isinstance(array, np.ndarray) and np.may_share_memory(result, array)
    if others_may_write or not result.flags.aligned:
        result = result.copy(order="F")
    result.flags.writeable = False
    return result


@dataclass(frozen=True, eq=False)
class Volume:
    """A 3D image.

    Parameters
    ----------
    grid : where its voxels are
    data : ``(ni, nj, nk)`` values; kept as read-only float32; NaN means "no value here"
    name : what a person calls it
    unit : unit of the values, ``""`` for none (Kendall's W) or an arbitrary one (T1 intensity)
    """

    grid: Grid
    data: np.ndarray
    name: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        if np.shape(self.data) != self.grid.shape:
            raise GeometryError(f"The data have shape {np.shape(self.data)}, but the grid has {self.grid.shape}.")
        object.__setattr__(self, "data", frozen_float32(self.data))

    @cached_property
    def robust_range(self) -> tuple[float, float]:
        """The 2nd and 98th percentile of the finite values that are not 0, for a first window.

        At most about 200,000 values, evenly spread, are looked at. (0, 1) where there is none.
        """
        step = max(1, self.data.size // 200_000)
        while gcd(step, self.data.size) > 1:  # else the values may all come from the same few slices
            step += 1
        sample = self.data.ravel(order="K")[::step]
        sample = sample[np.isfinite(sample) & (sample != 0)].astype(np.float64)
        if sample.size == 0:
            return 0.0, 1.0
        low, high = (float(v) for v in np.percentile(sample, (2, 98)))
        if high > low:
            return low, high
        half = max(0.5, 1e-6 * abs(low))  # half a unit is nothing beside a value of 1e20
        return low - half, high + half


@dataclass(frozen=True, eq=False)
class Mask:
    """A set of voxels: ``(ni, nj, nk)`` booleans on a grid, read-only.

    Numbers are taken as booleans (0 is outside). `GeometryError` for another shape, `DataError` for NaN.
    """

    grid: Grid
    data: np.ndarray
    name: str = "mask"

    def __post_init__(self) -> None:
        if np.shape(self.data) != self.grid.shape:
            raise GeometryError(f"The mask has shape {np.shape(self.data)}, but the grid has {self.grid.shape}.")
        given = np.asarray(self.data)
        if given.dtype.kind in "fc" and np.isnan(given).any():
            raise DataError("The mask has voxels without a value (NaN), so it is not known which voxels are inside.")
        data = np.array(given, dtype=bool, order="F")
        data.flags.writeable = False
        object.__setattr__(self, "data", data)

    @property
    def n_voxels(self) -> int:
        """How many voxels are in the mask."""
        return int(np.count_nonzero(self.data))

    @property
    def volume_mm3(self) -> float:
        """Volume of the mask in mm³."""
        return self.n_voxels * self.grid.voxel_volume_mm3


class FrameSource(Protocol):
    """Gives the frames of a series; some may still be on their way from the disk."""

    @property
    def n_frames(self) -> int:
        """How many frames the series has."""

    @property
    def n_loaded(self) -> int:
        """How many frames, counted from the first, can be had now without waiting."""

    def frame(self, index: int) -> np.ndarray:
        """``(ni, nj, nk)`` float32 values of one loaded frame; raises IndexError for others."""

    def time_course(self, ijk: tuple[int, int, int]) -> np.ndarray:
        """``(n_loaded,)`` float64 values of one voxel in the loaded frames."""


class ArrayFrames:
    """Frames that are all in memory: an array ``(ni, nj, nk, n_timepoints)``."""

    def __init__(self, data: np.ndarray) -> None:
        if data.ndim != 4 or data.shape[3] < 1:
            raise GeometryError(f"A series needs four dimensions, but the data have shape {data.shape}.")
        self._data = data.view()
        self._data.flags.writeable = False
        self.n_frames = data.shape[3]

    @property
    def n_loaded(self) -> int:
        """All of them."""
        return self.n_frames

    def frame(self, index: int) -> np.ndarray:
        """``(ni, nj, nk)`` values of one frame, float32; IndexError for a timepoint that does not exist."""
        if not 0 <= index < self.n_frames:
            raise IndexError(f"timepoint {index} of {self.n_frames}")
        return frozen_float32(self._data[..., index])

    def time_course(self, ijk: tuple[int, int, int]) -> np.ndarray:
        """``(n_timepoints,)`` values of one voxel, float64."""
        return np.array(self._data[ijk], dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Series:
    """A 4D image: the same grid seen again and again.

    Parameters
    ----------
    grid : where its voxels are
    frames : gives the values
    tr_s : time between two frames in s, or None where the file does not say (never guessed)
    name, unit : as for `Volume`
    """

    grid: Grid
    frames: FrameSource
    tr_s: float | None = None
    name: str = ""
    unit: str = ""
    _volumes: dict[int, Volume] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        if self.tr_s is not None and not (np.isfinite(self.tr_s) and self.tr_s > 0):
            raise DataError(f"The repetition time must be a positive number of seconds, but it is {self.tr_s}.")

    @property
    def n_timepoints(self) -> int:
        """How many frames there are."""
        return self.frames.n_frames

    @property
    def is_complete(self) -> bool:
        """Whether every frame has arrived."""
        return self.frames.n_loaded >= self.frames.n_frames

    def volume(self, timepoint: int) -> Volume:
        """The frame at a timepoint as a `Volume`; the last few are kept, for views that ask again."""
        volume = self._volumes.get(timepoint)
        if volume is None:
            volume = Volume(self.grid, self.frames.frame(timepoint), self.name, self.unit)
            for oldest in list(self._volumes)[:-3]:  # each step is one operation: a job may ask at the same time
                self._volumes.pop(oldest, None)
            self._volumes[timepoint] = volume
        return volume

    def require_complete(self) -> None:
        """Raise `DataError` while frames are missing: no metric is computed on half a series."""
        if not self.is_complete:
            raise DataError(
                f"Only {self.frames.n_loaded} of {self.n_timepoints} volumes have been read so far; "
                "wait until the series is complete."
            )

    def in_mask(self, mask: Mask, timepoints: Sequence[int] | None = None) -> np.ndarray:
        """``(n_timepoints, n_mask_voxels)`` float32 values inside a mask, voxels in C order of the grid.

        Raises
        ------
        GeometryError
            if the mask is on another grid
        DataError
            if the mask is empty or frames are missing
        """
        self.require_complete()
        if not mask.grid.matches(self.grid):
            raise GeometryError(
                f"The mask ({mask.grid.in_words()}) is not on the grid of the series ({self.grid.in_words()})."
            )
        if mask.n_voxels == 0:
            raise DataError("The mask is empty: there is no voxel to compute.")
        wanted = range(self.n_timepoints) if timepoints is None else timepoints
        values = np.empty((len(wanted), mask.n_voxels), dtype=np.float32)
        for row, timepoint in enumerate(wanted):
            values[row] = self.frames.frame(timepoint)[mask.data]
        return values
