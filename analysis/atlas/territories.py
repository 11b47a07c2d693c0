"""Which large artery feeds a region: an approximate rule over the names of AAL, and its map in MNI space.

Published maps of territories agree with each other in about four of five voxels only (Tatu et al. 1998, Neurology
50:1699; Liu et al. 2023, Sci Data 10:74), because arteries vary between people. The rule is as near to each of them
as they are to each other; borders between two territories (the watershed) are not exact. Regions on which the maps
disagree, or which two territories share, are called *border zones*.

The side is that of the place: x below 0 is the person's left, because the template is symmetric about x = 0, while the
brain on which AAL was drawn is not (its left regions reach 4 mm across). The midline itself, within 0.5 mm, belongs to
no side. Beyond the cortex: the brainstem belongs to the vertebral and basilar arteries, and white matter to the nearest
region of the same hemisphere within 12 mm. The perforating arteries have no territory of their own here.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache

import numpy as np
from scipy import ndimage

from analysis.atlas.parcellation import aal
from analysis.atlas.template import mni_brain_mask
from analysis.grid import FACE, Grid
from analysis.image import Volume
from analysis.sampling import Interpolation, onto_grid

REACH_MM = 12.0
MIDLINE_MM = 0.5
_VOXEL_MM = 2.0
_SHAPE = (91, 109, 91)
_LOWEST_MM = (-90.0, -126.0, -72.0)
_BRAINSTEM_MM = np.array([[-18.0, -48.0, -72.0], [18.0, -8.0, -10.0]])
"""A box in MNI mm: what AAL leaves unnamed in it is midbrain, pons and medulla."""


class Territory(Enum):
    """The territory of a large artery."""

    ACA = "anterior cerebral artery"
    MCA = "middle cerebral artery"
    PCA = "posterior cerebral artery"
    VB = "vertebral and basilar arteries"


class Side(Enum):
    """The person's left (x < 0) or right."""

    LEFT = "left"
    RIGHT = "right"


_ACA = {
    "Frontal_Sup", "Frontal_Sup_Medial", "Frontal_Sup_Orb", "Frontal_Med_Orb", "Rectus", "Olfactory",
    "Supp_Motor_Area", "Paracentral_Lobule", "Cingulum_Ant", "Cingulum_Mid", "Cingulum_Post", "Precuneus",
}  # fmt: skip
_PCA = {
    "Calcarine", "Cuneus", "Lingual", "Occipital_Sup", "Occipital_Mid", "Occipital_Inf", "Fusiform",
    "ParaHippocampal", "Hippocampus", "Thalamus",
}  # fmt: skip
BORDER_ZONES = {
    "Frontal_Sup", "Frontal_Sup_Orb", "Parietal_Sup", "Precuneus", "Cuneus", "Occipital_Sup", "Occipital_Mid",
    "Temporal_Inf", "Paracentral_Lobule", "ParaHippocampal", "Hippocampus", "Caudate",
}  # fmt: skip
"""AAL regions that lie between two territories: published maps disagree on them, or less than 80 % is of one."""


def territory_of(region_name: str) -> Territory:
    """The territory of an AAL region, with or without its ``_L`` or ``_R``; what no other list names is MCA."""
    name = region_name.removesuffix("_L").removesuffix("_R")
    if name.startswith(("Cerebelum", "Vermis")):
        return Territory.VB
    if name in _ACA:
        return Territory.ACA
    return Territory.PCA if name in _PCA else Territory.MCA


def is_border_zone(region_name: str) -> bool:
    """Whether an AAL region lies between two territories."""
    return region_name.removesuffix("_L").removesuffix("_R") in BORDER_ZONES


@dataclass(frozen=True)
class Bed:
    """The territory of one artery on one side."""

    territory: Territory
    side: Side

    def in_words(self) -> str:
        """Such as ``PCA left``."""
        return f"{self.territory.name} {self.side.value}"


BEDS = tuple(Bed(territory, side) for territory in Territory for side in Side)
"""Bed ``n`` has the number ``n + 1`` in a map of territories."""


