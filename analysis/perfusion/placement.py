"""Where an ASL series lies in the patient's T1 and in MNI space, and how much grey and white matter its voxels hold."""

from dataclasses import dataclass

import numpy as np

from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.image import Volume
from analysis.perfusion.tissue_fraction import fraction_on
from analysis.preprocess.coregister import Coregistration, coregister
from analysis.preprocess.normalise import working_template
from analysis.preprocess.resample import PointMap
from analysis.preprocess.structural import Structure, analyse_t1
from analysis.progress import Progress, part, silent


@dataclass(frozen=True, eq=False)
class Placement:
    """The maps of points between the series' mm and MNI mm, both ``(n, 3)`` -> ``(n, 3)``; tissue on its grid.

    ``gray`` and ``white`` are None where no T1 tells them; ``words`` say how it was found.
    """

    to_mni: PointMap
    from_mni: PointMap
    gray: Volume | None
    white: Volume | None
    words: str


def in_mni_space() -> Placement:
    """Of a series that is in MNI space already."""
    return Placement(_same, _same, None, None, "the series is in MNI space")


def place_by_t1(image: Volume, t1: Volume, progress: Progress = silent) -> Placement:
    """Find the way by the T1 of the patient: anatomy first, then the alignment with it.

    Parameters
    ----------
    image : M0, or mean of the series; on the grid of the perfusion map
    t1 : a whole head, as it was acquired

    Raises
    ------
    DataError
        if the T1 cannot be brought to MNI space, or the series not onto the T1
    EngineError
        if an engine dies
    """
    priors = tissue_priors()
    template = working_template(mni_template(), mni_brain_mask(), priors.gray, priors.white, priors.csf)
    structure = analyse_t1(t1, template, progress=part(progress, 0.0, 0.8))
    found = coregister(image, structure.t1, structure.tissues.brain, part(progress, 0.8, 0.95))
    return place_by_structure(image, structure, found, part(progress, 0.95, 1.0))


def place_by_structure(
    image: Volume, structure: Structure, found: Coregistration, progress: Progress = silent
) -> Placement:
    """The way through an anatomy that is known already; `found` maps mm of its T1 to those of the image."""
    normalisation, transform = structure.normalisation, found.transform

    def to_mni(xyz_mm: np.ndarray) -> np.ndarray:
        return normalisation.to_mni(transform.inverse.points(xyz_mm))

    def from_mni(xyz_mni: np.ndarray) -> np.ndarray:
        return transform.points(normalisation.from_mni(xyz_mni))

    gray, white = (
        fraction_on(Volume(transform.inverse.placed(v.grid), v.data, v.name), image.grid, part(progress, start, stop))
        for v, start, stop in ((structure.tissues.gray, 0.0, 0.5), (structure.tissues.white, 0.5, 1.0))
    )
    words = f"through the T1 (overlap of the brains {found.overlap:.0%}, template r {normalisation.correlation:.2f})"
    return Placement(to_mni, from_mni, gray, white, words)


def _same(xyz_mm: np.ndarray) -> np.ndarray:
    return xyz_mm
