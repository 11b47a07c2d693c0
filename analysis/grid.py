"""Where voxels are: the only affine algebra of the project.

A `Grid` is a shape and an affine. Nothing else multiplies an affine: images, planes, metrics and files
ask their grid. World coordinates are mm, RAS+.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from nibabel.orientations import aff2axcodes

from analysis.errors import GeometryError

FACE = 0.5 + 1e-6
"""A voxel ``n`` holds the indices from ``n - FACE`` up to ``n + 1 - FACE``: half a voxel to each side.

The millionth puts places that are on a face, but for the rounding of floating point, into the upper voxel.
Without it a pixel on a face could be drawn from one voxel and picked as the other.
"""

_WORDS = {"R": "right", "L": "left", "A": "front", "P": "back", "S": "top", "I": "bottom"}


@dataclass(frozen=True, eq=False)
class Grid:
    """A regular lattice of voxels in the world.

    Parameters
    ----------
    shape : three positive integers, the number of voxels along i, j, k
    affine : ``(4, 4)`` voxel index -> xyz in mm, RAS+; the centre of voxel (0, 0, 0) is its last column

    Raises
    ------
    GeometryError
        if the shape is not three positive integers, or the affine is not finite or not invertible.
    """

    shape: tuple[int, int, int]
    affine: np.ndarray

    def __post_init__(self) -> None:
        shape = tuple(int(n) for n in self.shape if np.isfinite(n))
        if len(shape) != 3 or min(shape) < 1 or shape != tuple(self.shape):
            raise GeometryError(f"A grid needs three positive sizes, but these are {self.shape}.")
        affine = np.array(self.affine, dtype=np.float64)
        if affine.shape != (4, 4) or not np.isfinite(affine).all():
            raise GeometryError("The image's affine is not a finite 4 x 4 matrix, so left and right are unknown.")
        if not np.array_equal(affine[3], (0, 0, 0, 1)):
            raise GeometryError("The last row of the image's affine is not 0 0 0 1.")
        sizes = np.linalg.norm(affine[:3, :3], axis=0)
        if sizes.min() <= 1e-6:
            raise GeometryError("The image's voxels have a size of zero in one direction.")
        if abs(np.linalg.det(affine[:3, :3] / sizes)) < 1e-4:
            raise GeometryError("The image's affine is singular: two of its axes point the same way.")
        affine.flags.writeable = False
        object.__setattr__(self, "shape", shape)
        object.__setattr__(self, "affine", affine)

    @cached_property
    def inverse(self) -> np.ndarray:
        """``(4, 4)`` xyz in mm -> continuous voxel index; read-only."""
        inverse = np.linalg.inv(self.affine)
        inverse.flags.writeable = False
        return inverse

    @cached_property
    def voxel_size_mm(self) -> tuple[float, float, float]:
        """Length of a step along i, j and k in mm."""
        i, j, k = np.linalg.norm(self.affine[:3, :3], axis=0)
        return float(i), float(j), float(k)

    @property
    def voxel_volume_mm3(self) -> float:
        """Volume of one voxel in mm³ (sheared axes are accounted for)."""
        return float(abs(np.linalg.det(self.affine[:3, :3])))

    @property
    def n_voxels(self) -> int:
        """Number of voxels."""
        return int(np.prod(self.shape))

    @cached_property
    def axis_codes(self) -> str:
        """The world direction nearest to each axis, such as ``"RAS"`` or ``"LPS"``."""
        return "".join(aff2axcodes(self.affine))

    def voxel_axis(self, world_axis: int) -> int:
        """Which of i, j, k runs nearest to a world axis (0 = x, 1 = y, 2 = z)."""
        directions = self.affine[:3, :3] / np.array(self.voxel_size_mm)
        return int(np.abs(directions[world_axis]).argmax())

    @cached_property
    def obliquity_degrees(self) -> float:
        """The largest angle between a voxel axis and the world axis nearest to it."""
        cosines = np.abs(self.affine[:3, :3] / np.array(self.voxel_size_mm)).max(axis=0)
        return float(np.degrees(np.arccos(np.clip(cosines, 0, 1))).max())

    @property
    def is_oblique(self) -> bool:
        """Whether the axes lean away from the world's by more than 0.1 degree."""
        return self.obliquity_degrees > 0.1

    def to_mm(self, ijk: np.ndarray) -> np.ndarray:
        """Map voxel indices ``(..., 3)``, whole or not, to xyz in mm ``(..., 3)``."""
        return np.asarray(ijk, dtype=np.float64) @ self.affine[:3, :3].T + self.affine[:3, 3]

    def to_ijk(self, xyz_mm: np.ndarray) -> np.ndarray:
        """Map xyz in mm ``(..., 3)`` to continuous voxel indices ``(..., 3)``."""
        return np.asarray(xyz_mm, dtype=np.float64) @ self.inverse[:3, :3].T + self.inverse[:3, 3]

    def voxel_at(self, xyz_mm: np.ndarray) -> tuple[int, int, int] | None:
        """The voxel that holds the point, or None outside the grid: the rule of drawing and of picking."""
        nearest = np.floor(self.to_ijk(xyz_mm) + FACE)
        if not ((nearest >= 0) & (nearest < self.shape)).all():
            return None
        i, j, k = (int(n) for n in nearest)
        return i, j, k

    @cached_property
    def box_mm(self) -> np.ndarray:
        """``(2, 3)`` lowest and highest xyz in mm that the outer faces of the voxels reach."""
        ends = np.array([(-0.5, n - 0.5) for n in self.shape])
        corners = np.array(np.meshgrid(*ends, indexing="ij")).reshape(3, -1).T
        points = self.to_mm(corners)
        return np.array([points.min(axis=0), points.max(axis=0)])

    @property
    def centre_mm(self) -> np.ndarray:
        """xyz in mm of the middle of the grid."""
        return self.to_mm((np.array(self.shape) - 1) / 2)

    def cut(self, low: np.ndarray, high: np.ndarray) -> "Grid":
        """The part of the lattice from voxel `low` to voxel `high`, both ``(3,)`` whole and included.

        Raises
        ------
        GeometryError
            if the part is empty or reaches outside the grid
        """
        first, last = (np.asarray(ijk, dtype=np.intp) for ijk in (low, high))
        if (first < 0).any() or (last >= np.array(self.shape)).any() or (last < first).any():
            raise GeometryError(f"Voxels {first.tolist()} to {last.tolist()} are not a part of {self.shape} voxels.")
        affine = self.affine.copy()
        affine[:3, 3] = self.to_mm(first)
        i, j, k = (int(n) for n in last - first + 1)
        return Grid((i, j, k), affine)

    def every(self, step: int) -> "Grid":
        """Cells of `step` voxels along each axis, placed at the voxel in the middle of each; the last may be cut."""
        scale = np.diag([step, step, step, 1.0])
        affine = self.affine @ scale
        affine[:3, 3] = self.to_mm(np.full(3, (step - 1) // 2))
        i, j, k = (-(-n // step) for n in self.shape)
        return Grid((i, j, k), affine)

    def divided(self, n: int) -> "Grid":
        """Each voxel as n × n × n smaller ones, which fill it."""
        affine = self.affine @ np.diag([1 / n, 1 / n, 1 / n, 1.0])
        affine[:3, 3] = self.to_mm(np.full(3, (1 / n - 1) / 2))
        i, j, k = (n * size for size in self.shape)
        return Grid((i, j, k), affine)

    def mirrored(self) -> "Grid":
        """The lattice of the mirror images of its voxels across x = 0."""
        return Grid(self.shape, np.diag([-1.0, 1.0, 1.0, 1.0]) @ self.affine)

    def voxels_of(self, other: "Grid") -> np.ndarray:
        """``(3, 4)`` voxel index of this grid -> that of another one in the same world."""
        return np.ascontiguousarray((other.inverse @ self.affine)[:3])

    def matches(self, other: "Grid", tolerance_mm: float = 0.01) -> bool:
        """Whether both grids have the same shape and no corner is further apart than the tolerance."""
        if self.shape != other.shape:
            return False
        corners = np.array(np.meshgrid(*[(0, n - 1) for n in self.shape], indexing="ij")).reshape(3, -1).T
        return bool(np.abs(self.to_mm(corners) - other.to_mm(corners)).max() <= tolerance_mm)

    def in_words(self) -> str:
        """The grid as a person says it, such as ``"64 × 64 × 43 voxels of 3.40 × 3.40 × 3.20 mm, ..."``."""
        shape = " × ".join(str(n) for n in self.shape)
        size = " × ".join(f"{s:.2f}" for s in self.voxel_size_mm)
        axes = ", ".join(f"{axis} to the {_WORDS[code]}" for axis, code in zip("ijk", self.axis_codes, strict=True))
        oblique = f", oblique by {self.obliquity_degrees:.1f}°" if self.is_oblique else ""
        return f"{shape} voxels of {size} mm, {axes}{oblique}"
