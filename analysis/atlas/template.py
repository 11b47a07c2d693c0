"""The standard brain: the MNI152 template of nilearn, its brain mask and its tissue priors.

The template is the ICBM152 2009a symmetric nonlinear average (Fonov et al. 2011, NeuroImage 54:313-327), brain
only, 197 × 233 × 189 voxels of 1 mm, RAS. Because it is symmetric, its mirror along x is itself.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from analysis.atlas.packaged import packaged_file, read_packaged_image
from analysis.image import Mask, Volume


@dataclass(frozen=True, eq=False)
class TissuePriors:
    """Probabilities (0 to 1) of gray matter, white matter and cerebrospinal fluid, on the template's grid.

    They add up to 1 inside the brain mask. ``csf`` is what gray and white leave of the mask (also the meninges and
    vessels of the sulci), because the package has no map of its own.
    """

    gray: Volume
    white: Volume
    csf: Volume


@cache
def mni_template() -> Volume:
    """The T1-weighted template, scaled to 0..1, 0 outside the brain."""
    return _load("t1", "MNI152 template")


@cache
def mni_brain_mask() -> Mask:
    """The brain with its ventricles: every voxel that the template kept when it was stripped of the skull."""
    template = mni_template()
    return Mask(template.grid, template.data > 0, "MNI152 brain")


@cache
def tissue_priors() -> TissuePriors:
    """The tissue probabilities of the template, cut to its brain mask (a thin rim of gray outside is dropped)."""
    inside = mni_brain_mask().data
    grid = mni_template().grid
    gray = np.where(inside, _load("gm", "gray matter").data, 0)
    white = np.where(inside, _load("wm", "white matter").data, 0)
    csf = np.where(inside, np.clip(1 - gray - white, 0, 1), 0)
    return TissuePriors(
        Volume(grid, gray, "gray matter"), Volume(grid, white, "white matter"), Volume(grid, csf, "CSF")
    )


def _load(kind: str, name: str) -> Volume:
    file_name = f"mni_icbm152_{kind}_tal_nlin_sym_09a_converted.nii.gz"
    grid, values = read_packaged_image(packaged_file("nilearn", "datasets", "data", file_name))
    return Volume(grid, values.astype(np.float32) / 255, name)  # stored as 0..255
