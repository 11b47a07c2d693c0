"""Gray matter, white matter and fluid of a T1, as probabilities, and their volumes.

A mixture of three Gaussians over the intensities in the brain, multiplied with the template's tissue maps brought into
the patient (Ashburner & Friston 2005, NeuroImage 26:839, in its simplest form: bias and deformation are already known).
"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.progress import Progress, silent

_LEAST_PRIOR = 0.02  # no tissue is impossible anywhere: a prior is an average of other people
_SAMPLES = 100_000
_LEAST_VOXELS = 1000
_BLOCK = 1_000_000


@dataclass(frozen=True)
class TissueVolumes:
    """Volumes in mL; ``tiv_ml``, the total within the brain mask, is their sum. A lesion is a part of its own."""

    gray_ml: float
    white_ml: float
    csf_ml: float
    lesion_ml: float = 0.0

    @property
    def tiv_ml(self) -> float:
        """Total intracranial volume, as far as the brain mask reaches."""
        return self.gray_ml + self.white_ml + self.csf_ml + self.lesion_ml


@dataclass(frozen=True, eq=False)
class Segmentation:
    """Probabilities from 0 to 1 that add up to 1 inside ``brain`` and are 0 outside and in a lesion; the volumes."""

    gray: Volume
    white: Volume
    csf: Volume
    brain: Mask
    volumes: TissueVolumes


def segment(
    t1: Volume,
    brain: Mask,
    priors: tuple[Volume, Volume, Volume],
    progress: Progress = silent,
    *,
    lesion: Mask | None = None,
) -> Segmentation:
    """Find the tissues of a T1.

    Parameters
    ----------
    t1 : bias corrected, of the usual contrast (fluid dark, white matter bright)
    brain : on its grid
    priors : gray matter, white matter, CSF from 0 to 1, on its grid
    lesion : on its grid; its voxels do not count for the mixture, and are of no tissue

    Raises
    ------
    DataError
        if the brain is empty or of one intensity, a prior is empty in it, or white matter is not brighter than gray
        and gray not brighter than fluid: no T1-weighted image
    GeometryError
        if grids differ
    """
    if not all(v.grid.matches(t1.grid) for v in (*priors, brain, *(() if lesion is None else (lesion,)))):
        raise GeometryError("Brain mask, tissue priors and lesion must be on the grid of the T1 image.")
    healthy = brain.data if lesion is None else brain.data & ~lesion.data
    if np.count_nonzero(healthy) < _LEAST_VOXELS:
        raise DataError("The brain mask is too small to tell the tissues apart.")
    gray, white, csf = (prior.data[healthy] for prior in priors)
    values = np.nan_to_num(t1.data[healthy])
    progress(0.05, "Tissues")
    weights, means, variances = _mixture(values, [csf, gray, white])
    data = np.zeros((3, *t1.grid.shape), dtype=np.float32)
    inside = np.empty((3, len(values)), dtype=np.float32)
    for start in range(0, len(values), _BLOCK):
        progress(0.4 + 0.5 * start / len(values), "Tissues")
        block = slice(start, start + _BLOCK)
        likelihood = weights[:, None] * _normal(values[block], means[:, None], variances[:, None])
        joint = likelihood * np.clip(np.stack([csf[block], gray[block], white[block]]), _LEAST_PRIOR, 1)
        inside[:, block] = joint / joint.sum(axis=0)
    data[:, healthy] = inside
    ml = inside.sum(axis=1, dtype=np.float64) * t1.grid.voxel_volume_mm3 / 1000
    lesion_ml = (brain.n_voxels - len(values)) * t1.grid.voxel_volume_mm3 / 1000
    progress(1.0, "Tissues")
    names = ("CSF", "gray matter", "white matter")
    c, g, w = (Volume(t1.grid, d, name) for d, name in zip(data, names, strict=True))
    return Segmentation(g, w, c, brain, TissueVolumes(float(ml[1]), float(ml[2]), float(ml[0]), lesion_ml))


def _mixture(values: np.ndarray, priors: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weight, mean and variance of fluid, gray and white matter, from dark to bright."""
    from sklearn.mixture import GaussianMixture

    if min(float(p.max(initial=0)) for p in priors) <= 0:
        raise DataError("A tissue prior is empty inside the brain: the normalisation must have failed.")
    if values.max() <= values.min():
        raise DataError("The T1 has the same value everywhere in the brain.")
    means = np.array([np.average(values, weights=p**2) for p in priors])
    if not means[0] < means[1] < means[2]:
        raise DataError(
            "In this image white matter is not brighter than gray matter, and that not brighter than fluid: it is no "
            "T1-weighted image, or the normalisation has failed."
        )
    sample = values[:: max(1, len(values) // _SAMPLES)].astype(np.float64)
    mixture = GaussianMixture(3, means_init=means[:, None], random_state=0).fit(sample[:, None])
    order = np.argsort(mixture.means_[:, 0])
    return mixture.weights_[order], mixture.means_[order, 0], mixture.covariances_[order, 0, 0]


def _normal(values: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    density = np.exp(-((values - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)
    return np.asarray(density + 1e-12)  # a value beyond all three belongs where the priors say
