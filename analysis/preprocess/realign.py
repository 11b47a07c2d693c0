"""Realignment: where the head was in each volume of a series, as rigid motion against one volume.

The motion is estimated by ``niimath -moco``, which follows AFNI's 3dvolreg (Cox & Jesmanowicz 1999, Magn Reson Med
42:1014): linearised least squares between the volume and shifted and rotated copies of the reference. Oakes et al.
2005 (NeuroImage 28:529) found it and SPM the most accurate on phantoms. Nothing is resampled here unless asked for:
the motion is kept and joined with the other transforms, so that a series is interpolated only once.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nibabel as nib
import numpy as np
from scipy import ndimage

from analysis.blocks import for_each_block, split
from analysis.errors import DataError, EngineError, OptionError
from analysis.grid import FACE, Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.preprocess.engine import run_program
from analysis.preprocess.motion import Motion, motion_of_matrices, rigid_matrix
from analysis.preprocess.transforms import LinearTransform, from_niimath_rows
from analysis.progress import Progress, part, silent

_VOXELS_PER_S = 1.0e7  # niimath on one core, for the fraction that is shown
_VOLUMES_OF_MEAN = 40


@dataclass(frozen=True, eq=False)
class Realignment:
    """Where the head was.

    ``motion`` has one row per volume (see `analysis.preprocess.motion` for its signs), zero at the `reference`
    volume; ``mean`` is the mean of the realigned volumes on the grid of the series, NaN where one does not reach.
    """

    motion: Motion
    reference: int
    mean: Volume

    def to_volume(self, timepoint: int) -> LinearTransform:
        """Where a place of the reference volume is in another volume, mm -> mm."""
        return to_volume(self.motion, timepoint)


def to_volume(motion: Motion, timepoint: int) -> LinearTransform:
    """Where a place of the reference volume is in another volume, mm -> mm."""
    return LinearTransform(rigid_matrix(motion.parameters[timepoint])).inverse


def realign(
    series: Series, *, reference: int = 0, scratch: Path | None = None, progress: Progress = silent
) -> Realignment:
    """Estimate the head's motion.

    Parameters
    ----------
    series : BOLD or ASL, complete
    reference : the volume that stays in its place
    scratch : folder for temporary files, which are always removed; the system's where it is None
    progress : stops the engine within a second

    Raises
    ------
    DataError
        if there are fewer than two volumes, the images are empty, or hold something that is no number
    EngineError
        if niimath fails
    GeometryError
        if the axes of the grid are not at right angles
    """
    series.require_complete()
    if series.n_timepoints < 2:
        raise DataError("Realignment needs a series of at least two volumes, but this is a single image.")
    if not 0 <= reference < series.n_timepoints:
        raise OptionError(f"There is no volume {reference} in a series of {series.n_timepoints}.")
    with tempfile.TemporaryDirectory(prefix="realign-", dir=scratch) as folder:
        source, table = os.path.join(folder, "series.nii"), os.path.join(folder, "motion.1D")
        _write(series, source, part(progress, 0.0, 0.15))
        rows = _estimate(source, table, reference, series, part(progress, 0.15, 0.8))
    transforms = from_niimath_rows(rows, series.grid)
    motion = motion_of_matrices([transform.inverse.matrix for transform in transforms])
    return Realignment(motion, reference, mean_of_realigned(series, motion, part(progress, 0.8, 1.0)))


def _write(series: Series, path: str, progress: Progress) -> None:
    """The series as an uncompressed NIfTI file for the engine: float32, with TR and units, which it insists on."""
    header = nib.Nifti1Header()
    header.set_data_dtype(np.float32)
    header.set_data_shape((*series.grid.shape, series.n_timepoints))
    header["pixdim"][1:5] = (*series.grid.voxel_size_mm, series.tr_s or 1.0)
    header.set_xyzt_units("mm", "sec")
    header["vox_offset"] = 352
    header.set_sform(series.grid.affine, 1)
    header.set_qform(series.grid.affine, 1, strip_shears=True)
    with open(path, "wb") as stream:
        stream.write(bytes(header.binaryblock) + b"\0\0\0\0")
        for timepoint in range(series.n_timepoints):
            progress(timepoint / series.n_timepoints, "Preparing the realignment")
            stream.write(_checked_frame(series, timepoint).tobytes(order="F"))


def _checked_frame(series: Series, timepoint: int) -> np.ndarray:
    frame = series.frames.frame(timepoint)
    if not np.isfinite(frame).all():
        raise DataError(f"Volume {timepoint} of the series has voxels that are no numbers, so it cannot be realigned.")
    if frame.max() <= frame.min():
        raise DataError(f"Volume {timepoint} of the series is empty, so it cannot be realigned.")
    return frame


def _estimate(source: str, table: str, reference: int, series: Series, progress: Progress) -> np.ndarray:
    """``(n_timepoints, 6)`` as niimath writes them."""
    import niimath

    expected_s = 1 + series.grid.n_voxels * series.n_timepoints / _VOXELS_PER_S
    command = [niimath.bin, source, "-p", "2", "-moco", "-ref", str(reference), "-estimate", table]
    run_program(command, progress, "Realignment", expected_s=expected_s)
    try:
        rows = np.loadtxt(table, ndmin=2)
    except (OSError, ValueError) as error:
        raise EngineError("Realignment failed: its program gave no motion.") from error
    if rows.shape != (series.n_timepoints, 6) or not np.isfinite(rows).all():
        raise EngineError("Realignment failed: its program gave no motion for some volumes.")
    return rows


def realigned_series(series: Series, motion: Motion, progress: Progress = silent) -> Series:
    """The series with the head held still: one cubic interpolation, NaN where a volume does not reach.

    Raises
    ------
    DataError
        if motion and series differ in length
    """
    _require_same_length(series, motion)
    data = np.empty((*series.grid.shape, series.n_timepoints), dtype=np.float32, order="F")

    def work(block: slice) -> None:
        for timepoint in range(block.start, block.stop):
            data[..., timepoint] = _realigned(series, motion, timepoint)

    for_each_block(work, split(series.n_timepoints, 1), progress, "Realigned images")
    return Series(series.grid, ArrayFrames(data), series.tr_s, f"{series.name} realigned".strip(), series.unit)


def mean_of_realigned(series: Series, motion: Motion, progress: Progress = silent) -> Volume:
    """The mean of at most 40 realigned volumes, evenly spread over the series: sharp, and quick."""
    _require_same_length(series, motion)
    chosen = np.unique(np.linspace(0, series.n_timepoints - 1, _VOLUMES_OF_MEAN).astype(int))
    total = np.zeros(series.grid.shape, dtype=np.float64)
    for number, timepoint in enumerate(chosen):
        progress(number / len(chosen), "Mean of the realigned images")
        total += _realigned(series, motion, int(timepoint))
    return Volume(series.grid, total / len(chosen), f"mean of {series.name}".strip(), series.unit)


def _realigned(series: Series, motion: Motion, timepoint: int) -> np.ndarray:
    grid = series.grid
    corners = np.vstack([np.zeros(3), np.eye(3)])
    ijk = grid.to_ijk(to_volume(motion, timepoint).points(grid.to_mm(corners)))
    matrix, offset = (ijk[1:] - ijk[0]).T, ijk[0]
    frame = series.frames.frame(timepoint)
    # mirrored at the edges, so that places within the outermost voxels, but beyond their centres, have a value
    moved = ndimage.affine_transform(frame, matrix, offset, output=np.float32, order=3, mode="mirror")
    moved[~_reached(grid, matrix, offset)] = np.nan
    return np.asarray(moved)


def _reached(grid: Grid, matrix: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """``(ni, nj, nk)`` booleans: whether the voxel lands within the grid, its outer faces included."""
    axes = np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij", sparse=True)
    inside = np.ones(grid.shape, dtype=bool)
    for row, start, size in zip(matrix, offset, grid.shape, strict=True):
        index = start + sum(weight * axis for weight, axis in zip(row, axes, strict=True))
        inside &= (index >= -FACE) & (index <= size - 1 + FACE)
    return inside


def _require_same_length(series: Series, motion: Motion) -> None:
    if motion.n_timepoints != series.n_timepoints:
        raise DataError(f"The motion has {motion.n_timepoints} rows, but the series has {series.n_timepoints} volumes.")
