"""Images on other grids, through transforms, with one interpolation.

A series on its way to MNI space is never resampled twice: realignment, coregistration, affine and warp are joined into
one position per voxel and volume, and the original volume is interpolated there, cubically, once.

The rule of `analysis.sampling` holds: a place has a value where the voxel that holds it lies in the image; elsewhere
it is NaN.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.blocks import for_each_block, split
from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import FACE, Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.preprocess.motion import Motion
from analysis.preprocess.realign import to_volume
from analysis.preprocess.transforms import world_points
from analysis.progress import Progress, part, silent

_SHEETS = 4
_LEAST_COVERAGE = 0.5
_MNI_LOW_MM, _MNI_HIGH_MM = np.array([-90.0, -126.0, -72.0]), np.array([90.0, 90.0, 108.0])

PointMap = Callable[[np.ndarray], np.ndarray]
"""Maps points ``(n, 3)`` mm of the wanted grid to the image that is sampled."""


def mni_grid(voxel_mm: float = 3.0) -> Grid:
    """The grid of maps in MNI space: from -90 -126 -72 to 90 90 108 mm, first axis to the right (RAS).

    With 3 mm it has 61 × 73 × 61 voxels, as DPABI's and RESTplus's maps, with 2 mm 91 × 109 × 91.

    Raises
    ------
    OptionError
        if the voxel size does not divide the box, or is not 1 to 6 mm
    """
    steps = (_MNI_HIGH_MM - _MNI_LOW_MM) / voxel_mm if voxel_mm > 0 else np.zeros(3)
    if not 1 <= voxel_mm <= 6 or np.abs(steps - np.rint(steps)).max() > 1e-6:
        raise OptionError(f"Voxels of {voxel_mm:g} mm do not fill the box of MNI space; choose 3 or 2 mm.")
    affine = np.diag([voxel_mm, voxel_mm, voxel_mm, 1.0])
    affine[:3, 3] = _MNI_LOW_MM
    i, j, k = (int(n) + 1 for n in np.rint(steps))
    return Grid((i, j, k), affine)


def values_at(data: np.ndarray, grid: Grid, xyz_mm: np.ndarray, *, order: int = 1) -> np.ndarray:
    """``(n,)`` float32 values of an array on a grid at points ``(n, 3)``, NaN outside the grid.

    With `order` 3 the data are cubic spline coefficients (`scipy.ndimage.spline_filter` with mode "mirror").
    """
    ijk = grid.to_ijk(xyz_mm)
    inside = _inside(grid, ijk)
    values = np.full(len(ijk), np.nan, dtype=np.float32)
    values[inside] = ndimage.map_coordinates(
        data, ijk[inside].T, order=order, prefilter=False, mode="mirror" if order > 1 else "nearest", output=np.float32
    )
    return values


def _inside(grid: Grid, ijk: np.ndarray) -> np.ndarray:
    return np.asarray(((ijk >= -FACE) & (ijk <= np.array(grid.shape) - 1 + FACE)).all(axis=1))


def volumes_onto(
    volumes: list[Volume],
    grid: Grid,
    mapping: PointMap,
    progress: Progress = silent,
    *,
    where: np.ndarray | None = None,
    outside: float = np.nan,
    message: str = "Resampling",
) -> list[Volume]:
    """Images of one space on another grid, trilinear, through a map of points.

    Parameters
    ----------
    volumes : 3D images whose grids may differ
    grid : the wanted grid
    mapping : from mm of the wanted grid to mm of the images
    where : booleans on the wanted grid; only these voxels are computed
    outside : the value of the other voxels, and where an image does not reach
    """
    results = [np.full(grid.shape, outside, dtype=np.float32) for _ in volumes]

    def work(block: slice) -> None:
        sheets = Grid((block.stop - block.start, *grid.shape[1:]), _shifted(grid, block.start))
        wanted = np.ones(sheets.shape, dtype=bool) if where is None else where[block]
        if not wanted.any():
            return
        points = mapping(world_points(sheets, wanted))
        for volume, result in zip(volumes, results, strict=True):
            values = values_at(volume.data, volume.grid, points)
            known = ~np.isnan(values)
            places = np.flatnonzero(wanted)[known]
            result[block].reshape(-1)[places] = values[known]

    for_each_block(work, split(grid.shape[0], _SHEETS), progress, message)
    return [Volume(grid, data, v.name, v.unit) for data, v in zip(results, volumes, strict=True)]


def _shifted(grid: Grid, i: int) -> np.ndarray:
    affine = grid.affine.copy()
    affine[:3, 3] = grid.to_mm(np.array([i, 0, 0]))
    return affine


def prefiltered(volume: Volume) -> np.ndarray:
    """Cubic spline coefficients of an image for `values_at`; NaN counts as 0."""
    return np.asarray(ndimage.spline_filter(np.nan_to_num(volume.data), order=3, output=np.float32, mode="mirror"))


@dataclass(frozen=True, eq=False)
class ResampledSeries:
    """A series on the wanted grid, NaN outside ``coverage``: the voxels of the mask that every volume reaches."""

    series: Series
    coverage: Mask
    fraction_covered: float


def resample_series(
    series: Series, motion: Motion | None, mask: Mask, mapping: PointMap, progress: Progress = silent
) -> ResampledSeries:
    """The series on another grid with one cubic interpolation per volume.

    Parameters
    ----------
    series : as it was acquired (or after slice timing)
    motion : of its head against the reference volume; None if the head is taken as still
    mask : the voxels of the wanted grid that are computed
    mapping : from mm of the wanted grid to mm of the reference volume

    Raises
    ------
    DataError
        if motion and series differ in length, or the series covers less than half of the mask, which is what a
        registration that failed looks like
    GeometryError
        if the mask is empty
    """
    series.require_complete()
    if motion is not None and motion.n_timepoints != series.n_timepoints:
        raise DataError(f"The motion has {motion.n_timepoints} rows, but the series has {series.n_timepoints} volumes.")
    if mask.n_voxels == 0:
        raise GeometryError("The mask of the wanted space is empty.")
    progress(0.0, "Positions of the voxels")
    reference = mapping(world_points(mask.grid, mask.data))
    covered = _covered(series, motion, reference)
    fraction = float(covered.mean())
    if fraction < _LEAST_COVERAGE:
        raise DataError(
            f"Only {100 * fraction:.0f} % of the standard brain lies within the series: the registration has failed, "
            "or the series shows only a part of the brain. Check the overlay."
        )
    where = np.zeros(mask.grid.shape, dtype=bool)
    where[mask.data] = covered
    data = _interpolate(series, motion, reference[covered], where, part(progress, 0.05, 1.0))
    result = Series(mask.grid, ArrayFrames(data), series.tr_s, series.name, series.unit)
    return ResampledSeries(result, Mask(mask.grid, where, "coverage"), fraction)


def _position(motion: Motion | None, timepoint: int, reference: np.ndarray) -> np.ndarray:
    return reference if motion is None else to_volume(motion, timepoint).points(reference)


def _covered(series: Series, motion: Motion | None, reference: np.ndarray) -> np.ndarray:
    covered = np.ones(len(reference), dtype=bool)
    for timepoint in range(1 if motion is None else series.n_timepoints):
        covered &= _inside(series.grid, series.grid.to_ijk(_position(motion, timepoint, reference)))
    return covered


def _interpolate(
    series: Series, motion: Motion | None, reference: np.ndarray, where: np.ndarray, progress: Progress
) -> np.ndarray:
    data = np.full((*where.shape, series.n_timepoints), np.nan, dtype=np.float32, order="F")

    def work(block: slice) -> None:
        for timepoint in range(block.start, block.stop):
            coefficients = prefiltered(series.volume(timepoint))
            points = _position(motion, timepoint, reference)
            data[..., timepoint][where] = values_at(coefficients, series.grid, points, order=3)

    for_each_block(work, split(series.n_timepoints, 1), progress, "Interpolating once")
    return data
