"""A few voxels that have no logarithm must not cost the whole comparison of a map: they are left out, and that is said.

Perfusion is compared as its logarithm, and noise makes it negative here and there at the border of an ASL series: among
dozens of controls there is always somebody with such a voxel. Where more than `MOST` of the voxels are concerned
something else is wrong, and nothing is left out: the comparison is refused with what can be done. The patient's own
voxels are counted apart, because flow that is missing in one place may be what is looked for.
"""

from dataclasses import replace

import numpy as np

from analysis.stats.reference_cohort import PatientMap, ReferenceCohort
from analysis.stats.single_case import Transform, usual_transform

MOST = 0.01
"""The largest share of the voxels in which everyone has a value that may be left out."""


def leave_out(
    cohort: ReferenceCohort, patient: PatientMap, transform: Transform | None = None
) -> tuple[ReferenceCohort, PatientMap]:
    """Take the values of everyone away in voxels in which somebody's value is not above 0.

    Parameters
    ----------
    cohort, patient : as they were read; neither is changed
    transform : of the comparison, the usual one of the map where not given; any other than the logarithm needs nothing

    Returns
    -------
    cohort, patient
        the same where no voxel is concerned, or more than `MOST`; else with NaN there, and a warning with their number
    """
    transform = transform or usual_transform(cohort.maps.statistic)
    everyone = np.vstack([patient.values[None], cohort.maps.values])
    complete = np.isfinite(everyone).all(axis=0)
    with np.errstate(invalid="ignore"):
        wrong = (everyone <= 0).any(axis=0)
    n = int((wrong & complete).sum())  # the others are not compared anyway: somebody has no value there
    if transform is not Transform.LOG or not wrong.any() or n > MOST * complete.sum():
        return cohort, patient
    said = (
        f"{n} of {int(complete.sum())} voxels were left out, because somebody's value there is not above 0 and has no "
        "logarithm."
    )
    n_own = int((wrong & complete & (patient.values <= 0)).sum())
    if n_own:
        said += f" In {n_own} of them it is the patient's own: look there in the map itself, it may be a finding."
    values, own = cohort.maps.values.copy(), patient.values.copy()
    values[:, wrong], own[wrong] = np.nan, np.nan
    maps = replace(cohort.maps, values=values, warnings=(*cohort.maps.warnings, *((said,) if n else ())))
    return replace(cohort, maps=maps), replace(patient, values=own)
