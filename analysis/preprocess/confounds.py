"""Signals that are not from neurones: head motion, white matter, fluid, the global mean.

They are regressed out of every voxel's time course (see `filter`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask, Series
from analysis.preprocess.motion import Motion, friston24
from analysis.progress import Progress, silent


class MotionModel(Enum):
    """How many regressors stand for head motion."""

    NONE = 0
    SIX = 6
    TWELVE = 12
    """the six and those of the volume before"""
    FRISTON24 = 24


@dataclass(frozen=True, eq=False)
class Confounds:
    """Named regressors: ``values`` is ``(n_timepoints, n_regressors)`` float64, read-only."""

    names: tuple[str, ...]
    values: np.ndarray

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=np.float64)
        if values.ndim != 2 or values.shape[1] != len(self.names):
            raise DataError(f"{len(self.names)} confounds are named, but their table has shape {values.shape}.")
        if not np.isfinite(values).all():
            bad = [n for n, column in zip(self.names, values.T, strict=True) if not np.isfinite(column).all()]
            raise DataError(f"The confounds {', '.join(bad[:5])} hold something that is no number; leave them out.")
        values.flags.writeable = False
        object.__setattr__(self, "values", values)

    @property
    def n_timepoints(self) -> int:
        """Number of rows."""
        return len(self.values)


def join(parts: Sequence[Confounds]) -> Confounds:
    """All regressors of several tables side by side.

    Raises
    ------
    DataError
        if their lengths differ
    """
    lengths = {part.n_timepoints for part in parts}
    if len(lengths) > 1:
        raise DataError(f"The confounds do not belong together: they have {sorted(lengths)} rows.")
    names = tuple(name for part in parts for name in part.names)
    return Confounds(names, np.hstack([part.values for part in parts]))


def motion_confounds(motion: Motion, model: MotionModel) -> Confounds:
    """The regressors of head motion."""
    all_24 = friston24(motion)[:, : model.value]
    axes = ("x", "y", "z", "pitch", "roll", "yaw")
    kinds = ("{}", "{}_before", "{}_squared", "{}_before_squared")
    names = [kind.format(axis) for kind in kinds for axis in axes]
    return Confounds(tuple(names[: model.value]), all_24)


def tissue_confound(series: Series, tissue: Mask, name: str, progress: Progress = silent) -> Confounds:
    """The mean time course over a tissue's mask: ``"white_matter"``, ``"csf"``, or ``"global_signal"`` of the brain.

    Voxels that have no value in some volume are left out.

    Raises
    ------
    DataError
        if the mask is empty or none of its voxels has values
    GeometryError
        if the mask is on another grid
    """
    rows = []
    for timepoint in range(series.n_timepoints):
        progress(timepoint / series.n_timepoints, f"Mean signal: {name}")
        rows.append(series.in_mask(tissue, [timepoint])[0])
    values = np.array(rows)
    finite = np.isfinite(values).all(axis=0)
    if not finite.any():
        raise DataError(f"No voxel of the mask for {name} has a value in every volume.")
    return Confounds((name,), values[:, finite].mean(axis=1, dtype=np.float64)[:, None])
