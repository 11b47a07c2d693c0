"""The numbers of all regions as a table with its record: copied, written as TSV or CSV, or put into the report."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import OutputError
from analysis.files.writing import encode_json, staged
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_array, sha256_of_file
from analysis.report.regions import COLUMNS, FORMAT, DrawnRegions, record_of, regions_of, table_text
from gui import log
from gui.commands.region_numbers import (
    Asked,
    AskedMap,
    CohortNumbers,
    MapNumbers,
    RegionReport,
    ask_all,
    compute_all,
)
from gui.jobs import Job, JobRunner
from gui.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("region_tables", text)


def table(reports: Sequence[RegionReport]) -> list[list[str]]:
    """The cells of the table under `COLUMNS`; a missing value is ``n/a``."""
    rows = []
    for report in reports:
        cohorts = {found.statistic: found for found in report.cohorts}
        rows += [_cells(report, row, cohorts.get(row.name)) for row in report.rows]
        listed = {row.name for row in report.rows}
        rows += [_cohort_cells(report, found) for name, found in cohorts.items() if name not in listed]
    return rows


def _cells(report: RegionReport, row: MapNumbers, cohort: CohortNumbers | None) -> list[str]:
    start = [report.asked.region.name, row.name, row.unit or "n/a", report.side or "n/a", _number(report.volume_mm3)]
    last = [
        _number(None if cohort is None else cohort.percentile),
        "n/a" if cohort is None else str(cohort.n),
        row.remark or "n/a",
    ]
    found = row.numbers
    if found is None:
        return [*start, *["n/a"] * (len(COLUMNS) - len(start) - len(last)), *last]
    return [
        *start,
        str(found.n_voxels),
        *map(_number, (found.volume_mm3,)),
        str(found.n_missing),
        *map(_number, (found.mean, found.sd, found.median, found.minimum, *found.min_mm)),
        *map(_number, (found.maximum, *found.max_mm, *found.percentiles)),
        _number(None if row.mirror is None else row.mirror.mean),
        "n/a" if row.mirror is None else str(row.mirror.n_voxels),
        _number(row.asymmetry),
        *last,
    ]


def _cohort_cells(report: RegionReport, found: CohortNumbers) -> list[str]:
    cells = dict.fromkeys(COLUMNS, "n/a")
    cells |= {
        "region": report.asked.region.name,
        "map": found.statistic,
        "side": report.side or "n/a",
        "region_mm3": _number(report.volume_mm3),
        "n_voxels": str(found.n_voxels),
        "mean": _number(found.value),
        "cohort_percentile": _number(found.percentile),
        "cohort_n": str(found.n),
    }
    return list(cells.values())


def _number(value: float | None) -> str:
    return "n/a" if value is None or not np.isfinite(value) else f"{float(value):.6g}"


def as_text(reports: Sequence[RegionReport]) -> str:
    """The table with tabs, for the clipboard."""
    return table_text(table(reports))


@dataclass(frozen=True)
class Sources:
    """What the numbers are from: files of the maps by their layer's id, of the regions, and what else is recorded.

    Regions without a file are known by the hash of their voxels.
    """

    maps: Mapping[int, Path] = field(default_factory=dict)
    inputs: tuple[InputRecord, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def record(reports: Sequence[RegionReport], text: str, sources: Sources) -> dict[str, Any]:
    """How a table of them was computed; a map is known by the hash of its file, or of its values without one."""
    asked = reports[0].asked
    hashes = {one.layer_id: _hash(one, sources.maps.get(one.layer_id)) for one in asked.maps}
    drawn = sources.inputs or tuple(_as_drawn(report.asked) for report in reports)
    inputs = (*drawn, *(InputRecord(f"map {one.name}", hashes[one.layer_id]) for one in asked.maps))
    parameters = {
        "regions": [report.asked.region.name for report in reports],
        "grid_of_the_regions": asked.grid.in_words(),
        "rule": "a voxel of a map belongs to a region when its centre lies in a voxel of the region",
        "space_of_the_regions": "MNI" if asked.in_mni else "scanner" if asked.space is None else asked.space.value,
        "through_normalisation": asked.routes is not None,
        **sources.parameters,
    }
    provenance = Provenance("gui.commands.region_numbers.compute", parameters, inputs, sources.warnings)
    listed = [{row.name for row in report.rows} for report in reports]
    maps: list[str] = []
    for report, names in zip(reports, listed, strict=True):
        maps += [hashes[row.layer_id] for row in report.rows]
        maps += ["" for found in report.cohorts if found.statistic not in names]
    mirror = {report.asked.region.name: report.mirror_words for report in reports}
    return record_of(text, maps, provenance.as_dict(), mirror)


def _as_drawn(asked: Asked) -> InputRecord:
    """A region that is in no file: its voxels in their box."""
    mask = np.zeros(0, dtype=bool) if asked.patch is None else asked.patch.mask
    return InputRecord(f"region {asked.region.name}", sha256_of_array(mask))


def _hash(one: AskedMap, path: Path | None) -> str:
    return sha256_of_array(one.volume.data) if path is None else sha256_of_file(path)


def write_table(
    reports: Sequence[RegionReport], path: Path, sources: Sources, *, force: bool = False, progress: Progress = silent
) -> Path:
    """Write the table as TSV, or as CSV where the name ends so, with its record (JSON) beside it.

    Raises
    ------
    OutputError
        if one of both exists (with `force`: if the record's name is that of another file), or cannot be written
    """
    progress(0.0, path.name)
    text = table_text(table(reports), is_csv=path.suffix.lower() == ".csv")
    beside = path.with_suffix(".json")
    if force and beside.exists() and not _is_record(beside):
        raise OutputError(
            f'"{beside.name}" is another file, and the record of the table needs its name; choose another.'
        )
    with staged([path, beside], force=force) as (part_of_table, part_of_record):
        part_of_table.write_bytes(text.encode())
        if part_of_table.read_bytes() != text.encode():
            raise OutputError(f'"{path.name}" could not be read back as it was written.')
        encode_json(record(reports, text, sources), part_of_record)
    return path


def _is_record(path: Path) -> bool:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("format") == FORMAT


def save(session: Session, jobs: JobRunner, path: Path) -> Job | None:
    """Compute the numbers of every region of the current map and write them."""
    asked = ask_all(session)
    if not asked:
        session.tell(_tr("Nothing is drawn yet, so there are no numbers to save."))
        return None
    log.hide(path)
    text = _tr("Save the numbers of all regions")
    return jobs.submit(text, _compute_and_write, asked, path, sources_of(session))


def sources_of(session: Session) -> Sources:
    """The files behind what is open: those of layers that are as they were read, and of the drawing none."""
    paths = {
        layer.id: layer.scan.path for layer in session.layers if layer.scan is not None and layer.scan.path is not None
    }
    return Sources({key: path for key, path in paths.items() if path.is_file()})


def copy(session: Session, jobs: JobRunner, take: Callable[[str], None]) -> Job | None:
    """Compute the numbers of every region of the current map and hand them over as text."""
    asked = ask_all(session)
    return jobs.submit(_tr("Numbers of all regions"), _as_text_job, asked, on_done=take) if asked else None


def for_report(session: Session, jobs: JobRunner) -> Job | None:
    """Compute the numbers of every region of the current map and put them into the report of the patient."""
    asked = ask_all(session)
    if not asked:
        session.tell(_tr("Nothing is drawn yet, so there are no numbers for the report."))
        return None
    text = _tr("Regions for the report")
    return jobs.submit(text, _compute_drawn, asked, sources_of(session), on_done=partial(_put_into_report, session))


def _put_into_report(session: Session, table: DrawnRegions) -> None:
    session.drawing.put_into_report(table)
    session.tell(
        QCoreApplication.translate("region_tables", "The numbers of %n region(s) are in the report.", "", _n(table))
        if session.spaces.patient is not None
        else _tr("The numbers are kept for the report; a report is made of a processed patient.")
    )


def _n(table: DrawnRegions) -> int:
    return len({row.region for row in table.rows})


def _compute_drawn(asked: Sequence[Asked], sources: Sources, progress: Progress = silent) -> DrawnRegions:
    reports = compute_all(asked, part(progress, 0.0, 0.8))
    cells = table(reports)
    return regions_of(cells, record(reports, table_text(cells), sources))


def _compute_and_write(asked: Sequence[Asked], path: Path, sources: Sources, progress: Progress = silent) -> Path:
    reports = compute_all(asked, part(progress, 0.0, 0.8))
    return write_table(reports, path, sources, force=True, progress=part(progress, 0.8, 1.0))  # the dialog has asked


def _as_text_job(asked: Sequence[Asked], progress: Progress = silent) -> str:
    return as_text(compute_all(asked, progress))
