"""What is done to a series before a metric looks at it: volumes dropped, confounds and frequencies removed, smoothing.

One `Preparation` serves all metrics of a patient; each gets the form that its definition needs. A metric that needs
unfiltered data (ALFF, band power, tSNR) gets the series before the band-pass, and one that smooths its own result
(ReHo, degree centrality) gets it unsmoothed, as RESTplus and DPARSF do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.image import FrameSource, Mask, Series
from analysis.preprocess.censor import CensorOptions, Filling
from analysis.preprocess.confounds import Confounds, MotionModel, join, motion_confounds, tissue_confound
from analysis.preprocess.filter import FilterOptions, FilterOrder, filter_series
from analysis.preprocess.motion import Motion, framewise_displacement
from analysis.preprocess.smooth import check_fwhm, smooth_series
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord


@dataclass(frozen=True)
class Preparation:
    """The steps, in the order in which they are done.

    ``n_dropped`` volumes are left out at the start. The confounds (``motion`` by ``motion_model``, the mean signals of
    ``white_matter`` and ``csf``, the ``global_signal``, and ``more_confounds``, which have a row for each volume that
    is *kept*) are regressed out in the order that ``filtering`` says. Without ``filtering`` no trend and no frequency
    is removed. ``fwhm_mm`` smooths the series; 0 does not. Volumes with motion are scrubbed last, if ``filtering``
    says so.
    """

    n_dropped: int = 0
    filtering: FilterOptions | None = None
    motion: Motion | None = None
    motion_model: MotionModel = MotionModel.FRISTON24
    white_matter: Mask | None = None
    csf: Mask | None = None
    global_signal: bool = False
    more_confounds: Confounds | None = None
    fwhm_mm: float = 0.0

    def __post_init__(self) -> None:
        if self.n_dropped < 0:
            raise OptionError("The number of volumes to drop must be 0 or more.")
        check_fwhm(self.fwhm_mm)

    @property
    def has_confounds(self) -> bool:
        """Whether something is regressed out."""
        return bool(self._confound_words())

    def unfiltered(self) -> "Preparation":
        """The same without the band-pass, and without scrubbing, which would break what frequencies there are.

        Trend and confounds are removed only if there are confounds.
        """
        if self.filtering is None or not self.has_confounds:
            return replace(self, filtering=None)
        return replace(self, filtering=replace(self.filtering, low_hz=0.0, high_hz=0.0, censor=None))

    def unsmoothed(self) -> "Preparation":
        """The same without smoothing."""
        return replace(self, fwhm_mm=0.0)

    def of_nobody(self) -> "Preparation":
        """The same steps without what was measured on one patient: motion, masks of tissue, more confounds."""
        return replace(self, motion=None, white_matter=None, csf=None, more_confounds=None)

    def steps(self) -> tuple[str, ...]:
        """What is done, in order, in words."""
        steps = [f"drop the first {self.n_dropped} volumes"] if self.n_dropped else []
        if self.fwhm_mm:
            steps.append(f"smooth by {self.fwhm_mm:g} mm")
        regress = f"regress out {', '.join(self._confound_words())}" if self.has_confounds else ""
        options = self.filtering
        band = f"keep {options.low_hz:g}–{options.high_hz:g} Hz" if options and options.has_band else ""
        if options is not None and options.detrend_order:
            steps.append("remove a straight line" if options.detrend_order == 1 else "remove a slow curve")
        if options is not None and options.order is FilterOrder.FILTER_THEN_REGRESS:
            regress, band = band, regress
        if options is not None and options.order is FilterOrder.SIMULTANEOUS and regress and band:
            steps.append(f"{regress} and {band}, in one step")
        else:
            steps += [step for step in (regress, band) if step]
        if options is not None and options.censor is not None:
            steps.append(_censor_words(options.censor))
        return tuple(steps)

    def _confound_words(self) -> list[str]:
        has_motion = self.motion is not None and self.motion_model is not MotionModel.NONE
        motion = [f"{self.motion_model.value} of motion"] if has_motion else []
        tissues = (
            (self.white_matter, "white matter"),
            (self.csf, "CSF"),
            (self.global_signal or None, "the global signal"),
        )
        columns = [] if self.more_confounds is None else list(self.more_confounds.names)
        return motion + [name for present, name in tissues if present is not None] + columns


@dataclass(frozen=True, eq=False)
class Prepared:
    """A series after its preparation, and what was done, for its provenance."""

    series: Series
    parameters: Mapping[str, Any]
    warnings: tuple[str, ...] = ()


class LaterFrames:
    """The frames of another source without the first few."""

    def __init__(self, frames: FrameSource, n_dropped: int) -> None:
        self._frames, self._n_dropped = frames, n_dropped

    @property
    def n_frames(self) -> int:
        """How many are left."""
        return self._frames.n_frames - self._n_dropped

    @property
    def n_loaded(self) -> int:
        """How many of them have arrived."""
        return max(0, self._frames.n_loaded - self._n_dropped)

    def frame(self, index: int) -> np.ndarray:
        """``(ni, nj, nk)`` values of one frame, counted from the first that was kept."""
        if index < 0:
            raise IndexError(index)
        return self._frames.frame(index + self._n_dropped)

    def time_course(self, ijk: tuple[int, int, int]) -> np.ndarray:
        """``(n_loaded,)`` values of one voxel."""
        return self._frames.time_course(ijk)[self._n_dropped :]


def drop_first(series: Series, n_dropped: int) -> Series:
    """The series without its first volumes.

    Raises
    ------
    DataError
        if fewer than three volumes would be left
    """
    if n_dropped == 0:
        return series
    if series.n_timepoints - n_dropped < 3:
        raise DataError(f"Dropping {n_dropped} of {series.n_timepoints} volumes leaves too few for any metric.")
    return Series(series.grid, LaterFrames(series.frames, n_dropped), series.tr_s, series.name, series.unit)


def prepare(
    series: Series,
    mask: Mask,
    preparation: Preparation,
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> Prepared:
    """Do all steps of a preparation.

    Parameters
    ----------
    series, mask : on the same grid; motion has a row for each volume of the file, those that are dropped included

    Raises
    ------
    DataError, GeometryError, OptionError
        as `drop_first`, `filter_series`, `smooth_series` and `tissue_confound`
    """
    parameters: dict[str, Any] = {"steps": list(preparation.steps())}
    warnings: tuple[str, ...] = ()
    series = drop_first(series, preparation.n_dropped)
    confounds = _confounds(series, mask, preparation, part(progress, 0.0, 0.2)) if preparation.has_confounds else None
    if preparation.fwhm_mm:
        series = smooth_series(series, preparation.fwhm_mm, part(progress, 0.2, 0.5))
    options = preparation.filtering
    if options is None and confounds is not None:
        options = FilterOptions(low_hz=0.0, high_hz=0.0)
    if options is not None:
        moved_mm = None if options.censor is None else _displacement_mm(series, preparation, options.censor)
        filtered = filter_series(series, mask, options, confounds, moved_mm, part(progress, 0.5, 1.0), inputs=inputs)
        series, warnings = filtered.series, filtered.provenance.warnings
        parameters["filter"] = dict(filtered.provenance.parameters)
    progress(1.0, "Preparing the series")
    return Prepared(series, parameters, warnings)


def _confounds(series: Series, mask: Mask, preparation: Preparation, progress: Progress) -> Confounds:
    parts = []
    if preparation.motion is not None:
        parts.append(motion_confounds(_kept_motion(series, preparation, preparation.motion), preparation.motion_model))
    for tissue, name in ((preparation.white_matter, "white_matter"), (preparation.csf, "csf")):
        if tissue is not None:
            parts.append(tissue_confound(series, tissue, name, progress))
    if preparation.global_signal:
        parts.append(tissue_confound(series, mask, "global_signal", progress))
    if preparation.more_confounds is not None:
        parts.append(_fitting(preparation.more_confounds, series, preparation.n_dropped))
    return join(parts)


def _kept_motion(series: Series, preparation: Preparation, motion: Motion) -> Motion:
    """The motion of the volumes that are kept."""
    rows, expected = len(motion.parameters), series.n_timepoints + preparation.n_dropped
    if rows != expected:
        raise DataError(f"The motion file has {rows} rows, but the series has {expected} volumes.")
    return Motion(motion.parameters[preparation.n_dropped :])


def _fitting(confounds: Confounds, series: Series, n_dropped: int) -> Confounds:
    if confounds.n_timepoints != series.n_timepoints:
        raise DataError(
            f"The table of confounds has {confounds.n_timepoints + n_dropped} rows, but the series has "
            f"{series.n_timepoints + n_dropped} volumes."
        )
    return confounds


def _displacement_mm(series: Series, preparation: Preparation, censor: CensorOptions) -> np.ndarray:
    """``(n_timepoints,)`` framewise displacement of the volumes that are kept; the first of them has 0."""
    if preparation.motion is None:
        raise DataError("Scrubbing needs the head motion of every volume; give the motion file.")
    motion = _kept_motion(series, preparation, preparation.motion)
    return framewise_displacement(motion, censor.displacement, series.grid)


def _censor_words(censor: CensorOptions) -> str:
    where = f"volumes where the head moved more than {censor.threshold_mm:g} mm ({censor.displacement.value} FD)"
    around = f", with {censor.n_before} before and {censor.n_after} after" if censor.n_before or censor.n_after else ""
    filled = "cut out" if censor.filling is Filling.CUT else f"fill in ({censor.filling.value})"
    return f"{filled} {where}{around}"
