"""Two scans of one patient as files: the table of regions with its record, and the map of the difference."""

import csv
import hashlib
import io
import math
from pathlib import Path
from typing import Any

from analysis.files import results, writing
from analysis.stats.two_scans import NOTE, TwoScans, table_of

FORMAT = "algoscope-two-scans-1"
TABLE, MAP = "regions.tsv", "difference"
WHOLE = "whole brain"


def write_two_scans(found: TwoScans, statistic: str, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write the map of the difference, and the table with its record.

    Parameters
    ----------
    statistic : of the maps that were compared, such as ``cbf``
    folder : made if missing
    force : whether earlier files may be replaced

    Raises
    ------
    OutputError
        if a file exists or cannot be written
    """
    image = results.write_map(found.difference, folder, space="MNI152", force=force)
    return (image, *write_change_table(found, statistic, folder / TABLE, force=force))


def write_change_table(found: TwoScans, statistic: str, path: Path, *, force: bool = False) -> tuple[Path, Path]:
    """Write every region, the whole brain first, with tabs or (``.csv``) commas; the record lies beside it as JSON.

    Parameters as `write_two_scans`; both files appear together, or none.
    """
    columns, rows = table_of(found)
    whole = found.whole
    first = (WHOLE, whole.n_voxels, whole.first, whole.second, whole.difference, whole.percent)
    text = io.StringIO()
    delimiter = "," if path.suffix.lower() == ".csv" else "\t"
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in (first, *rows))
    content, beside = text.getvalue().encode(), path.with_suffix(".json")
    with writing.staged([path, beside], force=force) as (table, record):
        table.write_bytes(content)
        writing.encode_json(_record(found, statistic, content), record)
    return path, beside


def _record(found: TwoScans, statistic: str, content: bytes) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "statistic": statistic,
        "unit": found.difference.volume.unit,
        "first": "the prior scan",
        "second": "the current scan",
        "difference": "second - first",
        "percent": "100 (second - first) / first; n/a where one of them is not above 0",
        "note": NOTE,
        "table_sha256": hashlib.sha256(content).hexdigest(),
        "provenance": found.difference.provenance.as_dict(),
    }


def _cell(value: str | int | float) -> str:
    if isinstance(value, float):
        return f"{value:.10g}" if math.isfinite(value) else "n/a"
    return str(value)
