"""From a scanner's folder or archive to layers: converted to BIDS without identity, then opened."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.importing.convert import convert_scans
from analysis.importing.report import ImportReport
from analysis.progress import Progress, silent
from gui import log
from gui.commands import opening
from gui.jobs import Job, JobRunner
from gui.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)


def import_scans(session: Session, jobs: JobRunner, source: Path, out: Path) -> Job:
    """Convert a DICOM folder or zip archive into a dataset, and open the patient that it holds."""
    log.hide(source)
    log.hide(out)
    return jobs.submit(
        _tr("Import scans"), convert, source, out, on_done=partial(_open, session, jobs), key="import scans"
    )


def convert(source: Path, out: Path, progress: Progress = silent) -> ImportReport:
    """The job."""
    return convert_scans(source, out, progress=progress)


def _open(session: Session, jobs: JobRunner, report: ImportReport) -> None:
    """Open what was converted; say what was not, and why."""
    for sentence in left_out(report):
        session.tell(sentence)
    opening.open_paths(session, jobs, [report.dataset / report.subject])


def left_out(report: ImportReport) -> tuple[str, ...]:
    """A sentence for each series that was not converted although it should have been, and each remark."""
    failed = tuple(
        _tr("Series {number} was not converted: {reason}").format(number=series.number, reason=series.skipped)
        for series in report.series
        if series.failed
    )
    return (*failed, *report.remarks)
