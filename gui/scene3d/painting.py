"""Colours for what is seen in 3D: slice pictures for the planes, and an overlay on the surface of the brain."""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

import numpy as np
from scipy.ndimage import binary_fill_holes

from analysis.colour import ColourScale, colormap, composite, rgba
from analysis.grid import FACE
from analysis.image import Mask, Volume
from analysis.plane import Convention, Orientation, Plane, anatomical_plane
from analysis.sampling import Interpolation, on_plane
from gui.scene3d.mesh import SurfaceMesh
from gui.session import Layer

PIXEL_MM = 1.0
_DARK = 25  # of 255: air around the head is darker
_DEPTHS_MM = (0.5, 2.0, 3.5)  # through the grey matter
_compositor: ModuleType | None = None  # the compiled one, once it is loaded


def load_compositor() -> None:
    """Import and compile the fast painter, which takes seconds: for a background thread."""
    global _compositor
    module = import_module("analysis.compositor")
    module.warm_up()
    _compositor = module


def cutting_plane(orientation: Orientation, cursor_mm: np.ndarray, box_mm: np.ndarray) -> Plane:
    """The plane through the crosshair that covers a box ``(2, 3)``."""
    centre = box_mm.mean(axis=0)
    axis = orientation.value
    centre[axis] = cursor_mm[axis]
    x, y, z = np.maximum(box_mm[1] - box_mm[0], PIXEL_MM)
    sizes = {Orientation.SAGITTAL: (y, z), Orientation.CORONAL: (x, z), Orientation.AXIAL: (x, y)}
    return anatomical_plane(orientation, Convention.NEUROLOGICAL, centre, sizes[orientation], PIXEL_MM)


def plane_picture(layers: Sequence[Layer], timepoint: int, plane: Plane, brain: Volume | None) -> np.ndarray:
    """``(rows, columns, 4)`` uint8 picture of the layers on a plane, the first at the bottom.

    It is open (alpha 0) outside the brain, a volume of ones and zeros; without one, around what is not dark.
    """
    volumes = [(layer.volume(timepoint), layer.display) for layer in layers]
    if _compositor is not None:
        packed = _compositor.paint(
            [_compositor.PaintLayer(volume, look.scale, look.interpolation) for volume, look in volumes], plane
        )
        rgb = np.stack([(packed >> shift & 255).astype(np.uint8) for shift in (16, 8, 0)], axis=-1)
    else:
        values = [(on_plane(volume, plane, Interpolation.NEAREST), look.scale) for volume, look in volumes]
        rgb = composite(values, (0, 0, 0))
    if brain is not None:
        is_open = ~(on_plane(brain, plane, Interpolation.NEAREST) > 0.5)
    else:
        is_open = ~binary_fill_holes(rgb.max(axis=2) > _DARK)
    return np.dstack([rgb, np.where(is_open, 0, 255).astype(np.uint8)])


def surface_colours(mesh: SurfaceMesh, overlays: Sequence[tuple[Volume, ColourScale]]) -> np.ndarray:
    """``(n, 4)`` uint8 colours of overlays at the corners of a surface, alpha 0 where none is visible.

    Of the values just under the surface (0.5, 2 and 3.5 mm inwards) the one furthest from zero counts, as the
    grey matter has some thickness and a map some blur. Later overlays cover earlier ones.
    """
    colours = np.zeros((len(mesh.points_mm), 4), dtype=np.uint8)
    for volume, scale in overlays:
        deepest = np.full(len(mesh.points_mm), np.nan, dtype=np.float32)
        for depth_mm in _DEPTHS_MM:
            values = _values_at(volume, mesh.points_mm - depth_mm * mesh.normals)
            stronger = np.isfinite(values) & ~(np.abs(values) <= np.abs(deepest))
            deepest[stronger] = values[stronger]
        own = rgba(deepest, scale)
        colours[own[:, 3] > 0] = own[own[:, 3] > 0]
    return colours


def thresholds(scale: ColourScale) -> tuple[float | None, float | None]:
    """The values from which on (upwards, downwards) an overlay is drawn; None where nothing hides the values."""
    if scale.gap is None:
        return None, None
    low, high = scale.gap
    return (high if np.isfinite(high) else None), (low if np.isfinite(low) else None)


def blob_colour(scale: ColourScale, threshold: float, *, positive: bool) -> tuple[float, float, float]:
    """Red, green and blue (0..1) for a blob: those of the colour map half way from the threshold to its end."""
    end = scale.high if positive else scale.low
    position = ((threshold + end) / 2 - scale.low) / (scale.high - scale.low)
    red, green, blue = colormap(scale.colormap)[int(np.clip(position * 256, 0, 255))] / 255.0
    return float(red), float(green), float(blue)


def brain_volume(mask: Mask) -> Volume:
    """The mask as ones and zeros, for `plane_picture`."""
    return Volume(mask.grid, mask.data.astype(np.float32), mask.name)


def _values_at(volume: Volume, points_mm: np.ndarray) -> np.ndarray:
    """``(n,)`` values of the voxels that hold the points ``(n, 3)``, NaN outside."""
    ijk = np.floor(volume.grid.to_ijk(points_mm) + FACE).astype(np.intp)
    inside = ((ijk >= 0) & (ijk < volume.grid.shape)).all(axis=1)
    values = np.full(len(ijk), np.nan, dtype=np.float32)
    values[inside] = volume.data[tuple(ijk[inside].T)]
    return values
