"""Three slices of an image as gray pixels, so that a person sees what it is and where left and right are.

The slices go through the middle of the field of view, the patient's right at the left of the picture (radiological).
The letters come from the planes, which come from the grid; nothing is flipped.
"""

from dataclasses import dataclass

import numpy as np

from analysis.image import Series, Volume
from analysis.plane import Convention, Orientation, anatomical_plane, screen_axes
from analysis.sampling import on_plane

PIXELS = 192
_ORDER = (Orientation.AXIAL, Orientation.CORONAL, Orientation.SAGITTAL)


@dataclass(frozen=True, eq=False)
class GlanceSlice:
    """One slice: ``(rows, columns)`` uint8, and the letters at its left, right, top and bottom edge."""

    orientation: Orientation
    pixels: np.ndarray
    letters: tuple[str, str, str, str]


@dataclass(frozen=True, eq=False)
class Glance:
    """The axial, the coronal and the sagittal slice."""

    slices: tuple[GlanceSlice, ...]

    @property
    def thumbnail(self) -> GlanceSlice:
        """The axial one."""
        return self.slices[0]


def glance_at(image: Volume | Series, pixels: int = PIXELS) -> Glance:
    """Draw the three middle slices of an image, or of the first volume of a series.

    Parameters
    ----------
    image : on any grid
    pixels : of the longer edge of a picture
    """
    volume = image.volume(0) if isinstance(image, Series) else image
    low, high = volume.robust_range
    return Glance(tuple(_slice(volume, orientation, low, high, pixels) for orientation in _ORDER))


def _slice(volume: Volume, orientation: Orientation, low: float, high: float, pixels: int) -> GlanceSlice:
    box = volume.grid.box_mm
    right, down = screen_axes(orientation, Convention.RADIOLOGICAL)
    extent = box[1] - box[0]
    size_mm = float(np.abs(right) @ extent), float(np.abs(down) @ extent)
    plane = anatomical_plane(
        orientation, Convention.RADIOLOGICAL, volume.grid.centre_mm, size_mm, max(size_mm) / pixels
    )
    values = on_plane(volume, plane)
    scaled = (np.nan_to_num(values, nan=low) - low) / ((high - low) or 1.0)
    gray = np.ascontiguousarray((255 * np.clip(scaled, 0, 1)).astype(np.uint8))
    return GlanceSlice(orientation, gray, plane.edge_letters())
