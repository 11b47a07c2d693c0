"""The spaces of one processed patient, and the ways between them: where a place of one is in another.

Each scan has millimetres of its own, because the head moved between them: those of the T1, of the resting series
(EPI) and of the ASL series are *native*, and a rigid map leads from one to the other. MNI space is reached by
the normalisation: an affine map and a warp. Everything goes through the native image that was normalised (the
*anatomy*: the T1, or the EPI where there is no T1), so all ways fit together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from scipy import ndimage

from analysis.blocks import for_each_block, split
from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.transforms import IDENTITY, LinearTransform, world_points
from analysis.progress import Progress, silent
from analysis.sampling import Interpolation, at_points

_SHEETS = 4
_SPARE_VOXELS = 2
_EVERY = 4


class Space(Enum):
    """What the millimetres of an image mean."""

    T1 = "Native T1"
    EPI = "Native EPI"
    ASL = "Native ASL"
    MNI = "MNI"

    @property
    def is_native(self) -> bool:
        """Whether it is the space of a scan of the patient."""
        return self is not Space.MNI


@dataclass(frozen=True, eq=False)
class Routes:
    """The ways between the spaces of one patient.

    Parameters
    ----------
    normalisation : between MNI space and the anatomy
    anatomy : the native space that the normalisation leads to
    rigid : for each other native space, the map of the anatomy's mm to its mm
    grids : of the reference image of each native space; what is brought there is computed on it
    """

    normalisation: Normalisation
    anatomy: Space = Space.T1
    rigid: Mapping[Space, LinearTransform] = field(default_factory=dict)
    grids: Mapping[Space, Grid] = field(default_factory=dict)

    @property
    def spaces(self) -> tuple[Space, ...]:
        """The spaces there are, in the order in which they are offered."""
        return tuple(space for space in Space if space in (self.anatomy, Space.MNI) or space in self.rigid)

    def points(self, xyz_mm: np.ndarray, source: Space, target: Space) -> np.ndarray:
        """Map points ``(n, 3)`` in mm of one space to mm of another; raises `OptionError` where there is no way."""
        points = np.asarray(xyz_mm)
        if source is target:
            return points
        if source is Space.MNI:
            anatomy = self.normalisation.from_mni(points)
        else:
            anatomy = self._rigid(source).inverse.points(points)
        if target is Space.MNI:
            return self.normalisation.to_mni(anatomy)
        return self._rigid(target).points(anatomy)

    def point(self, xyz_mm: np.ndarray, source: Space, target: Space) -> np.ndarray:
        """Map one point ``(3,)``."""
        return self.points(np.asarray(xyz_mm, dtype=np.float64).reshape(1, 3), source, target)[0]

    def placed(self, grid: Grid, source: Space, target: Space) -> Grid:
        """A grid of one native space told in mm of another: the same voxels, nothing is interpolated."""
        return self._rigid(source).after(self._rigid(target).inverse).placed(grid)

    def grid_for(self, volume: Volume, source: Space, target: Space) -> Grid:
        """The grid in a space on which a volume of another is drawn: the part of the reference grid that it fills.

        MNI space has voxels of 1 mm for volumes as fine as that, and else of 2 mm.
        """
        whole = self._reference(volume, target)
        corners = _filled_box(volume)
        ijk = whole.to_ijk(self.points(corners, source, target))
        low = np.clip(np.floor(ijk.min(axis=0)) - _SPARE_VOXELS, 0, np.array(whole.shape) - 1)
        high = np.clip(np.ceil(ijk.max(axis=0)) + _SPARE_VOXELS, 0, np.array(whole.shape) - 1)
        return whole.cut(low, high)

    def _reference(self, volume: Volume, target: Space) -> Grid:
        if target is not Space.MNI:
            return self.grids[target]
        from analysis.atlas.template import mni_template
        from analysis.preprocess.resample import mni_grid

        return mni_template().grid if min(volume.grid.voxel_size_mm) < 1.5 else mni_grid(2.0)

    def _rigid(self, space: Space) -> LinearTransform:
        if space is self.anatomy:
            return IDENTITY
        if space not in self.rigid:
            raise OptionError(
                f"The way to the space {space.value} is not known: there is no such scan of this patient."
            )
        return self.rigid[space]


def project(
    volume: Volume,
    routes: Routes,
    source: Space,
    target: Space,
    interpolation: Interpolation,
    progress: Progress = silent,
    *,
    on: Grid | None = None,
) -> Volume:
    """A volume of one space drawn in another, with one interpolation; NaN far from all values but 0.

    The grid is `on`, or else the part of the reference grid that the volume fills.

    Each voxel of the wanted grid asks where it is in the space of the volume and takes the value there. Regions of an
    atlas and masks need `Interpolation.NEAREST`, so that no value arises between two.
    """
    grid = routes.grid_for(volume, source, target) if on is None else on
    wanted = _near_values(volume, routes, source, grid, target)
    data = np.full(grid.shape, np.nan, dtype=np.float32, order="F")

    def work(block: slice) -> None:
        low, high = np.array([block.start, 0, 0]), np.array([block.stop, *grid.shape[1:]]) - 1
        inside = wanted[block]
        if inside.any():
            places = routes.points(world_points(grid.cut(low, high), inside), target, source)
            data[block][inside] = at_points(volume, places, interpolation)

    for_each_block(work, split(grid.shape[0], _SHEETS), progress, "Bringing the map to the space shown")
    return Volume(grid, data, volume.name, volume.unit)


def _near_values(volume: Volume, routes: Routes, source: Space, grid: Grid, target: Space) -> np.ndarray:
    """``grid.shape`` booleans: where the volume may have values that are not 0, asked for every fourth voxel."""
    step_mm = _EVERY * max(grid.voxel_size_mm)
    reach = [int(np.ceil(step_mm / size)) for size in volume.grid.voxel_size_mm]
    filled = _filled(volume)
    for axis, n in enumerate(reach):
        filled = ndimage.maximum_filter1d(filled, 2 * n + 1, axis=axis, mode="constant")
    coarse = grid.every(_EVERY)
    places = routes.points(world_points(coarse), target, source)
    near = at_points(Volume(volume.grid, filled), places) > 0.5
    result = near.reshape(coarse.shape)
    for axis, n in enumerate(grid.shape):
        result = np.repeat(result, _EVERY, axis=axis).take(range(n), axis=axis)
    return np.asarray(result)


def _filled(volume: Volume) -> np.ndarray:
    return np.asarray(np.isfinite(volume.data) & (volume.data != 0))


def _filled_box(volume: Volume) -> np.ndarray:
    """``(n, 3)`` mm on the faces of the box that holds all values but 0: corners are not enough, a warp bends faces."""
    filled = _filled(volume)
    ends = []
    for axis in range(3):
        along = np.flatnonzero(filled.any(axis=tuple(other for other in range(3) if other != axis)))
        ends.append((along[0], along[-1]) if along.size else (0, volume.grid.shape[axis] - 1))
    steps = np.meshgrid(*[np.linspace(low - 0.5, high + 0.5, 9) for low, high in ends], indexing="ij")
    return volume.grid.to_mm(np.stack(steps, axis=-1).reshape(-1, 3))
