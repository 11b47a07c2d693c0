"""Known head motion: a slow walk, a trace of breathing and three small jumps."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from scipy.spatial.transform import Rotation

from analysis.demo.settings import TR_S, random_stream
from analysis.grid import Grid

COLUMNS = ("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z")
_STEP_SD = np.array([0.012, 0.016, 0.030, 0.00026, 0.00012, 0.00010])  # mm and radians per volume
_JUMP_SD = np.array([0.08, 0.10, 0.22, 0.0030, 0.0015, 0.0012])
_BREATHING = np.array([0.0, 0.01, 0.03, 0.0003, 0.0, 0.0])


@dataclass(frozen=True, eq=False)
class HeadMotion:
    """Where the head is in each volume.

    Parameters
    ----------
    parameters : ``(n_volumes, 6)`` translations in mm and rotations in radians along world x, y, z (`COLUMNS`);
        the first row is zero
    centre_mm : ``(3,)`` the point about which the head turns

    What is at ``p`` in the first volume is at ``Rz Ry Rx (p - centre) + centre + translation`` later.
    """

    parameters: np.ndarray
    centre_mm: np.ndarray

    def moved(self, volume: int, xyz_mm: np.ndarray) -> np.ndarray:
        """Where points ``(n, 3)`` of the first volume are at another one."""
        turn = self._rotation(volume)
        return turn.apply(xyz_mm - self.centre_mm) + self.centre_mm + self.parameters[volume, :3]

    def moved_back(self, volume: int, xyz_mm: np.ndarray) -> np.ndarray:
        """Where points ``(n, 3)`` of a later volume were at the first one."""
        turn = self._rotation(volume).inv()
        return turn.apply(xyz_mm - self.centre_mm - self.parameters[volume, :3]) + self.centre_mm

    def resample(self, image: np.ndarray, grid: Grid, volume: int) -> np.ndarray:
        """The image as the scanner sees it after the head has moved: one cubic interpolation, float32."""
        corners = np.vstack([np.zeros(3), np.eye(3)])
        ijk = grid.to_ijk(self.moved_back(volume, grid.to_mm(corners)))
        matrix, offset = (ijk[1:] - ijk[0]).T, ijk[0]
        return ndimage.affine_transform(image, matrix, offset, output=np.float32, order=3, mode="nearest")

    def _rotation(self, volume: int) -> Rotation:
        return Rotation.from_euler("xyz", self.parameters[volume, 3:])  # lower case: about the fixed world axes


def make_motion(n_volumes: int, centre_mm: np.ndarray, seed: int, *, scale: float = 1.0) -> HeadMotion:
    """Draw a quiet patient's motion: about 0.1 mm from volume to volume, below 2 mm in all; `scale` times as much."""
    random = random_stream(seed, "motion")
    walk = np.cumsum(random.normal(size=(n_volumes, 6)) * _STEP_SD, axis=0)
    walk = ndimage.gaussian_filter1d(walk, 1.0, axis=0)
    walk -= np.linspace(0, 0.7, n_volumes)[:, None] * walk[-1]  # a head rest pulls it back
    for fraction in (0.31, 0.58, 0.83):
        walk[int(fraction * n_volumes) :] += random.normal(size=6) * _JUMP_SD
    breath = np.sin(2 * np.pi * 0.27 * TR_S * np.arange(n_volumes) + random.uniform(0, 6))
    parameters = (walk + breath[:, None] * _BREATHING) * scale
    return HeadMotion(parameters - parameters[0], np.array(centre_mm, dtype=np.float64))
