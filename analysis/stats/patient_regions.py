"""One patient against controls, region by region: a set that was named beforehand, and the whole of AAL.

Only the pre-specified set has corrected p (Holm over exactly its rows): a p for a region that was picked by looking at
the map means nothing. The value of a region is the mean of the map, in its unit, over the voxels in which everyone
has a value; it is transformed afterwards, and expected value and prediction interval are transformed back.

The asymmetry of a pair is 200 (L − R) / (L + R) in % where all values are above 0, else L − R in the unit of the map,
compared with the controls' asymmetry without a transform.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from analysis.atlas.parcellation import aal
from analysis.errors import FileFormatError
from analysis.image import Mask
from analysis.stats import multiple
from analysis.stats.single_case import CaseModel, SingleCase, Transform, compare_case
from analysis.stats.single_case_interval import case_interval

REGIONS_FILE = Path(__file__).resolve().parents[2] / "resources" / "regions" / "single_patient.toml"
_SIDES = (("L", "left"), ("R", "right"))
_TOLERANCE_MM = 1e-6


@dataclass(frozen=True)
class Region:
    """A place: AAL regions taken together, or a sphere. ``key`` ends with _L or _R where there is one on each side."""

    key: str
    caption: str
    aal_names: tuple[str, ...] = ()
    centre_mm: tuple[float, float, float] | None = None
    radius_mm: float = 0.0
    source: str = "AAL"


@dataclass(frozen=True, eq=False)
class RegionRow:
    """A region (or the asymmetry of a pair) of the patient; NaN where it cannot be said.

    ``value``, ``expected``, ``low`` and ``high`` (95 % prediction interval) are in the ``unit``; ``percentile`` has the
    95 % limits ``percentile_low``, ``percentile_high``; ``w`` is descriptive; ``p`` is two-tailed, ``p_holm`` corrected
    over the pre-specified set (None elsewhere). ``controls`` ``(n,)`` are the values of the dot plot.
    """

    region: Region
    unit: str
    n_voxels: int
    value: float
    expected: float
    low: float
    high: float
    percentile: float
    percentile_low: float
    percentile_high: float
    w: float
    t: float
    dof: int
    p: float
    p_holm: float | None
    controls: np.ndarray


@cache
def prespecified_regions() -> tuple[Region, ...]:
    """The set of ``resources/regions/single_patient.toml``, one entry per side.

    Raises
    ------
    FileFormatError
        if the file is missing or damaged
    """
    try:
        content = tomllib.loads(REGIONS_FILE.read_text("utf-8"))
        return tuple(region for key, entry in content.items() for region in _regions_of(key, entry))
    except (OSError, ValueError, KeyError) as error:
        raise FileFormatError(f'The file "{REGIONS_FILE.name}" is damaged; please reinstall Algoscope.') from error


@cache
def aal_regions() -> tuple[Region, ...]:
    """Every region of AAL, in its order."""
    return tuple(Region(name, name.replace("_", " "), (name,)) for _, name in sorted(aal().names.items()))


def _regions_of(key: str, entry: dict[str, Any]) -> list[Region]:
    caption, source = str(entry["caption"]), str(entry["source"])
    if "aal" in entry:
        return [Region(key, caption, tuple(entry["aal"]), source=source)]
    if "centre" in entry:
        return [Region(key, caption, (), _place(entry["centre"]), float(entry["radius_mm"]), source)]
    if "aal_sides" in entry:
        return [
            Region(f"{key}_{letter}", f"{word} {caption}", (f"{entry['aal_sides']}_{letter}",), source=source)
            for letter, word in _SIDES
        ]
    return [
        Region(f"{key}_{letter}", f"{word} {caption}", (), _place(entry[word]), float(entry["radius_mm"]), source)
        for letter, word in _SIDES
    ]


def _place(xyz: Sequence[float]) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in xyz)
    return x, y, z


def region_members(regions: Sequence[Region], mask: Mask) -> tuple[np.ndarray, ...]:
    """For each region the rows of its voxels among those of the mask (in MNI space); empty where it holds none."""
    xyz_mm = mask.grid.to_mm(np.argwhere(mask.data))
    labels = aal().labels_at(xyz_mm)
    members = []
    for region in regions:
        if region.centre_mm is not None:
            distance = np.linalg.norm(xyz_mm - np.array(region.centre_mm), axis=1)
            members.append(np.flatnonzero(distance <= region.radius_mm + _TOLERANCE_MM))
        else:
            members.append(np.flatnonzero(np.isin(labels, [aal().label_of(name) for name in region.aal_names])))
    return tuple(members)


def region_means(values: np.ndarray, members: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Means of regions over the voxels in which everyone has a value.

    Parameters
    ----------
    values : ``(N, n_voxels)``
    members : rows of the voxels of each region

    Returns
    -------
    means : ``(N, n_regions)`` float64, NaN for a region without such a voxel
    n_voxels : ``(n_regions,)`` how many there were
    """
    complete = np.isfinite(values).all(axis=0)
    means = np.full((len(values), len(members)), np.nan)
    counts = np.zeros(len(members), dtype=np.int64)
    for index, rows in enumerate(members):
        used = rows[complete[rows]]
        counts[index] = len(used)
        if len(used):
            means[:, index] = values[:, used].mean(axis=1, dtype=np.float64)
    return means, counts


