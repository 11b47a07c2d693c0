"""Two scans of one patient, such as during and between attacks: their difference, and whether it exceeds repeatability.

    difference = second - first,    change = 100 (second - first) / first in %

Between two sessions the same healthy person's grey-matter flow differs with a within-subject coefficient of variation
(wsCV) of 6.6 to 14.8 % (multi-scanner comparison in AJNR Am J Neuroradiol 2021, 34 volunteers; 14.1 to 15.7 % across
two vendors, Steketee et al. 2015). A change below 2.77 wsCV, that is 18 to 41 %, is within what repeated scans differ
by in 95 of 100 people. Relative to the mean of the whole mask, changes of the whole brain (by caffeine or carbon
dioxide) are taken out.
"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.perfusion.maps import map_in_mask
from analysis.provenance import InputRecord, Provenance
from analysis.scan import StatMap

REPEATABILITY_FACTOR = 2.77
WSCV_PERCENT = (6.6, 14.8)
_LEAST_SHARE_OF_MEAN = 0.1  # of the first scan's mean: below it a change in % divides by almost nothing


@dataclass(frozen=True)
class Change:
    """The change of a mean in %, and in words what repeatability says of it."""

    place: str
    first: float
    second: float
    percent: float

    @property
    def sentence(self) -> str:
        """Whether the change exceeds what repeated scans differ by."""
        low, high = (REPEATABILITY_FACTOR * cv for cv in WSCV_PERCENT)
        start = f"{self.place}: {self.first:.3g} to {self.second:.3g}, a change of {self.percent:+.0f} %"
        size = abs(self.percent)
        if not np.isfinite(size):
            return f"{self.place}: no change can be given."
        if size < low:
            return f"{start}, which is within what repeated scans of one person differ by ({low:.0f} to {high:.0f} %)."
        if size <= high:
            return f"{start}, which may still be within what repeated scans differ by ({low:.0f} to {high:.0f} %)."
        return f"{start}, more than repeated scans of one person differ by ({low:.0f} to {high:.0f} %)."


@dataclass(frozen=True, eq=False)
class FollowUp:
    """The maps ``cbf_difference`` and ``cbf_change`` (%), and the change of the whole mask."""

    difference: StatMap
    change: StatMap
    whole: Change


def compare_scans(
    first: Volume,
    second: Volume,
    mask: Mask,
    *,
    relative: bool = False,
    inputs: tuple[InputRecord, ...] = (),
) -> FollowUp:
    """Subtract two perfusion maps of one patient.

    Parameters
    ----------
    first, second : on one grid and of one unit; the patient's head in the same place
    mask : the voxels compared, such as grey matter
    relative : divide each map by its mean in the mask first

    Raises
    ------
    GeometryError
        if the grids differ
    DataError
        if the units differ, or no voxel has a value in both
    """
    if not (second.grid.matches(first.grid) and mask.grid.matches(first.grid)):
        raise GeometryError("Both maps and the mask must be on one grid; bring the second scan onto the first one's.")
    if first.unit != second.unit:
        raise DataError(
            f"One map is in {first.unit or 'relative units'}, the other in {second.unit or 'relative units'}: they "
            "cannot be compared."
        )
    a, b = (v.data[mask.data].astype(np.float64) for v in (first, second))
    both = np.isfinite(a) & np.isfinite(b)
    if not both.any() or not a[both].mean() > 0 or not b[both].mean() > 0:
        raise DataError("No voxel of the mask has positive perfusion in both scans on average.")
    whole = Change("whole mask", float(a[both].mean()), float(b[both].mean()), _percent(a[both].mean(), b[both].mean()))
    if relative:
        a, b = a / a[both].mean(), b / b[both].mean()
    difference = np.where(both, b - a, np.nan)
    enough = both & (a >= _LEAST_SHARE_OF_MEAN * a[both].mean())
    change = np.full(a.shape, np.nan)
    change[enough] = 100 * (b[enough] - a[enough]) / a[enough]
    low, high = (REPEATABILITY_FACTOR * cv for cv in WSCV_PERCENT)
    provenance = Provenance(
        "analysis.perfusion.follow_up.compare_scans",
        {
            "relative": relative,
            "repeatability_percent": [low, high],
            "first_mean": whole.first,
            "second_mean": whole.second,
        },
        inputs,
        (f"Changes below {low:.0f} to {high:.0f} % are within what repeated scans of one person differ by.",),
    )
    unit = "" if relative else first.unit
    return FollowUp(
        map_in_mask(mask, provenance, "cbf_difference", difference, "second less first scan", unit),
        map_in_mask(mask, provenance, "cbf_change", change, "change from first to second scan", "%"),
        whole,
    )


def _percent(first: float, second: float) -> float:
    return float(100 * (second - first) / first) if first > 0 else float("nan")
