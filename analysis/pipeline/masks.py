"""The standard brain on the grid of the maps, and where white matter and fluid are in it without doubt."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.atlas.template import mni_brain_mask, tissue_priors
from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.structural import Structure
from analysis.progress import Progress, silent
from analysis.sampling import onto_grid

_TISSUE = 0.95
_DEPTH_OF_WHITE_MM = 3.5
_DEPTHS_OF_CSF_MM = (18.0, 15.0, 12.0, 9.0, 6.0)
_LEAST_VOXELS = 20


def mni_brain(grid: Grid) -> Mask:
    """The template's brain on a grid in MNI space."""
    brain = mni_brain_mask()
    moved = onto_grid(Volume(brain.grid, brain.data), grid)
    return Mask(grid, np.nan_to_num(moved.data) > 0.5, "brain")


def grown(mask: Mask, rim_mm: float) -> Mask:
    """The mask and what is at most `rim_mm` outside it."""
    distance = ndimage.distance_transform_edt(~mask.data, sampling=mask.grid.voxel_size_mm)
    return Mask(mask.grid, distance <= rim_mm, mask.name)


@dataclass(frozen=True, eq=False)
class ConfoundMasks:
    """Where the signals that are regressed out are averaged; ``warnings`` are sentences for the user."""

    white: Mask
    csf: Mask
    warnings: tuple[str, ...] = ()


def tissues_in_mni(structure: Structure | None, coverage: Mask, progress: Progress = silent) -> tuple[Volume, Volume]:
    """White matter and fluid on the grid of the maps: the patient's own, or without a T1 those of the template."""
    grid = coverage.grid
    if structure is None:
        priors = tissue_priors()
        onto = (onto_grid(prior, grid) for prior in (priors.white, priors.csf))
        white, csf = (Volume(grid, np.nan_to_num(moved.data)) for moved in onto)
        return white, csf
    tissues = [structure.tissues.white, structure.tissues.csf]
    way = structure.normalisation.from_mni
    white, csf = volumes_onto(tissues, grid, way, progress, where=coverage.data, outside=0.0, message="Tissue masks")
    return white, csf


def confound_masks(white: Volume, csf: Volume, coverage: Mask) -> ConfoundMasks:
    """White matter and fluid in MNI space, for the mean signals that are regressed out.

    White matter with a probability of at least 0.95 and away from other tissue (eroded by 3.5 mm), and fluid of at
    least 0.95 that is deeper than 18 mm in the brain, which leaves the ventricles: fluid of the sulci is mixed with
    gray matter in voxels of an EPI. Where the ventricles are so small that fewer than 20 voxels are left, less depth
    is asked for, step by step down to 6 mm, and a sentence says so.

    Parameters
    ----------
    white, csf : see `tissues_in_mni`
    coverage : where the series has values

    Raises
    ------
    DataError
        if fewer than 20 voxels of one are left even so
    """
    grid = coverage.grid
    inner = ndimage.distance_transform_edt(white.data >= _TISSUE, sampling=grid.voxel_size_mm) > _DEPTH_OF_WHITE_MM
    inside = Mask(grid, inner & coverage.data, "white matter")
    fluid, warnings = _deep_fluid(Mask(grid, (csf.data >= _TISSUE) & coverage.data, "CSF"))
    for mask in (inside, fluid):
        if mask.n_voxels < _LEAST_VOXELS:
            raise DataError(
                f"Only {mask.n_voxels} voxels are {mask.name} without doubt, too few for its mean signal; check the "
                "segmentation, or choose a preset that does not regress it out."
            )
    return ConfoundMasks(inside, fluid, warnings)


def _deep_fluid(fluid: Mask) -> tuple[Mask, tuple[str, ...]]:
    """The fluid at the greatest of some depths at which there is enough; a sentence if that is not the usual one."""
    depth = ndimage.distance_transform_edt(mni_brain(fluid.grid).data, sampling=fluid.grid.voxel_size_mm)
    usual = Mask(fluid.grid, fluid.data & (depth >= _DEPTHS_OF_CSF_MM[0]), fluid.name)
    if usual.n_voxels >= _LEAST_VOXELS:
        return usual, ()
    for depth_mm in _DEPTHS_OF_CSF_MM[1:]:
        mask = Mask(fluid.grid, fluid.data & (depth >= depth_mm), fluid.name)
        if mask.n_voxels >= _LEAST_VOXELS:
            break
    said = (
        f"Only {usual.n_voxels} voxels are fluid at a depth of {_DEPTHS_OF_CSF_MM[0]:g} mm in the brain (small "
        f"ventricles?), so its mean signal is that of {mask.n_voxels} voxels from {depth_mm:g} mm on; gray matter "
        "around the sulci may be mixed into it."
    )
    return mask, (said,)
