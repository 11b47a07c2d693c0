"""Seed connectivity that follows the mouse: one product of a row with a matrix for each place.

The definition is that of `analysis.metrics.connectivity`; here the series is kept ready in float32, so that a map of
70,000 voxels takes a few milliseconds. Maps that are kept are computed anew in float64.
"""

from dataclasses import dataclass

import numpy as np

from analysis.blocks import single_threaded_blas
from analysis.image import Mask, Series, Volume
from analysis.metrics.connectivity import fisher_z
from analysis.metrics.seed_engine import SeedEngine, make_engine
from analysis.metrics.seeds import Seed, seed_columns
from analysis.preprocess.preparation import Preparation, prepare
from analysis.progress import Progress, part, silent


@dataclass(frozen=True, eq=False)
class LiveConnectivity:
    """A series ready for any seed.

    ``places`` is ``(n_mask_voxels,)``: where each column of the engine lies in a Fortran-ordered volume.
    """

    engine: SeedEngine
    places: np.ndarray

    @property
    def mask(self) -> Mask:
        """The voxels that have a value."""
        return self.engine.mask

    def course_of(self, seed: Seed) -> np.ndarray:
        """``(n_timepoints,)`` mean signal of a seed, less its own mean; raises as `seed_columns`."""
        return self.engine.course_of(seed_columns(seed, self.mask, self.engine.usable))

    def course_at(self, xyz_mm: np.ndarray) -> np.ndarray | None:
        """``(n_timepoints,)`` signal of the voxel at a place, less its mean; None outside the mask."""
        voxel = self.mask.grid.voxel_at(xyz_mm)
        if voxel is None or not self.mask.data[voxel]:
            return None
        place = int(np.ravel_multi_index(voxel, self.mask.grid.shape, order="F"))
        column = np.flatnonzero(self.places == place)
        return self.engine.course_of(column) if self.engine.usable[column].all() else None

    def r_map(self, course: np.ndarray) -> Volume:
        """Pearson r of every mask voxel with a time course, NaN outside the mask and without signal."""
        return self._volume(self._correlate(course), "FC of the seed (r)")

    def difference_map(self, course: np.ndarray, other: np.ndarray) -> Volume:
        """Fisher's z of one seed's correlations less that of another's."""
        difference = fisher_z(self._correlate(course)) - fisher_z(self._correlate(other))
        return self._volume(difference, "FC difference of two seeds (z)")

    def _correlate(self, course: np.ndarray) -> np.ndarray:
        # A product of 2 ms is not worth a second thread: on a busy machine the first one waits for it, some 10 ms.
        with single_threaded_blas():
            return self.engine.correlate(course)

    def _volume(self, values: np.ndarray, name: str) -> Volume:
        data = np.full(self.mask.grid.n_voxels, np.nan, dtype=np.float32)
        data[self.places] = values
        return Volume(self.mask.grid, data.reshape(self.mask.grid.shape, order="F"), name)


def make_live(series: Series, mask: Mask, preparation: Preparation, progress: Progress = silent) -> LiveConnectivity:
    """Prepare a series and make it ready.

    Raises
    ------
    DataError, GeometryError, OptionError
        as `prepare` and `make_engine`
    """
    series = prepare(series, mask, preparation, part(progress, 0.0, 0.7)).series
    engine = make_engine(series, mask, part(progress, 0.7, 1.0))
    ijk = np.nonzero(engine.mask.data)  # C order, as the engine's columns
    places = np.ravel_multi_index(ijk, engine.mask.grid.shape, order="F")
    return LiveConnectivity(engine, places)
