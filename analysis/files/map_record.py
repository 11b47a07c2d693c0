"""The JSON record beside a computed map: what it is, its unit, its mask and how it was made; and its way back.

In the NIfTI file voxels outside the mask are 0, as other tools expect. When such a map is opened again, the mask
that its record names turns those zeros back into "no value here"; where that mask is missing or was changed,
every exact zero does, with a warning, because a zero that nobody measured must not look like a result.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import InputError
from analysis.files import source
from analysis.image import Mask, Volume
from analysis.provenance import sha256_of_array
from analysis.scan import StatMap

FORMAT = "algoscope-map-1"
SERIES_FORMAT = "algoscope-series-1"
_MOST_BYTES = 10_000_000


@dataclass(frozen=True)
class MapRecord:
    """What the record says; ``mask_file`` is the mask's file name in the same folder, or None."""

    name: str
    statistic: str
    unit: str
    dof: float | None
    space: str
    mask_file: str | None
    mask_sha256: str | None
    function: str
    warnings: tuple[str, ...]


def as_dict(stat_map: StatMap, space: str, mask_file: str | None) -> dict[str, Any]:
    """The record of a map, ready for JSON."""
    mask = stat_map.mask
    return {
        "format": FORMAT,
        "name": stat_map.volume.name or stat_map.statistic,
        "statistic": stat_map.statistic,
        "unit": stat_map.volume.unit,
        "dof": stat_map.dof,
        "space": space,
        "outside_mask": None if mask is None else 0,
        "mask": None if mask is None else {"file": mask_file, "sha256": sha256_of_array(mask.data)},
        "provenance": stat_map.provenance.as_dict(),
    }


def read(image: Path) -> MapRecord | None:
    """The record beside an image, or None where there is none (another JSON there is not a record)."""
    found = _found(image, FORMAT)
    if found is None:
        return None
    mask, provenance = _object(found.get("mask")), _object(found.get("provenance"))
    dof = found.get("dof")
    return MapRecord(
        name=str(found.get("name") or ""),
        statistic=str(found.get("statistic") or ""),
        unit=str(found.get("unit") or ""),
        dof=float(dof) if isinstance(dof, int | float) else None,
        space=str(found.get("space") or "unknown"),
        mask_file=str(mask["file"]) if mask.get("file") else None,
        mask_sha256=str(mask["sha256"]) if mask.get("sha256") else None,
        function=str(provenance.get("function") or ""),
        warnings=_warnings(found),
    )


def provenance_of(image: Path) -> dict[str, Any]:
    """The provenance in the record beside a map; empty where there is none."""
    return _object((_found(image, FORMAT) or {}).get("provenance"))


def is_of_simulated_person(image: Path) -> bool:
    """Whether the record beside a map says that it is of nobody: its scans were simulated before it was kept."""
    return _object((_found(image, FORMAT) or {}).get("storage")).get("simulated_person") is True


def warnings_of_series(image: Path) -> tuple[str, ...] | None:
    """What is doubtful about a series that was computed here, or None where no record says that it was."""
    found = _found(image, SERIES_FORMAT)
    return None if found is None else _warnings(found)


def _found(image: Path, wanted: str) -> dict[str, Any] | None:
    path = image.with_name(source.stem(image) + ".json")
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("format") == wanted else None


def _warnings(found: dict[str, Any]) -> tuple[str, ...]:
    warnings = _object(found.get("provenance")).get("warnings")
    return tuple(str(w) for w in warnings) if isinstance(warnings, list) else ()


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def restored(volume: Volume, record: MapRecord, mask: Mask | None) -> tuple[Volume, tuple[str, ...]]:
    """The map as it was computed: with its name and unit, and NaN outside its mask.

    Parameters
    ----------
    volume : as stored
    record : beside it
    mask : the mask that the record names, or None where it is missing
    """
    if record.mask_sha256 is None:
        return Volume(volume.grid, volume.data, record.name, record.unit), ()
    inside, warnings = _inside(volume, record, mask)
    data = np.where(inside, volume.data, np.float32(np.nan))
    return Volume(volume.grid, data, record.name, record.unit), warnings


def _inside(volume: Volume, record: MapRecord, mask: Mask | None) -> tuple[np.ndarray, tuple[str, ...]]:
    if mask is not None and mask.grid.matches(volume.grid) and sha256_of_array(mask.data) == record.mask_sha256:
        return mask.data, ()
    why = "is missing beside it" if mask is None else "was changed"
    return volume.data != 0, (f"The mask of this map {why}; every zero is taken as no value.",)


def mask_path(image: Path, record: MapRecord) -> Path | None:
    """Where the mask of a map should be; a record may only name a file of its own folder."""
    if record.mask_file is None or Path(record.mask_file).name != record.mask_file:
        return None
    path = image.with_name(record.mask_file)
    try:
        return path if path.is_file() else None
    except (OSError, ValueError) as error:
        raise InputError(f'The mask of "{image.name}" cannot be found.') from error