def compare_regions(
    means: np.ndarray,
    counts: np.ndarray,
    regions: Sequence[Region],
    model: CaseModel,
    transform: Transform,
    unit: str,
    *,
    prespecified: bool,
) -> tuple[RegionRow, ...]:
    """A row per region.

    Parameters
    ----------
    means : ``(n + 1, n_regions)`` in the unit of the map, the patient first
    counts : ``(n_regions,)`` voxels of each
    regions : in the same order
    model : of the controls and the patient
    transform : before the comparison
    unit : of the map
    prespecified : whether p is corrected over these regions

    Raises
    ------
    DataError
        if a mean is outside of the domain of the transform
    """
    scaled = transform.apply(means)
    found = compare_case(scaled[0], scaled[1:], model)
    return _rows(found, means, counts, regions, transform, unit, prespecified)


def compare_asymmetries(
    means: np.ndarray, counts: np.ndarray, regions: Sequence[Region], model: CaseModel, unit: str, *, prespecified: bool
) -> tuple[RegionRow, ...]:
    """A row per pair of a left and a right region; parameters as `compare_regions`."""
    position = {region.key: index for index, region in enumerate(regions)}
    pairs = [
        (i, position[f"{key[:-2]}_R"])
        for key, i in position.items()
        if key.endswith("_L") and f"{key[:-2]}_R" in position
    ]
    if not pairs:
        return ()
    left, right = means[:, [i for i, _ in pairs]], means[:, [j for _, j in pairs]]
    positive = bool((np.nan_to_num(means, nan=1.0) > 0).all())
    index = 200 * (left - right) / (left + right) if positive else left - right
    both = [
        Region(f"{regions[i].key[:-2]}_asymmetry", f"{_without_side(regions[i].caption)}, left minus right",
               source=regions[i].source)
        for i, _ in pairs
    ]  # fmt: skip
    least = np.array([min(counts[i], counts[j]) for i, j in pairs])
    found = compare_case(index[0], index[1:], model)
    return _rows(found, index, least, both, Transform.NONE, "%" if positive else unit, prespecified)


def _without_side(caption: str) -> str:
    return caption.removeprefix("left ").removesuffix(" L")


def _rows(
    found: SingleCase,
    values: np.ndarray,
    counts: np.ndarray,
    regions: Sequence[Region],
    transform: Transform,
    unit: str,
    prespecified: bool,
) -> tuple[RegionRow, ...]:
    limits = case_interval(found.effect, found.model.leverage, found.dof)
    p_holm = multiple.holm(found.p)
    expected, low, high = (transform.invert(x) for x in (found.expected, found.low, found.high))
    return tuple(
        RegionRow(
            region, unit, int(counts[i]), float(values[0, i]), float(expected[i]), float(low[i]), float(high[i]),
            float(found.percentile[i]), float(limits.percentile_low[i]), float(limits.percentile_high[i]),
            float(found.w[i]), float(found.t[i]), found.dof, float(found.p[i]),
            float(p_holm[i]) if prespecified else None, values[1:, i].copy(),
        )
        for i, region in enumerate(regions)
    )  # fmt: skip


COLUMNS = (
    "set", "region", "caption", "n_voxels", "unit", "value", "expected", "interval_low", "interval_high", "percentile",
    "percentile_low", "percentile_high", "w_descriptive", "t", "dof", "p_two_tailed", "p_holm", "source",
)  # fmt: skip


def table_rows(kind: str, rows: Sequence[RegionRow]) -> list[tuple[object, ...]]:
    """Rows in the order of `COLUMNS`; ``kind`` names the set they belong to."""
    return [
        (
            kind, row.region.key, row.region.caption, row.n_voxels, row.unit, row.value, row.expected, row.low,
            row.high, row.percentile, row.percentile_low, row.percentile_high, row.w, row.t, row.dof, row.p, row.p_holm,
            row.region.source,
        )
        for row in rows
    ]  # fmt: skip
