"""Surfaces of drawn regions, computed in the background: a region that has not changed keeps the one it has."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.grid import Grid
from analysis.labels.frozen import FrozenLabels
from analysis.labels.patch import Patch, trimmed
from analysis.labels.surface import region_surface
from analysis.progress import Progress, silent
from gui.scene3d.mesh import SurfaceMesh

Key = tuple[int, int]
"""A region: the map it is in, and its label."""


@dataclass(frozen=True, eq=False)
class DrawnMap:
    """One map of regions as it was at a moment: labels ``grid.shape`` that nobody changes, and which are seen."""

    map_id: int
    grid: Grid
    data: np.ndarray | FrozenLabels
    labels: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class RegionMesh:
    """The surface of a region, and what tells whether the region is still the same."""

    mesh: SurfaceMesh
    mark: int
    grid: Grid


def region_meshes(
    maps: tuple[DrawnMap, ...], known: Mapping[Key, RegionMesh], progress: Progress = silent
) -> dict[Key, RegionMesh]:
    """The job: a surface for each region that is seen and has voxels."""
    found: dict[Key, RegionMesh] = {}
    arrays = {one.map_id: one.data.data() if isinstance(one.data, FrozenLabels) else one.data for one in maps}
    wanted = [(one, label) for one in maps for label in one.labels]
    for n, (one, label) in enumerate(wanted):
        progress(n / len(wanted), "Drawing the regions in 3D")
        patch = trimmed((0, 0, 0), arrays[one.map_id] == label)
        if patch is None:
            continue
        key, mark = (one.map_id, label), _mark(patch)
        before = known.get(key)
        if before is not None and before.mark == mark and before.grid.matches(one.grid, 1e-6):
            found[key] = before
            continue
        surface = region_surface(patch, one.grid)
        mesh = SurfaceMesh(surface.points_mm, surface.triangles)
        _ = mesh.normals  # it keeps them, so that the window need not wait
        found[key] = RegionMesh(mesh, mark, one.grid)
    return found


def _mark(patch: Patch) -> int:
    """A number that changes with the voxels of a region."""
    place = np.array([*patch.low, *patch.mask.shape], dtype=np.int64)
    return zlib.crc32(np.packbits(patch.mask).tobytes(), zlib.crc32(place.tobytes()))
