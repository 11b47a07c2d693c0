"""Triangle meshes in the world, and where a ray meets them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.errors import GeometryError


@dataclass(frozen=True, eq=False)
class SurfaceMesh:
    """A surface made of triangles, in mm, RAS+.

    Parameters
    ----------
    points_mm : ``(n, 3)`` xyz of the corners; kept as read-only float32
    triangles : ``(m, 3)`` three indices into `points_mm` each, counter-clockwise seen from outside
    shade : ``(n,)`` how much light reaches a corner, 0 (depth of a sulcus) to 1 (top of a gyrus), or None
    """

    points_mm: np.ndarray
    triangles: np.ndarray
    shade: np.ndarray | None = None

    def __post_init__(self) -> None:
        points = np.array(self.points_mm, dtype=np.float32, order="C").reshape(-1, 3)
        triangles = np.array(self.triangles, dtype=np.int64, order="C").reshape(-1, 3)
        if triangles.size and not (triangles.min() >= 0 and triangles.max() < len(points)):
            raise GeometryError("A surface has triangles whose corners do not exist.")
        shade = None if self.shade is None else np.array(self.shade, dtype=np.float32)
        if shade is not None and shade.shape != (len(points),):
            raise GeometryError("A surface needs one shade per corner.")
        for name, array in (("points_mm", points), ("triangles", triangles), ("shade", shade)):
            if array is not None:
                array.flags.writeable = False
            object.__setattr__(self, name, array)

    @property
    def n_triangles(self) -> int:
        """Number of triangles."""
        return len(self.triangles)

    @cached_property
    def box_mm(self) -> np.ndarray:
        """``(2, 3)`` lowest and highest xyz in mm; raises `GeometryError` for a surface without points."""
        if len(self.points_mm) == 0:
            raise GeometryError("An empty surface has no extent.")
        return np.array([self.points_mm.min(axis=0), self.points_mm.max(axis=0)], dtype=np.float64)

    @cached_property
    def normals(self) -> np.ndarray:
        """``(n, 3)`` float32 unit vectors outwards at the corners, means over the triangles weighted by area."""
        a, b, c = (self.points_mm[self.triangles[:, corner]] for corner in range(3))
        face = np.cross(b - a, c - a)
        total = np.stack(
            [
                np.bincount(self.triangles.ravel(), np.repeat(face[:, axis], 3), minlength=len(self.points_mm))
                for axis in range(3)
            ],
            axis=1,
        )
        length = np.linalg.norm(total, axis=1, keepdims=True)
        normals = np.divide(total, length, out=np.zeros_like(total), where=length > 0).astype(np.float32)
        normals.flags.writeable = False
        return normals

    @cached_property
    def volume_mm3(self) -> float:
        """Volume enclosed by a closed surface, positive if its triangles are counter-clockwise from outside."""
        a, b, c = (self.points_mm[self.triangles[:, corner]].astype(np.float64) for corner in range(3))
        return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


@dataclass(frozen=True, eq=False)
class Ray:
    """A line of sight: from ``start_mm`` ``(3,)`` along the unit vector ``direction`` ``(3,)``."""

    start_mm: np.ndarray
    direction: np.ndarray


def hits(ray: Ray, mesh: SurfaceMesh) -> np.ndarray:
    """``(n,)`` distances in mm, ascending, at which a ray meets a mesh, from either side of its triangles.

    Möller & Trumbore 1997, J Graphics Tools 2:21-28, for all triangles at once.
    """
    corner, second, third = (mesh.points_mm[mesh.triangles[:, i]].astype(np.float64) for i in range(3))
    edge1, edge2 = second - corner, third - corner
    cross = np.cross(ray.direction, edge2)
    determinant = np.einsum("ij,ij->i", edge1, cross)
    usable = np.abs(determinant) > 1e-12
    inverse = np.divide(1.0, determinant, out=np.zeros_like(determinant), where=usable)
    offset = ray.start_mm - corner
    u = np.einsum("ij,ij->i", offset, cross) * inverse
    across = np.cross(offset, edge1)
    v = across @ ray.direction * inverse
    distance = np.einsum("ij,ij->i", edge2, across) * inverse
    edge = -1e-9  # a ray along a common edge meets both triangles rather than none
    met = usable & (u >= edge) & (v >= edge) & (u + v <= 1 - edge) & (distance > 0)
    return np.sort(distance[met])
