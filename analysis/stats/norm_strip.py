"""The patient's value at one place beside those of the controls: what the window shows at the crosshair."""

from dataclasses import dataclass

import numpy as np

from analysis.stats.reference_cohort import PatientMap, ReferenceCohort, model_of
from analysis.stats.single_case import Transform, compare_case
from analysis.stats.single_case_interval import case_interval

_BAND = (5.0, 50.0, 95.0)


@dataclass(frozen=True, eq=False)
class NormStrip:
    """One voxel: the patient's ``value``, the controls' ``median`` and 5th and 95th percentile ``low``, ``high``.

    All in the ``unit`` of the map. ``percentile`` (0 to 100, with 95 % limits) is where the patient is expected in the
    population of the controls, adjusted for covariates. ``controls`` ``(n,)`` are their values.
    """

    value: float
    median: float
    low: float
    high: float
    percentile: float
    percentile_low: float
    percentile_high: float
    n: int
    unit: str
    controls: np.ndarray


def norm_strip(
    cohort: ReferenceCohort, patient: PatientMap, transform: Transform, xyz_mm: np.ndarray
) -> NormStrip | None:
    """The strip at a point in MNI mm; None outside the search volume, or where someone has no value.

    Raises
    ------
    DataError
        if a value is outside of the domain of the transform
    """
    voxel = cohort.mask.grid.voxel_at(np.asarray(xyz_mm, dtype=np.float64))
    if voxel is None or not cohort.mask.data[voxel]:
        return None
    return strip_of_row(cohort, patient, transform, _row_of(cohort, voxel))


def strip_of_row(cohort: ReferenceCohort, patient: PatientMap, transform: Transform, row: int) -> NormStrip | None:
    """The strip of one voxel by its position in the mask; None where someone has no value."""
    controls, value = cohort.maps.values[:, row].astype(np.float64), float(patient.values[row])
    if not (np.isfinite(controls).all() and np.isfinite(value)):
        return None
    model = model_of(cohort, patient)
    found = compare_case(transform.apply(np.array([value])), transform.apply(controls)[:, None], model)
    limits = case_interval(found.effect, model.leverage, model.dof)
    low, median, high = (float(x) for x in np.percentile(controls, _BAND))
    return NormStrip(
        value,
        median,
        low,
        high,
        float(found.percentile[0]),
        float(limits.percentile_low[0]),
        float(limits.percentile_high[0]),
        cohort.n,
        cohort.maps.unit,
        controls,
    )


def _row_of(cohort: ReferenceCohort, voxel: tuple[int, int, int]) -> int:
    """The position of a voxel among those of the mask, in C order."""
    flat = np.ravel_multi_index(voxel, cohort.mask.grid.shape)
    return int(np.count_nonzero(cohort.mask.data.ravel(order="C")[:flat]))
