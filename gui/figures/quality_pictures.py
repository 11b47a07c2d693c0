"""Slices of a patient with outlines, as pixels: cut once, laid out by `gui.figures.quality_mosaic` at any width.

Outlines are drawn in the pixels of the slice: the inner and the outer side of the border, two pixels wide, where the
interpolated value passes the threshold. Each slice knows its `Plane`, so its letters come from its directions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.colour import ColourScale, composite
from analysis.grid import FACE
from analysis.image import Volume
from analysis.plane import Convention, Orientation, Plane, anatomical_plane
from analysis.progress import Progress, silent
from analysis.sampling import Interpolation, on_plane

AIR = (0, 0, 0)
_SQUARE_MM = 24.0
_MNI_FIELD_MM = np.array([[-82.0, -116.0, -72.0], [82.0, 84.0, 92.0]])
_MNI_CUTS_MM = {
    Orientation.AXIAL: (-40, -24, -8, 8, 24, 40, 56),
    Orientation.CORONAL: (-80, -60, -40, -20, 0, 20, 40),
    Orientation.SAGITTAL: (-54, -36, -18, 0, 18, 36, 54),
}


@dataclass(frozen=True, eq=False)
class Shown:
    """A volume and its colours."""

    volume: Volume
    scale: ColourScale
    interpolation: Interpolation = Interpolation.LINEAR


@dataclass(frozen=True, eq=False)
class Outline:
    """The border of where a volume is at least ``level``; ``caption`` says what it is."""

    volume: Volume
    level: float
    colour: tuple[int, int, int]
    caption: str


@dataclass(frozen=True)
class Cuts:
    """Where to cut: ``field_mm`` ``(2, 3)`` is the box that every slice shows, positions are by orientation."""

    field_mm: np.ndarray
    positions_mm: dict[Orientation, tuple[float, ...]]
    convention: Convention
    pixel_mm: float = 1.0

    def plane(self, orientation: Orientation, position_mm: float) -> Plane:
        """The plane of a slice."""
        size = self.field_mm[1] - self.field_mm[0]
        across, down = [axis for axis in range(3) if axis != orientation.value]
        centre = self.field_mm.mean(axis=0)
        centre[orientation.value] = position_mm
        return anatomical_plane(orientation, self.convention, centre, (size[across], size[down]), self.pixel_mm)


@dataclass(frozen=True, eq=False)
class Slice:
    """``colours`` is ``(rows, columns, 3)`` uint8 on the plane."""

    orientation: Orientation
    position_mm: float
    plane: Plane
    colours: np.ndarray


def mni_cuts(convention: Convention) -> Cuts:
    """Seven slices in each direction through the standard brain."""
    positions = {orientation: tuple(map(float, mm)) for orientation, mm in _MNI_CUTS_MM.items()}
    return Cuts(_MNI_FIELD_MM, positions, convention)


def cuts_around(box_mm: np.ndarray, convention: Convention, n: int = 7, rim_mm: float = 12.0) -> Cuts:
    """Evenly spaced slices through a box ``(2, 3)`` mm, which they show with a rim."""
    positions = {}
    for orientation in Orientation:
        low, high = box_mm[:, orientation.value]
        positions[orientation] = tuple(float(v) + 0.0 for v in np.round(np.linspace(low, high, n + 2)[1:-1]))
    return Cuts(np.array([box_mm[0] - rim_mm, box_mm[1] + rim_mm]), positions, convention)


def cut(shown: Shown, cuts: Cuts, progress: Progress = silent) -> tuple[Slice, ...]:
    """Slices of a volume."""
    found = []
    places = [(orientation, mm) for orientation, all_mm in cuts.positions_mm.items() for mm in all_mm]
    sample = _sampler(shown.volume, shown.interpolation)
    for number, (orientation, mm) in enumerate(places):
        progress(number / len(places), "Slices")
        plane = cuts.plane(orientation, mm)
        found.append(Slice(orientation, mm, plane, composite([(sample(plane), shown.scale)], AIR)))
    return tuple(found)


def outlined(slices: Sequence[Slice], outlines: Sequence[Outline], progress: Progress = silent) -> tuple[Slice, ...]:
    """The slices with outlines drawn into them, the first one at the bottom."""
    samples = [(_sampler(outline.volume, Interpolation.LINEAR), outline) for outline in outlines]
    found = []
    for number, one in enumerate(slices):
        progress(number / len(slices), "Outlines")
        colours = one.colours.copy()
        for sample, outline in samples:
            colours[border(sample(one.plane), outline.level)] = outline.colour
        found.append(Slice(one.orientation, one.position_mm, one.plane, colours))
    return tuple(found)


def _sampler(volume: Volume, interpolation: Interpolation) -> Callable[[Plane], np.ndarray]:
    """Values on planes as `analysis.sampling.on_plane` has them; faster where every voxel has a value."""
    if interpolation is Interpolation.NEAREST or not np.isfinite(volume.data).all():
        return lambda plane: on_plane(volume, plane, interpolation)
    return lambda plane: _linear(volume, plane)


def _linear(volume: Volume, plane: Plane) -> np.ndarray:
    matrix = plane.pixel_to_voxel(volume.grid)[..., None, None]
    row, column = np.arange(plane.shape[0])[:, None], np.arange(plane.shape[1])
    ijk = matrix[:, 0] * column + matrix[:, 1] * row + matrix[:, 2]
    voxel = np.floor(ijk + FACE)
    inside = ((voxel >= 0) & (voxel < np.array(volume.grid.shape)[:, None, None])).all(axis=0)
    values = ndimage.map_coordinates(volume.data, ijk, order=1, mode="nearest", output=np.float32)
    return np.where(inside, values, np.float32(np.nan))


def border(values: np.ndarray, level: float) -> np.ndarray:
    """``(rows, columns)`` booleans: pixels on either side of where values pass the level; no value counts as below."""
    inside = np.nan_to_num(values, nan=-np.inf) >= level
    cross = ndimage.generate_binary_structure(2, 1)
    grown = ndimage.binary_dilation(inside, cross)
    shrunk = ndimage.binary_erosion(inside, cross, border_value=1)
    return np.asarray(grown & ~shrunk)


def checkerboard(one: Sequence[Slice], other: Sequence[Slice], square_mm: float = _SQUARE_MM) -> tuple[Slice, ...]:
    """Squares of one image and of the other in turn; both must have been cut alike."""
    return tuple(
        Slice(a.orientation, a.position_mm, a.plane, np.where(_squares(a, square_mm)[..., None], a.colours, b.colours))
        for a, b in zip(one, other, strict=True)
    )


def _squares(cut_slice: Slice, square_mm: float) -> np.ndarray:
    rows, columns = cut_slice.plane.shape
    size = square_mm / cut_slice.plane.pixel_mm
    row, column = np.meshgrid(np.arange(rows) // size, np.arange(columns) // size, indexing="ij")
    return np.asarray((row + column) % 2 == 0)
