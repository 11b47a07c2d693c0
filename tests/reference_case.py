"""Case A: a synthetic series with what DPABI V9.0 and REST V1.8 made of it, and small series for tests."""

from pathlib import Path

import nibabel
import numpy as np

from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series


def load(folder: Path, name: str) -> tuple[Grid, np.ndarray]:
    """The grid and the values of a file of the reference folder."""
    image = nibabel.load(folder / "metrics" / f"{name}.nii.gz")
    return Grid(image.shape[:3], image.affine), np.asarray(image.dataobj)


def load_series(folder: Path, name: str = "A_bold", tr_s: float | None = 2.0) -> Series:
    """A series of case A; its TR is 2 s."""
    grid, values = load(folder, name)
    return Series(grid, ArrayFrames(values.astype(np.float32)), tr_s)


def load_mask(folder: Path, name: str = "A_mask") -> Mask:
    """A mask of case A."""
    grid, values = load(folder, name)
    return Mask(grid, values != 0)


def reference(folder: Path, name: str, mask: Mask) -> np.ndarray:
    """What a toolkit gave, in the voxels of a mask."""
    grid, values = load(folder, name)
    assert grid.matches(mask.grid)
    return values[mask.data].astype(np.float64)


def grid_of(shape: tuple[int, int, int], size_mm: float = 3.0) -> Grid:
    """A plain grid."""
    return Grid(shape, np.diag([size_mm, size_mm, size_mm, 1.0]))


def series_of(values: np.ndarray, tr_s: float | None = 2.0) -> Series:
    """A series of an array ``(ni, nj, nk, n_timepoints)``."""
    return Series(grid_of(values.shape[:3]), ArrayFrames(np.asarray(values)), tr_s)


def full_mask(series: Series) -> Mask:
    """Every voxel of a series."""
    return Mask(series.grid, np.ones(series.grid.shape, dtype=bool))


def rough_data(seed: int = 1) -> tuple[Series, Mask]:
    """7 x 8 x 6 voxels x 60 with ties, a NaN voxel, a constant voxel and a ragged mask that has an isolated voxel."""
    rng = np.random.default_rng(seed)
    shared = rng.standard_normal(60)
    values = np.round(1000 + 5 * shared + 6 * rng.standard_normal((7, 8, 6, 60))).astype(np.float32)
    values[3, 3, 3, 10] = np.nan
    values[2, 4, 2] = 700
    inside = rng.random((7, 8, 6)) < 0.7
    inside[3, 3, 3] = inside[2, 4, 2] = True
    inside[4:, 5:, 3:] = False
    inside[5, 6, 4] = True  # alone, and not in the outermost layer
    series = series_of(values)
    return series, Mask(series.grid, inside)
