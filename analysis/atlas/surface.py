"""The surface of the standard brain in MNI152 mm: both hemispheres, and the cerebellum with the brain stem.

The hemispheres are the pial surfaces of fsaverage5 (Fischl et al. 1999, Hum Brain Mapp 8:272-284), which nilearn
carries in MNI305 mm; the linear map from there to MNI152 is FreeSurfer's (CoordinateSystems page, "MNI305 to
MNI152"). fsaverage has no cerebellum: it and the brain stem are contoured from the MNI152 template. Nothing here
needs a graphics library.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import nibabel as nib
import numpy as np
from scipy import ndimage

from analysis.atlas.packaged import packaged_file
from analysis.atlas.parcellation import aal
from analysis.atlas.template import tissue_priors
from analysis.errors import OptionError
from analysis.grid import Grid

_MNI305_TO_152 = Grid(
    (1, 1, 1),
    np.array(
        [
            [0.9975, -0.0073, 0.0176, -0.0429],
            [0.0146, 1.0009, -0.0024, 1.5496],
            [-0.0130, -0.0093, 0.9971, 1.1840],
            [0.0, 0.0, 0.0, 1.0],
        ]
    ),
)
_SIDES = ("left", "right")
_FIRST_CEREBELLAR = 91  # number of Cerebelum_Crus1_L in AAL; all that follow are cerebellum and vermis
_STEM_MM = ((-18.0, -46.0, -75.0), (18.0, -6.0, -8.0))
_HINDBRAIN_MM = ((-66.0, -108.0, -74.0), (66.0, 2.0, 14.0))
_STEP = 2  # voxels of the template along a sample of the contour
_SMOOTH_SAMPLES = 0.7


@dataclass(frozen=True, eq=False)
class BrainSurface:
    """A surface of triangles in MNI152 mm; all arrays are read-only.

    Parameters
    ----------
    points_mm : ``(n, 3)`` float32
    triangles : ``(m, 3)`` indices, counter-clockwise seen from outside
    shade : ``(n,)`` 0 in the depth of a sulcus to 1 on a gyrus
    """

    points_mm: np.ndarray
    triangles: np.ndarray
    shade: np.ndarray

    def __post_init__(self) -> None:
        for name, kind in (("points_mm", np.float32), ("triangles", np.int64), ("shade", np.float32)):
            array = np.array(getattr(self, name), dtype=kind)
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    def normals(self) -> np.ndarray:
        """``(n, 3)`` float32 unit vectors outwards, means over the triangles at a point weighted by area."""
        a, b, c = (self.points_mm[self.triangles[:, corner]] for corner in range(3))
        face = np.cross(b - a, c - a)
        n = len(self.points_mm)
        total = np.stack(
            [np.bincount(self.triangles.ravel(), np.repeat(face[:, k], 3), minlength=n) for k in range(3)], axis=1
        )
        length = np.linalg.norm(total, axis=1, keepdims=True)
        return np.divide(total, length, out=np.zeros_like(total), where=length > 0).astype(np.float32)


@cache
def pial_surface(side: str) -> BrainSurface:
    """The pial surface of one hemisphere, ``"left"`` or ``"right"``; raises `OptionError` for another word."""
    if side not in _SIDES:
        raise OptionError(f"A hemisphere is left or right, not {side}.")
    points, triangles = nib.load(_file(f"pial_{side}.gii.gz")).agg_data()
    sulc = np.asarray(nib.load(_file(f"sulc_{side}.gii.gz")).agg_data())
    shade = np.clip(0.5 - sulc / 14.0, 0, 1)  # FreeSurfer's sulc is about -10 (gyrus) to 10
    return _outwards(_MNI305_TO_152.to_mm(points), np.asarray(triangles), shade)


@cache
def hindbrain_surface(side: str | None = None) -> BrainSurface:
    """Cerebellum and brain stem, or the half of them on one side, cut flat at x = 0."""
    tissue, grid = _hindbrain()
    field = tissue - 0.5
    x = np.broadcast_to(grid.to_mm(_indices(grid))[..., 0].reshape(grid.shape), grid.shape)
    if side == "left":
        field = np.minimum(field, -x / 4)
    elif side == "right":
        field = np.minimum(field, x / 4)
    points, triangles = contour(field)
    around = ndimage.map_coordinates(ndimage.gaussian_filter(tissue, 2.0), points.T, order=1)
    return _outwards(grid.to_mm(points), triangles, np.clip((0.85 - around) / 0.45, 0, 1))


def contour(field: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where a field crosses 0, as points in voxel indices and triangles that look to its negative side.

    Surface nets (Gibson 1998, MICCAI, LNCS 1496:888-898), without the relaxation: one point for each cell of eight
    samples whose signs differ, at the mean of the crossings on its edges. The border of the field must be negative.

    Returns
    -------
    points : ``(n, 3)`` continuous indices
    triangles : ``(m, 3)``
    """
    inside = field > 0
    cells = tuple(size - 1 for size in field.shape)
    total, count = np.zeros((*cells, 3)), np.zeros(cells)
    for axis in range(3):
        first, second = _edges(field, axis)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where((first > 0) != (second > 0), first / (first - second), np.nan)
        for a, b in product((0, 1), repeat=2):
            offset = np.insert(np.array([a, b], dtype=float), axis, 0.0)
            window = tuple(slice(int(offset[k]), int(offset[k]) + cells[k]) for k in range(3))
            crossed = ~np.isnan(share[window])
            offset_here = np.broadcast_to(offset, (*cells, 3)).copy()
            offset_here[..., axis] = share[window]
            total[crossed] += offset_here[crossed]
            count += crossed
    used = count > 0
    number = np.full(cells, -1)
    number[used] = np.arange(int(used.sum()))
    points = np.argwhere(used) + total[used] / count[used][:, None]
    return points, np.concatenate([_quads(inside, number, axis) for axis in range(3)])


