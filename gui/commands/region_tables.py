"""The numbers of all regions as a table: copied, or written as TSV or CSV."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.errors import OutputError
from analysis.files.writing import staged
from analysis.progress import Progress, silent
from gui import log
from gui.commands.region_numbers import Asked, CohortNumbers, MapNumbers, RegionReport, ask_all, compute_all
from gui.jobs import Job, JobRunner
from gui.session import Session

COLUMNS = (
    "region", "map", "unit", "n_voxels", "volume_mm3", "n_missing", "mean", "sd", "median", "minimum", "min_x_mm",
    "min_y_mm", "min_z_mm", "maximum", "max_x_mm", "max_y_mm", "max_z_mm", "p5", "p25", "p75", "p95",
    "mirror_mean", "mirror_n_voxels", "asymmetry_percent", "cohort_percentile", "cohort_n", "remark",
)  # fmt: skip


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
    start = [report.asked.region.name, row.name, row.unit or "n/a"]
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
    return "\n".join("\t".join(cells) for cells in ([*COLUMNS], *table(reports))) + "\n"


def write_table(reports: Sequence[RegionReport], path: Path, progress: Progress = silent) -> Path:
    """The job: the table as TSV, or as CSV where the name ends so; it replaces a file, which the dialog has asked."""
    progress(0.0, path.name)
    is_csv = path.suffix.lower() == ".csv"
    text = io.StringIO()
    writer = csv.writer(text, delimiter="," if is_csv else "\t", lineterminator="\n")
    writer.writerows([COLUMNS, *table(reports)])
    with staged([path], force=True) as (part,):
        part.write_text(text.getvalue(), encoding="utf-8")
        if part.read_text(encoding="utf-8") != text.getvalue():
            raise OutputError(f'"{path.name}" could not be read back as it was written.')
    return path


def save(session: Session, jobs: JobRunner, path: Path) -> Job | None:
    """Compute the numbers of every region of the current map and write them."""
    asked = ask_all(session)
    if not asked:
        session.tell(_tr("Nothing is drawn yet, so there are no numbers to save."))
        return None
    log.hide(path)
    return jobs.submit(_tr("Save the numbers of all regions"), _compute_and_write, asked, path)


def copy(session: Session, jobs: JobRunner, take: Callable[[str], None]) -> Job | None:
    """Compute the numbers of every region of the current map and hand them over as text."""
    asked = ask_all(session)
    return jobs.submit(_tr("Numbers of all regions"), _as_text_job, asked, on_done=take) if asked else None


def _compute_and_write(asked: Sequence[Asked], path: Path, progress: Progress = silent) -> Path:
    return write_table(compute_all(asked, progress), path)


def _as_text_job(asked: Sequence[Asked], progress: Progress = silent) -> str:
    return as_text(compute_all(asked, progress))
