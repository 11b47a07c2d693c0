"""What each BOLD voxel is made of: signal at rest, amplitude of its fluctuations, networks, pulsation."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import ndimage

from analysis.atlas.template import tissue_priors
from analysis.demo.anatomy import Anatomy
from analysis.demo.head import make_head
from analysis.demo.regions import NETWORKS, amplitude_factor, coarse_labels, soft_region
from analysis.demo.settings import random_stream
from analysis.grid import Grid
from analysis.image import Volume
from analysis.progress import Progress, part, silent

GRAY_SIGNAL = 900.0
_GRAY_AMPLITUDE, _WHITE_AMPLITUDE, _CSF_AMPLITUDE = 0.0150, 0.0042, 0.0060
_NETWORK_WEIGHT, _GLOBAL_WEIGHT = 0.62, 0.28
# Air in the sinuses and mastoid cells takes signal away above it: centre in MNI mm, reach in mm, fraction lost.
_DROPOUTS = (((0, 38, -24), 17, 0.75), ((50, -22, -34), 14, 0.55), ((-50, -22, -34), 14, 0.55))


@dataclass(frozen=True, eq=False)
class RestingMaps:
    """Maps ``(ni, nj, nk)`` float32 on the grid of the BOLD series.

    ``signal`` is the mean signal; ``amplitude`` the standard deviation of the low-frequency fluctuation as a
    fraction of it, ``amplitude_factor`` the known local change that it contains. The weights of the networks, of the
    global and of the local part, squared, add up to 1. ``cardiac`` and ``breathing`` are fractions of the signal.
    """

    signal: np.ndarray
    amplitude: np.ndarray
    amplitude_factor: np.ndarray
    networks: dict[str, np.ndarray]
    global_weight: float
    local_weight: np.ndarray
    cardiac: np.ndarray
    breathing: np.ndarray
    tissues: dict[str, np.ndarray]


def make_resting_maps(
    grid: Grid, anatomy: Anatomy, seed: int, progress: Progress = silent, *, is_patient: bool = True
) -> RestingMaps:
    """Sample tissue and regions through a person's anatomy and weigh them; only the patient's amplitude is changed."""
    head = make_head(part(progress, 0, 0.3))
    tissue_volumes = blurred_tissues(grid, part(progress, 0.3, 0.7))
    region_volumes = []
    for name, names in NETWORKS.items():
        progress(0.7, "networks")
        region_volumes.append(soft_region(names, fwhm_mm=5, title=name))
    sampled = anatomy.onto(
        grid,
        [*tissue_volumes, head.intracranial, head.surface, amplitude_factor(), _dropout(), *region_volumes],
        part(progress, 0.8, 1),
    )
    gray, white, csf, intracranial, surface, factor, lost = sampled[:7]
    if not is_patient:
        factor = np.ones_like(factor)
    networks = {
        name: _NETWORK_WEIGHT * np.clip(1.6 * region * np.sqrt(gray), 0, 1)
        for name, region in zip(NETWORKS, sampled[7:], strict=True)
    }
    rim = np.clip(0.5 - intracranial / 3, 0, 1) * np.clip(1 - gray - white - csf, 0, 1)
    scalp = np.clip(0.5 - surface / 3, 0, 1) * np.clip(intracranial / 3 - 1, 0, 1)
    signal = (gray + 0.80 * white + 1.22 * csf + 0.75 * rim + 0.11 * scalp) * (1 - lost)
    amplitude = gray * _GRAY_AMPLITUDE + white * _WHITE_AMPLITUDE + csf * _CSF_AMPLITUDE
    amplitude *= factor * _uneven(grid, seed)
    shared = sum(weight**2 for weight in networks.values()) + _GLOBAL_WEIGHT**2
    return RestingMaps(
        signal=np.asarray(signal * GRAY_SIGNAL, dtype=np.float32),
        amplitude=amplitude,
        amplitude_factor=factor,
        networks=networks,
        global_weight=_GLOBAL_WEIGHT,
        local_weight=np.sqrt(np.clip(1 - shared, 0, 1)).astype(np.float32),
        cardiac=0.0015 * (gray + white) + 0.012 * (csf + rim),
        breathing=np.full(grid.shape, 0.002, dtype=np.float32) + 0.004 * rim,
        tissues={"GM": gray, "WM": white, "CSF": csf},
    )


def blurred_tissues(grid: Grid, progress: Progress = silent) -> list[Volume]:
    """Gray, white and fluid of the template as the voxels of a grid see them.

    The point spread of EPI is about the voxel's size; it is applied at 2 mm, which is enough for such voxels.
    """
    sigma_mm = 0.4 * float(np.mean(grid.voxel_size_mm))
    blurred: list[Volume] = []
    for number, half in enumerate(_halved_priors()):
        progress(number / 3, "tissue as large voxels see it")
        smooth = ndimage.gaussian_filter(half.data, sigma_mm / half.grid.voxel_size_mm[0])
        blurred.append(Volume(half.grid, smooth, half.name))
    return blurred


@cache
def _halved_priors() -> tuple[Volume, ...]:
    """The tissue priors at 2 mm, each voxel the mean of eight."""
    priors = tissue_priors()
    fine = priors.gray.grid
    ni, nj, nk = (n // 2 for n in fine.shape)
    affine = fine.affine @ np.diag([2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = fine.to_mm(np.array([0.5, 0.5, 0.5]))
    grid = Grid((ni, nj, nk), affine)

    def halved(volume: Volume) -> Volume:
        blocks = volume.data[: 2 * ni, : 2 * nj, : 2 * nk].reshape(ni, 2, nj, 2, nk, 2)
        return Volume(grid, blocks.mean(axis=(1, 3, 5)), volume.name)

    return halved(priors.gray), halved(priors.white), halved(priors.csf)


def _dropout() -> Volume:
    """Fraction of the signal that is lost above air, in MNI space."""
    grid, _ = coarse_labels()
    points = grid.to_mm(np.indices(grid.shape).reshape(3, -1).T)
    kept = np.ones(len(points))
    for centre, reach_mm, fraction in _DROPOUTS:
        distance = np.linalg.norm(points - np.array(centre), axis=1)
        kept *= 1 - fraction * np.exp(-((distance / reach_mm) ** 2))
    return Volume(grid, (1 - kept).reshape(grid.shape), "signal loss")


def _uneven(grid: Grid, seed: int) -> np.ndarray:
    """Smooth factors around 1: no two patches of cortex fluctuate alike."""
    noise = random_stream(seed, "amplitude").standard_normal(grid.shape, dtype=np.float32)
    smooth = ndimage.gaussian_filter(noise, [9.0 / size for size in grid.voxel_size_mm])
    return np.exp(0.13 * smooth / smooth.std()).astype(np.float32)
