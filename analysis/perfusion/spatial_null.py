"""Is a correlation across voxels more than two unrelated, equally smooth maps would show?

Neighbouring voxels are alike, so the p value of r by the number of voxels is far too small. Here one map is replaced by
random maps that are as smooth as it is: Gaussian fields with its autocorrelation (averaged over directions, up to where
it first reaches 0), whose values are then exchanged for those of the map by rank, so that its distribution is kept too.
The variogram is preserved as in Burt et al. 2020 (NeuroImage 220:117038); the fields are drawn in the frequency domain,
two with each transform. Then::

    p = (1 + number of |r of a random map| >= |r|) / (1 + number of random maps)

and the effective number of voxels is 1 + 1 / var(r of random maps), because var r = 1 / (n - 1) for n independent ones.
"""

from dataclasses import dataclass

import numpy as np
from scipy import fft

from analysis.blocks import for_each_block, split
from analysis.errors import DataError, OptionError
from analysis.grid import Grid
from analysis.progress import Progress, part, silent

_LEAST_VOXELS = 50


@dataclass(frozen=True)
class SpatialNull:
    """What random maps of the same smoothness show.

    Parameters
    ----------
    p : two-sided
    n_surrogates, seed : how many random maps, and from which seed
    r_sd : SD of their correlations
    effective_n : how many independent voxels would give that SD
    fwhm_mm : twice the distance at which the autocorrelation of the map has fallen to one half
    """

    p: float
    n_surrogates: int
    seed: int
    r_sd: float
    effective_n: float
    fwhm_mm: float


def spatial_null(
    kept: np.ndarray,
    replaced: np.ndarray,
    grid: Grid,
    where: np.ndarray,
    *,
    n_surrogates: int = 1000,
    seed: int = 0,
    progress: Progress = silent,
) -> SpatialNull:
    """Compare the correlation of two maps with that of random maps.

    Parameters
    ----------
    kept, replaced : ``(n_voxels,)`` values without NaN; the second one is replaced by random maps
    grid, where : where the voxels are, booleans with as many voxels
    n_surrogates : random maps, 99 or more
    seed : the same seed gives the same p, whatever the number of threads

    Raises
    ------
    OptionError
        if there are fewer than 99 random maps
    DataError
        if there are fewer than 50 voxels, or a map is constant
    """
    if n_surrogates < 99:
        raise OptionError(f"A p value needs at least 99 random maps, not {n_surrogates}.")
    n = int(np.count_nonzero(where))
    if n < _LEAST_VOXELS or kept.shape != (n,) or replaced.shape != (n,):
        raise DataError(f"Random maps need at least {_LEAST_VOXELS} voxels with both values; there are {n}.")
    if np.ptp(kept) == 0 or np.ptp(replaced) == 0:
        raise DataError("One of the maps has the same value everywhere, so no correlation can be tested.")
    box = tuple(slice(int(i.min()), int(i.max()) + 1) for i in np.nonzero(where))
    inside = where[box]
    normal = (replaced - replaced.mean()) / replaced.std()
    profile, step_mm = _autocorrelation(normal, inside, grid)
    amplitude = _amplitude(profile, step_mm, inside.shape, grid)
    progress(0.1, "Random maps of the same smoothness")
    found = _surrogate_r(kept, replaced, inside, amplitude, n_surrogates, seed, part(progress, 0.1, 1.0))
    r = float(_standard(kept) @ _standard(replaced))
    beyond = int(np.count_nonzero(np.abs(found) >= abs(r) - 1e-12))
    spread = float(found.std(ddof=1))
    return SpatialNull(
        (1 + beyond) / (1 + n_surrogates),
        n_surrogates,
        seed,
        spread,
        min(1 + 1 / spread**2, float(n)) if spread > 0 else float(n),
        2 * step_mm * _half(profile),
    )


def _standard(values: np.ndarray) -> np.ndarray:
    """Mean 0 and length 1, so that products are correlations."""
    centred = values - values.mean()
    return np.asarray(centred / np.sqrt(centred @ centred))


