"""The standard brain on the grid of the maps, and where white matter and fluid are in it without doubt."""

import numpy as np
from scipy import ndimage

from analysis.atlas.template import mni_brain_mask
from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.resample import volumes_onto
from analysis.preprocess.structural import Structure
from analysis.progress import Progress, silent
from analysis.sampling import onto_grid

_TISSUE = 0.95
_DEPTH_OF_WHITE_MM = 3.5
_DEPTH_OF_CSF_MM = 18.0
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


def confound_masks(structure: Structure, coverage: Mask, progress: Progress = silent) -> tuple[Mask, Mask]:
    """White matter and fluid of the patient in MNI space, for the mean signals that are regressed out.

    White matter with a probability of at least 0.95 and away from other tissue (eroded by 3.5 mm), and fluid of at
    least 0.95 that is deeper than 18 mm in the brain, which leaves the ventricles: fluid of the sulci is mixed with
    gray matter in voxels of an EPI.

    Raises
    ------
    DataError
        if fewer than 20 voxels of one are left
    """
    grid = coverage.grid
    way = structure.normalisation.from_mni
    tissues = [structure.tissues.white, structure.tissues.csf]
    white, csf = volumes_onto(tissues, grid, way, progress, where=coverage.data, outside=0.0, message="Tissue masks")
    depth = ndimage.distance_transform_edt(mni_brain(grid).data, sampling=grid.voxel_size_mm)
    inner = ndimage.distance_transform_edt(white.data >= _TISSUE, sampling=grid.voxel_size_mm) > _DEPTH_OF_WHITE_MM
    masks = (
        Mask(grid, inner & coverage.data, "white matter"),
        Mask(grid, (csf.data >= _TISSUE) & (depth >= _DEPTH_OF_CSF_MM) & coverage.data, "CSF"),
    )
    for mask in masks:
        if mask.n_voxels < _LEAST_VOXELS:
            raise DataError(
                f"Only {mask.n_voxels} voxels are {mask.name} without doubt, too few for its mean signal; check the "
                "segmentation, or choose a preset that does not regress it out."
            )
    return masks
