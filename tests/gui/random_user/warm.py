"""What is loaded once, at its first use, and kept: after a warm-up, memory that grows is memory that is lost."""

import importlib
import pkgutil

import numba
import numpy as np

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
    numba.njit(_sum)(np.ones(100))  # the compiler itself takes 75 MB at the first kernel that no file holds
    for load in (aal, aal3, territory_atlas, mni_template, mni_brain_mask, tissue_priors, hindbrain_surface):
        load()
    for side in ("left", "right"):
        pial_surface(side)
        hindbrain_surface(side)


def load_every_module(*, whole: bool) -> None:
    """Import all that the program may import later, and compile every kernel that no file holds yet.

    Compiling all of them keeps 144 MB, which a program that finds them compiled never takes. ``whole``: plots and 3D.
    """
    for package in ("analysis", "gui"):
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if whole or not module.name.startswith(("gui.plots", "gui.scene3d")):
                importlib.import_module(module.name)


def _sum(values):  # type: ignore[no-untyped-def]  # compiled
    total = 0.0
    for value in values:
        total += value
    return total
