"""The demonstration patient: made once in the user's own data folder, then opened and its first maps computed."""

from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError
from analysis.metrics.catalogue import ALFF, REHO
from analysis.progress import Progress, silent
from analysis.scan import Modality
from gui.commands import computing, opening
from gui.jobs import Job, JobRunner
from gui.session import Layer, Session


def demonstration_folder() -> Path:
    """Where the demonstration patient is kept."""
    return Path(platformdirs.user_data_dir("algoscope", appauthor=False)) / "demo"


def ensure_patient(folder: Path, progress: Progress = silent) -> Path:
    """Write the demonstration patient, and the controls beside it, unless the folder holds those of this version."""
    from analysis.demo import presence  # not needed at any other start

    return presence.ensure_demonstration(folder, progress=progress)


def controls_for(paths: tuple[Path, ...]) -> Path | None:
    """The table of controls that belongs to scans of the demonstration patient; None for scans of anyone else."""
    from analysis.demo import reference_controls

    return reference_controls.table_for(paths)


def open_demonstration(session: Session, jobs: JobRunner, folder: Path | None = None) -> Job:
    """Make the patient if needed, open its T1, BOLD and ASL, and compute ALFF and ReHo."""
    return jobs.submit(
        QCoreApplication.translate("demonstration", "Demonstration patient"),
        ensure_patient,
        folder or demonstration_folder(),
        on_done=partial(_open, session, jobs),
        key="demonstration",
        opens=True,
    )


def _open(session: Session, jobs: JobRunner, folder: Path) -> None:
    opening.open_paths(session, jobs, [folder], on_series_read=partial(_compute, session, jobs))


def _compute(session: Session, jobs: JobRunner, layer: Layer) -> None:
    if layer.scan is None or layer.scan.modality is not Modality.BOLD:
        return
    try:
        computing.compute_metric(session, jobs, REHO, layer.id, outputs=("reho",), visible=False)
        computing.compute_metric(session, jobs, ALFF, layer.id, outputs=("zalff", "alff"))
    except AlgoscopeError as error:
        session.tell(str(error))