@dataclass(frozen=True, eq=False)
class TerritoryAtlas:
    """The rule as a map: ``labels`` ``(ni, nj, nk)`` are numbers of `BEDS`, 0 for none; ``border`` its border zones."""

    grid: Grid
    labels: np.ndarray
    border: np.ndarray

    def labels_at(self, xyz_mni: np.ndarray) -> np.ndarray:
        """``(n,)`` numbers of beds at points ``(n, 3)`` in MNI mm; 0 where there is none, and on the midline."""
        found = self._at(self.labels, xyz_mni)
        x = np.atleast_2d(xyz_mni)[:, 0]
        return np.where((found > 0) & (np.abs(x) >= MIDLINE_MM), found - (found - 1) % len(Side) + (x > 0), 0)

    def border_at(self, xyz_mni: np.ndarray) -> np.ndarray:
        """``(n,)`` whether points ``(n, 3)`` in MNI mm lie in a border zone."""
        return self._at(self.border, xyz_mni).astype(bool)

    def _at(self, values: np.ndarray, xyz_mni: np.ndarray) -> np.ndarray:
        ijk = np.floor(self.grid.to_ijk(np.atleast_2d(xyz_mni)) + FACE)
        inside = np.asarray(((ijk >= 0) & (ijk < np.array(self.grid.shape))).all(axis=1))  # NaN compares false
        i, j, k = np.where(inside[:, None], ijk, 0).astype(np.intp).T
        return np.where(inside, values[i, j, k], 0)


@cache
def territory_atlas() -> TerritoryAtlas:
    """The rule in MNI space, in voxels of 2 mm."""
    affine = np.diag([_VOXEL_MM, _VOXEL_MM, _VOXEL_MM, 1.0])
    affine[:3, 3] = _LOWEST_MM
    grid = Grid(_SHAPE, affine)
    xyz = grid.to_mm(np.moveaxis(np.indices(_SHAPE), 0, -1))
    regions = aal().labels_at(xyz)
    on_left = xyz[..., 0] < 0
    beds, border = _of_regions(regions, on_left)
    brain_mask = mni_brain_mask()
    brain = onto_grid(Volume(brain_mask.grid, brain_mask.data), grid, Interpolation.NEAREST).data > 0.5
    stem = (regions == 0) & brain & ((xyz >= _BRAINSTEM_MM[0]) & (xyz <= _BRAINSTEM_MM[1])).all(axis=-1)
    beds[stem & on_left] = _number(Territory.VB, Side.LEFT)
    beds[stem & ~on_left] = _number(Territory.VB, Side.RIGHT)
    beds, border = _with_white_matter(beds, border, brain, on_left)
    for array in (beds, border):
        array.flags.writeable = False
    return TerritoryAtlas(grid, beds, border)


def _number(territory: Territory, side: Side) -> int:
    return 1 + BEDS.index(Bed(territory, side))


def _of_regions(regions: np.ndarray, on_left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Beds and border zones of AAL regions."""
    names = aal().names
    left, right = (np.zeros(max(names) + 1, dtype=np.int8) for _ in range(2))
    border = np.zeros(max(names) + 1, dtype=bool)
    for number, name in names.items():
        territory = territory_of(name)
        left[number], right[number] = _number(territory, Side.LEFT), _number(territory, Side.RIGHT)
        border[number] = is_border_zone(name)
    return np.where(on_left, left[regions], right[regions]), border[regions]


def _with_white_matter(
    beds: np.ndarray, border: np.ndarray, brain: np.ndarray, on_left: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What the brain holds beside the named regions, given to the nearest one of the same hemisphere."""
    whole, zones = beds.copy(), border.copy()
    for side, here in ((Side.LEFT, on_left), (Side.RIGHT, ~on_left)):
        own = np.isin(beds, [_number(territory, side) for territory in Territory])
        distance, nearest = ndimage.distance_transform_edt(~own, sampling=_VOXEL_MM, return_indices=True)
        add = brain & here & (beds == 0) & (distance <= REACH_MM)
        source = tuple(axis[add] for axis in nearest)
        whole[add], zones[add] = beds[source], border[source]
    return whole, zones
