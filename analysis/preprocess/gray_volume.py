"""Grey-matter volume in MNI space, the measure of voxel-based morphometry (VBM).

    modulated(x) = gray(y) · |det J(y)|,   y = the place in the T1 of the place x of MNI space,   J = dy/dx

(Good et al. 2001, NeuroImage 14:21, the "optimised" form; Ashburner & Friston 2000, NeuroImage 11:805): the probability
of grey matter at the place, times the volume of the patient that a unit of MNI volume stands for. The value is mL of
the patient's grey matter per mL of MNI space, as in SPM and CAT12: its sum times the volume of a voxel is the patient's
grey matter in mL, which the tests hold. It goes with the size of the head, so total intracranial volume belongs among
the covariates of a comparison.
"""

from dataclasses import dataclass

import numpy as np

from analysis.grid import Grid
from analysis.image import Volume
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.smooth import smooth_volume
from analysis.preprocess.transforms import jacobian_determinants
from analysis.progress import Progress, part, silent
from analysis.sampling import onto_grid

UNIT = "mL/mL"


@dataclass(frozen=True, eq=False)
class GrayVolume:
    """Grey matter in mL per mL of MNI space, on two grids.

    Parameters
    ----------
    modulated : on the fine grid, not smoothed
    smoothed : the same, smoothed, on the grid of the maps
    """

    modulated: Volume
    smoothed: Volume

    @property
    def total_ml(self) -> float:
        """All of the grey matter, mL."""
        grid = self.modulated.grid
        return float(self.modulated.data.sum(dtype=np.float64) * grid.voxel_volume_mm3 / 1000)


def gray_volume(
    gray: Volume,
    normalisation: Normalisation,
    fine: Grid,
    maps: Grid,
    *,
    fwhm_mm: float = 8.0,
    progress: Progress = silent,
) -> GrayVolume:
    """The modulated map of grey matter.

    Parameters
    ----------
    gray : probability of grey matter on the T1's grid, 0 outside the brain
    normalisation : of that T1
    fine : grid in MNI space on which it is computed; 2 mm or finer
    maps : grid in MNI space of the smoothed map
    fwhm_mm : of the smoothing; 0 for none

    Raises
    ------
    OptionError
        if the smoothing is negative or too wide
    """
    (moved,) = volumes_onto(
        [gray], fine, normalisation.from_mni, part(progress, 0.0, 0.6), outside=0.0, message="Grey-matter volume"
    )
    stretch = Volume(normalisation.warp.grid, jacobian_determinants(normalisation.warp))
    progress(0.7, "Grey-matter volume")
    here = onto_grid(stretch, fine).data
    # beyond the grid of the warp its last displacement goes on, which stretches nothing
    stretched = np.where(np.isnan(here), 1, here) * abs(normalisation.affine.determinant)
    modulated = Volume(fine, moved.data * stretched, "grey-matter volume", UNIT)
    progress(0.8, "Grey-matter volume")
    smoothed = smooth_volume(modulated, fwhm_mm) if fwhm_mm else modulated
    onto = onto_grid(smoothed, maps)
    progress(1.0, "Grey-matter volume")
    return GrayVolume(modulated, Volume(maps, np.nan_to_num(onto.data), "Grey-matter volume", UNIT))
