"""A map of perfusion that the scanner has computed itself: taken as it is, with its own unit, never scaled by guess."""

from collections.abc import Mapping

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask, Series, Volume
from analysis.perfusion.fields import FIELDS, accept
from analysis.perfusion.maps import map_in_mask
from analysis.perfusion.quality import Check, Measured, Tissues, check_quality
from analysis.provenance import InputRecord, Provenance
from analysis.scan import Fact, Scan, StatMap

EQUATION = "CBF as the scanner computed it"
CBF_UNIT = "mL/100 g/min"
_ABSOLUTE = ("ml/100g/min", "ml/min/100g", "ml/100gm/min", "ml*100g^-1*min^-1")


def is_scanner_cbf(scan: Scan, given: Mapping[str, Fact]) -> bool:
    """Whether the table of volumes says that the scan already holds CBF, and nothing to compute it from."""
    types = given["VolumeTypes"].value if "VolumeTypes" in given else scan.asl.volume_types if scan.asl else ()
    return "cbf" in types and not set(types) & {"control", "label", "deltam"}


def unit_of(scan: Scan, given: Mapping[str, Fact]) -> tuple[str, str]:
    """The unit of a scanner's map, ``""`` for relative perfusion, and which source tells it.

    Raises
    ------
    DataError
        if no source tells it
    """
    for facts in (given, scan.facts):
        fact = facts.get("Units")
        if fact is None:
            continue
        words = accept("Units", fact.value)
        text = str(fact.value).replace(" ", "").lower()
        if text in _ABSOLUTE or words == "mL/100g/min":
            return CBF_UNIT, fact.source.value
        if words == "relative":
            return "", fact.source.value
    raise DataError(
        "The scanner's map of perfusion has no unit that is known here; type Units (mL/100g/min, or relative): "
        f"{FIELDS['Units'].meaning}."
    )


def pass_through(
    scan: Scan, given: Mapping[str, Fact], mask: Mask, tissues: Tissues | None, inputs: tuple[InputRecord, ...]
) -> tuple[tuple[StatMap, ...], tuple[Check, ...]]:
    """The scanner's map inside a mask, with the checks of its plausibility.

    Several volumes of CBF are averaged.

    Raises
    ------
    DataError
        if no source tells the unit, or the mask holds no value
    """
    unit, source = unit_of(scan, given)
    volume, n = _mean(scan, given)
    values = volume.data[mask.data].astype(np.float64)
    if not np.isfinite(values).any():
        raise DataError("The scanner's map of perfusion has no value inside the mask.")
    if not unit:
        values = values / float(np.nanmean(values))
    checks = check_quality(Measured(values, None, mask, tissues, bool(unit)), n, n)
    provenance = Provenance(
        "analysis.perfusion.scanner_map.pass_through",
        {"method": EQUATION, "unit": unit or "relative", "source_of_the_unit": source, "n_volumes": n},
        inputs,
        ("This map was computed by the scanner; its equation and constants are not known here.",),
    )
    name, caption = ("cbf", "CBF of the scanner") if unit else ("relative_perfusion", "relative perfusion")
    return (map_in_mask(mask, provenance, name, values, caption, unit),), checks


def _mean(scan: Scan, given: Mapping[str, Fact]) -> tuple[Volume, int]:
    if isinstance(scan.image, Volume):
        return scan.image, 1
    assert isinstance(scan.image, Series)
    types = given["VolumeTypes"].value if "VolumeTypes" in given else scan.asl.volume_types if scan.asl else ()
    if len(types) != scan.image.n_timepoints:
        raise DataError(f"VolumeTypes names {len(types)} volumes, but the series has {scan.image.n_timepoints}.")
    chosen = [v for v, kind in enumerate(types) if kind == "cbf"]
    total = np.zeros(scan.image.grid.shape)
    for volume in chosen:
        total += scan.image.frames.frame(volume)
    return Volume(scan.image.grid, total / len(chosen), "CBF"), len(chosen)
