"""What surrounds the brain: fluid, skull, scalp, eyes, a coarse face and neck, drawn in MNI mm from simple shapes.

The template is a brain alone, and a brain that floats in the dark looks like no examination. The shapes below are
plausible at the level of a glance, not anatomy: nothing is measured on them. All distances are mm, negative inside.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import ndimage

from analysis.atlas.template import mni_brain_mask
from analysis.grid import Grid
from analysis.image import Volume
from analysis.progress import Progress, silent

SKULL_MM = 6.5
SCALP_MM = 6.0
_STEP_MM = 2.5
_LOW_MM = np.array([-106.0, -142.0, -172.0])
_HIGH_MM = np.array([106.0, 122.0, 108.0])

Triple = tuple[float, float, float]
Points = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class Head:
    """Maps on a 2.5 mm grid in MNI space.

    ``intracranial`` and ``surface`` are distances in mm to the inside of skull and spinal canal and to the skin,
    negative inside; ``cord`` is the fraction of spinal cord, which the template lacks; ``tissue`` is the T1
    intensity of what lies deeper than skull and scalp (1 = white matter of the brain).
    """

    intracranial: Volume
    surface: Volume
    cord: Volume
    tissue: Volume


def make_head(progress: Progress = silent) -> Head:
    """Draw the head around the template's brain; the second time it is remembered."""
    progress(0, "drawing the head")
    intracranial = _with_canal(_distance_to_hull(bridged_mm=14, gap_mm=2.5))
    progress(0.2, "drawing the head")
    surface = _skin(_distance_to_hull(bridged_mm=34, gap_mm=2.5 + SKULL_MM + SCALP_MM))
    progress(0.7, "drawing the head")
    return Head(intracranial, surface, _cord(), _deep_tissue(intracranial, surface))


@cache
def _grid() -> Grid:
    shape = tuple(int(n) for n in (_HIGH_MM - _LOW_MM) / _STEP_MM + 1)
    affine = np.diag([_STEP_MM, _STEP_MM, _STEP_MM, 1.0])
    affine[:3, 3] = _LOW_MM
    return Grid((shape[0], shape[1], shape[2]), affine)


def _points() -> Points:
    """x, y and z in mm, ready to broadcast."""
    low = _grid().to_mm(np.zeros(3))
    axes = [start + _STEP_MM * np.arange(n) for start, n in zip(low, _grid().shape, strict=True)]
    x, y, z = np.meshgrid(*(axis.astype(np.float32) for axis in axes), indexing="ij", sparse=True)
    return x, y, z


@cache
def _brain() -> np.ndarray:
    """The brain's voxels on the head's grid."""
    mask, grid = mni_brain_mask(), _grid()
    ijk = mask.grid.to_ijk(grid.to_mm(np.indices(grid.shape).reshape(3, -1).T))
    return ndimage.map_coordinates(mask.data, ijk.T, order=0, mode="constant").reshape(grid.shape)


@cache
def _distance_to_hull(*, bridged_mm: float, gap_mm: float) -> Volume:
    """Distance to a hull that lies `gap_mm` outside the brain and bridges hollows narrower than twice `bridged_mm`."""
    margin = int(bridged_mm / _STEP_MM)  # the widened brain may leave the grid
    brain = np.pad(_brain(), margin)
    dilated = ndimage.distance_transform_edt(~brain, sampling=_STEP_MM) < bridged_mm
    depth = ndimage.distance_transform_edt(dilated, sampling=_STEP_MM) - (bridged_mm - gap_mm)
    outside = ndimage.distance_transform_edt(depth <= 0, sampling=_STEP_MM)
    distance = ndimage.gaussian_filter(np.where(depth > 0, -depth, outside).astype(np.float32), 1.5)
    return Volume(_grid(), distance[(slice(margin, -margin),) * 3], "distance to a hull of the brain", "mm")


def _ellipsoid(points: Points, centre: Triple, radii: Triple) -> np.ndarray:
    """Approximate distance to an ellipsoid (exact in sign)."""
    offsets = [p - np.float32(c) for p, c in zip(points, centre, strict=True)]
    near = np.sqrt(sum((o / r) ** 2 for o, r in zip(offsets, radii, strict=True)) + 1e-9)
    slope = np.sqrt(sum((o / r**2) ** 2 for o, r in zip(offsets, radii, strict=True)) + 1e-9)
    return np.asarray(near * (near - 1) / slope, dtype=np.float32)


def _blend(first: np.ndarray, second: np.ndarray, width_mm: float) -> np.ndarray:
    """Union of two shapes with a fillet (polynomial smooth minimum)."""
    h = np.clip(0.5 + 0.5 * (second - first) / width_mm, 0, 1)
    return second * (1 - h) + first * h - width_mm * h * (1 - h)


