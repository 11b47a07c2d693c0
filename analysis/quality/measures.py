"""The measures of quality that are not defined elsewhere: one function each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.atlas.parcellation import Parcellation
from analysis.errors import DataError
from analysis.grid import FACE
from analysis.image import Mask
from analysis.preprocess.band import BandBins
from analysis.preprocess.filter import band_matrix, polynomial

MOST_CARPET_ROWS = 600
_TISSUE = 0.5
_RANK = 1e-6  # of a unit regressor: less of it in the band is rounding


@dataclass(frozen=True, eq=False)
class Carpet:
    """Time courses of voxels as rows, gray matter first, then white matter, then CSF.

    ``z`` is ``(n_rows, n_timepoints)`` float32; ``n_rows`` counts the rows of the three tissues.
    """

    z: np.ndarray
    n_rows: tuple[int, int, int]


def carpet_of(values: np.ndarray, tissue: np.ndarray, most_rows: int = MOST_CARPET_ROWS) -> Carpet:
    """The carpet plot's rows (Power 2017, NeuroImage 154:150): every k-th voxel of each tissue, as z-scores.

    A straight line is taken out of each time course, which is then divided by its standard deviation (n - 1).

    Parameters
    ----------
    values : ``(n_timepoints, n_voxels)``
    tissue : ``(n_voxels,)`` whole numbers: 0 gray matter, 1 white matter, 2 CSF, anything else is left out
    most_rows : about how many rows are kept; each tissue has its share of them

    Raises
    ------
    DataError
        if there are fewer than three volumes, or no voxel of any tissue changes over time
    """
    if len(values) < 3:
        raise DataError("A carpet plot needs at least three volumes.")
    varies = np.isfinite(values).all(axis=0) & (np.ptp(values, axis=0) > 0)
    places = [np.flatnonzero(varies & (tissue == kind)) for kind in range(3)]
    step = max(1, int(np.ceil(sum(len(p) for p in places) / most_rows)))
    chosen = [p[step // 2 :: step] if len(p) >= step else p[:1] for p in places]
    rows = np.concatenate(chosen)
    if rows.size == 0:
        raise DataError("No voxel of gray matter, white matter or CSF changes over time; check the segmentation.")
    courses = values[:, rows].astype(np.float64)
    trend = polynomial(len(values), 1)
    courses -= trend @ (trend.T @ courses)
    deviation = courses.std(axis=0, ddof=1)
    z = np.divide(courses, deviation, out=np.zeros_like(courses), where=deviation > 0).T
    gray, white, csf = (len(c) for c in chosen)
    return Carpet(z.astype(np.float32), (gray, white, csf))


@dataclass(frozen=True)
class RegionCoverage:
    """How much of a region lies within the field of view of every volume, in percent."""

    name: str
    percent: float


def coverage_of_regions(regions: Parcellation, coverage: Mask) -> tuple[RegionCoverage, ...]:
    """Of each region of a parcellation, the share of its voxels that lie in a voxel of the mask; in its own order.

    Parameters
    ----------
    regions : in MNI space, on any grid
    coverage : in MNI space: voxels that have a value in every volume
    """
    ijk = np.argwhere(regions.labels)
    labels = regions.labels[tuple(ijk.T)]
    place = np.floor(coverage.grid.to_ijk(regions.grid.to_mm(ijk)) + FACE).astype(np.intp)
    inside = ((place >= 0) & (place < np.array(coverage.grid.shape))).all(axis=1)
    covered = np.zeros(len(labels), dtype=bool)
    covered[inside] = coverage.data[tuple(place[inside].T)]
    total = np.bincount(labels)
    found = np.bincount(labels, weights=covered, minlength=len(total))
    return tuple(
        RegionCoverage(name, float(100 * found[label] / total[label]))
        for label, name in sorted(regions.names.items())
        if label < len(total) and total[label]
    )


def dice(one: np.ndarray, other: np.ndarray) -> float:
    """Overlap of two sets of voxels, ``2 |A and B| / (|A| + |B|)``, 0 to 1 (Dice 1945, Ecology 26:297).

    Raises
    ------
    DataError
        if both are empty
    """
    total = np.count_nonzero(one) + np.count_nonzero(other)
    if total == 0:
        raise DataError("Two empty masks have no overlap that could be measured.")
    return float(2 * np.count_nonzero(one & other) / total)


def largest_tissue(probabilities: Sequence[np.ndarray]) -> np.ndarray:
    """The number of the most probable tissue of each voxel, -1 where none has at least one half."""
    stacked = np.stack([np.nan_to_num(p) for p in probabilities])
    return np.where(stacked.max(axis=0) >= _TISSUE, stacked.argmax(axis=0), -1)


def freedom_left(n_timepoints: int, detrend_order: int, bins: BandBins | None, confounds: np.ndarray) -> int:
    """Degrees of freedom that a time course keeps after trend, confounds and band-pass.

    The dimensions of the band less those that trend and confounds take of it: what one projection that removes all at
    once leaves. A filter that follows the regression leaves at most this much that is not shared with the confounds.

    Parameters
    ----------
    n_timepoints : volumes that are kept
    detrend_order : degree of the polynomial
    bins : the band, or None for all frequencies
    confounds : ``(n_timepoints, n_confounds)``
    """
    demeaned = confounds - confounds.mean(axis=0)
    removed = np.hstack([polynomial(n_timepoints, detrend_order), _unit(demeaned)])
    if bins is None:
        return n_timepoints - _rank(removed)
    passed = _band_basis(n_timepoints, bins)
    return passed.shape[1] - _rank(passed.T @ removed)


def _band_basis(n_timepoints: int, bins: BandBins) -> np.ndarray:
    """``(n_timepoints, n)`` orthonormal courses that the filter lets through by more than a half."""
    basis, gains, _ = np.linalg.svd(band_matrix(n_timepoints, bins))
    return np.asarray(basis[:, gains > 0.5])


def _rank(columns: np.ndarray) -> int:
    return int(np.linalg.matrix_rank(columns, tol=_RANK))


def _unit(columns: np.ndarray) -> np.ndarray:
    """The columns at length 1; those that are 0 stay so."""
    length = np.linalg.norm(columns, axis=0)
    return np.divide(columns, length, out=np.zeros_like(columns), where=length > 0)