def _autocorrelation(normal: np.ndarray, inside: np.ndarray, grid: Grid) -> tuple[np.ndarray, float]:
    """Mean product of values at each distance, in steps of the smallest voxel side; 0 from its first zero on."""
    shape = [fft.next_fast_len(2 * size - 1) for size in inside.shape]
    values = np.zeros(inside.shape)
    values[inside] = normal
    products, counts = (
        fft.irfftn(np.abs(fft.rfftn(image, shape)) ** 2, shape) for image in (values, inside.astype(np.float64))
    )
    step_mm = min(grid.voxel_size_mm)
    distance = np.rint(_distances(shape, grid) / step_mm).astype(int)
    last = int(max(inside.shape) // 2)
    near = (distance <= last) & (counts > 0.5)
    total = np.bincount(distance[near], products[near], last + 1)
    number = np.bincount(distance[near], counts[near], last + 1)
    profile = np.divide(total, number, out=np.zeros(last + 1), where=number > 0)
    profile = profile / profile[0]
    below = np.flatnonzero(profile <= 0)
    if below.size:
        profile[below[0] :] = 0
    return profile, step_mm


def _distances(shape: list[int] | tuple[int, ...], grid: Grid) -> np.ndarray:
    """mm between voxel (0, 0, 0) and every other of a periodic lattice; axes are taken to be at right angles."""
    axes = [np.minimum(np.arange(n), n - np.arange(n)) * s for n, s in zip(shape, grid.voxel_size_mm, strict=True)]
    i, j, k = np.meshgrid(*axes, indexing="ij", sparse=True)
    return np.sqrt(i**2 + j**2 + k**2)


def _amplitude(profile: np.ndarray, step_mm: float, shape: tuple[int, ...], grid: Grid) -> np.ndarray:
    """Of each frequency, on a lattice that is larger than the box by the reach of the autocorrelation."""
    reach_mm = step_mm * (np.flatnonzero(profile > 0)[-1] + 1)
    sizes = [
        fft.next_fast_len(n + int(np.ceil(reach_mm / size_mm)))
        for n, size_mm in zip(shape, grid.voxel_size_mm, strict=True)
    ]
    kernel = np.interp(_distances(sizes, grid) / step_mm, np.arange(len(profile)), profile, right=0.0)
    power = np.maximum(fft.fftn(kernel).real, 0)  # an averaged autocorrelation need not be one of any field
    return np.sqrt(power).astype(np.float32)


def _surrogate_r(
    kept: np.ndarray,
    replaced: np.ndarray,
    inside: np.ndarray,
    amplitude: np.ndarray,
    n_surrogates: int,
    seed: int,
    progress: Progress,
) -> np.ndarray:
    """``(n_surrogates,)`` correlations of `kept` with random maps; two fields come from each complex transform."""
    direction = _standard(kept)
    ordered = np.sort(_standard(replaced))
    box = tuple(slice(0, n) for n in inside.shape)
    seeds = np.random.SeedSequence(seed).spawn((n_surrogates + 1) // 2)
    found = np.empty(2 * len(seeds))

    def work(block: slice) -> None:
        for number in range(block.start, block.stop):
            random = np.random.default_rng(seeds[number])
            noise = random.standard_normal((*amplitude.shape, 2), dtype=np.float32).view(np.complex64)[..., 0]
            field = fft.fftn(noise * amplitude, overwrite_x=True)[box][inside]
            for n, values in enumerate((field.real, field.imag)):
                surrogate = np.empty(ordered.shape)
                surrogate[np.argsort(values)] = ordered
                found[2 * number + n] = direction @ surrogate

    for_each_block(work, split(len(seeds), 2), progress, "Random maps of the same smoothness")
    return found[:n_surrogates]


def _half(profile: np.ndarray) -> float:
    """At how many steps it falls to one half."""
    below = int(np.argmax(profile < 0.5)) if (profile < 0.5).any() else len(profile) - 1
    if below == 0:
        return 0.0
    return below - 1 + float((profile[below - 1] - 0.5) / max(profile[below - 1] - profile[below], 1e-12))
