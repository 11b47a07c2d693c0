"""The compiled painter of slices: layers of volumes on a plane, straight into the pixels of a window.

It draws what ``colour.composite`` of ``sampling.on_plane`` draws, by the same rules of interpolation and of
visibility, some twenty times faster, so that three views follow the wheel. Each layer is read where the plane
cuts it, on its own grid, so oblique and differing grids need no reslicing.

Importing this module loads numba and, once per machine, compiles for some seconds. Nothing else in
`analysis` imports it: a window first shows pictures made with numpy, imports this in a background thread,
calls `warm_up`, and uses `paint` from then on. The kernels hold no lock while they run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, nan

import numpy as np

from analysis import compositor_kernels
from analysis.colour import ColourScale, colormap
from analysis.compositor_kernels import pack, paint_linear, paint_nearest
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Plane
from analysis.sampling import Interpolation


@dataclass(frozen=True, eq=False)
class PaintLayer:
    """One volume and how it is shown."""

    volume: Volume
    scale: ColourScale
    interpolation: Interpolation


def paint(
    layers: Sequence[PaintLayer],
    plane: Plane,
    background: tuple[int, int, int] = (0, 0, 0),
    out: np.ndarray | None = None,
) -> np.ndarray:
    """Paint layers, the first at the bottom, on a plane.

    Parameters
    ----------
    layers : what to paint; without any, the picture is the background
    plane : where its pixels are
    background : red, green, blue, 0..255, where no layer has a visible value
    out : ``(rows, columns)`` uint32, C-ordered, overwritten and returned; a new array by default

    Returns
    -------
    ``(rows, columns)`` uint32 ``0xFFRRGGBB``, the layout of ``QImage.Format_RGB32``.

    Raises
    ------
    ValueError
        if `out` has another shape, type or order
    """
    if out is None:
        out = np.empty(plane.shape, dtype=np.uint32)
    elif out.shape != tuple(plane.shape) or out.dtype != np.uint32 or not out.flags.carray:
        raise ValueError(f"The picture must be writable C-ordered uint32 {plane.shape}, not {out.dtype} {out.shape}.")
    picture = np.empty((3, *plane.shape), dtype=np.float32)
    for channel, level in zip(picture, background, strict=True):
        channel.fill(level)
    for layer in layers:
        _paint_layer(layer, plane, picture)
    pack(picture, out)
    return out


def paint_labels(pixels: np.ndarray, labels: np.ndarray, grid: Grid, plane: Plane, table: np.ndarray) -> None:
    """Paint labels over a picture, in place: each pixel by the voxel that holds it.

    Parameters
    ----------
    pixels : ``(rows, columns)`` uint32 ``0xFFRRGGBB``, C-ordered
    labels : ``(ni, nj, nk)`` uint16 on the grid, Fortran-ordered
    plane : where the pixels are
    table : ``(n, 5)`` uint8 for each label: red, green, blue, and its opacity inside and at its rim, 0..255;
        label 0 and labels beyond the table are not painted
    """
    seen = np.empty(plane.shape, dtype=np.uint16)
    values = labels.T.reshape(-1)
    compositor_kernels.paint_labels(values, grid.shape, plane.pixel_to_voxel(grid), table, seen, pixels)


def warm_up() -> None:
    """Load the kernels and run each once on a tiny volume, so that the first real picture is not late."""
    volume = Volume(Grid((2, 2, 2), np.eye(4)), np.array([[[0, nan], [1, 2]], [[3, 4], [5, 6]]]))
    plane = Plane(np.zeros(3), np.array([0.5, 0, 0]), np.array([0, 0.5, 0]), (3, 3))
    pixels = paint([PaintLayer(volume, ColourScale("gray", 0, 6), way) for way in Interpolation], plane)
    labels = np.ones((2, 2, 2), dtype=np.uint16, order="F")
    paint_labels(pixels, labels, volume.grid, plane, np.full((2, 5), 128, dtype=np.uint8))


def _paint_layer(layer: PaintLayer, plane: Plane, picture: np.ndarray) -> None:
    """Blend a layer into the picture, in place."""
    scale = layer.scale
    # A transposed Fortran array is C-ordered, and so is every array of a single row: one type for all volumes.
    values = layer.volume.data.T.reshape(-1)
    below, above = (inf, -inf) if scale.gap is None else scale.gap
    shown, hidden = (np.round(a * 255) / 255 for a in (scale.opacity, scale.opacity * scale.faint))
    kernel = paint_linear if layer.interpolation is Interpolation.LINEAR else paint_nearest
    kernel(
        values,
        layer.volume.grid.shape,
        plane.pixel_to_voxel(layer.volume.grid),
        colormap(scale.colormap),
        (scale.low, 256 / (scale.high - scale.low), below, above, shown, hidden),
        picture,
    )
