"""A rough brain mask of a T1 image within seconds: for the first 3D picture, not for measuring.

Threshold, erosion, largest component, dilation (Atkins & Mackiewich 1998, IEEE Trans Med Imaging 17:98-107,
stages 1 and 2): thin bridges between brain and scalp break under erosion, the largest part that is left is
the brain, and it grows back within the bright tissue. It runs on blocks of about 2 mm.

The mask follows the outer border of grey matter; the fluid around the brain is mostly outside it. Meninges
and parts of the temporal poles can be wrong by some mm, which is why no metric may use it.
"""

import numpy as np
from scipy import ndimage

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.progress import Progress, part, silent

BLOCK_MM = 2.0
EROSION_MM = (3.0, 4.0, 5.0, 6.0, 7.5)
BRAIN_ML = (400.0, 2100.0)  # newborns to the largest adults, with the fluid between the gyri
BRAIN_EXTENT_MM = 215.0  # longer than any brain: the mask has leaked into the neck or the scalp
HEAD_ML = 2300.0  # tissue that fills less than this is a brain without its head
_CLOSING_MM = 6.0


def rough_brain_mask(t1: Volume, progress: Progress = silent) -> Mask:
    """The brain in a T1-weighted image, with or without the rest of the head, to within some mm.

    Parameters
    ----------
    t1 : T1-weighted image in which white matter is bright; NaN counts as background
    progress : called between the steps, which take well under a second each

    Returns
    -------
    Mask
        on the grid of `t1`; its border steps by blocks of about 2 mm.

    Raises
    ------
    DataError
        if the image is empty or constant, or nothing in it can be separated that has the size of a brain.
    """
    factors = block_factors(t1.grid, BLOCK_MM)
    coarse = block_means(t1, factors, part(progress, 0.0, 0.5))
    brain = _brain_in(coarse, part(progress, 0.5, 0.9))
    progress(0.9, "Separating the brain")
    return Mask(t1.grid, unblocked(brain, factors, t1.grid.shape), "rough brain")


def block_factors(grid: Grid, block_mm: float) -> tuple[int, int, int]:
    """How many voxels along i, j and k come nearest to a length in mm; at least one, at most all."""
    i, j, k = (max(1, min(n, round(block_mm / mm))) for n, mm in zip(grid.shape, grid.voxel_size_mm, strict=True))
    return i, j, k


def block_means(volume: Volume, factors: tuple[int, int, int], progress: Progress = silent) -> Volume:
    """Means over blocks of voxels, NaN counted as 0, on the grid of the blocks; incomplete last blocks are left out."""
    shape = tuple(n // f for n, f in zip(volume.grid.shape, factors, strict=True))
    means = np.zeros(shape, dtype=np.float32, order="F")
    for k in range(shape[2]):
        progress(k / shape[2], "Reducing the image")
        slab = volume.data[: shape[0] * factors[0], : shape[1] * factors[1], k * factors[2] : (k + 1) * factors[2]]
        total = np.nan_to_num(slab).sum(axis=2)
        total = np.add.reduceat(total, np.arange(0, total.shape[1], factors[1]), axis=1)
        means[:, :, k] = np.add.reduceat(total, np.arange(0, total.shape[0], factors[0]), axis=0)
    means /= np.prod(factors)
    return Volume(_block_grid(volume.grid, factors, shape), means, volume.name, volume.unit)


def otsu_threshold(values: np.ndarray) -> float:
    """The value that splits a histogram of 256 bins into two classes with the largest variance between them.

    Otsu 1979, IEEE Trans Syst Man Cybern 9:62-66, equation 18. Raises `DataError` for constant values.
    """
    if values.size == 0 or not values.max() > values.min():
        raise DataError("The image has the same value everywhere, so no brain can be seen in it.")
    counts, edges = np.histogram(values, 256)
    centres = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1].astype(np.float64)
    sums = np.cumsum(counts * centres)
    above = values.size - below
    between = below * above * (sums[:-1] / below - (sums[-1] - sums[:-1]) / above) ** 2
    best = between >= between.max() * (1 - 1e-12)  # several, where a gap lies between the classes
    return float(edges[1:-1][best].mean())