def _around_cord(radius_x_mm: float, radius_y_mm: float, top_mm: float) -> np.ndarray:
    """Distance to a tube that continues the template's medulla downwards."""
    x, y, z = _points()
    tube = _ellipsoid((x, y - 0.1 * (z + 66), 0 * z), (0, -44, 0), (radius_x_mm, radius_y_mm, 1e3))
    return np.maximum(tube, z - top_mm)


@cache
def _with_canal(intracranial: Volume) -> Volume:
    joined = _blend(intracranial.data, _around_cord(12, 11, -58), 8)
    return Volume(intracranial.grid, joined, intracranial.name, intracranial.unit)


@cache
def _cord() -> Volume:
    return Volume(_grid(), np.clip(0.5 - _around_cord(7, 5.5, -69) / _STEP_MM, 0, 1), "spinal cord")


@cache
def _skin(cranium: Volume) -> Volume:
    """Cranium, face, jaw, nose and neck in one surface."""
    points = x, y, z = _points()
    surface = _blend(cranium.data, _ellipsoid(points, (0, 28, -58), (62, 62, 62)), 16)
    surface = _blend(surface, _ellipsoid(points, (0, 42, -106), (48, 44, 30)), 18)
    surface = _blend(surface, _ellipsoid(points, (0, 92, -52), (10, 13, 20)), 12)
    neck = _ellipsoid((x, y + 0.15 * z, 0 * z), (0, -33, 0), (56, 60, 1e3))
    neck = np.maximum(neck, z + 62)
    return Volume(_grid(), _blend(surface, neck, 22), "distance to the skin", "mm")


@cache
def _deep_tissue(intracranial: Volume, surface: Volume) -> Volume:
    """Muscle and fat with sinuses, airway, eyes, teeth-bearing bone, and vertebrae."""
    points = x, y, z = _points()
    random = np.random.default_rng(0)  # one head for all patients; the anatomy deforms it
    strands = ndimage.gaussian_filter(random.standard_normal(_grid().shape, dtype=np.float32), (1.2, 1.2, 3.5))
    tissue = 0.42 + 0.30 * np.clip(strands / strands.std(), -1.2, 1.6) * 0.5
    tissue = np.where(strands > 1.3 * strands.std(), 0.85, tissue)  # fat between the muscles

    def put(distance: np.ndarray, intensity: float) -> None:
        nonlocal tissue
        weight = np.clip(0.5 - distance / _STEP_MM, 0, 1)
        tissue = tissue * (1 - weight) + intensity * weight

    skull_base = np.abs(intracranial.data - 5) - 5
    put(np.maximum(skull_base, surface.data + 8), 0.12)
    for side in (-1, 1):
        put(_ellipsoid(points, (side * 31, 52, -36), (19, 30, 17)), 0.9)  # fat of the orbit
        put(_ellipsoid(points, (side * 31, 70, -36), (12.5, 12.5, 12.5)), 0.22)
        put(_ellipsoid(points, (side * 31, 79.5, -36), (5.0, 2.5, 5.0)), 0.6)  # lens
        put(_ellipsoid(points, (side * 27, 40, -36), (3.0, 19, 3.0)), 0.5)  # optic nerve
        put(_ellipsoid(points, (side * 27, 62, -64), (14, 16, 15)), 0.03)  # maxillary sinus
        put(_ellipsoid(points, (side * 6, 66, -58), (3.5, 24, 17)), 0.03)  # nasal cavity
        put(_ellipsoid(points, (side * 50, -24, -40), (9, 11, 9)), 0.08)  # mastoid cells
    put(_ellipsoid(points, (0, 32, -32), (11, 11, 9)), 0.03)  # sphenoid sinus
    put(_ellipsoid(points, (0, 76, -16), (14, 5, 9)), 0.03)  # frontal sinus
    put(_ellipsoid(points, (0, 70, -89), (24, 18, 4)), 0.10)  # palate and teeth
    put(_ellipsoid(points, (0, 48, -104), (22, 32, 16)), 0.55)  # tongue
    airway = _ellipsoid((x, y + 0.1 * z, 0 * z), (0, 4, 0), (9, 6, 1e3))
    put(np.maximum(airway, z + 60), 0.02)
    below = z + 66
    vertebra = _ellipsoid((x, y - 0.1 * (z + 66), 0 * z), (0, -20, 0), (13, 10, 1e3))
    put(np.maximum(vertebra, below + 10), 0.55)
    disc = np.abs((z + 166) % 18 - 9) - 2.0
    put(np.maximum(np.maximum(vertebra, disc), below + 14), 0.28)
    return Volume(_grid(), ndimage.gaussian_filter(tissue, 0.4), "tissue outside the skull")