def _edges(field: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    return field.take(range(field.shape[axis] - 1), axis), field.take(range(1, field.shape[axis]), axis)


def _quads(inside: np.ndarray, number: np.ndarray, axis: int) -> np.ndarray:
    """Two triangles for each edge along an axis whose ends differ, between the four cells around it."""
    first, second = _edges(inside, axis)
    at = np.argwhere(first != second)
    u, v = (axis + 1) % 3, (axis + 2) % 3
    at = at[(at[:, u] > 0) & (at[:, v] > 0)]
    leaves = first[tuple(at.T)]  # the surface looks along the axis
    corners = []
    for a, b in ((-1, -1), (0, -1), (0, 0), (-1, 0)):  # counter-clockwise around the axis
        cell = at.copy()
        cell[:, u] += a
        cell[:, v] += b
        corners.append(number[tuple(np.minimum(cell, np.array(number.shape) - 1).T)])
    quads = np.stack(corners, axis=1)
    quads[~leaves] = quads[~leaves, ::-1]
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


@cache
def _hindbrain() -> tuple[np.ndarray, Grid]:
    """How much of each place is cerebellum or brain stem (0..1, smoothed), and the grid of the samples."""
    tissue, grid = _coarse_tissue()
    xyz = grid.to_mm(_indices(grid))
    labels = aal().labels_at(xyz).reshape(grid.shape)
    nearest = ndimage.distance_transform_edt(labels == 0, return_distances=False, return_indices=True)
    of_cerebellum = labels[tuple(nearest)] >= _FIRST_CEREBELLAR
    low, high = np.array(_STEM_MM)
    of_stem = (labels == 0) & ((xyz >= low) & (xyz <= high)).all(axis=-1).reshape(grid.shape)
    # Opened: the meninges between cerebrum and cerebellum count as tissue in the template, but are thin.
    solid = ndimage.binary_opening((tissue > 0.5) & (of_cerebellum | of_stem))
    parts, _ = ndimage.label(solid)
    largest = parts == np.bincount(parts.ravel())[1:].argmax() + 1
    return ndimage.gaussian_filter(np.where(largest, tissue, 0).astype(np.float32), _SMOOTH_SAMPLES), grid


def _coarse_tissue() -> tuple[np.ndarray, Grid]:
    """Gray and white matter of the template around the cerebellum, in blocks of 2 mm, with an empty border."""
    priors = tissue_priors()
    grid = priors.gray.grid
    low, high = np.sort(grid.to_ijk(np.array(_HINDBRAIN_MM)), axis=0).round().astype(int)
    low = np.maximum(low, 0)
    shape = (np.minimum(high, grid.shape) - low) // _STEP
    high = low + shape * _STEP
    box = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    tissue = priors.gray.data[box] + priors.white.data[box]
    blocks = tissue.reshape(shape[0], _STEP, shape[1], _STEP, shape[2], _STEP).mean(axis=(1, 3, 5))
    affine = grid.affine.copy()
    affine[:3, 3] = grid.to_mm(low + (_STEP - 1) / 2 - _STEP)  # of the border's first sample
    affine[:3, :3] *= _STEP
    coarse = np.pad(blocks, 1)
    return coarse, Grid(coarse.shape, affine)


def _indices(grid: Grid) -> np.ndarray:
    return np.indices(grid.shape).reshape(3, -1).T


def _outwards(points_mm: np.ndarray, triangles: np.ndarray, shade: np.ndarray) -> BrainSurface:
    """The surface with its triangles counter-clockwise from outside, by the sign of the volume that it encloses."""
    a, b, c = (points_mm[triangles[:, corner]] for corner in range(3))
    volume = np.einsum("ij,ij->i", a, np.cross(b, c)).sum()
    return BrainSurface(points_mm, triangles if volume > 0 else triangles[:, ::-1], shade)


def _file(name: str) -> object:
    return packaged_file("nilearn", "datasets", "data", "fsaverage5", name)
