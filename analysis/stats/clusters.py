"""The clusters of a map at a threshold, and what a table says of each.

A cluster is a connected set of voxels of one sign whose size is at least the height. Its peak (highest voxel), its
centroid (mean place) and its weighted centre (places weighted by |value|) are three different coordinates and
never share a column. Names come from the coordinate: every AAL region that the cluster touches with the share of the
cluster and of the region (both counted in voxels of the map), and the side from the sign of x.

A `ClusterFinder` keeps what does not depend on the threshold, so that a table can follow a slider.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.atlas.parcellation import Parcellation, aal
from analysis.errors import DataError, OptionError
from analysis.image import Volume
from analysis.stats.lattice import Connectivity, Lattice, lattice_of
from analysis.stats.place import Nearest, Side, nearest_region, prepare, side_of, voxel_width_mm

SUBPEAK_DISTANCE_MM = 8.0
_MOST_SUBPEAKS = 3
_ROUNDING_MM = 1e-6


@dataclass(frozen=True)
class RegionShare:
    """How much of a cluster lies in a region, and how much of the region in the cluster, in percent."""

    name: str
    n_voxels: int
    percent_of_cluster: float
    percent_of_region: float


@dataclass(frozen=True)
class Peak:
    """A local maximum of |value| within a cluster."""

    xyz_mm: tuple[float, float, float]
    value: float
    region: str | None
    side: Side


@dataclass(frozen=True)
class Cluster:
    """One row of the table; ``number`` counts from 1, the largest cluster first.

    ``region`` is that of the peak (None outside the atlas; ``nearest`` then says how far it is), ``regions`` all that
    the cluster touches, the most voxels first. ``side`` is that of the peak's x.
    """

    number: int
    n_voxels: int
    volume_mm3: float
    peak: Peak
    centroid_mm: tuple[float, float, float]
    weighted_centre_mm: tuple[float, float, float]
    nearest: Nearest
    regions: tuple[RegionShare, ...]
    percent_outside_atlas: float
    subpeaks: tuple[Peak, ...]

    @property
    def value(self) -> float:
        """The statistic at the peak, with its sign."""
        return self.peak.value

    @property
    def region(self) -> str | None:
        """The region that holds the peak."""
        return self.peak.region

    @property
    def side(self) -> Side:
        """The side of the peak."""
        return self.peak.side


@dataclass(eq=False)
class _Sign:
    """The clusters of one sign: label numbers of the voxels, and per label (0 unused) what was measured.

    ``chosen`` are the rows of the peak and the sub-peaks of each label, -1 for none; found when first asked for.
    """

    sign: float
    labels: np.ndarray
    sizes: np.ndarray
    peaks: np.ndarray
    sums: np.ndarray
    weighted: np.ndarray
    weights: np.ndarray
    counts: np.ndarray
    chosen: np.ndarray | None = None


class ClusterTable:
    """The clusters at one threshold, the largest first; a row is made when it is asked for."""

    def __init__(self, finder: "ClusterFinder", signs: Sequence[_Sign], extent: int, height: float) -> None:
        self._finder, self._signs = finder, signs
        self.height, self.extent = height, extent
        order = [
            (-int(found.sizes[label]), -abs(float(finder.values[found.peaks[label]])), which, label)
            for which, found in enumerate(signs)
            for label in (np.flatnonzero(found.sizes[1:] >= extent) + 1).tolist()
        ]
        self._order = [(which, label) for _, _, which, label in sorted(order)]
        self._made: dict[int, Cluster] = {}

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, index: int) -> Cluster:
        """The cluster at a position from 0."""
        if not 0 <= index < len(self._order):
            raise IndexError(f"cluster {index} of {len(self._order)}")
        if index not in self._made:
            which, label = self._order[index]
            self._made[index] = self._finder.describe(self._signs[which], label, index + 1)
        return self._made[index]

    @property
    def rows(self) -> tuple[Cluster, ...]:
        """All clusters."""
        return tuple(self[index] for index in range(len(self)))

    @property
    def sizes(self) -> np.ndarray:
        """``(n_clusters,)`` voxels of each."""
        return np.array([self._signs[which].sizes[label] for which, label in self._order], dtype=np.int64)

    @cached_property
    def numbers(self) -> np.ndarray:
        """``(n_voxels,)`` the number of the cluster that holds each voxel of the finder, 0 for none."""
        result = np.zeros(self._finder.lattice.n_voxels, dtype=np.int32)
        for which, found in enumerate(self._signs):
            lookup = np.zeros(len(found.sizes), dtype=np.int32)
            for position, (sign, label) in enumerate(self._order):
                if sign == which:
                    lookup[label] = position + 1
            result += lookup[found.labels]
        return result

    def kept(self) -> np.ndarray:
        """``(ni, nj, nk)`` float32: the values of all clusters, NaN elsewhere."""
        data = np.full(self._finder.lattice.shape, np.nan, dtype=np.float32, order="F")
        ijk = self._finder.lattice.ijk[self.numbers > 0]
        data[tuple(ijk.T)] = self._finder.values[self.numbers > 0]
        return data


class ClusterFinder:
    """Finds the clusters of one map again and again.

    Parameters
    ----------
    volume : a statistic in MNI space; NaN and 0 are outside
    connectivity : which voxels touch
    atlas : for the names; AAL where not given
    subpeak_distance_mm : the least distance between the peaks of one cluster

    Raises
    ------
    DataError
        if the map has no value
    """

    def __init__(
        self,
        volume: Volume,
        *,
        connectivity: Connectivity = Connectivity.CORNERS,
        atlas: Parcellation | None = None,
        subpeak_distance_mm: float = SUBPEAK_DISTANCE_MM,
    ) -> None:
        inside = np.isfinite(volume.data) & (volume.data != 0)
        if not inside.any():
            raise DataError("The map holds no value, so it has no clusters.")
        self.volume, self.connectivity = volume, connectivity
        self.atlas = atlas or aal()
        self.lattice: Lattice = lattice_of(inside)
        self.values = np.ascontiguousarray(volume.data[inside])
        self._distance_mm = subpeak_distance_mm
        self._earlier = self.lattice.earlier(connectivity)
        self._parents = np.empty(self.lattice.n_voxels, dtype=np.int32)
        self._names, self._regions, self._region_sizes = self._regions_of_voxels()
        self._nearest: dict[int, Nearest] = {}
        prepare(self.atlas)

    def find(self, height: float, *, extent: int = 1, signs: Sequence[int] = (1, -1)) -> ClusterTable:
        """The clusters of voxels of at least `height` in size.

        Parameters
        ----------
        height : of |value|, above 0
        extent : the least number of voxels of a cluster
        signs : (1, -1) for both, (1,) or (-1,) for one

        Raises
        ------
        OptionError
            if the height is not above 0
        """
        if not height > 0:
            raise OptionError(f"The height threshold must be above 0, but it is {height:g}.")
        return ClusterTable(self, [self._labelled(float(sign), height) for sign in signs], max(1, extent), height)

    def describe(self, found: _Sign, label: int, number: int) -> Cluster:
        """The row of one cluster."""
        row, size = int(found.peaks[label]), int(found.sizes[label])
        grid = self.volume.grid
        counts = found.counts[label]
        shares = [
            RegionShare(self._names[region], n, 100 * n / size, 100 * n / int(self._region_sizes[region]))
            for region in np.flatnonzero(counts[1:]) + 1
            if (n := int(counts[region]))
        ]
        return Cluster(
            number,
            size,
            size * grid.voxel_volume_mm3,
            self._peak(row),
            _triple(grid.to_mm(found.sums[label] / size)),
            _triple(grid.to_mm(found.weighted[label] / found.weights[label])),
            self._nearest_to(row),
            tuple(sorted(shares, key=lambda share: (-share.n_voxels, share.name))),
            100 * int(counts[0]) / size,
            tuple(self._peak(int(other)) for other in self._peaks_of(found)[label, 1:] if other >= 0),
        )

    def _labelled(self, sign: float, height: float) -> _Sign:
        from analysis.stats import kernels

        lattice = self.lattice
        labels = np.empty(lattice.n_voxels, dtype=np.int32)
        n = kernels.label_clusters(
            self.values, sign, height, lattice.rows, lattice.places, self._earlier, self._parents, labels
        )
        found = _Sign(
            sign,
            labels,
            np.zeros(n + 1, dtype=np.int64),
            np.empty(n + 1, dtype=np.int64),
            np.zeros((n + 1, 3)),
            np.zeros((n + 1, 3)),
            np.zeros(n + 1),
            np.zeros((n + 1, len(self._names)), dtype=np.int32),
        )
        kernels.measure_clusters(
            self.values, sign, labels, lattice.ijk, self._regions, found.sizes, found.peaks, found.sums,
            found.weighted, found.weights, found.counts,
        )  # fmt: skip
        return found

    def _regions_of_voxels(self) -> tuple[list[str], np.ndarray, np.ndarray]:
        """Names by index (0: none), the index of each voxel, and how many voxels of the whole grid a region has."""
        codes = sorted(self.atlas.names)
        lookup = np.zeros(max(codes) + 1, dtype=np.int16)
        lookup[codes] = np.arange(1, len(codes) + 1)
        grid = self.volume.grid
        regions = np.zeros(grid.shape, dtype=np.int16)
        jk = np.stack(np.meshgrid(*(np.arange(n) for n in grid.shape[1:]), indexing="ij"), axis=-1)
        for i in range(grid.shape[0]):
            ijk = np.concatenate([np.full((*jk.shape[:2], 1), i), jk], axis=-1)
            regions[i] = lookup[self.atlas.labels_at(grid.to_mm(ijk))]
        names = ["", *(self.atlas.names[code] for code in codes)]
        sizes = np.bincount(regions.ravel(), minlength=len(names))
        return names, np.ascontiguousarray(regions[tuple(self.lattice.ijk.T)]), sizes

    def _peak(self, row: int) -> Peak:
        xyz = _triple(self.volume.grid.to_mm(self.lattice.ijk[row]))
        region = self._names[int(self._regions[row])] or None
        return Peak(xyz, float(self.values[row]), region, side_of(xyz[0], voxel_width_mm(self.volume.grid)))

    def _nearest_to(self, row: int) -> Nearest:
        if row not in self._nearest:
            self._nearest[row] = nearest_region(self.atlas, self.volume.grid.to_mm(self.lattice.ijk[row]))
        return self._nearest[row]

    def _peaks_of(self, found: _Sign) -> np.ndarray:
        if found.chosen is None:
            from analysis.stats import kernels

            rows, lattice = np.empty(self.lattice.n_voxels, dtype=np.int64), self.lattice
            offsets = lattice.offsets(Connectivity.CORNERS)
            n = kernels.local_maxima(self.values, found.sign, found.labels, lattice.rows, lattice.places, offsets, rows)
            rows = rows[:n][np.argsort(-found.sign * self.values[rows[:n]], kind="stable")]
            xyz_mm = np.ascontiguousarray(self.volume.grid.to_mm(lattice.ijk[rows]))
            chosen = np.full((len(found.sizes), 1 + _MOST_SUBPEAKS), -1, dtype=np.int64)
            kernels.choose_peaks(rows, found.labels, xyz_mm, self._distance_mm - _ROUNDING_MM, chosen)
            found.chosen = np.where(chosen >= 0, rows[chosen], -1) if n else chosen
        return found.chosen


def _triple(xyz_mm: np.ndarray) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in xyz_mm)
    return x, y, z
