"""Where a coordinate is, from the coordinate alone: its side, its AAL region, and the region nearest to it."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from analysis.atlas.parcellation import Parcellation
from analysis.grid import Grid


class Side(Enum):
    """The side of the person's head; midline is within half a voxel of x = 0."""

    LEFT = "L"
    RIGHT = "R"
    MIDLINE = "midline"


@dataclass(frozen=True)
class Nearest:
    """A region and how far its nearest voxel centre is."""

    name: str
    distance_mm: float


def side_of(x_mm: float, voxel_mm: float) -> Side:
    """The side of an x coordinate in RAS+ mm, for voxels of this width."""
    if abs(x_mm) < voxel_mm / 2:
        return Side.MIDLINE
    return Side.RIGHT if x_mm > 0 else Side.LEFT


def voxel_width_mm(grid: Grid) -> float:
    """How wide a voxel is from left to right."""
    return grid.voxel_size_mm[grid.voxel_axis(0)]


def claimed_side(name: str) -> Side | None:
    """The side that a region's name claims by its ending, such as ``Precentral_L`` or ``Insula R``; None without."""
    words = name.strip().replace("_", " ").lower().split()
    last = words[-1] if words else ""
    return {"l": Side.LEFT, "left": Side.LEFT, "r": Side.RIGHT, "right": Side.RIGHT}.get(last)


def nearest_region(atlas: Parcellation, xyz_mm: np.ndarray) -> Nearest:
    """The region whose voxel centre is nearest to a point; distance 0 inside one."""
    xyz_mm = np.asarray(xyz_mm, dtype=np.float64).reshape(3)
    inside = atlas.name_at(xyz_mm)
    if inside is not None:
        return Nearest(inside, 0.0)
    tree, labels = _surface(atlas)
    distance, index = tree.query(xyz_mm)
    return Nearest(atlas.names[int(labels[index])], float(distance))


@lru_cache(maxsize=4)
def _surface(atlas: Parcellation) -> tuple[cKDTree, np.ndarray]:
    """The labelled voxels beside an unlabelled one, by place: of a point outside, the nearest is among them."""
    inside = np.pad(atlas.labels != 0, 1)
    core = inside[1:-1, 1:-1, 1:-1].copy()
    for axis in range(3):
        for step in (-1, 1):
            core &= np.roll(inside, step, axis)[1:-1, 1:-1, 1:-1]
    ijk = np.argwhere(inside[1:-1, 1:-1, 1:-1] & ~core)
    return cKDTree(atlas.grid.to_mm(ijk)), atlas.labels[tuple(ijk.T)]


def prepare(atlas: Parcellation) -> None:
    """Do now what the first search for a nearest region would wait for (a tenth of a second per atlas)."""
    _surface(atlas)


def distance_to_region(atlas: Parcellation, name: str, xyz_mm: np.ndarray) -> float:
    """How far the nearest voxel centre of a region is from a point, in mm; 0 inside it.

    Raises
    ------
    OptionError
        if the atlas has no region of this name
    """
    if atlas.name_at(xyz_mm) == name:
        return 0.0
    return float(np.linalg.norm(_centres_mm(atlas, name) - np.asarray(xyz_mm), axis=1).min())


@lru_cache(maxsize=128)
def _centres_mm(atlas: Parcellation, name: str) -> np.ndarray:
    return atlas.grid.to_mm(np.argwhere(atlas.labels == atlas.label_of(name)))
