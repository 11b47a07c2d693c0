"""The border of a region as a closed surface of triangles, as large as the region.

The faces of the border voxels are joined and smoothed in the indices of the grid (Taubin 1995, SIGGRAPH, 351-358:
a step inwards, then a slightly larger one outwards). No corner leaves its place by more than `_FREEDOM` voxels, so that
a single voxel does not melt away. Then they are brought to the world by the grid, and moved along their normals until
the volume inside is again that of the voxels.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.grid import Grid
from analysis.labels.patch import Patch

_INWARDS, _OUTWARDS, _STEPS = 0.5, -0.53, 10
_FREEDOM = 0.4
_CORRECTIONS, _LARGEST = 8, 0.2  # steps towards the right volume, each of at most so many times the cube root of it


@dataclass(frozen=True, eq=False)
class RegionSurface:
    """Triangles in the world.

    Parameters
    ----------
    points_mm : ``(n, 3)`` xyz in mm, RAS+
    triangles : ``(m, 3)`` three indices into `points_mm` each, counter-clockwise seen from outside
    """

    points_mm: np.ndarray
    triangles: np.ndarray

    @property
    def volume_mm3(self) -> float:
        """The volume inside."""
        return _volume(self.points_mm, self.triangles)


def region_surface(patch: Patch, grid: Grid, *, steps: int = _STEPS) -> RegionSurface:
    """The border of a region; with no `steps` of smoothing, the faces of its voxels."""
    corners, triangles = _faces(patch.mask)
    points = _smoothed(corners, triangles, steps) + np.array(patch.low) - 0.5
    if np.linalg.det(grid.affine[:3, :3]) < 0:
        triangles = triangles[:, ::-1]
    points_mm = grid.to_mm(points)
    if steps:
        points_mm = _as_large(points_mm, triangles, patch.n_voxels * grid.voxel_volume_mm3)
    return RegionSurface(points_mm, np.ascontiguousarray(triangles))


def _faces(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Corners ``(n, 3)`` of the border, 0 at the lowest face of the box, and triangles outwards."""
    padded = np.pad(mask, 1)
    lattice = np.array(mask.shape) + 1
    quads = []
    for axis in range(3):
        here, there = np.moveaxis(padded, axis, 0)[:-1], np.moveaxis(padded, axis, 0)[1:]
        across, along = np.eye(3, dtype=np.intp)[[(axis + 1) % 3, (axis + 2) % 3]]
        round_face = np.array([0 * across, across, across + along, along])
        for borders, order in ((here & ~there, round_face), (~here & there, round_face[::-1])):
            # the face after layer n of the padded box lies at n, counted from the lowest face of the box
            found = np.argwhere(np.moveaxis(borders, 0, axis))
            found[:, [(axis + 1) % 3, (axis + 2) % 3]] -= 1
            quads.append(found[:, None, :] + order)
    corners = np.concatenate(quads).reshape(-1, 3)
    flat = np.ravel_multi_index(tuple(corners.T), tuple(lattice))
    used, numbers = np.unique(flat, return_inverse=True)
    four = numbers.reshape(-1, 4)
    triangles = np.concatenate([four[:, [0, 1, 2]], four[:, [0, 2, 3]]])
    return np.stack(np.unravel_index(used, tuple(lattice)), axis=1).astype(np.float64), triangles


def _smoothed(points: np.ndarray, triangles: np.ndarray, steps: int) -> np.ndarray:
    if not steps:
        return points
    start = points
    ends = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    n = len(points)
    links = sparse.coo_array((np.ones(len(ends), np.float64), (ends[:, 0], ends[:, 1])), shape=(n, n)).tocsr()
    links = ((links + links.T) > 0).astype(np.float64)
    count = np.asarray(links.sum(axis=1)).ravel()[:, None]
    for _ in range(steps):
        for weight in (_INWARDS, _OUTWARDS):
            points = points + weight * (links @ points / count - points)
    return start + np.clip(points - start, -_FREEDOM, _FREEDOM)


def _as_large(points: np.ndarray, triangles: np.ndarray, volume_mm3: float) -> np.ndarray:
    """Moved along the normals of the corners until the volume inside is as asked."""
    for _ in range(_CORRECTIONS):
        corners = [points[triangles[:, corner]] for corner in range(3)]
        face = np.cross(corners[1] - corners[0], corners[2] - corners[0])
        normals = np.stack(
            [np.bincount(triangles.ravel(), np.repeat(face[:, axis], 3), minlength=len(points)) for axis in range(3)],
            axis=1,
        )
        length = np.linalg.norm(normals, axis=1, keepdims=True)
        unit = np.divide(normals, length, out=np.zeros_like(normals), where=length > 0)
        area = float(np.linalg.norm(face, axis=1).sum() / 2)
        missing = (volume_mm3 - _volume(points, triangles)) / area
        most = _LARGEST * volume_mm3 ** (1 / 3)
        points = points + unit * np.clip(missing, -most, most)
    return points


def _volume(points: np.ndarray, triangles: np.ndarray) -> float:
    a, b, c = (points[triangles[:, corner]] - points[0] for corner in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)
