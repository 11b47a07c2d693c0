"""The patient's own values in the pre-specified regions, where there is no cohort to hold them against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.errors import InputError
from analysis.image import Mask
from analysis.pipeline.against_cohort import USUAL
from analysis.report.case import MOST_CHOSEN, Case
from analysis.report.comparison import Comparison, volume_at
from analysis.stats.patient_regions import prespecified_regions, region_means, region_members

STATISTICS = USUAL


@dataclass(frozen=True)
class OwnMap:
    """A map and its mean in each region, NaN where the region lies outside of it."""

    statistic: str
    name: str
    unit: str
    means: tuple[float, ...]


def shows_own_values(case: Case, comparisons: tuple[Comparison, ...]) -> bool:
    """Whether own values are shown: of chosen maps, or the usual ones if no map computed from scans was compared."""
    if case.chosen is not None:
        return bool(shown_statistics(case, comparisons))
    return all(case.is_drawn(case.name_of(comparison.patient_sha256)) for comparison in comparisons)


def used_maps(case: Case, comparisons: tuple[Comparison, ...]) -> dict[str, Mapping[str, Any]]:
    """The records of the maps that the report speaks of: those compared, or else those whose values are shown."""
    compared = [case.name_of(c.patient_sha256) or c.statistic for c in comparisons]
    shown = shown_statistics(case, comparisons) if shows_own_values(case, comparisons) else ()
    return {name: case.provenances.get(name, {}) for name in dict.fromkeys([*compared, *shown])}


def scanner_of(provenance: Mapping[str, Any]) -> str:
    """Manufacturer, model and field as the record of a map tells; ``""`` where it does not."""
    acquisition = (provenance.get("parameters") or {}).get("acquisition") or {}
    field = acquisition.get("MagneticFieldStrength")
    words = [
        acquisition.get("Manufacturer"),
        acquisition.get("ManufacturersModelName"),
        f"{field:g} T" if field else "",
    ]
    return " ".join(str(word) for word in words if word)


def sequence_of(provenance: Mapping[str, Any]) -> str:
    """The kind of sequence as the record of a map tells, such as "3D GRASE"; ``""`` where it does not."""
    acquisition = (provenance.get("parameters") or {}).get("acquisition") or {}
    kind, sequence = (str(acquisition.get(key) or "") for key in ("MRAcquisitionType", "PulseSequenceType"))
    return sequence if not sequence or kind in sequence else f"{kind} {sequence}"


def own_values(case: Case, comparisons: tuple[Comparison, ...] = ()) -> tuple[OwnMap, ...]:
    """Means of at most five maps over `prespecified_regions`, in their order."""
    return tuple(_means(case, statistic) for statistic in shown_statistics(case, comparisons))


def shown_statistics(case: Case, comparisons: tuple[Comparison, ...] = ()) -> tuple[str, ...]:
    """Which maps' values are shown: those chosen that were not compared, else the usual ones.

    Of ReHo the smoothed map, where there is one. A patient who has none of the usual maps has others.
    """
    if case.chosen is not None:
        compared = {case.name_of(comparison.patient_sha256) for comparison in comparisons}
        return tuple(name for name in case.chosen if name not in compared)
    return usual_statistics([entry.statistic for entry in case.folder.maps])


def usual_statistics(known: Sequence[str]) -> tuple[str, ...]:
    """Whose values are shown unasked, among the maps that a patient has."""
    there = [statistic for statistic in STATISTICS if statistic in known]
    if "smreho" in there and "mreho" in there:
        there.remove("mreho")
    return tuple((there or list(known))[:MOST_CHOSEN])


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
