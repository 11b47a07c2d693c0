"""What is loaded once, at its first use, and kept: after a warm-up, memory that grows is memory that is lost."""

import importlib

from analysis.atlas.parcellation import aal, aal3
from analysis.atlas.surface import hindbrain_surface, pial_surface
from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.atlas.territories import territory_atlas

_LIBRARIES = (
    "nilearn.masking", "nilearn.image", "scipy.stats", "scipy.signal", "scipy.ndimage", "scipy.optimize",
    "scipy.sparse.csgraph", "scipy.interpolate", "pydicom", "highdicom.seg", "SimpleITK", "picsl_greedy", "numba",
    "sklearn.mixture",
)  # fmt: skip


def warm_up() -> None:
    """Load every atlas, surface and template that ships, and what is imported at its first use."""
    for name in _LIBRARIES:
        importlib.import_module(name)
    for load in (aal, aal3, territory_atlas, mni_template, mni_brain_mask, tissue_priors, hindbrain_surface):
        load()
    for side in ("left", "right"):
        pial_surface(side)
        hindbrain_surface(side)
