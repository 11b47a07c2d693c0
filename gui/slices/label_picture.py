"""Regions over the picture of a slice: each pixel by the voxel that holds it, with a firmer rim."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.grid import Grid
from analysis.labels.label_map import LabelMap
from analysis.plane import Plane
from analysis.sampling import labels_on_plane

_RIM = 0.4  # more opaque than the inside


@dataclass(frozen=True, eq=False)
class SeenLabels:
    """A map of regions as the views show it: on the grid where it lies in the space shown.

    ``brought`` are its labels on `grid` where they came from another space: they are outlined, to be looked at only.
    """

    labels: LabelMap
    grid: Grid
    opacity: float
    brought: np.ndarray | None = None

    @property
    def data(self) -> np.ndarray:
        """``grid.shape`` uint16, Fortran-ordered."""
        return self.labels.data if self.brought is None else self.brought

    @property
    def state(self) -> tuple[object, ...]:
        """Equal while the picture of the map is the same."""
        return id(self.labels), id(self.brought), self.labels.revision, self.grid.affine.tobytes(), self.opacity


def colour_table(labels: LabelMap, opacity: float, *, is_outlined: bool = False) -> np.ndarray:
    """``(n, 5)`` uint8 for each label: red, green, blue, and its opacity inside and at its rim; 0 where hidden."""
    regions = labels.regions
    table = np.zeros((1 + max((region.label for region in regions), default=0), 5), dtype=np.uint8)
    rim = 0.0 if opacity <= 0 else 1.0 if is_outlined else min(1.0, opacity + _RIM)
    alphas = 0 if is_outlined else round(255 * opacity), round(255 * rim)
    for region in regions:
        if region.visible:
            table[region.label] = (*region.colour, *alphas)
    return table


def paint_over(pixels: np.ndarray, maps: Sequence[SeenLabels], plane: Plane, *, compiled: bool) -> None:
    """Paint maps of regions over pixels ``(rows, columns)`` uint32 ``0xFFRRGGBB``, in place."""
    for one in maps:
        table = colour_table(one.labels, one.opacity, is_outlined=one.brought is not None)
        if compiled:
            sys.modules["analysis.compositor"].paint_labels(pixels, one.data, one.grid, plane, table)
        else:
            _paint_slowly(pixels, labels_on_plane(one.data, one.grid, plane), table)


def _paint_slowly(pixels: np.ndarray, seen: np.ndarray, table: np.ndarray) -> None:
    """As the compiled loop, with numpy."""
    wide = np.pad(seen, 1, mode="edge")
    beside = (wide[:-2, 1:-1], wide[2:, 1:-1], wide[1:-1, :-2], wide[1:-1, 2:])
    rim = np.any([seen != other for other in beside], axis=0)
    colours = table[np.where(seen < len(table), seen, 0)].astype(np.uint32)
    alpha = np.where(rim, colours[..., 4], colours[..., 3])
    mixed = np.full(seen.shape, 0xFF000000, dtype=np.uint32)
    for channel, shift in enumerate((16, 8, 0)):
        level = pixels >> np.uint32(shift) & np.uint32(0xFF)
        mixed |= (level * (255 - alpha) + colours[..., channel] * alpha + 127) // 255 << np.uint32(shift)
    pixels[:] = mixed
