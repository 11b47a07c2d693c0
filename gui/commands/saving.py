"""From a computed layer to files: the map, its mask and its provenance, written whole or not at all."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from analysis.errors import OptionError
from analysis.files.results import write_map
from analysis.progress import Progress, silent
from analysis.scan import StatMap
from gui import log
from gui.jobs import Job, JobRunner
from gui.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("saving", text)


def save_map(session: Session, jobs: JobRunner, layer_id: int, folder: Path) -> Job:
    """Write a computed map as NIfTI with its provenance beside it; files that exist are not replaced."""
    layer = session.layer(layer_id)
    if layer.stat_map is None:
        raise OptionError(_tr("{name} was not computed here, so there is nothing to save.").format(name=layer.name))
    log.hide(folder)
    return jobs.submit(
        _tr("Save {name}").format(name=layer.name),
        write,
        layer.stat_map,
        folder,
        layer.space,
        on_done=partial(_note_kept, session, layer.stat_map),
    )


def _note_kept(session: Session, stat_map: StatMap, _path: Path) -> None:
    session.case.note_kept(stat_map)


def write(stat_map: StatMap, folder: Path, space: str, progress: Progress = silent) -> Path:
    """The job."""
    progress(0.0, stat_map.statistic)
    path = write_map(stat_map, folder, space=space)
    progress(1.0, path.name)
    return path


def proposed_folder(session: Session) -> Path:
    """Where a dialog proposes to write: beside the results of the patient who is open, else among the user's documents.

    Never the folder of the scans, which stays as it is, nor the one that the program was started in.
    """
    patient = session.spaces.patient
    if patient is not None and patient.folder is not None and patient.folder.is_dir():
        return patient.folder
    return documents_folder()


def documents_folder() -> Path:
    """The user's folder of documents, or the home folder where there is none."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()
