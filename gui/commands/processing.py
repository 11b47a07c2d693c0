"""Processing a patient: a case, how, where to; then a job, and its results as layers."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import OutputError
from analysis.pipeline.case import Case
from analysis.pipeline.names import Names
from analysis.pipeline.places import hashes_in
from analysis.pipeline.worker import process_in_worker
from analysis.presets import Preset
from analysis.progress import Progress, part, silent
from analysis.provenance import sha256_of_file
from gui import log
from gui.commands import processed
from gui.jobs import Job, JobRunner
from gui.session import Session

WORK = 0.97  # of the job; the rest reads the results
JOB_KEY = "process patient"

# what a run leaves that was stopped early
_BEGUN = {"work", "dataset_description.json", ".bidsignore", "participants.tsv", "participants.json"}


@dataclass(frozen=True)
class Plan:
    """All that a run needs."""

    case: Case
    preset: Preset
    voxel_mm: float
    out: Path


def _tr(text: str) -> str:
    return QCoreApplication.translate("processing", text)


def start(session: Session, jobs: JobRunner, plan: Plan, on_shown: Callable[[Plan], None] | None = None) -> Job:
    """Process in the background, then open what came out, unless the patient was closed in the meantime.

    ``on_shown(plan)`` is called when the results are open.
    """
    log.hide(plan.out)
    return jobs.submit(
        _tr("Process {name}").format(name=f"sub-{plan.case.subject}"),
        process,
        plan,
        on_done=partial(_show, session, plan, on_shown),
        key=JOB_KEY,
    )


def has_begun(plan: Plan) -> bool:
    """Whether an earlier run has left anything that this one need not do again."""
    return plan.out.is_dir() and not {entry.name for entry in plan.out.iterdir()} <= _BEGUN - {"work"}


def is_running(jobs: JobRunner) -> bool:
    """Whether a patient is being processed that nobody has stopped."""
    return any(job.key == JOB_KEY and not job.is_stopping for job in jobs.jobs)


def process(plan: Plan, progress: Progress = silent) -> processed.Opened:
    """The job: the whole chain in a process of its own; then its results are read."""
    case = plan.case
    scans = [path for path in (case.t1, case.bold, case.asl) if path is not None]
    progress(0.0, _tr("Looking at the folder"))
    require_free(plan.out, case.subject, scans)
    process_in_worker(case, plan.out, plan.preset, plan.voxel_mm, part(progress, 0.0, WORK))
    opened = processed.read(plan.out, case.subject, (), part(progress, WORK, 1.0))
    hashes = {}
    for path in scans:
        with suppress(OSError):  # a scan that is gone by now costs none of what was made of it
            hashes[path] = sha256_of_file(path)
    return replace(opened, scans=hashes)


def require_free(out: Path, subject: str, scans: Sequence[Path]) -> None:
    """Raise `OutputError` if a folder holds results of other scans of that name, or something else."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    begun = out.is_dir() and {entry.name for entry in out.iterdir()} <= _BEGUN
    if not begun and not processed.is_processed(out):
        raise OutputError(f'"{out.name}" holds something else; choose an empty folder, or one with earlier results.')
    known = set(hashes_in(Names(out, subject)))
    if known and not {sha256_of_file(path) for path in scans} & known:
        raise OutputError(
            f'"{out.name}" holds results of other scans under the name sub-{subject}; choose another folder, so that '
            "two patients are not mixed."
        )


def _show(session: Session, plan: Plan, on_shown: Callable[[Plan], None] | None, opened: processed.Opened) -> None:
    if is_open(session, plan):
        processed.show(session, opened)
        if on_shown is not None:
            on_shown(plan)


def is_open(session: Session, plan: Plan) -> bool:
    """Whether a scan of the plan is open."""
    paths = {plan.case.t1, plan.case.bold, plan.case.asl}
    return any(layer.scan is not None and layer.scan.path in paths for layer in session.layers if not layer.is_computed)
