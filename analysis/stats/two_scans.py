"""Two scans of one patient in any map in MNI space: their difference, region by region.

    difference = second - first,    change = 100 (second - first) / first in %, where both are above 0

The prior scan is the first. Maps that were not made alike are refused, by the rules that hold for the maps of a cohort
(`analysis.stats.map_profile`). A difference of two scans has no p: how far repeated scans of one person differ is known
for blood flow (see `analysis.perfusion.follow_up`), for other maps it is not, and nothing is said of it.
"""

from dataclasses import dataclass

import numpy as np

from analysis.atlas.parcellation import aal
from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.provenance import InputRecord, Provenance
from analysis.scan import StatMap
from analysis.stats.region_values import region_labels

_LEAST_VOXELS = 5
_LEAST_SHARED = 100
NOTE = "A difference of two scans is not tested: repeated scans of one person differ, too."


@dataclass(frozen=True)
class RegionChange:
    """Means of a region in both scans; ``percent`` NaN where one of them is not above 0."""

    name: str
    n_voxels: int
    first: float
    second: float

    @property
    def difference(self) -> float:
        """The second less the first."""
        return self.second - self.first

    @property
    def percent(self) -> float:
        """Of the first."""
        return 100 * self.difference / self.first if self.first > 0 and self.second > 0 else float("nan")


@dataclass(frozen=True, eq=False)
class TwoScans:
    """The map ``difference``, the change of the whole, and that of each region of AAL that both scans cover."""

    difference: StatMap
    whole: RegionChange
    regions: tuple[RegionChange, ...]

    @property
    def largest(self) -> tuple[RegionChange, ...]:
        """The regions, that with the largest difference first."""
        return tuple(sorted(self.regions, key=lambda row: -abs(row.difference)))


def compare_two(first: Volume, second: Volume, inputs: tuple[InputRecord, ...] = ()) -> TwoScans:
    """Subtract the prior scan's map from the later one's.

    Parameters
    ----------
    first, second : on one grid in MNI space, of one unit; NaN means no value

    Raises
    ------
    GeometryError
        if the grids differ
    DataError
        if the units differ, or fewer than 100 voxels have a value in both
    """
    if not first.grid.matches(second.grid):
        raise GeometryError(
            f"The maps of the two scans are on different grids ({first.grid.in_words()} and {second.grid.in_words()}); "
            "process both with the same preset."
        )
    if first.unit != second.unit:
        raise DataError(f"One map is in {first.unit or 'no unit'}, the other in {second.unit or 'no unit'}.")
    a, b = (v.data.astype(np.float64) for v in (first, second))
    both = np.isfinite(a) & np.isfinite(b)
    n = int(both.sum())
    if n < _LEAST_SHARED:
        raise DataError(f"Only {n} voxels have a value in both scans; at least {_LEAST_SHARED} are needed.")
    whole = RegionChange("", n, float(a[both].mean()), float(b[both].mean()))
    labels = np.where(both, region_labels(first.grid), 0)
    size = max(aal().names) + 1
    counts = np.bincount(labels[both], minlength=size)
    sums = [np.bincount(labels[both], v[both], size) for v in (a, b)]
    regions = tuple(
        RegionChange(name, int(counts[i]), float(sums[0][i] / counts[i]), float(sums[1][i] / counts[i]))
        for i, name in aal().names.items()
        if counts[i] >= _LEAST_VOXELS
    )
    data = np.where(both, b - a, np.nan).astype(np.float32)
    parameters = {"first_mean": whole.first, "second_mean": whole.second, "n_voxels": n, "space": "MNI152"}
    provenance = Provenance("analysis.stats.two_scans.compare_two", parameters, inputs, (NOTE,))
    mask = Mask(first.grid, both, "voxels of both scans")
    volume = Volume(first.grid, data, "second less first scan", first.unit)
    return TwoScans(StatMap(volume, "difference", provenance, mask), whole, regions)


def table_of(found: TwoScans) -> tuple[tuple[str, ...], list[tuple[str | int | float, ...]]]:
    """Column names and rows, the largest difference first."""
    columns = ("region", "n_voxels", "first", "second", "difference", "percent")
    rows: list[tuple[str | int | float, ...]] = [
        (row.name, row.n_voxels, row.first, row.second, row.difference, row.percent) for row in found.largest
    ]
    return columns, rows
