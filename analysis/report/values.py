"""The patient's own values in the pre-specified regions, where there is no cohort to hold them against."""

from dataclasses import dataclass

import numpy as np

from analysis.errors import InputError
from analysis.image import Mask
from analysis.report.case import Case
from analysis.report.comparison import Comparison, volume_at
from analysis.stats.patient_regions import prespecified_regions, region_means, region_members

STATISTICS = ("cbf", "malff", "smreho", "mreho", "smdc_weighted", "gray_volume")
_MOST = 5


@dataclass(frozen=True)
class OwnMap:
    """A map and its mean in each region, NaN where the region lies outside of it."""

    statistic: str
    name: str
    unit: str
    means: tuple[float, ...]


def shows_own_values(case: Case, comparisons: tuple[Comparison, ...]) -> bool:
    """Whether the report shows the patient's own values: if no map that was computed from scans was compared."""
    return all(case.is_drawn(case.name_of(comparison.patient_sha256)) for comparison in comparisons)


def own_values(case: Case) -> tuple[OwnMap, ...]:
    """Means of at most five maps over `prespecified_regions`, in their order."""
    return tuple(_means(case, statistic) for statistic in shown_statistics(case))


def shown_statistics(case: Case) -> tuple[str, ...]:
    """Which maps' values are shown: ReHo smoothed where there is such a map."""
    there = [s for s in STATISTICS if case.map_path(s) is not None]
    if "smreho" in there and "mreho" in there:
        there.remove("mreho")
    return tuple(there[:_MOST])


def _means(case: Case, statistic: str) -> OwnMap:
    path = case.map_path(statistic)
    if path is None:
        raise InputError(f"The patient has no map {statistic}.")
    volume = volume_at(path)
    known = np.isfinite(volume.data)
    if not known.any():
        nowhere = tuple(float("nan") for _ in prespecified_regions())
        return OwnMap(statistic, volume.name or statistic, volume.unit, nowhere)
    members = region_members(prespecified_regions(), Mask(volume.grid, known))
    means, _ = region_means(volume.data[known][np.newaxis], members)
    return OwnMap(statistic, volume.name or statistic, volume.unit, tuple(float(v) for v in means[0]))