def bright_tissue(coarse: Volume) -> tuple[np.ndarray, float]:
    """Voxels brighter than Otsu's threshold, ``(ni, nj, nk)`` booleans, and that threshold.

    The brightest half per cent (vessels, fat) is cut off first, so that it cannot make a class of its own.
    """
    positive = coarse.data[coarse.data > 0]
    if positive.size == 0:
        raise DataError("The image has no value above zero, so no brain can be seen in it.")
    values = np.minimum(coarse.data, np.percentile(positive, 99.5))
    threshold = otsu_threshold(values.ravel(order="K"))
    return values > threshold, threshold


def largest_part(mask: np.ndarray) -> np.ndarray:
    """The largest face-connected part of a mask ``(ni, nj, nk)``."""
    parts, count = ndimage.label(mask)
    if count < 2:
        return mask
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    return parts == sizes.argmax()


def _brain_in(coarse: Volume, progress: Progress) -> np.ndarray:
    """``(ni, nj, nk)`` booleans: the first of ever deeper erosions that leaves something like a brain."""
    bright, _ = bright_tissue(coarse)
    progress(0.0, "Separating the brain")
    body = ndimage.binary_fill_holes(largest_part(bright))
    if body.sum() * coarse.grid.voxel_volume_mm3 / 1000 < HEAD_ML:
        brain = _smoothed(body, coarse.grid)
        if _is_brain_sized(brain, coarse.grid):
            return brain
    depth_mm = _distance_mm(bright, coarse.grid)
    for step, radius_mm in enumerate(EROSION_MM):
        progress(step / len(EROSION_MM), "Separating the brain")
        core = depth_mm > radius_mm
        if not core.any():
            break
        grown = _distance_mm(~largest_part(core), coarse.grid) <= radius_mm + 1
        brain = _smoothed(grown & bright, coarse.grid)
        if _is_brain_sized(brain, coarse.grid):
            return brain
    raise DataError("The brain could not be told from the rest of the head in this T1 image.")


def _is_brain_sized(brain: np.ndarray, grid: Grid) -> bool:
    """Whether volume and extents could be those of a brain."""
    ml = brain.sum() * grid.voxel_volume_mm3 / 1000
    if not BRAIN_ML[0] <= ml <= BRAIN_ML[1]:
        return False
    points_mm = grid.to_mm(np.argwhere(brain))
    return bool(np.ptp(points_mm, axis=0).max() <= BRAIN_EXTENT_MM)


def _smoothed(mask: np.ndarray, grid: Grid) -> np.ndarray:
    """The mask closed by a ball of 6 mm, its holes filled."""
    margin = [int(np.ceil(_CLOSING_MM / mm)) + 1 for mm in grid.voxel_size_mm]
    padded = np.pad(mask, [(m, m) for m in margin])
    dilated = _distance_mm(~padded, grid) <= _CLOSING_MM
    closed = _distance_mm(dilated, grid) > _CLOSING_MM
    inner = closed[tuple(slice(m, -m) for m in margin)]
    return ndimage.binary_fill_holes(inner | mask)


def _distance_mm(mask: np.ndarray, grid: Grid) -> np.ndarray:
    """Distance of each voxel of a mask to the nearest one outside it, in mm; 0 outside the mask."""
    return ndimage.distance_transform_edt(mask, sampling=grid.voxel_size_mm).astype(np.float32)


def unblocked(blocks: np.ndarray, factors: tuple[int, int, int], shape: tuple[int, int, int]) -> np.ndarray:
    """Each block repeated over its voxels; voxels beyond the last whole block are False."""
    fine = blocks
    for axis, factor in enumerate(factors):
        fine = np.repeat(fine, factor, axis=axis)
    return np.pad(fine, [(0, n - m) for n, m in zip(shape, fine.shape, strict=True)])


def _block_grid(grid: Grid, factors: tuple[int, int, int], shape: tuple[int, ...]) -> Grid:
    """The grid of blocks; the centre of block (0, 0, 0) is the mean of the centres of its voxels."""
    first = (np.array(factors) - 1) / 2
    origin = grid.to_mm(first)
    affine = np.eye(4)
    affine[:3, :3] = (grid.to_mm(first + np.diag(factors)) - origin).T
    affine[:3, 3] = origin
    return Grid((shape[0], shape[1], shape[2]), affine)
