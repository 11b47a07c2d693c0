"""One patient's perfusion against a mean and SD map of healthy people: z of each voxel.

    z = (patient - mean) / SD

with as many degrees of freedom as the reference is large; for a small one the z is too extreme (use the comparison of
one patient with a cohort, which takes its size into account). Both should be relative to the mean of grey matter,
because whole-brain flow differs by a fifth and more between healthy people.
"""

import numpy as np

from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.perfusion.maps import map_in_mask
from analysis.provenance import InputRecord, Provenance
from analysis.scan import StatMap


def deviation_from(
    perfusion: Volume,
    mean: Volume,
    sd: Volume,
    mask: Mask,
    *,
    relative: bool = True,
    inputs: tuple[InputRecord, ...] = (),
) -> StatMap:
    """The map ``cbf_z``.

    Parameters
    ----------
    perfusion, mean, sd : on one grid, usually of MNI space, smoothed alike
    mask : the voxels compared
    relative : divide the patient's map by its mean in the mask; the reference must have been treated so

    Raises
    ------
    GeometryError
        if the grids differ
    DataError
        if no voxel has a value and a positive SD
    """
    if not all(image.grid.matches(perfusion.grid) for image in (mean, sd, mask)):
        raise GeometryError("Perfusion, reference and mask must be on one grid; bring them there first.")
    flow, middle, spread = (v.data[mask.data].astype(np.float64) for v in (perfusion, mean, sd))
    known = np.isfinite(flow) & np.isfinite(middle) & (spread > 0)
    if not known.any() or (relative and not flow[known].mean() > 0):
        raise DataError("No voxel of the mask has perfusion and a reference with a positive SD.")
    if relative:
        flow = flow / flow[known].mean()
    z = np.full(flow.shape, np.nan)
    z[known] = (flow[known] - middle[known]) / spread[known]
    provenance = Provenance("analysis.perfusion.deviation.deviation_from", {"relative": relative}, inputs)
    return map_in_mask(mask, provenance, "cbf_z", z, "z against the reference", "")
