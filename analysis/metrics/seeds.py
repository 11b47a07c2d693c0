"""Places whose signal is compared with the rest of the brain: spheres, drawn masks, atlas regions."""

import re
from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Mask

_NAME = re.compile(r"[A-Za-z0-9_.+-]+")
_TOLERANCE_MM = 1e-6


@dataclass(frozen=True)
class SphereSeed:
    """All voxels whose centre is at most ``radius_mm`` from the centre of the voxel that holds ``centre_mm``."""

    name: str
    centre_mm: tuple[float, float, float]
    radius_mm: float

    def __post_init__(self) -> None:
        _check_name(self.name)
        if not 0 <= self.radius_mm <= 100:
            raise OptionError(f"The radius of a seed must be between 0 and 100 mm, not {self.radius_mm:g} mm.")
        if not np.isfinite(self.centre_mm).all():
            raise OptionError("The centre of the seed is not a place: give x, y and z in mm.")


@dataclass(frozen=True, eq=False)
class MaskSeed:
    """All voxels of a mask on the grid of the series, such as a drawn region."""

    name: str
    mask: Mask

    def __post_init__(self) -> None:
        _check_name(self.name)


@dataclass(frozen=True)
class RegionSeed:
    """A region of the AAL atlas by its name; the series must be in MNI space."""

    name: str


Seed = SphereSeed | MaskSeed | RegionSeed


def seed_voxels(seed: Seed, grid: Grid) -> np.ndarray:
    """``(ni, nj, nk)`` booleans: the voxels of a grid that belong to a seed.

    Raises
    ------
    DataError
        if a sphere's centre is outside the image
    GeometryError
        if a mask is on another grid
    OptionError
        if the atlas has no such region
    """
    if isinstance(seed, SphereSeed):
        return _sphere(seed, grid)
    if isinstance(seed, RegionSeed):
        return _region(seed.name, grid)
    if not seed.mask.grid.matches(grid):
        raise GeometryError(
            f"The seed {seed.name} ({seed.mask.grid.in_words()}) is not on the grid of the series ({grid.in_words()})."
        )
    return seed.mask.data


def seed_columns(seed: Seed, mask: Mask, usable: np.ndarray) -> np.ndarray:
    """The columns of a masked series that belong to a seed, in C order.

    Parameters
    ----------
    seed : where
    mask : of the series
    usable : ``(n_mask_voxels,)`` booleans, which have a signal

    Raises
    ------
    DataError
        if the seed has no usable voxel in the mask
    """
    columns = np.flatnonzero(seed_voxels(seed, mask.grid)[mask.data] & usable)
    if columns.size == 0:
        where = ""
        if isinstance(seed, SphereSeed):
            where = " at ({:.0f}, {:.0f}, {:.0f}) mm".format(*seed.centre_mm)
        raise DataError(f"The seed {seed.name}{where} holds no voxel of the brain mask with a signal; move it.")
    return columns


def _sphere(seed: SphereSeed, grid: Grid) -> np.ndarray:
    centre = grid.voxel_at(np.array(seed.centre_mm))
    if centre is None:
        place = ", ".join(f"{v:.0f}" for v in seed.centre_mm)
        raise DataError(f"The seed {seed.name} at ({place}) mm is outside the image.")
    # A box that surely holds the sphere, also on sheared grids: rows of the inverse tell voxels per mm.
    reach = np.ceil(seed.radius_mm * np.linalg.norm(grid.inverse[:3, :3], axis=1) + 1e-9).astype(int)
    low = np.maximum(np.array(centre) - reach, 0)
    high = np.minimum(np.array(centre) + reach + 1, grid.shape)
    box = tuple(slice(a, b) for a, b in zip(low, high, strict=True))
    ijk = np.stack(np.meshgrid(*[np.arange(a, b) for a, b in zip(low, high, strict=True)], indexing="ij"), axis=-1)
    distance = np.linalg.norm(grid.to_mm(ijk) - grid.to_mm(np.array(centre)), axis=-1)
    inside = np.zeros(grid.shape, dtype=bool)
    inside[box] = distance <= seed.radius_mm + _TOLERANCE_MM
    return inside


def _region(name: str, grid: Grid) -> np.ndarray:
    from analysis.atlas.parcellation import aal

    atlas = aal()
    label = atlas.label_of(name)
    inside = np.zeros(grid.shape, dtype=bool)
    jk = np.stack(np.meshgrid(np.arange(grid.shape[1]), np.arange(grid.shape[2]), indexing="ij"), axis=-1)
    for i in range(grid.shape[0]):
        ijk = np.concatenate([np.full((*jk.shape[:2], 1), i), jk], axis=-1)
        inside[i] = atlas.labels_at(grid.to_mm(ijk)) == label
    return inside


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise OptionError(f"A seed's name becomes part of a file name: use letters, digits, - _ . and +, not {name!r}.")
