"""From a series to the values of its mask voxels, and from values per voxel back to maps.

A voxel of the mask is usable if it has a finite value at every time point and changes over time. The others
get no value in any map (NaN), count in no mean, and are told in a warning of the provenance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask, Series, Volume
from analysis.preprocess.masked_frames import read_in_mask
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.scan import StatMap


@dataclass(frozen=True, eq=False)
class MaskedSeries:
    """The time courses of the voxels of a mask.

    ``values`` is ``(n_timepoints, n_voxels)`` float32, voxels in C order of the grid; ``usable`` is
    ``(n_voxels,)`` booleans; ``warnings`` are sentences about voxels that are not usable.
    """

    values: np.ndarray
    usable: np.ndarray
    mask: Mask
    warnings: tuple[str, ...] = ()


def read_masked(series: Series, mask: Mask, progress: Progress = silent, *, least_timepoints: int = 3) -> MaskedSeries:
    """Read the mask voxels of a series and find out which are usable.

    Raises
    ------
    DataError
        if the series is too short or not complete, the mask is empty, or no voxel is usable
    GeometryError
        if the mask is on another grid
    """
    require_timepoints(series, least_timepoints)
    values = read_in_mask(series, mask, progress)
    usable, warnings = usable_voxels(values)
    if not usable.any():
        raise DataError("No voxel of the mask changes over time and has a value in every volume; check the mask.")
    return MaskedSeries(values, usable, mask, warnings)


def require_timepoints(series: Series, least: int = 3) -> None:
    """Raise `DataError` where the series has fewer than `least` volumes."""
    if series.n_timepoints < least:
        raise DataError(
            f"The series has {series.n_timepoints} volume{'s' * (series.n_timepoints != 1)}, "
            f"but at least {least} are needed to see how it changes over time."
        )


def usable_voxels(values: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """Which columns of ``(n_timepoints, n_voxels)`` are finite and not constant, and sentences on the rest."""
    # NaN and infinity survive minimum and maximum, so two passes tell everything.
    low, high = values.min(axis=0), values.max(axis=0)
    finite = np.isfinite(low) & np.isfinite(high)
    usable = finite & (high > low)
    warnings = []
    if n_not_finite := int(np.count_nonzero(~finite)):
        warnings.append(f"{n_not_finite} of {finite.size} mask voxels have no value in some volume and were left out.")
    if n_constant := int(np.count_nonzero(finite & ~usable)):
        warnings.append(f"{n_constant} of {finite.size} mask voxels do not change over time and were left out.")
    return usable, tuple(warnings)


@dataclass(frozen=True, eq=False)
class MapWriter:
    """Makes the maps of one computation, all with the same provenance.

    Parameters
    ----------
    function : dotted name of the function that computed
    mask : the voxels that values belong to, in C order of its grid
    parameters, inputs, warnings : see `Provenance`
    """

    function: str
    mask: Mask
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = ()

    def write(
        self,
        statistic: str,
        values: np.ndarray,
        caption: str,
        unit: str = "",
        *,
        warnings: tuple[str, ...] = (),
        parameters: Mapping[str, Any] | None = None,
        dof: float | None = None,
    ) -> StatMap:
        """A map of ``(n_mask_voxels,)`` values, NaN outside the mask."""
        data = np.full(self.mask.grid.shape, np.nan, dtype=np.float32, order="F")
        data[self.mask.data] = values
        provenance = Provenance(
            self.function, {**self.parameters, **(parameters or {})}, self._inputs(), self.warnings + warnings
        )
        volume = Volume(self.mask.grid, data, caption, unit)
        return StatMap(volume, statistic, provenance, self.mask, dof)

    def _inputs(self) -> tuple[InputRecord, ...]:
        """The inputs, with the mask's values where no record of it was given."""
        if any(record.role == "mask" for record in self.inputs):
            return self.inputs
        return (*self.inputs, InputRecord("mask", sha256_of_array(self.mask.data)))
