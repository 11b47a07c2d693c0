"""Fractions of tissue on the coarse grid of an ASL series, from a fine map such as that of a T1."""

import numpy as np

from analysis.grid import Grid
from analysis.image import Volume
from analysis.preprocess.resample import values_at
from analysis.progress import Progress, silent

_POINTS = 4  # along each axis of a voxel: 64 of 1 mm³ in one of 4 mm


def fraction_on(volume: Volume, grid: Grid, progress: Progress = silent) -> Volume:
    """A map of tissue on another grid of the same space, averaged over each voxel.

    One interpolated value at the centre of a large voxel would miss what surrounds it: the fraction of a voxel is the
    mean over 4 x 4 x 4 places in it. Places outside the map count as without the tissue, as long as the voxel's centre
    lies in it; else the voxel is NaN.

    Parameters
    ----------
    volume : fractions, 0 to 1
    grid : of the series

    Returns
    -------
    Volume
        fractions on `grid`; the same object where it is on that grid already
    """
    if volume.grid.matches(grid):
        return volume
    ijk = np.stack(np.meshgrid(*map(np.arange, grid.shape), indexing="ij"), axis=-1).reshape(-1, 3)
    data = np.asfortranarray(np.nan_to_num(volume.data, nan=0.0))
    total = np.zeros(len(ijk))
    for n, step in enumerate(np.ndindex(_POINTS, _POINTS, _POINTS)):
        progress(n / _POINTS**3, "Tissue on the grid of the series")
        offset = (np.array(step) + 0.5) / _POINTS - 0.5
        total += np.nan_to_num(values_at(data, volume.grid, grid.to_mm(ijk + offset)), nan=0.0)
    mean = total / _POINTS**3
    mean[np.isnan(values_at(data, volume.grid, grid.to_mm(ijk)))] = np.nan
    return Volume(grid, mean.reshape(grid.shape), volume.name, volume.unit)
