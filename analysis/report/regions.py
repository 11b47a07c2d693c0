"""The table of drawn regions as it was saved: every region in every map, with the record of how it was computed.

A table without its record, or one that was changed afterwards, is refused: a report says nothing that no record holds.
"""

import csv
import hashlib
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import FileFormatError, InputError

FORMAT = "algoscope-regions-1"
COLUMNS = (
    "region", "map", "unit", "side", "region_mm3", "n_voxels", "volume_mm3", "n_missing", "mean", "sd", "median",
    "minimum", "min_x_mm", "min_y_mm", "min_z_mm", "maximum", "max_x_mm", "max_y_mm", "max_z_mm", "p5", "p25", "p75",
    "p95", "mirror_mean", "mirror_n_voxels", "asymmetry_percent", "cohort_percentile", "cohort_n", "remark",
)  # fmt: skip


@dataclass(frozen=True)
class RegionLine:
    """A row: a region in a map; ``numbers`` by their columns, NaN where there is none; hash of the map's file."""

    region: str
    side: str
    map_name: str
    unit: str
    remark: str
    numbers: Mapping[str, float]
    map_sha256: str


@dataclass(frozen=True, eq=False)
class DrawnRegions:
    """One table: its rows, and the record beside it."""

    rows: tuple[RegionLine, ...]
    record: Mapping[str, Any]

    @property
    def provenance(self) -> Mapping[str, Any]:
        """How it was computed."""
        return dict(self.record["provenance"])

    @property
    def table_sha256(self) -> str:
        """Of the table."""
        return str(self.record["table_sha256"])


def table_text(cells: Sequence[Sequence[str]], *, is_csv: bool = False) -> str:
    """The rows under `COLUMNS`, with tabs or commas."""
    text = io.StringIO()
    csv.writer(text, delimiter="," if is_csv else "\t", lineterminator="\n").writerows([COLUMNS, *cells])
    return text.getvalue()


def record_of(
    text: str, maps: Sequence[str], provenance: Mapping[str, Any], mirror: Mapping[str, str]
) -> dict[str, Any]:
    """The record of a table.

    Parameters
    ----------
    text : the table as it is written
    maps : SHA-256 of the map of each row; ``""`` for a cohort's
    mirror : what is said about the mirror of each region
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {
        "format": FORMAT,
        "table_sha256": digest,
        "row_maps": list(maps),
        "mirror": dict(mirror),
        "provenance": dict(provenance),
    }


def regions_of(cells: Sequence[Sequence[str]], record: Mapping[str, Any]) -> DrawnRegions:
    """The table that is in memory."""
    maps = record["row_maps"]
    return DrawnRegions(tuple(_line(row, str(digest)) for row, digest in zip(cells, maps, strict=True)), record)


def read_regions(path: Path) -> DrawnRegions:
    """Read a table of ``main.py regions numbers`` (or of the window) with its record beside it.

    Raises
    ------
    InputError
        if one of both cannot be read
    FileFormatError
        if it is no such table, or was changed after it was written
    """
    beside = path.with_suffix(".json")
    try:
        text, record = path.read_bytes().decode("utf-8"), json.loads(beside.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f'"{path.name}" and its record "{beside.name}" beside it are both needed; save the numbers of the regions '
            "again (main.py regions numbers, or Save… in the window)."
        ) from error
    except ValueError as error:
        raise FileFormatError(
            f'"{path.name}" or its record is damaged; save the numbers of the regions again.'
        ) from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise FileFormatError(f'"{path.name}" is no table of regions with its record; save the numbers again.')
    if record.get("table_sha256") != hashlib.sha256(text.encode()).hexdigest():
        raise FileFormatError(f'"{path.name}" was changed after it was written; save the numbers of the regions again.')
    rows = list(csv.reader(io.StringIO(text), delimiter="," if path.suffix.lower() == ".csv" else "\t"))
    try:
        if tuple(rows[0]) != COLUMNS:
            raise ValueError
        return regions_of(rows[1:], record)
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise FileFormatError(f'"{path.name}" is of another version; save the numbers of the regions again.') from error


def require_of_patient(tables: Sequence[DrawnRegions], hashes: Mapping[str, str]) -> None:
    """Raise `InputError` unless each table is of a map of this patient: two patients never mix.

    Parameters
    ----------
    hashes : SHA-256 of each map of the patient, by its statistic
    """
    for table in tables:
        if not {row.map_sha256 for row in table.rows} & set(hashes.values()):
            raise InputError(
                "A table of regions holds no map of this patient as it is now, so it does not belong into this report; "
                "compute the numbers on the maps of the processed patient."
            )


_TEXTS = ("region", "side", "map", "unit", "remark")


def _line(cells: Sequence[str], map_sha256: str) -> RegionLine:
    row = dict(zip(COLUMNS, cells, strict=True))
    texts = {name: "" if row[name] == "n/a" else row[name] for name in _TEXTS}
    numbers = {name: _number(text) for name, text in row.items() if name not in _TEXTS}
    return RegionLine(texts["region"], texts["side"], texts["map"], texts["unit"], texts["remark"], numbers, map_sha256)


def _number(text: str) -> float:
    return math.nan if text == "n/a" else float(text)
