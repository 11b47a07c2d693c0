"""What is put into the simulated cohort: where the two groups differ, and by how much.

The clusters are those of mALFF in Zhang et al. 2025 (Front Med 12:1585799, Table 2): centre, size and sign of people
with spinal pain minus controls. The centres are as printed; sides are those of x, which the paper's names contradict
in two rows.
"""

from dataclasses import dataclass

import numpy as np

from analysis.stats.place import Side, side_of

VOXEL_MM = 3.0
_CORE = 0.5


@dataclass(frozen=True)
class Implant:
    """A ball of so many voxels of 3 mm in which patients have more (sign 1) or less (-1) than controls."""

    centre_mm: tuple[float, float, float]
    n_voxels: int
    sign: int

    @property
    def radius_mm(self) -> float:
        """Of a ball of this volume."""
        return float((3 * self.n_voxels * VOXEL_MM**3 / (4 * np.pi)) ** (1 / 3))

    @property
    def side(self) -> Side:
        """From x."""
        return side_of(self.centre_mm[0], VOXEL_MM)

    def weights(self, xyz_mm: np.ndarray) -> np.ndarray:
        """``(n,)`` 1 in the inner half of the radius, falling to 0 at the radius as a cosine; 0 outside."""
        distance = np.linalg.norm(xyz_mm - np.array(self.centre_mm), axis=1) / self.radius_mm
        edge = np.clip((distance - _CORE) / (1 - _CORE), 0, 1)
        return np.where(distance < 1, (1 + np.cos(np.pi * edge)) / 2, 0.0)


IMPLANTS = (
    Implant((-6.0, -39.0, -57.0), 276, 1),
    Implant((0.0, -84.0, 27.0), 443, -1),
    Implant((57.0, -57.0, 6.0), 77, -1),
    Implant((-57.0, -12.0, 30.0), 501, -1),
    Implant((48.0, -21.0, 36.0), 695, -1),
    Implant((-21.0, 12.0, 33.0), 465, 1),
)
"""The six rows of mALFF, t = 4.84, -4.52, -3.84, -5.40, -4.96 and 4.28."""


def effect_map(xyz_mm: np.ndarray, implants: tuple[Implant, ...] = IMPLANTS) -> np.ndarray:
    """``(n,)`` the signed weight of all implants at places in MNI mm; they do not overlap."""
    total = np.zeros(len(xyz_mm))
    for implant in implants:
        total += implant.sign * implant.weights(xyz_mm)
    return total
