"""How large the demonstration patient is, on which grids it was scanned, and where its random numbers come from."""

import zlib
from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from analysis.errors import OptionError
from analysis.grid import Grid

TR_S = 2.0
LABEL_DURATION_S = 1.8
SINGLE_PLD_S = 1.8
MULTI_PLDS_S = (0.5, 1.0, 1.5, 2.0, 2.5)


@dataclass(frozen=True)
class DemoSettings:
    """The size of the dataset; geometry, tissue and signals are the same at every size.

    Parameters
    ----------
    coarseness : voxels are this many times larger along each axis, and fewer; 1 is the size of a real examination
    n_volumes : timepoints of the BOLD series
    n_pairs : control-label pairs of the single-delay ASL series
    n_pairs_per_delay : control-label pairs at each delay of the multi-delay series

    Raises
    ------
    OptionError
        if a number is too small to make a usable dataset, or the coarseness is not 1, 2 or 3
    """

    coarseness: int = 1
    n_volumes: int = 240
    n_pairs: int = 20
    n_pairs_per_delay: int = 8

    def __post_init__(self) -> None:
        if self.coarseness not in (1, 2, 3):
            raise OptionError(f"The coarseness of the demonstration patient is 1, 2 or 3, not {self.coarseness}.")
        if self.n_volumes < 20 or self.n_pairs < 1 or self.n_pairs_per_delay < 1:
            raise OptionError("The demonstration patient needs at least 20 BOLD volumes and one pair per ASL series.")

    @property
    def t1_grid(self) -> Grid:
        """1 mm, a little oblique, first axis to the right: as sagittal T1 series are stored after conversion."""
        return self._grid((192, 240, 240), (1.0, 1.0, 1.0), (1.5, -2.0, 1.0), (1.0, 4.0, -21.0), first_to_left=False)

    @property
    def bold_grid(self) -> Grid:
        """3.4 × 3.4 × 3.2 mm, tilted by 9°, first axis to the LEFT: as scanners often give EPI."""
        return self._grid((64, 64, 43), (3.4, 3.4, 3.2), (9.0, 1.5, -1.0), (0.0, -9.0, 15.5), first_to_left=True)

    @property
    def asl_grid(self) -> Grid:
        """3.2 × 3.2 × 4 mm, tilted by 5°, first axis to the left."""
        return self._grid((72, 72, 38), (3.2, 3.2, 4.0), (5.0, 1.0, 0.5), (0.0, -11.0, 7.0), first_to_left=True)

    @property
    def slice_times_s(self) -> np.ndarray:
        """``(n_slices,)`` s from the start of a BOLD volume: interleaved, even-numbered slices (0, 2, …) first."""
        n_slices = self.bold_grid.shape[2]
        order = np.concatenate([np.arange(0, n_slices, 2), np.arange(1, n_slices, 2)])
        times = np.empty(n_slices)
        times[order] = np.arange(n_slices) * (TR_S / n_slices)
        return np.round(times, 6)

    def _grid(
        self,
        shape: tuple[int, int, int],
        size_mm: tuple[float, float, float],
        tilt_degrees: tuple[float, float, float],
        centre_mm: tuple[float, float, float],
        *,
        first_to_left: bool,
    ) -> Grid:
        ni, nj, nk = (n // self.coarseness for n in shape)
        signs = np.array([-1 if first_to_left else 1, 1, 1])
        affine = np.eye(4)
        directions = Rotation.from_euler("xyz", tilt_degrees, degrees=True).as_matrix()
        affine[:3, :3] = directions * signs * np.array(size_mm) * self.coarseness
        at_origin = Grid((ni, nj, nk), affine)
        affine[:3, 3] = np.array(centre_mm) - at_origin.centre_mm
        # NIfTI keeps float32: the grid in memory is the grid in the file.
        return Grid((ni, nj, nk), affine.astype(np.float32))


FULL = DemoSettings()
QUICK = DemoSettings(coarseness=2, n_volumes=80, n_pairs=6, n_pairs_per_delay=2)


def random_stream(seed: int, name: str) -> np.random.Generator:
    """Random numbers for one purpose; adding a purpose does not change the numbers of the others."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])
