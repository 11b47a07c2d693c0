"""Where a slice view looks: the mapping between a widget's pixels and mm, with zoom and pan.

The widget's pixel (0, 0) is the top left corner of its top left pixel, as in Qt's event positions.
"""

from dataclasses import dataclass, replace

import numpy as np

from analysis.plane import Convention, Orientation, Plane, anatomical_plane, screen_axes

MARGIN = 0.04  # share of the widget that stays free around the whole picture
MAXIMUM_PIXELS = 220_000


@dataclass(frozen=True, eq=False)
class Frame:
    """One view's look at the world.

    Parameters
    ----------
    centre_mm : ``(3,)`` the point of the slice at the middle of the widget
    mm_per_pixel : size of a screen pixel in the world
    size : width and height of the widget in pixels
    """

    orientation: Orientation
    convention: Convention
    centre_mm: np.ndarray
    mm_per_pixel: float
    size: tuple[int, int]

    def to_mm(self, x: float, y: float) -> np.ndarray:
        """``(3,)`` xyz in mm under a position of the widget."""
        right, down = screen_axes(self.orientation, self.convention)
        dx, dy = x - self.size[0] / 2, y - self.size[1] / 2
        return self.centre_mm + (right * dx + down * dy) * self.mm_per_pixel

    def to_screen(self, xyz_mm: np.ndarray) -> tuple[float, float]:
        """Position in the widget of the point of the slice nearest to a place in the world."""
        right, down = screen_axes(self.orientation, self.convention)
        offset = (np.asarray(xyz_mm) - self.centre_mm) / self.mm_per_pixel
        return float(offset @ right + self.size[0] / 2), float(offset @ down + self.size[1] / 2)

    def plane(self, finest_mm: float, box_mm: np.ndarray | None = None, dots_per_pixel: float = 1.0) -> Plane:
        """The plane to paint, in pixels no finer than half the finest voxel or a dot of the screen.

        More than 220,000 pixels would cost more than a frame of the screen allows. Of the widget only what a box
        ``(2, 3)`` in mm covers is painted, all without one: so they suffice for fine voxels on fine screens.
        """
        size_mm = np.array(self.size) * self.mm_per_pixel
        low, high = self._covered(size_mm, box_mm)
        painted_mm = np.maximum(high - low, self.mm_per_pixel)
        most = float(np.sqrt(painted_mm.prod() / MAXIMUM_PIXELS))
        pixel_mm = max(self.mm_per_pixel / dots_per_pixel, finest_mm / 2, most)
        # pixels lie where they would without a box
        n_pixels = np.ceil(size_mm / pixel_mm)
        first = np.clip(np.floor((low + size_mm / 2) / pixel_mm), 0, n_pixels - 1)
        last = np.clip(np.ceil((high + size_mm / 2) / pixel_mm), first + 1, n_pixels)
        right, down = screen_axes(self.orientation, self.convention)
        off_centre = (first + last - n_pixels) / 2 * pixel_mm
        centre = self.centre_mm + right * off_centre[0] + down * off_centre[1]
        columns, rows = (float(n) for n in last - first)
        return anatomical_plane(
            self.orientation, self.convention, centre, (columns * pixel_mm, rows * pixel_mm), pixel_mm
        )

    def _covered(self, size_mm: np.ndarray, box_mm: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
        """Two ``(2,)`` mm to the right of the centre and below it: the first and the last place that is painted."""
        whole = -size_mm / 2, size_mm / 2
        if box_mm is None:
            return whole
        axes = np.array(screen_axes(self.orientation, self.convention))
        ends = (np.asarray(box_mm) - self.centre_mm) @ axes.T
        return np.clip(ends.min(axis=0), *whole), np.clip(ends.max(axis=0), *whole)

    def screen_rect(self, plane: Plane) -> tuple[float, float, float, float]:
        """x, y, width and height in the widget of a plane that `plane` made."""
        scale = plane.pixel_mm / self.mm_per_pixel
        left, top = self.to_screen(plane.to_mm(-0.5, -0.5))
        return left, top, plane.shape[1] * scale, plane.shape[0] * scale

    def zoomed(self, factor: float, x: float, y: float) -> "Frame":
        """The frame magnified by a factor; what lies under (x, y) stays there."""
        anchor = self.to_mm(x, y)
        mm_per_pixel = float(np.clip(self.mm_per_pixel / factor, 0.02, 5.0))
        centre = anchor + (self.centre_mm - anchor) * (mm_per_pixel / self.mm_per_pixel)
        return replace(self, centre_mm=centre, mm_per_pixel=mm_per_pixel)

    def panned(self, dx: float, dy: float) -> "Frame":
        """The frame after its picture was dragged by some pixels."""
        right, down = screen_axes(self.orientation, self.convention)
        return replace(self, centre_mm=self.centre_mm - (right * dx + down * dy) * self.mm_per_pixel)


def fitting_frame(orientation: Orientation, convention: Convention, box_mm: np.ndarray, size: tuple[int, int]) -> Frame:
    """The frame that shows a whole box in the middle of the widget."""
    right, down = screen_axes(orientation, convention)
    extent = box_mm[1] - box_mm[0]
    width, height = float(np.abs(right) @ extent), float(np.abs(down) @ extent)
    usable = [max(1.0, n * (1 - 2 * MARGIN)) for n in size]
    mm_per_pixel = max(width / usable[0], height / usable[1], 0.02)
    return Frame(orientation, convention, box_mm.mean(axis=0), mm_per_pixel, size)
