"""Detrending, confound regression and band-pass filtering of a series, as one matrix applied once.

Each of the three is linear in time, so any order of them is a single ``(n_timepoints, n_timepoints)`` matrix that
multiplies every voxel's time course. It is made and applied in 64 bits. The order matters:
regressing first and filtering then (DPARSF, most clinical papers) lets nothing outside the band through, but the
regression sees noise outside it; filtering first and regressing then brings motion back into the filtered-out
bands (Lindquist et al. 2019, Hum Brain Mapp 40:2358), which `SIMULTANEOUS` avoids.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy import linalg

from analysis.blocks import for_each_block, single_threaded_blas, split
from analysis.errors import DataError, OptionError
from analysis.image import Mask, Series
from analysis.preprocess.band import BandBins, Convention, bins_for, check_band
from analysis.preprocess.censor import CensorOptions, Filling, fill_censored, kept_timepoints
from analysis.preprocess.confounds import Confounds
from analysis.preprocess.masked_frames import MaskedFrames, read_in_mask
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance

_BLOCK = 512


class FilterOrder(Enum):
    """In which order confounds and frequencies are removed."""

    REGRESS_THEN_FILTER = "regress then filter"
    FILTER_THEN_REGRESS = "filter then regress"
    SIMULTANEOUS = "simultaneous"
    """confounds are filtered as the data are, so that neither brings the other back"""


@dataclass(frozen=True)
class FilterOptions:
    """What is removed. ``low_hz = high_hz = 0`` leaves all frequencies; ``detrend_order`` is that of a polynomial.

    ``keep_mean`` adds the temporal mean of each voxel back, as RESTplus and DPABI's band-pass do.
    """

    low_hz: float = 0.01
    high_hz: float = 0.08
    detrend_order: int = 1
    order: FilterOrder = FilterOrder.REGRESS_THEN_FILTER
    keep_mean: bool = True
    convention: Convention = Convention.RESTPLUS
    censor: CensorOptions | None = None

    def __post_init__(self) -> None:
        if self.has_band:
            check_band(self.low_hz, self.high_hz)
        if not 0 <= self.detrend_order <= 5:
            raise OptionError(f"The polynomial to remove must have a degree of 0 to 5, not {self.detrend_order}.")

    @property
    def has_band(self) -> bool:
        """Whether frequencies are filtered at all."""
        return not (self.low_hz == 0 and self.high_hz == 0)


@dataclass(frozen=True, eq=False)
class FilteredSeries:
    """A filtered series (no value outside its mask), how it was made, and which volumes it has."""

    series: Series
    provenance: Provenance
    kept: np.ndarray


def filter_series(
    series: Series,
    mask: Mask,
    options: FilterOptions | None = None,
    confounds: Confounds | None = None,
    displacement_mm: np.ndarray | None = None,
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> FilteredSeries:
    """Remove trend, confounds and frequencies from every voxel of a mask.

    Parameters
    ----------
    series, mask : on the same grid
    options : what is removed, in which order
    confounds : regressors with one row per volume
    displacement_mm : ``(n_timepoints,)`` framewise displacement, needed for scrubbing

    Raises
    ------
    DataError
        if confounds or displacement have another length, the TR is unknown, or too little is left
    OptionError
        if the band does not suit the TR
    GeometryError
        if the mask is on another grid
    """
    options = options or FilterOptions()
    bins = bins_for(series, options.low_hz, options.high_hz, options.convention) if options.has_band else None
    matrix, n_removed = filter_matrix(series.n_timepoints, options, bins, confounds)
    kept = _kept(series.n_timepoints, options, displacement_mm)
    values = read_in_mask(series, mask, part(progress, 0.0, 0.3))
    filtered = apply_filter(values, matrix, keep_mean=options.keep_mean, progress=part(progress, 0.3, 0.9))
    if options.censor is not None:
        filtered = fill_censored(filtered, kept, options.censor.filling)
    cut = options.censor is not None and options.censor.filling is Filling.CUT and not kept.all()
    result = Series(series.grid, MaskedFrames(mask, filtered), series.tr_s, f"{series.name} filtered", series.unit)
    warnings = ("Volumes were cut out, so frequencies of the result have no meaning.",) if cut else ()
    provenance = Provenance(
        "analysis.preprocess.filter.filter_series",
        {
            **_parameters(series, options, confounds, bins, n_removed, kept),
            "dof_left": round(degrees_of_freedom(matrix[kept]), 2),
        },
        inputs,
        warnings,
    )
    progress(1.0, "Filtering")
    return FilteredSeries(result, provenance, kept)


def filter_matrix(
    n_timepoints: int, options: FilterOptions, bins: BandBins | None, confounds: Confounds | None
) -> tuple[np.ndarray, int]:
    """The whole step as one matrix, and the number of degrees of freedom that the regression takes.

    The regression is the residual of least squares on a polynomial and the confounds, all but the constant
    demeaned (as DPARSF's ``y_RegressOutImgCovariates``); dependent regressors count once (pivoted QR).

    Parameters
    ----------
    n_timepoints : N
    options : order and degree of the polynomial
    bins : the band, or None for all frequencies
    confounds : regressors, or None

    Returns
    -------
    ``(N, N)`` float64 matrix M, so that the columns of ``M @ values`` are filtered; and the rank of the regressors
    """
    if confounds is not None and confounds.n_timepoints != n_timepoints:
        raise DataError(f"The confounds have {confounds.n_timepoints} rows, but the series has {n_timepoints} volumes.")
    trend = polynomial(n_timepoints, options.detrend_order)
    columns = np.zeros((n_timepoints, 0)) if confounds is None else confounds.values - confounds.values.mean(axis=0)
    band = np.eye(n_timepoints) if bins is None else band_matrix(n_timepoints, bins)
    if options.order is FilterOrder.SIMULTANEOUS:
        without_trend = residual_matrix(trend)[0]
        before = band @ without_trend
        regression, rank = residual_matrix(before @ columns)
        _require_freedom(n_timepoints, rank + trend.shape[1])
        return regression @ before, rank + trend.shape[1]
    regression, rank = residual_matrix(np.hstack([trend, columns]))
    _require_freedom(n_timepoints, rank)
    if options.order is FilterOrder.FILTER_THEN_REGRESS:
        return regression @ band @ residual_matrix(trend)[0], rank
    return band @ regression, rank


def degrees_of_freedom(matrix: np.ndarray) -> float:
    """How many independent values are left in a time course after a linear step ``M``, given white noise before it.

        dof = (tr M Mᵀ)² / tr (M Mᵀ M Mᵀ)

    Satterthwaite's approximation, as Worsley & Friston 1995 (NeuroImage 2:173) use it; for a projection, such as a
    regression, exactly its rank.
    """
    covariance = matrix @ matrix.T
    total = float((covariance**2).sum())
    return float(np.trace(covariance)) ** 2 / total if total > 0 else 0.0


def polynomial(n_timepoints: int, order: int) -> np.ndarray:
    """``(n_timepoints, order + 1)`` orthonormal polynomials in time, the constant first."""
    time = np.linspace(-1, 1, n_timepoints) if n_timepoints > 1 else np.zeros(1)
    return np.linalg.qr(np.vander(time, order + 1, increasing=True))[0]


def residual_matrix(regressors: np.ndarray) -> tuple[np.ndarray, int]:
    """``(N, N)`` matrix that leaves the residual of a regression, and the rank of the regressors."""
    n_timepoints = len(regressors)
    scale = np.linalg.norm(regressors, axis=0)
    used = regressors[:, scale > 1e-10 * max(scale.max(initial=0.0), 1e-300)] if regressors.size else regressors
    if used.shape[1] == 0:
        return np.eye(n_timepoints), 0
    q, r, _ = linalg.qr(used / np.linalg.norm(used, axis=0), mode="economic", pivoting=True)
    diagonal = np.abs(np.diag(r))
    rank = int(np.count_nonzero(diagonal > 1e-8 * diagonal[0]))
    basis = q[:, :rank]
    return np.eye(n_timepoints) - basis @ basis.T, rank


def band_matrix(n_timepoints: int, bins: BandBins) -> np.ndarray:
    """``(N, N)`` matrix of the ideal band-pass: mean taken away, padded with zeros, bins kept, cut back to N.

    As ``y_IdealFilter`` of DPABI and ``rest_IdealFilter`` of REST, which differ in the padded length.
    """
    courses = np.eye(n_timepoints) - 1 / n_timepoints
    spectrum = np.fft.rfft(courses, n=bins.n_fft, axis=0)
    kept = np.zeros_like(spectrum)
    kept[bins.bins] = spectrum[bins.bins]
    return np.fft.irfft(kept, n=bins.n_fft, axis=0)[:n_timepoints]


def apply_filter(values: np.ndarray, matrix: np.ndarray, *, keep_mean: bool, progress: Progress = silent) -> np.ndarray:
    """Filter the columns of ``(n_timepoints, n_voxels)``; float32 in and out, 64 bits in between."""
    filtered = np.empty((len(matrix), values.shape[1]), dtype=np.float32)

    def work(block: slice) -> None:
        columns = values[:, block].astype(np.float64)
        mean = columns.mean(axis=0)
        result = matrix @ (columns - mean)
        filtered[:, block] = result + mean if keep_mean else result

    with single_threaded_blas():
        for_each_block(work, split(values.shape[1], _BLOCK), progress, "Filtering")
    return filtered


def _require_freedom(n_timepoints: int, rank: int) -> None:
    if n_timepoints - rank < 3:
        raise DataError(
            f"{rank} regressors leave nothing of {n_timepoints} volumes; use fewer confounds or a longer series."
        )


def _kept(n_timepoints: int, options: FilterOptions, displacement_mm: np.ndarray | None) -> np.ndarray:
    if options.censor is None:
        return np.ones(n_timepoints, dtype=bool)
    if displacement_mm is None:
        raise DataError("Scrubbing needs the head motion of every volume; give the motion file.")
    if len(displacement_mm) != n_timepoints:
        raise DataError(f"Head motion is known for {len(displacement_mm)} volumes, but the series has {n_timepoints}.")
    return kept_timepoints(displacement_mm, options.censor)


def _parameters(
    series: Series,
    options: FilterOptions,
    confounds: Confounds | None,
    bins: BandBins | None,
    rank: int,
    kept: np.ndarray,
) -> dict[str, object]:
    return {
        "low_hz": options.low_hz if bins else None,
        "high_hz": options.high_hz if bins else None,
        "convention": options.convention.value,
        "detrend_order": options.detrend_order,
        "order": options.order.value,
        "keep_mean": options.keep_mean,
        "confounds": confounds.names if confounds else (),
        "n_regressors": rank,
        "fft_length": bins.n_fft if bins else None,
        "tr_s": series.tr_s,
        "n_timepoints": series.n_timepoints,
        "n_censored": int(np.count_nonzero(~kept)),
        "censored_timepoints": np.flatnonzero(~kept).tolist(),
        "scrubbing": _scrubbing(options.censor),
    }


def _scrubbing(censor: CensorOptions | None) -> dict[str, object] | None:
    if censor is None:
        return None
    return {
        "threshold_mm": censor.threshold_mm,
        "displacement": censor.displacement.value,
        "n_before": censor.n_before,
        "n_after": censor.n_after,
        "filling": censor.filling.value,
    }
