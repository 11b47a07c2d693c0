"""A patient whose ways between spaces are known: a tilted, larger head, a smooth warp, series that lie elsewhere.

The warp is a sum of sines that is inverted by iteration here, not by the code under test.
"""

import numpy as np

from analysis.grid import Grid
from analysis.pipeline.routes import Routes, Space
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.transforms import LinearTransform, Warp
from tests.orientations import rotation

WARP_MM = 4.0
_PERIOD_MM = 180.0


def displacement(xyz_mm: np.ndarray) -> np.ndarray:
    """``(..., 3)`` mm by which a place of MNI space is moved before the affine map."""
    x, y, z = np.moveaxis(np.asarray(xyz_mm, dtype=float), -1, 0)
    angle = 2 * np.pi / _PERIOD_MM
    return WARP_MM * np.stack([np.sin(angle * y), np.cos(angle * z), np.sin(angle * (x + y))], axis=-1)


def undone(xyz_mm: np.ndarray) -> np.ndarray:
    """The place that `displacement` moves to the given one."""
    found = np.array(xyz_mm, dtype=float)
    for _ in range(60):  # the displacement changes by at most 0.2 mm per mm, so each turn leaves a fifth of the error
        found = xyz_mm - displacement(found)
    return found


def rigid(shift_mm: tuple[float, float, float], turns: tuple[float, float, float]) -> LinearTransform:
    """A rotation about x, y, z in degrees, then a shift."""
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(*turns)
    matrix[:3, 3] = shift_mm
    return LinearTransform(matrix)


HEAD = rigid((3.0, -12.0, 21.0), (7.0, -3.0, 4.0)).after(LinearTransform(np.diag([1.08, 1.04, 1.1, 1.0])))
T1_TO_EPI = rigid((2.0, -3.0, 4.0), (3.0, 2.0, -2.5))
T1_TO_ASL = rigid((-1.0, 2.0, -3.5), (-2.0, 1.0, 3.0))


def box_grid(low_mm: float, high_mm: float, voxel_mm: float, axes: tuple[int, int, int] = (1, 1, 1)) -> Grid:
    """A cube of voxels; an axis of -1 grows to the left, back or bottom."""
    n = round((high_mm - low_mm) / voxel_mm) + 1
    affine = np.diag([voxel_mm * axes[0], voxel_mm * axes[1], voxel_mm * axes[2], 1.0])
    affine[:3, 3] = [low_mm if sign > 0 else high_mm for sign in axes]
    return Grid((n, n, n), affine)


def known_routes(warp_voxel_mm: float = 4.0) -> Routes:
    """The routes of that patient; its EPI is stored from right to left."""
    grid = box_grid(-130, 130, warp_voxel_mm)
    ijk = np.stack(np.meshgrid(*map(np.arange, grid.shape), indexing="ij"), axis=-1)
    places = grid.to_mm(ijk)
    back = undone(places.reshape(-1, 3)).reshape(places.shape) - places
    way = Normalisation(HEAD, Warp(grid, displacement(places)), Warp(grid, back), 0.95)
    grids = {
        Space.T1: box_grid(-140, 140, 2.0),
        Space.EPI: box_grid(-130, 130, 4.0, (-1, 1, 1)),
        Space.ASL: box_grid(-130, 130, 4.0),
    }
    return Routes(way, Space.T1, {Space.EPI: T1_TO_EPI, Space.ASL: T1_TO_ASL}, grids)


def truly_native(xyz_mni: np.ndarray) -> np.ndarray:
    """``(n, 3)`` where MNI places are in the T1, without the code under test."""
    moved = np.asarray(xyz_mni, dtype=float) + displacement(xyz_mni)
    return moved @ HEAD.matrix[:3, :3].T + HEAD.matrix[:3, 3]
