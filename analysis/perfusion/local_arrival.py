"""When blood arrives around a voxel, in the same tissue: a prior for its own arrival time.

Arrival is smooth within a tissue, because neighbours are fed by the same arteries, but may jump between grey and white
matter. The neighbours' log likelihoods of each arrival time are added, weighted by a Gaussian of their distance (1 at
the voxel itself, whose own data stay out), with the prior of the whole brain. What they agree on, widened by how far a
voxel may differ from its neighbours, is the prior of the voxel. Adding likelihoods rather than averaging estimates
matters: estimates of single voxels are drawn towards the prior of the brain, and so would be their mean. The idea of a
spatial prior is that of Penny et al. 2005 (NeuroImage 24:350) and Groves et al. 2009 (NeuroImage 45:795), for ASL.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.blocks import for_each_block, split
from analysis.image import Mask
from analysis.perfusion.quality import Tissues
from analysis.progress import Progress, silent

FWHM_MM = 8.0
DIFFERENCE_S = 0.2
"""SD of a voxel's arrival time about that of its neighbours: our own, no paper gives it."""
_SD_PER_FWHM = 0.42466
_REACH = 2.5  # SD at which the Gaussian ends
_TIMES_PER_BLOCK = 4


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """Where voxels are, and ``tissue`` ``(n_mask_voxels,)`` a number for each tissue."""

    mask: Mask
    tissue: np.ndarray


def neighbourhood_of(mask: Mask, tissues: Tissues | None) -> Neighbourhood | None:
    """By the tissue that holds most of each voxel; None where grey and white matter are not both known."""
    if tissues is None or tissues.white is None:
        return None
    fluid = 1 - tissues.gray - tissues.white
    return Neighbourhood(mask, np.argmax([tissues.gray, tissues.white, fluid], axis=0))


def prior_from_neighbours(
    log_likelihood: np.ndarray,
    times_s: np.ndarray,
    around: Neighbourhood,
    mean_s: float,
    sd_s: float,
    progress: Progress = silent,
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and SD ``(n_mask_voxels,)`` in s of the prior of each voxel.

    Parameters
    ----------
    log_likelihood : ``(n_att, n_mask_voxels)`` of each voxel at each arrival time
    times_s : ``(n_att,)``
    around : the voxels
    mean_s, sd_s : prior of the whole brain
    """
    total = _sums_of_neighbours(log_likelihood, around, progress)
    total -= 0.5 * ((times_s[:, None] - mean_s) / sd_s) ** 2
    weight = np.exp(total - total.max(axis=0))
    weight /= weight.sum(axis=0)
    mean = times_s @ weight
    variance = np.maximum(times_s**2 @ weight - mean**2, 0)
    return mean, np.sqrt(variance + DIFFERENCE_S**2)


def _sums_of_neighbours(values: np.ndarray, around: Neighbourhood, progress: Progress) -> np.ndarray:
    """Of each row, the sum over the other voxels of a tissue, weighted by their distance."""
    box = ndimage.find_objects(around.mask.data.astype(np.int8))[0]
    inside = around.mask.data[box]
    sigma = [FWHM_MM * _SD_PER_FWHM / size for size in around.mask.grid.voxel_size_mm]
    own = _weight_of_the_centre(sigma)
    result = np.empty(values.shape)

    def work(rows: slice) -> None:
        for row in range(rows.start, rows.stop):
            for tissue in np.unique(around.tissue):
                same, volume = around.tissue == tissue, np.zeros(inside.shape)
                volume[inside] = np.where(same, values[row], 0)
                summed = ndimage.gaussian_filter(volume, sigma, mode="constant", truncate=_REACH)[inside]
                result[row, same] = np.maximum(summed / own - values[row], 0)[same]

    for_each_block(work, split(len(values), _TIMES_PER_BLOCK), progress, "Arrival time of neighbours")
    return result


def _weight_of_the_centre(sigma: list[float]) -> float:
    """What the Gaussian takes of a voxel for itself."""
    weight = 1.0
    for sd in sigma:
        reach = int(_REACH * sd + 0.5)
        weight /= float(np.exp(-0.5 * (np.arange(-reach, reach + 1) / sd) ** 2).sum())
    return weight
