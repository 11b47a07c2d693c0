"""A plane cut through the world: screen pixel <-> mm, and the letters at its edges.

One `Plane` is used to draw a slice and to pick in it, so that what is seen at a pixel is what a click there
finds. Pixel (column 0, row 0) is the top left one; its *centre* is at ``origin_mm``. The letters come from
the directions of the plane, never from a flag.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.grid import Grid

_LETTERS = (("L", "R"), ("P", "A"), ("I", "S"))  # towards the negative and the positive end of x, y, z


class Orientation(Enum):
    """The three anatomical planes; the value is the world axis that is perpendicular to the plane."""

    SAGITTAL = 0
    CORONAL = 1
    AXIAL = 2


class Convention(Enum):
    """On which side of the screen the patient's right is, in axial and coronal planes."""

    RADIOLOGICAL = "radiological"  # the patient's right is on the left of the screen
    NEUROLOGICAL = "neurological"


@dataclass(frozen=True, eq=False)
class Plane:
    """A rectangle of square pixels in the world.

    Parameters
    ----------
    origin_mm : ``(3,)`` centre of the top left pixel
    right_mm, down_mm : ``(3,)`` step in mm from one pixel to the next, along a row and down a column
    shape : number of rows and of columns
    """

    origin_mm: np.ndarray
    right_mm: np.ndarray
    down_mm: np.ndarray
    shape: tuple[int, int]

    @property
    def pixel_mm(self) -> float:
        """Distance between the centres of two neighbouring pixels of a row, in mm."""
        return float(np.linalg.norm(self.right_mm))

    def to_mm(self, column: float, row: float) -> np.ndarray:
        """xyz in mm at a continuous pixel position; (0, 0) is the centre of the top left pixel."""
        return self.origin_mm + column * self.right_mm + row * self.down_mm

    def to_pixel(self, xyz_mm: np.ndarray) -> tuple[float, float]:
        """Continuous (column, row) of the point of the plane that is nearest to a place in the world."""
        offset = np.asarray(xyz_mm, dtype=np.float64) - self.origin_mm
        column = offset @ self.right_mm / (self.right_mm @ self.right_mm)
        row = offset @ self.down_mm / (self.down_mm @ self.down_mm)
        return float(column), float(row)

    def pixel_to_voxel(self, grid: Grid) -> np.ndarray:
        """``(3, 3)`` matrix M: continuous voxel index = M @ (column, row, 1)."""
        origin = grid.to_ijk(self.origin_mm)
        right = grid.to_ijk(self.origin_mm + self.right_mm) - origin
        down = grid.to_ijk(self.origin_mm + self.down_mm) - origin
        return np.column_stack([right, down, origin])

    def edge_letters(self) -> tuple[str, str, str, str]:
        """The patient's direction at the left, right, top and bottom edge, such as ``("R", "L", "A", "P")``."""
        left, right = _direction_letters(self.right_mm)
        top, bottom = _direction_letters(self.down_mm)
        return left, right, top, bottom


def _direction_letters(step_mm: np.ndarray) -> tuple[str, str]:
    """The letters at the start and the end of a direction."""
    axis = int(np.abs(step_mm).argmax())
    negative, positive = _LETTERS[axis]
    return (negative, positive) if step_mm[axis] > 0 else (positive, negative)


def screen_axes(orientation: Orientation, convention: Convention) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors in the world, RAS+, that point right and down on the screen.

    Sagittal planes are seen from the patient's left (the face at the left of the screen) in both conventions.
    """
    x = -1.0 if convention is Convention.RADIOLOGICAL else 1.0
    if orientation is Orientation.SAGITTAL:
        return np.array([0.0, -1.0, 0.0]), np.array([0.0, 0.0, -1.0])
    if orientation is Orientation.CORONAL:
        return np.array([x, 0.0, 0.0]), np.array([0.0, 0.0, -1.0])
    return np.array([x, 0.0, 0.0]), np.array([0.0, -1.0, 0.0])


def anatomical_plane(
    orientation: Orientation,
    convention: Convention,
    centre_mm: np.ndarray,
    size_mm: tuple[float, float],
    pixel_mm: float,
) -> Plane:
    """An axial, coronal or sagittal plane of a given width and height around a point."""
    right, down = screen_axes(orientation, convention)
    columns = max(1, round(size_mm[0] / pixel_mm))
    rows = max(1, round(size_mm[1] / pixel_mm))
    centre = np.asarray(centre_mm, dtype=np.float64)
    origin = centre - right * pixel_mm * (columns - 1) / 2 - down * pixel_mm * (rows - 1) / 2
    return Plane(origin, right * pixel_mm, down * pixel_mm, (rows, columns))
